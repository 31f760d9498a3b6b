//! Looks for changed files every few seconds, where the system gives no notice of them: at all that a file's stat tells,
//! since whoever syncs files may give them an old time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use ignore::WalkBuilder;
use notify::{Event, EventKind};

use super::Folders;
use crate::seen::Stat;
use crate::walk::MOST_DEPTH;

/// How long is waited between two looks.
pub(super) const LOOK: Duration = Duration::from_secs(5);
/// How many times as long as a look took.
const REST: u32 = 10;

/// Looks until it is dropped.
pub(super) struct Looking {
    _until: Sender<()>,
}

impl Looking {
    /// Looks through `folders` now, and from then on sends what has changed.
    pub(super) fn start(folders: Folders, changes: Sender<notify::Result<Event>>) -> Looking {
        let (until, dropped) = mpsc::channel();
        let (mut before, mut took) = timed(&folders);
        std::thread::spawn(move || {
            while dropped.recv_timeout(LOOK.max(took * REST)) == Err(RecvTimeoutError::Timeout) {
                let now;
                (now, took) = timed(&folders);
                let event = changed(&before, &now)
                    .fold(Event::new(EventKind::Any), |event, path| event.add_path(path.clone()));
                before = now;
                if !event.paths.is_empty() && changes.send(Ok(event)).is_err() {
                    return;
                }
            }
        });
        Looking { _until: until }
    }
}

type Files = BTreeMap<PathBuf, Stat>;

fn timed(folders: &Folders) -> (Files, Duration) {
    let begun = Instant::now();
    let files = folders.iter().flat_map(|(folder, watched)| files(folder, watched.deep)).collect();
    (files, begun.elapsed())
}

/// The files in `folder`, or, where it is looked at `deep`, all below it that are not hidden.
fn files(folder: &Path, deep: bool) -> impl Iterator<Item = (PathBuf, Stat)> {
    let entries = WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(deep)
        .follow_links(true)
        .max_depth(Some(if deep { MOST_DEPTH } else { 1 }))
        .build();
    entries
        .flatten()
        .filter_map(|entry| Some((Stat::of(entry.path())?, entry.into_path())))
        .map(|(stat, path)| (path, stat))
}

/// What came, went or is another.
fn changed<'f>(before: &'f Files, now: &'f Files) -> impl Iterator<Item = &'f PathBuf> {
    let other = now.iter().filter(|(path, stat)| before.get(*path) != Some(stat)).map(|(path, _)| path);
    other.chain(before.keys().filter(|path| !now.contains_key(*path)))
}
