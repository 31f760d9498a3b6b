//! What can go wrong with an index.

use std::path::PathBuf;
use std::time::Duration;

/// What went wrong, with which index, and the cure where there is one.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The index's folder, or a file in it, could not be made, read or deleted.
    #[error("the index in {} could not be opened: {source}; check that the folder can be written to", dir.display())]
    Folder {
        /// The index's folder.
        dir: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Another process has been writing for too long.
    #[error("the index in {} has been in use by another process for {} s; it will be tried again", dir.display(), waited.as_secs())]
    Busy {
        /// The index's folder.
        dir: PathBuf,
        /// How long it was waited for.
        waited: Duration,
    },
    /// Nothing can be written where the index stands: its disk is full, or can only be read.
    #[error("nothing can be written in {}: {source}; what is in the index can still be searched, and the rest is read once something can be written there", dir.display())]
    Unwritable {
        /// The index's folder.
        dir: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The index could not be read or written: a file was damaged while in use.
    #[error("the index in {} could not be used: {source}; it is rebuilt when it is next opened, if it is damaged", dir.display())]
    Engine {
        /// The index's folder.
        dir: PathBuf,
        /// What the engine said.
        source: Box<tantivy::TantivyError>,
    },
}
