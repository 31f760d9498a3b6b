//! What a reference manager holds for a citekey beside the reference itself.

use std::path::{Path, PathBuf};

/// The files, marks and notes that a writer collected under a citekey.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// Its files, the one to read first at the beginning. They need not be on this machine.
    pub files: Vec<CollectedFile>,
    /// What the writer marked in them, in their order.
    pub annotations: Vec<Annotation>,
    /// The writer's notes on it, in plain text.
    pub notes: Vec<String>,
    /// The collections it is in, each with those around it: "Thesis/Chips".
    pub collections: Vec<String>,
}

impl Collected {
    /// The address that opens the file at `path` in its program, on a page counted from its first, from 1; `None` where it
    /// is not one of these files.
    pub fn address_of(&self, path: &Path, page: Option<u32>) -> Option<String> {
        let file = self.files.iter().find(|file| file.path == *path)?;
        let page = page.map(|page| format!("?page={page}")).unwrap_or_default();
        Some(format!("{}{page}", file.address))
    }
}

/// A file of a reference manager.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CollectedFile {
    /// Where it is, absolute.
    pub path: PathBuf,
    /// The address that opens it in its program.
    pub address: String,
}

/// A stretch of a file that the writer marked or wrote to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The words marked; empty for a note on the page.
    pub text: String,
    /// What the writer wrote to it; may be empty.
    pub comment: String,
    /// The page as printed.
    pub page: Option<String>,
    /// The page counted from the file's first, from 1.
    pub page_index: Option<u32>,
    /// The mark's colour: "#ffd400".
    pub colour: Option<String>,
    /// The address that shows it in its program.
    pub address: String,
}
