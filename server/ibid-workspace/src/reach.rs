//! Which bibliographies and source folders a draft has: those in its own folder and upward to its root,
//! or those that the draft or the settings name. Lists single folders; never walks.

use std::path::{Path, PathBuf};

use crate::paths;
use crate::roots::{self, Root, RootKind};
use crate::settings::Settings;

/// The bibliographies and source folders of a draft, all absolute, nearest first. Drafts with the same
/// reach share a library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reach {
    /// The root it was found below.
    pub root: PathBuf,
    /// Bibliography files.
    pub bibliographies: Vec<PathBuf>,
    /// Folders of sources.
    pub sources: Vec<PathBuf>,
    /// Bibliographies that were named and cannot be read, and why, for people. While there are any, nothing
    /// can be called absent.
    pub missing: Vec<String>,
}

impl Reach {
    /// The reach of the draft at `draft` below `root`; `named` is its `bibliography:` as written.
    pub fn find(draft: &Path, root: &Root, settings: &Settings, named: &[String]) -> Reach {
        let own = draft.parent().unwrap_or(draft);
        let folders: Vec<&Path> = own
            .ancestors()
            .take_while(|folder| folder.starts_with(&root.path) && !roots::is_too_wide(folder))
            .collect();
        let mut reach = Reach { root: root.path.clone(), ..Reach::default() };
        reach.bibliographies = if !named.is_empty() {
            reach.named(named, own, settings)
        } else if !settings.bibliography.is_empty() {
            settings.bibliography.clone()
        } else {
            folders.iter().flat_map(|folder| bibliographies_in(folder)).collect()
        };
        reach.sources = if !settings.sources.is_empty() {
            settings.sources.clone()
        } else if reach.bibliographies.is_empty() && root.kind != RootKind::Settings {
            Vec::new()
        } else {
            folders.iter().map(|folder| folder.join("sources")).filter(|folder| folder.is_dir()).collect()
        };
        reach
    }

    /// Whether there is nothing to read, so that ibid has no business here.
    pub fn is_empty(&self) -> bool {
        self.bibliographies.is_empty() && self.sources.is_empty()
    }

    /// The bibliographies that the draft itself names; from the draft's folder, else from the root.
    fn named(&mut self, named: &[String], own: &Path, settings: &Settings) -> Vec<PathBuf> {
        let readable = settings.readable(&self.root);
        let mut found = Vec::new();
        for name in named {
            let places = [paths::normal(&own.join(name)), paths::normal(&self.root.join(name))];
            match places.into_iter().find(|path| path.is_file()) {
                None => self.missing.push(format!("the bibliography {name} does not exist")),
                Some(path) if readable.holds(&path) => found.push(path),
                Some(path) => self.missing.push(format!(
                    "the bibliography {} lies outside the workspace; add its folder to `folders` in your own \
                     config.toml to allow it",
                    path.display()
                )),
            }
        }
        found
    }
}

fn bibliographies_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("bib")) && path.is_file())
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The reach of `draft` in a folder with `files`, paths relative, one a line.
    #[track_caller]
    fn check(files: &[&str], draft: &str, named: &[&str], expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let draft = folder.path().join(draft);
        let named: Vec<String> = named.iter().map(|&n| n.to_owned()).collect();
        let root = roots::find(&draft, &[]);
        let reach = Reach::find(&draft, &root, &Settings::default(), &named);
        let mut found: Vec<String> = reach
            .bibliographies
            .iter()
            .chain(&reach.sources)
            .map(|path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap().replace('\\', "/"))
            .collect();
        found.extend(reach.missing.iter().map(|m| format!("missing: {m}")));
        assert_eq!(found, expected);
    }

    #[test]
    fn from_the_drafts_folder_up_to_its_root_and_no_further() {
        let files = [
            "outer.bib",
            "w/.git/HEAD",
            "w/all.bib",
            "w/sources/s.md",
            "w/a/own.bib",
            "w/a/sources/t.md",
            "w/b/x.bib",
        ];
        check(&files, "w/a/essay.md", &[], &["w/a/own.bib", "w/all.bib", "w/a/sources", "w/sources"]);
        check(&files, "w/sources/s.md", &[], &["w/all.bib", "w/sources"]);
    }

    #[test]
    fn a_folder_without_bibliography_or_settings_has_no_sources() {
        check(&["w/.git/HEAD", "w/README.md", "w/sources/code.md"], "w/README.md", &[], &[]);
        check(&["w/.ibid.toml", "w/sources/s.md"], "w/essay.md", &[], &["w/sources"]);
    }

    #[test]
    fn a_draft_may_name_its_bibliography() {
        let files = ["w/.git/HEAD", "w/all.bib", "w/refs/mine.bib", "w/a/essay.md", "out.bib"];
        check(&files, "w/a/essay.md", &["../refs/mine.bib"], &["w/refs/mine.bib"]);
        check(&files, "w/a/essay.md", &["refs/mine.bib"], &["w/refs/mine.bib"]);
        check(&files, "w/a/essay.md", &["gone.bib"], &["missing: the bibliography gone.bib does not exist"]);
    }
}
