#![cfg(unix)]

use std::cell::RefCell;
use std::os::unix::fs::PermissionsExt;
use std::sync::atomic::{AtomicUsize, Ordering};

use ibid_draft::Target;
use ibid_evidence::WhyNot;

use super::*;

mod many;

use crate::reach::Head;
use crate::roots;

/// A workspace on disk, its loader, and a reader of sources that takes a file for its text, saved from an address with its
/// name (and counts).
struct Fixture {
    folder: tempfile::TempDir,
    loader: Loader,
}

impl Fixture {
    fn new(files: &[(&str, &str)]) -> Fixture {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("reader");
        let counter = folder.path().join("reads");
        let script = format!(
            "#!/bin/sh\necho \"$2\" >> {}\ngrep -q BROKEN \"$2\" && exit 9\n\
             printf '{{\"text\":\"%s\",\"marks\":[],\"saved\":{{\"address\":\"https://e.org/%s\"}}}}' \
             \"$(cat \"$2\")\" \"$(basename \"$2\")\"\n",
            counter.display()
        );
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let loader = Fixture::loader(&folder, &program);
        let fixture = Fixture { folder, loader };
        fixture.write("w/.ibid.toml", "");
        fixture.write("w/library.bib", "@book{ren, title = {R}, file = {papers/ren.md}}");
        for (path, text) in files {
            fixture.write(path, text);
        }
        fixture
    }

    fn loader(folder: &tempfile::TempDir, program: &Path) -> Loader {
        let w = folder.path().join("w");
        std::fs::create_dir_all(w.join("sources")).unwrap();
        std::fs::write(w.join("library.bib"), "").unwrap();
        let draft = w.join("essay.md");
        let reach = Reach::find(&draft, &roots::find(&draft, &[w]), &Settings::default(), &Head::default());
        let environment = Environment::new(&folder.path().join("cache"), program);
        Loader::new(reach, Arc::new(Settings::default()), environment)
    }

    /// Another process on the same workspace and cache.
    fn again(self) -> Fixture {
        let loader =
            Fixture { loader: Fixture::loader(&self.folder, &self.path("reader")), folder: self.folder };
        loader.write("w/library.bib", "@book{ren, title = {R}, file = {papers/ren.md}}");
        loader
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file as it would have been a minute ago, so that its time of change can be relied on.
    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        let a_minute_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(60);
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(a_minute_ago).unwrap();
    }

    /// How many sources the reader was started for so far.
    fn reads(&self) -> usize {
        std::fs::read_to_string(self.path("reads")).unwrap_or_default().lines().count()
    }

    fn run(&mut self, linked: &[PathBuf], cancelled: &(dyn Fn() -> bool + Sync)) -> Vec<Known> {
        let published = RefCell::new(Vec::new());
        self.loader.run(&Run {
            read: &|path| std::fs::read_to_string(path),
            pointed: &|_| Pointed { files: linked.to_vec(), ..Pointed::default() },
            progress: &|_| {},
            publish: &|known| published.borrow_mut().push(known),
            cancelled,
        });
        published.into_inner()
    }

    /// Runs, and gives the last state.
    fn load(&mut self) -> Known {
        self.run(&[], &|| false).pop().unwrap()
    }

    /// The sources of `known`, one a line: path and state.
    fn sources(&self, known: &Known) -> Vec<String> {
        let state = |state: &SourceState| match state {
            SourceState::Waiting => "waiting",
            SourceState::Read(_) => "read",
            SourceState::Unreadable(_) => "unreadable",
        };
        let name = |path: &Path| path.strip_prefix(self.folder.path()).unwrap().display().to_string();
        known.shelf.sources().iter().map(|s| format!("{} {}", name(&s.path), state(&s.state))).collect()
    }
}

fn found(known: &Known, words: &str) -> usize {
    known.shelf.searchers()[0].search(words, 10).unwrap().len()
}

#[test]
fn sources_of_folders_references_and_links_are_read_and_found() {
    let mut w = Fixture::new(&[
        ("w/sources/a.md", "Quartz is harder than glass."),
        ("w/papers/ren.md", "Rivers carry silt to the sea."),
        ("w/notes/linked.md", "Herons stand still for hours."),
        ("w/notes/other.md", "Nobody points here."),
    ]);
    let linked = [w.path("w/notes/linked.md")];
    let states = w.run(&linked, &|| false);
    let last = states.last().unwrap();
    assert_eq!(w.sources(last), ["w/notes/linked.md read", "w/papers/ren.md read", "w/sources/a.md read"]);
    assert_eq!(["quartz", "silt", "herons", "nobody"].map(|word| found(last, word)), [1, 1, 1, 0]);
    assert!(last.shelf.is_complete() && last.shelf.references().get("ren").is_some());
    assert!(last.named.contains(&w.path("w/papers/ren.md")));
}

#[test]
fn before_all_is_read_nothing_is_complete() {
    let mut w = Fixture::new(&[("w/sources/a.md", "One."), ("w/sources/b.md", "Two.")]);
    let states = w.run(&[], &|| false);
    let complete: Vec<bool> = states.iter().map(|k| k.shelf.is_complete()).collect();
    assert_eq!((complete.first(), complete.last()), (Some(&false), Some(&true)));
    assert_eq!(w.sources(&states[0]), ["w/sources/a.md waiting", "w/sources/b.md waiting"]);
    assert!(states.windows(2).all(|w| w[0].generation < w[1].generation));
}

#[test]
fn only_what_changed_is_read_again() {
    let mut w = Fixture::new(&[("w/sources/a.md", "One river."), ("w/sources/b.md", "Two lakes.")]);
    w.load();
    assert_eq!(w.reads(), 2);
    w.load();
    assert_eq!(w.reads(), 2);
    w.write("w/sources/b.md", "Three mountains.");
    let known = w.load();
    assert_eq!(w.reads(), 3);
    assert_eq!((found(&known, "lakes"), found(&known, "mountains")), (0, 1));
    std::fs::remove_file(w.path("w/sources/a.md")).unwrap();
    let known = w.load();
    assert_eq!((w.reads(), found(&known, "river")), (3, 0));
    assert_eq!(w.sources(&known), ["w/sources/b.md read"]);
}

#[test]
fn the_next_process_reads_nothing_again() {
    let mut w = Fixture::new(&[("w/sources/a.md", "One river."), ("w/papers/ren.md", "Rivers.")]);
    w.load();
    let mut w = w.again();
    let known = w.load();
    assert_eq!((w.reads(), found(&known, "river")), (2, 2));
    assert!(known.shelf.is_complete());
}

#[test]
fn the_next_process_knows_where_a_page_was_saved_without_its_text() {
    let mut w = Fixture::new(&[("w/sources/page.html", "One river.")]);
    w.load();
    let mut w = w.again();
    let known = w.load();
    assert_eq!(w.reads(), 1);
    std::fs::remove_dir_all(w.path("cache/extracted")).unwrap();
    let cited = |link: &str| known.shelf.resolve(&Target::Link(link.to_owned()), &w.path("w/essay.md")).err();
    let gone = cited("https://e.org/page.html");
    assert!(matches!(gone, Some(WhyNot::Unreadable { .. })), "{gone:?}");
    assert_eq!(cited("https://e.org/other.html"), Some(WhyNot::Unknown));
}

#[test]
fn what_the_cache_has_lost_is_read_again() {
    let mut w = Fixture::new(&[("w/sources/a.md", "One river.")]);
    w.load();
    std::fs::remove_dir_all(w.path("cache/extracted")).unwrap();
    let mut w = w.again();
    let known = w.load();
    assert_eq!(w.reads(), 2);
    assert!(known.shelf.text(&w.path("w/sources/a.md")).is_some());
}

#[test]
fn a_source_that_cannot_be_read_costs_itself() {
    let mut w = Fixture::new(&[("w/sources/a.md", "BROKEN"), ("w/sources/b.md", "Two.")]);
    let known = w.load();
    assert_eq!(w.sources(&known), ["w/sources/a.md unreadable", "w/sources/b.md read"]);
    assert!(known.shelf.is_complete(), "every source was tried");
}

#[test]
fn a_file_outside_the_workspace_is_not_read() {
    let mut w = Fixture::new(&[("out/secret.md", "Secret.")]);
    w.write("w/library.bib", "@book{x, title = {X}, file = {../out/secret.md}}");
    let known = w.load();
    assert_eq!((w.sources(&known), w.reads()), (vec!["out/secret.md unreadable".to_owned()], 0));
}

#[test]
fn a_link_that_leads_outside_costs_itself() {
    let mut w = Fixture::new(&[("out/secret.md", "Secret."), ("w/sources/a.md", "One river.")]);
    std::os::unix::fs::symlink(w.path("out/secret.md"), w.path("w/sources/link.md")).unwrap();
    let known = w.load();
    assert_eq!((w.sources(&known), w.reads()), (vec!["w/sources/a.md read".to_owned()], 1));
    assert!(known.shelf.is_complete() && known.notices.len() == 1, "{:?}", known.notices);
}

#[test]
fn cancelled_it_stops_with_what_it_has_and_claims_nothing() {
    let mut w = Fixture::new(&[("w/sources/a.md", "One."), ("w/sources/b.md", "Two.")]);
    let asked = AtomicUsize::new(0);
    let states = w.run(&[], &|| asked.fetch_add(1, Ordering::SeqCst) >= 3);
    assert!(states.iter().all(|k| !k.shelf.is_complete()));
    assert!(w.load().shelf.is_complete(), "the next run goes on");
}

/// What the index is made of may change; what was extracted stays.
#[test]
fn an_index_is_made_again_without_reading_the_sources() {
    let mut w = Fixture::new(&[("w/sources/a.md", "One river."), ("w/sources/b.md", "Two lakes.")]);
    w.load();
    let source = w.path("w/sources/a.md");
    // What is taken for its content is not: so it shows that the file is not looked into.
    let hash = ContentHash::of(b"Two lakes.");
    let mut seen = Seen::default();
    seen.put(&source, Stat::of(&source).unwrap(), hash.clone());
    let (store, indexed) = (w.loader.environment.store().clone(), HashMap::new());
    let reader = Reader { store, seen: &seen, indexed: &indexed, about: &|_| None };
    let mut read = None;
    let files = std::slice::from_ref(&source);
    reader.read_all(files, &|| false, &mut |_, reading| read = reading.document);
    assert_eq!(read.map(|document| document.hash), Some(hash));

    std::fs::remove_dir_all(w.loader.index_folder()).unwrap();
    let mut w = w.again();
    assert_eq!((found(&w.load(), "river"), w.reads()), (1, 2));
}

/// A writer who opens a folder does not wait for one new book until all the others are there.
#[test]
fn what_did_not_change_is_there_before_what_is_new_is_read() {
    let mut w = Fixture::new(&[("w/sources/b.md", "One river.")]);
    w.load();
    w.write("w/sources/a.md", "Two lakes.");
    let mut w = w.again();
    let states = w.run(&[], &|| false);
    assert_eq!(w.sources(&states[0]), ["w/sources/a.md waiting", "w/sources/b.md read"]);
    assert_eq!((found(&states[0], "river"), states[0].shelf.is_complete()), (1, false));
    assert_eq!(w.sources(states.last().unwrap()), ["w/sources/a.md read", "w/sources/b.md read"]);
    assert_eq!(w.reads(), 2);
}

#[test]
fn a_changed_reference_is_found_by_its_new_words_and_nothing_is_read_again() {
    let mut w = Fixture::new(&[("w/papers/ren.md", "Rivers carry silt.")]);
    assert_eq!(found(&w.load(), "quartz"), 0);
    w.write("w/library.bib", "@book{ren, title = {Quartz}, author = {Ren, Ada}, file = {papers/ren.md}}");
    let known = w.load();
    assert_eq!((found(&known, "quartz"), found(&known, "ada"), w.reads()), (1, 1, 1));
}

#[test]
fn a_drive_that_is_not_connected_costs_nothing() {
    let mut w = Fixture::new(&[("drive/a.md", "One river."), ("w/papers/ren.md", "Silt.")]);
    std::fs::remove_dir(w.path("w/sources")).unwrap();
    std::fs::rename(w.path("drive"), w.path("w/drive")).unwrap();
    std::os::unix::fs::symlink(w.path("w/drive"), w.path("w/sources")).unwrap();
    let known = w.load();
    assert_eq!((found(&known, "river"), w.reads(), known.shelf.is_complete()), (1, 2, true));

    std::fs::rename(w.path("w/drive"), w.path("elsewhere")).unwrap();
    let known = w.load();
    assert_eq!((found(&known, "river"), known.shelf.is_complete()), (1, false), "nothing is called absent");
    assert!(
        known.notices.iter().any(|notice| notice.contains("is kept until it is back")),
        "{:?}",
        known.notices
    );

    std::fs::rename(w.path("elsewhere"), w.path("w/drive")).unwrap();
    let known = w.load();
    assert_eq!((found(&known, "river"), w.reads(), known.shelf.is_complete()), (1, 2, true));
    std::fs::remove_file(w.path("w/drive/a.md")).unwrap();
    assert_eq!(found(&w.load(), "river"), 0);
}

/// As a mount point is when its drive is gone: a folder like any other, and empty.
#[test]
fn a_drive_that_leaves_an_empty_folder_behind_costs_nothing() {
    let mut w = Fixture::new(&[("w/sources/deep/a.md", "One river."), ("w/sources/b.md", "Two lakes.")]);
    w.load();
    let drive = w.path("w/sources/deep");
    w.loader.seen.as_mut().unwrap().set_mounts([drive].into());
    std::fs::rename(w.path("w/sources/deep/a.md"), w.path("a.md")).unwrap();
    for _ in 0..2 {
        let known = w.load();
        assert_eq!(
            (found(&known, "river"), known.shelf.is_complete()),
            (1, false),
            "nothing is called absent"
        );
        assert!(known.notices.iter().any(|notice| notice.contains("sources/deep")), "{:?}", known.notices);
    }
    // Without a drive, the folder was emptied on purpose.
    w.loader.seen.as_mut().unwrap().set_mounts(BTreeSet::new());
    let known = w.load();
    assert_eq!((found(&known, "river"), found(&known, "lakes"), known.shelf.is_complete()), (0, 1, true));
}
