//! All references in reach of a draft, and looking them up.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::edits::Edits;
use crate::search::{Index, Match};
use crate::{Bibliography, Reference};

/// The references of one or more bibliographies. Of two with one citekey, the first counts.
#[derive(Debug, Default)]
pub struct References {
    all: Vec<Arc<Reference>>,
    /// Where each is in `all`, by citekey.
    by_key: Vec<u32>,
    /// Other citekeys.
    aliases: HashMap<String, usize>,
    broken: HashSet<String>,
    index: Index,
}

impl References {
    /// Puts `bibliographies` together, in their order, and makes them searchable.
    pub fn new(bibliographies: Vec<Bibliography>) -> References {
        let mut references = References::default();
        for bibliography in bibliographies {
            references.broken.extend(bibliography.broken);
            references.all.extend(bibliography.references);
        }
        references.keep_first();
        references.add_aliases();
        references.index = Index::new(&references.all);
        references
    }

    fn keep_first(&mut self) {
        let mut seen = HashSet::new();
        let is_first: Vec<bool> =
            self.all.iter().map(|reference| seen.insert(reference.key.as_str())).collect();
        let mut is_first = is_first.into_iter();
        self.all.retain(|_| is_first.next() == Some(true));
        self.by_key = (0..self.all.len() as u32).collect();
        self.by_key.sort_unstable_by(|a, b| self.all[*a as usize].key.cmp(&self.all[*b as usize].key));
    }

    /// Where the reference with the citekey `key` is in `all`.
    fn place(&self, key: &str) -> Option<usize> {
        let found = self.by_key.binary_search_by(|at| self.all[*at as usize].key.as_str().cmp(key));
        found.ok().map(|at| self.by_key[at] as usize)
    }

    /// BibLaTeX's `ids`: other citekeys of an entry.
    fn add_aliases(&mut self) {
        for (at, reference) in self.all.iter().enumerate() {
            let ids =
                reference.fields.iter().filter(|(name, _)| name == "ids").flat_map(|(_, ids)| ids.split(','));
            for id in ids.map(str::trim).filter(|id| !id.is_empty()) {
                self.aliases.entry(id.to_owned()).or_insert(at);
            }
        }
    }

    /// The reference that `key` (or one of its `ids`) names, case counted.
    pub fn get(&self, key: &str) -> Option<&Arc<Reference>> {
        self.all.get(self.place(key).or_else(|| self.aliases.get(key).copied())?)
    }

    /// Whether an entry has the citekey `key` and cannot be read.
    pub fn is_broken(&self, key: &str) -> bool {
        self.broken.contains(key)
    }

    /// All references, in the order of the bibliographies.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Reference>> {
        self.all.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// At most `n` citekeys that `key` may be a slip of the pen for, the nearest first: few letters
    /// differ (case not counted), or one begins with the other.
    pub fn near_keys(&self, key: &str, n: usize) -> Vec<&str> {
        let lower = key.to_lowercase();
        let edits = Edits::new(&lower);
        let mut near: Vec<_> = self
            .all
            .iter()
            .filter_map(|r| Some((distance(&edits, &lower, &r.key)?, r.key.as_str())))
            .collect();
        near.sort_by_key(|(distance, _)| *distance);
        near.into_iter().take(n).map(|(_, key)| key).collect()
    }

    /// The references in which every word of `query` is found, the best first, at most `limit`: in
    /// citekey, title, authors, year, container or keywords, in any order, also with a slip of the pen or
    /// only begun. An empty query finds all, in order.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Match> {
        self.search_nearby(query, limit, &[])
    }

    /// The same, those of the citekeys `nearby`, the nearest first, before others that fit no better.
    pub fn search_nearby(&self, query: &str, limit: usize, nearby: &[&str]) -> Vec<Match> {
        let nearby: Vec<usize> = nearby.iter().filter_map(|key| self.place(key)).collect();
        self.index.search(query, limit, &self.all, &nearby)
    }
}

/// How far `key` is from the one typed; `None` if too far to be meant.
fn distance(edits: &Edits, typed: &str, key: &str) -> Option<usize> {
    let key = key.to_lowercase();
    let letters = typed.chars().count();
    let most = (letters / 3).clamp(1, 4);
    if let Some(distance) = edits.distance(&key, most) {
        return Some(distance);
    }
    let begins =
        letters >= 4 && key.starts_with(typed) || key.chars().count() >= 4 && typed.starts_with(&key);
    begins.then_some(most + 1)
}

#[cfg(test)]
mod tests;
