//! Bibliographies as they were read: for the other libraries of this process, and, large ones, for the next process, which
//! takes up in milliseconds what takes a second to read.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use ibid_references::Catalogue;

use crate::files::write_whole_with;

/// A bibliography of fewer bytes is read as quickly as what would be kept of it.
const LEAST: usize = 1 << 18;

/// A bibliography as it was read.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) text: String,
    pub(super) catalogue: Arc<Catalogue>,
}

/// What another process read of a bibliography.
pub(super) struct Kept {
    /// The text that it had.
    of: blake3::Hash,
    catalogue: Catalogue,
}

impl Kept {
    /// What was read, if it is of this very `text`.
    pub(super) fn of(self, text: &str) -> Option<Catalogue> {
        (self.of == blake3::hash(text.as_bytes())).then_some(self.catalogue)
    }
}

/// What was read of bibliographies: by this process, as long as somebody has it; by others, in a folder.
#[derive(Clone)]
pub(crate) struct Cache {
    folder: PathBuf,
    shared: Arc<Mutex<HashMap<PathBuf, Weak<Read>>>>,
}

impl Cache {
    /// The one below `cache`, the folder of everything that can be made again.
    pub(crate) fn new(cache: &Path) -> Cache {
        Cache { folder: cache.join("references"), shared: Arc::default() }
    }

    /// What another library of this process has of the bibliography at `path`, if it had this very `text`.
    pub(super) fn shared(&self, path: &Path, text: &str) -> Option<Arc<Read>> {
        let shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        shared.get(path)?.upgrade().filter(|read| read.text == text)
    }

    /// Lets others have what was read of the bibliography at `path`.
    pub(super) fn share(&self, path: &Path, read: Read) -> Arc<Read> {
        let read = Arc::new(read);
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        shared.retain(|_, read| read.strong_count() > 0);
        shared.insert(path.to_owned(), Arc::downgrade(&read));
        read
    }

    /// What was read of the bibliography at `path`, whatever text it had.
    pub(super) fn kept(&self, path: &Path) -> Option<Kept> {
        let mut file = File::open(self.file(path)).ok()?;
        let all = usize::try_from(file.metadata().ok()?.len()).ok()?;
        let (mut of, mut length) = ([0; blake3::OUT_LEN], [0; size_of::<u64>()]);
        file.read_exact(&mut of).ok()?;
        file.read_exact(&mut length).ok()?;
        let length = usize::try_from(u64::from_le_bytes(length)).ok()?;
        let rest = all.checked_sub(of.len() + size_of::<u64>())?.checked_sub(length)?;
        let (mut said, mut head) = (vec![0; length], vec![0; rest]);
        file.read_exact(&mut said).ok()?;
        file.read_exact(&mut head).ok()?;
        let catalogue = Catalogue::read(&head, said).filter(|catalogue| catalogue.path() == path)?;
        Some(Kept { of: of.into(), catalogue })
    }

    /// Keeps what was read of the bibliography at `path`, which has this `text`. Where it cannot be kept, it is read
    /// again the next time.
    pub(super) fn put(&self, path: &Path, text: &str, catalogue: &Catalogue) {
        if text.len() < LEAST {
            return;
        }
        let write = |file: &mut File| {
            file.write_all(blake3::hash(text.as_bytes()).as_bytes())?;
            file.write_all(&(catalogue.said().len() as u64).to_le_bytes())?;
            file.write_all(catalogue.said())?;
            let mut buffer = BufWriter::with_capacity(1 << 18, file);
            catalogue.write_head(&mut buffer)?;
            buffer.flush()
        };
        let file = self.file(path);
        let kept = std::fs::create_dir_all(&self.folder).and_then(|()| write_whole_with(&file, write));
        if let Err(fault) = kept {
            tracing::warn!(
                "{} cannot be written ({fault}); the bibliography is read again next time",
                file.display()
            );
        }
    }

    fn file(&self, path: &Path) -> PathBuf {
        let name: String =
            blake3::hash(path.as_os_str().as_encoded_bytes()).to_hex().chars().take(16).collect();
        self.folder.join(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A bibliography that is large enough to be kept.
    fn large() -> String {
        (0..9_000).map(|entry| format!("@book{{key{entry}, title = {{Title {entry}}}}}\n")).collect()
    }

    #[test]
    fn a_large_bibliography_is_kept_for_its_very_text() {
        let folder = tempfile::tempdir().unwrap();
        let (cache, path, text) = (Cache::new(folder.path()), Path::new("/w/library.bib"), large());
        let read = Catalogue::parse(path, &text);
        let get = |path: &Path, text: &str| cache.kept(path).and_then(|kept| kept.of(text));
        assert_eq!(get(path, &text), None);
        cache.put(path, &text, &read);
        assert_eq!(get(path, &text), Some(read));
        assert_eq!(get(path, &text.replace("Title 7}", "Title 8}")), None);
        assert_eq!(get(Path::new("/w/other.bib"), &text), None);
    }

    #[test]
    fn what_was_damaged_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let (cache, path, text) = (Cache::new(folder.path()), Path::new("/w/library.bib"), large());
        cache.put(path, &text, &Catalogue::parse(path, &text));
        let kept = std::fs::read(cache.file(path)).unwrap();
        for end in [0, 10, 40, kept.len() / 2] {
            std::fs::write(cache.file(path), &kept[..end]).unwrap();
            let read = cache.kept(path).and_then(|kept| kept.of(&text));
            assert_eq!(read, None, "cut at {end}");
        }
    }

    #[test]
    fn a_small_one_is_not_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (cache, path) = (Cache::new(folder.path()), Path::new("/w/library.bib"));
        cache.put(path, "@book{a,}", &Catalogue::parse(path, "@book{a,}"));
        assert!(!cache.folder.exists());
    }
}
