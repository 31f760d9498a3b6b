//! The bibliographies of a library as they are edited: one that is half typed costs nothing that was good
//! before.

mod cache;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_references::{Bibliography, Catalogue, Fault, FaultKind, References};
use ibid_zotero::Collection;

pub(crate) use cache::Cache;
use cache::Read;

/// What was last read of each bibliography.
pub(crate) struct Bibliographies {
    paths: Vec<PathBuf>,
    kept: HashMap<PathBuf, Kept>,
    /// What counts after them, and whether that is new.
    zotero: (Option<Arc<Collection>>, bool),
    together: Arc<References>,
    cache: Cache,
}

#[derive(Default)]
struct Kept {
    /// What was read last.
    read: Option<Arc<Read>>,
    /// Whether it is to be written down for the next process.
    is_new: bool,
    /// Entries that could not be read when nothing that was good before was missing: a fault that has long been
    /// there says nothing of what is gone now.
    faults_before: usize,
}

impl Bibliographies {
    /// None yet; what others read already is taken from `cache`.
    pub(crate) fn new(cache: Cache) -> Bibliographies {
        Bibliographies {
            paths: Vec::new(),
            kept: HashMap::new(),
            zotero: (None, false),
            together: Arc::default(),
            cache,
        }
    }

    /// Takes the references of the Zotero library, which count after those of bibliographies. They are there once those
    /// are read.
    pub(crate) fn set_zotero(&mut self, collection: Option<Arc<Collection>>) {
        if self.zotero.0.as_ref().map(Arc::as_ptr) != collection.as_ref().map(Arc::as_ptr) {
            self.zotero = (collection, true);
        }
    }

    /// Brings `paths` up to date, nearest first; `read` gives a file's text, from an editor or the disk.
    /// Why some could not be read is returned; they keep what they had.
    pub(crate) fn read(
        &mut self,
        paths: &[PathBuf],
        read: &dyn Fn(&Path) -> std::io::Result<String>,
    ) -> Vec<String> {
        let mut unread = Vec::new();
        let mut changed = self.paths != paths || std::mem::take(&mut self.zotero.1);
        for path in paths {
            let is_new = !self.kept.contains_key(path);
            let cache = &self.cache;
            // What is kept of a large one takes as long to read as itself.
            let (text, known) = std::thread::scope(|scope| {
                let known = is_new.then(|| scope.spawn(|| cache.kept(path)));
                (read(path), known.and_then(|known| known.join().ok()).flatten())
            });
            let text = match text {
                Ok(text) if text.contains('\0') => {
                    unread.push(format!(
                        "the bibliography {} is in no encoding that ibid knows; save it as UTF-8",
                        path.display()
                    ));
                    continue;
                }
                Ok(text) => text,
                Err(fault) => {
                    unread.push(format!("the bibliography {} cannot be read: {fault}", path.display()));
                    continue;
                }
            };
            changed |= self.kept.entry(path.clone()).or_default().take(path, text, known, &self.cache);
        }
        if changed {
            self.paths = paths.to_vec();
            self.kept.retain(|path, _| paths.contains(path));
            self.together = Arc::new(self.put_together());
        }
        unread
    }

    fn put_together(&self) -> References {
        let own = self.in_order().map(|(_, kept)| kept.catalogue());
        let Some(zotero) = &self.zotero.0 else { return References::new(own.collect()) };
        let all = own.chain([Arc::clone(&zotero.references)]);
        References::new(all.collect()).with_collected(Arc::clone(&zotero.collected))
    }

    /// The references of all of them.
    pub(crate) fn references(&self) -> &Arc<References> {
        &self.together
    }

    /// What is wrong in each of them.
    pub(crate) fn faults(&self) -> Vec<(PathBuf, Vec<Fault>)> {
        self.in_order().map(|(path, kept)| (path.clone(), kept.catalogue().faults().to_vec())).collect()
    }

    /// Writes down what was read, so that the next process need not read it again.
    pub(crate) fn write_down(&mut self) {
        for (path, kept) in self.kept.iter_mut().filter(|(path, kept)| kept.is_new && kept.is_saved(path)) {
            kept.is_new = false;
            kept.read.iter().for_each(|read| self.cache.put(path, &read.text, &read.catalogue));
        }
    }

    fn in_order(&self) -> impl Iterator<Item = (&PathBuf, &Kept)> {
        self.paths.iter().filter_map(|path| Some((path, self.kept.get(path)?)))
    }
}

impl Kept {
    fn catalogue(&self) -> Arc<Catalogue> {
        self.read.as_ref().map(|read| Arc::clone(&read.catalogue)).unwrap_or_default()
    }

    /// Whether the file seems to have this text, and not only an editor.
    fn is_saved(&self, path: &Path) -> bool {
        let on_disk = std::fs::metadata(path).map(|file| file.len());
        on_disk.is_ok_and(|bytes| self.read.as_ref().is_some_and(|read| read.text.len() as u64 == bytes))
    }

    /// Takes a new state of the file, which another process has `known`; whether anything changed.
    fn take(&mut self, path: &Path, text: String, known: Option<cache::Kept>, cache: &Cache) -> bool {
        if self.read.as_ref().is_some_and(|read| read.text == text) {
            return false;
        }
        if let Some(shared) = cache.shared(path, &text) {
            // Who read it writes it down, too.
            self.is_new = false;
            self.read = Some(shared);
            return true;
        }
        let known = match &self.read {
            None => known.and_then(|known| known.of(&text)),
            Some(before) => before.catalogue.changed(&before.text, &text),
        };
        self.is_new |= self.read.is_some() || known.is_none();
        let catalogue = Arc::new(known.unwrap_or_else(|| self.parse(path, &text)));
        self.read = Some(cache.share(path, Read { text, catalogue }));
        true
    }

    /// Reads the whole file. Where more of it is broken than before, what was good in it stays.
    fn parse(&mut self, path: &Path, text: &str) -> Catalogue {
        let mut new = Bibliography::parse(path, text);
        let faults = new.faults.iter().filter(|fault| fault.kind == FaultKind::Malformed).count();
        let has_lost = self.read.is_some() && faults > self.faults_before && self.keep_lost(&mut new);
        if has_lost {
            self.is_new = false;
        } else {
            self.faults_before = faults;
        }
        Catalogue::new(path, new)
    }

    /// Adds to `now` what was good before and is missing there; whether there is anything.
    fn keep_lost(&self, now: &mut Bibliography) -> bool {
        let there: HashSet<String> = now.references.iter().map(|reference| reference.key.clone()).collect();
        now.references.extend(self.catalogue().iter().filter(|reference| !there.contains(&reference.key)));
        now.references.len() > there.len()
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
        let mut bibliographies = Bibliographies::new(Cache::new(Path::new("/nowhere")));
        for (text, expected) in states {
            let unread = bibliographies.read(std::slice::from_ref(&path), &|_| Ok((*text).to_owned()));
            assert_eq!(unread, Vec::<String>::new());
            let keys: Vec<String> = bibliographies.references().iter().map(|r| r.key.clone()).collect();
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
        let mut bibliographies = Bibliographies::new(Cache::new(Path::new("/nowhere")));
        bibliographies.read(&paths, &|_| Ok(A.to_owned()));
        let files: Vec<PathBuf> = bibliographies.references().iter().map(|r| r.file.clone()).collect();
        assert_eq!(files, paths[..1]);
    }

    #[test]
    fn two_libraries_of_one_bibliography_read_it_once() {
        let (cache, path) = (Cache::new(Path::new("/nowhere")), [PathBuf::from("/w/library.bib")]);
        let [mut first, mut second] = [(); 2].map(|()| Bibliographies::new(cache.clone()));
        let catalogue = |of: &Bibliographies| of.kept[&path[0]].catalogue();
        for text in [A, B] {
            first.read(&path, &|_| Ok(text.to_owned()));
            second.read(&path, &|_| Ok(text.to_owned()));
            assert!(Arc::ptr_eq(&catalogue(&first), &catalogue(&second)), "{text}");
        }
        second.read(&path, &|_| Ok(A.to_owned()));
        assert_ne!(catalogue(&first), catalogue(&second), "an editor may have another text");
    }

    #[test]
    fn one_in_an_unknown_encoding_is_told_and_keeps_what_it_had() {
        let paths = [PathBuf::from("/w/library.bib")];
        let mut bibliographies = Bibliographies::new(Cache::new(Path::new("/nowhere")));
        bibliographies.read(&paths, &|_| Ok(A.to_owned()));
        let unread = bibliographies.read(&paths, &|_| Ok("@\0b\0o\0o\0k\0".to_owned()));
        let told = "the bibliography /w/library.bib is in no encoding that ibid knows; save it as UTF-8";
        assert_eq!((unread, bibliographies.references().len()), (vec![told.to_owned()], 1));
    }

    #[test]
    fn one_that_cannot_be_read_is_told_and_keeps_what_it_had() {
        let paths = [PathBuf::from("/w/library.bib")];
        let mut bibliographies = Bibliographies::new(Cache::new(Path::new("/nowhere")));
        bibliographies.read(&paths, &|_| Ok(A.to_owned()));
        let unread = bibliographies.read(&paths, &|_| Err(std::io::ErrorKind::PermissionDenied.into()));
        assert_eq!((unread.len(), bibliographies.references().len()), (1, 1));
    }
}
