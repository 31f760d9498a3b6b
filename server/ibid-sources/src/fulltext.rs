//! The text that Zotero keeps beside a PDF, for one that has no text of its own.

use std::path::Path;

use crate::{ContentHash, Error, Extracted, MarkKind, formats::text};

const NAME: &str = ".zotero-ft-cache";
/// Zotero keeps so many pages unless it is told otherwise: of a longer PDF the rest may be missing, and what is missing must
/// not be taken for absent.
const MOST_PAGES: usize = 100;
/// And so many characters.
const MOST_CHARACTERS: usize = 500_000;

/// Names what Zotero keeps beside the PDF at `path`, by its content.
pub(crate) fn hash_beside(path: &Path) -> Option<ContentHash> {
    beside(path).map(|bytes| ContentHash::of(&bytes))
}

fn beside(path: &Path) -> Option<Vec<u8>> {
    let is_pdf = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("pdf"));
    let kept = path.with_file_name(NAME);
    if is_pdf && kept.is_file() { std::fs::read(kept).ok() } else { None }
}

/// The text beside the PDF at `path` where reading it gave `error`, that it has none; else that error.
pub(crate) fn instead(path: &Path, error: Error) -> Result<Extracted, Error> {
    if !matches!(error, Error::NoText { .. }) {
        return Err(error);
    }
    let Some(mut kept) = beside(path).and_then(|bytes| text::extract(path, &bytes).ok()) else {
        return Err(error);
    };
    // The lines are those of Zotero's file, which no reader sees.
    kept.marks.retain(|mark| !matches!(mark.kind, MarkKind::Line(_)));
    let pages = kept.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Page { .. })).count();
    let whole = pages < MOST_PAGES && kept.text.chars().count() < MOST_CHARACTERS;
    if kept.text.is_empty() || !whole { Err(error) } else { Ok(kept) }
}
