//! What the writer marked and noted in a reference manager, near the passage that is shown.

use ibid_evidence::Resolved;
use ibid_references::{Annotation, Collected};
use ibid_text::{Locator, Place};

use crate::markdown::escape;

/// Marks shown at most.
const MARKS: usize = 5;
/// Letters of a note that are shown.
const NOTE: usize = 280;

/// Where the writer looks: what was cited, and the passage that is shown.
pub(crate) struct Spot<'a> {
    pub(crate) locator: Option<&'a Locator>,
    pub(crate) source: Option<&'a Resolved>,
    /// The passage's place.
    pub(crate) place: Option<&'a Place>,
}

/// A link that opens the source in its program, the marks on the cited page and that of the passage, and the last note,
/// as Markdown.
pub(crate) fn lines(collected: &Collected, spot: &Spot<'_>) -> Vec<String> {
    let marks = collected.annotations.iter().filter(|mark| spot.is_near(mark)).take(MARKS).map(mark);
    let note = collected.notes.last().map(|note| format!("*Your note:* {}", escape(&beginning(note))));
    link(collected, spot).into_iter().chain(marks).chain(note).collect()
}

fn link(collected: &Collected, spot: &Spot<'_>) -> Option<String> {
    let page = spot.place.and_then(|place| place.page_index);
    let address = collected.address_of(&spot.source?.text.path, page)?;
    Some(format!("[Open in Zotero]({address})"))
}

fn mark(mark: &Annotation) -> String {
    let words = Some(&mark.text).filter(|text| !text.is_empty()).map(|text| format!("“{}”", escape(text)));
    let comment = Some(&mark.comment).filter(|comment| !comment.is_empty()).map(|comment| escape(comment));
    let said: Vec<String> = words.into_iter().chain(comment).collect();
    format!("[You marked]({}): {}", mark.address, said.join(" – "))
}

impl Spot<'_> {
    /// Whether `mark` is on the page cited or shown.
    fn is_near(&self, mark: &Annotation) -> bool {
        let at = Place { page: mark.page.clone(), page_index: mark.page_index, ..Place::default() };
        let cited = self.locator.is_some_and(|locator| locator.matches(&at) == Some(true));
        let shown =
            self.place.is_some_and(|place| place.page_index.is_some() && place.page_index == mark.page_index);
        cited || shown
    }
}

fn beginning(note: &str) -> String {
    let shown: String = note.chars().take(NOTE).collect();
    if shown.len() < note.len() { shown + "…" } else { shown }
}
