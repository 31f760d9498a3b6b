//! From a citation to its entry in the bibliography, from its locator or link to the source.

use std::path::PathBuf;

use ibid_check::Context;
use ibid_draft::{Citation, Target};
use ibid_evidence::{Resolved, WhyNot};
use ibid_references::Reference;
use ibid_text::{Locator, Place, Span};

use crate::shown;

/// Where going from a stretch of the draft leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Destination {
    /// The stretch of the draft.
    pub origin: Span,
    /// The file, absolute.
    pub file: PathBuf,
    /// Where in it.
    pub landing: Landing,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Landing {
    /// These bytes.
    Bytes(Span),
    /// This line, from 1.
    Line(u32),
    /// This page, counted from the file's first, from 1.
    Page(u32),
    /// Its beginning.
    Start,
}

/// Where the citation at byte `offset` leads: on its locator, the cited place of the source; elsewhere on a
/// citekey, the entry in the bibliography; on a link, the source; on a footnote reference, the note.
pub fn definition(cx: &Context<'_>, offset: usize) -> Option<Destination> {
    let citation = cx.draft.citation_at(offset)?;
    let located = citation.locator.as_ref().filter(|(span, _)| span.touches(offset));
    if let Some((span, locator)) = located
        && let Ok(source) = shown::source(cx, &citation, None)
    {
        let landing = Landing::of(&cited_place(locator, &source).unwrap_or_default());
        return Some(Destination { origin: *span, file: source.text.path.clone(), landing });
    }
    let (file, landing) = match &citation.target {
        Target::Key(key) => {
            let reference = cx.shelf.references().get(key)?;
            if reference.is_entry() {
                entry(&reference)
            } else {
                // An item of a database can be shown by what it is about.
                let source = cx.shelf.resolve(&citation.target, cx.file).ok()?;
                (source.text.path.clone(), Landing::Start)
            }
        }
        Target::Link(_) | Target::Page(_) => linked(cx, &citation)?,
        Target::Footnote(label) => (cx.file.to_owned(), Landing::Bytes(cx.draft.footnote(label)?.0)),
    };
    Some(Destination { origin: citation.target_span, file, landing })
}

/// The first place of `source` that `locator` names.
pub(crate) fn cited_place(locator: &Locator, source: &Resolved) -> Option<Place> {
    let mut places = source.text.sentences().iter().map(|sentence| source.place(sentence.span.start));
    places.find(|place| locator.matches(place) == Some(true))
}

impl Landing {
    fn of(place: &Place) -> Landing {
        match (place.page_index, place.line) {
            (Some(page), _) => Landing::Page(page),
            (None, Some(line)) => Landing::Line(line),
            (None, None) => Landing::Start,
        }
    }
}

/// The source file that a link points to, whether or not it could be read; where only the reference is known to which
/// it leads, its entry.
fn linked(cx: &Context<'_>, citation: &Citation) -> Option<(PathBuf, Landing)> {
    match cx.shelf.resolve(&citation.target, cx.file) {
        Ok(source) => {
            let landing = part(&citation.target, &source).map_or(Landing::Start, |place| Landing::of(&place));
            Some((source.text.path.clone(), landing))
        }
        Err(WhyNot::Unreadable { path, .. } | WhyNot::Waiting(path)) => Some((path, Landing::Start)),
        Err(WhyNot::MissingSource(reference)) => reference.is_entry().then(|| entry(&reference)),
        Err(WhyNot::Unknown) => None,
    }
}

/// Where in `source` the heading or block stands that a wikilink names behind its `#`.
fn part(target: &Target, source: &Resolved) -> Option<Place> {
    let Target::Page(page) = target else { return None };
    let (_, part) = page.split_once('#')?;
    let part = part.rsplit('#').next().unwrap_or(part).trim();
    let mut sentences = source.text.sentences().iter();
    let found = match part.starts_with('^') {
        true => sentences.find(|sentence| sentence.span.of(source.text.text()).contains(part)),
        false => sentences.find(|sentence| {
            let heading = source.place(sentence.span.start).heading;
            heading.is_some_and(|heading| heading.trim().eq_ignore_ascii_case(part))
        }),
    };
    found.map(|sentence| source.place(sentence.span.start))
}

/// The entry of `reference` in its bibliography.
pub(crate) fn entry(reference: &Reference) -> (PathBuf, Landing) {
    (reference.file.clone(), Landing::Bytes(reference.key_span))
}
