//! Search as one types: every word of the query must be found, exactly, begun, inside or misspelt.
//!
//! All words of all references are held once, in a list; a reference is a row of numbers into it. A
//! query is held against the list of words, and the rows are read with what came out. 10,000 references
//! have some 20,000 different words.

mod compare;
mod rank;
mod slot;
mod terms;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Reference;
use crate::catalogue::flat;
use crate::catalogue::packed::{bytes_of, spliced_ends};
use compare::Term;
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
}

impl Index {
    pub(crate) fn new(references: &[Arc<Reference>]) -> Index {
        let mut index = Index::default();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        index.add_all(references, &mut numbers);
        index.rows.shrink_to_fit();
        index
    }

    fn add_all(&mut self, references: &[Arc<Reference>], numbers: &mut HashMap<String, u32>) {
        for reference in references {
            for (word, field) in terms::of_reference(reference) {
                let number = self.number(numbers, word);
                self.rows.push(Slot::new(number, field));
            }
            self.ends.push(self.rows.len() as u32);
        }
    }

    fn number(&mut self, numbers: &mut HashMap<String, u32>, word: String) -> u32 {
        if let Some(&number) = numbers.get(&word) {
            return number;
        }
        let number = self.word_ends.len() as u32;
        self.letters.push(compare::letters(&word));
        self.text.push_str(&word);
        self.word_ends.push(self.text.len() as u32);
        numbers.insert(word, number);
        number
    }

    /// This, with the references `gone` replaced by `new`. Words that none has any more stay.
    pub(crate) fn spliced(&self, gone: &Range<usize>, new: &[Arc<Reference>]) -> Index {
        let mut index = Index {
            text: self.text.clone(),
            word_ends: self.word_ends.clone(),
            letters: self.letters.clone(),
            rows: Vec::new(),
            ends: Vec::new(),
        };
        let mut numbers = self.words().map(str::to_owned).zip(0..).collect();
        index.add_all(new, &mut numbers);
        let rows = bytes_of(&self.ends, gone);
        index.rows = [&self.rows[..rows.start], &index.rows, &self.rows[rows.end..]].concat();
        index.ends = spliced_ends(&self.ends, gone, &index.ends);
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
        let scores = match terms.as_slice() {
            [] => (0..self.ends.len() as u32).map(|entry| (entry, 1.0)).collect(),
            terms => self.scores(terms),
        };
        let near = nearby.iter().enumerate().filter_map(|(rank, entry)| Some(((*entry)?, rank)));
        let near: HashMap<u32, f32> =
            near.map(|(entry, rank)| (entry, rank::nearby(rank, nearby.len()))).collect();
        let found = scores.into_iter().map(|(entry, score)| {
            let added = near.get(&entry).copied().unwrap_or_default();
            Hit { entry, score, order: score + added }
        });
        best(found.collect(), limit)
    }

    /// The references in which all `terms` are found, with their scores.
    fn scores(&self, terms: &[Term]) -> Vec<(u32, f32)> {
        let all = u16::MAX >> (16 - terms.len());
        let (qualities, masks) = self.qualities(terms);
        let rare = rarest(&masks, terms.len());
        let mut start = 0;
        let rows = (0..).zip(&self.ends).filter_map(|(reference, &end)| {
            let row = &self.rows[start..end as usize];
            start = end as usize;
            let may_fit = row.iter().any(|slot| rare.has(slot.word()));
            (may_fit && row.iter().fold(0, |found, slot| found | masks[slot.word()]) == all).then(|| {
                (reference, rank::score(row, &masks, |term, word| qualities[term][word], terms.len()))
            })
        });
        rows.collect()
    }

    /// For each term how well it fits each word, and for each word a bit for each term that fits.
    fn qualities(&self, terms: &[Term]) -> (Vec<Vec<f32>>, Vec<u16>) {
        let mut masks = vec![0_u16; self.word_ends.len()];
        let mut qualities = Vec::with_capacity(terms.len());
        for (bit, term) in terms.iter().enumerate() {
            let words = self.words().zip(&self.letters);
            let fits: Vec<f32> = words.map(|(word, &letters)| term.quality(word, letters)).collect();
            for (mask, _) in masks.iter_mut().zip(&fits).filter(|(_, fit)| **fit > 0.0) {
                *mask |= 1 << bit;
            }
            qualities.push(fits);
        }
        (qualities, masks)
    }
}

/// A bit for each word: so few bytes that going through all references stays in the nearest cache.
struct Words(Vec<u64>);

impl Words {
    fn has(&self, word: usize) -> bool {
        self.0[word / 64] >> (word % 64) & 1 == 1
    }
}

/// The words that fit the one of `terms` terms that the fewest fit. `masks` has, for each word, a bit for each term
/// that fits it.
fn rarest(masks: &[u16], terms: usize) -> Words {
    let fitting = |term: &usize| masks.iter().filter(|mask| **mask >> term & 1 == 1).count();
    let term = (0..terms).min_by_key(fitting).unwrap_or_default();
    let word = |bits, mask: &u16| bits << 1 | u64::from(mask >> term & 1);
    Words(masks.chunks(64).map(|chunk| chunk.iter().rev().fold(0, word)).collect())
}

/// The first `limit` of `found` in their order, sorted.
fn best(mut found: Vec<Hit>, limit: usize) -> Vec<Hit> {
    let before = |a: &Hit, b: &Hit| b.order.total_cmp(&a.order).then(a.entry.cmp(&b.entry));
    if (1..found.len()).contains(&limit) {
        found.select_nth_unstable_by(limit - 1, before);
    }
    found.truncate(limit);
    found.sort_by(before);
    found
}

#[cfg(test)]
mod tests;
