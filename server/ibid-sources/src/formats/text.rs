//! Plain text: any encoding, paragraphs by blank lines or, where lines are not wrapped, by line; pages by form feeds or by what the
//! text says of them; tables whose columns spaces set apart.

mod columns;
mod transcript;

use std::collections::VecDeque;
use std::path::Path;

use ibid_text::is_cjk;

use super::pages;
use crate::{
    Error, Extracted, MarkKind,
    builder::Builder,
    decode::{decode, line_feeds},
};

const FORM_FEED: char = '\u{c}';
/// Lines that are wrapped by hand or program are at most so wide.
const WIDEST: usize = 120;

pub(crate) fn extract(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let text = decode(bytes);
    if is_binary(&text) {
        return Err(Error::damaged(path, "it holds no text"));
    }
    let text = line_feeds(&text);
    let lines: Vec<&str> = text.split('\n').collect();
    if let Some(transcript) = transcript::read(&lines) {
        return Ok(transcript);
    }
    let width = wrap_width(&lines);
    let mut builder = Builder::default();
    let mut page = Page::first(&text, &mut builder);
    let marked = pages::marked(&lines);
    let mut before = "";
    let mut told = Told::default();
    for (at, line) in lines.iter().enumerate() {
        let line = page.turn(line, &mut builder);
        if told.row(at, line, &lines, &mut builder) {
            before = "";
            continue;
        }
        if let Some(label) = marked[at] {
            page.begin(label, &mut builder);
            before = "";
            continue;
        }
        let number = line_number(at);
        if before.trim().is_empty() || breaks(before, line, width) {
            builder.paragraph();
        } else {
            builder.line();
        }
        if !line.trim().is_empty() {
            builder.mark(MarkKind::Line(number));
            builder.push(line);
        }
        before = line;
    }
    Ok(builder.finish())
}

/// The table that is being read, told row by row.
#[derive(Default)]
struct Told {
    /// Its rows from the next on, each with its line.
    rows: VecDeque<(usize, String)>,
}

impl Told {
    /// Whether line `at` belongs to a table; writes the row that it is.
    fn row(&mut self, at: usize, line: &str, lines: &[&str], builder: &mut Builder) -> bool {
        if self.rows.is_empty() {
            let parts = columns::table(line, &lines[at + 1..]);
            if parts.is_empty() {
                return false;
            }
            let above = builder.last_paragraph();
            let told = parts.iter().map(|(table, rows)| Some((rows, table.told(above)?)));
            let Some(told) = told.collect::<Option<Vec<_>>>() else { return false };
            let rows = told.into_iter().flat_map(|(rows, told)| rows.iter().zip(told));
            self.rows = rows.map(|(row, told)| (at + 1 + row, told)).collect();
            return !self.rows.is_empty();
        }
        if self.rows.front().is_some_and(|(row, _)| *row == at)
            && let Some((_, row)) = self.rows.pop_front()
        {
            builder.paragraph();
            builder.mark(MarkKind::Line(line_number(at)));
            builder.push(&row);
        }
        true
    }
}

/// The number of the line at `index`, from 1.
fn line_number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}

/// Whether so much of a text is no letter or mark that it never was one.
fn is_binary(text: &str) -> bool {
    const LOOKED_AT: usize = 4_000;
    let odd = |c: &char| (c.is_control() && !c.is_whitespace() && *c != FORM_FEED) || *c == '\u{fffd}';
    let (looked, found) = text
        .chars()
        .take(LOOKED_AT)
        .fold((0, 0), |(n, odd_ones), c| (n + 1, odd_ones + usize::from(odd(&c))));
    found * 50 > looked
}

/// The page that is being read, where form feeds part pages or the text says where they begin.
struct Page(u32);

impl Page {
    fn first(text: &str, builder: &mut Builder) -> Page {
        let page = Page(1);
        if text.trim().contains(FORM_FEED) {
            page.mark(builder);
        }
        page
    }

    /// Takes the form feeds off the front of `line`.
    fn turn<'l>(&mut self, line: &'l str, builder: &mut Builder) -> &'l str {
        let rest = line.trim_start_matches(FORM_FEED);
        let turned = line.len() - rest.len();
        if turned > 0 {
            self.0 += turned as u32;
            self.mark(builder);
        }
        rest
    }

    /// Begins the page that the text calls `label`.
    fn begin(&mut self, label: u32, builder: &mut Builder) {
        builder.mark(MarkKind::Page { label: Some(label.to_string()), index: self.0 });
        self.0 += 1;
    }

    fn mark(&self, builder: &mut Builder) {
        builder.mark(MarkKind::Page { label: None, index: self.0 });
    }
}

/// The width that lines are wrapped at; no end where they are wider than a screen or page. Single lines
/// may stand out, as addresses of web pages do.
fn wrap_width(lines: &[&str]) -> usize {
    let mut widths: Vec<usize> =
        lines.iter().map(|line| columns(line.trim_end())).filter(|width| *width > 0).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() * 19 / 20).copied().unwrap_or(0);
    if usual <= WIDEST { usual } else { usize::MAX }
}

/// Whether a line ends its paragraph: the next line's first word would have had room on it, and its
/// end or the next line's start look like one.
fn breaks(line: &str, next: &str, width: usize) -> bool {
    let (line, next) = (line.trim_end(), next.trim());
    let first = next.split_whitespace().next().unwrap_or_default();
    let first = if first.starts_with(is_cjk) { 2 } else { columns(first) };
    let had_room = columns(line) + 1 + first <= width;
    // A writer keeps a number and its noun on one line.
    let number = next.starts_with(|c: char| c.is_ascii_digit()) && !ends_sentence(line);
    let kept = number && 4 * columns(line) >= 3 * width.min(WIDEST);
    had_room && !kept && (ends_sentence(line) || !next.starts_with(char::is_lowercase))
}

fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(['"', '\'', '”', '’', '»', '」', '』', ')', '）']);
    bare.ends_with(['.', '!', '?', ':', '…', '。', '！', '？', '：'])
}

/// Width on a screen, where a CJK character takes two columns.
fn columns(text: &str) -> usize {
    text.chars().map(width).sum()
}

fn width(c: char) -> usize {
    if is_cjk(c) { 2 } else { 1 }
}
