//! What a PDF says of itself in its metadata stream (XMP, ISO 16684-1), where publishers put what the information dictionary has no
//! place for. Its dates tell of the file, unless they are PRISM's.

use std::path::Path;

use crate::{Metadata, Work, metadata::Field, xml::Element};

/// Names of Dublin Core and PRISM, and what they are of a reference.
const NAMES: [(&str, Field); 16] = [
    ("title", Field::Title),
    ("creator", Field::Author),
    ("language", Field::Language),
    ("publisher", Field::Publisher),
    ("doi", Field::Doi),
    ("DOI", Field::Doi),
    ("identifier", Field::Doi),
    ("isbn", Field::Isbn),
    ("url", Field::Url),
    ("publicationName", Field::Container),
    ("volume", Field::Volume),
    ("number", Field::Issue),
    ("pageRange", Field::Pages),
    ("publicationDate", Field::Date),
    ("coverDate", Field::Date),
    ("coverDisplayDate", Field::Date),
];

/// What the stream's decoded bytes say; nothing where they are broken.
pub(super) fn metadata(packet: &[u8]) -> Metadata {
    let mut metadata = Metadata::default();
    let Ok(packet) = Element::parse(Path::new("metadata"), packet) else { return metadata };
    for description in packet.all("Description") {
        for (name, field) in NAMES {
            let values = description.attribute(name).map(str::to_owned).into_iter();
            for value in values.chain(description.child(name).map(values_of).unwrap_or_default()) {
                metadata.add(field, &value);
            }
        }
        let told = |name| description.attribute(name).map(str::to_owned).or_else(|| text(description, name));
        if let (Some(first), Some(last)) = (told("startingPage"), told("endingPage")) {
            metadata.add(Field::Pages, &format!("{first}-{last}"));
        }
        let kind = told("aggregationType");
        metadata.work = metadata.work.or(kind.as_deref().and_then(work));
    }
    metadata
}

/// The values of a property: each item of its list, or its text.
fn values_of(property: &Element) -> Vec<String> {
    let items = property.all("li");
    if items.is_empty() { vec![property.text()] } else { items.into_iter().map(Element::text).collect() }
}

fn text(description: &Element, name: &str) -> Option<String> {
    description.child(name).map(Element::text)
}

/// What appears in a publication of this kind.
fn work(aggregation: &str) -> Option<Work> {
    match aggregation.trim() {
        "journal" | "magazine" | "newspaper" => Some(Work::Article),
        "book" => Some(Work::Book),
        _ => None,
    }
}
