//! Which folder a draft belongs to: the nearest of `.ibid.toml`, a version-control root or a client's
//! workspace folder, and without any of these the nearest Quarto project; never the home folder or above. Reads
//! names of files only, never their content.

use std::path::{Path, PathBuf};

use crate::quarto;

/// The name of a workspace's settings file.
pub const SETTINGS_FILE: &str = ".ibid.toml";

const VERSION_CONTROL: [&str; 5] = [".git", ".hg", ".svn", ".jj", ".bzr"];

/// The folder that a draft belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Root {
    /// The folder, absolute.
    pub path: PathBuf,
    /// What made it the root.
    pub kind: RootKind,
}

/// What made a folder the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RootKind {
    /// It holds a `.ibid.toml`.
    Settings,
    /// It is the root of a version-controlled tree.
    VersionControl,
    /// The client opened it as a workspace folder.
    Client,
    /// None of those is there, and it holds a `_quarto.yml`.
    Quarto,
    /// Nothing: it is the draft's own folder, alone.
    Alone,
}

/// The root of the draft at `draft` (absolute), given the client's workspace folders.
pub fn find(draft: &Path, client_roots: &[PathBuf]) -> Root {
    find_below(draft, client_roots, home().as_deref())
}

/// Whether `folder` is too wide to be anybody's project: the home folder, or a folder above it, or `/`.
pub fn is_too_wide(folder: &Path) -> bool {
    is_too_wide_for(folder, home().as_deref())
}

pub(crate) fn home() -> Option<PathBuf> {
    etcetera::home_dir().ok().filter(|h| h.parent().is_some())
}

fn find_below(draft: &Path, client_roots: &[PathBuf], home: Option<&Path>) -> Root {
    let own = draft.parent().unwrap_or(draft);
    let folders = || own.ancestors().take_while(|folder| !is_too_wide_for(folder, home));
    let root = |folder: &Path, kind| Root { path: folder.to_owned(), kind };
    let quarto = || folders().find(|folder| quarto::is_project(folder));
    folders()
        .find_map(|folder| kind_of(folder, client_roots).map(|kind| root(folder, kind)))
        .or_else(|| quarto().map(|folder| root(folder, RootKind::Quarto)))
        .unwrap_or_else(|| root(own, RootKind::Alone))
}

fn is_too_wide_for(folder: &Path, home: Option<&Path>) -> bool {
    folder.parent().is_none() || home.is_some_and(|home| home.starts_with(folder))
}

fn kind_of(folder: &Path, client_roots: &[PathBuf]) -> Option<RootKind> {
    if folder.join(SETTINGS_FILE).is_file() {
        return Some(RootKind::Settings);
    }
    if VERSION_CONTROL.iter().any(|name| folder.join(name).exists()) {
        return Some(RootKind::VersionControl);
    }
    client_roots.iter().any(|root| root == folder).then_some(RootKind::Client)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A home folder with `files` in it; what is found for `draft` with `client` open, relative to it.
    #[track_caller]
    fn check(files: &[&str], client: &[&str], draft: &str, expected: (&str, RootKind)) {
        let home = tempfile::tempdir().unwrap();
        for file in files {
            let path = home.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let client: Vec<_> = client.iter().map(|c| home.path().join(c)).collect();
        let found = find_below(&home.path().join(draft), &client, Some(home.path()));
        let relative = found.path.strip_prefix(home.path()).unwrap().to_str().unwrap();
        assert_eq!((relative, found.kind), expected);
    }

    #[test]
    fn the_nearest_of_settings_version_control_and_client_folder_wins() {
        let files = ["w/.git/HEAD", "w/a/.ibid.toml", "w/a/b/x"];
        check(&files, &[], "w/a/b/essay.md", ("w/a", RootKind::Settings));
        check(&files, &["w/a/b"], "w/a/b/essay.md", ("w/a/b", RootKind::Client));
        check(&files, &[], "w/c/essay.md", ("w", RootKind::VersionControl));
    }

    #[test]
    fn without_any_a_quarto_project_is_one() {
        let files = ["w/_quarto.yml", "w/ch/x"];
        check(&files, &[], "w/ch/one.qmd", ("w", RootKind::Quarto));
        check(&files, &["w/ch"], "w/ch/one.qmd", ("w/ch", RootKind::Client));
        check(&["w/.git/HEAD", "w/book/_quarto.yml"], &[], "w/book/one.qmd", ("w", RootKind::VersionControl));
        check(&["_quarto.yml"], &[], "w/one.qmd", ("w", RootKind::Alone));
    }

    #[test]
    fn without_any_the_drafts_own_folder_stands_alone() {
        check(&["w/library.bib"], &[], "w/a/essay.md", ("w/a", RootKind::Alone));
    }

    #[test]
    fn home_is_never_a_root_even_under_version_control_or_opened_as_workspace() {
        let files = [".git/HEAD", ".ibid.toml"];
        check(&files, &[""], "w/essay.md", ("w", RootKind::Alone));
        check(&files, &[""], "essay.md", ("", RootKind::Alone));
    }

    #[test]
    fn home_and_all_above_it_are_too_wide() {
        let home = Some(Path::new("/home/ann"));
        for (folder, wide) in
            [("/", true), ("/home", true), ("/home/ann", true), ("/home/ann/w", false), ("/srv", false)]
        {
            assert_eq!(is_too_wide_for(Path::new(folder), home), wide, "{folder}");
        }
    }
}
