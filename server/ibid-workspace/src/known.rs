//! What is known of a library at one moment.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use ibid_evidence::Shelf;
use ibid_references::Fault;

/// What is known of a library at one moment. Cheap to clone; later changes do not touch it.
#[derive(Clone)]
pub struct Known {
    /// Grows with each state of the same library.
    pub generation: u64,
    /// References and sources, to be asked what a citation points to. Whether all was read, so that
    /// absence may be claimed, is [`Shelf::is_complete`].
    pub shelf: Arc<Shelf>,
    /// The source files that references name.
    pub named: Arc<HashSet<PathBuf>>,
    /// What is wrong in each bibliography.
    pub faults: Arc<Vec<(PathBuf, Vec<Fault>)>>,
    /// Some references could not be read, so that none can be called absent.
    pub lacks_references: bool,
    /// What was left out or could not be done, for people.
    pub notices: Arc<Vec<String>>,
}
