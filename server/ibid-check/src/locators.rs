//! `wrong-locator`: a page cited that the source, or the pages its reference names, does not have.
//! (A quotation on another page than the one cited is found where quotations are held.)

use ibid_draft::Citation;
use ibid_evidence::{Resolved, WhyNot, named_pages};
use ibid_references::Reference;
use ibid_text::{Locator, LocatorKind, Place};

use crate::context::Context;
use crate::model::{Code, Finding};

/// What is wrong with the locator of `citation`.
pub(crate) fn check(cx: &Context<'_>, citation: &Citation) -> Option<Finding> {
    let (span, locator) = citation.locator.as_ref()?;
    if locator.kind != LocatorKind::Page {
        return None;
    }
    let why = outside(&cx.shelf.resolve_all(&citation.target, cx.file), locator)?;
    let message = format!("“{}” is not in this source: {why}.", cx.draft.slice(*span));
    Some(Finding::new(Code::WrongLocator, cx.file, *span, message))
}

/// Why none of `sources`, the files of one reference, has the place cited; those without pages say nothing where others have
/// some.
fn outside(sources: &[Result<Resolved, WhyNot>], locator: &Locator) -> Option<String> {
    let mut paged = Vec::new();
    for source in sources {
        match source {
            Ok(source) if source.pages().is_empty() => {}
            Ok(source) => paged.push(source),
            Err(WhyNot::MissingSource(reference)) => return outside_reference(reference, locator),
            Err(_) => return None,
        }
    }
    if paged.is_empty() {
        let reference = sources.iter().flatten().next()?.reference.as_deref()?;
        return outside_reference(reference, locator);
    }
    let why: Option<Vec<String>> = paged.into_iter().map(|source| outside_file(source, locator)).collect();
    why?.into_iter().next()
}

/// Why the file's own pages do not have the place cited.
fn outside_file(resolved: &Resolved, locator: &Locator) -> Option<String> {
    let pages = resolved.pages();
    let missing = pages.iter().all(|page| locator.matches(page) == Some(false));
    let (first, last) = (pages.first()?.page.clone()?, pages.last()?.page.clone()?);
    (missing && !resolved.pages_disputed()).then(|| format!("its pages run from {first} to {last}"))
}

/// Why the pages that the reference names do not include the place cited.
fn outside_reference(reference: &Reference, locator: &Locator) -> Option<String> {
    let named = named_pages(reference)?;
    let page = |label: &String| Place { page: Some(label.clone()), ..Place::default() };
    let ends =
        locator.ranges.iter().flat_map(|(first, last)| [first, last]).filter(|label| !label.is_empty());
    let outside = ends.into_iter().all(|label| named.matches(&page(label)) == Some(false));
    outside
        .then(|| format!("its reference gives the pages {}", reference.pages.as_deref().unwrap_or_default()))
}
