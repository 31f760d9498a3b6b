//! What happens in the background, told to whoever asked at the start.

use std::sync::Arc;

use crate::loader::Progress;

/// Something that happened in the background.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A library has sources to read and has done so far as said.
    Reading(LibraryId, Progress),
    /// A library is done with reading for now.
    Done(LibraryId),
    /// What is known of a library, or which library a draft has, may be another than before.
    Changed,
    /// Something the writer should know: settings that were not taken, files that cannot be read.
    Notice(String),
}

/// The name of a library in this process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LibraryId(pub u64);

/// Whoever is told; called from background threads, must not block.
pub type Listener = Arc<dyn Fn(Event) + Send + Sync>;
