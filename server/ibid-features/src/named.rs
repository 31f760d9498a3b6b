//! References and sources of a draft's library by name, for who looks for one while writing, with what cites them.

use std::path::{Path, PathBuf};

use ibid_check::Context;
use ibid_draft::citing;
use ibid_references::Reference;
use ibid_text::Place;

use crate::definition::{Landing, entry};
use crate::reference;

/// A reference or a source that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The citekey, or the name of the source's file.
    pub name: String,
    /// What it is, in a few words.
    pub detail: String,
    /// It is a source.
    pub is_source: bool,
    /// What cites it, as the draft does; `None` for a source that no reference names.
    pub cite: Option<String>,
    /// Where it can be looked at: the entry in its bibliography, or else the source.
    pub place: Option<(PathBuf, Landing)>,
}

/// The references and sources that `query` finds, the best first, references before sources; at most `limit` of each.
pub fn named(cx: &Context<'_>, query: &str, limit: usize) -> Vec<Named> {
    let references = cx.shelf.references().search(query, limit).into_iter();
    let references = references.map(|found| of_reference(cx, &found.reference));
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let is_meant = |path: &Path| {
        let name = name(path).to_lowercase();
        words.iter().all(|word| name.contains(word))
    };
    let sources = cx.shelf.sources().iter().map(|source| source.path.as_path());
    let sources = sources.filter(|path| is_meant(path)).take(limit).map(|path| of_source(cx, path));
    references.chain(sources).collect()
}

fn of_reference(cx: &Context<'_>, reference: &Reference) -> Named {
    let place = if reference.is_entry() {
        Some(entry(reference))
    } else {
        // An item of a database can be shown by what it is about.
        cx.shelf.read_source_of(reference).map(|path| (path.to_owned(), Landing::Start))
    };
    Named {
        name: reference.key.clone(),
        detail: reference::short(reference),
        is_source: false,
        cite: Some(cite(cx, reference)),
        place,
    }
}

fn of_source(cx: &Context<'_>, path: &Path) -> Named {
    let owner = cx.shelf.owner_of(path);
    Named {
        name: name(path),
        detail: owner.as_ref().map(|owner| reference::short(owner)).unwrap_or_default(),
        is_source: true,
        cite: owner.as_ref().map(|owner| cite(cx, owner)),
        place: Some((path.to_owned(), Landing::Start)),
    }
}

fn cite(cx: &Context<'_>, reference: &Reference) -> String {
    citing::citation(cx.draft, &reference.key, &Place::default())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
