//! What is asked of the library, and what it answers.

use std::path::PathBuf;
use std::sync::Arc;

use ibid_references::Reference;
use ibid_sources::ContentHash;
use ibid_text::{Place, Span};

/// A source file of the workspace and how far reading it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its path, absolute.
    pub path: PathBuf,
    /// How far reading it has come.
    pub state: SourceState,
    /// The web address that it says it was saved from; `None` also until it is read.
    pub address: Option<String>,
}

impl SourceFile {
    /// The source at `path`, without a web address.
    pub fn new(path: PathBuf, state: SourceState) -> SourceFile {
        SourceFile { path, state, address: None }
    }
}

/// How far reading a source has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SourceState {
    /// Not read yet.
    Waiting,
    /// Read; its text is kept under this hash.
    Read(ContentHash),
    /// It could not be read, and why, for people, with the cure.
    Unreadable(String),
}

/// A passage held against a claim, or shown to a writer.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The source file, absolute.
    pub source: PathBuf,
    /// Its bytes in the source's extracted text; `None` for a field of the reference itself.
    pub span: Option<Span>,
    /// The reference it belongs to, if any.
    pub reference: Option<Arc<Reference>>,
    /// Where it stands.
    pub place: Place,
    /// Its words.
    pub quote: String,
}

/// Why a citation leads to no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// No reference has this citekey, no file this path.
    Unknown,
    /// The reference is known; no source in the library belongs to it.
    MissingSource(Arc<Reference>),
    /// Its source could not be read.
    Unreadable {
        /// The source file.
        path: PathBuf,
        /// Why, and the cure.
        reason: String,
    },
    /// It is still being read.
    Waiting(PathBuf),
}
