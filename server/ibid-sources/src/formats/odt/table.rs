//! A table's cells; what spans several columns or rows stands in each.

use crate::{formats::prose::Cells, tables::MOST_COLUMNS, xml::Element};

/// A file may say of a row or cell that it is repeated; more often than this is meant for the rest of a sheet.
const MOST_REPEATED: usize = 64;

/// The cells of `table`, whose texts `text` gives.
pub(super) fn read<'e>(table: &'e Element, text: &mut dyn FnMut(&'e Element) -> String) -> Cells {
    let mut cells = Cells::default();
    rows(table, false, text, &mut cells);
    cells
}

fn rows<'e>(
    parent: &'e Element,
    header: bool,
    text: &mut dyn FnMut(&'e Element) -> String,
    cells: &mut Cells,
) {
    for part in parent.elements() {
        match part.name.as_str() {
            "table-row" => {
                let repeated = number(part, "number-rows-repeated");
                // Empty rows at the end of a sheet.
                if repeated > 1 && part.text().trim().is_empty() {
                    continue;
                }
                let row = row(part, cells.rows.last(), text);
                for _ in 0..repeated.min(MOST_REPEATED) {
                    cells.headers += usize::from(header && cells.headers == cells.rows.len());
                    cells.rows.push(row.clone());
                }
            }
            "table-header-rows" => rows(part, true, text, cells),
            "table-rows" | "table-row-group" => rows(part, header, text, cells),
            _ => {}
        }
    }
}

fn row<'e>(
    row: &'e Element,
    above: Option<&Vec<String>>,
    text: &mut dyn FnMut(&'e Element) -> String,
) -> Vec<String> {
    let mut texts: Vec<String> = Vec::new();
    for cell in row.elements() {
        let repeated = number(cell, "number-columns-repeated").min(MOST_COLUMNS);
        match cell.name.as_str() {
            "table-cell" => {
                let words = text(cell);
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                texts.extend(std::iter::repeat_n(words, repeated));
            }
            // What is covered by a cell beside or above has that cell's text.
            "covered-table-cell" => {
                for _ in 0..repeated {
                    let beside = texts.last().filter(|_| spans(row, texts.len())).cloned();
                    let over = || above.and_then(|row| row.get(texts.len())).cloned();
                    let words = beside.or_else(over).unwrap_or_default();
                    texts.push(words);
                }
            }
            _ => {}
        }
        texts.truncate(MOST_COLUMNS + 1);
    }
    texts
}

/// Whether a cell of this row reaches into the column `at`.
fn spans(row: &Element, at: usize) -> bool {
    let mut column = 0;
    for cell in row.elements() {
        if cell.name == "table-cell" && column < at && column + number(cell, "number-columns-spanned") > at {
            return true;
        }
        column += number(cell, "number-columns-repeated");
    }
    false
}

fn number(element: &Element, name: &str) -> usize {
    element.attribute(name).and_then(|number| number.parse().ok()).unwrap_or(1)
}
