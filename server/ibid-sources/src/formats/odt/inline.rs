//! What stands inside a paragraph.

use std::collections::HashSet;

use crate::{
    notes,
    xml::{Element, Node},
};

/// The styles that raise letters.
pub(super) struct Raised(HashSet<String>);

impl Raised {
    pub(super) fn read(content: &Element) -> Raised {
        let raises = |style: &&Element| {
            let position = style.child("text-properties").and_then(|text| text.attribute("text-position"));
            position.is_some_and(|position| {
                position.starts_with("super") || !position.starts_with(['-', '0', 's'])
            })
        };
        let styles = content.all("style").into_iter().filter(raises);
        Raised(styles.filter_map(|style| style.attribute("name")).map(str::to_owned).collect())
    }
}

/// The text of a paragraph, a part of one, or a cell. Bodies of notes go to `found`.
pub(super) fn inline<'a>(parent: &'a Element, raised: &Raised, found: &mut Vec<&'a Element>) -> String {
    let mut text = String::new();
    for child in &parent.children {
        match child {
            // White space is written by elements; what else there is of it only lays out the file.
            Node::Text(own) => text.push_str(own),
            Node::Element(element) => part(element, raised, found, &mut text),
        }
    }
    text
}

fn part<'a>(part: &'a Element, raised: &Raised, found: &mut Vec<&'a Element>, text: &mut String) {
    match part.name.as_str() {
        "s" | "tab" | "line-break" => text.push(' '),
        "note" => found.extend(part.child("note-body")),
        "span" => {
            let letters = inline(part, raised, found);
            if part.attribute("style-name").is_some_and(|style| raised.0.contains(style)) {
                text.push_str(&notes::raised(text, letters.trim()).unwrap_or_default());
            } else {
                text.push_str(&letters);
            }
        }
        "p" | "h" => {
            text.push(' ');
            text.push_str(&inline(part, raised, found));
        }
        "annotation" | "annotation-end" | "ruby-text" | "frame" | "tracked-changes" | "hidden-text"
        | "hidden-paragraph" | "custom-shape" => {}
        _ => text.push_str(&inline(part, raised, found)),
    }
}

/// The boxes of text that hang on a paragraph.
pub(super) fn boxes(paragraph: &Element) -> Vec<&Element> {
    paragraph.all("text-box")
}
