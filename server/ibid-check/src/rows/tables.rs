//! The tables of a source: rows of one make, one below the other.

use std::sync::Arc;

use ibid_evidence::SourceText;
use ibid_facts::{Change, Dimension, Value};
use ibid_text::Span;

use super::row::{Row, keep_telling, read_row};
use crate::context::Context;
use crate::held::Cited;

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

/// How many of its unit each number of a table stands for, where the title over the row `sentence` says so: "income in million
/// crowns".
pub(super) fn scale_over(source: &SourceText, sentence: usize) -> Option<f64> {
    const SCALES: [(&str, f64); 8] = [
        ("thousand", 1e3),
        ("thousands", 1e3),
        ("million", 1e6),
        ("millions", 1e6),
        ("billion", 1e9),
        ("billions", 1e9),
        ("bn", 1e9),
        ("mn", 1e6),
    ];
    const TITLE: usize = 160;
    let above = (0..sentence).rev().skip_while(|index| read_row(source, *index).is_some()).take(2);
    let title = |index: usize| source.sentences()[index].span.of(source.text());
    let scale = |index: usize| {
        let said = ibid_text::words(title(index)).map(|word| word.text.to_lowercase());
        let mut found =
            said.filter_map(|word| SCALES.iter().find(|(name, _)| *name == word).map(|(_, scale)| *scale));
        found.next().filter(|_| found.next().is_none() && title(index).len() <= TITLE)
    };
    above.into_iter().find_map(scale)
}

/// The number in the words "Table 3".
fn number_of_table(words: &str) -> Option<u32> {
    let words: Vec<_> = ibid_text::words(words).map(|word| word.text.to_lowercase()).collect();
    words
        .windows(2)
        .find(|pair| matches!(pair[0].as_str(), "table" | "tab"))
        .and_then(|pair| pair[1].parse().ok())
}

/// The one table that a citation names as the place, "[@office, Table 3]", and of which table each of the source's rows is.
#[derive(Clone, Debug)]
pub(crate) struct CitedTable {
    number: u32,
    of_rows: Arc<[Option<u32>]>,
}

impl CitedTable {
    /// `None` where no table is named, or several.
    pub(crate) fn of(cx: &Context<'_>, cited: &Cited<'_>) -> Option<CitedTable> {
        let citation = &cited.governing.citation;
        let (place, _) = citation.locator.as_ref()?;
        let said = cx.draft.slice(Span::new(place.start, citation.group.end.max(place.end)));
        let said = said.split([';', ']']).next().unwrap_or_default();
        let numbers = said.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
        let number = number_of_table(said).filter(|_| numbers.count() == 1)?;
        Some(CitedTable { number, of_rows: numbers_of_rows(&cited.resolved.text).into() })
    }

    /// The number of the table that `sentence` is a row of, by what stands over that.
    pub(crate) fn number_of(&self, sentence: usize) -> Option<u32> {
        *self.of_rows.get(sentence)?
    }

    /// Whether `sentence` is a row of it.
    pub(crate) fn has(&self, sentence: usize) -> bool {
        self.number_of(sentence) == Some(self.number)
    }

    /// Whether `sentence` is a row of a table that has another number.
    pub(crate) fn excludes(&self, sentence: usize) -> bool {
        self.number_of(sentence).is_some_and(|own| own != self.number)
    }
}

/// For each sentence that is a row, the number of its table.
fn numbers_of_rows(source: &SourceText) -> Vec<Option<u32>> {
    let line = |index: usize| source.sentences()[index].span.of(source.text());
    let caption = |index: usize| {
        let text = line(index).trim_start_matches(['*', '#', ' ']);
        let opens = text.get(..5).is_some_and(|word| word.eq_ignore_ascii_case("table"));
        opens.then(|| number_of_table(text)).flatten()
    };
    let rows: Vec<bool> =
        (0..source.sentences().len()).map(|index| read_row(source, index).is_some()).collect();
    // The last lines over the rows, the nearest first.
    let mut above = [None; 3];
    let mut numbers = vec![None; rows.len()];
    for (index, is_row) in rows.iter().enumerate() {
        if *is_row {
            numbers[index] = above.into_iter().flatten().next();
        } else {
            above = [caption(index), above[0], above[1]];
        }
    }
    // Where captions stand below, the one above is another table's.
    let first = rows.iter().position(|is_row| *is_row).unwrap_or(rows.len());
    let end = first + rows[first..].iter().take_while(|is_row| **is_row).count();
    let below = numbers.get(first).is_some_and(Option::is_none) && end < rows.len() && caption(end).is_some();
    if below { vec![None; rows.len()] } else { numbers }
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
