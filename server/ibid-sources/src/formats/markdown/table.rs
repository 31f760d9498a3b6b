//! A table's cells as they are read, and its rows as they are told once it ends.

use crate::{
    builder::Builder,
    tables::{Table, is_amount},
};

/// Gathers the cells of one table at a time.
#[derive(Default)]
pub(super) struct TableReader {
    rows: Vec<Row>,
    /// The text around the table while a cell is written.
    around: Builder,
}

struct Row {
    line: u32,
    cells: Vec<String>,
}

impl TableReader {
    /// A row begins, in this line of the file.
    pub(super) fn begin_row(&mut self, line: u32) {
        self.rows.push(Row { line, cells: Vec::new() });
    }

    /// A cell begins: `builder` holds it alone until [`TableReader::end_cell`].
    pub(super) fn begin_cell(&mut self, builder: &mut Builder) {
        self.around = std::mem::take(builder);
    }

    /// The cell is written; `builder` goes on with the text around the table.
    pub(super) fn end_cell(&mut self, builder: &mut Builder) {
        let cell = std::mem::replace(builder, std::mem::take(&mut self.around));
        if let Some(row) = self.rows.last_mut() {
            row.cells.push(cell.text().to_owned());
        }
    }

    /// Each row as its paragraph, with its line; `before` is the paragraph before the table.
    pub(super) fn end(&mut self, before: &str) -> Vec<(u32, String)> {
        let rows = std::mem::take(&mut self.rows);
        let lines: Vec<u32> = rows.iter().map(|row| row.line).collect();
        let mut cells: Vec<Vec<String>> = rows.into_iter().map(|row| row.cells).collect();
        let Some(told) = told(&cells, before) else {
            return lines.into_iter().zip(cells.iter().map(|row| row.join(" "))).collect();
        };
        let head = cells.swap_remove(0).join(" ");
        lines.into_iter().zip([head].into_iter().chain(told)).collect()
    }
}

/// The rows below the first as told by it. Markdown asks for a first row even where it is data.
fn told(rows: &[Vec<String>], before: &str) -> Option<Vec<String>> {
    let (head, rows) = rows.split_first()?;
    if head.iter().any(|cell| is_amount(cell)) {
        return None;
    }
    let table = Table { header: vec![head.clone()], rows: rows.to_vec(), ..Table::default() };
    table.told(before)
}
