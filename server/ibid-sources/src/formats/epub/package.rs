//! An EPUB's package: what it says of the book, and in which order its parts are read.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

use crate::{Metadata, Work, metadata::Field, xml::Element};

/// The package, its parts by their names in the archive.
pub(super) struct Package {
    pub(super) metadata: Metadata,
    /// In the order of reading; what stands outside of it comes last.
    pub(super) chapters: Vec<String>,
    /// The part that tells the contents, in each of EPUB's two ways.
    pub(super) navigation: Option<String>,
    pub(super) ncx: Option<String>,
}

impl Package {
    /// The package that stands at `root` in the archive.
    pub(super) fn read(package: &Element, root: &str) -> Package {
        let items: HashMap<&str, &Element> =
            package.all("item").into_iter().filter_map(|item| Some((item.attribute("id")?, item))).collect();
        let name = |item: &Element| item.attribute("href").map(|href| within(root, href));
        let has = |item: &Element, property: &str| {
            item.attribute("properties").is_some_and(|own| own.split(' ').any(|own| own == property))
        };
        let (mut chapters, mut apart) = (Vec::new(), Vec::new());
        for part in package.all("itemref") {
            let Some(item) = part.attribute("idref").and_then(|id| items.get(id)) else { continue };
            // The contents repeat the headings.
            if has(item, "nav") {
                continue;
            }
            let list = if part.attribute("linear") == Some("no") { &mut apart } else { &mut chapters };
            list.extend(name(item));
        }
        chapters.append(&mut apart);
        let navigation = items.values().find(|item| has(item, "nav")).and_then(|item| name(item));
        let is_ncx = |item: &&&Element| item.attribute("media-type") == Some("application/x-dtbncx+xml");
        let ncx = items.values().find(is_ncx).and_then(|item| name(item));
        Package { metadata: metadata(package), chapters, navigation, ncx }
    }
}

/// The part that `href` names in a part called `base`.
pub(super) fn within(base: &str, href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let href = percent_decode_str(href).decode_utf8_lossy();
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn metadata(package: &Element) -> Metadata {
    let mut found = Metadata { work: Some(Work::Book), ..Metadata::default() };
    let Some(said) = package.child("package").unwrap_or(package).child("metadata") else { return found };
    // EPUB 2 has all of it one level deeper.
    let said = said.child("dc-metadata").unwrap_or(said);
    for element in said.elements() {
        let text = element.text();
        match element.name.as_str() {
            "title" => found.add(Field::Title, &text),
            "creator" => found.add(maker(element, said), &text),
            "date" if element.attribute("event").is_none_or(|event| event.contains("publication")) => {
                found.add(Field::Date, &text);
            }
            "language" => found.add(Field::Language, &text),
            "publisher" => found.add(Field::Publisher, &text),
            "identifier" => {
                found.add(Field::Isbn, &text);
                found.add(Field::Doi, &text);
            }
            "source" => found.add(Field::Isbn, &text),
            _ => {}
        }
    }
    found
}

/// Whether who made the book wrote or edited it.
fn maker(creator: &Element, said: &Element) -> Field {
    let refines = creator.attribute("id").map(|id| format!("#{id}")).unwrap_or_default();
    let refined = said.elements().find(|meta| {
        meta.attribute("refines") == Some(refines.as_str()) && meta.attribute("property") == Some("role")
    });
    let role = creator.attribute("role").map(str::to_owned).or_else(|| refined.map(Element::text));
    if role.as_deref() == Some("edt") { Field::Editor } else { Field::Author }
}
