//! Ghost text of open drafts: asked for once at a place, kept while the writer types along with it, dropped when they do not.

mod coming;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use dashmap::DashMap;
use ibid_features::is_at_end;
use ibid_text::{Encoding, Language, Position, Span};
use lru::LruCache;

use crate::drafts::OpenDraft;
use crate::model;
use crate::positions;
use crate::session::Session;
use crate::snapshot::Snapshot;
use coming::{Coming, Spot};

/// Places whose text is remembered.
const REMEMBERED: NonZeroUsize = NonZeroUsize::MIN.saturating_add(63);
/// Bytes before the cursor whose language counts.
const LANGUAGE: usize = 600;
/// How long a library that is only being opened is waited for.
const LIBRARY: Duration = Duration::from_secs(5);

/// Why ghost text is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The writer asked.
    ByHand,
    /// The writer pauses.
    Unasked,
}

/// Ghost text at the cursor.
#[derive(Clone)]
pub struct Ghost {
    /// What may follow; never empty.
    pub text: String,
    /// The cursor's byte.
    pub offset: usize,
    /// The draft that it is for.
    pub open: Arc<OpenDraft>,
}

/// What comes for the open drafts, and what came.
pub(crate) struct Ghosts {
    coming: DashMap<PathBuf, Arc<Coming>>,
    known: Mutex<LruCache<Spot, String>>,
}

impl Default for Ghosts {
    fn default() -> Ghosts {
        Ghosts { coming: DashMap::new(), known: Mutex::new(LruCache::new(REMEMBERED)) }
    }
}

impl Ghosts {
    /// Drops what comes for the draft at `path` unless the change was to type along with it. Must return at once.
    pub(crate) fn changed(&self, path: &Path, open: &OpenDraft) {
        let end = open.last_change.map_or(0, |change| change.end);
        self.drop_if(path, |coming| coming.typed(open, end).is_none());
    }

    /// Drops what comes for the draft at `path`.
    pub(crate) fn closed(&self, path: &Path) {
        self.drop_if(path, |_| true);
    }

    fn drop_if(&self, path: &Path, unwanted: impl Fn(&Arc<Coming>) -> bool) {
        if let Some((_, coming)) = self.coming.remove_if(path, |_, coming| unwanted(coming)) {
            coming.stop();
        }
    }

    fn along(&self, path: &Path, open: &OpenDraft, offset: usize) -> Option<(Arc<Coming>, usize)> {
        let coming = self.coming.get(path).map(|coming| Arc::clone(&coming))?;
        let typed = coming.typed(open, offset)?;
        Some((coming, typed))
    }

    fn known(&self, spot: &Spot) -> Option<String> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(spot).cloned()
    }

    fn keep(&self, spot: Spot, text: String) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).put(spot, text);
    }
}

impl Session {
    /// The text that may follow at `position` of the open draft at `path`; `None` where it is off, nothing is to be had, or the
    /// draft has changed meanwhile. Dropping the future before it is answered ends the request to the model. Needs a runtime.
    pub async fn ghost_text(
        self: &Arc<Session>,
        path: &Path,
        position: Position,
        encoding: Encoding,
        wanted: Wanted,
    ) -> Option<Ghost> {
        let open = self.drafts().get(path)?;
        let offset = positions::offset(open.text(), position, encoding);
        let ghost =
            |text: String| (!text.is_empty()).then(|| Ghost { text, offset, open: Arc::clone(&open) });
        let along = || {
            let along = self.ghosts.along(path, &open, offset);
            along.filter(|(coming, typed)| !coming.is_used_up(*typed))
        };
        if let Some((coming, typed)) = along() {
            return ghost(self.wait_for(path, coming, typed).await);
        }
        if wanted == Wanted::Unasked && !self.paused(path, &open, offset).await? {
            return None;
        }
        let snapshot = self.opened_snapshot_of(path).await.filter(|s| Arc::ptr_eq(&s.open, &open))?;
        // Another request for the place may have paused beside this one.
        if let Some((coming, typed)) = along() {
            return ghost(self.wait_for(path, coming, typed).await);
        }
        let client = self.client_for(&snapshot)?;
        let spot = Spot::new(path, &open.draft, offset);
        self.ghosts.closed(path);
        if let Some(text) = self.ghosts.known(&spot) {
            self.ghosts.coming.insert(path.to_owned(), Arc::new(Coming::known(spot, offset, &text)));
            return ghost(text);
        }
        let coming = Arc::new(Coming::ask(self, spot, client, snapshot, offset));
        self.ghosts.coming.insert(path.to_owned(), Arc::clone(&coming));
        ghost(self.wait_for(path, coming, 0).await)
    }

    async fn wait_for(&self, path: &Path, coming: Arc<Coming>, typed: usize) -> String {
        let mut waiting = Waiting { ghosts: &self.ghosts, path, coming, answered: false };
        let text = waiting.coming.after(typed).await;
        waiting.answered = true;
        text
    }

    /// Whether the writer may ask for the text that follows at byte `offset`.
    pub fn may_go_on(&self, snapshot: &Snapshot, offset: usize) -> bool {
        snapshot.open.draft.is_prose(offset) && self.client_for(snapshot).is_some()
    }

    /// The text that is there already for byte `offset`, without asking or waiting.
    pub fn ghost_at_hand(&self, snapshot: &Snapshot, offset: usize) -> Option<String> {
        let (coming, typed) = self.ghosts.along(&snapshot.path, &snapshot.open, offset)?;
        Some(coming.at_hand(typed)).filter(|text| !text.is_empty())
    }

    pub(crate) async fn snapshot_of(self: &Arc<Session>, path: &Path) -> Option<Snapshot> {
        let (session, path) = (Arc::clone(self), path.to_owned());
        tokio::task::spawn_blocking(move || session.snapshot(&path)).await.ok()?
    }

    /// The same; waits a moment for a library of which nothing is known yet.
    async fn opened_snapshot_of(self: &Arc<Session>, path: &Path) -> Option<Snapshot> {
        let snapshot = self.snapshot_of(path).await?;
        match self.library_of(path).filter(|_| snapshot.known.is_none()) {
            Some(library) => {
                library.opened(LIBRARY).await;
                self.snapshot_of(path).await
            }
            None => Some(snapshot),
        }
    }

    /// The client to ask for ghost text, where there may be any.
    fn client_for(&self, snapshot: &Snapshot) -> Option<ibid_llm::Client> {
        if !snapshot.settings.feature("ghost-text") || snapshot.context().is_none() {
            return None;
        }
        self.model.client(snapshot).unwrap_or_else(|fault| {
            self.tell(fault);
            None
        })
    }

    /// Waits until the writer has paused; whether they have not written on meanwhile. `None` where ghost text does not come
    /// unasked.
    async fn paused(self: &Arc<Session>, path: &Path, open: &Arc<OpenDraft>, offset: usize) -> Option<bool> {
        let settings = match self.settings_of(path) {
            Some(settings) => settings,
            None => self.snapshot_of(path).await?.settings,
        };
        let before = open.draft.slice(Span::new(offset.saturating_sub(LANGUAGE), offset));
        let on = settings.ghost_text.as_ref().filter(|on| on.is_on(path, code(&before)))?;
        let pause = if is_at_end(&open.draft, offset) { on.pause / 2 } else { on.pause };
        tokio::time::sleep(pause).await;
        Some(self.drafts().get(path).is_some_and(|now| Arc::ptr_eq(&now, open)))
    }

    /// The user's own rules for the prompt `name`, if there are any.
    pub(crate) fn own_rules(&self, name: &str) -> Option<String> {
        model::own_rules(self.user.file.as_deref(), name)
    }
}

/// One who waits for ghost text. The last who leaves without an answer ends the request.
struct Waiting<'a> {
    ghosts: &'a Ghosts,
    path: &'a Path,
    coming: Arc<Coming>,
    answered: bool,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if !self.answered {
            // An editor may ask anew before what it asked first has left: only this one and the map hold it then.
            let is_last = |coming: &Arc<Coming>| Arc::strong_count(coming) <= 2;
            self.ghosts.drop_if(self.path, |coming| Arc::ptr_eq(coming, &self.coming) && is_last(coming));
        }
    }
}

/// The code by which settings name the language of `text`.
fn code(text: &str) -> &'static str {
    match Language::of(text) {
        Language::English => "en",
        Language::Chinese => "zh",
        Language::OtherLatin | Language::Other => "other",
    }
}
