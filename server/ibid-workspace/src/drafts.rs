//! The drafts that are open in an editor. A change makes a new value; whoever holds the old one keeps it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use dashmap::DashMap;
use ibid_draft::{Draft, Markup};
use ibid_text::{Encoding, Position, Span};
use ropey::Rope;

use crate::positions;

/// A draft as the editor last sent it.
#[derive(Clone)]
pub struct OpenDraft {
    /// The editor's number for this state.
    pub version: i32,
    /// Its text and what that is made of.
    pub draft: Draft,
    /// The last change by the writer; `None` since it was opened.
    pub last_change: Option<LastChange>,
}

/// Where and when a draft was last changed.
#[derive(Clone, Copy, Debug)]
pub struct LastChange {
    /// The byte right after what was put in.
    pub end: usize,
    /// When.
    pub at: Instant,
}

/// One change as the editor tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is replaced; `None` is the whole text.
    pub range: Option<(Position, Position)>,
    /// What comes in its place.
    pub text: String,
}

/// All open drafts by path.
#[derive(Default)]
pub struct OpenDrafts {
    by_path: DashMap<PathBuf, Arc<OpenDraft>>,
}

impl OpenDrafts {
    /// Opens the file at `path` with this text.
    pub fn open(&self, path: &Path, version: i32, text: &str) {
        let open = OpenDraft {
            version,
            draft: Draft::written_in(Markup::of(path).unwrap_or_default(), text),
            last_change: None,
        };
        self.by_path.insert(path.to_owned(), Arc::new(open));
    }

    /// Applies `changes` in order, each to the result of the one before. A file that is not open stays so.
    pub fn change(&self, path: &Path, version: i32, changes: &[Change], encoding: Encoding) {
        let Some(before) = self.get(path) else { return };
        let mut open = OpenDraft { version, ..OpenDraft::clone(&before) };
        for change in changes {
            open.apply(change, encoding);
        }
        self.by_path.insert(path.to_owned(), Arc::new(open));
    }

    /// Forgets the file at `path`.
    pub fn close(&self, path: &Path) {
        self.by_path.remove(path);
    }

    /// The file at `path` as it is now.
    pub fn get(&self, path: &Path) -> Option<Arc<OpenDraft>> {
        self.by_path.get(path).map(|open| Arc::clone(&open))
    }

    /// The paths of all open files, in order.
    pub fn paths(&self) -> Vec<PathBuf> {
        let mut paths: Vec<PathBuf> = self.by_path.iter().map(|open| open.key().clone()).collect();
        paths.sort();
        paths
    }
}

impl OpenDraft {
    /// Its text.
    pub fn text(&self) -> &Rope {
        self.draft.rope()
    }

    fn apply(&mut self, change: &Change, encoding: Encoding) {
        let start = match change.range {
            Some((start, end)) => {
                let start = positions::offset(self.text(), start, encoding);
                let end = positions::offset(self.text(), end, encoding).max(start);
                self.draft = self.draft.edit(Span::new(start, end), &change.text);
                start
            }
            None => {
                self.draft = Draft::written_in(self.draft.markup(), &change.text);
                0
            }
        };
        self.last_change = Some(LastChange { end: start + change.text.len(), at: Instant::now() });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "/w/essay.md";

    fn at(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    fn change(range: Option<(Position, Position)>, text: &str) -> Change {
        Change { range, text: text.to_owned() }
    }

    #[track_caller]
    fn check(before: &str, changes: &[Change], after: &str) {
        let drafts = OpenDrafts::default();
        drafts.open(Path::new(PATH), 1, before);
        drafts.change(Path::new(PATH), 2, changes, Encoding::Utf16);
        let open = drafts.get(Path::new(PATH)).unwrap();
        assert_eq!((open.version, open.text().to_string().as_str()), (2, after));
    }

    #[test]
    fn changes_apply_one_after_the_other() {
        check(
            "𝒳 one\r\ntwo",
            &[change(Some((at(0, 3), at(0, 6))), "1"), change(Some((at(0, 4), at(1, 0))), ", ")],
            "𝒳 1, two",
        );
        check("old", &[change(None, "new"), change(Some((at(0, 3), at(0, 3))), "er")], "newer");
    }

    #[test]
    fn a_range_outside_the_text_or_backwards_does_no_harm() {
        check("ab", &[change(Some((at(7, 7), at(9, 9))), "!")], "ab!");
        check("ab", &[change(Some((at(0, 2), at(0, 0))), "!")], "ab!");
    }

    #[test]
    fn what_was_handed_out_does_not_change() {
        let drafts = OpenDrafts::default();
        drafts.open(Path::new(PATH), 1, "old");
        let held = drafts.get(Path::new(PATH)).unwrap();
        drafts.change(Path::new(PATH), 2, &[change(None, "new")], Encoding::Utf8);
        drafts.close(Path::new(PATH));
        assert_eq!(held.text(), "old");
        assert!(drafts.get(Path::new(PATH)).is_none());
        drafts.change(Path::new(PATH), 3, &[change(None, "late")], Encoding::Utf8);
        assert_eq!(drafts.paths(), Vec::<PathBuf>::new());
    }
}
