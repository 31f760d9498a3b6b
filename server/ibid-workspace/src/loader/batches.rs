//! Changes to the index, gathered until they are worth a write.

use std::path::PathBuf;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use ibid_library::{Batch, Document, Index};

/// How many passages are gathered at most, some ten megabytes of text: the more are written at once, the fewer times is each
/// word written.
const MOST_PASSAGES: usize = 40_000;
/// How long they are gathered at most, while nothing is being written.
const LONGEST: Duration = Duration::from_secs(2);

/// Changes that are not in the index yet. They are written on a thread of their own, while the next are gathered.
pub(super) struct Batches {
    index: Option<Arc<Index>>,
    batch: Batch,
    passages: usize,
    since: Instant,
    /// The batch that is being written; why it could not be.
    writing: Option<JoinHandle<Option<String>>>,
}

impl Batches {
    /// None yet; they will be written to `index`.
    pub(super) fn new(index: Option<&Arc<Index>>) -> Batches {
        let (batch, since) = (Batch::default(), Instant::now());
        Batches { index: index.cloned(), batch, passages: 0, since, writing: None }
    }

    /// Adds a source, and begins to write when it is time to; whether something was written since the last one was added.
    pub(super) fn add(&mut self, document: Option<Document>, notices: &mut Vec<String>) -> bool {
        if let Some(document) = document {
            self.passages += document.passages.len();
            self.batch.add.push(document);
        }
        let is_enough = self.passages >= MOST_PASSAGES;
        let written = self.writing.as_ref().is_some_and(|writing| is_enough || writing.is_finished());
        if written {
            self.wait(notices);
        }
        // While a batch is being written, the next can as well grow.
        if is_enough || self.writing.is_none() && self.since.elapsed() >= LONGEST {
            self.begin();
        }
        written
    }

    /// Removes sources.
    pub(super) fn remove(&mut self, paths: impl Iterator<Item = PathBuf>) {
        self.batch.remove.extend(paths);
    }

    /// Writes what there is. What cannot be written is told, and tried again when the library is next
    /// loaded: the index still says that it does not have it.
    pub(super) fn write(mut self, notices: &mut Vec<String>) {
        self.wait(notices);
        self.begin();
        self.wait(notices);
    }

    /// Begins to write what there is.
    fn begin(&mut self) {
        let batch = std::mem::take(&mut self.batch);
        (self.passages, self.since) = (0, Instant::now());
        let index = self.index.clone();
        let write = move || index.and_then(|index| index.apply(&batch).err()).map(|fault| fault.to_string());
        self.writing = Some(std::thread::spawn(write));
    }

    /// Waits until nothing is being written.
    fn wait(&mut self, notices: &mut Vec<String>) {
        let Some(writing) = self.writing.take() else { return };
        let fault = writing.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault));
        // Of a disk that is full, one word is enough.
        notices.extend(fault.filter(|fault| !notices.contains(fault)));
    }
}
