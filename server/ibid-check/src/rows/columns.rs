//! How far something moved down its column, between two rows of a table that has a row for each year.

use ibid_facts::{Fact, Quantity, Value, glossed_terms};

use super::row::{Row, same_but_digits, year_in};
use super::{Rows, Told};
use crate::candidates::moves;
use crate::matching::{Match, matching, telling};
use crate::movements::{Movement, Wrong, ends, judge, own_year, years};

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

    /// What a table with a row for each year has where the claim's fact `wanted` stands: the claim tells something from one year to
    /// another, "from 11 in 2019 to 25 in 2024", and the first of the two is the column's, but not the second.
    pub(super) fn of_its_year(&self, wanted: &Fact) -> Option<Told> {
        let frame = self.claim();
        let (from, to) = ends(&frame).into_iter().find(|(from, to)| {
            self.figures[*to].span == wanted.span || self.figures[*from].span == wanted.span
        })?;
        let wrong = if self.figures[to].span == wanted.span { to } else { from };
        let known = if wrong == to { from } else { to };
        let (own, other) = (own_year(&frame, wrong)?, own_year(&frame, known)?);
        let rows = || self.named.iter().chain(&self.others).filter(|row| !row.listed);
        let of = |year: i32| rows().filter(move |row| only_year(row) == Some(year));
        let mut found = of(other).flat_map(|first| {
            let cells = self.cells(first, &self.figures[known], Match::Agrees);
            cells.flat_map(move |(cell, _)| {
                let there = of(own).filter(move |row| row.is_of_one_table(first));
                there.flat_map(move |row| {
                    row.cells.iter().filter(|c| c.head == cell.head).map(move |cell| (row, cell))
                })
            })
        });
        let (row, cell) = found.next().filter(|_| found.next().is_none() && own != other)?;
        let [fact] = cell.figures[..] else { return None };
        let differs = matching(wanted, &self.source.facts(row.sentence)[fact]) == Some(Match::Differs);
        differs.then_some(Told::Other { sentence: row.sentence, fact })
    }

    /// What the row has in the year of the claim's fact `wanted`, where that stands in it for another year, and another of the claim's
    /// for its own: "31,000 in 2015 and 342,000 in 2023" of a row that had 342,000 in 2021.
    pub(super) fn of_its_column(&self, wanted: &Fact) -> Option<Told> {
        let frame = self.claim();
        let at = self.figures.iter().position(|fact| fact.span == wanted.span)?;
        let own = own_year(&frame, at).filter(|_| telling(wanted))?;
        let of_year = |row: &Row<'a>, k: usize, year: i32| {
            self.cells(row, &self.figures[k], Match::Agrees).any(|(cell, _)| year_in(cell.head) == Some(year))
        };
        let kin = |k: &usize| *k != at && telling(&self.figures[*k]);
        let others: Vec<(usize, i32)> = (0..self.figures.len())
            .filter(kin)
            .filter_map(|k| Some((k, own_year(&frame, k).filter(|year| *year != own)?)))
            .collect();
        let rows = || self.named.iter().chain(&self.others).filter(|row| !row.listed);
        let fits = |row: &&Row<'a>| others.iter().any(|(k, year)| of_year(row, *k, *year));
        let mut found = rows().filter(fits);
        let row = found.next().filter(|_| found.next().is_none())?;
        let mut cells = self.cells(row, wanted, Match::Agrees);
        let (cell, _) = cells.next().filter(|_| cells.next().is_none())?;
        let there = self
            .cells(row, wanted, Match::Differs)
            .find(|(other, _)| year_in(other.head) == Some(own) && same_but_digits(other.head, cell.head));
        let (_, fact) = there.filter(|_| year_in(cell.head).is_some_and(|year| year != own))?;
        Some(Told::Other { sentence: row.sentence, fact })
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
pub(super) fn only_year(row: &Row<'_>) -> Option<i32> {
    let [label] = &row.label[..] else { return None };
    label.parse().ok().filter(|year| (1000..2200).contains(year))
}
