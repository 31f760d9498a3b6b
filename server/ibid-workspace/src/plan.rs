//! Which source files a library has: those in its folders, those that references name, those that drafts
//! link to.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ibid_references::References;

use crate::reach::Reach;
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
        plan.files.extend(linked.iter().filter(|path| path.is_file() && readable.holds(path)).cloned());
        plan.files.sort();
        plan.files.dedup();
        plan
    }
}

/// Where the `file` is that a reference of the bibliography `by` names, absolute.
fn named(by: &Path, file: &str) -> PathBuf {
    paths::normal(&by.parent().unwrap_or(Path::new("/")).join(file))
}
