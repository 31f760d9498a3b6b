//! What a judge answered, kept in the user's cache by all that it was asked, so that no question is asked twice. Answers are
//! kept, not verdicts: what is believed of one is worked out each time.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use blake3::Hash;
use dashmap::DashMap;
use ibid_check::Answer;

/// Answers kept in each of the 256 folders; the oldest go first.
const KEPT: usize = 100;

/// How long a question without an answer is not looked for on disk again, where another process may have put one.
const LOOK: Duration = Duration::from_secs(10);

/// The answers kept.
pub(super) struct Answers {
    folder: PathBuf,
    known: DashMap<Hash, Answer>,
    /// Questions without an answer, and when that was seen.
    open: DashMap<Hash, Instant>,
}

impl Answers {
    /// Those kept below `cache`.
    pub(super) fn new(cache: &Path) -> Answers {
        Answers { folder: cache.join("judged"), known: DashMap::new(), open: DashMap::new() }
    }

    /// The answer to the question of this key.
    pub(super) fn get(&self, key: &Hash) -> Option<Answer> {
        if let Some(answer) = self.known.get(key) {
            return Some(answer.clone());
        }
        if self.open.get(key).is_some_and(|seen| seen.elapsed() < LOOK) {
            return None;
        }
        let answer: Option<Answer> =
            std::fs::read(self.file(key)).ok().and_then(|kept| serde_json::from_slice(&kept).ok());
        match &answer {
            Some(answer) => self.keep(*key, answer.clone()),
            None => {
                self.open.insert(*key, Instant::now());
            }
        }
        answer
    }

    /// Keeps an answer. A cache that cannot be written keeps it as long as this process lives.
    pub(super) fn put(&self, key: Hash, answer: Answer) {
        if let Err(fault) = self.save(&key, &answer) {
            tracing::debug!("an answer of the judge was not kept on disk: {fault}");
        }
        self.keep(key, answer);
    }

    fn keep(&self, key: Hash, answer: Answer) {
        self.known.insert(key, answer);
        self.open.remove(&key);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_question_is_not_looked_for_again_at_once_but_its_answer_is_known_at_once() {
        let cache = tempfile::tempdir().unwrap();
        let (answers, others) = (Answers::new(cache.path()), Answers::new(cache.path()));
        let key = blake3::hash(b"Did it fall?");
        let answer = || serde_json::from_str::<Answer>(r#"{ "verdict": "supported" }"#).unwrap();
        assert!(answers.get(&key).is_none());
        others.put(key, answer());
        assert!(answers.get(&key).is_none());
        answers.put(key, answer());
        assert!(answers.get(&key).is_some());
        assert!(Answers::new(cache.path()).get(&key).is_some());
    }
}
