//! A bibliography as it is kept: few bytes a reference, looked up and searched without taking them all apart,
//! and quick to write down and to take up again.

mod change;
pub(crate) mod flat;
pub(crate) mod packed;

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::search::{Hit, Index};
use crate::{Bibliography, Fault, Reference};
use packed::Packed;

/// Grows with each change of what is written down, or of how references are read.
const VERSION: u32 = 6;

/// The references of one bibliography, each taken apart only when it is asked for.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Catalogue {
    version: u32,
    path: PathBuf,
    /// Whether no entry takes anything over from another, or from a definition elsewhere.
    stands_alone: bool,
    faults: Vec<Fault>,
    broken: Vec<String>,
    packed: Packed,
    /// The entries in the order of their citekeys, case not counted at first.
    #[serde(with = "flat")]
    by_key: Vec<u32>,
    /// Other citekeys of entries (BibLaTeX's `ids`).
    aliases: Vec<(String, u32)>,
    /// The files that entries name, as written, in the order of the entries.
    named: Vec<(String, u32)>,
    index: Index,
}

impl Catalogue {
    /// What `bibliography`, which stands in the file at `path`, holds.
    pub fn new(path: &Path, bibliography: Bibliography) -> Catalogue {
        let references = &bibliography.references;
        let mut index = Index::default();
        let (packed, by_key) = std::thread::scope(|scope| {
            scope.spawn(|| index = Index::new(references));
            let packed = Packed::new(references);
            let by_key = by_key(&packed, 0..packed.len());
            (packed, by_key)
        });
        Catalogue {
            version: VERSION,
            path: path.to_owned(),
            faults: bibliography.faults,
            broken: bibliography.broken,
            stands_alone: bibliography.stands_alone,
            by_key,
            aliases: of_each(references, aliases),
            named: of_each(references, |reference| reference.files.clone()),
            index,
            packed,
        }
    }

    /// Reads `text`, the content of the bibliography at `path`.
    pub fn parse(path: &Path, text: &str) -> Catalogue {
        Catalogue::new(path, Bibliography::parse(path, text))
    }

    /// The file it stands in.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What is wrong in it.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// How many references it has.
    pub fn len(&self) -> usize {
        self.packed.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its references, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = Arc<Reference>> {
        (0..self.len() as u32).map(|entry| self.reference(entry))
    }

    /// What the references say, as bytes.
    pub fn said(&self) -> &[u8] {
        self.packed.bytes()
    }

    /// Writes all else to `to`, piece by piece: it is much.
    pub fn write_head(&self, to: impl io::Write) -> io::Result<()> {
        postcard::to_io(self, to).map(drop).map_err(io::Error::other)
    }

    /// What has this `head` and has `said` this; `None` if the bytes are damaged, or of another version of ibid.
    pub fn read(head: &[u8], said: Vec<u8>) -> Option<Catalogue> {
        let (version, _) = postcard::take_from_bytes::<u32>(head).ok()?;
        let mut catalogue: Catalogue = (version == VERSION).then(|| postcard::from_bytes(head).ok())??;
        catalogue.packed.set_bytes(said);
        catalogue.is_sound().then_some(catalogue)
    }

    /// Whether everything that is pointed to is there.
    fn is_sound(&self) -> bool {
        let there = |entry: &u32| (*entry as usize) < self.len();
        self.packed.is_sound()
            && self.index.is_sound(self.len())
            && self.by_key.len() == self.len()
            && self.by_key.iter().all(there)
            && self.aliases.iter().chain(&self.named).all(|(_, entry)| there(entry))
    }

    pub(crate) fn reference(&self, entry: u32) -> Arc<Reference> {
        Arc::new(self.packed.reference(entry, &self.path))
    }

    pub(crate) fn key(&self, entry: u32) -> &str {
        self.packed.key(entry)
    }

    /// Its citekeys, in the order of the file.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|entry| self.key(entry))
    }

    /// The entry with the citekey `key`.
    pub(crate) fn entry(&self, key: &str) -> Option<u32> {
        let at = self.by_key.binary_search_by(|&entry| order(self.key(entry)).cmp(order(key))).ok()?;
        Some(self.by_key[at])
    }

    /// The entries with the citekey `key`, case not counted.
    pub(crate) fn entries_ignoring_case(&self, key: &str) -> impl Iterator<Item = u32> {
        let start = self.by_key.partition_point(|&entry| lower(self.key(entry)).lt(lower(key)));
        let key = key.to_owned();
        self.by_key[start..].iter().copied().take_while(move |&entry| lower(self.key(entry)).eq(lower(&key)))
    }

    /// The entry that has `key` for another citekey.
    pub(crate) fn alias(&self, key: &str) -> Option<u32> {
        self.aliases.iter().find(|(alias, _)| alias == key).map(|(_, entry)| *entry)
    }

    pub(crate) fn is_broken(&self, key: &str) -> bool {
        self.broken.iter().any(|broken| broken == key)
    }

    /// The entries that name files, and the files as written.
    pub(crate) fn named(&self) -> impl Iterator<Item = (u32, &str)> {
        self.named.iter().map(|(file, entry)| (*entry, file.as_str()))
    }

    /// As [`crate::References::search_nearby`].
    pub(crate) fn search(&self, query: &str, limit: usize, nearby: &[&str]) -> Vec<Hit> {
        let nearby: Vec<Option<u32>> = nearby.iter().map(|key| self.entry(key)).collect();
        self.index.search(query, limit, &nearby)
    }
}

/// Those of `packed` that are `entries`, in the order of their citekeys.
fn by_key(packed: &Packed, entries: Range<usize>) -> Vec<u32> {
    let mut by_key: Vec<u32> = entries.map(|entry| entry as u32).collect();
    by_key.sort_by_cached_key(|&entry| order(packed.key(entry)).collect::<String>());
    by_key
}

/// What citekeys are ordered by: as they are read aloud, then as they are written.
fn order(key: &str) -> impl Iterator<Item = char> {
    lower(key).chain(std::iter::once('\0')).chain(key.chars())
}

fn lower(key: &str) -> impl Iterator<Item = char> {
    key.chars().flat_map(char::to_lowercase)
}

/// What `said` says of each reference, with the number of its entry.
fn of_each(references: &[Arc<Reference>], said: impl Fn(&Reference) -> Vec<String>) -> Vec<(String, u32)> {
    let said = references
        .iter()
        .zip(0..)
        .flat_map(|(reference, entry)| said(reference).into_iter().map(move |text| (text, entry)));
    said.collect()
}

/// BibLaTeX's `ids`.
fn aliases(reference: &Reference) -> Vec<String> {
    reference.keys().skip(1).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
