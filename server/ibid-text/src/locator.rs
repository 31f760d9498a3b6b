//! What the writer wrote to point into a source ("pp. 33-35", "ch. 2", "at 12:30"), and the one
//! matcher that holds it against a place.

mod matching;
mod parsing;

use crate::Place;

/// The unit that a locator counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LocatorKind {
    /// Printed pages; also the meaning of a bare number.
    Page,
    /// Chapters.
    Chapter,
    /// Sections, also "§".
    Section,
    /// Paragraphs, also "¶".
    Paragraph,
    /// Lines.
    Line,
    /// A time in a recording.
    Time,
    /// Any other CSL locator term ("fig.", "vol.", "note"): kept, never matched.
    Other,
}

/// A parsed locator: a unit and the ranges it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    /// The unit counted in.
    pub kind: LocatorKind,
    /// First and last label of each range, in the order written; equal for a single one. A shortened
    /// last label is written out ("133-5" is 133 to 135); it is empty where open ("33ff.").
    pub ranges: Vec<(String, String)>,
}

impl Locator {
    /// Reads a locator at the start of `text` ("p. 3", "pp. 33-35, 40", "33", "iv", "ch. 2",
    /// "at 12:30", "第3页") and how many bytes it takes; `None` where `text` does not begin with one.
    pub fn parse(text: &str) -> Option<(Locator, usize)> {
        parsing::parse(text)
    }

    /// Whether `place` lies in the locator's ranges; `None` where the two cannot be compared
    /// (a page against a source without pages).
    pub fn matches(&self, place: &Place) -> Option<bool> {
        matching::matches(self, place)
    }
}

#[cfg(test)]
mod tests;
