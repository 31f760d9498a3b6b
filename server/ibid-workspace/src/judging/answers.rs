//! What a judge answered, kept in the user's cache by all that it was asked, so that no question is asked twice. Answers are
//! kept, not verdicts: what is believed of one is worked out each time.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use blake3::Hash;
use dashmap::DashMap;
use ibid_check::Answer;

/// Answers kept in each of the 256 folders; the oldest go first.
const KEPT: usize = 100;

/// The answers kept.
pub(super) struct Answers {
    folder: PathBuf,
    known: DashMap<Hash, Answer>,
}

impl Answers {
    /// Those kept below `cache`.
    pub(super) fn new(cache: &Path) -> Answers {
        Answers { folder: cache.join("judged"), known: DashMap::new() }
    }

    /// The answer to the question of this key.
    pub(super) fn get(&self, key: &Hash) -> Option<Answer> {
        if let Some(answer) = self.known.get(key) {
            return Some(answer.clone());
        }
        let answer: Answer = serde_json::from_slice(&std::fs::read(self.file(key)).ok()?).ok()?;
        self.known.insert(*key, answer.clone());
        Some(answer)
    }

    /// Keeps an answer. A cache that cannot be written keeps it as long as this process lives.
    pub(super) fn put(&self, key: Hash, answer: Answer) {
        if let Err(fault) = self.save(&key, &answer) {
            tracing::debug!("an answer of the judge was not kept on disk: {fault}");
        }
        self.known.insert(key, answer);
    }

    fn save(&self, key: &Hash, answer: &Answer) -> std::io::Result<()> {
        let file = self.file(key);
        let folder = file.parent().ok_or(std::io::ErrorKind::InvalidInput)?;
        std::fs::create_dir_all(folder)?;
        let mut whole = tempfile::NamedTempFile::new_in(folder)?;
        whole.write_all(&serde_json::to_vec(answer)?)?;
        whole.persist(&file)?;
        forget_oldest(folder)
    }

    fn file(&self, key: &Hash) -> PathBuf {
        let name = key.to_hex();
        self.folder.join(&name[..2]).join(format!("{name}.json"))
    }
}

fn forget_oldest(folder: &Path) -> std::io::Result<()> {
    let files = std::fs::read_dir(folder)?.flatten();
    let mut aged: Vec<(SystemTime, PathBuf)> =
        files.filter_map(|file| Some((file.metadata().ok()?.modified().ok()?, file.path()))).collect();
    aged.sort();
    let most = aged.len().saturating_sub(KEPT);
    aged.into_iter().take(most).try_for_each(|(_, file)| std::fs::remove_file(file))
}
