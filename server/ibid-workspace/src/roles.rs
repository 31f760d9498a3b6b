//! Which role a file plays: a function of its path and of settings alone. Being open, or holding
//! citations, changes nothing.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use ibid_draft::Markup;

/// What a file is to ibid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Being written: it is checked.
    Draft,
    /// Collected: it is evidence, and never checked.
    Source,
    /// A bibliography.
    Bibliography,
    /// None of ibid's business.
    Other,
}

/// The role of the file at `path` (absolute), given the source folders in its reach and the files that
/// references name.
pub fn role(path: &Path, source_folders: &[PathBuf], named: &HashSet<PathBuf>) -> Role {
    if ibid_references::is_bibliography(path) {
        return Role::Bibliography;
    }
    if named.contains(path) || source_folders.iter().any(|folder| path.starts_with(folder)) {
        return if is_source_format(path) { Role::Source } else { Role::Other };
    }
    if Markup::of(path).is_some() { Role::Draft } else { Role::Other }
}

/// Whether ibid knows how to read `path` as a source, by its name.
pub fn is_source_format(path: &Path) -> bool {
    ibid_sources::is_source(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(path: &str, expected: Role) {
        let folders = [PathBuf::from("/w/sources")];
        let named = HashSet::from([PathBuf::from("/w/papers/ren.pdf"), PathBuf::from("/w/notes/talk.md")]);
        assert_eq!(role(Path::new(path), &folders, &named), expected, "{path}");
    }

    #[test]
    fn a_file_under_a_source_folder_or_named_by_a_reference_is_a_source() {
        check("/w/sources/a.md", Role::Source);
        check("/w/sources/deep/er/a.PDF", Role::Source);
        check("/w/papers/ren.pdf", Role::Source);
        check("/w/notes/talk.md", Role::Source);
    }

    #[test]
    fn any_other_text_is_a_draft() {
        check("/w/essay.md", Role::Draft);
        check("/w/sourcesx/essay.txt", Role::Draft);
        check("/w/notes/other.md", Role::Draft);
        check("/w/essay.tex", Role::Draft);
        check("/w/essay.typ", Role::Draft);
        check("/w/essay.ORG", Role::Draft);
    }

    #[test]
    fn bibliographies_and_what_ibid_cannot_read() {
        check("/w/library.bib", Role::Bibliography);
        check("/w/sources/library.bib", Role::Bibliography);
        check("/w/library.RIS", Role::Bibliography);
        // Of these, what they hold tells.
        check("/w/library.json", Role::Other);
        check("/w/library.yaml", Role::Other);
        check("/w/photo.png", Role::Other);
        check("/w/sources/photo.png", Role::Other);
        check("/w/sources/paper.tex", Role::Source);
        check("/w/sources/paper.doc", Role::Other);
        check("/w/essay.docx", Role::Other);
        check("/w/report.pdf", Role::Other);
    }
}
