//! A new entry for a source that no reference describes, made of what is known of the source. Nothing is fetched.

use std::path::Path;

use ibid_check::{Context, Edit};
use ibid_draft::{Citation, Target, citing};
use ibid_evidence::Resolved;
use ibid_references::{NewEntry, plain_address};

use crate::actions::{Action, ActionKind, Does};
use crate::described::{self, free_key, new_key};
use crate::linking::{self, Link};

/// Sources offered for one citekey at most.
const MOST: usize = 3;
/// Sources that are opened to see what they call themselves.
const OPENED: usize = 300;

/// Entries that are missing at byte `offset`: of an unknown citekey that names a source, or of a link to one.
pub(crate) fn entries(cx: &Context<'_>, offset: usize) -> Vec<Action> {
    match cx.draft.citation_at(offset) {
        Some(citation) if matches!(citation.target, Target::Key(_)) => for_key(cx, &citation),
        _ => for_link(cx, offset).into_iter().collect(),
    }
}

fn for_key(cx: &Context<'_>, citation: &Citation) -> Vec<Action> {
    let Target::Key(key) = &citation.target else { return Vec::new() };
    let references = cx.shelf.references();
    if references.get(key).is_some() || references.is_broken(key) || citing::key(key) != *key {
        return Vec::new();
    }
    let wanted = parts(key);
    let says = |words: &str| wanted.iter().all(|part| words.to_lowercase().contains(part.as_str()));
    let titled = |source: &Resolved| {
        says(&format!("{} {}", stem(&source.text.path), source.text.title().unwrap_or_default()))
    };
    let mut sources: Vec<Resolved> = unowned(cx)
        .filter(|path| says(&stem(path)))
        .take(MOST)
        .filter_map(|path| cx.shelf.text(path))
        .collect();
    if sources.is_empty() {
        let opened = unowned(cx).take(OPENED).filter_map(|path| cx.shelf.text(path));
        sources = opened.filter(titled).take(MOST).collect();
    }
    sources.iter().map(|source| action(source, key.clone(), Vec::new())).collect()
}

fn for_link(cx: &Context<'_>, offset: usize) -> Option<Action> {
    let link = Link::at(cx, offset)?;
    if linking::meant(cx, &link).is_some() {
        return None;
    }
    let Ok(source) = cx.shelf.resolve(&Target::Link(link.target.clone()), cx.file) else {
        return for_address(cx, &link);
    };
    let key = new_key(cx.shelf, &source);
    let edit = link.cited(cx, &key);
    Some(action(&source, key, vec![edit]))
}

/// An entry for a page or a DOI of which no copy is in the library: of what the link says, and nothing else.
fn for_address(cx: &Context<'_>, link: &Link) -> Option<Action> {
    let plain = plain_address(&link.target)?;
    let (kind, field, address) = match plain.strip_prefix("doi:") {
        Some(doi) => ("misc", "doi", doi.to_owned()),
        None => ("online", "url", link.target.clone()),
    };
    let title = link.text.clone();
    let host = plain.split('/').next().unwrap_or_default();
    let key = free_key(cx.shelf, title.as_deref().unwrap_or(host), "");
    let edits = vec![link.cited(cx, &key)];
    let mut fields: Vec<_> = title.map(|title| ("title", title)).into_iter().collect();
    fields.push((field, address));
    Some(Action {
        kind: ActionKind::Enter,
        title: format!("Add an entry “{key}” for {plain} to the bibliography"),
        does: Does::Enter { entry: NewEntry { key, kind: kind.to_owned(), fields }, source: None, edits },
        finding: None,
        preferred: false,
    })
}

/// The sources that belong to no reference.
fn unowned<'a>(cx: &Context<'a>) -> impl Iterator<Item = &'a Path> + use<'a> {
    let shelf = cx.shelf;
    let paths = shelf.sources().iter().map(|source| source.path.as_path());
    paths.filter(|path| shelf.owner_of(path).is_none())
}

fn action(source: &Resolved, key: String, edits: Vec<Edit>) -> Action {
    let name = source.text.path.file_name().unwrap_or_default().to_string_lossy();
    Action {
        kind: ActionKind::Enter,
        title: format!("Add an entry “{key}” for {name} to the bibliography"),
        does: Does::Enter { entry: entry(source, key), source: Some(source.text.path.clone()), edits },
        finding: None,
        preferred: false,
    }
}

/// What is known of `source`, as an entry; it is called by its file's name where it has no other.
fn entry(source: &Resolved, key: String) -> NewEntry {
    let mut entry = described::entry(source, key);
    if entry.fields.iter().all(|(name, _)| *name != "title") {
        entry.fields.insert(0, ("title", stem(&source.text.path)));
    }
    entry
}

pub(crate) fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The words and numbers that `key` is made of.
fn parts(key: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before = None;
    for c in key.chars() {
        let kind = if c.is_numeric() { Some(1) } else { c.is_alphabetic().then_some(0) };
        match parts.last_mut() {
            Some(part) if kind.is_some() && kind == before => part.extend(c.to_lowercase()),
            _ if kind.is_some() => parts.push(c.to_lowercase().collect()),
            _ => {}
        }
        before = kind;
    }
    parts
}
