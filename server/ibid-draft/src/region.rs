//! A region of a draft: its text, and what was read in it, once somebody asked.

use std::sync::OnceLock;

use ibid_text::Span;

use crate::block::{Paragraph, paragraph};
use crate::block_quotes;
use crate::cut::{Opening, note_marker};
use crate::note::NoteBody;
use crate::structure::{Structure, structure};

/// A stretch of a draft that can be read without the rest of it.
#[derive(Debug)]
pub(crate) struct Region {
    pub(crate) opening: Opening,
    pub(crate) text: Box<str>,
    content: OnceLock<Content>,
}

/// What a region holds, in spans of its own text.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Content {
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Blocks of code.
    pub(crate) code: Vec<Span>,
    /// Blocks of raw HTML, comments among them.
    pub(crate) html: Vec<Span>,
}

impl Region {
    /// The region of `text` that begins in the state `opening`.
    pub(crate) fn new(opening: Opening, text: &str) -> Region {
        Region { opening, text: text.into(), content: OnceLock::new() }
    }

    /// The label of the footnote that the region defines.
    pub(crate) fn note(&self) -> Option<&str> {
        match self.opening {
            Opening::Note => note_marker(&self.text).map(|(label, _)| label),
            _ => None,
        }
    }

    /// What stands in it.
    pub(crate) fn content(&self) -> &Content {
        self.content.get_or_init(|| match self.opening {
            Opening::Text => Content::new(&self.text, structure(&self.text), None),
            Opening::Note => note_content(&self.text),
            Opening::Inside(_) => Content::default(),
        })
    }
}

impl Content {
    /// The content of `text`, whose structure is known.
    pub(crate) fn new(text: &str, structure: Structure, note: Option<&str>) -> Content {
        let mut paragraphs: Vec<_> =
            structure.leaves.iter().map(|leaf| paragraph(text, leaf, note)).collect();
        block_quotes::mark(text, &mut paragraphs);
        Content { paragraphs, code: structure.code, html: structure.html }
    }
}

fn note_content(text: &str) -> Content {
    let Some((label, marker)) = note_marker(text) else { return Content::default() };
    let body = NoteBody::new(text, marker);
    Content::new(text, body.structure(), Some(label))
}
