//! Paragraphs, headings, notes and tables, as word processors and markup languages have them, to text with its places.

use crate::{
    Extracted, MarkKind, Metadata,
    builder::Builder,
    tables::{Table, is_amount},
};

/// A cell with more than this is no cell of a table of data (in bytes).
const LONGEST_CELL: usize = 400;

/// A text in the making. Notes follow the section that they belong to, so that they part no sentence.
#[derive(Default)]
pub(super) struct Prose {
    builder: Builder,
    notes: Vec<(Option<u32>, String)>,
}

/// A table as it was read.
#[derive(Default)]
pub(super) struct Cells {
    /// Its rows, what spans several columns or rows in each.
    pub(super) rows: Vec<Vec<String>>,
    /// How many of them the file says are headers.
    pub(super) headers: usize,
    /// The line of each row, where the file has lines.
    pub(super) lines: Vec<u32>,
}

impl Prose {
    /// A paragraph that begins in `line` of the file.
    pub(super) fn paragraph(&mut self, line: Option<u32>, text: &str) {
        self.builder.paragraph();
        self.more(line, text);
    }

    /// More of the same paragraph, from another line of the file.
    pub(super) fn more(&mut self, line: Option<u32>, text: &str) {
        self.builder.line();
        if text.trim().is_empty() {
            return;
        }
        if let Some(line) = line {
            self.builder.mark(MarkKind::Line(line));
        }
        self.builder.push(text);
    }

    /// A heading; the notes of the section before it are written first.
    pub(super) fn heading(&mut self, line: Option<u32>, level: u8, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return;
        }
        self.end_section();
        self.builder.heading(line, level, &text);
    }

    /// A note, wherever its mark stands.
    pub(super) fn note(&mut self, line: Option<u32>, text: String) {
        self.notes.push((line, text));
    }

    /// A table, told row by row; one that only lays out a page gives its cells as paragraphs.
    pub(super) fn table(&mut self, cells: &Cells) {
        let line = |at: usize| cells.lines.get(at).copied();
        let told = cells.told(self.builder.last_paragraph());
        let long = cells.rows.iter().flatten().any(|cell| cell.len() > LONGEST_CELL);
        for (at, row) in cells.rows.iter().enumerate() {
            match told.as_ref().map(|(headers, told)| at.checked_sub(*headers).and_then(|at| told.get(at))) {
                Some(Some(row)) => self.paragraph(line(at), row),
                None if long || row.len() == 1 => row.iter().for_each(|cell| self.paragraph(line(at), cell)),
                _ => self.paragraph(line(at), &spoken(row)),
            }
        }
        self.builder.paragraph();
    }

    /// What the file says of itself.
    pub(super) fn metadata(&mut self) -> &mut Metadata {
        self.builder.metadata()
    }

    /// The finished text.
    pub(super) fn finish(mut self) -> Extracted {
        self.end_section();
        self.builder.finish()
    }

    fn end_section(&mut self) {
        for (line, note) in std::mem::take(&mut self.notes) {
            self.paragraph(line, &note);
        }
    }
}

impl Cells {
    /// How many rows are headers, and the rows below them as told; `None` where it is no table of data.
    pub(super) fn told(&self, above: &str) -> Option<(usize, Vec<String>)> {
        let headers = self.headers.max(1);
        let (header, rows) = self.rows.split_at_checked(headers)?;
        let named = self.headers > 0 || !header.iter().flatten().any(|cell| is_amount(cell));
        if !named || rows.is_empty() {
            return None;
        }
        let table = Table { header: header.to_vec(), rows: rows.to_vec(), ..Table::default() };
        Some((headers, table.told(above)?))
    }
}

/// A row of headers as it is read out; what spans columns is said once.
fn spoken(row: &[String]) -> String {
    let mut cells: Vec<&str> = row.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    cells.dedup();
    cells.join(" ")
}
