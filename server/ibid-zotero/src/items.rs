//! Items and their fields to references.

use std::collections::HashMap;
use std::path::Path;

use ibid_references::{RefDate, Reference};
use ibid_text::Span;
use rusqlite::Connection;

use crate::creators::{self, Creator};
use crate::rows::{each, text};

/// An item of a Zotero library, as it stands there.
#[derive(Debug, Default)]
pub(crate) struct Item {
    pub(crate) id: i64,
    /// The library it is in.
    pub(crate) library: i64,
    /// Its eight letters and digits.
    pub(crate) key: String,
    pub(crate) kind: String,
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) creators: Vec<Creator>,
    pub(crate) tags: Vec<String>,
}

/// Zotero's types and BibLaTeX's. What is not here is a `misc`.
const KINDS: &[(&str, &str)] = &[
    ("artwork", "artwork"),
    ("audioRecording", "audio"),
    ("bill", "legislation"),
    ("blogPost", "online"),
    ("book", "book"),
    ("bookSection", "incollection"),
    ("case", "jurisdiction"),
    ("computerProgram", "software"),
    ("conferencePaper", "inproceedings"),
    ("dataset", "dataset"),
    ("dictionaryEntry", "inreference"),
    ("email", "letter"),
    ("encyclopediaArticle", "inreference"),
    ("film", "movie"),
    ("forumPost", "online"),
    ("hearing", "jurisdiction"),
    ("journalArticle", "article"),
    ("letter", "letter"),
    ("magazineArticle", "article"),
    ("manuscript", "unpublished"),
    ("newspaperArticle", "article"),
    ("patent", "patent"),
    ("podcast", "audio"),
    ("preprint", "online"),
    ("presentation", "unpublished"),
    ("report", "report"),
    ("standard", "standard"),
    ("statute", "legislation"),
    ("thesis", "thesis"),
    ("videoRecording", "video"),
    ("webpage", "online"),
];
/// Zotero's fields and BibLaTeX's. Others keep their name, in lower case.
const FIELDS: &[(&str, &str)] = &[
    ("abstractNote", "abstract"),
    ("accessDate", "urldate"),
    ("authority", "institution"),
    ("conferenceName", "eventtitle"),
    ("extra", "note"),
    ("issue", "number"),
    ("journalAbbreviation", "shortjournal"),
    ("language", "langid"),
    ("numPages", "pagetotal"),
    ("numberOfVolumes", "volumes"),
    ("originalDate", "origdate"),
    ("place", "location"),
    ("versionNumber", "version"),
];
/// Fields that have a place of their own in the reference, or say where Zotero or a library has a thing.
const LEFT_OUT: &[&str] = &[
    "title",
    "pages",
    "date",
    "citationKey",
    "publicationTitle",
    "libraryCatalog",
    "callNumber",
    "archive",
    "archiveLocation",
    "rights",
];
/// Where a work appeared, the nearest first.
const CONTAINERS: [&str; 4] = ["publicationTitle", "series", "conferenceName", "meetingName"];

/// The items of all libraries but feeds, without those in the trash: the user's own library first, the oldest first.
pub(crate) fn read(database: &Connection) -> rusqlite::Result<Vec<Item>> {
    let mut items = Vec::new();
    each(
        database,
        "SELECT i.itemID, i.libraryID, i.key, t.typeName
         FROM items i JOIN itemTypes t USING (itemTypeID) JOIN libraries l USING (libraryID)
         WHERE t.typeName NOT IN ('attachment', 'note', 'annotation') AND l.type <> 'feed'
           AND i.itemID NOT IN (SELECT itemID FROM deletedItems)
         ORDER BY l.type <> 'user', i.libraryID, i.itemID",
        |row| {
            let (key, kind) = (text(row, 2)?, text(row, 3)?);
            items.push(Item { id: row.get(0)?, library: row.get(1)?, key, kind, ..Item::default() });
            Ok(())
        },
    )?;
    let at: HashMap<i64, usize> = items.iter().enumerate().map(|(at, item)| (item.id, at)).collect();
    each(
        database,
        "SELECT d.itemID, COALESCE(base.fieldName, f.fieldName), v.value
         FROM itemData d JOIN items i USING (itemID) JOIN fields f USING (fieldID) JOIN itemDataValues v USING (valueID)
         LEFT JOIN baseFieldMappings m ON m.itemTypeID = i.itemTypeID AND m.fieldID = d.fieldID
         LEFT JOIN fields base ON base.fieldID = m.baseFieldID
         ORDER BY d.itemID, d.fieldID",
        |row| {
            if let Some(&at) = at.get(&row.get(0)?) {
                items[at].fields.push((text(row, 1)?, text(row, 2)?.trim().to_owned()));
            }
            Ok(())
        },
    )?;
    creators::read(database, |item, creator| {
        if let Some(&at) = at.get(&item) {
            items[at].creators.push(creator);
        }
    })?;
    let tags = "SELECT itemID, name FROM itemTags JOIN tags USING (tagID) ORDER BY itemID, name";
    each(database, tags, |row| {
        if let Some(&at) = at.get(&row.get(0)?) {
            items[at].tags.push(text(row, 1)?);
        }
        Ok(())
    })?;
    Ok(items)
}

impl Item {
    /// What stands in the field of this name.
    pub(crate) fn field(&self, name: &str) -> Option<&str> {
        let value = self.fields.iter().find(|(known, _)| known == name)?.1.as_str();
        Some(value).filter(|value| !value.is_empty())
    }

    /// When it appeared.
    pub(crate) fn date(&self) -> Option<RefDate> {
        self.field("date").and_then(date)
    }

    /// The item as a reference with the citekey `key`, out of the database at `file`.
    pub(crate) fn reference(&self, key: &str, file: &Path) -> Reference {
        let kind = KINDS.iter().find(|(zotero, _)| *zotero == self.kind).map_or("misc", |(_, kind)| kind);
        let container = CONTAINERS.iter().find_map(|name| self.field(name));
        Reference {
            key: key.to_owned(),
            file: file.to_owned(),
            span: Span::new(0, 0),
            key_span: Span::new(0, 0),
            kind: kind.to_owned(),
            title: self.field("title").unwrap_or_default().to_owned(),
            authors: creators::makers(&self.creators),
            date: self.date(),
            container: container.map(str::to_owned),
            pages: self.field("pages").map(str::to_owned),
            fields: self.others(kind),
            files: Vec::new(),
        }
    }

    fn others(&self, kind: &str) -> Vec<(String, String)> {
        let mut others: Vec<(String, String)> = Vec::new();
        let mut add = |name: &str, value: &str| {
            if !value.is_empty() {
                others.push((name.to_owned(), value.to_owned()));
            }
        };
        for (name, value) in self.fields.iter().filter(|(name, _)| !LEFT_OUT.contains(&name.as_str())) {
            let known = FIELDS.iter().find(|(zotero, _)| zotero == name).map(|(_, tex)| (*tex).to_owned());
            let value = match name.as_str() {
                "extra" => &without_keys(value),
                "accessDate" => value.get(..10).unwrap_or(value),
                _ => value,
            };
            // Who publishes a report or a thesis is its institution.
            let publishes = name == "publisher" && ["report", "thesis"].contains(&kind);
            let known = if publishes { Some("institution".to_owned()) } else { known };
            add(&known.unwrap_or_else(|| name.to_lowercase()), value);
        }
        // Styles print where a part appeared under the name that BibLaTeX has for it.
        let container = self.field("publicationTitle").unwrap_or_default();
        let appeared_in = match kind {
            "article" => "journaltitle",
            "online" => "organization",
            _ => "booktitle",
        };
        add(appeared_in, container);
        for (role, names) in creators::others(&self.creators) {
            add(role, &names.join(" and "));
        }
        add("keywords", &self.tags.join(", "));
        others
    }
}

/// Zotero keeps a date as "2025-06-10 June 10, 2025": as far as it is known, then as it was typed.
fn date(value: &str) -> Option<RefDate> {
    let mut parts = value.split_whitespace().next()?.split('-');
    let mut number = |length| parts.next().filter(|part| part.len() == length)?.parse().ok();
    let year: i32 = number(4).filter(|&year| year > 0)?;
    let month: Option<i32> = number(2).filter(|month| (1..=12).contains(month));
    let day = month.and_then(|_| number(2)).filter(|day| (1..=31).contains(day));
    let small = |part: i32| u8::try_from(part).ok();
    Some(RefDate { year, month: month.and_then(small), day: day.and_then(small) })
}

/// `Extra` without the lines that give the item its citekey.
fn without_keys(extra: &str) -> String {
    let lines = extra.lines().filter(|line| crate::citekeys::in_extra(line).is_none());
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_as_far_as_they_are() {
        let date = |value| date(value).map(|d| (d.year, d.month, d.day));
        assert_eq!(date("2025-06-10 June 10, 2025"), Some((2025, Some(6), Some(10))));
        assert_eq!(date("2025-06-00 06/2025"), Some((2025, Some(6), None)));
        assert_eq!(date("2019-00-00 2019"), Some((2019, None, None)));
        for unknown in ["", "0000-00-00 in press", "in press", "二〇二五"] {
            assert_eq!(date(unknown), None, "{unknown}");
        }
    }
}
