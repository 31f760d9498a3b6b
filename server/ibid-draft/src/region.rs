//! A region of a draft: its text, and what was read in it, once somebody asked.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use ibid_text::Span;

use crate::block::{Paragraph, paragraph};
use crate::block_quotes;
use crate::cut::{Opening, note_marker};
use crate::inline::might_name;
use crate::note::NoteBody;
use crate::structure::{Structure, structure};
use crate::{Markup, Names, guests};

/// A stretch of a draft that can be read without the rest of it.
#[derive(Debug)]
pub(crate) struct Region {
    markup: Markup,
    pub(crate) opening: Opening,
    pub(crate) text: Box<str>,
    content: OnceLock<Content>,
    /// What was read last by who knows the sources named by words.
    named: Mutex<Option<NamedContent>>,
    bibliographies: OnceLock<Vec<(Span, String)>>,
}

/// Who knows the sources named by words, and what was read with their help.
type NamedContent = (Arc<dyn Names>, Arc<Content>);

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
    pub(crate) fn new(markup: Markup, opening: Opening, text: &str) -> Region {
        let (content, named, bibliographies) = Default::default();
        Region { markup, opening, text: text.into(), content, named, bibliographies }
    }

    /// The bibliographies that a guest's region names, in spans of the region.
    pub(crate) fn bibliographies(&self) -> &[(Span, String)] {
        self.bibliographies.get_or_init(|| guests::bibliographies(self.markup, &self.text))
    }

    /// The label of the footnote that the region defines.
    pub(crate) fn note(&self) -> Option<&str> {
        match self.opening {
            Opening::Note => self.note_marker().map(|(label, _)| label),
            _ => None,
        }
    }

    fn note_marker(&self) -> Option<(&str, usize)> {
        match self.markup {
            Markup::Markdown => note_marker(&self.text),
            guest => guests::note(guest, &self.text),
        }
    }

    /// What stands in it.
    pub(crate) fn content(&self) -> &Content {
        self.content.get_or_init(|| self.read(None))
    }

    /// Hands what stands in it, the sources that are named by words among it, to `read`.
    pub(crate) fn with_named<T>(&self, names: &Arc<dyn Names>, read: impl FnOnce(&Content) -> T) -> T {
        let may_note = self.opening == Opening::Note || guests::might_note(self.markup, &self.text);
        if !may_note && !might_name(&self.text) {
            return read(self.content());
        }
        let mut kept = self.named.lock().unwrap_or_else(PoisonError::into_inner);
        let content = match kept.as_ref().filter(|(known, _)| known.state() == names.state()) {
            Some((_, content)) => Arc::clone(content),
            None => {
                let content = Arc::new(self.read(Some(&**names)));
                *kept = Some((Arc::clone(names), Arc::clone(&content)));
                content
            }
        };
        drop(kept);
        read(&content)
    }

    fn read(&self, names: Option<&dyn Names>) -> Content {
        let (structure, note) = match (self.opening, self.markup) {
            (Opening::Inside(_) | Opening::Opaque, _) => return Content::default(),
            (Opening::Text, Markup::Markdown) => (structure(&self.text), None),
            (Opening::Text, guest) => (guests::structure(guest, &self.text), None),
            (Opening::Note, markup) => {
                let Some((label, marker)) = self.note_marker() else { return Content::default() };
                let found = match markup {
                    Markup::Markdown => NoteBody::new(&self.text, marker).structure(),
                    guest => behind(&self.text, marker, guests::structure(guest, &self.text)),
                };
                (found, Some(label))
            }
        };
        Content::new(self.markup, &self.text, structure, note, names)
    }
}

/// `structure` without the note's marker at its head.
fn behind(text: &str, marker: usize, mut structure: Structure) -> Structure {
    for leaf in structure.leaves.iter_mut().filter(|leaf| leaf.span.start < marker) {
        let body = &text[marker..leaf.span.end.max(marker)];
        let start = marker + (body.len() - body.trim_start().len());
        leaf.span = Span::new(start, leaf.span.end.max(start));
    }
    structure.leaves.retain(|leaf| !leaf.span.is_empty());
    structure
}

impl Content {
    /// The content of `text`, whose structure is known.
    pub(crate) fn new(
        markup: Markup,
        text: &str,
        structure: Structure,
        note: Option<&str>,
        names: Option<&dyn Names>,
    ) -> Content {
        let mut paragraphs: Vec<_> =
            structure.leaves.iter().map(|leaf| paragraph(markup, text, leaf, note, names)).collect();
        block_quotes::mark(text, &mut paragraphs);
        Content { paragraphs, code: structure.code, html: structure.html }
    }
}
