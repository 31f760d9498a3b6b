//! XML as a tree, for documents whose parts are XML. Entities of a document's own are never expanded, and nothing outside
//! the document is looked at.

use std::path::Path;

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::{Error, decode::decode_html};

/// Elements nested deeper than this are no document's.
const DEEPEST: usize = 1000;
/// More elements than this would take more memory than a reader has.
const MOST: usize = 4_000_000;

/// An element, its name and its attributes' without the prefixes of namespaces.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Node>,
}

/// A part of an element.
#[derive(Debug)]
pub(crate) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The element that the document `bytes` of `file` is. Fails where it is broken, or nested or filled beyond measure.
    pub(crate) fn parse(file: &Path, bytes: &[u8]) -> Result<Element, Error> {
        let text = decode_html(bytes);
        let mut reader = Reader::from_str(&text);
        let mut open = vec![Element::default()];
        let mut count = 0;
        loop {
            let event = reader
                .read_event()
                .map_err(|error| Error::damaged(file, format!("its XML is broken ({error})")))?;
            count += usize::from(matches!(event, Event::Start(_) | Event::Empty(_)));
            if open.len() > DEEPEST || count > MOST {
                return Err(Error::limit(file, "met more elements than a document has"));
            }
            match event {
                Event::Start(tag) => open.push(Element::of(&tag)),
                Event::Empty(tag) => put(&mut open, Node::Element(Element::of(&tag))),
                Event::End(_) => {
                    if let Some(closed) = open.pop() {
                        put(&mut open, Node::Element(closed));
                    }
                }
                Event::Text(text) => put_text(&mut open, &text.xml_content().unwrap_or_default()),
                Event::CData(text) => put_text(&mut open, &text.decode().unwrap_or_default()),
                Event::GeneralRef(entity) => put_text(&mut open, &meant(&entity)),
                Event::Eof => break,
                _ => {}
            }
        }
        let root = open.into_iter().next().filter(|_| count > 0);
        let whole = root.filter(|root| root.elements().next().is_some());
        whole.ok_or_else(|| Error::damaged(file, "its XML is cut short"))
    }

    fn of(tag: &BytesStart<'_>) -> Element {
        let name = |name: &[u8]| String::from_utf8_lossy(name).into_owned();
        let attributes = tag.attributes().flatten().map(|attribute| {
            let value = attribute.unescape_value().map(|value| value.into_owned());
            (name(attribute.key.local_name().as_ref()), value.unwrap_or_default())
        });
        Element {
            name: name(tag.local_name().as_ref()),
            attributes: attributes.collect(),
            children: Vec::new(),
        }
    }

    /// The value of the attribute called `name`.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The elements that stand in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element called `name` that stands in it.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|child| child.name == name)
    }

    /// All elements called `name` in it, however deep, in order.
    pub(crate) fn all<'e>(&'e self, name: &str) -> Vec<&'e Element> {
        let (mut found, mut steps) = (Vec::new(), vec![self]);
        while let Some(element) = steps.pop() {
            if element.name == name {
                found.push(element);
            }
            let children: Vec<_> = element.elements().collect();
            steps.extend(children.into_iter().rev());
        }
        found
    }

    /// All text in it.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for child in &self.children {
            match child {
                Node::Element(element) => text.push_str(&element.text()),
                Node::Text(own) => text.push_str(own),
            }
        }
        text
    }
}

fn put(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn put_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

/// The character that an entity of XML or of HTML stands for; nothing for one that a document defines itself.
fn meant(entity: &BytesRef<'_>) -> String {
    if let Ok(Some(character)) = entity.resolve_char_ref() {
        return character.to_string();
    }
    let name = entity.decode().unwrap_or_default();
    match name.as_ref() {
        "nbsp" => "\u{a0}",
        name => resolve_predefined_entity(name).unwrap_or_default(),
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(xml: &str) -> Result<Element, Error> {
        Element::parse(Path::new("a.docx"), xml.as_bytes())
    }

    #[test]
    fn prefixes_go_and_characters_come() {
        let root = parse("<w:a w:n=\"x&amp;y\"><w:b>1 &lt; 2 &#xe9;</w:b><![CDATA[<]]><c/></w:a>").unwrap();
        let a = root.child("a").unwrap();
        assert_eq!((a.attribute("n"), a.text().as_str()), (Some("x&y"), "1 < 2 é<"));
        assert_eq!(root.all("c").len(), 1);
    }

    #[test]
    fn a_bomb_of_entities_says_nothing() {
        let lol = "<!DOCTYPE a [<!ENTITY l \"lol\"><!ENTITY m \"&l;&l;&l;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
        assert_eq!(parse(&format!("{lol}<a>x&m;&f;y</a>")).unwrap().text(), "xy");
    }

    #[test]
    fn what_is_nested_without_end_or_cut_short_is_refused() {
        let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        assert!(matches!(parse(&deep), Err(Error::Limit { .. })));
        for broken in ["", "<a><b></a>", "<a>", "no XML"] {
            assert!(matches!(parse(broken), Err(Error::Damaged { .. })), "{broken}");
        }
    }
}
