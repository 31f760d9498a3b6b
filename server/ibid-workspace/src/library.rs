//! A library that is kept up to date on a thread of its own, as long as somebody holds it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

use ibid_references::{Style, prepare};
use tokio::sync::watch;

use crate::drafts::OpenDrafts;
use crate::environment::Environment;
use crate::events::{Event, LibraryId, Listener};
use crate::files::read_text;
use crate::gently;
use crate::known::Known;
use crate::links::Pointed;
use crate::loader::{Effort, Loader, Run};
use crate::quarto::is_metadata;
use crate::reach::{Reach, is_found_unnamed};
use crate::roots::SETTINGS_FILE;
use crate::settings::Settings;
use crate::signoffs::SIGNOFFS_FILE;
use crate::watch::{Folders, Watched, Watcher};

/// How often a Zotero elsewhere is asked whether it has something new.
const ASK: Duration = Duration::from_secs(2);
/// How long changes in an editor are gathered before they are read.
const GATHER: Duration = Duration::from_millis(300);

static NEXT_ID: AtomicU64 = AtomicU64::new(0);

/// A library that is kept up to date in the background.
pub struct Library {
    shared: Arc<Shared>,
    wake: mpsc::Sender<Wake>,
}

/// What a library's thread needs from outside.
#[derive(Clone)]
pub(crate) struct Surroundings {
    pub(crate) environment: Environment,
    pub(crate) drafts: Arc<OpenDrafts>,
    pub(crate) listener: Listener,
    /// Told when bibliographies or settings came or went, so that drafts may have another library.
    pub(crate) moved: Arc<dyn Fn() + Send + Sync>,
}

struct Shared {
    id: LibraryId,
    reach: Reach,
    settings: Arc<Settings>,
    known: watch::Sender<Option<Known>>,
    /// What each draft points to.
    pointed: Mutex<BTreeMap<PathBuf, Pointed>>,
    cancelled: AtomicBool,
    /// Wakes that were sent and not yet seen to.
    pending: AtomicUsize,
    stopped: AtomicBool,
}

/// When to read again.
enum Wake {
    Now,
    /// When no more changes come for a moment.
    Soon,
}

impl Library {
    /// Starts reading the library within `reach`.
    pub(crate) fn start(reach: Reach, settings: Arc<Settings>, around: Surroundings) -> Arc<Library> {
        let (wake, wakes) = mpsc::channel();
        let shared = Arc::new(Shared {
            id: LibraryId(NEXT_ID.fetch_add(1, Ordering::Relaxed)),
            reach,
            settings,
            known: watch::Sender::default(),
            pointed: Mutex::default(),
            cancelled: AtomicBool::default(),
            pending: AtomicUsize::default(),
            stopped: AtomicBool::default(),
        });
        let library = Arc::new(Library { shared: Arc::clone(&shared), wake });
        library.wake(Wake::Now);
        let waker = Arc::downgrade(&library);
        let on_change = move |around: &Surroundings, shared: &Shared, paths: &[PathBuf]| {
            if paths.iter().any(|path| shared.may_move(path)) {
                (around.moved)();
                (around.listener)(Event::Changed);
            } else if paths.iter().any(|path| shared.signed_in().starts_with(path)) {
                (around.listener)(Event::Changed);
            }
            if let Some(library) = waker.upgrade()
                && paths.iter().any(|path| shared.concerns(path))
            {
                library.wake(Wake::Now);
            }
        };
        std::thread::spawn(move || keep_up(&shared, &Arc::new(around), &wakes, on_change));
        library
    }

    /// Its name in this process.
    pub fn id(&self) -> LibraryId {
        self.shared.id
    }

    /// What is known of it now; `None` until its bibliographies are read.
    pub fn known(&self) -> Option<Known> {
        self.shared.known.borrow().clone()
    }

    /// Waits until something is known of it, for `most` of the time.
    pub(crate) async fn opened(&self, most: Duration) {
        let mut known = self.shared.known.subscribe();
        // The sender is there as long as the library.
        let _ = tokio::time::timeout(most, known.wait_for(Option::is_some)).await;
    }

    /// Stops reading until something changes.
    pub fn cancel(&self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether it is the library within `reach`, read with `settings`.
    pub(crate) fn is(&self, reach: &Reach, settings: &Settings) -> bool {
        self.shared.reach == *reach
            && self.shared.settings.folders == settings.folders
            && self.shared.settings.search_model == settings.search_model
            && self.shared.settings.zotero == settings.zotero
    }

    /// Reads its bibliographies again soon: one of them was changed in an editor.
    pub(crate) fn bibliography_changed(&self, path: &Path) {
        if self.shared.reach.bibliographies.iter().any(|b| b == path) {
            self.wake(Wake::Soon);
        }
    }

    /// Says what the draft at `draft` points to.
    pub(crate) fn point(&self, draft: &Path, now: Pointed) {
        let mut pointed = self.shared.pointed.lock().unwrap_or_else(PoisonError::into_inner);
        if pointed.get(draft).map_or(now.is_empty(), |before| *before == now) {
            return;
        }
        pointed.insert(draft.to_owned(), now);
        drop(pointed);
        self.wake(Wake::Soon);
    }

    fn wake(&self, wake: Wake) {
        self.shared.pending.fetch_add(1, Ordering::Relaxed);
        // The thread ends only with the library.
        let _ = self.wake.send(wake);
    }
}

impl Drop for Library {
    fn drop(&mut self) {
        self.shared.stopped.store(true, Ordering::Relaxed);
    }
}

impl Shared {
    /// Whether a change of `path` is a change of the library.
    fn concerns(&self, path: &Path) -> bool {
        self.reach.bibliographies.iter().any(|b| b == path)
            || self.zotero().is_some_and(|data| path.parent() == Some(data) && ibid_zotero::is_part_of_database(path))
            // The folder of sign-offs may be a new one, to be watched.
            || self.signed_in().parent() == Some(path)
            || self.reach.sources.iter().any(|folder| path.starts_with(folder))
            || self
                .known
                .borrow()
                .as_ref()
                .is_some_and(|known| known.shelf.sources().iter().any(|source| source.path == path))
    }

    /// Whether a change of `path` may give drafts another library.
    fn may_move(&self, path: &Path) -> bool {
        let name = path.file_name().unwrap_or_default();
        name == SETTINGS_FILE
            || name == "sources"
            || is_metadata(path)
            || self.reach.bibliographies.iter().any(|known| known == path)
            || is_found_unnamed(path)
    }

    /// The file of sign-offs.
    fn signed_in(&self) -> PathBuf {
        self.reach.root.join(SIGNOFFS_FILE)
    }

    fn interrupted(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
            || self.stopped.load(Ordering::Relaxed)
            || self.pending.load(Ordering::Relaxed) > 0
    }

    /// All that its drafts point to.
    fn pointed(&self) -> Pointed {
        let pointed = self.pointed.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = Pointed::default();
        for one in pointed.values() {
            all.add(one.clone());
        }
        all.tidy();
        all
    }

    /// The data folder of its Zotero library.
    fn zotero(&self) -> Option<&Path> {
        self.reach.zotero.as_ref().map(|folder| folder.data.as_path())
    }

    /// The folders in which a change may be one of the library.
    fn folders(&self) -> Folders {
        let mut folders = Folders::new();
        let mut watch = |folder: &Path, deep| {
            folders.entry(folder.to_owned()).or_insert_with(|| Watched::new(folder, deep));
        };
        self.reach.sources.iter().for_each(|folder| watch(folder, true));
        watch(&self.reach.root, false);
        self.zotero().iter().for_each(|data| watch(data, false));
        self.signed_in().parent().iter().for_each(|folder| watch(folder, false));
        let known = self.known.borrow();
        let sources = known.iter().flat_map(|known| known.shelf.sources()).map(|source| &source.path);
        let files = self.reach.bibliographies.iter().chain(sources);
        for folder in files.filter_map(|file| file.parent()) {
            // Zotero has a folder for each file; that one is new, its database tells.
            let stored = self.zotero().is_some_and(|data| folder.starts_with(data));
            if !stored && !self.reach.sources.iter().any(|deep| folder.starts_with(deep)) {
                watch(folder, false);
            }
        }
        folders
    }
}

/// Reads whenever it is woken, until the library is dropped.
fn keep_up(
    shared: &Arc<Shared>,
    around: &Arc<Surroundings>,
    wakes: &mpsc::Receiver<Wake>,
    on_change: impl Fn(&Surroundings, &Shared, &[PathBuf]) + Send + Sync + 'static,
) {
    let mut loader =
        Loader::new(shared.reach.clone(), Arc::clone(&shared.settings), around.environment.clone())
            .with_meaning(Effort::Gentle);
    let (for_watch, around_watch) = (Arc::clone(shared), Arc::clone(around));
    let mut watcher =
        Watcher::new(Arc::new(move |paths: &[PathBuf]| on_change(&around_watch, &for_watch, paths)));
    while let Some(wake) = next(shared, around, wakes) {
        gather(wake, wakes);
        shared.pending.store(0, Ordering::Relaxed);
        shared.cancelled.store(false, Ordering::Relaxed);
        // What changes after it was read must be seen, so watching comes first.
        watcher.follow(shared.folders());
        load(&mut loader, shared, around);
        while !shared.stopped.load(Ordering::Relaxed) && watcher.follow(shared.folders()) {
            load(&mut loader, shared, around);
        }
    }
}

/// Waits for the next wake, or until a Zotero that is asked has something new; `None` once the library is dropped.
fn next(shared: &Shared, around: &Surroundings, wakes: &mpsc::Receiver<Wake>) -> Option<Wake> {
    let Some(zotero) = shared.reach.zotero.as_ref().filter(|folder| folder.address.is_some()) else {
        return wakes.recv().ok();
    };
    loop {
        match wakes.recv_timeout(ASK) {
            Ok(wake) => return Some(wake),
            Err(mpsc::RecvTimeoutError::Disconnected) => return None,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                let libraries = around.environment.zotero();
                let last = libraries.last(zotero).as_ref().map(Arc::as_ptr);
                if libraries.get(zotero).collection.as_ref().map(Arc::as_ptr) != last {
                    return Some(Wake::Now);
                }
            }
        }
    }
}

/// Takes all wakes that are there; after one that can wait, until none comes for a moment.
fn gather(mut wake: Wake, wakes: &mpsc::Receiver<Wake>) {
    loop {
        let patience = match wake {
            Wake::Now => Duration::ZERO,
            Wake::Soon => GATHER,
        };
        match wakes.recv_timeout(patience) {
            Ok(next) => wake = next,
            Err(_) => return,
        }
    }
}

fn load(loader: &mut Loader, shared: &Shared, around: &Surroundings) {
    let reading = AtomicBool::new(false);
    let pointed = shared.pointed();
    loader.run(&Run {
        read: &|path| match around.drafts.get(path) {
            Some(open) => Ok(open.text().to_string()),
            None => read_text(path),
        },
        pointed: &|_| pointed.clone(),
        progress: &|progress| {
            reading.store(true, Ordering::Relaxed);
            (around.listener)(Event::Reading(shared.id, progress.clone()));
        },
        publish: &|known| {
            shared.publish(known, &around.listener);
        },
        cancelled: &|| shared.interrupted(),
    });
    if reading.into_inner() {
        (around.listener)(Event::Done(shared.id));
    }
}

impl Shared {
    fn publish(&self, known: Known, listener: &Listener) {
        let notices = Arc::clone(&known.notices);
        let before = self.known.send_replace(Some(known));
        if before.is_none() {
            // The first hover must not wait for the style to be read, nor the first completion.
            gently::begin(|| prepare(&Style::default()));
        }
        let told = before.map(|before| before.notices).unwrap_or_default();
        for notice in notices.iter().filter(|notice| !told.contains(notice)) {
            listener(Event::Notice(notice.clone()));
        }
        listener(Event::Changed);
    }
}
