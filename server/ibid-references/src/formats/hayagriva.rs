//! Hayagriva's YAML: a mapping of citekeys to entries, which name what they appeared in as their `parent`.

use std::path::Path;

use hayagriva::types::{EntryType, FormatString, Person, PersonRole};
use hayagriva::{Entry, Library};
use ibid_text::Span;
use serde::Deserialize as _;
use serde_json::Value;

use super::csl_yaml::broken;
use crate::Reference;
use crate::bibliography::Found;
use crate::builder::Builder;
use crate::yaml::{self, Node};

/// Whether `text`, a file or its beginning, is such a mapping: its first entry has a type of Hayagriva's and a title.
pub(super) fn looks_like(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with(['#', '-']));
    let is_key = |line: &str| !line.starts_with([' ', '\t']) && line.trim_end().ends_with(':');
    if !lines.next().is_some_and(is_key) {
        return false;
    }
    let mut lines = lines.peekable();
    if lines.peek().is_some_and(|line| line.trim_start().starts_with('-')) {
        return false;
    }
    let entry: Vec<&str> = lines.take_while(|line| line.starts_with([' ', '\t'])).map(str::trim).collect();
    let kind = entry.iter().find_map(|line| line.strip_prefix("type:"));
    let known = kind.is_some_and(|kind| kind.trim().trim_matches(['"', '\'']).parse::<EntryType>().is_ok());
    known && entry.iter().any(|line| line.starts_with("title:"))
}

/// Reads `text`, the content of the file at `path`.
pub(super) fn read(path: &Path, text: &str) -> Found {
    let mut found = Found::default();
    let whole = Span::new(0, text.len());
    match yaml::read(text, whole) {
        Ok(root) => root.iter().flat_map(Node::pairs).for_each(|pair| take(path, pair, &mut found)),
        Err(_) => read_pieces(path, text, whole, &mut found),
    }
    found
}

fn read_pieces(path: &Path, text: &str, whole: Span, found: &mut Found) {
    let begins = |line: &str| line.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '#' | '-' | '.'));
    for piece in yaml::pieces(text, whole, begins) {
        match yaml::read(text, piece) {
            Ok(root) => root.iter().flat_map(Node::pairs).for_each(|pair| take(path, pair, found)),
            Err(fault) => {
                let line = yaml::first_line(text, piece);
                found.malformed(line, broken(text, &fault));
                let key = line.of(text).split(':').next().unwrap_or_default().trim_matches(['"', '\'']);
                found.broken.push(key.to_owned());
            }
        }
    }
}

fn take(path: &Path, (key, value): &(Node, Node), found: &mut Found) {
    let Some(name) = key.text().filter(|name| !name.is_empty()) else { return };
    let one = Value::Object([(name.to_owned(), value.json())].into_iter().collect());
    match Library::deserialize(one) {
        Ok(library) => {
            let span = Span::new(key.span.start, value.span.end.max(key.span.end));
            library.iter().for_each(|entry| found.add(reference(path, key.span, span, entry)));
        }
        Err(fault) => {
            let message = format!("“{name}” cannot be read: {fault}. The other entries are read.");
            found.malformed(key.span, message);
            found.broken.push(name.to_owned());
        }
    }
}

fn reference(path: &Path, key_span: Span, span: Span, entry: &Entry) -> Reference {
    let parent = entry.parents().first();
    let (kind, subtype) = kind(entry.entry_type(), parent.map(Entry::entry_type));
    let mut builder = Builder::new(path, entry.key().to_owned(), key_span, span, kind);
    builder.field("entrysubtype", subtype);
    builder.title(text(entry.title()));
    builder.people("author", people(entry.authors()));
    builder.pages(entry.page_range().map(ToString::to_string).unwrap_or_default());
    if let Some(parent) = parent {
        builder.field(crate::csl::container_field(kind), text(parent.title()));
    }
    // What the entry does not say itself, what it appeared in says.
    for entry in std::iter::successors(Some(entry), |entry| entry.parents().first()) {
        add(&mut builder, entry);
    }
    builder.finish()
}

fn add(builder: &mut Builder, entry: &Entry) {
    if let Some(date) = entry.date() {
        builder.date_if_none(&date.to_string());
    }
    builder.people("editor", people(entry.editors()));
    for affiliated in entry.affiliated().unwrap_or_default() {
        let field = match affiliated.role {
            PersonRole::Translator => "translator",
            PersonRole::Director => "director",
            PersonRole::Composer => "composer",
            PersonRole::Illustrator => "illustrator",
            PersonRole::Holder => "holder",
            _ => continue,
        };
        builder.people(field, people(Some(&affiliated.names)));
    }
    if let Some(publisher) = entry.publisher() {
        builder.field("publisher", text(publisher.name()));
        builder.field("location", text(publisher.location()));
    }
    let shown = |value: Option<String>| value.unwrap_or_default();
    builder.field("organization", text(entry.organization()));
    builder.field("location", text(entry.location()));
    builder.field("number", shown(entry.issue().map(ToString::to_string)));
    builder.field("volume", shown(entry.volume().map(ToString::to_string)));
    builder.field("volumes", shown(entry.volume_total().map(ToString::to_string)));
    builder.field("edition", shown(entry.edition().map(ToString::to_string)));
    builder.field("chapter", shown(entry.chapter().map(ToString::to_string)));
    builder.field("pagetotal", shown(entry.page_total().map(ToString::to_string)));
    builder.field("langid", shown(entry.language().map(ToString::to_string)));
    for (field, value) in [
        ("note", entry.note()),
        ("abstract", entry.abstract_()),
        ("type", entry.genre()),
        ("archive", entry.archive()),
    ] {
        builder.field(field, text(value));
    }
    if let Some(url) = entry.url() {
        builder.field("url", url.value.as_str());
        builder.field("urldate", shown(url.visit_date.map(|day| day.to_string())));
    }
    for (name, value) in entry.serial_number().iter().flat_map(|numbers| &numbers.0) {
        builder.field(if name == "serial" { "number" } else { name }, value);
    }
}

/// BibLaTeX's kind and `entrysubtype` of an entry that appeared in something of the type `parent`.
fn kind(kind: &EntryType, parent: Option<&EntryType>) -> (&'static str, &'static str) {
    match (kind, parent) {
        (EntryType::Article, Some(EntryType::Newspaper)) => ("article", "newspaper"),
        (EntryType::Article, Some(EntryType::Proceedings | EntryType::Conference)) => ("inproceedings", ""),
        (EntryType::Article, Some(EntryType::Blog | EntryType::Web)) => ("online", ""),
        (EntryType::Article, _) => ("article", ""),
        (EntryType::Chapter | EntryType::Anthos, _) => ("incollection", ""),
        (EntryType::Entry, _) => ("inreference", ""),
        (EntryType::Report, _) => ("report", ""),
        (EntryType::Thesis, _) => ("thesis", ""),
        (EntryType::Web | EntryType::Post | EntryType::Blog | EntryType::Thread, _) => ("online", ""),
        (EntryType::Artwork, _) => ("artwork", ""),
        (EntryType::Patent, _) => ("patent", ""),
        (EntryType::Case, _) => ("jurisdiction", ""),
        (EntryType::Newspaper, _) => ("periodical", "newspaper"),
        (EntryType::Periodical, _) => ("periodical", ""),
        (EntryType::Legislation, _) => ("legislation", ""),
        (EntryType::Manuscript, _) => ("unpublished", ""),
        (EntryType::Performance, _) => ("performance", ""),
        (EntryType::Book | EntryType::Anthology | EntryType::Proceedings, _) => ("book", ""),
        (EntryType::Reference, _) => ("reference", ""),
        (EntryType::Repository, _) => ("software", ""),
        (EntryType::Video | EntryType::Scene, _) => ("movie", ""),
        (EntryType::Audio, _) => ("audio", ""),
        _ => ("misc", ""),
    }
}

fn text(value: Option<&FormatString>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

/// Names, family name first.
fn people(people: Option<&[Person]>) -> Vec<String> {
    let name = |person: &Person| {
        let family = [person.prefix.as_deref(), Some(&person.name)];
        let family = family.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let parts = [Some(family.as_str()), person.given_name.as_deref(), person.suffix.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    people.unwrap_or_default().iter().map(name).collect()
}
