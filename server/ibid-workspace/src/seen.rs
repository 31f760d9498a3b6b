//! Which state of which file was read, so that what did not change is not read again: not by this process,
//! and not by the next one.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use ibid_sources::ContentHash;
use serde::{Deserialize, Serialize};

/// A file that was changed this recently may change again within one tick of the clock.
const RACY: Duration = Duration::from_secs(2);

/// A file's length, time of change and what the system tells besides: while they stay, its content is taken to stay.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Stat {
    len: u64,
    changed: SystemTime,
    /// Changes with every writing of the file, also where its time of change was set back, as by who copies or syncs it.
    #[serde(default)]
    written: Option<(i64, i64, u64)>,
}

impl Stat {
    /// That of the file at `path`; `None` where there is none.
    pub(crate) fn of(path: &Path) -> Option<Stat> {
        let file = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
        Some(Stat { len: file.len(), changed: file.modified().ok()?, written: written(&file) })
    }

    /// Whether the file was changed so recently that it may change again without its stat telling.
    pub(crate) fn is_fresh(&self) -> bool {
        self.is_racy(SystemTime::now())
    }

    /// Whether the file might have changed after it was read without its stat telling.
    fn is_racy(&self, read_at: SystemTime) -> bool {
        read_at.duration_since(self.changed).map_or(true, |age| age < RACY)
    }
}

#[cfg(unix)]
#[allow(clippy::unnecessary_wraps, reason = "other systems tell nothing")]
fn written(file: &std::fs::Metadata) -> Option<(i64, i64, u64)> {
    use std::os::unix::fs::MetadataExt as _;
    Some((file.ctime(), file.ctime_nsec(), file.ino()))
}

#[cfg(not(unix))]
fn written(_: &std::fs::Metadata) -> Option<(i64, i64, u64)> {
    None
}

/// The content of files by path and stat, kept on disk beside the index.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Seen {
    files: HashMap<PathBuf, (Stat, ContentHash)>,
    /// The folders at which a drive was mounted.
    #[serde(default)]
    mounts: BTreeSet<PathBuf>,
    /// Whether it is another than what is kept on disk.
    #[serde(skip)]
    changed: bool,
}

impl Seen {
    /// What was kept at `file`; nothing where that cannot be read.
    pub(crate) fn load(file: &Path) -> Seen {
        let kept = std::fs::read(file).ok();
        kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
    }

    /// Keeps it at `file`, where it changed. Losing it costs time, nothing else.
    pub(crate) fn save(&mut self, file: &Path) {
        if !std::mem::take(&mut self.changed) {
            return;
        }
        let Ok(bytes) = serde_json::to_vec(self) else { return };
        let whole = file.with_extension(format!("{}.part", std::process::id()));
        if std::fs::write(&whole, bytes).and_then(|()| std::fs::rename(&whole, file)).is_err() {
            let _ = std::fs::remove_file(&whole);
            tracing::debug!("cannot keep {}", file.display());
        }
    }

    /// The content of `path`, if it has not changed since it was read.
    pub(crate) fn get(&self, path: &Path, stat: Stat) -> Option<&ContentHash> {
        self.files.get(path).filter(|(seen, _)| *seen == stat).map(|(_, hash)| hash)
    }

    /// Remembers the content of `path`, whose stat was `stat` before it was read.
    pub(crate) fn put(&mut self, path: &Path, stat: Stat, hash: ContentHash) {
        self.changed = true;
        if stat.is_racy(SystemTime::now()) {
            self.files.remove(path);
        } else {
            self.files.insert(path.to_owned(), (stat, hash));
        }
    }

    /// Forgets all files but those of which `is_kept` is true.
    pub(crate) fn keep_only(&mut self, is_kept: impl Fn(&Path) -> bool) {
        let before = self.files.len();
        self.files.retain(|path, _| is_kept(path));
        self.changed |= self.files.len() < before;
    }

    /// The folders at which a drive was mounted.
    pub(crate) fn mounts(&self) -> &BTreeSet<PathBuf> {
        &self.mounts
    }

    /// Remembers `mounts` for the folders at which one is.
    pub(crate) fn set_mounts(&mut self, mounts: BTreeSet<PathBuf>) {
        self.changed |= self.mounts != mounts;
        self.mounts = mounts;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stat(len: u64, seconds_ago: u64) -> Stat {
        Stat { len, changed: SystemTime::now() - Duration::from_secs(seconds_ago), written: None }
    }

    /// As by a clock that was set, or by who copies a file with its times.
    #[cfg(unix)]
    #[test]
    fn other_content_of_the_same_length_and_time_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let write = |text: &str, time: SystemTime| {
            std::fs::write(&path, text).unwrap();
            std::fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
            Stat::of(&path).unwrap()
        };
        for time in [SystemTime::UNIX_EPOCH, SystemTime::now() + Duration::from_secs(1_000_000)] {
            let before = write("one", time);
            assert_eq!(Stat::of(&path), Some(before));
            std::thread::sleep(Duration::from_millis(20));
            assert_ne!(write("two", time), before);
        }
    }

    #[test]
    fn a_file_is_known_while_its_stat_stays() {
        let folder = tempfile::tempdir().unwrap();
        let (path, file) = (Path::new("/w/a.md"), folder.path().join("seen.json"));
        let (old, hash) = (stat(3, 60), ContentHash("ab".to_owned()));
        let mut seen = Seen::default();
        seen.put(path, old, hash.clone());
        seen.save(&file);
        let seen = Seen::load(&file);
        assert_eq!(seen.get(path, old), Some(&hash));
        assert_eq!(seen.get(path, stat(4, 60)), None);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_file_changed_a_moment_ago_is_read_again() {
        let mut seen = Seen::default();
        let fresh = stat(3, 0);
        seen.put(Path::new("/w/a.md"), fresh, ContentHash("ab".to_owned()));
        assert_eq!(seen.get(Path::new("/w/a.md"), fresh), None);
    }

    #[test]
    fn a_damaged_memory_is_no_memory() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("seen.json");
        std::fs::write(&file, "{").unwrap();
        assert!(Seen::load(&file).files.is_empty());
    }
}
