//! Reads sources, a few at a time.

use std::collections::HashMap;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

use ibid_evidence::SourceState;
use ibid_library::Document;
use ibid_sources::{ContentHash, Store, passages};

use crate::seen::{Seen, Stat};

/// How many sources are read at once, at most; each costs a process.
const AT_ONCE: usize = 4;

/// Reads sources, with what was known of them before.
pub(super) struct Reader<'a> {
    pub(super) store: Store,
    pub(super) seen: &'a Seen,
    pub(super) indexed: &'a HashMap<PathBuf, ContentHash>,
}

/// What reading one source gave.
pub(super) struct Reading {
    pub(super) path: PathBuf,
    /// Its stat before it was read.
    pub(super) stat: Stat,
    pub(super) state: SourceState,
    /// What the index lacks.
    pub(super) document: Option<Document>,
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

    /// Reads one source; `None` where it has gone meanwhile.
    fn read(&self, path: &Path) -> Option<Reading> {
        let stat = Stat::of(path)?;
        let indexed = self.indexed.get(path);
        let known = |hash: &&ContentHash| indexed == Some(*hash) && self.store.has(hash);
        let (state, document) = match self.seen.get(path, stat).filter(known) {
            Some(hash) => (SourceState::Read(hash.clone()), None),
            None => self.read_content(path, indexed),
        };
        Some(Reading { path: path.to_owned(), stat, state, document })
    }

    fn read_content(&self, path: &Path, indexed: Option<&ContentHash>) -> (SourceState, Option<Document>) {
        // Whatever a hostile file finds to break costs that file alone.
        let read = catch_unwind(AssertUnwindSafe(|| {
            let (hash, extracted) = self.store.read(path)?;
            let new = indexed != Some(&hash);
            let document = |hash| Document { path: path.to_owned(), hash, passages: passages(&extracted) };
            Ok((hash.clone(), new.then(|| document(hash))))
        }));
        match read {
            Ok(Ok((hash, document))) => (SourceState::Read(hash), document),
            Ok(Err(fault)) => (SourceState::Unreadable(ibid_sources::Error::to_string(&fault)), None),
            Err(_) => {
                (SourceState::Unreadable("ibid itself failed on it; please report it".to_owned()), None)
            }
        }
    }
}
