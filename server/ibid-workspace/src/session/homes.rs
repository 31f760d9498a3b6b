//! Where each open draft belongs, until the client's side or the disk changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use dashmap::DashMap;

use crate::library::Library;
use crate::settings::Settings;

/// Where an open draft belongs, as long as that holds.
#[derive(Clone)]
pub(super) struct Home {
    /// The draft's `bibliography:` when it was looked for.
    pub(super) named: Vec<String>,
    pub(super) root: PathBuf,
    pub(super) sources: Arc<Vec<PathBuf>>,
    pub(super) settings: Arc<Settings>,
    /// Bibliographies that the draft names in vain.
    pub(super) missing: Arc<Vec<String>>,
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
            named: vec![named.to_owned()],
            root: PathBuf::new(),
            sources: Arc::default(),
            settings: Arc::default(),
            missing: Arc::default(),
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
        assert_eq!(homes.get(path).map(|home| home.named), Some(vec!["new".to_owned()]));
    }
}
