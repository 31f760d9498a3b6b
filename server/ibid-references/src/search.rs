//! Search as one types: every word of the query must be found, exactly, begun, inside or misspelt.
//!
//! All words of all references are held once, in a list; a reference is a row of numbers into it. A
//! query is held against the list of words, and the rows are read with what came out. 10,000 references
//! have some 20,000 different words.

mod compare;
mod rank;
mod terms;

use std::collections::HashMap;
use std::sync::Arc;

use crate::Reference;
use compare::Term;
use terms::Field;

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

/// At most so many words of a query count.
const MOST_TERMS: usize = 16;

/// The words of all references.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// All words in one text, so that going through them is quick.
    text: String,
    /// Where in `text` each word ends.
    word_ends: Vec<u32>,
    /// For each word, which letters it has, to tell quickly that it is no misspelling.
    letters: Vec<u64>,
    /// The words of all references, one after the other, with their fields.
    rows: Vec<(u32, Field)>,
    /// Where in `rows` each reference ends.
    ends: Vec<u32>,
}

impl Index {
    pub(crate) fn new(references: &[Arc<Reference>]) -> Index {
        let mut index = Index::default();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for reference in references {
            for (word, field) in terms::of_reference(reference) {
                let number = index.number(&mut numbers, word);
                index.rows.push((number, field));
            }
            index.ends.push(index.rows.len() as u32);
        }
        index.rows.shrink_to_fit();
        index
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

    fn words(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.word_ends.iter().map(move |&end| {
            let word = &self.text[start..end as usize];
            start = end as usize;
            word
        })
    }

    /// As [`crate::References::search_nearby`]; `nearby` are places in `references`.
    pub(crate) fn search(
        &self,
        query: &str,
        limit: usize,
        references: &[Arc<Reference>],
        nearby: &[usize],
    ) -> Vec<Match> {
        let mut terms: Vec<Term> = terms::of_text(query).into_iter().map(|word| Term::new(&word)).collect();
        terms.truncate(MOST_TERMS);
        if terms.is_empty() {
            let rest = (0..references.len()).filter(|at| !nearby.contains(at));
            let first = nearby.iter().copied().chain(rest).take(limit);
            return first.map(|at| Match { reference: Arc::clone(&references[at]), score: 1.0 }).collect();
        }
        let found = self.scores(&terms).into_iter();
        let mut found: Vec<(usize, f32, f32)> = found.map(|(at, score)| (at, score, score)).collect();
        let added: HashMap<usize, f32> =
            nearby.iter().enumerate().map(|(rank, &at)| (at, rank::nearby(rank, nearby.len()))).collect();
        if !added.is_empty() {
            let worth = |at: &usize| added.get(at).copied().unwrap_or_default();
            found.iter_mut().for_each(|(at, _, order)| *order += worth(at));
        }
        found.sort_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        let best = found.into_iter().take(limit);
        best.map(|(at, score, _)| Match { reference: Arc::clone(&references[at]), score }).collect()
    }

    /// The references in which all `terms` are found, with their scores.
    fn scores(&self, terms: &[Term]) -> Vec<(usize, f32)> {
        let all = u16::MAX >> (16 - terms.len());
        let (qualities, masks) = self.qualities(terms);
        let mut start = 0;
        let rows = self.ends.iter().enumerate().filter_map(|(at, &end)| {
            let row = &self.rows[start..end as usize];
            start = end as usize;
            let found = row.iter().fold(0, |found, (word, _)| found | masks[*word as usize]);
            (found == all).then(|| {
                (at, rank::score(row, &masks, |term, word| qualities[term][word as usize], terms.len()))
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

#[cfg(test)]
mod tests;
