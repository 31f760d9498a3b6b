//! The texts of sources, kept in memory while they are in use.

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ibid_sources::{ContentHash, Extracted};
use lru::LruCache;

use crate::source_text::SourceText;

/// How many sources' texts are kept in memory.
const KEPT: NonZeroUsize = NonZeroUsize::new(128).unwrap();

/// Reads what was extracted from a file of this content; `None` where it is not there (any more).
pub type ReadText = dyn Fn(&ContentHash) -> Option<Extracted> + Send + Sync;

/// The texts of sources by path and content, the last used of them kept in memory.
pub struct Texts {
    read: Box<ReadText>,
    kept: Mutex<LruCache<(PathBuf, ContentHash), Arc<SourceText>>>,
}

impl Texts {
    /// Texts that are read by `read`.
    pub fn new(read: Box<ReadText>) -> Texts {
        Texts { read, kept: Mutex::new(LruCache::new(KEPT)) }
    }

    /// The text of the source at `path` with content `hash`.
    pub fn get(&self, path: &Path, hash: &ContentHash) -> Option<Arc<SourceText>> {
        let key = (path.to_owned(), hash.clone());
        // The lock is not held while the text is read: a reader of another source does not wait for it.
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if kept.is_some() {
            return kept;
        }
        let text = Arc::new(SourceText::new(path.to_owned(), hash.clone(), (self.read)(hash)?));
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(key, Arc::clone(&text));
        Some(text)
    }
}
