//! DOCX (ECMA-376): the text that a reader sees with all changes accepted; no field codes, no comments.

mod body;
mod runs;
mod styles;
mod table;

use std::collections::HashMap;
use std::path::Path;

use crate::{Error, Extracted, Metadata, archive::Archive, metadata::Field, xml::Element};

use self::body::Body;
use self::styles::Styles;

pub(crate) fn extract(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let mut archive = Archive::open(path, bytes)?;
    let main = main_part(&mut archive)?;
    let folder = main.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
    let document = archive.needed_tree(&main)?;
    let mut part = |name: &str| archive.tree(&format!("{folder}{name}"));
    let styles = part("styles.xml")?.map(|part| Styles::read(&part)).unwrap_or_default();
    let mut notes = HashMap::new();
    for (name, element) in [("footnotes.xml", "footnote"), ("endnotes.xml", "endnote")] {
        let Some(part) = part(name)? else { continue };
        let own: Vec<&Element> = part.all(element);
        let written = own.into_iter().filter(|note| note.attribute("type").is_none());
        for note in written {
            let text = body::note(note, &styles);
            notes.insert((element, note.attribute("id").unwrap_or_default().to_owned()), text);
        }
    }
    let mut body = Body::new(&styles, notes);
    document.all("body").into_iter().take(1).for_each(|element| body.blocks(element));
    if let Some(core) = archive.tree("docProps/core.xml")? {
        body.prose.metadata().fill(properties(&core));
    }
    Ok(body.prose.finish())
}

/// The part that the package calls its document.
fn main_part(archive: &mut Archive<'_>) -> Result<String, Error> {
    let relations = archive.tree("_rels/.rels")?;
    let relations = relations.map(|relations| {
        let all = relations.all("Relationship").into_iter();
        let main = |relation: &&Element| {
            relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        };
        all.filter(main).filter_map(|relation| relation.attribute("Target")).map(str::to_owned).next()
    });
    let named = relations.flatten().map(|target| target.trim_start_matches('/').to_owned());
    Ok(named.unwrap_or_else(|| "word/document.xml".to_owned()))
}

/// The package's core properties. The days on which the file was made or changed are no dates of publication.
fn properties(core: &Element) -> Metadata {
    let mut found = Metadata::default();
    for (name, field) in [
        ("title", Field::Title),
        ("creator", Field::Author),
        ("language", Field::Language),
        ("identifier", Field::Doi),
    ] {
        for element in core.all(name) {
            found.add(field, &element.text());
        }
    }
    found
}
