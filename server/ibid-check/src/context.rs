//! What every check is given.

use std::path::Path;

use ibid_draft::Draft;
use ibid_evidence::Shelf;

/// A draft and what it is held against.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The draft.
    pub draft: &'a Draft,
    /// Its file, absolute.
    pub file: &'a Path,
    /// The library.
    pub shelf: &'a Shelf,
}
