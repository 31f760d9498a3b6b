//! The bibliographies of a library as they are edited: one that is half typed costs nothing that was good
//! before.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_references::{Bibliography, Fault, FaultKind, Reference, References};

/// What was last read of each bibliography.
#[derive(Default)]
pub(crate) struct Bibliographies {
    paths: Vec<PathBuf>,
    kept: HashMap<PathBuf, Kept>,
    together: Arc<References>,
}

#[derive(Default)]
struct Kept {
    /// Of the text that was read last.
    hash: Option<blake3::Hash>,
    /// Entries that could not be read when nothing that was good before was missing: a fault that has long been
    /// there says nothing of what is gone now.
    faults_before: usize,
    bibliography: Bibliography,
}

impl Bibliographies {
    /// Brings `paths` up to date, nearest first; `read` gives a file's text, from an editor or the disk.
    /// Why some could not be read is returned; they keep what they had.
    pub(crate) fn read(
        &mut self,
        paths: &[PathBuf],
        read: &dyn Fn(&Path) -> std::io::Result<String>,
    ) -> Vec<String> {
        let mut unread = Vec::new();
        let mut changed = self.paths != paths;
        for path in paths {
            let text = match read(path) {
                Ok(text) => text,
                Err(fault) => {
                    unread.push(format!("the bibliography {} cannot be read: {fault}", path.display()));
                    continue;
                }
            };
            changed |= self.kept.entry(path.clone()).or_default().take(path, &text);
        }
        if changed {
            self.paths = paths.to_vec();
            self.kept.retain(|path, _| paths.contains(path));
            let all = self.in_order().map(|(_, kept)| kept.bibliography.clone());
            self.together = Arc::new(References::new(all.collect()));
        }
        unread
    }

    /// The references of all of them.
    pub(crate) fn references(&self) -> &Arc<References> {
        &self.together
    }

    /// What is wrong in each of them.
    pub(crate) fn faults(&self) -> Vec<(PathBuf, Vec<Fault>)> {
        self.in_order().map(|(path, kept)| (path.clone(), kept.bibliography.faults.clone())).collect()
    }

    fn in_order(&self) -> impl Iterator<Item = (&PathBuf, &Kept)> {
        self.paths.iter().filter_map(|path| Some((path, self.kept.get(path)?)))
    }
}

impl Kept {
    /// Takes a new state of the file; whether anything changed.
    fn take(&mut self, path: &Path, text: &str) -> bool {
        let hash = Some(blake3::hash(text.as_bytes()));
        if self.hash == hash {
            return false;
        }
        let new = Bibliography::parse(path, text);
        let before = std::mem::replace(&mut self.bibliography, new);
        let faults =
            self.bibliography.faults.iter().filter(|fault| fault.kind == FaultKind::Malformed).count();
        let has_lost =
            self.hash.is_some() && faults > self.faults_before && self.keep_lost(before.references);
        if !has_lost {
            self.faults_before = faults;
        }
        self.hash = hash;
        true
    }

    /// While the file is broken, what was good in it before stays; whether anything of that is missing now.
    fn keep_lost(&mut self, before: Vec<Arc<Reference>>) -> bool {
        let now = &mut self.bibliography.references;
        let there: HashSet<String> = now.iter().map(|reference| reference.key.clone()).collect();
        now.extend(before.into_iter().filter(|reference| !there.contains(&reference.key)));
        now.len() > there.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The citekeys known after each state of one file was read.
    #[track_caller]
    fn check(states: &[(&str, &[&str])]) {
        check_file("/w/library.bib", states);
    }

    #[track_caller]
    fn check_file(path: &str, states: &[(&str, &[&str])]) {
        let path = PathBuf::from(path);
        let mut bibliographies = Bibliographies::default();
        for (text, expected) in states {
            let unread = bibliographies.read(std::slice::from_ref(&path), &|_| Ok((*text).to_owned()));
            assert_eq!(unread, Vec::<String>::new());
            let keys: Vec<&str> = bibliographies.references().iter().map(|r| r.key.as_str()).collect();
            assert_eq!(keys, *expected, "after {text}");
        }
    }

    const A: &str = "@book{a, title = {A}}\n";
    const B: &str = "@book{b, title = {B}}\n";

    #[test]
    fn a_half_typed_entry_costs_nothing_that_was_good() {
        let broken = format!("@book{{a, title = {{A\n{B}");
        check(&[(&format!("{A}{B}"), &["a", "b"]), (&broken, &["b", "a"]), (B, &["b"])]);
    }

    #[test]
    fn a_file_cut_in_the_middle_costs_nothing_that_was_good_in_any_format() {
        let json = r#"[{"id": "a", "title": "A"}, {"id": "b", "title": "B"}]"#;
        let yaml = "- id: a\n  title: A\n- id: b\n  title: \"B\"\n";
        let ris = "TY  - BOOK\nID  - a\nER  - \nTY  - BOOK\nID  - b\nER  - \n";
        let cuts = [("/w/l.json", json, 40), ("/w/l.yaml", yaml, 38), ("/w/l.ris", ris, 40)];
        for (path, text, cut) in cuts {
            check_file(path, &[(text, &["a", "b"]), (&text[..cut], &["a", "b"]), (text, &["a", "b"])]);
        }
    }

    #[test]
    fn what_is_deleted_is_gone() {
        let nameless = "@book{, title = {C}}\n";
        let all = format!("{A}{nameless}{B}");
        check(&[(&all, &["a", "b"]), (&format!("{A}{nameless}"), &["a"])]);
        check(&[(&format!("{A}{B}"), &["a", "b"]), (&all, &["a", "b"]), (&format!("{nameless}{B}"), &["b"])]);
        check(&[(&format!("{A}{B}"), &["a", "b"]), (A, &["a"]), ("", &[])]);
    }

    #[test]
    fn of_one_citekey_in_two_files_the_nearest_counts() {
        let paths = [PathBuf::from("/w/a/near.bib"), PathBuf::from("/w/far.bib")];
        let mut bibliographies = Bibliographies::default();
        bibliographies.read(&paths, &|_| Ok(A.to_owned()));
        let files: Vec<&PathBuf> = bibliographies.references().iter().map(|r| &r.file).collect();
        assert_eq!(files, [&paths[0]]);
    }

    #[test]
    fn one_that_cannot_be_read_is_told_and_keeps_what_it_had() {
        let paths = [PathBuf::from("/w/library.bib")];
        let mut bibliographies = Bibliographies::default();
        bibliographies.read(&paths, &|_| Ok(A.to_owned()));
        let unread = bibliographies.read(&paths, &|_| Err(std::io::ErrorKind::PermissionDenied.into()));
        assert_eq!((unread.len(), bibliographies.references().len()), (1, 1));
    }
}
