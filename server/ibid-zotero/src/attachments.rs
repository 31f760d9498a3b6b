//! The files of items: those that Zotero stores, and those it links to.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ibid_references::CollectedFile;
use rusqlite::Connection;

use crate::Folder;
use crate::rows::{each, text};

/// A file of an item.
#[derive(Clone, Debug)]
pub(crate) struct Attachment {
    pub(crate) id: i64,
    pub(crate) file: CollectedFile,
}

/// The attachments that are files, by the item they belong to, without those in the trash: PDFs first, then the oldest.
pub(crate) fn read(
    database: &Connection,
    folder: &Folder,
) -> rusqlite::Result<HashMap<i64, Vec<Attachment>>> {
    let mut attachments: HashMap<i64, Vec<Attachment>> = HashMap::new();
    let sql = "SELECT a.itemID, a.parentItemID, a.path, i.key, g.groupID
         FROM itemAttachments a JOIN items i USING (itemID) LEFT JOIN groups g USING (libraryID)
         WHERE a.parentItemID IS NOT NULL AND a.path IS NOT NULL
           AND a.itemID NOT IN (SELECT itemID FROM deletedItems)
         ORDER BY a.contentType <> 'application/pdf', a.itemID";
    each(database, sql, |row| {
        let attached = attachment(row.get(0)?, &text(row, 2)?, &text(row, 3)?, row.get(4)?, folder);
        attachments.entry(row.get(1)?).or_default().extend(attached);
        Ok(())
    })?;
    Ok(attachments)
}

/// The attachment of this number and key, in a group's library or the user's own, whose path is kept as `stored`.
pub(crate) fn attachment(
    id: i64,
    stored: &str,
    key: &str,
    group: Option<i64>,
    folder: &Folder,
) -> Option<Attachment> {
    let path = path(stored, key, folder).filter(|_| is_key(key))?;
    Some(Attachment { id, file: CollectedFile { path, address: address(key, group) } })
}

/// Whether `key` can be one of Zotero's, which become part of addresses.
pub(crate) fn is_key(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Where the file of the attachment `key` is, which Zotero keeps as `stored`: "storage:a.pdf" in a folder of its own,
/// "attachments:b/a.pdf" below the folder of linked files, else absolute.
fn path(stored: &str, key: &str, folder: &Folder) -> Option<PathBuf> {
    if let Some(name) = stored.strip_prefix("storage:") {
        // A name that leads elsewhere is none.
        let is_name = |name: &str| Path::new(name).file_name().is_some_and(|only| only == name);
        return is_name(name).then(|| folder.storage().join(key).join(name));
    }
    if let Some(below) = stored.strip_prefix("attachments:") {
        return Some(folder.linked.as_ref()?.join(below));
    }
    Some(PathBuf::from(stored)).filter(|path| path.is_absolute())
}

/// The address that opens an attachment in Zotero's reader.
fn address(key: &str, group: Option<i64>) -> String {
    let library = group.map_or_else(|| "library".to_owned(), |group| format!("groups/{group}"));
    format!("zotero://open-pdf/{library}/items/{key}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(stored: &str, linked: Option<&str>, expected: Option<&str>) {
        let folder = Folder { data: PathBuf::from("/z"), linked: linked.map(PathBuf::from), address: None };
        assert_eq!(path(stored, "ABCD2345", &folder), expected.map(PathBuf::from), "{stored}");
    }

    #[test]
    fn files_are_stored_or_linked() {
        check("storage:任 2025.pdf", None, Some("/z/storage/ABCD2345/任 2025.pdf"));
        check("attachments:chips/ren.pdf", Some("/papers"), Some("/papers/chips/ren.pdf"));
        check("attachments:chips/ren.pdf", None, None);
        check("/home/ann/ren.pdf", None, Some("/home/ann/ren.pdf"));
    }

    #[test]
    fn a_stored_name_leads_nowhere_else() {
        for stored in
            ["storage:../../secret.md", "storage:/etc/hosts.txt", "storage:..", "storage:", "ren.pdf"]
        {
            check(stored, None, None);
        }
    }
}
