//! A reference as the formatter takes it.

use biblatex::{Chunk, Entry as TexEntry, EntryType, Spanned};
use hayagriva::Entry;
use hayagriva::types::Person;
use ibid_text::is_cjk;

use crate::{RefDate, Reference, dates};

/// Fields that styles print.
const PRINTED: &[&str] = &[
    "journal",
    "journaltitle",
    "booktitle",
    "maintitle",
    "series",
    "volume",
    "number",
    "issue",
    "edition",
    "publisher",
    "location",
    "address",
    "organization",
    "institution",
    "school",
    "howpublished",
    "doi",
    "url",
    "isbn",
    "issn",
    "eprint",
    "eprinttype",
    "archiveprefix",
    "type",
    "version",
    "chapter",
    "eventtitle",
    "venue",
    "pagetotal",
];

/// `reference` for the formatter; `None` where it cannot take it.
pub(super) fn entry(reference: &Reference) -> Option<Entry> {
    let mut tex = TexEntry::new(reference.key.clone(), EntryType::new(&reference.kind));
    set(&mut tex, "title", &reference.title);
    for (name, value) in reference.fields.iter().filter(|(name, _)| PRINTED.contains(&name.as_str())) {
        if !is_sole_author(reference, value) {
            set(&mut tex, name, value);
        }
    }
    if let Some(pages) = reference.pages.as_deref().filter(|pages| has_small_numbers(pages)) {
        set(&mut tex, "pages", &pages.replace("--", "–"));
    }
    if let Some(date) = reference.date {
        set(&mut tex, "date", &iso(date));
    }
    if let Some(seen) = field(reference, "urldate").and_then(dates::iso) {
        set(&mut tex, "urldate", &iso(seen));
    }
    let mut entry = Entry::try_from(&tex).ok()?;
    set_people(&mut entry, reference);
    Some(entry)
}

fn set(tex: &mut TexEntry, name: &str, value: &str) {
    if !value.is_empty() {
        tex.set(name, vec![Spanned::new(Chunk::Normal(value.to_owned()), 0..value.len())]);
    }
}

fn field<'r>(reference: &'r Reference, name: &str) -> Option<&'r str> {
    reference.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// A body that made a work and published it is named once.
fn is_sole_author(reference: &Reference, value: &str) -> bool {
    matches!(reference.authors.as_slice(), [author] if author == value)
}

fn set_people(entry: &mut Entry, reference: &Reference) {
    let editors = field(reference, "editor").unwrap_or_default();
    if !reference.authors.is_empty() && reference.authors.join(" and ") != editors {
        entry.set_authors(reference.authors.iter().map(|name| person(name)).collect());
    }
    if !editors.is_empty() {
        entry.set_editors(editors.split(" and ").map(person).collect());
    }
}

/// A person from "van Gogh, Vincent", "King, Martin Luther, Jr." or "World Bank".
fn person(name: &str) -> Person {
    let mut parts = name.splitn(3, ", ");
    let family = parts.next().unwrap_or_default();
    let given = parts.next();
    let whole = |name: String| Person {
        name,
        given_name: None,
        prefix: None,
        suffix: None,
        comma_suffix: false,
        alias: None,
    };
    let Some(given) = given else { return whole(family.to_owned()) };
    // Chinese names have no initials and no comma.
    if name.starts_with(is_cjk) && given.starts_with(is_cjk) {
        return whole(format!("{family}{given}"));
    }
    // Particles stay before the family name, as APA and Chicago have it ("van der Berg, J.").
    Person {
        given_name: Some(given.to_owned()),
        suffix: parts.next().map(str::to_owned),
        ..whole(family.to_owned())
    }
}

fn iso(date: RefDate) -> String {
    let sign = if date.year < 0 { "-" } else { "" };
    let mut text = format!("{sign}{:04}", date.year.unsigned_abs());
    for part in [date.month, date.month.and(date.day)].into_iter().flatten() {
        text.push_str(&format!("-{part:02}"));
    }
    text
}

fn has_small_numbers(text: &str) -> bool {
    text.split(|c: char| !c.is_ascii_digit()).all(|run| run.len() < 9)
}
