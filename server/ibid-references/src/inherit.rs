//! What an entry takes over from the one its `crossref` names, by BibLaTeX's rules.

use std::collections::HashMap;

use crate::scan::{RawEntry, Value};

/// Fields that belong to one entry alone.
const OWN: &[&str] = &[
    "crossref",
    "xref",
    "ids",
    "entryset",
    "entrysubtype",
    "execute",
    "label",
    "options",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "shorthand",
    "shorthandintro",
    "sortkey",
    "key",
    "xdata",
    "abstract",
];
/// Links in a chain that are followed; a chain may run in a circle.
const LONGEST: usize = 4;

/// The fields of `entry`, and those it inherits, its own first.
pub(crate) fn fields<'e, 'a>(
    entry: &'e RawEntry<'a>,
    by_key: &HashMap<String, &'e RawEntry<'a>>,
) -> Vec<(String, &'e Value<'a>)> {
    let mut fields: Vec<(String, &Value<'_>)> = Vec::new();
    for (name, value) in &entry.fields {
        add(&mut fields, name.clone(), value);
    }
    let mut child = entry;
    for _ in 0..LONGEST {
        let Some(parent) = parent(child).and_then(|key| by_key.get(&key)) else { break };
        for (name, value) in parent.fields.iter().filter(|(name, _)| !OWN.contains(&name.as_str())) {
            add(&mut fields, inherited_name(&entry.kind, &parent.kind, name).to_owned(), value);
        }
        child = parent;
    }
    fields
}

fn add<'e, 'a>(fields: &mut Vec<(String, &'e Value<'a>)>, name: String, value: &'e Value<'a>) {
    if !fields.iter().any(|(known, _)| *known == name) {
        fields.push((name, value));
    }
}

fn parent(entry: &RawEntry<'_>) -> Option<String> {
    let (_, value) = entry.fields.iter().find(|(name, _)| name == "crossref" || name == "xdata")?;
    let key = crate::values::text(value, &HashMap::new());
    Some(key.split(',').next().unwrap_or_default().trim().to_lowercase())
}

/// What field `name` of a parent is called in the child: a collection's title is a chapter's book title.
fn inherited_name<'n>(child: &str, parent: &str, name: &'n str) -> &'n str {
    let within_book = child.starts_with("in") || child.starts_with("supp") || child == "bookinbook";
    let volumes = parent.starts_with("mv") && !child.starts_with("mv");
    match (name, parent) {
        ("title", "periodical") if child == "article" => "journaltitle",
        ("title", _) if volumes => "maintitle",
        ("subtitle", _) if volumes => "mainsubtitle",
        ("title", _) if within_book => "booktitle",
        ("subtitle", _) if within_book => "booksubtitle",
        ("author", _) if within_book => "bookauthor",
        _ => name,
    }
}
