//! What is said to have gone one way for several years running, against the row that has those years: "has gone up in both of the last
//! two years, to 4,027", of 4,188, 4,093 and 4,027.

use ibid_facts::{Change, Fact, Quantity, Value, direction};
use ibid_text::words;

use super::Rows;
use super::row::Row;
use crate::candidates::moves;
use crate::matching::{Match, telling};
use crate::movements::{Movement, Wrong};

/// Words for years that follow one another, and how many those are.
const RUNNING: [(&str, usize); 14] = [
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
        let has = |row: &&Row<'a>| self.cells(row, wanted, Match::Agrees).next().is_some();
        let mut rows = self.named.iter().filter(|row| !row.listed).filter(has);
        let row = rows.next().filter(|_| rows.next().is_none())?;
        let (cell, end) = self.cells(row, wanted, Match::Agrees).last()?;
        let year = super::year_in(cell.head)?;
        let of_one = |head: &str| super::same_but_digits(head, cell.head);
        let mut levels: Vec<(i32, usize, f64)> = row
            .cells
            .iter()
            .filter(|cell| of_one(cell.head))
            .filter_map(|cell| {
                let [fact] = cell.figures[..] else { return None };
                Some((super::year_in(cell.head)?, fact, level(&self.source.facts(row.sentence)[fact])?.low))
            })
            .filter(|(own, ..)| *own <= year)
            .collect();
        levels.sort_by_key(|(year, ..)| *year);
        let last = levels.len().checked_sub(count + 1).map(|from| &levels[from..])?;
        let yearly = last.windows(2).all(|pair| pair[1].0 == pair[0].0 + 1);
        let other = |pair: &[(i32, usize, f64)]| match way {
            Change::Up => pair[1].2 < pair[0].2,
            _ => pair[1].2 > pair[0].2,
        };
        let from = last.first()?.1;
        (yearly && last.windows(2).all(other)).then_some(Movement {
            wrong: Some(Wrong::Direction),
            ends: [(row.sentence, from), (row.sentence, end)],
        })
    }
}

fn level(fact: &Fact) -> Option<&Quantity> {
    match &fact.value {
        Value::Quantity(q) if !moves(fact) => Some(q),
        _ => None,
    }
}
