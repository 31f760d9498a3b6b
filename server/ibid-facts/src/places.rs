//! Countries, and the other words that stand for them.

use std::collections::HashMap;
use std::sync::OnceLock;

/// Lines of a country's names and, after a bar, what else stands for it.
const PLACES: &str = include_str!("gloss/places.txt");

/// A country, and how else it is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    line: &'static str,
    /// Whether it was named itself, not by its capital.
    pub plainly: bool,
}

impl Place {
    /// All words that stand for it: its names, who is of it, its capital, in English and Chinese.
    pub fn words(self) -> impl Iterator<Item = &'static str> {
        self.line.split(' ').filter(|word| *word != "|")
    }

    /// Whether both are one country.
    pub fn is(self, other: Place) -> bool {
        self.line == other.line
    }
}

/// The country that `word`, in lower case and without marks on its letters, stands for.
pub fn place(word: &str) -> Option<Place> {
    static PLACES_BY_WORD: OnceLock<HashMap<&'static str, Place>> = OnceLock::new();
    let known = PLACES_BY_WORD.get_or_init(|| {
        let lines = PLACES.lines().filter(|line| !line.starts_with('#'));
        lines.flat_map(words_of).collect()
    });
    known.get(word).copied()
}

fn words_of(line: &'static str) -> impl Iterator<Item = (&'static str, Place)> {
    let names = line.split(" | ").next().unwrap_or(line).len();
    let mut at = 0;
    line.split(' ').filter_map(move |word| {
        let plainly = at < names;
        at += word.len() + 1;
        (word != "|").then_some((word, Place { line, plainly }))
    })
}
