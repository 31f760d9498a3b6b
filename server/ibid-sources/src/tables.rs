//! Tables: each row of data told as a paragraph that stands for itself, every cell with its column's
//! header and unit. Pure; the formats find the cells.

mod captions;
mod columns;
mod currencies;
mod headers;
mod numbers;
mod units;

use ibid_text::is_cjk;

use captions::Caption;
use columns::Column;
pub(crate) use columns::gives_units;
pub(crate) use numbers::{is_amount, is_year};

/// More columns than this are no table that a reader could read.
pub(crate) const MOST_COLUMNS: usize = 100;
/// A longer header is prose, and told with each cell would swell the text (in bytes).
const LONGEST_HEADER: usize = 150;

/// A table's cells, row by row; what spans several columns or rows stands in each.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Rows over the headers that run across the table.
    pub(crate) titles: Vec<String>,
    /// The rows of headers.
    pub(crate) header: Vec<Vec<String>>,
    /// The rows of data.
    pub(crate) rows: Vec<Vec<String>>,
}

impl Table {
    /// Each row of data as its paragraph, as many as there are rows; a row without words gives an empty
    /// one. `above` is the caption, or what stands before the table. `None` where it is no table of data: without headers, of one column, or too wide.
    pub(crate) fn told(&self, above: &str) -> Option<Vec<String>> {
        let width = self.header.iter().map(Vec::len).max()?;
        if !(2..=MOST_COLUMNS).contains(&width) || self.rows.iter().any(|row| row.len() > MOST_COLUMNS) {
            return None;
        }
        let caption = Caption::read(above, &self.titles);
        let columns: Vec<_> = (0..width).map(|at| Column::read(self, at, &caption)).collect();
        let named = columns.iter().skip(1).any(|column| !column.label.is_empty());
        let short = columns.iter().all(|column| column.label.len() <= LONGEST_HEADER);
        (named && short).then(|| self.rows.iter().map(|row| told(row, &columns)).collect())
    }
}

/// One row as its paragraph.
fn told(row: &[String], columns: &[Column]) -> String {
    let label = row.first().map_or("", |cell| cell.trim());
    let style = Style::of(label, columns);
    let unit = columns::unit_of_row(row, columns);
    let mut parts = Vec::new();
    if !is_blank(label) {
        parts.push(label.to_owned());
    }
    for (at, cell) in row.iter().enumerate().skip(1) {
        let cell = cell.trim();
        let spanned = cell == label && !is_amount(cell);
        match columns.get(at) {
            Some(column) if column.gives_units => {}
            _ if is_blank(cell) || spanned => {}
            Some(column) => parts.push(style.pair(&column.label, &column.value(cell, unit.as_ref()))),
            None => parts.push(cell.to_owned()),
        }
    }
    parts.join(style.between)
}

/// How the parts of a row are set apart.
struct Style {
    between: &'static str,
    after_header: &'static str,
}

impl Style {
    fn of(label: &str, columns: &[Column]) -> Style {
        let mut words = columns.iter().map(|column| column.label.as_str()).chain([label]);
        if words.any(|word| word.contains(is_cjk)) {
            return Style { between: "；", after_header: "：" };
        }
        Style { between: "; ", after_header: ": " }
    }

    fn pair(&self, header: &str, value: &str) -> String {
        if header.is_empty() {
            return value.to_owned();
        }
        format!("{header}{}{value}", self.after_header)
    }
}

/// Whether a cell says nothing, or that nothing is known.
fn is_blank(cell: &str) -> bool {
    let mark = |c: char| c.is_whitespace() || "-–—−―.…·*".contains(c);
    cell.chars().all(mark) || ["n/a", "na", "n.a."].contains(&cell.to_lowercase().as_str())
}
