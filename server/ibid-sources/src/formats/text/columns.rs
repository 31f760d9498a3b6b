//! Tables of plain text: columns set apart by two spaces or more, or by tabs. A table may have several parts, each under a
//! title of its own ("Exports (tonnes)") and all under one header.

use crate::tables::{Table, gives_units, is_amount, is_year};

/// Rows that make a table.
const ROWS: usize = 2;
/// Columns that make one.
const COLUMNS: usize = 3;
/// A longer line between rows is prose, and no title (in bytes).
const LONGEST_TITLE: usize = 80;

/// A part of a table, and where each of its rows stands among the lines after the header.
pub(super) type Part = (Table, Vec<usize>);

/// The table under the line `header`, whose rows are among the `lines` after that, part by part; none where it is no table.
pub(super) fn table(header: &str, lines: &[&str]) -> Vec<Part> {
    let header = cells(header);
    let named = header.len() + 1 >= COLUMNS && !header.iter().skip(1).any(|cell| is_amount(cell));
    let parts = if named { parts(&header, lines) } else { Vec::new() };
    let rows: usize = parts.iter().map(|(part, _)| part.rows.len()).sum();
    if rows < ROWS { Vec::new() } else { parts }
}

fn parts(header: &[String], lines: &[&str]) -> Vec<Part> {
    let mut told = lines.iter().copied().enumerate().filter(|(_, line)| says_something(line)).peekable();
    let mut parts: Vec<Part> = Vec::new();
    let mut title = None;
    while let Some((at, line)) = told.next() {
        let width = parts.first().and_then(|(part, _)| part.rows.first()).map(Vec::len);
        let is_row = |row: &[String]| is_data(row, header) && width.is_none_or(|width| width == row.len());
        let row = cells(line);
        if is_row(&row) {
            let Some(levels) = levels(header, title, row.len()) else { break };
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

/// The levels of headers over a part of so many columns, its title the uppermost; `None` where header and rows do not go together.
fn levels(header: &[String], title: Option<&str>, width: usize) -> Option<Vec<Vec<String>>> {
    // The column of labels may have no header.
    let header = match width.checked_sub(header.len())? {
        0 => header.to_vec(),
        1 => std::iter::once(String::new()).chain(header.iter().cloned()).collect(),
        _ => return None,
    };
    let over = |title: &str| {
        std::iter::once(String::new()).chain(std::iter::repeat_n(title.to_owned(), width - 1)).collect()
    };
    Some(title.map(over).into_iter().chain([header]).collect())
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

/// Whether a row under `header` has a label, and an amount or a blank mark in each column, but for those of units.
fn is_data(row: &[String], header: &[String]) -> bool {
    let blank = |cell: &str| cell.chars().all(|c| !c.is_alphanumeric()) || cell == "n/a";
    let amount = |cell: &str| {
        let cell = cell.trim_end_matches('%').trim_end();
        is_amount(cell) || is_year(cell)
    };
    let own = row.len().saturating_sub(header.len());
    let unit =
        |at: usize| at.checked_sub(own).and_then(|at| header.get(at)).is_some_and(|head| gives_units(head));
    let told = || row.iter().enumerate().skip(1).filter(|(at, _)| !unit(*at));
    row.len() >= COLUMNS
        && !is_amount(&row[0])
        && told().all(|(_, cell)| amount(cell) || blank(cell))
        && told().any(|(_, cell)| amount(cell))
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim().replace('\t', "  ");
    line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
}
