//! How far something moved down its column, between two rows of a table that has a row for each year.

use ibid_facts::{Fact, Quantity, Value, glossed_terms};

use super::Rows;
use super::row::Row;
use crate::candidates::moves;
use crate::movements::{Movement, Wrong, judge, years};

/// What a column has in one year: the sentence that tells it, and its fact there.
struct Level {
    year: i32,
    at: (usize, usize),
    quantity: Quantity,
}

impl<'a> Rows<'a> {
    /// The movement down the column that the claim names last before its fact `wanted`, which tells it: one that bears it out, or
    /// as much the other way.
    pub(crate) fn down(&self, wanted: &Fact) -> Option<Movement> {
        let Value::Quantity(claimed) = &wanted.value else { return None };
        if !moves(wanted) {
            return None;
        }
        let levels = self.column_of(wanted)?;
        let steps = self.steps_down(&levels);
        let judged = |(from, to): &(&Level, &Level)| {
            Some((judge(claimed, &from.quantity, &to.quantity)?, [from.at, to.at]))
        };
        let found: Vec<_> = steps.iter().filter_map(judged).collect();
        let told = found.iter().find(|(wrong, _)| wrong.is_none());
        let (wrong, ends) = told.or_else(|| match &found[..] {
            [only @ (Some(Wrong::Direction), _)] if steps.len() == 1 => Some(only),
            _ => None,
        })?;
        Some(Movement { wrong: *wrong, ends: *ends })
    }

    /// What the column has, from year to year, whose head the claim names last before its fact `wanted`.
    fn column_of(&self, wanted: &Fact) -> Option<Vec<Level>> {
        let rows = self.named.iter().chain(&self.others).filter(|row| !row.listed);
        let mut rows: Vec<(i32, &Row<'a>)> = rows.filter_map(|row| Some((only_year(row)?, row))).collect();
        rows.sort_by_key(|(_, row)| row.sentence);
        let heads = rows.iter().flat_map(|(_, row)| row.cells.iter().map(move |cell| (cell.head, *row)));
        let named = heads.filter_map(|(head, row)| Some((self.named_before(head, wanted)?, head, row)));
        let (_, head, first) =
            named.max_by_key(|(at, head, row)| (*at, head.len(), usize::MAX - row.sentence))?;
        let level = |(year, row): &(i32, &Row<'a>)| {
            let cell = row.cells.iter().find(|cell| cell.head == head)?;
            let [fact] = cell.figures[..] else { return None };
            let facts = self.source.facts(row.sentence);
            match &facts[fact].value {
                Value::Quantity(quantity) if !moves(&facts[fact]) => {
                    Some(Level { year: *year, at: (row.sentence, fact), quantity: quantity.clone() })
                }
                _ => None,
            }
        };
        let levels: Vec<Level> =
            rows.iter().filter(|(_, row)| row.is_of_one_table(first)).filter_map(level).collect();
        levels.is_sorted_by(|a, b| a.year < b.year).then_some(levels)
    }

    /// Where the claim has the last of the words of `head`, what it says of its unit left out, if it has all of them in the
    /// clause before its fact `wanted`.
    fn named_before(&self, head: &str, wanted: &Fact) -> Option<usize> {
        let bare = head.split(['(', '（', ',']).next().unwrap_or_default();
        let before = self.text.get(..wanted.span.start)?;
        let clause = before.rfind([';', '；', '。']).map_or(0, |at| at + 1);
        let place = |term: &String| {
            let here = self
                .placed
                .iter()
                .filter(|own| own.span.start >= clause && own.span.end <= wanted.span.start);
            here.filter(|own| own.text == *term).map(|own| own.span.end).max()
        };
        let places: Vec<usize> =
            glossed_terms(bare, self.source.language()).iter().map(place).collect::<Option<_>>()?;
        places.into_iter().max()
    }

    /// The steps that the claim may mean: between the years that it names, from the one that it names to the last, or from the
    /// first to the last.
    fn steps_down<'l>(&self, levels: &'l [Level]) -> Vec<(&'l Level, &'l Level)> {
        let named = years(self.figures);
        let known: Vec<&Level> = levels.iter().filter(|level| named.contains(&level.year)).collect();
        let (Some(first), Some(last)) = (levels.first(), levels.last()) else { return Vec::new() };
        match known[..] {
            [from, to] => vec![(from, to)],
            [from] if from.year < last.year => vec![(from, last)],
            [to] if first.year < to.year => vec![(first, to)],
            [] if named.is_empty() && first.year < last.year => vec![(first, last)],
            _ => Vec::new(),
        }
    }
}

/// The year that a row is of.
fn only_year(row: &Row<'_>) -> Option<i32> {
    let [label] = &row.label[..] else { return None };
    label.parse().ok().filter(|year| (1000..2200).contains(year))
}
