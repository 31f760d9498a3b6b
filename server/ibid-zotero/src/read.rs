//! A copy of Zotero's database to a [`Collection`].

use std::path::Path;

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::copy::DATABASE;
use crate::raw::Raw;
use crate::{Collection, Error, Folder, attachments, citekeys, collections, items, marks};

/// The schema with which Zotero began to keep annotations (version 6).
const OLDEST: u32 = 112;

/// Reads the copy of a Zotero database at `database`, whose files lie in `folder`; `keys` is a copy of Better BibTeX's
/// database, where there is one. What is in the trash is left out, and so are feeds.
pub fn read(database: &Path, keys: Option<&Path>, folder: &Folder) -> Result<Collection, Error> {
    let file = folder.data.join(DATABASE);
    let unknown = |schema, reason| Error::Unknown { file: file.clone(), schema, reason };
    let opened = open(database).and_then(|database| Ok((schema(&database)?, database)));
    let (schema, database) = opened.map_err(|fault| unknown(0, fault.to_string()))?;
    if schema < OLDEST {
        return Err(unknown(schema, "it is older than Zotero 6".to_owned()));
    }
    let raw = rows(&database, folder).map_err(|fault| unknown(schema, fault.to_string()))?;
    // A database of citekeys that cannot be read costs its keys.
    let kept = keys.and_then(|keys| citekeys::read(keys).ok()).unwrap_or_default();
    Ok(Raw { kept, schema, ..raw }.collection(&file))
}

fn rows(database: &Connection, folder: &Folder) -> rusqlite::Result<Raw> {
    Ok(Raw {
        items: items::read(database)?,
        attachments: attachments::read(database, folder)?,
        annotations: marks::annotations(database)?,
        notes: marks::notes(database)?,
        collections: collections::read(database)?,
        groups: database.query_row("SELECT COUNT(*) FROM groups", [], |row| row.get(0))?,
        ..Raw::default()
    })
}

fn open(database: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY)
}

fn schema(database: &Connection) -> rusqlite::Result<u32> {
    let sql = "SELECT version FROM version WHERE schema = 'userdata'";
    Ok(database.query_row(sql, [], |row| row.get(0)).optional()?.unwrap_or(0))
}
