//! Which source files a library has: those in its folders, those that references name, those that drafts
//! link to.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ibid_references::{Collected, References};

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
        linked: &[PathBuf],
        cited: &[String],
        cancelled: &dyn Fn() -> bool,
    ) -> Plan {
        let readable = settings.readable(&reach.root);
        let walked = walk::sources(&reach.sources, &readable, cancelled);
        let mut plan = Plan {
            files: walked.files,
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
        for path in collected(references, cited) {
            if readable.holds(&path) {
                plan.files.push(path.clone());
                plan.named.insert(path);
            } else {
                let reason = "Zotero links to it outside its own folders; add its folder to `folders` in your own config.toml";
                plan.refused.push((path, reason.to_owned()));
            }
        }
        plan.files.extend(linked.iter().filter(|path| path.is_file() && readable.holds(path)).cloned());
        plan.files.sort();
        plan.files.dedup();
        plan
    }
}

/// The files of the Zotero library that are read since a draft cites their items.
fn collected(references: &References, cited: &[String]) -> Vec<PathBuf> {
    cited.iter().filter_map(|key| first_file(references.collected(key)?)).collect()
}

/// The files of the Zotero library that the user wants read though no draft cites their items.
pub(crate) fn wanted(settings: &Settings, references: &References) -> Vec<PathBuf> {
    let index = settings.zotero.as_ref().map(|zotero| &zotero.index);
    let all = references.all_collected().map(|(_, collected)| collected);
    let wanted = all.filter(|collected| index.is_some_and(|index| index.has(&collected.collections)));
    wanted.filter_map(first_file).collect()
}

/// The first of the files of an item that is there and can be read.
fn first_file(collected: &Collected) -> Option<PathBuf> {
    let mut files = collected.files.iter().map(|file| &file.path);
    files.find(|path| is_source_format(path) && path.is_file()).cloned()
}

/// Where the `file` is that a reference of the bibliography `by` names, absolute.
fn named(by: &Path, file: &str) -> PathBuf {
    paths::normal(&by.parent().unwrap_or(Path::new("/")).join(file))
}
