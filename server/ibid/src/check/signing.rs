//! The sign-offs of the projects that are checked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ibid_check::{Context, SignOff, Signed};
use ibid_workspace::{Environment, SignOffs};

use crate::terminal;

/// The sign-offs of the projects that are checked.
pub(crate) struct Signing {
    sign_offs: SignOffs,
    /// By root, those that belong to a draft that was checked; `None` where they cannot be read.
    seen: BTreeMap<PathBuf, Option<Vec<SignOff>>>,
}

impl Signing {
    /// None seen yet.
    pub(crate) fn new(environment: &Environment) -> Signing {
        Signing { sign_offs: SignOffs::new(environment), seen: BTreeMap::new() }
    }

    /// Those of the draft of `cx` in the project at `root`. Where they cannot be read, none, which is told once.
    pub(crate) fn of(&mut self, cx: &Context<'_>, root: &Path) -> Signed {
        match self.sign_offs.of(cx, root) {
            Ok(signed) => {
                let its = signed.all().iter().map(|signed| signed.sign_off.clone());
                let seen = self.seen.entry(root.to_owned()).or_insert_with(|| Some(Vec::new()));
                seen.iter_mut().for_each(|seen| seen.extend(its.clone()));
                signed
            }
            Err(fault) => {
                if self.seen.insert(root.to_owned(), None).is_none() {
                    terminal::fault(&fault.to_string());
                }
                Signed::default()
            }
        }
    }

    /// Whether those of a project cannot be read.
    pub(crate) fn is_damaged(&self) -> bool {
        self.seen.values().any(Option::is_none)
    }

    /// Those of drafts that are there no more, and that no other draft took over; each with its root.
    pub(crate) fn of_drafts_gone(&self) -> impl Iterator<Item = (&Path, SignOff)> {
        self.seen.iter().flat_map(|(root, seen)| {
            let seen = seen.as_deref().unwrap_or_default();
            let all = self.sign_offs.all(root).unwrap_or_default();
            let gone =
                all.iter().filter(|sign_off| !root.join(&sign_off.file).exists() && !seen.contains(sign_off));
            gone.cloned().map(|sign_off| (root.as_path(), sign_off)).collect::<Vec<_>>()
        })
    }
}
