//! Reads sources, a few at a time.

use std::collections::HashMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use ibid_evidence::{SourceFile, SourceState};
use ibid_library::{About, Document, Record};
use ibid_sources::{ContentHash, Extracted, Metadata, Store, passages};

use super::{AboutOf, in_index};
use crate::seen::{Seen, Stat};

/// How many sources are read at once, at most; each costs a process.
const AT_ONCE: usize = 4;

/// Reads sources, with what was known of them before.
pub(super) struct Reader<'a> {
    pub(super) store: Store,
    pub(super) seen: &'a Seen,
    pub(super) indexed: &'a HashMap<PathBuf, Record>,
    /// What each source can be found by besides its words, where a reference says it.
    pub(super) about: &'a AboutOf<'a>,
}

/// What reading one source gave.
pub(super) struct Reading {
    /// Its stat before it was read.
    pub(super) stat: Stat,
    pub(super) source: SourceFile,
    /// What the index lacks.
    pub(super) document: Option<Document>,
}

/// What a file says of itself, as it can be found by.
fn told_by(metadata: &Metadata) -> About {
    let year = metadata.date.as_ref().and_then(|date| date.get(..4)?.parse().ok());
    About { title: metadata.title.clone().unwrap_or_default(), authors: metadata.authors.clone(), year }
}

/// The web address that a file says it was saved from.
fn saved_from(file: &Extracted) -> Option<String> {
    file.saved.as_ref().and_then(|saved| saved.address.clone()).or_else(|| file.metadata.url.clone())
}

/// The source at `path`, which was read.
fn source(path: &Path, hash: ContentHash, address: Option<String>) -> SourceFile {
    SourceFile { address, ..SourceFile::new(path.to_owned(), SourceState::Read(hash)) }
}

impl Reader<'_> {
    /// Reads `files` and hands each on with how many are done, in the order they are done. Ends early once
    /// `cancelled`.
    pub(super) fn read_all(
        &self,
        files: &[PathBuf],
        cancelled: &(dyn Fn() -> bool + Sync),
        done: &mut dyn FnMut(usize, Reading),
    ) {
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(AT_ONCE);
        let (send, readings) = mpsc::sync_channel(AT_ONCE);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let (send, next) = (send.clone(), &next);
                scope.spawn(move || {
                    while !cancelled()
                        && let Some(path) = files.get(next.fetch_add(1, Ordering::Relaxed))
                    {
                        if let Some(reading) = self.read(path)
                            && send.send(reading).is_err()
                        {
                            break;
                        }
                    }
                });
            }
            drop(send);
            for (i, reading) in readings.iter().enumerate() {
                done(i + 1, reading);
            }
        });
    }

    /// The source at `path` as it was read before, and its stat, where neither it nor what the index has of it has changed since.
    pub(super) fn recall(&self, path: &Path) -> Option<(Stat, SourceFile)> {
        let stat = Stat::of(path)?;
        let hash = self.seen.get(path, stat).filter(|hash| self.store.has(hash))?;
        let known = in_index(self.indexed, path, hash, self.about)?;
        Some((stat, source(path, hash.clone(), known.address.clone())))
    }

    /// Reads one source; `None` where it has gone meanwhile.
    fn read(&self, path: &Path) -> Option<Reading> {
        let stat = Stat::of(path)?;
        // Whatever a hostile file finds to break costs that file alone.
        let unreadable = |why| (SourceFile::new(path.to_owned(), SourceState::Unreadable(why)), None);
        let (source, document) = match catch_unwind(AssertUnwindSafe(|| self.content(path, stat))) {
            Ok(Ok(content)) => content,
            Ok(Err(fault)) => unreadable(fault.to_string()),
            Err(_) => unreadable("ibid itself failed on it; please report it".to_owned()),
        };
        Some(Reading { stat, source, document })
    }

    /// The source at `path`, and what the index lacks of it.
    fn content(
        &self,
        path: &Path,
        stat: Stat,
    ) -> Result<(SourceFile, Option<Document>), ibid_sources::Error> {
        // Where what was extracted of it is kept, the file itself need not be read.
        if let Some(hash) = self.seen.get(path, stat)
            && let Some(extracted) = self.store.get(hash)
        {
            let document = self.document(path, hash.clone(), &extracted);
            return Ok((source(path, hash.clone(), document.address.clone()), Some(document)));
        }
        let (hash, extracted) = self.store.read(path)?;
        let new = in_index(self.indexed, path, &hash, self.about).is_none();
        let document = new.then(|| self.document(path, hash.clone(), &extracted));
        Ok((source(path, hash, saved_from(&extracted)), document))
    }

    fn document(&self, path: &Path, hash: ContentHash, extracted: &Extracted) -> Document {
        let about = (self.about)(path).unwrap_or_else(|| told_by(&extracted.metadata));
        let address = saved_from(extracted);
        Document { path: path.to_owned(), hash, about, address, passages: passages(extracted) }
    }
}
