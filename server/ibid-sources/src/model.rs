//! What is kept of a source.

use ibid_text::{Language, Place, Span};
use serde::{Deserialize, Serialize};

use crate::Metadata;

/// A source's text in reading order, with the places in it. Paragraphs are separated by a blank line
/// (`\n\n`); a single `\n` inside a paragraph is a space. Nothing of markup, menus or running heads.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Extracted {
    /// The text.
    pub text: String,
    /// Where pages, headings, lines and times begin, by offset.
    pub marks: Vec<Mark>,
    /// What the file says of itself.
    #[serde(default)]
    pub metadata: Metadata,
    /// Of a saved web page, where it came from.
    pub saved: Option<Saved>,
}

/// Where a saved web page came from, as far as the file itself says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    /// The page's address, `http` or `https`.
    pub address: Option<String>,
    /// The day on which it was saved: "2025-05-15".
    pub day: Option<String>,
}

/// The beginning of a place in the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Byte offset in [`Extracted::text`].
    pub at: usize,
    /// What begins there.
    pub kind: MarkKind,
}

/// What begins at a mark.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MarkKind {
    /// A page: its printed label, if the file has labels, and its number from 1.
    Page {
        /// As printed.
        label: Option<String>,
        /// From 1.
        index: u32,
    },
    /// A heading with this text and level (from 1).
    Heading {
        /// Its text.
        text: String,
        /// From 1.
        level: u8,
    },
    /// A line of the file, from 1.
    Line(u32),
    /// Seconds from the start of a recording.
    Time(f64),
}

impl MarkKind {
    /// Makes `place` that of what begins here.
    pub(crate) fn enter(&self, place: &mut Place) {
        match self {
            MarkKind::Page { label, index } => {
                place.page.clone_from(label);
                place.page_index = Some(*index);
            }
            MarkKind::Heading { text, .. } => place.heading = Some(text.clone()),
            MarkKind::Line(line) => place.line = Some(*line),
            MarkKind::Time(seconds) => place.time = Some(*seconds),
        }
    }
}

impl Extracted {
    /// The place of byte `offset`.
    pub fn place(&self, offset: usize) -> Place {
        let mut place = Place::default();
        let reached = self.marks.partition_point(|mark| mark.at <= offset);
        for mark in self.marks[..reached].iter().rev() {
            match &mark.kind {
                MarkKind::Page { label, index } if place.page_index.is_none() => {
                    place.page.clone_from(label);
                    place.page_index = Some(*index);
                }
                MarkKind::Heading { text, .. } if place.heading.is_none() => {
                    place.heading = Some(text.clone());
                }
                MarkKind::Line(line) if place.line.is_none() => place.line = Some(*line),
                MarkKind::Time(seconds) if place.time.is_none() => place.time = Some(*seconds),
                _ => {}
            }
            if place.page_index.is_some() && place.heading.is_some() && place.line.is_some() {
                break;
            }
        }
        place
    }
}

/// A stretch of a source that is indexed and shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// Its bytes in [`Extracted::text`].
    pub span: Span,
    /// Its text.
    pub text: String,
    /// Where it begins.
    pub place: Place,
    /// Its language.
    pub language: Language,
}

/// The extractor's version: part of the key under which what was extracted is kept.
pub const EXTRACTOR_VERSION: u32 = 16;

/// The blake3 hash of a file's bytes, in hexadecimal: the name of its content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ContentHash(pub String);

impl ContentHash {
    /// That of `bytes`.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash(blake3::hash(bytes).to_hex().to_string())
    }
}
