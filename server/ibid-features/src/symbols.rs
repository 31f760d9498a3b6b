//! The references and sources of a library by name, for who looks for one in the whole workspace.

use std::path::{Path, PathBuf};

use ibid_evidence::Shelf;
use ibid_references::References;
use ibid_text::Span;

use crate::reference;

/// Something in the library that can be gone to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// A citekey, or a source's file name.
    pub name: String,
    /// The reference in a few words.
    pub detail: String,
    /// The file it stands in, or is.
    pub file: PathBuf,
    /// The entry's citekey in a bibliography; `None` for a source.
    pub entry: Option<Span>,
}

/// The references and sources that `query` finds, the best first, references before sources; at most `limit` of each.
pub fn symbols(shelf: &Shelf, query: &str, limit: usize) -> Vec<Symbol> {
    let mut found = entries(shelf.references(), query, limit);
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let sources = shelf.sources().iter().filter_map(|source| {
        let name = name(&source.path);
        let lower = name.to_lowercase();
        words.iter().all(|word| lower.contains(word)).then(|| Symbol {
            name,
            detail: shelf.owner_of(&source.path).map(|owner| reference::short(owner)).unwrap_or_default(),
            file: source.path.clone(),
            entry: None,
        })
    });
    found.extend(sources.take(limit));
    found
}

/// The entries of the bibliography at `file`, in its order, at most `limit`.
pub fn entries_of(references: &References, file: &Path, limit: usize) -> Vec<(Span, Symbol)> {
    let own = references.iter().filter(|reference| reference.file == file).take(limit);
    own.map(|reference| (reference.span, entry(&reference))).collect()
}

fn entries(references: &References, query: &str, limit: usize) -> Vec<Symbol> {
    let found = references.search(query, limit).into_iter().filter(|found| found.reference.is_entry());
    found.map(|found| entry(&found.reference)).collect()
}

fn entry(reference: &ibid_references::Reference) -> Symbol {
    Symbol {
        name: reference.key.clone(),
        detail: reference::short(reference),
        file: reference.file.clone(),
        entry: Some(reference.key_span),
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
