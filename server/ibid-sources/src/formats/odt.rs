//! ODT (OpenDocument), also in one flat file: the text with all changes accepted; no comments, no table of contents.

mod inline;
mod table;

use std::path::Path;

use crate::{
    Error, Extracted, Metadata, archive::Archive, formats::prose::Prose, metadata::Field, xml::Element,
};

use self::inline::{Raised, inline};

pub(crate) fn extract(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let mut archive = Archive::open(path, bytes)?;
    if let Some(manifest) = archive.tree("META-INF/manifest.xml")?
        && !manifest.all("encryption-data").is_empty()
    {
        return Err(Error::Encrypted { file: path.to_path_buf() });
    }
    let content = archive.needed_tree("content.xml")?;
    let meta = archive.tree("meta.xml")?;
    Ok(read(&content, meta.as_ref().unwrap_or(&content)))
}

/// The same in one file of XML.
pub(crate) fn extract_flat(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let document = Element::parse(path, bytes)?;
    Ok(read(&document, &document))
}

fn read(content: &Element, meta: &Element) -> Extracted {
    let raised = Raised::read(content);
    let mut body = Body { prose: Prose::default(), raised: &raised };
    for text in content.all("body").into_iter().take(1).flat_map(Element::elements) {
        body.blocks(text);
    }
    body.prose.metadata().fill(properties(meta));
    body.prose.finish()
}

/// What the file says of its document. The days on which it was made or changed are no dates of publication.
fn properties(meta: &Element) -> Metadata {
    let mut found = Metadata::default();
    let Some(meta) = meta.all("meta").into_iter().next() else { return found };
    for (name, field) in [
        ("title", Field::Title),
        ("creator", Field::Author),
        ("language", Field::Language),
        ("publisher", Field::Publisher),
        ("identifier", Field::Doi),
    ] {
        // Who wrote it goes before who changed it last.
        let first = meta.child("initial-creator").filter(|_| name == "creator");
        if let Some(element) = first.or_else(|| meta.child(name)) {
            found.add(field, &element.text());
        }
    }
    found
}

struct Body<'a> {
    prose: Prose,
    raised: &'a Raised,
}

impl Body<'_> {
    /// Writes the blocks that stand in `parent`.
    fn blocks(&mut self, parent: &Element) {
        for block in parent.elements() {
            match block.name.as_str() {
                "h" => {
                    let level = block.attribute("outline-level").and_then(|level| level.parse().ok());
                    let text = self.text(block);
                    self.prose.heading(None, level.unwrap_or(1), &text);
                }
                "p" => {
                    let text = self.text(block);
                    match block.attribute("style-name") {
                        Some("Title") => {
                            self.prose.heading(None, 1, &text);
                            self.prose.metadata().add(Field::Title, &text);
                        }
                        _ => self.prose.paragraph(None, &text),
                    }
                    inline::boxes(block).into_iter().for_each(|inside| self.blocks(inside));
                }
                "table" => {
                    let cells = table::read(block, &mut |cell| self.text(cell));
                    self.prose.table(&cells);
                }
                "tracked-changes" | "table-of-content" | "annotation" | "forms" | "sequence-decls"
                | "variable-decls" | "user-field-decls" => {}
                _ => self.blocks(block),
            }
        }
    }

    /// The text of a paragraph; its notes are kept for the section's end.
    fn text(&mut self, paragraph: &Element) -> String {
        let mut notes = Vec::new();
        let text = inline(paragraph, self.raised, &mut notes);
        for note in notes {
            let mut body = Body { prose: Prose::default(), raised: self.raised };
            body.blocks(note);
            self.prose.note(None, body.prose.finish().text.replace("\n\n", " "));
        }
        text
    }
}
