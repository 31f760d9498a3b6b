//! The source files below folders. Bounded, and blind to what is no source: hidden folders, version
//! control, build output.

use std::collections::HashSet;
use std::fmt::Display;
use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::paths::{self, Within};
use crate::roles::{Role, role};
use crate::roots::is_too_wide;

/// Folders below which nobody keeps sources.
const NEVER: [&str; 2] = ["node_modules", "target"];
/// How many files are read at most.
const MOST_FILES: usize = 50_000;
/// How deep folders may be nested.
pub(crate) const MOST_DEPTH: usize = 32;

/// What a walk found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Walked {
    /// The source files, absolute, in order.
    pub files: Vec<PathBuf>,
    /// What was left out though it may be meant, and why, for people: the library is not whole.
    pub left_out: Vec<String>,
    /// Folders that are not there now, or cannot be listed: what was in them may come back with them.
    pub gone: Vec<PathBuf>,
    /// Links that lead outside the workspace, for people: nobody means what they lead to until it is allowed.
    pub outside: Vec<String>,
}

/// The sources below `folders`; links are followed only where they stay within `allowed`. Stops early,
/// with what it has, once `cancelled` says so.
pub fn sources(folders: &[PathBuf], allowed: &Within, cancelled: &dyn Fn() -> bool) -> Walked {
    let mut walked = Walked::default();
    for folder in folders {
        if is_too_wide(&paths::real(folder)) {
            walked.left_out.push(format!("{} is too wide to be searched for sources", folder.display()));
            continue;
        }
        if let Err(fault) = std::fs::read_dir(folder) {
            walked.left_out.push(not_there(folder, &fault));
            walked.gone.push(folder.clone());
            continue;
        }
        walk(folder, allowed, &mut walked, cancelled);
    }
    walked.files.sort();
    walked.files.dedup();
    walked
}

fn walk(folder: &Path, allowed: &Within, walked: &mut Walked, cancelled: &dyn Fn() -> bool) {
    if !allowed.holds(folder) {
        walked.left_out.push(outside(folder));
        return;
    }
    // Rules that leave nothing of a folder are for git alone: sources are often too large for it, or not one's own to
    // publish. The folder is one that the writer keeps sources in.
    let before = walked.files.len();
    walk_by(folder, allowed, true, walked, cancelled);
    if walked.files.len() == before {
        walk_by(folder, allowed, false, walked, cancelled);
    }
}

fn walk_by(
    folder: &Path,
    allowed: &Within,
    ignoring: bool,
    walked: &mut Walked,
    cancelled: &dyn Fn() -> bool,
) {
    let (send, refused) = std::sync::mpsc::channel();
    let within = allowed.clone();
    let entries = WalkBuilder::new(folder)
        .standard_filters(false)
        .parents(ignoring)
        .ignore(ignoring)
        .git_ignore(ignoring)
        .git_exclude(ignoring)
        .require_git(false)
        .hidden(true)
        .follow_links(true)
        .max_depth(Some(MOST_DEPTH))
        .filter_entry(move |entry| {
            let stays = !entry.path_is_symlink() || entry.depth() == 0 || within.holds(entry.path());
            if !stays {
                // The walk ends before the receiver does.
                let _ = send.send(outside(entry.path()));
            }
            stays && !is_never(entry)
        })
        .build();
    // A folder that cannot be read, or a link that leads back up, costs itself.
    for entry in entries.flatten() {
        if cancelled() {
            break;
        }
        if walked.files.len() >= MOST_FILES {
            walked.left_out.push(format!(
                "{} holds more than {MOST_FILES} sources; the rest is left out",
                folder.display()
            ));
            break;
        }
        // One of a kind that ibid cannot read is told of, not passed over.
        if entry.path().is_file() && ibid_sources::is_document(entry.path()) {
            walked.files.push(entry.into_path());
        }
    }
    walked.outside.extend(refused.try_iter());
    walked.outside.sort();
    walked.outside.dedup();
}

/// The files below `folders` that drafts can be, by their names; links are not followed. `None` where there are too many,
/// or once `cancelled` says so.
pub(crate) fn drafts(folders: &[PathBuf], cancelled: &dyn Fn() -> bool) -> Option<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in folders.iter().filter(|folder| !is_too_wide(&paths::real(folder))) {
        let entries = WalkBuilder::new(folder)
            .standard_filters(false)
            .hidden(true)
            .max_depth(Some(MOST_DEPTH))
            .filter_entry(|entry| !is_never(entry))
            .build();
        for entry in entries.flatten() {
            if cancelled() || found.len() >= MOST_FILES {
                return None;
            }
            let file = entry.file_type().is_some_and(|kind| kind.is_file());
            if file && role(entry.path(), &[], &HashSet::new()) == Role::Draft {
                found.push(entry.into_path());
            }
        }
    }
    Some(found)
}

/// What people are told of a folder of sources that is not there now, or of a place in one.
pub(crate) fn not_there(folder: &Path, why: &dyn Display) -> String {
    format!(
        "the folder of sources {} cannot be read: {why}; what was read of it before is kept until it is back",
        folder.display()
    )
}

fn is_never(entry: &DirEntry) -> bool {
    entry.depth() > 0
        && entry.file_type().is_some_and(|t| t.is_dir())
        && entry.file_name().to_str().is_some_and(|name| NEVER.contains(&name))
}

fn outside(path: &Path) -> String {
    format!(
        "{} leads outside the workspace; add where it leads to `folders` in your own config.toml to allow it",
        path.display()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::Builder::new().prefix("walk").tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        folder
    }

    fn names(root: &Path, walked: &Walked) -> Vec<String> {
        walked
            .files
            .iter()
            .map(|f| f.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect()
    }

    #[test]
    fn sources_are_found_and_what_is_none_is_passed_over() {
        let w = folder_with(&[
            "s/a.md",
            "s/b/c.PDF",
            "s/b/d.html",
            "s/x.png",
            "s/old.DOC",
            "s/.git/e.md",
            "s/.hidden.md",
            "s/node_modules/f.md",
            "s/.obsidian/plugins/i.md",
            "s/target/g.md",
            "other/h.md",
        ]);
        let found = sources(&[w.path().join("s")], &Within::new([w.path()]), &|| false);
        assert_eq!(names(w.path(), &found), ["s/a.md", "s/b/c.PDF", "s/b/d.html", "s/old.DOC"]);
        assert_eq!(found.left_out, Vec::<String>::new());
    }

    #[test]
    fn what_is_ignored_is_no_source_unless_all_of_a_folder_is() {
        let w = folder_with(&[
            "s/a.md",
            "s/notes/b.md",
            "s/old/c.md",
            "s/d.html",
            "t/e.md",
            "t/deep/f.md",
            "u/g.md",
        ]);
        std::fs::write(w.path().join(".gitignore"), "s/old/\nt/**\n").unwrap();
        std::fs::write(w.path().join("s/.gitignore"), "*.html\n").unwrap();
        std::fs::write(w.path().join("s/notes/.ignore"), "b.md\n").unwrap();
        std::fs::write(w.path().join("u/.gitignore"), "*\n").unwrap();
        let found = |folder: &str| {
            names(w.path(), &sources(&[w.path().join(folder)], &Within::new([w.path()]), &|| false))
        };
        assert_eq!(found("s"), ["s/a.md"]);
        assert_eq!(found("t"), ["t/deep/f.md", "t/e.md"]);
        assert_eq!(found("u"), ["u/g.md"]);
        assert_eq!(found("s/old"), ["s/old/c.md"], "who names a folder means it");
    }

    #[cfg(unix)]
    #[test]
    fn links_end_and_stay_in_the_workspace() {
        let out = folder_with(&["secret.md"]);
        let w = folder_with(&["s/a.md", "more/b.md"]);
        let link = |to: &Path, at: &str| std::os::unix::fs::symlink(to, w.path().join(at)).unwrap();
        link(&w.path().join("s"), "s/loop");
        link(&w.path().join("more"), "s/more");
        link(out.path(), "s/out");
        link(&out.path().join("secret.md"), "s/secret.md");
        let found = sources(&[w.path().join("s")], &Within::new([w.path()]), &|| false);
        assert_eq!(names(w.path(), &found), ["s/a.md", "s/more/b.md"]);
        assert_eq!((found.outside.len(), found.left_out.len()), (2, 0), "{:?}", found.outside);
        let allowed = Within::new([w.path(), out.path()]);
        let found = sources(&[w.path().join("s")], &allowed, &|| false);
        assert_eq!(found.files.len(), 4, "{found:?}");
    }

    #[test]
    fn the_whole_disk_is_never_searched() {
        let found = sources(&[PathBuf::from("/")], &Within::new([Path::new("/")]), &|| false);
        assert_eq!((found.files.len(), found.left_out.len()), (0, 1));
    }
}
