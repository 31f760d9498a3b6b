//! A document's blocks: paragraphs, headings, tables, in order.

use std::collections::HashMap;

use crate::{formats::prose::Prose, xml::Element};

use super::runs::Runs;
use super::styles::{Role, Styles};
use super::table;

/// Notes by what they are ("footnote" or "endnote") and their id.
pub(super) type Notes = HashMap<(&'static str, String), String>;

/// A body that is being written.
pub(super) struct Body<'a> {
    pub(super) prose: Prose,
    styles: &'a Styles,
    notes: Notes,
    /// The paragraphs whose ends were deleted, and which the next one carries on.
    carried: String,
}

impl<'a> Body<'a> {
    pub(super) fn new(styles: &'a Styles, notes: Notes) -> Body<'a> {
        Body { prose: Prose::default(), styles, notes, carried: String::new() }
    }

    /// Writes the blocks that stand in `parent`.
    pub(super) fn blocks(&mut self, parent: &Element) {
        for block in parent.elements() {
            match block.name.as_str() {
                "p" => self.paragraph(block),
                "tbl" => {
                    let (cells, notes) = table::read(block);
                    self.prose.table(&cells);
                    notes.iter().for_each(|mark| self.note(mark));
                }
                "sdt" if is_contents(block) => {}
                "del" | "moveFrom" | "sectPr" | "sdtPr" | "Fallback" => {}
                _ => self.blocks(block),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element) {
        let properties = paragraph.child("pPr");
        let mut runs = Runs::default();
        runs.read(paragraph);
        let text = std::mem::take(&mut self.carried) + &runs.text;
        if properties.is_some_and(has_deleted_end) {
            self.carried = text;
        } else {
            match self.styles.role(properties) {
                Role::Contents => {}
                Role::Heading(level) => self.prose.heading(None, level, &text),
                Role::Title => {
                    self.prose.heading(None, 1, &text);
                    self.prose.metadata().add(crate::metadata::Field::Title, &text);
                }
                Role::Text => self.prose.paragraph(None, &text),
            }
        }
        runs.notes.iter().for_each(|mark| self.note(mark));
        for boxed in runs.boxes {
            self.blocks(boxed);
        }
    }

    fn note(&mut self, mark: &(&'static str, String)) {
        if let Some(text) = self.notes.remove(mark) {
            self.prose.note(None, text);
        }
    }
}

/// The text of a footnote or endnote.
pub(super) fn note(note: &Element, styles: &Styles) -> String {
    let mut body = Body::new(styles, Notes::new());
    body.blocks(note);
    body.prose.finish().text.replace("\n\n", " ")
}

/// Whether the mark that ends a paragraph was deleted, and the deletion is only tracked.
fn has_deleted_end(properties: &Element) -> bool {
    properties.child("rPr").is_some_and(|mark| mark.child("del").is_some())
}

/// Whether a block that Word keeps up by itself is a table of contents.
fn is_contents(block: &Element) -> bool {
    let kinds = block.child("sdtPr").map(|properties| properties.all("docPartGallery")).unwrap_or_default();
    kinds.iter().any(|kind| kind.attribute("val") == Some("Table of Contents"))
}
