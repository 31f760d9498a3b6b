//! What happens in the background, told to whoever asked at the start.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::loader::Progress;

/// Something that happened in the background.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A library has sources to read and has done so far as said.
    Reading(LibraryId, Progress),
    /// A library is done with reading for now.
    Done(LibraryId),
    /// Of the claims of a draft that a judge is asked about, so many are through, of so many.
    Judging(JudgingId, usize, usize),
    /// The judge is done with a draft for now.
    Judged(JudgingId),
    /// What is known of a library, or which library a draft has, may be another than before.
    Changed,
    /// Something the writer should know: settings that were not taken, files that cannot be read.
    Notice(String),
}

/// The name of a library in this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LibraryId(pub u64);

/// The name of a pass of the judge over a draft in this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JudgingId(pub u64);

impl JudgingId {
    /// One that was not used before.
    pub(crate) fn new() -> JudgingId {
        static LAST: AtomicU64 = AtomicU64::new(0);
        JudgingId(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

/// Whoever is told; called from background threads, must not block.
pub type Listener = Arc<dyn Fn(Event) + Send + Sync>;
