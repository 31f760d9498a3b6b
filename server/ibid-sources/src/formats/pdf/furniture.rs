//! Running heads, feet and page numbers: what stands outermost, at the same height page after page, and is the same there,
//! digits aside, or begins or ends with the page's number.

use std::collections::{HashMap, HashSet};

use super::{columns::Page, lines::Segment};

/// The part of a page's height, from the top and from the bottom, in which furniture stands.
const MARGIN: f64 = 0.14;
/// Heights as near as this many points are the same.
const HEIGHT: f64 = 6.0;
/// Pages on which a line must stand to be furniture; two will do in a short document.
const OFTEN: usize = 3;
const SHORT: usize = 6;
/// A head with the page's number in it stands on one page in so many at least; one in larger letters is a chapter's
/// whose number happens to be the page's.
const NUMBERED: usize = 4;
const LARGE: f64 = 1.1;

/// The pages without their furniture. `labels` are the printed numbers, page by page.
pub(crate) fn without_furniture(mut pages: Vec<Page>, labels: &[Option<String>]) -> Vec<Page> {
    let repeated = Repeated::of(&pages, labels);
    for (index, page) in pages.iter_mut().enumerate() {
        let label = labels.get(index).and_then(Option::as_deref);
        let dropped = outermost(page, |row| {
            repeated.contains(row, &numbers(&row.text, label, index)) || is_number_of(&row.text, label, index)
        });
        for block in &mut page.blocks {
            block.retain(|line| !dropped.contains(&place(line)));
        }
        page.blocks.retain(|block| !block.is_empty());
    }
    pages
}

/// What stands at one height of a page, whatever its column.
struct Row {
    text: String,
    y: f64,
    /// Whether its letters are larger than most lines' on its page, as a heading's are.
    large: bool,
    places: Vec<(u64, u64)>,
}

/// The rows of a page, from the top.
fn rows(page: &Page) -> Vec<Row> {
    let mut lines: Vec<&Segment> = page.blocks.iter().flatten().collect();
    lines.sort_by(|a, b| a.size.total_cmp(&b.size));
    let usual = lines.get(lines.len() / 2).map_or(0.0, |line| line.size);
    lines.sort_by(|a, b| a.y.total_cmp(&b.y));
    lines.chunk_by_mut(|a, b| b.y - a.y < HEIGHT).map(|lines| Row::of(lines, usual)).collect()
}

impl Row {
    fn of(lines: &mut [&Segment], usual: f64) -> Row {
        lines.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        Row {
            text: lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "),
            y: lines[0].y,
            large: lines.iter().any(|line| line.size > LARGE * usual),
            places: lines.iter().map(|line| place(line)).collect(),
        }
    }

    fn in_margin(&self, height: f64) -> bool {
        self.y < MARGIN * height || self.y > (1.0 - MARGIN) * height
    }
}

/// Rows that stand at the same height on several pages.
struct Repeated {
    shapes: HashMap<String, Vec<f64>>,
    numbers: HashMap<Number, Vec<f64>>,
    often: usize,
    pages: usize,
}

impl Repeated {
    fn of(pages: &[Page], labels: &[Option<String>]) -> Repeated {
        let often = if pages.len() < SHORT { OFTEN - 1 } else { OFTEN };
        let mut repeated =
            Repeated { shapes: HashMap::new(), numbers: HashMap::new(), often, pages: pages.len() };
        for (index, page) in pages.iter().enumerate() {
            let label = labels.get(index).and_then(Option::as_deref);
            for row in rows(page).into_iter().filter(|row| row.in_margin(page.height)) {
                for number in numbers(&row.text, label, index) {
                    repeated.numbers.entry(number).or_default().push(row.y);
                }
                repeated.shapes.entry(shape(&row.text)).or_default().push(row.y);
            }
        }
        repeated
    }

    fn contains(&self, row: &Row, numbers: &[Number]) -> bool {
        let times = |heights: Option<&Vec<f64>>| {
            heights.into_iter().flatten().filter(|y| (**y - row.y).abs() < HEIGHT).count()
        };
        let numbered = OFTEN.max(self.pages / NUMBERED);
        times(self.shapes.get(&shape(&row.text))) >= self.often
            || !row.large && numbers.iter().any(|number| times(self.numbers.get(number)) >= numbered)
    }
}

/// How the number at one end of a row goes with its page.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Number {
    /// It is the page's label.
    Label,
    /// It is so much more than the page's index.
    Ahead(i64),
}

/// The numbers that a row begins and ends with, as they go with page `index`, from 0.
fn numbers(text: &str, label: Option<&str>, index: usize) -> Vec<Number> {
    let ends = [text.split_whitespace().next(), text.split_whitespace().next_back()];
    let number = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        if label == Some(word) {
            return Some(Number::Label);
        }
        Some(Number::Ahead(word.parse::<i64>().ok()? - index as i64))
    };
    ends.into_iter().flatten().filter_map(number).collect()
}

/// The places of the lines that are furniture, from the edges of the page inward up to the first row
/// that is not.
fn outermost(page: &Page, is_furniture: impl Fn(&Row) -> bool) -> HashSet<(u64, u64)> {
    let rows = rows(page);
    let is_furniture = |row: &&Row| row.in_margin(page.height) && is_furniture(row);
    let top = rows.iter().take_while(is_furniture);
    let bottom = rows.iter().rev().take_while(is_furniture);
    top.chain(bottom).flat_map(|row| row.places.iter().copied()).collect()
}

/// Where a line stands, exactly.
fn place(line: &Segment) -> (u64, u64) {
    (line.x0.to_bits(), line.y.to_bits())
}

/// A line with its numbers made alike; page numbers in Roman digits too.
fn shape(text: &str) -> String {
    text.split_whitespace().map(word_shape).collect::<Vec<_>>().join(" ")
}

fn word_shape(word: &str) -> String {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    if !bare.is_empty() && bare.chars().all(|c| "ivxlc".contains(c)) {
        return "#".to_string();
    }
    let mut shape = String::new();
    for c in word.chars() {
        match c {
            c if c.is_numeric() && shape.ends_with('#') => {}
            c if c.is_numeric() => shape.push('#'),
            c => shape.push(c),
        }
    }
    shape
}

/// Whether a line is nothing but the page's own number.
fn is_number_of(text: &str, label: Option<&str>, index: usize) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("Page ").or_else(|| bare.strip_prefix("page ")).unwrap_or(bare);
    label.is_some_and(|label| label == bare) || bare.parse() == Ok(index + 1)
}
