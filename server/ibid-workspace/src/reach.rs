//! Which bibliographies and source folders a draft has: those in its own folder and upward to its root,
//! or those that the draft or the settings name. Lists single folders; never walks.

use std::collections::HashSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use ibid_draft::{FrontMatter, NamedFile};
use ibid_references::{is_bibliography, looks_like_bibliography, may_be_bibliography};
use ibid_zotero::Folder;

use crate::missing::Missing;
use crate::roots::{self, Root, RootKind};
use crate::settings::Settings;
use crate::{paths, quarto, styles};

/// The bibliographies and source folders of a draft, all absolute, nearest first. Drafts with the same
/// reach share a library.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reach {
    /// The root it was found below.
    pub root: PathBuf,
    /// Bibliography files, the one that counts most first; the draft itself where it has references of its own.
    pub bibliographies: Vec<PathBuf>,
    /// Folders of sources.
    pub sources: Vec<PathBuf>,
    /// What was named and cannot be used.
    pub missing: Vec<Missing>,
    /// The Zotero library, where one belongs to it.
    pub zotero: Option<Folder>,
    /// All there is is what the user keeps for all drafts: bibliographies that the user's own settings name, or Zotero.
    pub is_only_the_users: bool,
}

/// What a draft's front matter says of its bibliographies and style.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// `bibliography:`, as written.
    pub bibliographies: Vec<String>,
    /// It has `references:` of its own.
    pub references: bool,
    /// `csl:`, the citation style, as written.
    pub csl: Option<String>,
}

impl From<FrontMatter> for Head {
    fn from(head: FrontMatter) -> Head {
        let bibliographies = head.bibliography.into_iter().map(|(_, name)| name).collect();
        Head { bibliographies, references: head.references, csl: head.csl.map(|(_, name)| name) }
    }
}

impl Reach {
    /// The reach of the draft at `draft` below `root`, whose front matter names `named`.
    ///
    /// This is the one place that says which bibliography counts more, of two with one citekey in them. First come
    /// the draft's own `references:`, then what its `bibliography:` names, then what Quarto's `_metadata.yml` and
    /// `_quarto.yml` name; without any of these, what `.ibid.toml` and the editor name; without that, too, the files
    /// in the draft's folder and those above it, the nearest first. Last comes what the user's own settings name
    /// for all drafts, and after it Zotero ([`crate::add_zotero`]). Of names in one list the last counts most, as
    /// Pandoc has it.
    pub fn find(draft: &Path, root: &Root, settings: &Settings, named: &Head) -> Reach {
        let own = draft.parent().unwrap_or(draft);
        let folders: Vec<&Path> = own
            .ancestors()
            .take_while(|folder| folder.starts_with(&root.path) && !roots::is_too_wide(folder))
            .collect();
        let mut reach = Reach { root: root.path.clone(), ..Reach::default() };
        reach.bibliographies.extend(named.references.then(|| draft.to_owned()));
        let quarto = quarto::bibliographies(&folders);
        if !named.bibliographies.is_empty() || !quarto.is_empty() {
            named.bibliographies.iter().rev().for_each(|name| reach.add_named(name, own, settings));
            for named in quarto {
                if let Err(why) = reach.add(&named.name, Some(named.path), settings) {
                    reach.miss(NamedFile::Bibliography, named.name, why);
                }
            }
        } else if !settings.bibliography.is_empty() {
            reach.bibliographies.extend(settings.bibliography.iter().rev().cloned());
        } else {
            reach.bibliographies.extend(folders.iter().flat_map(|folder| bibliographies_in(folder)));
        }
        reach.sources = if !settings.sources.is_empty() {
            settings.sources.clone()
        } else if reach.bibliographies.is_empty() && root.kind != RootKind::Settings {
            Vec::new()
        } else {
            // A link that leads nowhere may lead to a drive that is not connected.
            let is_there = |folder: &PathBuf| folder.is_dir() || folder.is_symlink();
            folders.iter().map(|folder| folder.join("sources")).filter(is_there).collect()
        };
        if let Some(csl) = &named.csl
            && let Err(why) = styles::find(csl, draft, &root.path, settings)
        {
            reach.miss_in_draft(NamedFile::Style, csl.clone(), why, Vec::new());
        }
        reach.is_only_the_users =
            reach.is_empty() && reach.missing.is_empty() && !settings.own_bibliography.is_empty();
        reach.bibliographies.extend(settings.own_bibliography.iter().rev().cloned());
        let mut seen = HashSet::new();
        reach.bibliographies.retain(|path| seen.insert(path.clone()));
        reach
    }

    /// Whether there is nothing to read, so that ibid has no business here.
    pub fn is_empty(&self) -> bool {
        self.bibliographies.is_empty() && self.sources.is_empty() && self.zotero.is_none()
    }

    /// Whether bibliographies were named that cannot be read: then nothing can be called absent.
    pub fn lacks_bibliographies(&self) -> bool {
        self.missing.iter().any(|missing| missing.names == NamedFile::Bibliography)
    }

    /// Adds a bibliography that the draft itself names: from its folder, else from the root, else, by its bare name,
    /// from Pandoc's own folder.
    fn add_named(&mut self, name: &str, own: &Path, settings: &Settings) {
        let path = paths::expanded(name);
        let bare = Path::new(name).file_name().is_some_and(|file| file == name);
        let places = [paths::normal(&own.join(&path)), paths::normal(&self.root.join(&path))];
        let pandocs = settings
            .pandoc
            .iter()
            .filter(|_| bare)
            .map(|folder| folder.join(name))
            .find(|path| path.is_file());
        match places.into_iter().find(|path| path.is_file()) {
            // What the user keeps there is the user's own.
            None if pandocs.is_some() => self.bibliographies.extend(pandocs),
            found => {
                if let Err(why) = self.add(name, found, settings) {
                    let instead = self.near(own);
                    self.miss_in_draft(NamedFile::Bibliography, name.to_owned(), why, instead);
                }
            }
        }
    }

    /// Adds the bibliography called `name`, if `path` is a file that may be read; else says why not.
    fn add(&mut self, name: &str, path: Option<PathBuf>, settings: &Settings) -> Result<(), String> {
        match path.filter(|path| path.is_file()) {
            None => Err(format!("the bibliography {name} does not exist")),
            Some(path) if !may_be_bibliography(&path) => Err(format!(
                "the bibliography {name} is of no format that ibid reads: BibTeX and BibLaTeX (.bib), CSL JSON (.json), \
                 CSL YAML and Hayagriva (.yaml, .yml), RIS (.ris)"
            )),
            Some(path) if settings.readable(&self.root).holds(&path) => {
                self.bibliographies.push(path);
                Ok(())
            }
            Some(path) => Err(format!(
                "the bibliography {} lies outside the workspace; add its folder to `folders` in your own \
                 config.toml to allow it",
                path.display()
            )),
        }
    }

    fn miss(&mut self, names: NamedFile, name: String, why: String) {
        self.missing.push(Missing { names, name, why, in_draft: false, instead: Vec::new() });
    }

    fn miss_in_draft(&mut self, names: NamedFile, name: String, why: String, instead: Vec<String>) {
        self.missing.push(Missing { names, name, why, in_draft: true, instead });
    }

    /// The bibliographies in the folder `own` and in the root, as they can be named from either.
    fn near(&self, own: &Path) -> Vec<String> {
        let found = [own, &self.root].into_iter().flat_map(bibliographies_in);
        let names = found.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()));
        let mut seen = HashSet::new();
        names.filter(|name| seen.insert(name.clone())).take(MOST_NEAR).collect()
    }
}

/// Whether the file at `path` is a bibliography that needs no naming: by its name, or, where that is also one of other
/// data, by how it begins.
pub(crate) fn is_found_unnamed(path: &Path) -> bool {
    is_bibliography(path) || may_be_bibliography(path) && looks_like_bibliography(path, &beginning(path))
}

/// Bibliographies that are offered instead of one that is not there.
const MOST_NEAR: usize = 3;
/// Bytes by which a bibliography is told from other data.
const BEGINNING: u64 = 16 * 1024;
/// Files of one folder that are looked into.
const MOST_LOOKED_INTO: usize = 200;

fn beginning(path: &Path) -> String {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(BEGINNING).read_to_end(&mut bytes));
    read.map(|_| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// The bibliographies in `folder`, by name.
pub(crate) fn bibliographies_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .map(|entry| entry.path())
        .filter(|path| may_be_bibliography(path) && path.is_file())
        .collect();
    found.sort();
    let mut looked_into = 0;
    found.retain(|path| {
        looked_into += usize::from(!is_bibliography(path));
        looked_into <= MOST_LOOKED_INTO && is_found_unnamed(path)
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files by name, with what is in them.
    type Files<'a> = [(&'a str, &'a str)];
    const CSL: &str = r#"[{"id": "a", "type": "book"}]"#;

    /// What is found for `draft` in a folder with `files`, paths relative, one a line; `settings` gets the folder.
    #[track_caller]
    fn check_with(
        files: &Files<'_>,
        draft: &str,
        named: &Head,
        settings: impl Fn(&Path) -> Settings,
        expected: &[&str],
    ) {
        let folder = tempfile::tempdir().unwrap();
        for (file, text) in files {
            let path = folder.path().join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let draft = folder.path().join(draft);
        let root = roots::find(&draft, &[]);
        let reach = Reach::find(&draft, &root, &settings(folder.path()), named);
        let shown =
            |path: &PathBuf| path.strip_prefix(folder.path()).unwrap().to_str().unwrap().replace('\\', "/");
        let mut found: Vec<String> = reach.bibliographies.iter().chain(&reach.sources).map(shown).collect();
        found.extend(reach.missing.iter().map(|m| format!("missing: {}", m.why)));
        found.extend(reach.is_only_the_users.then(|| "only the user's".to_owned()));
        assert_eq!(found, expected);
    }

    #[track_caller]
    fn check(files: &[&str], draft: &str, named: &[&str], expected: &[&str]) {
        let files: Vec<(&str, &str)> = files.iter().map(|&file| (file, "")).collect();
        check_with(&files, draft, &names(named), |_| Settings::default(), expected);
    }

    fn names(named: &[&str]) -> Head {
        Head { bibliographies: named.iter().map(|&name| name.to_owned()).collect(), ..Head::default() }
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

    #[test]
    fn of_names_in_a_list_the_last_counts_most_as_in_pandoc() {
        let files = ["w/.git/HEAD", "w/a.bib", "w/b.json", "w/c.ris"];
        check(&files, "w/essay.md", &["a.bib", "b.json"], &["w/b.json", "w/a.bib"]);
        check(&files, "w/essay.md", &["a.bib", "a.bib"], &["w/a.bib"]);
    }

    #[test]
    fn a_name_that_can_be_no_bibliography_is_told() {
        let expected = "missing: the bibliography notes.txt is of no format that ibid reads: BibTeX and BibLaTeX (.bib), CSL JSON \
                        (.json), CSL YAML and Hayagriva (.yaml, .yml), RIS (.ris)";
        check(&["w/.git/HEAD", "w/notes.txt"], "w/essay.md", &["notes.txt"], &[expected]);
    }

    #[test]
    fn data_that_only_looks_like_a_bibliography_by_name_is_left_alone() {
        let yaml = "references:\n- id: a\n  type: book\n";
        let files = [
            ("w/.git/HEAD", ""),
            ("w/package.json", r#"{"name": "x"}"#),
            ("w/ci.yml", "jobs:\n  a:\n    title: x\n"),
            ("w/lib.json", CSL),
            ("w/lib.yaml", yaml),
            ("w/typst.yml", "a:\n  type: book\n  title: A\n"),
            ("w/db.ris", ""),
        ];
        let expected = ["w/db.ris", "w/lib.json", "w/lib.yaml", "w/typst.yml"];
        check_with(&files, "w/essay.md", &Head::default(), |_| Settings::default(), &expected);
    }

    #[test]
    fn a_drafts_own_references_then_its_names_then_quartos() {
        let files = [
            ("w/.git/HEAD", ""),
            ("w/_quarto.yml", "project:\n  type: book\nbibliography: [refs/old.bib, refs/new.bib]\n"),
            ("w/refs/old.bib", ""),
            ("w/refs/new.bib", ""),
            ("w/ch/_metadata.yml", "bibliography: /refs/ch.bib\n"),
            ("w/refs/ch.bib", ""),
            ("w/ch/near.bib", ""),
            ("w/ch/own.bib", ""),
        ];
        let settings = |_: &Path| Settings::default();
        let quarto = ["w/refs/ch.bib", "w/refs/new.bib", "w/refs/old.bib"];
        check_with(&files, "w/ch/one.qmd", &Head::default(), settings, &quarto);
        let named = Head { references: true, ..names(&["own.bib"]) };
        let all = ["w/ch/one.qmd", "w/ch/own.bib", "w/refs/ch.bib", "w/refs/new.bib", "w/refs/old.bib"];
        check_with(&files, "w/ch/one.qmd", &named, settings, &all);
    }

    #[test]
    fn what_quarto_names_in_vain_is_told() {
        let files = [("w/.git/HEAD", ""), ("w/_quarto.yml", "bibliography: [no.bib, a/../b.bib]\n")];
        let missing = [
            "missing: the bibliography a/../b.bib does not exist",
            "missing: the bibliography no.bib does not exist",
        ];
        check_with(&files, "w/a.qmd", &Head::default(), |_| Settings::default(), &missing);
    }

    #[test]
    fn what_the_user_keeps_for_all_drafts_comes_last() {
        let files =
            [("w/.git/HEAD", ""), ("w/near.bib", ""), ("mine/all.bib", ""), ("w/sub/sources/x.md", "")];
        let settings = |folder: &Path| Settings {
            own_bibliography: vec![folder.join("mine/all.bib")],
            ..Settings::default()
        };
        check_with(&files, "w/essay.md", &Head::default(), settings, &["w/near.bib", "mine/all.bib"]);
        let alone = [("v/.git/HEAD", ""), ("mine/all.bib", ""), ("v/sources/code.md", "")];
        check_with(&alone, "v/README.md", &Head::default(), settings, &["mine/all.bib", "only the user's"]);
    }

    #[test]
    fn by_its_bare_name_one_is_found_where_pandoc_keeps_data() {
        let files = [("w/.git/HEAD", ""), ("data/pandoc/mine.bib", ""), ("data/other.bib", "")];
        let settings =
            |folder: &Path| Settings { pandoc: vec![folder.join("data/pandoc")], ..Settings::default() };
        check_with(&files, "w/essay.md", &names(&["mine.bib"]), settings, &["data/pandoc/mine.bib"]);
        let missing = "missing: the bibliography ../other.bib does not exist";
        check_with(&files, "w/essay.md", &names(&["../other.bib"]), settings, &[missing]);
    }
}
