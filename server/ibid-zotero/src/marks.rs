//! What the writer marked in files, and noted on items.

use std::collections::HashMap;

use ibid_references::Annotation;
use rusqlite::Connection;
use serde::Deserialize;

use crate::attachments::{Attachment, is_key};
use crate::html;
use crate::rows::{each, text};

/// An annotation of an attachment.
#[derive(Debug)]
pub(crate) struct Marked {
    key: String,
    annotation: Annotation,
}

/// Zotero's description of where a mark is; other parts of it are for drawing.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Position {
    page_index: Option<u32>,
}

/// The annotations with words, by attachment, in the order of the pages.
pub(crate) fn annotations(database: &Connection) -> rusqlite::Result<HashMap<i64, Vec<Marked>>> {
    let mut annotations: HashMap<i64, Vec<Marked>> = HashMap::new();
    let sql = "SELECT a.parentItemID, i.key, a.text, a.comment, a.color, a.pageLabel, a.position
         FROM itemAnnotations a JOIN items i USING (itemID)
         WHERE a.itemID NOT IN (SELECT itemID FROM deletedItems)
         ORDER BY a.parentItemID, a.sortIndex";
    each(database, sql, |row| {
        let (comment, position) = (text(row, 3)?, text(row, 6)?);
        let marked =
            Marked::new(text(row, 1)?, text(row, 2)?, &comment, text(row, 4)?, text(row, 5)?, &position);
        annotations.entry(row.get(0)?).or_default().extend(marked);
        Ok(())
    })?;
    Ok(annotations)
}

impl Marked {
    /// The annotation of this key; `None` where there is nothing to read in it.
    pub(crate) fn new(
        key: String,
        words: String,
        comment: &str,
        colour: String,
        page: String,
        position: &str,
    ) -> Option<Marked> {
        let some = |text: String| Some(text).filter(|text| !text.is_empty());
        let position: Option<Position> = serde_json::from_str(position).ok();
        let annotation = Annotation {
            text: words,
            comment: html::text(comment),
            page: some(page),
            page_index: position.and_then(|position| position.page_index?.checked_add(1)),
            colour: some(colour),
            address: String::new(),
        };
        let says = !annotation.text.is_empty() || !annotation.comment.is_empty();
        (says && is_key(&key)).then_some(Marked { key, annotation })
    }

    /// The annotation, which stands in `file`.
    pub(crate) fn of(&self, file: &Attachment) -> Annotation {
        let page = self.annotation.page_index.map(|page| format!("page={page}&")).unwrap_or_default();
        let address = format!("{}?{page}annotation={}", file.file.address, self.key);
        Annotation { address, ..self.annotation.clone() }
    }
}

/// The text of a note, if it has any.
pub(crate) fn note(html: &str) -> Option<String> {
    Some(html::text(html)).filter(|text| !text.is_empty())
}

/// The notes on items, by item, the oldest first.
pub(crate) fn notes(database: &Connection) -> rusqlite::Result<HashMap<i64, Vec<String>>> {
    let mut notes: HashMap<i64, Vec<String>> = HashMap::new();
    let sql = "SELECT parentItemID, note FROM itemNotes
         WHERE parentItemID IS NOT NULL AND itemID NOT IN (SELECT itemID FROM deletedItems)
         ORDER BY itemID";
    each(database, sql, |row| {
        notes.entry(row.get(0)?).or_default().extend(note(&text(row, 1)?));
        Ok(())
    })?;
    Ok(notes)
}
