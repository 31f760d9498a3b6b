//! Plain BM25 over whole texts: what any search is to be held against. Nothing of ibid but its Snowball stemmer is in it.

use std::collections::{HashMap, HashSet};

use ibid_text::{Language, stem};

pub(crate) const K1: f64 = 1.2;
pub(crate) const B: f64 = 0.75;
/// Lucene's English stopwords.
const STOPWORDS: &str = "a an and are as at be but by for if in into is it no not of on or such that the their then \
                         there these they this to was will with";

/// An index of texts.
pub(crate) struct Bm25 {
    /// For each word, the numbers of the texts that have it, and what it adds to their score.
    words: HashMap<String, Vec<(usize, f64)>>,
    texts: usize,
}

impl Bm25 {
    pub(crate) fn new(texts: impl Iterator<Item = String>) -> Bm25 {
        let mut counts: HashMap<String, Vec<(usize, f64)>> = HashMap::new();
        let mut lengths = Vec::new();
        for (number, text) in texts.enumerate() {
            let words = words(&text);
            lengths.push(words.len() as f64);
            for word in words {
                let list = counts.entry(word).or_default();
                match list.last_mut().filter(|(last, _)| *last == number) {
                    Some((_, count)) => *count += 1.0,
                    None => list.push((number, 1.0)),
                }
            }
        }
        let all = lengths.len() as f64;
        let mean = lengths.iter().sum::<f64>() / all.max(1.0);
        for list in counts.values_mut() {
            let with = list.len() as f64;
            let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
            for (number, count) in list.iter_mut() {
                let length = K1 * (1.0 - B + B * lengths[*number] / mean);
                *count = rarity * *count * (K1 + 1.0) / (*count + length);
            }
        }
        Bm25 { words: counts, texts: lengths.len() }
    }

    /// The numbers of the texts that fit `query` best, best first.
    pub(crate) fn best(&self, query: &str, limit: usize) -> Vec<usize> {
        let mut scores = vec![0.0; self.texts];
        let query: HashSet<String> = words(query).into_iter().collect();
        for (number, score) in query.iter().filter_map(|word| self.words.get(word)).flatten() {
            scores[*number] += score;
        }
        let mut best: Vec<usize> = (0..self.texts).filter(|i| scores[*i] > 0.0).collect();
        best.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
        best.truncate(limit);
        best
    }
}

fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let telling = words.filter(|word| !STOPWORDS.split_whitespace().any(|stopword| stopword == *word));
    telling.map(|word| stem(word, Language::English).into_owned()).collect()
}
