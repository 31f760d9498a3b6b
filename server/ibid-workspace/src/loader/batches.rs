//! Changes to the index, gathered until they are worth a write.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use ibid_library::{Batch, Document, Index};

/// How many passages are gathered at most, some megabytes of text: each write costs a fraction of a second besides.
const MOST_PASSAGES: usize = 16_000;
/// How long they are gathered at most.
const LONGEST: Duration = Duration::from_secs(2);

/// Changes that are not in the index yet.
pub(super) struct Batches {
    batch: Batch,
    passages: usize,
    since: Instant,
}

impl Default for Batches {
    fn default() -> Batches {
        Batches { batch: Batch::default(), passages: 0, since: Instant::now() }
    }
}

impl Batches {
    /// Adds a source; whether it is time to write.
    pub(super) fn add(&mut self, document: Option<Document>) -> bool {
        if let Some(document) = document {
            self.passages += document.passages.len();
            self.batch.add.push(document);
        }
        self.passages >= MOST_PASSAGES || self.since.elapsed() >= LONGEST
    }

    /// Removes sources.
    pub(super) fn remove(&mut self, paths: impl Iterator<Item = PathBuf>) {
        self.batch.remove.extend(paths);
    }

    /// Writes what there is. What cannot be written is told, and tried again when the library is next
    /// loaded: the index still says that it does not have it.
    pub(super) fn write(&mut self, index: Option<&Index>, notices: &mut Vec<String>) {
        let batch = std::mem::take(self).batch;
        let fault = index.and_then(|index| index.apply(&batch).err()).map(|fault| fault.to_string());
        // Of a disk that is full, one word is enough.
        notices.extend(fault.filter(|fault| !notices.contains(fault)));
    }
}
