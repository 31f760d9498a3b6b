//! What is said to have gone one way for several years running, against the row that has those years: "has gone up in both of the last
//! two years, to 4,027", of 4,188, 4,093 and 4,027.

use ibid_facts::{Change, Fact, direction};
use ibid_text::words;

use super::Rows;
use super::row::{Row, same_but_digits, year_in};
use super::series::Step;
use crate::candidates::moves;
use crate::matching::{Match, telling};
use crate::movements::{Movement, Wrong};

/// Words for years that follow one another, and how many those are.
const RUNNING: [(&str, i32); 14] = [
    ("in both of the last two years", 2),
    ("in each of the last two years", 2),
    ("in each of the last three years", 3),
    ("in each of the past two years", 2),
    ("in each of the past three years", 3),
    ("twice in a row", 2),
    ("two years in a row", 2),
    ("two years running", 2),
    ("second year in a row", 2),
    ("second year running", 2),
    ("second consecutive year", 2),
    ("three years in a row", 3),
    ("third year in a row", 3),
    ("third consecutive year", 3),
];

impl<'a> Rows<'a> {
    /// The way that the row which the claim names went in the last years before that of its fact `wanted`, where it went the other way
    /// in each of them.
    pub(crate) fn running(&self, wanted: &Fact) -> Option<Movement> {
        let (at, count) = RUNNING.iter().find_map(|(said, count)| Some((self.text.find(said)?, *count)))?;
        if !telling(wanted) || moves(wanted) {
            return None;
        }
        let said = words(&self.text[..at]).filter_map(|word| direction(&word.text.to_lowercase()));
        let way = said.last().filter(|way| matches!(way, Change::Up | Change::Down))?;
        let has = |row: &&Row<'a>| self.has(row, wanted);
        let mut rows = self.named.iter().filter(|row| !row.listed).filter(has);
        let row = rows.next().filter(|_| rows.next().is_none())?;
        let (cell, end) = self.cells(row, wanted, Match::Agrees).last()?;
        let last = year_in(cell.head)?;
        let steps = self.steps(row);
        // The step that came to the level of so many years before.
        let step = |back: i32| {
            let years = [last - back - 1, last - back];
            steps.iter().find(|step| step.years == years && same_but_digits(step.head, cell.head))
        };
        let run: Vec<&Step<'_>> = (0..count).map(step).collect::<Option<_>>()?;
        let turned = |step: &&Step<'_>| {
            let by = step.levels[1].low - step.levels[0].low;
            if way == Change::Up { by < 0.0 } else { by > 0.0 }
        };
        let [from, _] = run.last()?.ends;
        run.iter().all(turned).then_some(Movement {
            wrong: Some(Wrong::Direction),
            ends: [(row.sentence, from), (row.sentence, end)],
        })
    }
}
