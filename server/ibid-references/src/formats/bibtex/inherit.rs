//! What an entry takes over from others, by BibLaTeX's rules: fields as they are from its `xdata`, fields by
//! what they are called in a part of a whole from its `crossref`, all of its first member where it is a set.

use std::collections::HashMap;

use super::granular;
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
pub(super) const DEEPEST: usize = 4;
/// Fields of an entry and what it inherits; more come of chains that branch without end.
const MOST: usize = 1000;

type Fields<'e, 'a> = Vec<(&'e str, &'e Value<'a>)>;
type ByKey<'a> = HashMap<String, RawEntry<'a>>;

/// The fields of `entry`, and those it inherits, its own first.
pub(super) fn fields<'e, 'a>(entry: &'e RawEntry<'a>, by_key: &'e ByKey<'a>) -> Fields<'e, 'a> {
    collect(entry, by_key, DEEPEST)
}

fn collect<'e, 'a>(entry: &'e RawEntry<'a>, by_key: &'e ByKey<'a>, depth: usize) -> Fields<'e, 'a> {
    let mut fields: Fields<'e, 'a> = Vec::new();
    for (name, value) in &entry.fields {
        add(&mut fields, name, value);
    }
    if depth == 0 {
        return fields;
    }
    for whole in entries(entry, "xdata", by_key).chain(first_member(entry, by_key)) {
        for (name, value) in collect(whole, by_key, depth - 1) {
            if !OWN.contains(&name) {
                add(&mut fields, name, value);
            }
        }
    }
    if let Some(parent) = entries(entry, "crossref", by_key).next() {
        for (name, value) in collect(parent, by_key, depth - 1) {
            if !OWN.contains(&name) {
                add(&mut fields, inherited_name(&entry.kind, &parent.kind, name), value);
            }
        }
    }
    fields
}

fn add<'e, 'a>(fields: &mut Fields<'e, 'a>, name: &'e str, value: &'e Value<'a>) {
    if fields.len() < MOST && !fields.iter().any(|(known, _)| *known == name) {
        fields.push((name, value));
    }
}

/// The citekeys, in lower case, of what `entry` takes over from.
pub(super) fn named(entry: &RawEntry<'_>) -> Vec<String> {
    let whole = ["xdata", "crossref", "entryset"].iter().flat_map(|field| keys(entry, field));
    whole.chain(entry.fields.iter().flat_map(|(_, value)| granular::keys(value))).collect()
}

fn keys(entry: &RawEntry<'_>, field: &str) -> Vec<String> {
    let Some((_, value)) = entry.fields.iter().find(|(name, _)| name == field) else { return Vec::new() };
    let keys = super::values::text(value, &HashMap::new());
    keys.split(',').map(|key| key.trim().to_lowercase()).filter(|key| !key.is_empty()).collect()
}

/// The entries that the field `field` of `entry` names.
fn entries<'e, 'a>(
    entry: &RawEntry<'a>,
    field: &str,
    by_key: &'e ByKey<'a>,
) -> impl Iterator<Item = &'e RawEntry<'a>> {
    keys(entry, field).into_iter().filter_map(|key| by_key.get(&key))
}

fn first_member<'e, 'a>(entry: &RawEntry<'a>, by_key: &'e ByKey<'a>) -> Option<&'e RawEntry<'a>> {
    entries(entry, "entryset", by_key).next().filter(|_| entry.kind == "set")
}

/// The kind of entry that `entry` is told as: a set is told as its first member.
pub(super) fn kind<'e, 'a>(entry: &'e RawEntry<'a>, by_key: &'e ByKey<'a>) -> &'e str {
    first_member(entry, by_key).map_or(&entry.kind, |member| &member.kind)
}

/// What field `name` of a parent is called in the child: a collection's title is a chapter's book title.
fn inherited_name<'n>(child: &str, parent: &str, name: &'n str) -> &'n str {
    let within_book = child.starts_with("in") || child.starts_with("supp") || child == "bookinbook";
    let volumes = parent.starts_with("mv") && !child.starts_with("mv");
    match (name, parent) {
        ("title", "periodical") if matches!(child, "article" | "suppperiodical") => "journaltitle",
        ("subtitle", "periodical") if matches!(child, "article" | "suppperiodical") => "journalsubtitle",
        ("title", _) if volumes => "maintitle",
        ("subtitle", _) if volumes => "mainsubtitle",
        ("title", _) if within_book => "booktitle",
        ("subtitle", _) if within_book => "booksubtitle",
        ("author", _) if within_book => "bookauthor",
        _ => name,
    }
}
