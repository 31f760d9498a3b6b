//! What was extracted, kept per user by content, so that one file in five projects is read once.

use std::{
    collections::HashMap,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};

use crate::{ContentHash, EXTRACTOR_VERSION, Error, Extracted, Extractor, kinds};

/// Extracted sources on disk, and the extractor that adds to them. Any number of processes may share it.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
    extractor: Extractor,
    /// What could not be kept on disk, as long as the process lives.
    unkept: Arc<Mutex<HashMap<ContentHash, Extracted>>>,
}

/// What a file's bytes gave, or why they gave nothing.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Outcome {
    Extracted(Box<Extracted>),
    Failed(Error),
}

/// An entry on disk. The same bytes under another kind of name are read in another way.
#[derive(Serialize, Deserialize)]
struct Entry {
    kind: String,
    outcome: Outcome,
}

impl Store {
    /// A store under `cache`, the user's cache folder for ibid.
    pub fn new(cache: &Path, extractor: Extractor) -> Store {
        let folder = cache.join("extracted").join(EXTRACTOR_VERSION.to_string());
        Store { folder, extractor, unkept: Arc::default() }
    }

    /// The text of the file at `path` and the name of its content: kept, or extracted now and kept.
    /// Failures that lie in the bytes themselves are kept too.
    pub fn read(&self, path: &Path) -> Result<(ContentHash, Extracted), Error> {
        let kind = kinds::kind(path).ok_or_else(|| Error::UnknownKind { file: path.to_path_buf() })?;
        let bytes = std::fs::read(path).map_err(|e| Error::file(path, &e))?;
        let hash = ContentHash::of(&bytes);
        let kept = self.load(&hash).filter(|entry| entry.kind == kind);
        let outcome = match kept {
            Some(entry) => entry.outcome,
            None => self.extract(path, kind, &hash)?,
        };
        match outcome {
            Outcome::Extracted(extracted) => Ok((hash, *extracted)),
            Outcome::Failed(error) => Err(error.about(path)),
        }
    }

    /// What was extracted from content `hash`, if it is kept.
    pub fn get(&self, hash: &ContentHash) -> Option<Extracted> {
        match self.load(hash).map(|entry| entry.outcome) {
            Some(Outcome::Extracted(extracted)) => Some(*extracted),
            Some(Outcome::Failed(_)) => None,
            None => self.unkept().get(hash).cloned(),
        }
    }

    /// What adds to the store.
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }

    fn unkept(&self) -> MutexGuard<'_, HashMap<ContentHash, Extracted>> {
        self.unkept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether anything is kept of content `hash`.
    pub fn has(&self, hash: &ContentHash) -> bool {
        self.file(hash).is_some_and(|file| file.is_file()) || self.unkept().contains_key(hash)
    }

    fn extract(&self, path: &Path, kind: &str, hash: &ContentHash) -> Result<Outcome, Error> {
        let outcome = match self.extractor.extract(path) {
            Ok(extracted) => Outcome::Extracted(Box::new(extracted)),
            Err(error) if error.lasts() => Outcome::Failed(error),
            Err(error) => return Err(error),
        };
        let entry = Entry { kind: kind.to_string(), outcome };
        // A cache that cannot be written costs time and memory, not the answer.
        if let (Err(_), Outcome::Extracted(extracted)) = (self.save(hash, &entry), &entry.outcome) {
            self.unkept().insert(hash.clone(), Extracted::clone(extracted));
        }
        Ok(entry.outcome)
    }

    fn load(&self, hash: &ContentHash) -> Option<Entry> {
        let bytes = std::fs::read(self.file(hash)?).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    fn save(&self, hash: &ContentHash, entry: &Entry) -> std::io::Result<()> {
        let file = self.file(hash).ok_or(std::io::ErrorKind::InvalidInput)?;
        let folder = file.parent().ok_or(std::io::ErrorKind::InvalidInput)?;
        std::fs::create_dir_all(folder)?;
        let mut whole = tempfile::NamedTempFile::new_in(folder)?;
        whole.write_all(&serde_json::to_vec(entry)?)?;
        whole.persist(file)?;
        Ok(())
    }

    /// Where the entry of `hash` stands; `None` for what is no hash.
    fn file(&self, hash: &ContentHash) -> Option<PathBuf> {
        let name = &hash.0;
        let start = name.get(..2).filter(|_| name.bytes().all(|b| b.is_ascii_hexdigit()))?;
        Some(self.folder.join(start).join(format!("{name}.json")))
    }
}
