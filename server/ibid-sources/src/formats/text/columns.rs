//! Tables of plain text: columns set apart by two spaces or more, or by tabs. A table may have several parts, each under a
//! title of its own ("Exports (tonnes)") and all under one header.

use super::width;
use crate::tables::{Table, gives_units, is_amount, is_year};

/// Rows that make a table.
const ROWS: usize = 2;
/// Columns that make one.
const COLUMNS: usize = 3;
/// A longer line between rows is prose, and no title (in bytes).
const LONGEST_TITLE: usize = 80;

/// Lines that a header may have.
const LEVELS: usize = 4;

/// A part of a table, and where each of its rows stands among the lines after the header's first.
pub(super) type Part = (Table, Vec<usize>);

/// A cell of a line, and where on the line it stands.
#[derive(Clone, Debug)]
struct Cell {
    text: String,
    from: usize,
    to: usize,
}

impl Cell {
    fn is_over(&self, from: usize, to: usize) -> bool {
        self.from < to && from < self.to
    }
}

/// The table whose header begins with the line `first`, among the `lines` after that, part by part; none where it is no table.
pub(super) fn table(first: &str, lines: &[&str]) -> Vec<Part> {
    if !has_several_cells(first) {
        return Vec::new();
    }
    let mut header = vec![cells(first)];
    if !is_header(&header[0]) {
        return Vec::new();
    }
    let mut read = 0;
    for (at, line) in lines.iter().enumerate().take_while(|(_, line)| !line.trim().is_empty()) {
        if !says_something(line) {
            continue;
        }
        let more = cells(line);
        if header.len() == LEVELS || !is_header(&more) {
            break;
        }
        header.push(more);
        read = at + 1;
    }
    let parts = parts(&header, &lines[read..]);
    let rows: usize = parts.iter().map(|(part, _)| part.rows.len()).sum();
    let moved = |places: Vec<usize>| places.into_iter().map(|at| at + read).collect();
    let parts = parts.into_iter().map(|(part, places)| (part, moved(places)));
    if rows < ROWS { Vec::new() } else { parts.collect() }
}

/// Whether a line may be one of a table's header.
fn is_header(line: &[Cell]) -> bool {
    let says = |cell: &Cell| cell.text.contains(char::is_alphanumeric) && !is_amount(&cell.text);
    line.len() + 1 >= COLUMNS && line.iter().skip(1).all(says) && !is_caption(&line[0].text)
}

/// Whether a cell is the number of a table, which goes before its caption.
fn is_caption(cell: &str) -> bool {
    let number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c);
    let cell = cell.to_lowercase();
    ["table", "tab.", "figure", "表", "图"]
        .iter()
        .any(|word| cell.strip_prefix(word).is_some_and(|rest| rest.trim_start().starts_with(number)))
}

fn parts(header: &[Vec<Cell>], lines: &[&str]) -> Vec<Part> {
    let mut told = lines.iter().copied().enumerate().filter(|(_, line)| says_something(line)).peekable();
    let mut parts: Vec<Part> = Vec::new();
    let (mut title, mut own) = (None, None);
    let names = header.iter().max_by_key(|line| line.len()).map_or(&[][..], Vec::as_slice);
    while let Some((at, line)) = told.next() {
        let width = parts.first().and_then(|(part, _)| part.rows.first()).map(Vec::len);
        let is_row = |row: &[Cell]| is_data(row, names) && width.is_none_or(|width| width == row.len());
        let row = cells(line);
        if is_row(&row) {
            own = own.or_else(|| levels(header, &row));
            let Some(own) = &own else { break };
            let levels = titled(title, own);
            let row = row.into_iter().map(|cell| cell.text).collect();
            match parts.last_mut().filter(|(part, _)| part.header == levels) {
                Some((part, places)) => {
                    part.rows.push(row);
                    places.push(at);
                }
                None => parts.push((Table { titles: Vec::new(), header: levels, rows: vec![row] }, vec![at])),
            }
        } else if is_title(line) && told.peek().is_some_and(|(_, next)| is_row(&cells(next))) {
            title = Some(line.trim());
        } else {
            break;
        }
    }
    parts
}

/// The levels of headers with the title of a part over them.
fn titled(title: Option<&str>, levels: &[Vec<String>]) -> Vec<Vec<String>> {
    let width = levels.first().map_or(0, Vec::len);
    let over = |title: &str| {
        std::iter::once(String::new()).chain(std::iter::repeat_n(title.to_owned(), width - 1)).collect()
    };
    title.map(over).into_iter().chain(levels.iter().cloned()).collect()
}

/// What each line of a header says of each column of `row`; `None` where header and rows do not go together.
fn levels(header: &[Vec<Cell>], row: &[Cell]) -> Option<Vec<Vec<String>>> {
    let mut levels = Vec::new();
    let mut one_each = false;
    for line in header {
        let level = match one_a_column(line, row) {
            Some(level) => {
                one_each = true;
                level
            }
            None if one_each => under(line, row)?,
            None => over_groups(line, row)?,
        };
        levels.push(level);
    }
    one_each.then_some(levels)
}

/// A line of a header with a cell for each column; that of labels may have none.
fn one_a_column(line: &[Cell], row: &[Cell]) -> Option<Vec<String>> {
    let texts = || line.iter().map(|cell| cell.text.clone());
    match row.len().checked_sub(line.len())? {
        0 => Some(texts().collect()),
        1 if label(line, row).is_none() => Some(std::iter::once(String::new()).chain(texts()).collect()),
        _ => None,
    }
}

/// The cell of a header that stands over the labels of the rows.
fn label<'a>(line: &'a [Cell], row: &[Cell]) -> Option<&'a Cell> {
    line.first().filter(|cell| row.get(1).is_some_and(|next| cell.to <= next.from) && cell.from < row[0].to)
}

/// A line of a header that goes on with what the line before says of some columns.
fn under(line: &[Cell], row: &[Cell]) -> Option<Vec<String>> {
    let mut level = vec![String::new(); row.len()];
    for head in line {
        let mut over = (0..row.len()).filter(|at| head.is_over(row[*at].from, row[*at].to));
        let at = over.next().filter(|at| over.next().is_none() && level[*at].is_empty())?;
        level[at].clone_from(&head.text);
    }
    Some(level)
}

/// A line of a header whose cells stand each over as many columns: "Exports   Imports" over "2022 2023 2022 2023".
fn over_groups(line: &[Cell], row: &[Cell]) -> Option<Vec<String>> {
    let label = label(line, row);
    let heads = &line[usize::from(label.is_some())..];
    let columns = &row[1..];
    if heads.is_empty() || !columns.len().is_multiple_of(heads.len()) {
        return None;
    }
    let mut level = vec![label.map_or_else(String::new, |cell| cell.text.clone())];
    for (head, group) in heads.iter().zip(columns.chunks(columns.len() / heads.len())) {
        let (first, last) = (group.first()?, group.last()?);
        if !head.is_over(first.from, last.to) {
            return None;
        }
        level.extend(group.iter().map(|_| head.text.clone()));
    }
    Some(level)
}

/// Whether a line may be the title of a part.
fn is_title(line: &str) -> bool {
    let line = line.trim();
    let sentence = line.ends_with(['.', ':', ';', ',', '。', '：', '；', '，']);
    line.len() <= LONGEST_TITLE && !sentence && cells(line).len() == 1
}

/// Whether a line is neither empty nor there only to rule off a table.
fn says_something(line: &str) -> bool {
    !line.trim().chars().all(|c| "-=_+| ─━".contains(c))
}

/// Whether a row under the `names` of columns has a label, and an amount or a blank mark in each column, but for those of units.
fn is_data(row: &[Cell], names: &[Cell]) -> bool {
    let blank = |text: &str| text.chars().all(|c| !c.is_alphanumeric()) || text == "n/a";
    let amount = |text: &str| {
        let text = text.trim_end_matches('%').trim_end();
        is_amount(text) || is_year(text)
    };
    let own = row.len().saturating_sub(names.len());
    let unit = |at: usize| {
        at.checked_sub(own).and_then(|at| names.get(at)).is_some_and(|name| gives_units(&name.text))
    };
    let told =
        || row.iter().enumerate().skip(1).filter(|(at, _)| !unit(*at)).map(|(_, cell)| cell.text.as_str());
    row.len() >= COLUMNS
        && !is_amount(&row[0].text)
        && !row.iter().all(|cell| is_year(&cell.text))
        && told().all(|cell| amount(cell) || blank(cell))
        && told().any(amount)
}

/// Whether a line has more than one of its [`cells`]: most lines have not, and this look is quicker.
fn has_several_cells(line: &str) -> bool {
    let line = line.trim();
    line.contains('\t') || line.split(char::is_whitespace).any(str::is_empty)
}

/// The cells of a line: what two spaces or a tab set apart.
fn cells(line: &str) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    let (mut column, mut spaces) = (0, 2);
    for c in line.chars() {
        match c {
            '\t' => spaces = 2,
            _ if c.is_whitespace() => spaces += 1,
            _ => {
                match cells.last_mut().filter(|_| spaces < 2) {
                    Some(cell) => cell.text.extend(std::iter::repeat_n(' ', spaces).chain([c])),
                    None => cells.push(Cell { text: c.to_string(), from: column, to: column }),
                }
                spaces = 0;
            }
        }
        column += width(c);
        if let Some(cell) = cells.last_mut().filter(|_| spaces == 0) {
            cell.to = column;
        }
    }
    cells
}
