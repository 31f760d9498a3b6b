//! The tables of a source: rows of one make, one below the other.

use ibid_evidence::SourceText;
use ibid_facts::{Change, Dimension, Value};

use super::row::{Row, keep_telling, read_row};

/// A table of a source.
pub(crate) struct Table<'a> {
    /// What stands right above it.
    pub(crate) caption: &'a str,
    /// Its rows, those of the rest and of all among them.
    pub(crate) rows: Vec<Row<'a>>,
}

/// A figure of a column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Figure {
    /// Which row of the table it stands in.
    pub(crate) row: usize,
    /// Which fact of the row's sentence it is.
    pub(crate) fact: usize,
    pub(crate) amount: f64,
}

/// By how much of itself a total may be off from what it is the sum of.
const ROUNDING: f64 = 0.003;

/// The tables of `source` that have `fewest` rows or more.
pub(crate) fn tables(source: &SourceText, fewest: usize) -> Vec<Table<'_>> {
    let line = |index: usize| source.sentences()[index].span.of(source.text());
    let mut found: Vec<Table<'_>> = Vec::new();
    let mut last = None;
    for index in 0..source.sentences().len() {
        let Some(row) = read_row(source, index) else { continue };
        let below = last == index.checked_sub(1);
        last = Some(index);
        let goes_on = |table: &Table<'_>| table.rows.last().is_some_and(|above| above.is_of_one_table(&row));
        match found.last_mut().filter(|table| below && goes_on(table)) {
            Some(table) => table.rows.push(row),
            None => {
                let caption = index.checked_sub(1).map_or("", line);
                found.push(Table { caption, rows: vec![row] });
            }
        }
    }
    for table in &mut found {
        keep_telling(&mut table.rows);
    }
    found.retain(|table| table.rows.len() >= fewest);
    found
}

/// The number in the words "Table 3".
pub(crate) fn number_of_table(words: &str) -> Option<u32> {
    let words: Vec<_> = ibid_text::words(words).map(|word| word.text.to_lowercase()).collect();
    words
        .windows(2)
        .find(|pair| matches!(pair[0].as_str(), "table" | "tab"))
        .and_then(|pair| pair[1].parse().ok())
}

/// Whether the row `sentence` may be one of the table numbered `table`: what stands over it gives it no other number.
pub(super) fn is_of_table(source: &SourceText, sentence: usize, table: u32) -> bool {
    number_over(source, sentence).is_none_or(|own| own == table)
}

/// The number of the table that `sentence` is a row of.
pub(crate) fn table_of_row(source: &SourceText, sentence: usize) -> Option<u32> {
    read_row(source, sentence)?;
    number_over(source, sentence)
}

/// The number of a table in the lines over the row `sentence`.
fn number_over(source: &SourceText, sentence: usize) -> Option<u32> {
    /// Lines over the rows among which the number stands.
    const ABOVE: usize = 3;
    let line = |index: usize| source.sentences()[index].span.of(source.text());
    let above = (0..sentence).rev().filter(|index| read_row(source, *index).is_none()).take(ABOVE);
    let opens = |index: usize| {
        let text = line(index).trim_start_matches(['*', '#', ' ']);
        text.get(..5)
            .is_some_and(|word| word.eq_ignore_ascii_case("table"))
            .then(|| number_of_table(text))
            .flatten()
    };
    above.into_iter().find_map(opens)
}

impl Table<'_> {
    /// What stands over its columns, the first of the rows' labels left out.
    pub(crate) fn heads(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().take(1).flat_map(|row| &row.cells).map(|cell| cell.head)
    }

    /// The levels of column `at`, of one dimension, a row each, but for those of the rest, of all, and what is the sum of the others. `None` where a row has
    /// several figures there, or something else.
    pub(crate) fn column(&self, source: &SourceText, at: usize) -> Option<(Dimension, Vec<Figure>)> {
        let mut dimension: Option<Dimension> = None;
        let mut figures = Vec::new();
        for (row, own) in self.rows.iter().enumerate() {
            let [fact] = own.cells.get(at)?.figures[..] else { return None };
            let Value::Quantity(q) = &source.facts(own.sentence)[fact].value else { return None };
            if q.change != Change::Level || dimension.as_ref().is_some_and(|known| *known != q.dimension) {
                return None;
            }
            dimension.get_or_insert_with(|| q.dimension.clone());
            figures.push(Figure { row, fact, amount: q.low });
        }
        let all: f64 = figures.iter().map(|figure| figure.amount).sum();
        let total = |figure: &Figure| {
            let rest = all - figure.amount;
            rest > 0.0 && (figure.amount / rest - 1.0).abs() <= ROUNDING
        };
        figures.retain(|figure| !total(figure) && self.rows[figure.row].rest.is_none());
        Some((dimension?, figures))
    }
}
