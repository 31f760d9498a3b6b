//! Tables of plain text: columns set apart by two spaces or more, or by tabs.

use crate::tables::{Table, is_amount};

/// Rows that make a table.
const ROWS: usize = 2;
/// Columns that make one.
const COLUMNS: usize = 3;

/// The table under the line `header`, and where each of its rows stands among the `lines` after that.
pub(super) fn table(header: &str, lines: &[&str]) -> Option<(Table, Vec<usize>)> {
    let header = cells(header);
    if header.len() + 1 < COLUMNS || header.iter().skip(1).any(|cell| is_amount(cell)) {
        return None;
    }
    let mut at = Vec::new();
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (number, line) in lines.iter().enumerate().filter(|(_, line)| !is_rule(line)) {
        let row = cells(line);
        let alike = rows.first().is_none_or(|first| first.len() == row.len());
        if !alike || !is_data(&row) {
            break;
        }
        at.push(number);
        rows.push(row);
    }
    let width = rows.first()?.len();
    // The column of labels may have no header.
    let header = match width.checked_sub(header.len())? {
        0 => header,
        1 => std::iter::once(String::new()).chain(header).collect(),
        _ => return None,
    };
    let whole = rows.len() >= ROWS && width >= COLUMNS;
    whole.then_some((Table { titles: Vec::new(), header: vec![header], rows }, at))
}

/// Whether a line only rules off a table.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && line.chars().all(|c| "-=_+| ─━".contains(c))
}

/// Whether a row has a label, and an amount or a blank mark in each column.
fn is_data(row: &[String]) -> bool {
    let blank = |cell: &str| cell.chars().all(|c| !c.is_alphanumeric()) || cell == "n/a";
    let amount = |cell: &str| is_amount(cell.trim_end_matches('%').trim_end());
    row.len() >= COLUMNS
        && !is_amount(&row[0])
        && row[1..].iter().all(|cell| amount(cell) || blank(cell))
        && row[1..].iter().any(|cell| amount(cell))
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim().replace('\t', "  ");
    line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).map(str::to_owned).collect()
}
