//! The files that can be named where the front matter wants a bibliography or a citation style.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ibid_draft::{HalfTypedPath, NamedFile};
use ibid_references::Style;

use crate::paths::{self, Within};
use crate::roles::{Role, role};
use crate::snapshot::Snapshot;

/// Entries of one folder that are looked at.
const MOST: usize = 5_000;

/// Something that can be named, as it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamedOffer {
    /// A file of the kind that is wanted.
    File(String),
    /// A folder, with a slash at its end: the file may be in it.
    Folder(String),
    /// A citation style that ibid brings along.
    Style(&'static str),
}

impl NamedOffer {
    /// What is written.
    pub fn text(&self) -> &str {
        match self {
            NamedOffer::File(text) | NamedOffer::Folder(text) => text,
            NamedOffer::Style(name) => name,
        }
    }
}

impl Snapshot {
    /// What can be named where `typed` is being typed: files and folders in the folder typed so far, seen from the draft
    /// and from the root, and the names of styles. Lists one folder of each.
    pub fn named_files(&self, typed: &HalfTypedPath) -> Vec<NamedOffer> {
        let (folder, begun) =
            typed.typed.rsplit_once('/').map_or(("", typed.typed.as_str()), |(f, b)| (f, b));
        let prefix = if typed.typed.contains('/') { format!("{folder}/") } else { String::new() };
        let own = self.path.parent().unwrap_or(&self.path);
        let readable = self.settings.readable(&self.root);
        let mut found: Vec<NamedOffer> = Vec::new();
        for base in [own, &self.root] {
            found.extend(listed(&paths::normal(&base.join(folder)), &readable, &prefix, typed.names));
        }
        found.sort();
        found.dedup();
        if typed.names == NamedFile::Style && prefix.is_empty() {
            found.extend(Style::names().into_iter().map(NamedOffer::Style));
        }
        let begun = begun.to_lowercase();
        let rest = |offer: &NamedOffer| offer.text()[prefix.len()..].to_lowercase();
        found.retain(|offer| rest(offer).contains(&begun));
        found.sort_by_key(|offer| !rest(offer).starts_with(&begun));
        found
    }
}

/// What stands in `folder`, each with `prefix` before it.
fn listed(folder: &Path, readable: &Within, prefix: &str, wanted: NamedFile) -> Vec<NamedOffer> {
    if !readable.holds(folder) {
        return Vec::new();
    }
    let entries =
        std::fs::read_dir(folder).into_iter().flatten().flatten().take(MOST).map(|entry| entry.path());
    let offer = |path: PathBuf| {
        let name = path.file_name()?.to_str().filter(|name| !name.starts_with('.'))?;
        if path.is_dir() {
            return Some(NamedOffer::Folder(format!("{prefix}{name}/")));
        }
        let fits = match wanted {
            NamedFile::Bibliography => role(&path, &[], &HashSet::new()) == Role::Bibliography,
            NamedFile::Style => path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csl")),
        };
        fits.then(|| NamedOffer::File(format!("{prefix}{name}")))
    };
    entries.filter_map(offer).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ibid_references::Style;

    use super::*;
    use crate::drafts::OpenDrafts;
    use crate::settings::Settings;

    /// What is offered at the cursor `|` of `w/essays/e.md` in a folder with some files.
    #[track_caller]
    fn check(draft: &str, expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for file in [
            "w/all.bib",
            "w/x.csl",
            "w/essays/own.bib",
            "w/essays/refs/deep.bib",
            "w/essays/notes.md",
            "out.bib",
        ] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let path = folder.path().join("w/essays/e.md");
        let drafts = OpenDrafts::default();
        drafts.open(&path, 1, &draft.replacen('|', "", 1));
        let snapshot = Snapshot {
            open: drafts.get(&path).unwrap(),
            draft: drafts.get(&path).unwrap().draft.clone(),
            path,
            root: folder.path().join("w"),
            settings: Arc::new(Settings::default()),
            style: Style::default(),
            role: Role::Draft,
            known: None,
            lacks_bibliographies: false,
            has_only_the_users: false,
        };
        let typed = snapshot.open.draft.half_typed_path_at(draft.find('|').unwrap()).unwrap();
        let found = snapshot.named_files(&typed);
        let texts: Vec<&str> = found.iter().map(NamedOffer::text).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn files_beside_the_draft_and_in_the_root() {
        check("---\nbibliography: |\n---\n", &["all.bib", "own.bib", "essays/", "refs/"]);
        check("---\nbibliography: o|\n---\n", &["own.bib"]);
        check("---\nbibliography: refs/|\n---\n", &["refs/deep.bib"]);
        check("---\nbibliography: ../|\n---\n", &["../all.bib", "../essays/"]);
        check("---\nbibliography: ../../|\n---\n", &[]);
    }

    #[test]
    fn styles_by_file_or_name() {
        check("---\ncsl: x|\n---\n", &["x.csl"]);
        check(
            "---\ncsl: chicago-a|\n---\n",
            &["chicago-author-date", "taylor-and-francis-chicago-author-date"],
        );
    }
}
