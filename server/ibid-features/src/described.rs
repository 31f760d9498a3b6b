//! A source as an entry of a bibliography, of what the file says of itself. Nothing is fetched, and no field is made up.

use ibid_evidence::{Resolved, Shelf};
use ibid_references::NewEntry;
use ibid_sources::{Metadata, Work};

use crate::entering::stem;

/// `source` as a new entry, under a citekey that nobody has.
pub fn described(shelf: &Shelf, source: &Resolved) -> NewEntry {
    entry(source, new_key(shelf, source))
}

/// What is known of `source`, as an entry with the citekey `key`.
pub(crate) fn entry(source: &Resolved, key: String) -> NewEntry {
    let told = source.text.metadata();
    let copy = source.web_copy();
    let address = copy.as_ref().and_then(|copy| copy.address.clone()).or_else(|| told.url.clone());
    let names = |names: &[String]| (!names.is_empty()).then(|| names.join(" and "));
    let title = told.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let known = [
        ("author", names(&told.authors)),
        ("editor", names(&told.editors)),
        ("title", title.map(str::to_owned)),
        (container(told), told.container.clone()),
        (publisher(told), told.publisher.clone()),
        ("date", told.date.clone()),
        ("volume", told.volume.clone()),
        ("number", told.issue.clone()),
        ("pages", told.pages.clone()),
        ("doi", told.doi.clone()),
        ("isbn", told.isbn.clone()),
        ("url", address.clone()),
        ("urldate", copy.and_then(|copy| copy.day)),
    ];
    let fields = known.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    NewEntry { key, kind: kind(told, address.is_some()).to_owned(), fields }
}

fn kind(told: &Metadata, has_address: bool) -> &'static str {
    match told.work {
        Some(Work::Article) => "article",
        Some(Work::Book) => "book",
        Some(Work::Chapter) => "incollection",
        Some(Work::Paper) => "inproceedings",
        Some(Work::Report) => "report",
        Some(Work::Thesis) => "thesis",
        _ if has_address => "online",
        _ => "misc",
    }
}

/// The field for what a work appeared in.
fn container(told: &Metadata) -> &'static str {
    match told.work {
        Some(Work::Article) => "journaltitle",
        Some(Work::Chapter | Work::Paper) => "booktitle",
        _ => "organization",
    }
}

/// The field for who published a work.
fn publisher(told: &Metadata) -> &'static str {
    match told.work {
        Some(Work::Report | Work::Thesis) => "institution",
        _ => "publisher",
    }
}

/// A citekey for `source` that nobody has: the first words of its title, else its file's name, and the year it was saved.
pub(crate) fn new_key(shelf: &Shelf, source: &Resolved) -> String {
    let name = source.text.title().map(str::to_owned).unwrap_or_else(|| stem(&source.text.path));
    let day = source.web_copy().and_then(|copy| copy.day);
    let year = day.and_then(|day| day.get(..4).map(str::to_owned)).unwrap_or_default();
    free_key(shelf, &name, &year)
}

/// A citekey of the first words of `name` and `year` that nobody has.
pub(crate) fn free_key(shelf: &Shelf, name: &str, year: &str) -> String {
    let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() > 2);
    let words: String = words.take(3).map(str::to_lowercase).collect();
    let words: String = words.chars().take(24).collect();
    let base = if words.is_empty() { "source".to_owned() } else { words };
    let taken = |key: &String| shelf.references().get(key).is_some();
    let first = format!("{base}{year}");
    let others = (b'a'..=b'z').map(|letter| format!("{base}{year}{}", letter as char));
    std::iter::once(first.clone()).chain(others).find(|key| !taken(key)).unwrap_or(first)
}
