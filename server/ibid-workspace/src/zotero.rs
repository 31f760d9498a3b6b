//! The user's Zotero library, read once for all drafts of this process, and again when it changed. Read is a copy in
//! the cache; where no whole copy can be made, the last good one counts.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ibid_draft::Draft;
use ibid_zotero::{Collection, DATABASE, Error, Folder, KEYS_DATABASE, Versions, ask, copy, read};
use serde::{Deserialize, Serialize};

use crate::reach::Reach;
use crate::roots::{Root, RootKind};
use crate::seen::Stat;
use crate::settings::Settings;

/// What stands in a data folder and is part of a database that is read.
const PARTS: [&str; 6] = [
    DATABASE,
    "zotero.sqlite-wal",
    "zotero.sqlite-journal",
    KEYS_DATABASE,
    "better-bibtex.sqlite-wal",
    "better-bibtex.sqlite-journal",
];
/// The file beside the copies that says of what they are.
const COPIED: &str = "copied.json";

/// The Zotero libraries of this process.
#[derive(Clone)]
pub struct ZoteroLibraries {
    cache: PathBuf,
    known: Arc<Mutex<HashMap<Folder, (State, ZoteroLibrary)>>>,
}

/// A Zotero library as far as it could be read.
#[derive(Clone, Debug, Default)]
pub struct ZoteroLibrary {
    /// What is in it; `None` where it could never be read.
    pub collection: Option<Arc<Collection>>,
    /// Why what is in it may be out of date, or is not known; for people, with the cure.
    pub trouble: Option<String>,
}

/// By what a library is known to be as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
enum State {
    /// Its database.
    Parts(Parts),
    /// What the running Zotero said.
    Said(Versions),
}

/// The state of each of [`PARTS`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Parts(Vec<Option<Stat>>);

impl Parts {
    fn of(folder: &Folder) -> Parts {
        Parts(PARTS.iter().map(|name| Stat::of(&folder.data.join(name))).collect())
    }

    /// Whether it may change without its state telling.
    fn is_racy(&self) -> bool {
        self.0.iter().flatten().any(Stat::is_fresh)
    }
}

impl ZoteroLibraries {
    /// None read yet; copies go below `cache`.
    pub(crate) fn new(cache: &Path) -> ZoteroLibraries {
        ZoteroLibraries { cache: cache.join("zotero"), known: Arc::default() }
    }

    /// The library in `folder` as it is now. Quick where it has not changed.
    pub fn get(&self, folder: &Folder) -> ZoteroLibrary {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let now = match &folder.address {
            Some(address) => asked(address, folder, known.remove(folder)),
            None => self.copied(folder, known.remove(folder)),
        };
        known.insert(folder.clone(), now.clone());
        now.1
    }

    /// What was known last of the library in `folder`, without looking.
    pub(crate) fn last(&self, folder: &Folder) -> Option<Arc<Collection>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(folder).and_then(|(_, library)| library.collection.clone())
    }

    fn copied(&self, folder: &Folder, before: Option<(State, ZoteroLibrary)>) -> (State, ZoteroLibrary) {
        let parts = Parts::of(folder);
        let state = State::Parts(parts.clone());
        match before {
            Some((then, library)) if then == state && !parts.is_racy() => (state, library),
            before => {
                let library = self.read(folder, &parts, before.and_then(|(_, library)| library.collection));
                (state, library)
            }
        }
    }

    /// Reads a copy of the database, a new one where it changed since there was `before`.
    fn read(&self, folder: &Folder, parts: &Parts, before: Option<Arc<Collection>>) -> ZoteroLibrary {
        let copies = self.copies(folder);
        let copied = copies.bring_up_to_date(folder, parts);
        let trouble = copied.err();
        // Being written to is no trouble: a notice follows when that is over.
        let busy = matches!(trouble, Some(Error::Busy { .. }));
        if let Some(collection) = before.clone().filter(|_| trouble.is_some()) {
            let trouble = trouble.filter(|_| !busy).map(|fault| fault.to_string());
            return ZoteroLibrary { collection: Some(collection), trouble };
        }
        match (copies.read(folder), trouble) {
            (Ok(collection), trouble) => {
                let trouble = trouble.filter(|_| !busy).map(|fault| fault.to_string());
                ZoteroLibrary { collection: Some(Arc::new(collection)), trouble }
            }
            (Err(_), Some(fault)) | (Err(fault), None) => {
                ZoteroLibrary { collection: before, trouble: Some(fault.to_string()) }
            }
        }
    }

    fn copies(&self, folder: &Folder) -> Copies {
        let name = blake3::hash(folder.data.as_os_str().as_encoded_bytes()).to_hex();
        Copies { folder: self.cache.join(&name[..16]) }
    }
}

/// What the Zotero at `address` says, where that is another thing than `before`.
fn asked(address: &str, folder: &Folder, before: Option<(State, ZoteroLibrary)>) -> (State, ZoteroLibrary) {
    let (versions, collection) = match before {
        Some((State::Said(versions), library)) => (versions, library.collection),
        _ => Default::default(),
    };
    match ask(address, folder, &versions) {
        Ok(Some((new, versions))) => {
            (State::Said(versions), ZoteroLibrary { collection: Some(Arc::new(new)), trouble: None })
        }
        Ok(None) => (State::Said(versions), ZoteroLibrary { collection, trouble: None }),
        Err(fault) => (State::Said(versions), ZoteroLibrary { collection, trouble: Some(fault.to_string()) }),
    }
}

/// The copies of one library's databases.
struct Copies {
    folder: PathBuf,
}

impl Copies {
    /// Copies the databases in `folder`, whose parts are `parts`, unless that was done before.
    fn bring_up_to_date(&self, folder: &Folder, parts: &Parts) -> Result<(), Error> {
        let note = self.folder.join(COPIED);
        let kept = std::fs::read(&note).ok().and_then(|bytes| serde_json::from_slice::<Parts>(&bytes).ok());
        if kept.as_ref() == Some(parts) && self.folder.join(DATABASE).is_file() {
            return Ok(());
        }
        let failed = |source| Error::Copy { file: folder.data.join(DATABASE), source };
        std::fs::create_dir_all(&self.folder).map_err(failed)?;
        copy(&folder.data.join(DATABASE), &self.folder.join(DATABASE))?;
        // Better BibTeX's is an old one, or none; without it, keys are made.
        let _ = std::fs::remove_file(self.folder.join(KEYS_DATABASE));
        let _ = copy(&folder.data.join(KEYS_DATABASE), &self.folder.join(KEYS_DATABASE));
        if !parts.is_racy()
            && let Ok(bytes) = serde_json::to_vec(parts)
        {
            // Without it, the next process copies again.
            let _ = crate::files::write_whole(&note, &bytes);
        }
        Ok(())
    }

    fn read(&self, folder: &Folder) -> Result<Collection, Error> {
        let keys = Some(self.folder.join(KEYS_DATABASE)).filter(|keys| keys.is_file());
        read(&self.folder.join(DATABASE), keys.as_deref(), folder)
    }
}

/// Whether a citation stands in brackets in `draft`, or was begun there; a quick look, that may take other things for one.
pub(crate) fn begins_to_cite(draft: &Draft) -> bool {
    let mut open = false;
    for chunk in draft.rope().chunks() {
        if chunk.contains("[@") || chunk.contains("[-@") || (open && chunk.starts_with(['@', '-'])) {
            return true;
        }
        open = chunk.ends_with('[');
    }
    false
}

/// Puts the Zotero library into `reach` where one belongs there: in a project with a library of its own or settings, and
/// where the draft `cites`. Any other folder is none of ibid's business.
pub fn add_zotero(reach: &mut Reach, root: &Root, settings: &Settings, cites: impl FnOnce() -> bool) {
    if let Some(zotero) = &settings.zotero
        && (!reach.is_empty() || root.kind == RootKind::Settings || cites())
    {
        let is_alone = reach.is_empty() && reach.missing.is_empty() && root.kind != RootKind::Settings;
        reach.is_only_the_users |= is_alone;
        reach.zotero = Some(zotero.folder.clone());
    }
}
