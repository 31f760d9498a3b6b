//! A Zotero data folder, made by the schema that Zotero publishes (`resource/schema/userdata.sql`, version 129): Zotero
//! itself runs in no test. The tables that are read have all their columns here, and those alone.
#![allow(dead_code, reason = "each of the tests that share it needs some of it")]
#![allow(clippy::unwrap_used, reason = "a test's helper may fail loudly")]

pub(crate) mod api;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

const TABLES: &str = "
CREATE TABLE version (schema TEXT PRIMARY KEY, version INT NOT NULL);
CREATE TABLE libraries (libraryID INTEGER PRIMARY KEY, type TEXT NOT NULL, editable INT NOT NULL, filesEditable INT NOT NULL,
  version INT NOT NULL DEFAULT 0, clientVersion INT NOT NULL DEFAULT 0, storageVersion INT NOT NULL DEFAULT 0,
  lastSync INT NOT NULL DEFAULT 0, archived INT NOT NULL DEFAULT 0, isAdmin INT NOT NULL DEFAULT 0);
CREATE TABLE groups (groupID INTEGER PRIMARY KEY, libraryID INT NOT NULL UNIQUE, name TEXT NOT NULL, description TEXT NOT NULL,
  version INT NOT NULL);
CREATE TABLE itemTypes (itemTypeID INTEGER PRIMARY KEY, typeName TEXT, templateItemTypeID INT, display INT DEFAULT 1);
CREATE TABLE fields (fieldID INTEGER PRIMARY KEY, fieldName TEXT, fieldFormatID INT);
CREATE TABLE baseFieldMappings (itemTypeID INT, baseFieldID INT, fieldID INT, PRIMARY KEY (itemTypeID, baseFieldID, fieldID));
CREATE TABLE creatorTypes (creatorTypeID INTEGER PRIMARY KEY, creatorType TEXT);
CREATE TABLE itemTypeCreatorTypes (itemTypeID INT, creatorTypeID INT, primaryField INT, PRIMARY KEY (itemTypeID, creatorTypeID));
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT NOT NULL, dateAdded TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  dateModified TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, clientDateModified TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
  libraryID INT NOT NULL, key TEXT NOT NULL, version INT NOT NULL DEFAULT 0, clientVersion INT NOT NULL DEFAULT 0,
  synced INT NOT NULL DEFAULT 0, UNIQUE (libraryID, key));
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value UNIQUE, valueNormalized TEXT);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID, PRIMARY KEY (itemID, fieldID));
CREATE TABLE itemNotes (itemID INTEGER PRIMARY KEY, parentItemID INT, note TEXT, title TEXT);
CREATE TABLE itemAttachments (itemID INTEGER PRIMARY KEY, parentItemID INT, linkMode INT, contentType TEXT, charsetID INT, path TEXT,
  syncState INT DEFAULT 0, storageModTime INT, storageHash TEXT, lastProcessedModificationTime INT, lastRead INT);
CREATE TABLE itemAnnotations (itemID INTEGER PRIMARY KEY, parentItemID INT NOT NULL, type INTEGER NOT NULL, authorName TEXT, text TEXT,
  textNormalized TEXT, comment TEXT, commentNormalized TEXT, color TEXT, pageLabel TEXT, sortIndex TEXT NOT NULL,
  position TEXT NOT NULL, isExternal INT NOT NULL);
CREATE TABLE tags (tagID INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, nameNormalized TEXT);
CREATE TABLE itemTags (itemID INT NOT NULL, tagID INT NOT NULL, type INT NOT NULL, PRIMARY KEY (itemID, tagID));
CREATE TABLE creators (creatorID INTEGER PRIMARY KEY, firstName TEXT, lastName TEXT, fieldMode INT, firstNameNormalized TEXT,
  lastNameNormalized TEXT, UNIQUE (lastName, firstName, fieldMode));
CREATE TABLE itemCreators (itemID INT NOT NULL, creatorID INT NOT NULL, creatorTypeID INT NOT NULL DEFAULT 1,
  orderIndex INT NOT NULL DEFAULT 0, PRIMARY KEY (itemID, creatorID, creatorTypeID, orderIndex), UNIQUE (itemID, orderIndex));
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT NOT NULL, parentCollectionID INT DEFAULT NULL,
  clientDateModified TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, libraryID INT NOT NULL, key TEXT NOT NULL,
  version INT NOT NULL DEFAULT 0, clientVersion INT NOT NULL DEFAULT 0, synced INT NOT NULL DEFAULT 0, UNIQUE (libraryID, key));
CREATE TABLE collectionItems (collectionID INT NOT NULL, itemID INT NOT NULL, orderIndex INT NOT NULL DEFAULT 0,
  PRIMARY KEY (collectionID, itemID));
CREATE TABLE deletedCollections (collectionID INTEGER PRIMARY KEY, dateDeleted DEFAULT CURRENT_TIMESTAMP NOT NULL);
CREATE TABLE deletedItems (itemID INTEGER PRIMARY KEY, dateDeleted DEFAULT CURRENT_TIMESTAMP NOT NULL);
INSERT INTO version VALUES ('userdata', 129);
INSERT INTO libraries (libraryID, type, editable, filesEditable) VALUES (1, 'user', 1, 1);
";

/// Types, with the word for their first creator; and fields that are another one for items of a type.
const TYPES: [(&str, &str); 10] = [
    ("journalArticle", "author"),
    ("book", "author"),
    ("bookSection", "author"),
    ("report", "author"),
    ("webpage", "author"),
    ("film", "director"),
    ("thesis", "author"),
    ("attachment", ""),
    ("note", ""),
    ("annotation", ""),
];
const MAPPED: [(&str, &str, &str); 5] = [
    ("bookSection", "bookTitle", "publicationTitle"),
    ("webpage", "websiteTitle", "publicationTitle"),
    ("report", "institution", "publisher"),
    ("thesis", "university", "publisher"),
    ("film", "distributor", "publisher"),
];

/// A Zotero data folder under construction. Its database stays open and is written ahead, as in a running Zotero.
pub(crate) struct Zotero {
    folder: PathBuf,
    database: Connection,
}

impl Zotero {
    /// An empty library in the folder at `folder`, which is made.
    pub(crate) fn new(folder: &Path) -> Zotero {
        std::fs::create_dir_all(folder.join("storage")).unwrap();
        let database = Connection::open(folder.join("zotero.sqlite")).unwrap();
        // As Zotero has it: nobody else gets in, and what is written stays beside the database for long.
        database
            .execute_batch(
                "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=1000;",
            )
            .unwrap();
        database.execute_batch(TABLES).unwrap();
        let zotero = Zotero { folder: folder.to_owned(), database };
        for (kind, creator) in TYPES {
            let kind = zotero.number("itemTypes", "typeName", kind);
            if !creator.is_empty() {
                let part = zotero.number("creatorTypes", "creatorType", creator);
                zotero.execute("INSERT INTO itemTypeCreatorTypes VALUES (?, ?, 1)", params![kind, part]);
            }
        }
        for (kind, field, base) in MAPPED {
            let (kind, field) =
                (zotero.number("itemTypes", "typeName", kind), zotero.number("fields", "fieldName", field));
            let base = zotero.number("fields", "fieldName", base);
            zotero.execute("INSERT INTO baseFieldMappings VALUES (?, ?, ?)", params![kind, base, field]);
        }
        zotero
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Goes on without a log that is written ahead, as Zotero did for long: what a change takes the place of is kept in a
    /// journal until the change is whole.
    pub(crate) fn keep_a_journal(&self) {
        self.database.execute_batch("PRAGMA journal_mode=DELETE; PRAGMA cache_size=1;").unwrap();
    }

    /// Does what follows in one change.
    pub(crate) fn at_once(&self, work: impl FnOnce(&Zotero)) {
        self.database.execute_batch("BEGIN").unwrap();
        work(self);
        self.database.execute_batch("COMMIT").unwrap();
    }

    /// Runs `sql`.
    pub(crate) fn execute(&self, sql: &str, values: impl rusqlite::Params) {
        self.database.execute(sql, values).unwrap();
    }

    /// The number of the row of `table` whose `column` is `value`, which is made where there is none.
    fn number(&self, table: &str, column: &str, value: &str) -> i64 {
        let known = format!("SELECT rowid FROM {table} WHERE {column} = ?");
        self.database.query_row(&known, [value], |row| row.get(0)).unwrap_or_else(|_| {
            self.execute(&format!("INSERT INTO {table} ({column}) VALUES (?)"), [value]);
            self.database.last_insert_rowid()
        })
    }

    fn row(&self, kind: &str, library: i64, key: &str) -> i64 {
        let kind = self.number("itemTypes", "typeName", kind);
        self.execute(
            "INSERT INTO items (itemTypeID, libraryID, key) VALUES (?, ?, ?)",
            params![kind, library, key],
        );
        self.database.last_insert_rowid()
    }

    /// A group library of this number.
    pub(crate) fn group(&self, library: i64, group: i64) {
        self.execute(
            "INSERT INTO libraries (libraryID, type, editable, filesEditable) VALUES (?, 'group', 1, 1)",
            [library],
        );
        self.execute("INSERT INTO groups VALUES (?, ?, 'A group', '', 1)", [group, library]);
    }

    /// An item of the user's own library.
    pub(crate) fn item(&self, kind: &str, key: &str, fields: &[(&str, &str)]) -> i64 {
        self.item_in(1, kind, key, fields)
    }

    /// An item of the library of this number.
    pub(crate) fn item_in(&self, library: i64, kind: &str, key: &str, fields: &[(&str, &str)]) -> i64 {
        let item = self.row(kind, library, key);
        for (name, value) in fields {
            self.field(item, name, value);
        }
        item
    }

    /// Sets a field of an item.
    pub(crate) fn field(&self, item: i64, name: &str, value: &str) {
        let (field, value) =
            (self.number("fields", "fieldName", name), self.number("itemDataValues", "value", value));
        self.execute("INSERT OR REPLACE INTO itemData VALUES (?, ?, ?)", params![item, field, value]);
    }

    /// Adds a creator: their part, family name and given name.
    pub(crate) fn creator(&self, item: i64, part: &str, family: &str, given: &str) {
        let part = self.number("creatorTypes", "creatorType", part);
        let sql = "INSERT INTO creators (firstName, lastName, fieldMode) VALUES (?, ?, ?)
             ON CONFLICT DO UPDATE SET fieldMode = excluded.fieldMode RETURNING creatorID";
        let values = params![given, family, i64::from(given.is_empty())];
        let creator: i64 = self.database.query_row(sql, values, |row| row.get(0)).unwrap();
        let sql = "INSERT INTO itemCreators SELECT ?1, ?2, ?3, COUNT(*) FROM itemCreators WHERE itemID = ?1";
        self.execute(sql, params![item, creator, part]);
    }

    /// Adds a tag.
    pub(crate) fn tag(&self, item: i64, name: &str) {
        let tag = self.number("tags", "name", name);
        self.execute("INSERT INTO itemTags VALUES (?, ?, 0)", [item, tag]);
    }

    /// Puts an item into a collection, which stands in another one if there is any.
    pub(crate) fn collect(&self, item: i64, name: &str, around: Option<i64>) -> i64 {
        let sql = "INSERT INTO collections (collectionName, parentCollectionID, libraryID, key) VALUES (?1, ?2, 1, ?1)";
        self.execute(sql, params![name, around]);
        let collection = self.database.last_insert_rowid();
        self.execute("INSERT INTO collectionItems (collectionID, itemID) VALUES (?, ?)", [collection, item]);
        collection
    }

    /// Attaches a file that Zotero stores, with this content.
    pub(crate) fn stored(&self, item: i64, key: &str, name: &str, content_type: &str, content: &[u8]) -> i64 {
        let folder = self.folder.join("storage").join(key);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(name), content).unwrap();
        self.attach(item, key, 1, content_type, &format!("storage:{name}"))
    }

    /// Attaches a file as the database keeps it.
    pub(crate) fn attach(&self, item: i64, key: &str, mode: i64, content_type: &str, path: &str) -> i64 {
        let library: i64 = self
            .database
            .query_row("SELECT libraryID FROM items WHERE itemID = ?", [item], |row| row.get(0))
            .unwrap();
        let attachment = self.row("attachment", library, key);
        let sql = "INSERT INTO itemAttachments (itemID, parentItemID, linkMode, contentType, path) VALUES (?, ?, ?, ?, ?)";
        self.execute(sql, params![attachment, item, mode, content_type, path]);
        attachment
    }

    /// Marks words on a page (counted from 1, and as printed) of an attachment.
    pub(crate) fn mark(
        &self,
        attachment: i64,
        key: &str,
        words: &str,
        comment: &str,
        page: (u32, &str),
    ) -> i64 {
        let mark = self.row("annotation", 1, key);
        let position = format!("{{\"pageIndex\":{},\"rects\":[[1,2,3,4]]}}", page.0 - 1);
        let sql = "INSERT INTO itemAnnotations (itemID, parentItemID, type, text, comment, color, pageLabel, sortIndex, position, isExternal)
             VALUES (?, ?, 1, ?, ?, '#ffd400', ?, ?, ?, 0)";
        let order = format!("{:05}|000000|00000", page.0);
        self.execute(sql, params![mark, attachment, words, comment, page.1, order, position]);
        mark
    }

    /// Adds a note to an item.
    pub(crate) fn note(&self, item: i64, key: &str, html: &str) -> i64 {
        let note = self.row("note", 1, key);
        self.execute("INSERT INTO itemNotes VALUES (?, ?, ?, '')", params![note, item, html]);
        note
    }

    /// Puts an item into the trash.
    pub(crate) fn trash(&self, item: i64) {
        self.execute("INSERT INTO deletedItems (itemID) VALUES (?)", [item]);
    }

    /// Keeps citekeys as Better BibTeX did until 2025: by library and item key.
    pub(crate) fn better_bibtex(&self, keys: &[(i64, &str, &str)]) {
        let database = Connection::open(self.folder.join("better-bibtex.sqlite")).unwrap();
        let table = "CREATE TABLE citationkey (itemID INTEGER NOT NULL PRIMARY KEY, itemKey NOT NULL, libraryID NOT NULL,
             citationKey NOT NULL, pinned NOT NULL)";
        database.execute_batch(table).unwrap();
        for (number, (library, item, key)) in keys.iter().enumerate() {
            let values = params![number as i64, item, library, key];
            database.execute("INSERT INTO citationkey VALUES (?, ?, ?, ?, 0)", values).unwrap();
        }
    }
}
