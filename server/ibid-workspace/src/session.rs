//! The state of a running server: open drafts, their libraries, what the client said. Changes go in here and
//! nowhere else; background work gets a [`Snapshot`].

mod homes;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, Instant};

use dashmap::DashMap;
use ibid_draft::Draft;
use ibid_references::may_be_bibliography;
use ibid_text::Encoding;

use crate::checks::Checks;
use crate::cited::CitedKeys;
use crate::drafts::{Change, OpenDraft, OpenDrafts};
use crate::environment::Environment;
use crate::events::{Event, JudgingId, LibraryId, Listener};
use crate::ghosts::Ghosts;
use crate::judging::Judging;
use crate::known::Known;
use crate::libraries::Libraries;
use crate::library::{Library, Surroundings};
use crate::links::Pointed;
use crate::model::Model;
use crate::reach::{Head, Reach};
use crate::roles::{Role, role};
use crate::settings::{Settings, User};
use crate::signoffs::SignOffs;
use crate::snapshot::Snapshot;
use crate::zotero::{add_zotero, begins_to_cite};
use crate::{roots, styles, typing};
use homes::{Home, Homes};

/// The state of a running server.
pub struct Session {
    pub(crate) user: User,
    drafts: Arc<OpenDrafts>,
    client: RwLock<ClientSide>,
    homes: Arc<Homes>,
    libraries: Libraries,
    pub(crate) listener: Listener,
    pub(crate) checks: Checks,
    pub(crate) cited: CitedKeys,
    pub(crate) ghosts: Ghosts,
    pub(crate) judging: Judging,
    /// Where in each draft the writer looked last, in bytes.
    places: DashMap<PathBuf, usize>,
    pub(crate) model: Model,
    pub(crate) sign_offs: SignOffs,
    /// Notices given, so that each is given once.
    told: Mutex<HashSet<String>>,
}

/// What the client said of itself.
#[derive(Clone, Debug, Default)]
pub struct ClientSide {
    /// Its workspace folders.
    pub roots: Vec<PathBuf>,
    /// Its options, each over the one before: those of the handshake, those it tells later.
    pub options: Vec<serde_json::Value>,
}

impl Session {
    /// A session without drafts; `listener` is told what happens in the background.
    pub fn new(environment: Environment, listener: Listener) -> Session {
        let (drafts, homes): (Arc<OpenDrafts>, Arc<Homes>) = Default::default();
        let user = environment.user.clone();
        let model = Model::new(&environment, Arc::clone(&listener));
        let judging = Judging::new(environment.cache());
        let sign_offs = SignOffs::new(&environment);
        let moving = Arc::downgrade(&homes);
        let around = Surroundings {
            environment,
            drafts: Arc::clone(&drafts),
            listener: Arc::clone(&listener),
            moved: Arc::new(move || {
                if let Some(homes) = moving.upgrade() {
                    homes.clear();
                }
            }),
        };
        Session {
            user,
            drafts,
            client: RwLock::default(),
            homes,
            libraries: Libraries::new(around),
            listener,
            checks: Checks::default(),
            cited: CitedKeys::default(),
            ghosts: Ghosts::default(),
            judging,
            places: DashMap::new(),
            model,
            sign_offs,
            told: Mutex::default(),
        }
    }

    /// Takes what the client says of itself.
    pub fn set_client(&self, client: ClientSide) {
        *self.client.write().unwrap_or_else(PoisonError::into_inner) = client;
        self.homes.clear();
    }

    /// What the client said of itself.
    pub fn client(&self) -> ClientSide {
        self.client.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Opens the file at `path`.
    pub fn open(&self, path: &Path, version: i32, text: &str) {
        self.drafts.open(path, version, text);
        self.homes.remove(path);
        self.bibliography_changed(path);
    }

    /// Applies `changes` to the open file at `path`, in order.
    pub fn change(&self, path: &Path, version: i32, changes: &[Change], encoding: Encoding) {
        let before = self.drafts.get(path);
        self.drafts.change(path, version, changes, encoding);
        let after = self.drafts.get(path);
        if let Some(open) = &after {
            self.ghosts.changed(path, open);
            self.places.remove(path);
        }
        let head = |open: &Option<Arc<OpenDraft>>| open.as_ref().map(|open| open.draft.front_matter_text());
        // Of a draft with references of its own, few changes are of these.
        if may_be_bibliography(path) || self.has_references(path) && head(&before) != head(&after) {
            self.bibliography_changed(path);
        }
    }

    /// Closes the file at `path`; the disk's text counts again.
    pub fn close(&self, path: &Path) {
        self.drafts.close(path);
        self.homes.remove(path);
        self.checks.forget(path);
        self.ghosts.closed(path);
        self.judging.closed(path);
        self.places.remove(path);
        self.bibliography_changed(path);
    }

    /// The open files.
    pub fn drafts(&self) -> &OpenDrafts {
        &self.drafts
    }

    /// The open file at `path` with all that belongs to it now. Looks at the disk where that is not known yet,
    /// so not for the read loop.
    pub fn snapshot(&self, path: &Path) -> Option<Snapshot> {
        let open = self.drafts.get(path)?;
        let home = self.home(path, &open);
        let known = home.library.as_ref().and_then(|library| library.known());
        let named = known.as_ref().map(|known| Arc::clone(&known.named)).unwrap_or_default();
        let role = match role(path, &home.sources, &named) {
            // Only what it holds says that it is a bibliography, and that was looked at.
            Role::Other if home.bibliographies.iter().any(|known| known == path) => Role::Bibliography,
            role => role,
        };
        if !home.missing.is_empty() && typing::is_at_rest(&open, Instant::now()) {
            // What the draft itself names is told there.
            for missing in home.missing.iter().filter(|missing| !missing.in_draft) {
                self.tell(format!("{}: {}", path.display(), missing.why));
            }
        }
        let draft = match &known {
            Some(known) => open.draft.knowing(known.shelf.names()),
            None => open.draft.clone(),
        };
        let lacks_bibliographies =
            home.lacks_bibliographies || known.as_ref().is_some_and(|known| known.lacks_references);
        Some(Snapshot {
            path: path.to_owned(),
            open,
            draft,
            root: home.root,
            settings: home.settings,
            style: home.style,
            role,
            known,
            missing: home.missing,
            lacks_bibliographies,
            has_only_the_users: home.has_only_the_users,
        })
    }

    /// Tells the draft's library which files it links to and which items of Zotero it cites, which makes them evidence.
    pub fn follow_links(&self, snapshot: &Snapshot) {
        let Some(library) = self.homes.get(&snapshot.path).and_then(|home| home.library) else {
            return;
        };
        let references = snapshot.known.as_ref().map(|known| known.shelf.references().as_ref());
        library.point(&snapshot.path, Pointed::new(&snapshot.draft, &snapshot.path, references));
    }

    /// Stops reading the library of this name until something changes.
    pub fn cancel(&self, library: LibraryId) {
        for found in self.libraries.all().iter().filter(|found| found.id() == library) {
            found.cancel();
        }
    }

    /// Ends the judge's pass of this name.
    pub fn cancel_judging(&self, pass: JudgingId) {
        self.judging.cancel(pass);
    }

    /// The writer looks at byte `offset` of the draft at `path`.
    pub fn looked_at(&self, path: &Path, offset: usize) {
        self.places.insert(path.to_owned(), offset);
    }

    /// Where the writer looked last in the draft at `path`, since its last change.
    pub(crate) fn place_of(&self, path: &Path) -> Option<usize> {
        self.places.get(path).map(|at| *at)
    }

    pub(crate) fn announce(&self, event: Event) {
        (self.listener)(event);
    }

    /// Wakes the libraries that `path` is a bibliography of.
    fn bibliography_changed(&self, path: &Path) {
        for library in self.libraries.all() {
            library.bibliography_changed(path);
        }
    }

    /// Whether the draft at `path` has references of its own, as far as that is known.
    fn has_references(&self, path: &Path) -> bool {
        self.homes.get(path).is_some_and(|home| home.named.references)
    }

    /// The settings that hold for the draft at `path`, where they are known without looking at the disk.
    pub(crate) fn settings_of(&self, path: &Path) -> Option<Arc<Settings>> {
        self.homes.get(path).map(|home| home.settings)
    }

    /// The library of the draft at `path`, where that is known without looking at the disk.
    pub(crate) fn library_of(&self, path: &Path) -> Option<Arc<Library>> {
        self.homes.get(path)?.library
    }

    fn home(&self, path: &Path, open: &OpenDraft) -> Home {
        let named = Head::from(open.draft.front_matter());
        // A draft without a library gets Zotero's once it begins to cite.
        let holds = |home: &Home| {
            let may_get_one = home.library.is_none() && home.settings.zotero.is_some();
            home.named == named && !(may_get_one && begins_to_cite(&open.draft))
        };
        if let Some(home) = self.homes.get(path).filter(holds) {
            return home;
        }
        self.homes.keep(path, || self.find_home(path, named, &open.draft))
    }

    fn find_home(&self, path: &Path, named: Head, draft: &Draft) -> Home {
        let client = self.client();
        let root = roots::find(path, &client.roots);
        let (settings, notices) = Settings::load(&root.path, &self.user, &client.options);
        for notice in notices {
            let place =
                notice.file.map_or_else(|| "the editor's settings".to_owned(), |f| f.display().to_string());
            self.tell(format!("{place}: {}", notice.message));
        }
        let settings = Arc::new(settings);
        let mut reach = Reach::find(path, &root, &settings, &named);
        add_zotero(&mut reach, &root, &settings, || begins_to_cite(draft));
        // A name that is being typed is no library of its own.
        let lacks_bibliographies = reach.lacks_bibliographies();
        let missing = Arc::new(std::mem::take(&mut reach.missing));
        let sources = Arc::new(reach.sources.iter().cloned().chain(settings.zotero_storage()).collect());
        let bibliographies = Arc::new(reach.bibliographies.clone());
        let has_only_the_users = reach.is_only_the_users;
        let library = (!reach.is_empty()).then(|| self.libraries.get(reach, &settings));
        let style = named.csl.as_deref().map(|csl| styles::find(csl, path, &root.path, &settings));
        Home {
            named,
            root: root.path,
            sources,
            bibliographies,
            has_only_the_users,
            settings,
            style: style.and_then(Result::ok).flatten().unwrap_or_default(),
            missing,
            lacks_bibliographies,
            library,
        }
    }

    /// Waits until something is known of the library of the open file at `path`, for `most` of the time.
    pub async fn opened(&self, path: &Path, most: Duration) {
        if let Some(library) = self.library_of(path) {
            library.opened(most).await;
        }
    }

    /// Whether an open file has `feature` switched on.
    pub fn wants(&self, feature: &str) -> bool {
        let homes = self.drafts.paths().into_iter().filter_map(|path| self.homes.get(&path));
        homes.into_iter().any(|home| home.settings.feature(feature))
    }

    /// What is known of the libraries of the open files that have `feature` switched on.
    pub(crate) fn libraries_with(&self, feature: &str) -> Vec<Known> {
        let homes = self.drafts.paths().into_iter().filter_map(|path| self.homes.get(&path));
        let wanted = homes.filter(|home| home.settings.feature(feature)).filter_map(|home| home.library);
        let mut libraries: Vec<Arc<Library>> = wanted.collect();
        libraries.sort_by_key(|library| library.id());
        libraries.dedup_by_key(|library| library.id());
        libraries.iter().filter_map(|library| library.known()).collect()
    }

    pub(crate) fn tell(&self, notice: String) {
        if self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(notice.clone()) {
            (self.listener)(Event::Notice(notice));
        }
    }
}

#[cfg(test)]
mod tests;
