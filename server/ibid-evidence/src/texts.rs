//! The texts of sources, kept in memory while they are in use.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ibid_sources::{ContentHash, Extracted};
use lru::LruCache;

use crate::source_text::SourceText;

/// Bytes of sources' texts that are kept in memory; what is made of them for checking takes several times as much.
const KEPT: usize = 8_000_000;

/// Reads what was extracted from a file of this content; `None` where it is not there (any more).
pub type ReadText = dyn Fn(&ContentHash) -> Option<Extracted> + Send + Sync;

/// The texts of sources by path and content, the last used of them kept in memory.
pub struct Texts {
    read: Box<ReadText>,
    kept: Mutex<Kept>,
}

/// Those used last, and the bytes of all of them.
struct Kept {
    texts: LruCache<(PathBuf, ContentHash), Arc<SourceText>>,
    bytes: usize,
}

impl Kept {
    fn put(&mut self, key: (PathBuf, ContentHash), text: Arc<SourceText>) {
        self.bytes += text.text().len();
        let before = self.texts.put(key, text);
        self.bytes -= before.map_or(0, |before| before.text().len());
        while self.bytes > KEPT && self.texts.len() > 1 {
            self.bytes -= self.texts.pop_lru().map_or(0, |(_, oldest)| oldest.text().len());
        }
    }
}

impl Texts {
    /// Texts that are read by `read`.
    pub fn new(read: Box<ReadText>) -> Texts {
        let kept = Mutex::new(Kept { texts: LruCache::unbounded(), bytes: 0 });
        Texts { read, kept }
    }

    /// The text of the source at `path` with content `hash`.
    pub fn get(&self, path: &Path, hash: &ContentHash) -> Option<Arc<SourceText>> {
        let key = (path.to_owned(), hash.clone());
        // The lock is not held while the text is read: a reader of another source does not wait for it.
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).texts.get(&key).cloned();
        if kept.is_some() {
            return kept;
        }
        let text = Arc::new(SourceText::new(path.to_owned(), hash.clone(), (self.read)(hash)?));
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).put(key, Arc::clone(&text));
        Some(text)
    }
}
