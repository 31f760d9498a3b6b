//! A table's cells as they are read, and its rows as they are told once it ends.

use crate::{builder::Builder, formats::prose::Cells};

/// Gathers the cells of one table at a time.
#[derive(Default)]
pub(super) struct TableReader {
    cells: Cells,
    /// The text around the table while a cell is written.
    around: Builder,
}

impl TableReader {
    /// A row begins, in this line of the file.
    pub(super) fn begin_row(&mut self, line: u32) {
        self.cells.rows.push(Vec::new());
        self.cells.lines.push(line);
    }

    /// A cell begins: `builder` holds it alone until [`TableReader::end_cell`].
    pub(super) fn begin_cell(&mut self, builder: &mut Builder) {
        self.around = std::mem::take(builder);
    }

    /// The cell is written; `builder` goes on with the text around the table.
    pub(super) fn end_cell(&mut self, builder: &mut Builder) {
        let cell = std::mem::replace(builder, std::mem::take(&mut self.around));
        if let Some(row) = self.cells.rows.last_mut() {
            row.push(cell.text().to_owned());
        }
    }

    /// Each row as its paragraph, with its line; `before` is the paragraph before the table.
    pub(super) fn end(&mut self, before: &str) -> Vec<(u32, String)> {
        let cells = std::mem::take(&mut self.cells);
        let joined = cells.rows.iter().map(|row| row.join(" "));
        let rows: Vec<String> = match cells.told(before) {
            Some((headers, told)) => joined.take(headers).chain(told).collect(),
            None => joined.collect(),
        };
        cells.lines.into_iter().zip(rows).collect()
    }
}
