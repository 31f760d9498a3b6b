//! Which source files a library has: those in its folders, those that references name, those that drafts
//! link to.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ibid_evidence::Page;
use ibid_references::{Collected, References};

use crate::links::Pointed;
use crate::paths::Within;
use crate::reach::Reach;
use crate::roles::is_source_format;
use crate::settings::Settings;
use crate::{paths, walk};

/// The source files of a library.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Those to be read, absolute, in order, each once.
    pub(crate) files: Vec<PathBuf>,
    /// Those that references name (and that are there).
    pub(crate) named: HashSet<PathBuf>,
    /// Those that are there and may not be read, and why.
    pub(crate) refused: Vec<(PathBuf, String)>,
    /// Folders that are not there now.
    pub(crate) gone: Vec<PathBuf>,
    /// What else was left out, and why.
    pub(crate) left_out: Vec<String>,
    /// Links that lead outside the workspace.
    pub(crate) outside: Vec<String>,
}

impl Plan {
    /// What is there for `reach` now.
    pub(crate) fn new(
        reach: &Reach,
        settings: &Settings,
        references: &References,
        pointed: &Pointed,
        cancelled: &dyn Fn() -> bool,
    ) -> Plan {
        let readable = settings.readable(&reach.root);
        let walked = walk::sources(&reach.sources, &readable, cancelled);
        let mut plan = Plan {
            files: walked.files,
            gone: walked.gone,
            left_out: walked.left_out,
            outside: walked.outside,
            ..Plan::default()
        };
        let in_folders: HashSet<PathBuf> = plan.files.iter().cloned().collect();
        for path in references.named_files().map(|(by, file)| named(by, file)).filter(|path| path.is_file()) {
            if in_folders.contains(&path) || readable.holds(&path) {
                plan.files.push(path.clone());
                plan.named.insert(path);
            } else {
                let reason =
                    "it lies outside the workspace; add its folder to `folders` in your own config.toml";
                plan.refused.push((path, reason.to_owned()));
            }
        }
        for path in collected(references, &pointed.keys) {
            if readable.holds(&path) {
                plan.files.push(path.clone());
                plan.named.insert(path);
            } else {
                let reason = "Zotero links to it outside its own folders; add its folder to `folders` in your own config.toml";
                plan.refused.push((path, reason.to_owned()));
            }
        }
        let pages = pages(&pointed.pages, &reach.root, &readable, cancelled);
        let linked = pointed.files.iter().cloned().chain(pages);
        plan.files.extend(linked.filter(|path| path.is_file() && readable.holds(path)));
        plan.files.sort();
        plan.files.dedup();
        plan
    }

    /// Whether what is known of a file stays: it is there, or may come back with the folder it is in.
    pub(crate) fn stays(&self) -> impl Fn(&Path) -> bool + '_ {
        let there: HashSet<&Path> = self.files.iter().map(PathBuf::as_path).collect();
        move |path| there.contains(path) || self.gone.iter().any(|folder| path.starts_with(folder))
    }
}

/// The files of the pages that wikilinks name, beside the draft or else wherever they are below `root`, which is
/// looked through only where one is not beside.
fn pages(
    named: &[(PathBuf, String)],
    root: &Path,
    readable: &Within,
    cancelled: &dyn Fn() -> bool,
) -> Vec<PathBuf> {
    let all = OnceCell::new();
    let all = || all.get_or_init(|| walk::sources(&[root.to_owned()], readable, cancelled).files);
    let file = |(draft, page): &(PathBuf, String)| {
        let is_there = |file: &Path| is_source_format(file) && file.is_file();
        Page::new(page, draft).file(is_there, || all().iter().map(PathBuf::as_path))
    };
    named.iter().filter_map(file).collect()
}

/// The files of the Zotero library that are read since a draft cites their items.
fn collected(references: &References, cited: &[String]) -> Vec<PathBuf> {
    cited.iter().filter_map(|key| references.collected(key)).flat_map(files).collect()
}

/// The files of the Zotero library that the user wants read though no draft cites their items.
pub(crate) fn wanted(settings: &Settings, references: &References) -> Vec<PathBuf> {
    let index = settings.zotero.as_ref().map(|zotero| &zotero.index);
    let all = references.all_collected().map(|(_, collected)| collected);
    let wanted = all.filter(|collected| index.is_some_and(|index| index.has(&collected.collections)));
    wanted.flat_map(files).collect()
}

/// The files of an item that are there and can be read.
fn files(collected: &Collected) -> impl Iterator<Item = PathBuf> {
    let files = collected.files.iter().map(|file| &file.path);
    files.filter(|path| is_source_format(path) && path.is_file()).cloned()
}

/// Where the `file` is that a reference of the bibliography `by` names, absolute.
fn named(by: &Path, file: &str) -> PathBuf {
    paths::normal(&by.parent().unwrap_or(Path::new("/")).join(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files that are read since the draft at `draft`, below a vault with `files`, links to `page`.
    #[track_caller]
    fn check(files: &[&str], draft: &str, page: &str, expected: &[&str]) {
        let vault = tempfile::Builder::new().prefix("vault").tempdir().unwrap();
        let root = vault.path().canonicalize().unwrap();
        for file in files {
            let path = root.join(file);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let pointed = Pointed { pages: vec![(root.join(draft), page.to_owned())], ..Pointed::default() };
        let reach = Reach { root: root.clone(), ..Reach::default() };
        let plan = Plan::new(&reach, &Settings::default(), &References::default(), &pointed, &|| false);
        let found: Vec<&str> =
            plan.files.iter().map(|file| file.strip_prefix(&root).unwrap().to_str().unwrap()).collect();
        assert_eq!(found, expected, "[[{page}]] in {draft}");
    }

    #[test]
    fn a_wikilink_leads_through_the_whole_vault() {
        let files =
            ["a/essay.md", "a/talk.md", "b/talk.md", "b/deep/plan.md", "media/talk.pdf", ".trash/gone.md"];
        check(&files, "a/essay.md", "talk", &["a/talk.md"]);
        check(&files, "b/deep/essay.md", "Talk#Top", &["b/talk.md"]);
        check(&files, "a/essay.md", "plan", &["b/deep/plan.md"]);
        check(&files, "a/essay.md", "deep/plan", &["b/deep/plan.md"]);
        check(&files, "a/essay.md", "talk.pdf", &["media/talk.pdf"]);
        check(&files, "a/essay.md", "essay", &[]);
        check(&files, "a/essay.md", "gone", &[]);
    }
}
