//! Search as one types: every word of the query must be found, exactly, begun, inside or misspelt.
//!
//! All words of all references are held once, in a list; a reference is a row of numbers into it. A
//! query is held against the list of words, and of the rows those are read that have a word for each of the query's, or the
//! most promising where it has one. 10,000 references have some 20,000 different words.

mod compare;
mod found;
mod holders;
mod rank;
mod slot;
mod terms;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::Reference;
use crate::catalogue::flat;
use crate::catalogue::packed::{bytes_of, spliced_ends};
use compare::Term;
use found::{Entries, Found};
use holders::{Group, Holders};
use slot::Slot;

/// A reference that was found.
#[derive(Clone, Debug)]
pub struct Match {
    /// The reference.
    pub reference: Arc<Reference>,
    /// How well it fits: about 1 where every word is there as typed, above it where they stand in the
    /// order typed or at a beginning, below it where words are only begun or misspelt. Below 0.6, some
    /// word is misspelt or only inside another.
    pub score: f32,
}

/// An entry of a bibliography that was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hit {
    pub(crate) entry: u32,
    /// As [`Match::score`].
    pub(crate) score: f32,
    /// What it is ranked by: its score, and how near at hand it is.
    pub(crate) order: f32,
}

/// At most so many words of a query count.
const MOST_TERMS: usize = 16;

/// The words of all references of a bibliography.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Index {
    /// All words in one text, so that going through them is quick.
    text: String,
    /// Where in `text` each word ends.
    #[serde(with = "flat")]
    word_ends: Vec<u32>,
    /// For each word, which letters it has, to tell quickly that it is no misspelling.
    #[serde(with = "flat")]
    letters: Vec<u64>,
    /// The words of all references, one after the other.
    #[serde(with = "flat")]
    rows: Vec<Slot>,
    /// Where in `rows` each reference ends.
    #[serde(with = "flat")]
    ends: Vec<u32>,
    holders: Holders,
}

impl Index {
    pub(crate) fn new(references: &[Arc<Reference>]) -> Index {
        let mut index = Index::default();
        let mut numbers = FxHashMap::default();
        index.add_all(references, &mut numbers);
        index.rows.shrink_to_fit();
        index.holders = index.held();
        index
    }

    fn held(&self) -> Holders {
        Holders::new(self.word_ends.len(), || (0..self.ends.len()).map(|entry| self.row(entry)))
    }

    /// The words of the reference `entry`.
    fn row(&self, entry: usize) -> &[Slot] {
        &self.rows[bytes_of(&self.ends, &(entry..entry + 1))]
    }

    fn add_all(&mut self, references: &[Arc<Reference>], numbers: &mut FxHashMap<String, u32>) {
        for reference in references {
            terms::of_reference(reference, |word, field| {
                let number = self.number(numbers, word);
                self.rows.push(Slot::new(number, field));
            });
            self.ends.push(self.rows.len() as u32);
        }
    }

    fn number(&mut self, numbers: &mut FxHashMap<String, u32>, word: &str) -> u32 {
        if let Some(&number) = numbers.get(word) {
            return number;
        }
        let number = self.word_ends.len() as u32;
        self.letters.push(compare::letters(word));
        self.text.push_str(word);
        self.word_ends.push(self.text.len() as u32);
        numbers.insert(word.to_owned(), number);
        number
    }

    /// This, with the references `gone` replaced by `new`. Words that none has any more stay.
    pub(crate) fn spliced(&self, gone: &Range<usize>, new: &[Arc<Reference>]) -> Index {
        let mut index = Index {
            text: self.text.clone(),
            word_ends: self.word_ends.clone(),
            letters: self.letters.clone(),
            ..Index::default()
        };
        let mut words: HashSet<String> = HashSet::new();
        for reference in new {
            terms::of_reference(reference, |word, _| {
                words.insert(word.to_owned());
            });
        }
        let known = self.words().zip(0..).filter(|(word, _)| words.contains(*word));
        let mut numbers = known.map(|(word, number)| (word.to_owned(), number)).collect();
        index.add_all(new, &mut numbers);
        let rows = bytes_of(&self.ends, gone);
        index.rows = [&self.rows[..rows.start], &index.rows, &self.rows[rows.end..]].concat();
        index.ends = spliced_ends(&self.ends, gone, &index.ends);
        index.holders = index.held();
        index
    }

    /// Whether everything that is pointed to is there, for so many references.
    pub(crate) fn is_sound(&self, references: usize) -> bool {
        let words = self.word_ends.len();
        self.letters.len() == words
            && self.word_ends.is_sorted()
            && self.word_ends.iter().all(|end| self.text.is_char_boundary(*end as usize))
            && self.rows.iter().all(|slot| slot.word() < words)
            && self.ends.len() == references
            && self.ends.is_sorted()
            && self.ends.last().is_none_or(|end| *end as usize <= self.rows.len())
            && self.holders.is_sound(words, references)
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.word_ends.iter().map(move |&end| {
            let word = &self.text[start..end as usize];
            start = end as usize;
            word
        })
    }

    /// At most `limit` entries in which every word of `query` is found, the best first; those of `nearby`, the
    /// nearest first, before others that fit no better. An empty query finds all, in order.
    pub(crate) fn search(&self, query: &str, limit: usize, nearby: &[Option<u32>]) -> Vec<Hit> {
        let mut terms: Vec<Term> = terms::of_text(query).into_iter().map(|word| Term::new(&word)).collect();
        terms.truncate(MOST_TERMS);
        let near = nearby.iter().enumerate().filter_map(|(rank, entry)| Some(((*entry)?, rank)));
        let near = near.map(|(entry, rank)| (entry, rank::nearby(rank, nearby.len())));
        let mut found = Found::new(self.ends.len(), limit);
        if terms.is_empty() {
            let first = (0..self.ends.len() as u32).take(nearby.len() + limit).map(|entry| (entry, 0.0));
            for (entry, added) in near.chain(first) {
                found.add(entry, added, || Some(1.0));
            }
            return found.best();
        }
        let fits = self.fits(&terms);
        let score = |entry: u32| fits.score(self.row(entry as usize));
        for (entry, added) in near {
            found.add(entry, added, || score(entry));
        }
        match &fits.fitting[..] {
            [only] => self.add_promising(only, &mut found, score),
            all => {
                for entry in self.having(all) {
                    found.add(entry, 0.0, || score(entry));
                }
            }
        }
        found.best()
    }

    /// Adds the references that have one of `words`, which the only term fits so well, the most promising first and no more than may
    /// be among the best.
    fn add_promising(&self, words: &[(usize, f32)], found: &mut Found, score: impl Fn(u32) -> Option<f32>) {
        for (group, most) in groups(words) {
            if found.is_settled(most) {
                return;
            }
            let mut as_good = 0;
            for &entry in self.holders.of(group) {
                let score = found.add(entry, 0.0, || score(entry));
                as_good += usize::from(score.is_some_and(|score| score >= most));
                // Those that follow are no better.
                if as_good == found.limit {
                    break;
                }
            }
        }
    }

    /// The references that have a word of each of `terms`, in order.
    fn having(&self, terms: &[Vec<(usize, f32)>]) -> impl Iterator<Item = u32> + use<> {
        let entries = |words: &Vec<(usize, f32)>| {
            let mut entries = Entries::none(self.ends.len());
            for (word, _) in words {
                self.holders.with(*word).iter().for_each(|&entry| entries.add(entry));
            }
            entries
        };
        terms.iter().map(entries).reduce(Entries::and).unwrap_or_default().into_iter()
    }

    /// How well `terms` fit each word.
    fn fits(&self, terms: &[Term]) -> Fits {
        let words = self.word_ends.len();
        let mut fits = Fits { masks: vec![0; words], fitting: Vec::new(), qualities: Vec::new() };
        for (bit, term) in terms.iter().enumerate() {
            // Most words lack so many letters that they need not be looked at.

            let near = self.letters.iter().enumerate().filter(|(_, letters)| term.may_fit(**letters));
            let quality = |(word, letters): (usize, &u64)| (word, term.quality(self.word(word), *letters));
            let fitting: Vec<(usize, f32)> = near.map(quality).filter(|(_, fit)| *fit > 0.0).collect();
            let mut qualities = vec![0.0; words];
            for (word, fit) in &fitting {
                fits.masks[*word] |= 1 << bit;
                qualities[*word] = *fit;
            }
            fits.fitting.push(fitting);
            fits.qualities.push(qualities);
        }
        fits
    }

    fn word(&self, word: usize) -> &str {
        &self.text[bytes_of(&self.word_ends, &(word..word + 1))]
    }
}

/// The groups of references that have one of `words`, which the only term fits so well, the most promising first: each with the
/// score that its references, and those of all groups after it that are in none before it, do not exceed.
fn groups(words: &[(usize, f32)]) -> impl Iterator<Item = (Group, f32)> {
    let mut words = words.to_vec();
    words.sort_by(|a, b| b.1.total_cmp(&a.1));
    let best = words.first().map_or(0.0, |(_, fit)| *fit);
    let beginning = words
        .clone()
        .into_iter()
        .map(move |(word, fit)| (Group { word, at_beginning: true }, rank::most(best, fit)));
    let elsewhere =
        words.into_iter().map(|(word, fit)| (Group { word, at_beginning: false }, rank::most(fit, 0.0)));
    beginning.chain(elsewhere)
}

/// How well the terms of a query fit the words of an index.
struct Fits {
    /// For each word, a bit for each term that fits it.
    masks: Vec<u16>,
    /// For each term the words that it fits, in order, and how well.
    fitting: Vec<Vec<(usize, f32)>>,
    /// For each term how well it fits each word.
    qualities: Vec<Vec<f32>>,
}

impl Fits {
    /// The score of the reference whose words are `row`; `None` where a term fits none of them.
    fn score(&self, row: &[Slot]) -> Option<f32> {
        rank::score(row, &self.masks, |term, word| self.qualities[term][word], self.fitting.len())
    }
}

#[cfg(test)]
mod tests;
