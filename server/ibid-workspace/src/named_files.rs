//! The files that can be named where a draft or a Quarto project wants a bibliography or a citation style.

use std::path::{Path, PathBuf};

use ibid_draft::{HalfTypedPath, NamedFile, half_typed_path_in};
use ibid_references::Style;

use crate::paths::{self, Within};
use crate::quarto;
use crate::reach::bibliographies_in;
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
    /// The file whose name is being typed at byte `offset`.
    pub fn half_typed_path_at(&self, offset: usize) -> Option<HalfTypedPath> {
        if quarto::is_metadata(&self.path) {
            return half_typed_path_in(&self.open.text().to_string(), offset);
        }
        self.open.draft.half_typed_path_at(offset)
    }

    /// What can be named where `typed` is being typed: files and folders in the folder typed so far, seen from the draft
    /// and from the root, and the names of styles. Lists one folder of each.
    pub fn named_files(&self, typed: &HalfTypedPath) -> Vec<NamedOffer> {
        let (prefix, begun) = typed.typed.split_at(typed.typed.rfind('/').map_or(0, |at| at + 1));
        let own = self.path.parent().unwrap_or(&self.path);
        let readable = self.settings.readable(&self.root);
        let mut found: Vec<NamedOffer> = Vec::new();
        // What lies above the root is seen from the draft alone.
        let root = (!prefix.starts_with("..")).then_some(self.root.as_path());
        for base in std::iter::once(own).chain(root) {
            let folder = paths::normal(&base.join(paths::expanded(prefix)));
            found.extend(listed(&folder, &readable, prefix, typed.names));
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
/// What stands in `folder`, each with `prefix` before it; of a folder that may not be read, the way to those below that may.
fn listed(folder: &Path, readable: &Within, prefix: &str, wanted: NamedFile) -> Vec<NamedOffer> {
    let is_read = readable.holds(folder);
    if !is_read && !readable.lies_below(folder) {
        return Vec::new();
    }
    let entries =
        || std::fs::read_dir(folder).into_iter().flatten().flatten().take(MOST).map(|entry| entry.path());
    let name = |path: &Path| {
        let name = path.file_name()?.to_str().filter(|name| !name.starts_with('.'))?;
        Some(format!("{prefix}{name}"))
    };
    let leads_on =
        |path: &PathBuf| path.is_dir() && (is_read || readable.holds(path) || readable.lies_below(path));
    let folders = entries().filter(leads_on).filter_map(|path| Some(NamedOffer::Folder(name(&path)? + "/")));
    let file = |path: PathBuf| name(&path).map(NamedOffer::File);
    let files: Vec<NamedOffer> = match wanted {
        _ if !is_read => Vec::new(),
        NamedFile::Bibliography => bibliographies_in(folder).into_iter().filter_map(file).collect(),
        NamedFile::BibTex => {
            let ending = |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("bib"));
            entries().filter(ending).filter_map(|path| file(path.with_extension(""))).collect()
        }
        NamedFile::Style => {
            let ending = |path: &PathBuf| path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csl"));
            entries().filter(ending).filter_map(file).collect()
        }
    };
    files.into_iter().chain(folders).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ibid_references::Style;

    use super::*;
    use crate::drafts::OpenDrafts;
    use crate::roles::Role;
    use crate::settings::Settings;

    /// What is offered at the cursor `|` of `w/essays/e.md` in a folder with some files.
    #[track_caller]
    fn check(draft: &str, expected: &[&str]) {
        check_in("e.md", draft, expected);
    }

    /// The same in a file of that name.
    #[track_caller]
    fn check_in(name: &str, draft: &str, expected: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        for file in [
            "w/all.bib",
            "w/x.csl",
            "w/essays/own.bib",
            "w/essays/refs/deep.bib",
            "w/essays/notes.md",
            "w/essays/data.json",
            "out.bib",
        ] {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let path = folder.path().join("w/essays").join(name);
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
            missing: Arc::default(),
            lacks_bibliographies: false,
            has_only_the_users: false,
        };
        let typed = snapshot.half_typed_path_at(draft.find('|').unwrap()).unwrap();
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
        check("---\nbibliography: ../../|\n---\n", &["../../w/"]);
        check("---\nbibliography: ../../../|\n---\n", &[]);
    }

    #[test]
    fn styles_by_file_or_name() {
        check("---\ncsl: x|\n---\n", &["x.csl"]);
        check(
            "---\ncsl: chicago-a|\n---\n",
            &["chicago-author-date", "taylor-and-francis-chicago-author-date"],
        );
    }

    #[test]
    fn in_guests_and_in_quartos_own_files() {
        check_in("e.tex", "\\addbibresource{o|}", &["own.bib"]);
        check_in("e.tex", "\\bibliography{o|}", &["own"]);
        check_in("e.typ", "#bibliography(\"refs/|\")", &["refs/deep.bib"]);
        check_in("e.org", "#+bibliography: al|", &["all.bib"]);
        check_in("_quarto.yml", "project:\n  type: book\nbibliography:\n  - ../al|\n", &["../all.bib"]);
    }
}
