//! Tells when files change: by the system's notices, or where it gives none by looking every few seconds.

use std::any::Any;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use notify_debouncer_full::notify::{self, Config, PollWatcher, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, NoCache, new_debouncer_opt};

/// How long changes are gathered.
const GATHER: Duration = Duration::from_millis(300);
/// How often is looked where the system gives no notice.
const LOOK: Duration = Duration::from_secs(5);

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
    on_change: OnChange,
    folders: Folders,
    running: Option<Box<dyn Any + Send>>,
}

impl Watcher {
    /// A watcher that watches nothing yet.
    pub(crate) fn new(on_change: OnChange) -> Watcher {
        Watcher { on_change, folders: Folders::new(), running: None }
    }

    /// Watches `folders`, and only these. What cannot be watched is left alone. Whether something is watched that
    /// was not before, so that it may have changed unseen.
    pub(crate) fn follow(&mut self, folders: Folders) -> bool {
        let new = folders.iter().any(|(folder, watched)| self.folders.get(folder) != Some(watched));
        if folders == self.folders && self.running.is_some() {
            return new;
        }
        let started = self.start::<RecommendedWatcher>(&folders, Config::default()).or_else(|fault| {
            tracing::debug!("no notices of changed files ({fault}); looking every {LOOK:?}");
            self.start::<PollWatcher>(&folders, Config::default().with_poll_interval(LOOK))
        });
        self.running = started.inspect_err(|fault| tracing::warn!("changed files go unseen: {fault}")).ok();
        self.folders = folders;
        new
    }

    fn start<W: notify::Watcher + Send + 'static>(
        &self,
        folders: &Folders,
        config: Config,
    ) -> notify::Result<Box<dyn Any + Send>> {
        let handler = handler(Arc::clone(&self.on_change), folders.keys().cloned().collect());
        let mut debouncer = new_debouncer_opt::<_, W, _>(GATHER, None, handler, NoCache::new(), config)?;
        for (folder, watched) in folders.iter().filter(|(folder, _)| folder.is_dir()) {
            let mode = if watched.deep { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            debouncer.watch(folder, mode)?;
        }
        Ok(Box::new(debouncer))
    }
}

/// Hands changed paths on. Where notices were lost, anything in `folders` may have changed.
fn handler(on_change: OnChange, folders: Vec<PathBuf>) -> impl Fn(DebounceEventResult) + Send + 'static {
    move |result| match result {
        Ok(events) if events.iter().all(|event| !event.need_rescan()) => {
            // Reading a file is no change of it.
            let changes = events.into_iter().filter(|event| !event.kind.is_access());
            let paths: Vec<PathBuf> = changes.flat_map(|event| event.event.paths).collect();
            if !paths.is_empty() {
                on_change(&paths);
            }
        }
        _ => on_change(&folders),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_change_is_told_and_a_reading_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        std::fs::write(&file, "one").unwrap();
        let (send, changes) = mpsc::channel();
        let mut watcher = Watcher::new(Arc::new(move |paths: &[PathBuf]| send.send(paths.to_vec()).unwrap()));
        let folders = || Folders::from([(folder.path().to_owned(), Watched::new(folder.path(), true))]);
        assert!(watcher.follow(folders()) && !watcher.follow(folders()));
        std::fs::read(&file).unwrap();
        assert!(changes.recv_timeout(2 * GATHER).is_err());
        std::fs::write(&file, "two").unwrap();
        assert!(changes.recv_timeout(2 * LOOK).unwrap().contains(&file));
    }
}
