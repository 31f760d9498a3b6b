//! What can be gone to by name: in the libraries of all open drafts, and in a bibliography.

use std::collections::HashSet;

use ibid_features::{Symbol, entries_of};
use ibid_text::Span;

use crate::roles::Role;
use crate::session::Session;
use crate::snapshot::Snapshot;

/// Symbols of one library at most, of each kind.
const MOST: usize = 100;
/// Entries of one bibliography at most.
const MOST_ENTRIES: usize = 10_000;

impl Session {
    /// The references and sources of all libraries in use that `query` finds, each once, the best of each library first.
    pub fn symbols(&self, query: &str) -> Vec<Symbol> {
        let mut known = HashSet::new();
        let libraries = self.libraries_with("symbols").into_iter();
        let found = libraries.flat_map(|known| ibid_features::symbols(&known.shelf, query, MOST));
        found.filter(|symbol| known.insert((symbol.file.clone(), symbol.entry))).collect()
    }
}

impl Snapshot {
    /// The entries of the bibliography of this snapshot with their bytes, in its order; `None` for any other file.
    pub fn entries(&self) -> Option<Vec<(Span, Symbol)>> {
        let known = self.known.as_ref().filter(|_| self.role == Role::Bibliography)?;
        Some(entries_of(known.shelf.references(), &self.path, MOST_ENTRIES))
    }
}
