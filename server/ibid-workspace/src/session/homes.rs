//! Where each open draft belongs, until the client's side or the disk changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dashmap::DashMap;
use ibid_references::Style;

use crate::library::Library;
use crate::missing::Missing;
use crate::reach::Head;
use crate::settings::Settings;

/// Where an open draft belongs, as long as that holds.
#[derive(Clone)]
pub(super) struct Home {
    /// What the draft's front matter named when it was looked for.
    pub(super) named: Head,
    pub(super) root: PathBuf,
    pub(super) sources: Arc<Vec<PathBuf>>,
    pub(super) bibliographies: Arc<Vec<PathBuf>>,
    /// Its library is none but what the user keeps for all drafts.
    pub(super) has_only_the_users: bool,
    pub(super) settings: Arc<Settings>,
    pub(super) style: Style,
    /// What the draft or its project names in vain.
    pub(super) missing: Arc<Vec<Missing>>,
    /// Bibliographies are among that.
    pub(super) lacks_bibliographies: bool,
    pub(super) library: Option<Arc<Library>>,
}

/// Where the open drafts belong.
#[derive(Default)]
pub(super) struct Homes {
    by_path: DashMap<PathBuf, (u64, Home)>,
    /// How often everything was forgotten: what was looked for before that may be wrong, however late it comes.
    age: AtomicU64,
}

impl Homes {
    /// Where the draft at `path` belongs, if that is known.
    pub(super) fn get(&self, path: &Path) -> Option<Home> {
        let known = self.by_path.get(path)?;
        (known.0 == self.age.load(Ordering::Acquire)).then(|| known.1.clone())
    }

    /// Looks where the draft at `path` belongs, and keeps that.
    pub(super) fn keep(&self, path: &Path, look: impl FnOnce() -> Home) -> Home {
        let age = self.age.load(Ordering::Acquire);
        let home = look();
        self.by_path.insert(path.to_owned(), (age, home.clone()));
        home
    }

    /// Forgets where the draft at `path` belongs.
    pub(super) fn remove(&self, path: &Path) {
        self.by_path.remove(path);
    }

    /// Forgets everything, also what is being looked for now.
    pub(super) fn clear(&self) {
        self.age.fetch_add(1, Ordering::AcqRel);
        self.by_path.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home(named: &str) -> Home {
        Home {
            named: Head { bibliographies: vec![named.to_owned()], ..Head::default() },
            root: PathBuf::new(),
            sources: Arc::default(),
            bibliographies: Arc::default(),
            has_only_the_users: false,
            settings: Arc::default(),
            style: Style::default(),
            missing: Arc::default(),
            lacks_bibliographies: false,
            library: None,
        }
    }

    #[test]
    fn what_was_looked_for_before_everything_was_forgotten_does_not_hold() {
        let (homes, path) = (Homes::default(), Path::new("/w/a.md"));
        homes.keep(path, || {
            homes.clear();
            home("old")
        });
        assert!(homes.get(path).is_none());
        homes.keep(path, || home("new"));
        assert_eq!(homes.get(path).map(|home| home.named), Some(home("new").named));
    }
}
