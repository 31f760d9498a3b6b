//! The user's Zotero library: where it is, and how much of it is read unasked. Only the user's own file says so.

use std::path::Path;

use ibid_zotero::Folder;
use serde::Deserialize;
use serde_json::Value;

use super::absolute;

/// The Zotero library at the writer's side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zotero {
    /// Its folders.
    pub folder: Folder,
    /// Of which items the files are read though no draft cites them.
    pub index: Index,
}

/// Items whose files are read though no draft cites them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Index {
    /// None: only those of items that a draft cites.
    #[default]
    Cited,
    /// All.
    All,
    /// Those in collections of these names, and in collections below them.
    Collections(Vec<String>),
}

/// What the setting `zotero` says; what it does not say is as found.
#[derive(Debug, Default)]
pub(super) enum Wish {
    /// No Zotero.
    Off,
    /// With these in place of what was found.
    #[default]
    Found,
    /// A table, or the data folder alone.
    Named(Table),
}

/// The setting as a table.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    folder: Option<String>,
    linked: Option<String>,
    address: Option<String>,
    index: Option<IndexValue>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum IndexValue {
    Whole(bool),
    Collections(Vec<String>),
}

/// Reads the setting `zotero`.
pub(super) fn wish(value: Value) -> Result<Wish, String> {
    match value {
        Value::Bool(false) => return Ok(Wish::Off),
        Value::Bool(true) => return Ok(Wish::Found),
        Value::String(address) if address.contains("://") => {
            return named(Table { address: Some(address), ..Table::default() });
        }
        Value::String(folder) => return named(Table { folder: Some(folder), ..Table::default() }),
        _ => {}
    }
    let table = serde_json::from_value(value).map_err(|_| {
        "`zotero` wants false, Zotero's data folder, or a table with `folder`, `linked` (the folder of linked files), \
         `address` (of a Zotero that runs) and `index` (true, or a list of collections)"
    })?;
    named(table)
}

fn named(table: Table) -> Result<Wish, String> {
    match &table.address {
        Some(address) if !address.starts_with("http://") => Err(format!(
            "`zotero` names the address {address}; Zotero answers at one such as http://localhost:23119"
        )),
        _ => Ok(Wish::Named(table)),
    }
}

impl Zotero {
    /// The library that `wish`, written below `base`, comes to where `found` was found.
    pub(super) fn resolve(wish: Wish, base: &Path, found: Option<Folder>) -> Option<Zotero> {
        let table = match wish {
            Wish::Off => return None,
            Wish::Found => Table::default(),
            Wish::Named(table) => table,
        };
        let mut folder = match (&table.folder, found) {
            (Some(named), found) => Folder {
                data: absolute(base, named),
                linked: found.and_then(|found| found.linked),
                address: None,
            },
            (None, Some(found)) => found,
            // Whoever asks a Zotero elsewhere may have its files in the usual place, or not at all.
            (None, None) => {
                table.address.as_ref()?;
                Folder { data: absolute(base, "~/Zotero"), linked: None, address: None }
            }
        };
        folder.address = table.address;
        if let Some(linked) = &table.linked {
            folder.linked = Some(absolute(base, linked));
        }
        let index = match table.index {
            None | Some(IndexValue::Whole(false)) => Index::Cited,
            Some(IndexValue::Whole(true)) => Index::All,
            Some(IndexValue::Collections(names)) => Index::Collections(names),
        };
        Some(Zotero { folder, index })
    }
}

impl Index {
    /// Whether the files of an item in these `collections` are read.
    pub(crate) fn has(&self, collections: &[String]) -> bool {
        match self {
            Index::Cited => false,
            Index::All => true,
            Index::Collections(names) => collections.iter().any(|collection| {
                let parts: Vec<&str> = collection.split('/').collect();
                names.iter().any(|name| collection == name || parts.contains(&name.as_str()))
            }),
        }
    }
}
