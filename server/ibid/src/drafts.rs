//! Which drafts the paths on the command line mean.

use std::collections::HashSet;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ibid_workspace::{Role, paths, role, roots};
use ignore::{DirEntry, WalkBuilder};

/// Folders below which nobody keeps drafts.
const NEVER: [&str; 2] = ["node_modules", "target"];
/// How deep folders may be nested.
const MOST_DEPTH: usize = 32;

/// A file that may be a draft.
pub(crate) struct Candidate {
    /// Its path, absolute.
    pub(crate) path: PathBuf,
    /// The folder through which it was found: the one named, or its own.
    pub(crate) opened: PathBuf,
    /// Whether it was named itself.
    pub(crate) named: bool,
}

/// The files that `named` paths mean, each once: those themselves, and what may be a draft below those that
/// are folders; without any, below `here`. Fails where one does not exist.
pub(crate) fn candidates(named: &[PathBuf], here: &Path) -> anyhow::Result<Vec<Candidate>> {
    let mut found = Vec::new();
    let current = [PathBuf::from(".")];
    for name in if named.is_empty() { &current } else { named } {
        let candidate = self::named(name, here)?;
        if candidate.is_folder() {
            below(&candidate.path, &mut found)?;
        } else {
            found.push(candidate);
        }
    }
    let mut seen = HashSet::new();
    found.retain(|candidate| seen.insert(candidate.path.clone()));
    Ok(found)
}

/// What `name`, seen from the folder `here`, means. Fails where it does not exist.
pub(crate) fn named(name: &Path, here: &Path) -> anyhow::Result<Candidate> {
    let path = paths::normal(&here.join(name));
    let folder = is_folder(name, &path)?;
    let opened = if folder { &path } else { path.parent().unwrap_or(&path) };
    Ok(Candidate { opened: opened.to_owned(), path, named: true })
}

impl Candidate {
    /// Whether it is a folder itself.
    pub(crate) fn is_folder(&self) -> bool {
        self.path == self.opened
    }
}

fn is_folder(name: &Path, path: &Path) -> anyhow::Result<bool> {
    match std::fs::metadata(path) {
        Ok(file) => Ok(file.is_dir()),
        Err(fault) if fault.kind() == ErrorKind::NotFound => {
            bail!("{}: no such file or folder", name.display())
        }
        Err(fault) => Err(fault).with_context(|| format!("{}: cannot be read", name.display())),
    }
}

fn below(folder: &Path, found: &mut Vec<Candidate>) -> anyhow::Result<()> {
    if roots::is_too_wide(folder) {
        bail!("{}: too wide to be searched for drafts; name a folder in it", folder.display());
    }
    let files = WalkBuilder::new(folder)
        .standard_filters(false)
        .hidden(true)
        .max_depth(Some(MOST_DEPTH))
        .filter_entry(|entry| !is_never(entry))
        .sort_by_file_name(std::ffi::OsStr::cmp)
        .build();
    // A folder that cannot be read costs itself.
    let files = files.flatten().filter(|entry| entry.path().is_file()).map(DirEntry::into_path);
    let drafts = files.filter(|path| role(path, &[], &HashSet::new()) == Role::Draft);
    found.extend(drafts.map(|path| Candidate { path, opened: folder.to_owned(), named: false }));
    Ok(())
}

fn is_never(entry: &DirEntry) -> bool {
    let folder = entry.depth() > 0 && entry.file_type().is_some_and(|kind| kind.is_dir());
    folder && entry.file_name().to_str().is_some_and(|name| NEVER.contains(&name))
}
