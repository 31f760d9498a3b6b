//! Which references the drafts of a workspace cite, by citekey, by words or by address, so that one that none cites can be told.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};
use std::time::SystemTime;

use dashmap::DashMap;
use ibid_check::{Code, Finding, check_unused};
use ibid_draft::{Draft, Markup, Target};
use ibid_evidence::Shelf;
use ibid_references::References;

use crate::drafts::OpenDrafts;
use crate::files::read_text;
use crate::session::Session;
use crate::snapshot::Snapshot;
use crate::walk;

/// What each draft cites, kept until its file changes.
#[derive(Default)]
pub struct CitedKeys {
    by_file: DashMap<PathBuf, (State, Arc<Cited>)>,
}

/// When a file was changed, and among which references its citations were looked up.
type State = (SystemTime, Weak<References>);

/// What one draft cites.
#[derive(Default)]
struct Cited {
    keys: HashSet<String>,
    /// It has every reference listed (`nocite: '@*'`).
    all: bool,
}

impl Cited {
    /// What `draft`, whose file is `file`, cites of what is on `shelf`.
    fn of(draft: &Draft, file: &Path, shelf: &Shelf) -> Cited {
        let draft = draft.knowing(shelf.names());
        let keys = draft.citations().into_iter().filter_map(|citation| match citation.target {
            Target::Key(key) => Some(key),
            target => shelf.reference_of(&target, file).map(|reference| reference.key.clone()),
        });
        let head = draft.front_matter().span.map(|head| draft.slice(head)).unwrap_or_default();
        Cited { keys: keys.collect(), all: head.contains("nocite") && head.contains("@*") }
    }
}

impl CitedKeys {
    /// The citekeys that drafts below `folders` cite, `open` ones as they are there; `None` where a draft lists every
    /// reference, not all drafts can be looked at, or `wanted` says no: then none can be called unused.
    pub fn below(
        &self,
        folders: &[PathBuf],
        open: &OpenDrafts,
        shelf: &Shelf,
        wanted: &dyn Fn() -> bool,
    ) -> Option<HashSet<String>> {
        let mut files = walk::drafts(folders, &|| !wanted())?;
        files.extend(open.paths());
        let mut keys = HashSet::new();
        for file in files {
            let cited = match open.get(&file) {
                Some(open) => Arc::new(Cited::of(&open.draft, &file, shelf)),
                None => self.of_file(&file, shelf)?,
            };
            if cited.all || !wanted() {
                return None;
            }
            keys.extend(cited.keys.iter().cloned());
        }
        Some(keys)
    }

    fn of_file(&self, file: &Path, shelf: &Shelf) -> Option<Arc<Cited>> {
        let changed = std::fs::metadata(file).and_then(|known| known.modified()).ok()?;
        let among = Arc::downgrade(shelf.references());
        let same = |(then, there): &State| *then == changed && Weak::ptr_eq(there, &among);
        if let Some(known) = self.by_file.get(file).filter(|known| same(&known.0)) {
            return Some(Arc::clone(&known.1));
        }
        let draft = Draft::written_in(Markup::of(file).unwrap_or_default(), &read_text(file).ok()?);
        let cited = Arc::new(Cited::of(&draft, file, shelf));
        self.by_file.insert(file.to_owned(), ((changed, among), Arc::clone(&cited)));
        Some(cited)
    }
}

/// The entries of the bibliography at `file`, which reads `text`, that are not among the `cited`; of the `references` in
/// reach.
pub fn unused(file: &Path, text: &str, references: &References, cited: &HashSet<String>) -> Vec<Finding> {
    let own = references.iter().filter(|reference| reference.file == file);
    check_unused(file, text, own, cited)
}

impl Session {
    /// The citekeys that the drafts of the workspace cite, where it is asked which references are unused and that can be
    /// told. Looks through the disk.
    pub fn cited_keys(&self, snapshot: &Snapshot, wanted: &dyn Fn() -> bool) -> Option<HashSet<String>> {
        snapshot.settings.severity(Code::UnusedReference)?;
        let shelf = &snapshot.known.as_ref()?.shelf;
        self.cited.below(&self.folders(&snapshot.root), self.drafts(), shelf, wanted)
    }

    /// The entries of the bibliography at `file` that are not among the `cited`.
    pub fn unused(&self, snapshot: &Snapshot, file: &Path, cited: &HashSet<String>) -> Vec<Finding> {
        let (Some(known), Some((text, _))) = (&snapshot.known, self.text_of(file)) else { return Vec::new() };
        unused(file, &text.to_string(), known.shelf.references(), cited)
    }
}
