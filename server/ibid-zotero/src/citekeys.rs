//! Citekeys: Zotero's own field, Better BibTeX's in `Extra` or its database, else one made by rule.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::KeyCounts;
use crate::creators;
use crate::items::Item;
use crate::rows::{each, text};

/// Better BibTeX's citekeys, by library and key of the item.
pub(crate) type Kept = HashMap<(i64, String), String>;

/// Words of a title that no citekey is made of.
const SKIPPED: &[&str] = &[
    "a", "about", "above", "after", "against", "among", "an", "and", "around", "as", "at", "before", "below",
    "between", "but", "by", "das", "de", "del", "der", "des", "die", "do", "down", "during", "ein", "eine",
    "el", "et", "for", "from", "il", "in", "inside", "into", "is", "la", "las", "le", "les", "like", "los",
    "of", "off", "on", "onto", "or", "over", "per", "since", "so", "some", "than", "the", "through", "to",
    "toward", "towards", "un", "una", "under", "une", "until", "up", "upon", "versus", "via", "von", "with",
    "within", "without", "yet", "zu", "zum",
];
/// So many words of a title are in a citekey.
const TITLE_WORDS: usize = 3;

/// The citekeys of all items.
pub(crate) struct Citekeys {
    by_item: HashMap<i64, String>,
    pub(crate) counts: KeyCounts,
}

/// What Better BibTeX's database at `path` keeps.
pub(crate) fn read(path: &Path) -> rusqlite::Result<Kept> {
    let database = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut kept = Kept::new();
    each(&database, "SELECT libraryID, itemKey, citationKey FROM citationkey", |row| {
        kept.insert((row.get(0)?, text(row, 1)?), text(row, 2)?);
        Ok(())
    })?;
    Ok(kept)
}

impl Citekeys {
    /// Those that `items` have, with what Better BibTeX `kept`; items without any get one that no other has.
    pub(crate) fn new(items: &[Item], kept: &Kept) -> Citekeys {
        let mut keys = Citekeys { by_item: HashMap::new(), counts: KeyCounts::default() };
        for item in items {
            let native = item.field("citationKey");
            let pinned = || item.field("extra").and_then(|extra| extra.lines().find_map(in_extra));
            let kept = || kept.get(&(item.library, item.key.clone())).map(String::as_str);
            let theirs = || pinned().or_else(kept).filter(|key| !key.is_empty());
            let Some(key) = native.or_else(theirs) else { continue };
            let count =
                if native.is_some() { &mut keys.counts.zotero } else { &mut keys.counts.better_bibtex };
            *count += 1;
            keys.by_item.insert(item.id, key.to_owned());
        }
        keys.make(items);
        keys
    }

    /// The citekey of `item`.
    pub(crate) fn of(&self, item: &Item) -> Option<&str> {
        self.by_item.get(&item.id).map(String::as_str)
    }

    fn make(&mut self, items: &[Item]) {
        let mut taken: HashSet<String> = self.by_item.values().map(|key| key.to_lowercase()).collect();
        for item in items.iter().filter(|item| !self.by_item.contains_key(&item.id)).collect::<Vec<_>>() {
            let key = made(item);
            let endings = std::iter::once(String::new()).chain((0..).map(letters));
            let mut free =
                endings.map(|end| format!("{key}{end}")).filter(|key| taken.insert(key.to_lowercase()));
            if let Some(key) = free.next() {
                self.counts.made += 1;
                self.by_item.insert(item.id, key);
            }
        }
    }
}

/// The citekey on a line of `Extra`, as Better BibTeX pins it: "Citation Key: ren2025", of old "bibtex: ren2025".
pub(crate) fn in_extra(line: &str) -> Option<&str> {
    let (name, key) = line.split_once(':')?;
    let pins = ["citation key", "citationkey", "bibtex", "biblatex"];
    let key = key.trim();
    (pins.contains(&name.trim().to_lowercase().as_str())
        && !key.is_empty()
        && !key.contains(char::is_whitespace))
    .then_some(key)
}

/// As Better BibTeX makes them unless told otherwise: the first author's family name in small letters, the first words
/// of the title that are no function words, each with a capital, and the year.
fn made(item: &Item) -> String {
    let author = creators::first(&item.creators).map(|creator| plain(&creator.family)).unwrap_or_default();
    let title = item.field("shortTitle").or_else(|| item.field("title")).unwrap_or_default();
    let words = title.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).map(plain);
    let words = words.filter(|word| !word.is_empty() && !SKIPPED.contains(&word.to_lowercase().as_str()));
    let words: String = words.take(TITLE_WORDS).map(|word| capital(&word)).collect();
    let year = item.date().map(|date| date.year.to_string()).unwrap_or_default();
    let key = format!("{}{words}{year}", author.to_lowercase());
    if key.is_empty() { item.key.clone() } else { key }
}

/// The letters and digits of `text`, of any script, without accents.
fn plain(text: &str) -> String {
    text.nfkd().filter(|c| !is_combining_mark(*c)).nfc().filter(|c| c.is_alphanumeric()).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// a, b, … z, aa, ab, …
fn letters(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push((b'a' + (number % 26) as u8) as char);
        if number < 26 {
            return letters.into_iter().rev().collect();
        }
        number = number / 26 - 1;
    }
}
