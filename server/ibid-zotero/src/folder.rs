//! Where Zotero keeps its things.

use std::path::PathBuf;

/// Zotero's folders.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Folder {
    /// The data folder, with the database and `storage` in it.
    pub data: PathBuf,
    /// The folder below which linked files lie, if the user named one.
    pub linked: Option<PathBuf>,
    /// Where Zotero is asked in place of its database: "http://localhost:23119".
    pub address: Option<String>,
}

impl Folder {
    /// The folder of the files that Zotero keeps itself.
    pub fn storage(&self) -> PathBuf {
        self.data.join("storage")
    }
}
