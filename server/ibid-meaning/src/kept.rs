//! Vectors on disk, a file for each source and model, so that no text is read by a model twice. Any number of processes share
//! them; a file is written whole or not at all.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use ibid_sources::{ContentHash, EXTRACTOR_VERSION};

use crate::Vectors;

/// Part of the folder's name: raise it when the same model gives other vectors, or they are written otherwise.
const VERSION: u32 = 1;

/// The vectors that one model has made.
#[derive(Clone, Debug)]
pub struct Kept {
    folder: PathBuf,
}

impl Kept {
    /// Those of the model called `model` (see [`crate::Model::id`]), below the user's `cache`.
    pub fn new(cache: &Path, model: &str) -> Kept {
        Kept { folder: cache.join("meaning").join(format!("{VERSION}-{EXTRACTOR_VERSION}-{model}")) }
    }

    /// The vectors of the source with content `hash`; `None` where there are none, or they cannot be read.
    pub fn get(&self, hash: &ContentHash) -> Option<Vectors> {
        Vectors::from_bytes(&std::fs::read(self.file(hash)?).ok()?)
    }

    /// Keeps `vectors` as those of the source with content `hash`.
    pub fn put(&self, hash: &ContentHash, vectors: &Vectors) -> std::io::Result<()> {
        let file = self.file(hash).ok_or(std::io::ErrorKind::InvalidInput)?;
        let folder = file.parent().ok_or(std::io::ErrorKind::InvalidInput)?;
        std::fs::create_dir_all(folder)?;
        let mut whole = tempfile::NamedTempFile::new_in(folder)?;
        whole.write_all(&vectors.to_bytes())?;
        whole.persist(file)?;
        Ok(())
    }

    /// Where the vectors of `hash` stand; `None` for what is no hash.
    fn file(&self, hash: &ContentHash) -> Option<PathBuf> {
        let name = &hash.0;
        let start = name.get(..2).filter(|_| name.bytes().all(|b| b.is_ascii_hexdigit()))?;
        Some(self.folder.join(start).join(name))
    }
}

#[cfg(test)]
mod tests {
    use ibid_text::Span;

    use super::*;

    #[test]
    fn what_was_kept_is_there_for_that_model_and_content_alone() {
        let cache = tempfile::tempdir().unwrap();
        let kept = Kept::new(cache.path(), "model");
        let hash = ContentHash::of(b"text");
        let mut vectors = Vectors::default();
        vectors.push(Span::new(0, 4), &[0.1, 0.9]);
        assert_eq!(kept.get(&hash), None);
        kept.put(&hash, &vectors).unwrap();
        assert_eq!(kept.get(&hash), Some(vectors.clone()));
        assert_eq!(Kept::new(cache.path(), "other").get(&hash), None);
        assert_eq!(kept.get(&ContentHash::of(b"other")), None);
        assert!(kept.put(&ContentHash("../../etc".to_owned()), &vectors).is_err());
    }

    #[test]
    fn a_damaged_file_counts_as_none() {
        let cache = tempfile::tempdir().unwrap();
        let kept = Kept::new(cache.path(), "model");
        let hash = ContentHash::of(b"text");
        kept.put(&hash, &Vectors::default()).unwrap();
        std::fs::write(kept.file(&hash).unwrap(), b"half").unwrap();
        assert_eq!(kept.get(&hash), None);
    }
}
