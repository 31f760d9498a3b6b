//! Drafts, sources and bibliographies of any size, the same on each run.

use std::fmt::Write;

const WORDS: [&str; 48] = [
    "harbour",
    "river",
    "policy",
    "machine",
    "trust",
    "city",
    "ferry",
    "power",
    "quay",
    "berth",
    "grid",
    "plan",
    "council",
    "budget",
    "ministry",
    "subsidy",
    "carbon",
    "electric",
    "diesel",
    "passenger",
    "cargo",
    "winter",
    "summer",
    "report",
    "audit",
    "interview",
    "measure",
    "growth",
    "decline",
    "charge",
    "network",
    "station",
    "bridge",
    "canal",
    "market",
    "labour",
    "school",
    "paper",
    "archive",
    "letter",
    "history",
    "future",
    "north",
    "south",
    "island",
    "coast",
    "storm",
    "light",
];

/// A small generator of numbers, so that runs can be compared.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Numbers {
        Numbers(seed)
    }

    pub(crate) fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    /// A number from 0 to 1.
    pub(crate) fn share(&mut self) -> f64 {
        const MANY: usize = 1 << 31;
        self.next(MANY) as f64 / MANY as f64
    }

    fn words(&mut self, count: usize) -> String {
        (0..count).map(|_| WORDS[self.next(WORDS.len())]).collect::<Vec<_>>().join(" ")
    }
}

/// A book that nobody wrote.
pub(crate) struct Book {
    pub(crate) key: String,
    pub(crate) family: String,
    pub(crate) given: String,
    pub(crate) title: String,
    pub(crate) year: usize,
}

/// So many books, whose keys are `key0`, `key1` and so on.
pub(crate) fn books(count: usize) -> impl Iterator<Item = Book> {
    let mut numbers = Numbers(1);
    (0..count).map(move |number| Book {
        key: format!("key{number}"),
        given: numbers.words(1),
        family: numbers.words(1),
        title: format!("The {}", numbers.words(7)),
        year: 1900 + numbers.next(125),
    })
}

/// A bibliography of so many of the [`books`].
pub(crate) fn bibliography(entries: usize) -> String {
    let mut text = String::new();
    for Book { key, family, given, title, year } in books(entries) {
        writeln!(text, "@book{{{key},\n  author = {{{family}, {given}}},\n  title = {{{title}}},\n  date = {{{year}}},\n}}\n")
            .unwrap();
    }
    text
}

/// Paragraphs of plain sentences, of about so many bytes.
pub(crate) fn prose(bytes: usize, seed: u64) -> String {
    let mut numbers = Numbers(seed);
    let mut text = String::with_capacity(bytes + 1000);
    while text.len() < bytes {
        for _ in 0..5 {
            let (figure, year) = (numbers.next(9000), 1950 + numbers.next(75));
            let (first, then) = (numbers.words(6), numbers.words(8));
            write!(text, "The {first} of {figure} tonnes in {year} came to the {then}. ").unwrap();
        }
        text.push_str("\n\n");
    }
    text
}
