//! What a Zotero library comes to.

use std::collections::HashMap;
use std::sync::Arc;

use ibid_references::{Catalogue, Collected};

/// A Zotero library at one moment.
#[derive(Debug, Default)]
pub struct Collection {
    /// Its items, the user's own library first; of two with one citekey, the first.
    pub references: Arc<Catalogue>,
    /// Their files, annotations and notes, by citekey.
    pub collected: Arc<HashMap<String, Collected>>,
    /// Whose citekeys they are.
    pub keys: KeyCounts,
    /// The number of the database's schema.
    pub schema: u32,
    /// How many group libraries are in it.
    pub groups: u32,
}

/// How many citekeys come from whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeyCounts {
    /// Zotero's own field.
    pub zotero: usize,
    /// Better BibTeX, in its database or the item's `Extra`.
    pub better_bibtex: usize,
    /// Made by ibid.
    pub made: usize,
}
