//! All references in reach of a draft, and looking them up.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::cited::{Cited, plain_address};
use crate::edits::Edits;
use crate::search::{Hit, Match};
use crate::{Catalogue, Collected, Reference};

/// The references of one or more bibliographies. Of two with one citekey, the first counts.
#[derive(Debug, Default)]
pub struct References {
    catalogues: Vec<Arc<Catalogue>>,
    collected: Arc<HashMap<String, Collected>>,
    /// Worked out when first asked for: most drafts cite by citekey alone.
    cited: OnceLock<Cited>,
    /// Near ones of citekeys that nothing has. A draft is checked again and again while they stand in it.
    near: Mutex<HashMap<String, Vec<String>>>,
}

/// Citekeys of which the near ones are remembered, at most.
const REMEMBERED: usize = 1_000;

/// Where a reference is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    bibliography: usize,
    entry: u32,
}

impl References {
    /// The references of `catalogues`; the first of them count for more.
    pub fn new(catalogues: Vec<Arc<Catalogue>>) -> References {
        References { catalogues, ..References::default() }
    }

    /// The same with what a reference manager holds, by citekey: also for references of other bibliographies.
    pub fn with_collected(self, collected: Arc<HashMap<String, Collected>>) -> References {
        References { collected, ..self }
    }

    /// The reference that `key` (or one of its `ids`) names, case counted.
    pub fn get(&self, key: &str) -> Option<Arc<Reference>> {
        let of = |entry: fn(&Catalogue, &str) -> Option<u32>| {
            self.catalogues.iter().find_map(|catalogue| Some(catalogue.reference(entry(catalogue, key)?)))
        };
        of(Catalogue::entry).or_else(|| of(Catalogue::alias))
    }

    /// Those whose citekey is `key`, case not counted.
    pub fn get_ignoring_case(&self, key: &str) -> impl Iterator<Item = Arc<Reference>> {
        let entries = move |(at, catalogue): (usize, &Arc<Catalogue>)| {
            let entries = catalogue.entries_ignoring_case(key).filter(|&entry| self.counts(at, entry));
            entries.map(|entry| catalogue.reference(entry)).collect::<Vec<_>>()
        };
        self.catalogues.iter().enumerate().flat_map(entries)
    }

    /// What a reference manager holds under the citekey `key`.
    pub fn collected(&self, key: &str) -> Option<&Collected> {
        self.collected.get(key)
    }

    /// All that a reference manager holds, with the citekeys.
    pub fn all_collected(&self) -> impl Iterator<Item = (&str, &Collected)> {
        self.collected.iter().map(|(key, collected)| (key.as_str(), collected))
    }

    /// Whether an entry has the citekey `key` and cannot be read.
    pub fn is_broken(&self, key: &str) -> bool {
        self.catalogues.iter().any(|catalogue| catalogue.is_broken(key))
    }

    /// All references, in the order of the bibliographies. Each is taken apart anew: for what is asked
    /// often, there are other ways.
    pub fn iter(&self) -> impl Iterator<Item = Arc<Reference>> {
        self.places().map(|place| self.at(place))
    }

    /// The files that references name, as written, each with the bibliography that it is named in.
    pub fn named_files(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.catalogues.iter().enumerate().flat_map(move |(at, catalogue)| {
            let named = catalogue.named().filter(move |(entry, _)| self.counts(at, *entry));
            named.map(|(_, file)| (catalogue.path(), file))
        })
    }

    /// Those that name files.
    pub fn with_files(&self) -> impl Iterator<Item = Arc<Reference>> {
        let entries = move |(at, catalogue): (usize, &Arc<Catalogue>)| {
            let mut entries: Vec<u32> = catalogue.named().map(|(entry, _)| entry).collect();
            entries.dedup();
            entries.retain(|&entry| self.counts(at, entry));
            let catalogue = Arc::clone(catalogue);
            entries.into_iter().map(move |entry| catalogue.reference(entry))
        };
        self.catalogues.iter().enumerate().flat_map(entries)
    }

    /// The reference whose `url` or `doi` leads where `address` does; of several, the first.
    pub fn at_address(&self, address: &str) -> Option<Arc<Reference>> {
        self.all_at_address(address).next()
    }

    /// The references whose `url` or `doi` leads where `address` does, in the order of the bibliographies.
    pub fn all_at_address(&self, address: &str) -> impl Iterator<Item = Arc<Reference>> {
        let places = plain_address(address).map(|address| self.cited().at(&address)).unwrap_or_default();
        places.iter().map(|&place| self.at(place))
    }

    /// The references of which `name` made one, case and accents not counted: a person's family name, a name in Chinese
    /// or a body's name whole.
    pub fn made_by(&self, name: &str) -> impl Iterator<Item = Arc<Reference>> {
        self.cited().by(name).iter().map(|&place| self.at(place))
    }

    fn cited(&self) -> &Cited {
        self.cited.get_or_init(|| Cited::new(self.places().map(|place| (place, self.at(place)))))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places().count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.catalogues.iter().all(|catalogue| catalogue.is_empty())
    }

    /// Those that count, in the order of the bibliographies.
    fn places(&self) -> impl Iterator<Item = Place> {
        let of = |(at, catalogue): (usize, &Arc<Catalogue>)| {
            (0..catalogue.len() as u32).map(move |entry| Place { bibliography: at, entry })
        };
        let places = self.catalogues.iter().enumerate().flat_map(of);
        places.filter(|place| self.counts(place.bibliography, place.entry))
    }

    fn at(&self, place: Place) -> Arc<Reference> {
        self.catalogues[place.bibliography].reference(place.entry)
    }

    /// Whether no bibliography before the one at `at` has the citekey of its `entry`.
    fn counts(&self, at: usize, entry: u32) -> bool {
        let key = self.catalogues[at].key(entry);
        self.catalogues[..at].iter().all(|before| before.entry(key).is_none())
    }

    /// At most `n` citekeys that `key` may be a slip of the pen for, the nearest first: few letters
    /// differ (case not counted), or one begins with the other.
    pub fn near_keys(&self, key: &str, n: usize) -> Vec<String> {
        let mut known = self.near.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED {
            known.clear();
        }
        let near = known.entry(key.to_owned()).or_insert_with(|| self.all_near(key));
        near.iter().take(n).cloned().collect()
    }

    /// The citekeys near to `key`, the nearest first.
    fn all_near(&self, key: &str) -> Vec<String> {
        const MOST: usize = 20;
        let typed = Typed::new(key);
        let keys = self.catalogues.iter().flat_map(|catalogue| catalogue.keys());
        let mut near: Vec<_> = keys.filter_map(|key| Some((typed.distance(key)?, key))).collect();
        near.sort_by_key(|(distance, _)| *distance);
        near.dedup_by_key(|(_, key)| *key);
        near.into_iter().take(MOST).map(|(_, key)| key.to_owned()).collect()
    }

    /// The references in which every word of `query` is found, the best first, at most `limit`: in
    /// citekey, title, authors, year, container or keywords, in any order, also with a slip of the pen or
    /// only begun. An empty query finds all, in order.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Match> {
        self.search_nearby(query, limit, &[])
    }

    /// The same, those of the citekeys `nearby`, the nearest first, before others that fit no better.
    pub fn search_nearby(&self, query: &str, limit: usize, nearby: &[&str]) -> Vec<Match> {
        let mut found: Vec<(usize, Hit)> = Vec::new();
        for (at, catalogue) in self.catalogues.iter().enumerate() {
            let here = catalogue.search(query, limit, nearby).into_iter();
            found.extend(here.filter(|found| self.counts(at, found.entry)).map(|found| (at, found)));
        }
        // In the order of the bibliographies where nothing else tells them apart.
        found.sort_by(|a, b| b.1.order.total_cmp(&a.1.order));
        found.truncate(limit);
        let matches = found.into_iter().map(|(at, found)| Match {
            reference: self.catalogues[at].reference(found.entry),
            score: found.score,
        });
        matches.collect()
    }
}

/// A citekey as it was typed, made ready to be held against many.
struct Typed {
    lower: String,
    letters: usize,
    edits: Edits,
    bytes: u64,
    /// Slips forgiven.
    most: usize,
}

impl Typed {
    fn new(key: &str) -> Typed {
        let lower = key.to_lowercase();
        let letters = lower.chars().count();
        let most = (letters / 3).clamp(1, 4);
        Typed { edits: Edits::new(&lower), bytes: bytes(&lower), letters, most, lower }
    }

    /// How far `key` is from this; `None` if too far to be meant.
    fn distance(&self, key: &str) -> Option<usize> {
        if self.is_elsewhere(key) {
            return None;
        }
        let key = key.to_lowercase();
        if let Some(distance) = self.edits.distance(&key, self.most) {
            return Some(distance);
        }
        let begins = self.letters >= 4 && key.starts_with(&self.lower)
            || key.chars().count() >= 4 && self.lower.starts_with(&key);
        begins.then_some(self.most + 1)
    }

    /// Whether a look at its bytes says that `key` is too far off: neither begins with the other, and it is longer or
    /// shorter by more than is forgiven, or lacks more letters.
    fn is_elsewhere(&self, key: &str) -> bool {
        let same = |(a, b): (&u8, &u8)| a.eq_ignore_ascii_case(b);
        let ascii = key.is_ascii() && self.lower.is_ascii();
        ascii
            && !key.as_bytes().iter().zip(self.lower.as_bytes()).all(same)
            && (key.len().abs_diff(self.letters) > self.most
                || (self.bytes & !bytes(key)).count_ones() as usize > self.most)
    }
}

/// A bit for each byte of `key`, case not counted; some share one.
fn bytes(key: &str) -> u64 {
    key.bytes().fold(0, |bytes, byte| bytes | 1 << (byte.to_ascii_lowercase() % 64))
}

#[cfg(test)]
mod tests;
