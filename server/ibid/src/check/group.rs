//! Drafts by the library they share, so that each library is read once.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_check::Code;
use ibid_draft::{Draft, Markup};
use ibid_evidence::Shelf;
use ibid_references::References;
use ibid_workspace::{CitedKeys, Head, OpenDrafts, Pointed, Role, read_text, role};

use crate::drafts::Candidate;
use crate::libraries::{Libraries, Project};
use crate::terminal;

/// Drafts that share a library.
pub(crate) struct Group {
    /// Where they belong.
    pub(crate) project: Project,
    /// The drafts, in the order named.
    pub(crate) drafts: Vec<DraftFile>,
}

/// A draft on disk.
pub(crate) struct DraftFile {
    /// Its file, absolute.
    pub(crate) path: PathBuf,
    /// Its text.
    pub(crate) text: String,
    /// The same, read.
    pub(crate) draft: Draft,
}

impl DraftFile {
    /// The same draft, in which the sources of `shelf` are cited where it names them by words.
    pub(crate) fn knowing(&self, shelf: &Shelf) -> DraftFile {
        DraftFile {
            draft: self.draft.knowing(shelf.names()),
            path: self.path.clone(),
            text: self.text.clone(),
        }
    }
}

/// Groups those of `candidates` that are drafts; and whether all that were named themselves could be checked.
pub(crate) fn groups(candidates: Vec<Candidate>, libraries: &mut Libraries) -> (Vec<Group>, bool) {
    let mut groups: Vec<Group> = Vec::new();
    let (mut all_read, mut refused) = (true, false);
    for candidate in candidates {
        let (named, path) = (candidate.named, candidate.path.clone());
        match open(candidate, libraries) {
            Ok((project, draft)) => add(&mut groups, project, draft),
            // A folder holds much that is no draft.
            Err(WhyNot::Role(_)) if !named => {}
            Err(why) => {
                terminal::fault(&format!("{}: {why}", path.display()));
                refused |= named;
                all_read &= !(named && matches!(why, WhyNot::Unread(_)));
            }
        }
    }
    let nothing_left = groups.is_empty() && refused;
    (groups, all_read && !nothing_left)
}

/// Why a file is not checked.
enum WhyNot {
    Role(Role),
    Unread(std::io::Error),
}

impl std::fmt::Display for WhyNot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            WhyNot::Role(Role::Source) => {
                f.write_str("a source; it is what drafts are held against, and not checked itself")
            }
            WhyNot::Role(Role::Bibliography) => {
                f.write_str("a bibliography; it is checked with the drafts that use it")
            }
            WhyNot::Role(_) => {
                f.write_str("not a draft; drafts are Markdown, text, LaTeX, Typst or Org files")
            }
            WhyNot::Unread(fault) => write!(f, "cannot be read: {fault}"),
        }
    }
}

/// Reads a draft and finds where it belongs.
fn open(candidate: Candidate, libraries: &mut Libraries) -> Result<(Project, DraftFile), WhyNot> {
    let Candidate { path, opened, .. } = candidate;
    must_be_draft(&path, &[])?;
    let text = read_text(&path).map_err(WhyNot::Unread)?;
    let draft = Draft::written_in(Markup::of(&path).unwrap_or_default(), &text);
    let mut project = libraries.project(&path, &opened, &Head::from(draft.front_matter()));
    let stored = project.settings.zotero_storage();
    let folders: Vec<PathBuf> = project.reach.sources.iter().cloned().chain(stored).collect();
    must_be_draft(&path, &folders)?;
    libraries.look_in_zotero(&mut project, &draft);
    Ok((project, DraftFile { path, text, draft }))
}

fn must_be_draft(path: &Path, source_folders: &[PathBuf]) -> Result<(), WhyNot> {
    match role(path, source_folders, &HashSet::new()) {
        Role::Draft => Ok(()),
        other => Err(WhyNot::Role(other)),
    }
}

fn add(groups: &mut Vec<Group>, project: Project, draft: DraftFile) {
    match groups.iter_mut().find(|group| group.project.reach == project.reach) {
        Some(group) => group.drafts.push(draft),
        None => groups.push(Group { project, drafts: vec![draft] }),
    }
}

impl Group {
    /// The citekeys that drafts below its root cite, where it is asked which references are unused and that can be told.
    pub(crate) fn cited(&self, shelf: &Shelf) -> Option<HashSet<String>> {
        self.project.settings.severity(Code::UnusedReference)?;
        let folder = self.project.root.path.clone();
        CitedKeys::default().below(&[folder], &OpenDrafts::default(), shelf, &|| true)
    }

    /// What its drafts point to, by whatever name, which makes it evidence. Nothing in a folder without a library.
    pub(crate) fn pointed(&self, references: &Arc<References>) -> Pointed {
        if self.project.reach.is_empty() {
            return Pointed::default();
        }
        Pointed::of(self.drafts.iter().map(|file| (file.path.as_path(), &file.draft)), references)
    }
}
