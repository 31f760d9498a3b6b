//! What goes into an index and what comes out.

use std::path::PathBuf;

use ibid_sources::{ContentHash, Passage};
use ibid_text::{Language, Place, Span};

/// A source as the index takes it: all its passages. A source without passages is remembered as
/// known.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its file.
    pub path: PathBuf,
    /// The hash of the file's bytes.
    pub hash: ContentHash,
    /// Its passages, in order.
    pub passages: Vec<Passage>,
}

/// A change to the index that readers see whole or not at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// Sources to add; each replaces what was known under its path.
    pub add: Vec<Document>,
    /// Sources to forget; unknown paths are ignored.
    pub remove: Vec<PathBuf>,
}

/// A passage that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The source's file.
    pub path: PathBuf,
    /// The hash of the source's bytes when it was indexed.
    pub hash: ContentHash,
    /// The passage's bytes in the source's extracted text.
    pub span: Span,
    /// Where in the source it begins.
    pub place: Place,
    /// Its text.
    pub text: String,
    /// Its language.
    pub language: Language,
    /// How well it fits, above 0; only to be compared within one answer.
    pub score: f32,
}

/// How much an index holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Sources known, those without passages included.
    pub sources: usize,
    /// Passages.
    pub passages: usize,
    /// Bytes on disk.
    pub bytes: u64,
}
