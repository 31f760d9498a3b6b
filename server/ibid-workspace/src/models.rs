//! The models that find passages by meaning, each opened once in a process.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ibid_meaning::{Error, Model};

/// The models that were opened, by folder. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Models(Arc<Mutex<HashMap<PathBuf, Arc<Model>>>>);

impl Models {
    /// The model in `folder`. One that could not be opened is tried again the next time: it may have been mended.
    pub(crate) fn get(&self, folder: &Path) -> Result<Arc<Model>, Error> {
        let mut opened = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(model) = opened.get(folder) {
            return Ok(Arc::clone(model));
        }
        let model = Arc::new(Model::open(folder)?);
        opened.insert(folder.to_owned(), Arc::clone(&model));
        Ok(model)
    }
}
