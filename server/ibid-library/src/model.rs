//! What goes into an index and what comes out.

use std::path::{Path, PathBuf};

use ibid_sources::{ContentHash, Passage};
use ibid_text::{Language, Place, Span, Tongue};

/// A source as the index takes it: all its passages. A source without passages is remembered as
/// known.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its file.
    pub path: PathBuf,
    /// The hash of the file's bytes.
    pub hash: ContentHash,
    /// What else it can be found by.
    pub about: About,
    /// The web address that it says it was saved from.
    pub address: Option<String>,
    /// Its passages, in order.
    pub passages: Vec<Passage>,
}

/// What a source can be found by that its passages need not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Its title.
    pub title: String,
    /// Who made it.
    pub authors: Vec<String>,
    /// When it was published.
    pub year: Option<i32>,
}

impl About {
    /// All of it in one line.
    pub(crate) fn line(&self) -> String {
        let year = self.year.map(|year| year.to_string());
        let parts = std::iter::once(&self.title).chain(&self.authors).chain(&year);
        parts.map(String::as_str).collect::<Vec<_>>().join(" \u{2022} ")
    }
}

/// Under what a source is in the index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The hash of the file's bytes.
    pub hash: ContentHash,
    /// The web address that it says it was saved from.
    pub address: Option<String>,
    /// What it can be found by besides, in one line.
    pub(crate) about: String,
}

impl Record {
    /// Whether a source with this content, found by `about`, is in the index just so.
    pub fn is(&self, hash: &ContentHash, about: &About) -> bool {
        self.hash == *hash && self.about == about.line()
    }
}

/// What a search is kept to; the default leaves nothing out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// These sources alone.
    pub sources: Option<Vec<PathBuf>>,
    /// Sources below this folder alone.
    pub folder: Option<PathBuf>,
    /// Passages in this language alone.
    pub tongue: Option<Tongue>,
}

impl Filter {
    /// Whether it leaves passages of the source at `path`.
    pub fn has_source(&self, path: &Path) -> bool {
        self.sources.as_ref().is_none_or(|sources| sources.iter().any(|source| source == path))
            && self.folder.as_ref().is_none_or(|folder| path.starts_with(folder))
    }

    /// Whether it leaves a passage with this `text`, as far as that tells its language.
    pub fn has_tongue(&self, text: &str) -> bool {
        self.tongue.is_none_or(|tongue| Tongue::of(text).is_none_or(|told| told == tongue))
    }
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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Sources known, those without passages included.
    pub sources: usize,
    /// Passages.
    pub passages: usize,
    /// Bytes on disk.
    pub bytes: u64,
    /// The passages by language, the most frequent first.
    pub tongues: Vec<(Tongue, usize)>,
}
