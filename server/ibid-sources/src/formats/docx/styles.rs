//! Which styles of paragraphs are headings, by the names that are the same in every language.

use std::collections::HashMap;

use crate::xml::Element;

/// How many styles may stand between one and what it is based on.
const DEEPEST: usize = 16;

/// What a paragraph's style makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    /// A heading of this level, from 1.
    Heading(u8),
    /// The document's title.
    Title,
    /// A line of a table of contents.
    Contents,
}

/// The roles of styles, by their ids.
#[derive(Default)]
pub(super) struct Styles {
    roles: HashMap<String, Role>,
}

impl Styles {
    pub(super) fn read(part: &Element) -> Styles {
        let styles: HashMap<&str, &Element> = part
            .all("style")
            .into_iter()
            .filter_map(|style| Some((style.attribute("styleId")?, style)))
            .collect();
        let role = |named: &&Element| {
            let mut style = *named;
            for _ in 0..DEEPEST {
                if let Some(role) = own_role(style) {
                    return role;
                }
                let base = style.child("basedOn").and_then(|base| base.attribute("val"));
                match base.and_then(|base| styles.get(base)) {
                    Some(base) => style = base,
                    None => break,
                }
            }
            Role::Text
        };
        Styles { roles: styles.iter().map(|(id, style)| ((*id).to_owned(), role(style))).collect() }
    }

    /// The role of a paragraph with the properties `properties`.
    pub(super) fn role(&self, properties: Option<&Element>) -> Role {
        let Some(properties) = properties else { return Role::Text };
        if let Some(level) = outline(properties) {
            return level;
        }
        let style = properties.child("pStyle").and_then(|style| style.attribute("val"));
        style.and_then(|style| self.roles.get(style)).copied().unwrap_or(Role::Text)
    }
}

fn own_role(style: &Element) -> Option<Role> {
    let name = style.child("name")?.attribute("val")?.to_ascii_lowercase();
    if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.parse().ok()) {
        return Some(Role::Heading(level));
    }
    match name.as_str() {
        "title" => Some(Role::Title),
        name if name.starts_with("toc ") || name == "toc heading" => Some(Role::Contents),
        _ => style.child("pPr").and_then(outline),
    }
}

/// What the outline level among the properties of a paragraph makes of it.
fn outline(properties: &Element) -> Option<Role> {
    let level: u8 = properties.child("outlineLvl")?.attribute("val")?.parse().ok()?;
    // 9 is the level of plain text.
    Some(if level < 9 { Role::Heading(level + 1) } else { Role::Text })
}
