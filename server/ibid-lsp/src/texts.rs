//! The texts of files, to find places in them: from the editor where they are open, else from the disk.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use ibid_workspace::{OpenDrafts, read_text};
use ropey::Rope;

/// Files' texts, each fetched once.
pub(crate) struct Texts<'a> {
    open: &'a OpenDrafts,
    fetched: HashMap<PathBuf, Rope>,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(open: &'a OpenDrafts) -> Texts<'a> {
        Texts { open, fetched: HashMap::new() }
    }

    /// The text of the file at `path`; empty where it cannot be read.
    pub(crate) fn get(&mut self, path: &Path) -> &Rope {
        let open = self.open;
        self.fetched.entry(path.to_owned()).or_insert_with(|| match open.get(path) {
            Some(open) => open.text().clone(),
            None => Rope::from_str(&read_text(path).unwrap_or_default()),
        })
    }
}
