//! Tells when files change: by the system's notices, or where it gives none by looking every few seconds.

mod looking;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use notify::{RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::drives::tells_of_changes;
use looking::Looking;

/// Changes are gathered until there was none for so long.
const GATHER: Duration = Duration::from_millis(300);
/// Changes that do not end are told at least this often.
const GATHER_AT_MOST: Duration = Duration::from_secs(2);

/// Folders that are watched.
pub(crate) type Folders = BTreeMap<PathBuf, Watched>;

/// How a folder is watched, and which one it is: one that was deleted and made again is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Watched {
    deep: bool,
    made: Option<SystemTime>,
}

impl Watched {
    /// The folder at `path` as it is now, with all below it where `deep`.
    pub(crate) fn new(path: &Path, deep: bool) -> Watched {
        let made = std::fs::metadata(path).and_then(|folder| folder.created());
        Watched { deep, made: made.ok() }
    }
}

/// What is told of changed paths.
pub(crate) type OnChange = Arc<dyn Fn(&[PathBuf]) + Send + Sync>;

/// Watches folders until it is dropped.
pub(crate) struct Watcher {
    folders: Arc<Mutex<Folders>>,
    notices: Sender<Notice>,
    /// Whether the system gives notice of changes in a folder.
    tells: fn(&Path) -> bool,
    running: Option<Running>,
}

type Notice = notify::Result<notify::Event>;

/// Watches while it is there.
struct Running {
    _by_notice: Option<RecommendedWatcher>,
    _by_looking: Option<Looking>,
}

impl Watcher {
    /// A watcher that watches nothing yet.
    pub(crate) fn new(on_change: OnChange) -> Watcher {
        let folders: Arc<Mutex<Folders>> = Arc::default();
        let (notices, received) = mpsc::channel();
        let all = Arc::clone(&folders);
        std::thread::spawn(move || tell(&received, &on_change, &all));
        Watcher { folders, notices, tells: tells_of_changes, running: None }
    }

    /// Watches `folders`, and only these. What cannot be watched is left alone. Whether these are others than before, so
    /// that something may have changed in one before it was watched. No notice is lost: the new ones are watched before
    /// the old are left, and what is still being gathered is told.
    pub(crate) fn follow(&mut self, folders: Folders) -> bool {
        if self.running.is_some() && folders == *known(&self.folders) {
            return false;
        }
        let before = self.running.replace(self.start(&folders));
        // What those saw may still be on its way.
        std::thread::spawn(move || {
            std::thread::sleep(GATHER);
            drop(before);
        });
        *known(&self.folders) = folders;
        true
    }

    fn start(&self, folders: &Folders) -> Running {
        let there = folders.iter().filter(|(folder, _)| folder.is_dir());
        let (telling, mut silent): (Folders, Folders) = there
            .map(|(folder, watched)| (folder.clone(), *watched))
            .partition(|(folder, _)| (self.tells)(folder));
        let by_notice = by_notice(&telling, self.notices.clone()).inspect_err(|fault| {
            tracing::debug!("no notices of changed files ({fault}); looking every {:?}", looking::LOOK);
            silent.extend(telling);
        });
        let by_looking = (!silent.is_empty()).then(|| Looking::start(silent, self.notices.clone()));
        Running { _by_notice: by_notice.ok(), _by_looking: by_looking }
    }
}

fn known(folders: &Mutex<Folders>) -> MutexGuard<'_, Folders> {
    folders.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Has the system send its notices of what changes in `folders`.
fn by_notice(folders: &Folders, send: Sender<Notice>) -> notify::Result<RecommendedWatcher> {
    let mut watcher = notify::recommended_watcher(send)?;
    for (folder, watched) in folders {
        let mode = if watched.deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
        watcher.watch(folder, mode)?;
    }
    Ok(watcher)
}

/// Hands changed paths on as long as the watcher lives. Where notices were lost, any of `all` may have changed.
fn tell(notices: &Receiver<Notice>, on_change: &OnChange, folders: &Mutex<Folders>) {
    let all = || known(folders).keys().cloned().collect();
    let mut changed = BTreeSet::new();
    let (mut first, mut last) = (Instant::now(), Instant::now());
    loop {
        let due = (last + GATHER).min(first + GATHER_AT_MOST);
        let notice = match due.checked_duration_since(Instant::now()) {
            _ if changed.is_empty() => notices.recv().map_err(|_| RecvTimeoutError::Disconnected),
            Some(left) => notices.recv_timeout(left),
            None => Err(RecvTimeoutError::Timeout),
        };
        let more = match notice {
            Ok(Ok(event)) if event.need_rescan() => all(),
            // Reading a file is no change of it.
            Ok(Ok(event)) if event.kind.is_access() => BTreeSet::new(),
            Ok(Ok(event)) => event.paths.into_iter().collect(),
            Ok(Err(_)) => all(),
            Err(RecvTimeoutError::Disconnected) => return,
            Err(RecvTimeoutError::Timeout) => {
                let paths: Vec<PathBuf> = std::mem::take(&mut changed).into_iter().collect();
                on_change(&paths);
                continue;
            }
        };
        if !more.is_empty() {
            last = Instant::now();
            if changed.is_empty() {
                first = last;
            }
            changed.extend(more);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::looking::LOOK;
    use super::*;

    /// A watcher of `folder`, and what it tells.
    fn watching(folder: &Path, tells: fn(&Path) -> bool) -> (Watcher, mpsc::Receiver<Vec<PathBuf>>) {
        let (send, changes) = mpsc::channel();
        let mut watcher = Watcher::new(Arc::new(move |paths: &[PathBuf]| {
            let _ = send.send(paths.to_vec());
        }));
        watcher.tells = tells;
        let folders = || Folders::from([(folder.to_owned(), Watched::new(folder, true))]);
        assert!(watcher.follow(folders()) && !watcher.follow(folders()));
        (watcher, changes)
    }

    #[test]
    fn a_change_is_told_and_a_reading_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        std::fs::write(&file, "one").unwrap();
        let (_watcher, changes) = watching(folder.path(), |_| true);
        std::fs::read(&file).unwrap();
        assert!(changes.recv_timeout(2 * GATHER).is_err());
        std::fs::write(&file, "two").unwrap();
        assert!(changes.recv_timeout(2 * LOOK).unwrap().contains(&file));
    }

    #[test]
    fn what_is_gathered_while_other_folders_are_followed_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let (mut watcher, changes) = watching(folder.path(), |_| true);
        std::fs::write(folder.path().join("a.md"), "one").unwrap();
        let gathered = watcher.follow(Folders::new());
        let told = changes.recv_timeout(2 * LOOK).unwrap();
        assert!(gathered && told.contains(&folder.path().join("a.md")), "{told:?}");
        std::thread::sleep(2 * GATHER);
        std::fs::write(folder.path().join("b.md"), "two").unwrap();
        assert!(changes.recv_timeout(2 * GATHER).is_err(), "it is followed no more");
    }

    #[test]
    fn a_folder_whose_system_tells_nothing_is_looked_through() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        std::fs::write(&file, "one").unwrap();
        let (_watcher, changes) = watching(folder.path(), |_| false);
        std::fs::write(&file, "two").unwrap();
        assert!(changes.recv_timeout(LOOK / 2).is_err(), "no notice was asked for");
        assert!(changes.recv_timeout(3 * LOOK).unwrap().contains(&file));
    }

    #[test]
    fn changes_that_do_not_end_are_told_meanwhile() {
        let folder = tempfile::tempdir().unwrap();
        let (_watcher, changes) = watching(folder.path(), |_| true);
        let begun = Instant::now();
        while changes.recv_timeout(GATHER / 4).is_err() {
            assert!(begun.elapsed() < 10 * GATHER_AT_MOST, "nothing was told");
            std::fs::write(folder.path().join("a.md"), "again").unwrap();
        }
    }
}
