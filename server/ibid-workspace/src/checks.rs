//! What the checks find in each open draft: worked out once for each state of draft and library, dropped when
//! nobody wants it any more, and taken up again where it was dropped.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use dashmap::DashMap;
use ibid_check::{Checked, Stopped, check_again};
use ibid_evidence::Shelf;

use crate::drafts::OpenDraft;
use crate::snapshot::Snapshot;

/// What was found in each draft.
#[derive(Default)]
pub(crate) struct Checks {
    by_path: DashMap<PathBuf, Arc<OfDraft>>,
}

#[derive(Default)]
struct OfDraft {
    /// Held while the draft is checked: whoever asks meanwhile waits, and finds the answer there.
    turn: Mutex<()>,
    last: RwLock<Option<Last>>,
}

/// What was found last, and in which state of draft and library.
#[derive(Clone)]
struct Last {
    open: Arc<OpenDraft>,
    shelf: Arc<Shelf>,
    checked: Arc<Checked>,
    whole: bool,
}

impl Checks {
    /// All that the checks find in the draft of `snapshot`; `None` once `keep_on` says no. Blocks.
    pub(crate) fn whole(
        &self,
        snapshot: &Snapshot,
        keep_on: &(dyn Fn() -> bool + Sync),
    ) -> Option<Arc<Checked>> {
        let (Some(cx), Some(known)) = (snapshot.context(), &snapshot.known) else {
            return Some(Arc::default());
        };
        let draft = self.of(&snapshot.path);
        let _turn = draft.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let last = draft.last_with(&known.shelf);
        if let Some(last) = last.as_ref().filter(|last| last.whole && Arc::ptr_eq(&last.open, &snapshot.open))
        {
            return Some(Arc::clone(&last.checked));
        }
        let earlier = last.map(|last| last.checked).unwrap_or_default();
        let (checked, whole) = match check_again(&cx, &earlier, keep_on) {
            Ok(checked) => (Arc::new(checked), true),
            Err(Stopped(checked)) => (Arc::new(checked), false),
        };
        let (open, shelf) = (Arc::clone(&snapshot.open), Arc::clone(&known.shelf));
        let last = Last { open, shelf, checked: Arc::clone(&checked), whole };
        *draft.last.write().unwrap_or_else(PoisonError::into_inner) = Some(last);
        whole.then_some(checked)
    }

    /// What was found before in the draft of `snapshot` with the same library, whole or not; does not wait.
    pub(crate) fn earlier(&self, snapshot: &Snapshot) -> Arc<Checked> {
        let Some(known) = &snapshot.known else { return Arc::default() };
        self.of(&snapshot.path).last_with(&known.shelf).map(|last| last.checked).unwrap_or_default()
    }

    /// Forgets what was found in the draft at `path`.
    pub(crate) fn forget(&self, path: &Path) {
        self.by_path.remove(path);
    }

    fn of(&self, path: &Path) -> Arc<OfDraft> {
        Arc::clone(&self.by_path.entry(path.to_owned()).or_default())
    }
}

impl OfDraft {
    fn last_with(&self, shelf: &Arc<Shelf>) -> Option<Last> {
        let last = self.last.read().unwrap_or_else(PoisonError::into_inner);
        last.as_ref().filter(|last| Arc::ptr_eq(&last.shelf, shelf)).cloned()
    }
}
