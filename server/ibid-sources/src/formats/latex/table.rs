//! A table's cells.

use crate::formats::prose::Cells;

use super::cursor::Cursor;
use super::reader::Reader;

/// Environments that are tables.
pub(super) fn is_table(name: &str) -> bool {
    matches!(
        name.trim_end_matches('*'),
        "tabular" | "tabularx" | "tabulary" | "longtable" | "supertabular" | "tblr" | "xltabular"
    )
}

/// The cells in `body`, which begins in `line` of the file.
pub(super) fn cells(body: &str, line: u32, reader: &mut Reader) -> Cells {
    let mut cells = Cells::default();
    let body = &body.replace("\\tabularnewline", "\\\\");
    let mut next = line;
    for row in rows(body) {
        // What stands in a row of its own before the text is a rule.
        let line = next + line_ends(&row[..row.len() - row.trim_start().len()]);
        next += line_ends(row);
        if let Some(caption) = row.split_once("\\caption").map(|(_, caption)| caption) {
            let mut cursor = Cursor::new(caption, 0, caption.len());
            cursor.option();
            reader.apart(line, cursor.argument().unwrap_or_default());
            continue;
        }
        let texts: Vec<String> = columns(row).into_iter().flat_map(|cell| reader.cell(cell)).collect();
        if texts.iter().any(|text| !text.is_empty()) {
            cells.rows.push(texts);
            cells.lines.push(line);
        }
    }
    // A longtable has its header twice.
    cells.rows.dedup();
    cells.lines.truncate(cells.rows.len());
    cells
}

fn line_ends(text: &str) -> u32 {
    text.matches('\n').count() as u32
}

fn rows(body: &str) -> Vec<&str> {
    split(body, "\\\\")
}

fn columns(row: &str) -> Vec<&str> {
    split(row, "&")
}

/// `text` at each `mark` that stands in no braces.
fn split<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    let (mut parts, mut from, mut at, mut depth) = (Vec::new(), 0, 0, 0usize);
    while at < text.len() {
        let rest = &text[at..];
        let step = rest.chars().next().map_or(1, char::len_utf8);
        if depth == 0 && rest.starts_with(mark) {
            parts.push(&text[from..at]);
            at += mark.len();
            from = at;
            continue;
        }
        match rest.as_bytes()[0] {
            b'\\' => at += rest.chars().nth(1).map_or(0, char::len_utf8),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += step;
    }
    parts.push(&text[from..]);
    parts
}

/// Skips what says how a table is set: `[t]`, `{\textwidth}`, `{lrr}`.
pub(super) fn skip_layout(cursor: &mut Cursor<'_>, name: &str) {
    while cursor.option().is_some() {}
    cursor.argument();
    if matches!(name.trim_end_matches('*'), "tabularx" | "tabulary" | "xltabular") || name.ends_with('*') {
        cursor.argument();
    }
}
