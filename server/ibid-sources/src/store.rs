//! What was extracted, kept per user by content, so that one file in five projects is read once.

use std::{
    collections::HashMap,
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};

use crate::{ContentHash, EXTRACTOR_VERSION, Error, Extracted, Extractor, fulltext, kinds};

/// Extracted sources on disk, and the extractor that adds to them. Any number of processes may share it.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
    extractor: Extractor,
    /// What could not be kept on disk, as long as the process lives.
    unkept: Arc<Mutex<HashMap<ContentHash, Extracted>>>,
}

/// How often a file is read that changes meanwhile.
const TRIES: usize = 3;

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
    /// The text that stood beside the file when it was read.
    #[serde(default)]
    beside: Option<ContentHash>,
}

impl Entry {
    /// Whether the file at `path` had no text, and another may give it one now.
    fn may_do_better(&self, path: &Path) -> bool {
        let has_none = matches!(self.outcome, Outcome::Failed(Error::NoText { .. }));
        has_none && fulltext::hash_beside(path).is_some_and(|now| self.beside.as_ref() != Some(&now))
    }
}

fn hash_of(path: &Path) -> Result<ContentHash, Error> {
    std::fs::read(path).map(|bytes| ContentHash::of(&bytes)).map_err(|e| Error::file(path, &e))
}

impl Store {
    /// A store under `cache`, the user's cache folder for ibid.
    pub fn new(cache: &Path, extractor: Extractor) -> Store {
        let folder = cache.join("extracted").join(EXTRACTOR_VERSION.to_string());
        Store { folder, extractor, unkept: Arc::default() }
    }

    /// The text of the file at `path` and the name of its content: kept, or extracted now and kept.
    /// Failures that lie in the bytes themselves are kept too. Of several processes, one extracts.
    pub fn read(&self, path: &Path) -> Result<(ContentHash, Extracted), Error> {
        let kind = kinds::kind(path).ok_or_else(|| Error::UnknownKind { file: path.to_path_buf() })?;
        for _ in 0..TRIES {
            let hash = hash_of(path)?;
            let outcome = match self.kept(&hash, path, kind) {
                Some(outcome) => outcome,
                None => match self.extract(path, kind, &hash)? {
                    Some(outcome) => outcome,
                    None => continue,
                },
            };
            return match outcome {
                Outcome::Extracted(extracted) => Ok((hash, *extracted)),
                Outcome::Failed(error) => Err(error.about(path)),
            };
        }
        let changing =
            std::io::Error::other("it changes while it is read; it is read once it stays as it is");
        Err(Error::file(path, &changing))
    }

    /// What is kept of content `hash`, read as a `kind` of file.
    fn kept(&self, hash: &ContentHash, path: &Path, kind: &str) -> Option<Outcome> {
        let entry = self.load(hash)?;
        (entry.kind == kind && !entry.may_do_better(path)).then_some(entry.outcome)
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

    /// What the file at `path` gives now; `None` where its content is not `hash` any more.
    fn extract(&self, path: &Path, kind: &str, hash: &ContentHash) -> Result<Option<Outcome>, Error> {
        let _turn = self.turn(hash);
        // Another process may have had its turn before.
        if let Some(outcome) = self.kept(hash, path, kind) {
            return Ok(Some(outcome));
        }
        // Looked at first: what comes while the file is read is met the next time.
        let beside = fulltext::hash_beside(path);
        let outcome = match self.extractor.extract(path) {
            Ok(extracted) => Outcome::Extracted(Box::new(extracted)),
            Err(error) if error.lasts() => Outcome::Failed(error),
            Err(error) => return Err(error),
        };
        // What was read of a file that is being written, or synced, must not go by the name of other content.
        if hash_of(path)? != *hash {
            return Ok(None);
        }
        let entry = Entry { kind: kind.to_string(), outcome, beside };
        // A cache that cannot be written costs time and memory, not the answer.
        if let (Err(_), Outcome::Extracted(extracted)) = (self.save(hash, &entry), &entry.outcome) {
            self.unkept().insert(hash.clone(), Extracted::clone(extracted));
        }
        Ok(Some(entry.outcome))
    }

    /// The turn to extract `hash`, which the system gives back when its holder dies. Few contents share one, so that many
    /// can be extracted at once. Where there can be none, work is done twice at worst.
    fn turn(&self, hash: &ContentHash) -> Option<File> {
        let folder = self.file(hash)?.parent()?.to_owned();
        std::fs::create_dir_all(&folder).ok()?;
        let turn = File::options().create(true).truncate(false).write(true).open(folder.join("turn")).ok()?;
        turn.lock().ok()?;
        Some(turn)
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
