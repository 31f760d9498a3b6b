#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

use ibid_check::{Finding, Severity};

use super::*;
use crate::known::Known;
use crate::roles::Role;

/// A session on a workspace of files, and what it told.
struct Fixture {
    folder: tempfile::TempDir,
    session: Session,
    told: Arc<Mutex<Vec<Event>>>,
}

impl Fixture {
    fn new(files: &[(&str, &str)]) -> Fixture {
        Fixture::for_user(files, User::default())
    }

    fn for_user(files: &[(&str, &str)], user: User) -> Fixture {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join("reader");
        let script = "#!/bin/sh\nprintf '{\"text\":\"%s\",\"marks\":[],\"title\":null}' \"$(cat \"$2\")\"\n";
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let told: Arc<Mutex<Vec<Event>>> = Arc::default();
        let listener = Arc::clone(&told);
        let mut environment = Environment::new(&folder.path().join("cache"), &program);
        environment.user = user;
        let session = Session::new(environment, Arc::new(move |event| listener.lock().unwrap().push(event)));
        session.set_client(ClientSide { roots: vec![folder.path().join("w")], options: Vec::new() });
        let fixture = Fixture { folder, session, told };
        for (path, text) in files {
            fixture.write(path, text);
        }
        fixture
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }

    fn snapshot(&self, name: &str) -> Snapshot {
        self.session.snapshot(&self.path(name)).unwrap()
    }

    /// Waits until what is known for the draft is as wanted.
    #[track_caller]
    fn wait(&self, name: &str, wanted: impl Fn(&Known) -> bool) {
        let start = Instant::now();
        while !self.snapshot(name).known.is_some_and(|known| known.shelf.is_complete() && wanted(&known)) {
            assert!(start.elapsed() < Duration::from_secs(20), "it never came to that");
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}

fn has(known: &Known, key: &str) -> bool {
    known.shelf.references().get(key).is_some()
}

#[test]
fn a_draft_gets_its_library_and_the_library_its_changes() {
    let w = Fixture::new(&[("w/library.bib", "@book{a, title = {A}}"), ("w/sources/a.md", "One.")]);
    w.session.open(&w.path("w/essay.md"), 1, "Text [@a].");
    w.wait("w/essay.md", |known| has(known, "a") && known.shelf.sources().len() == 1);
    assert_eq!(w.snapshot("w/essay.md").role, Role::Draft);
    w.write("w/sources/b.md", "Two.");
    w.wait("w/essay.md", |known| known.shelf.sources().len() == 2);
    std::fs::remove_dir_all(w.path("w/sources")).unwrap();
    w.wait("w/essay.md", |known| known.shelf.sources().is_empty());
    for (number, name) in ["w/sources/c.md", "w/sources/d.md"].iter().enumerate() {
        w.write(name, "Three.");
        w.wait("w/essay.md", |known| known.shelf.sources().len() == number + 1);
    }
    w.write("w/library.bib", "@book{b, title = {B}}");
    w.wait("w/essay.md", |known| has(known, "b") && !has(known, "a"));
    w.write("w/new.bib", "@book{c, title = {C}}");
    w.wait("w/essay.md", |known| has(known, "b") && has(known, "c"));
    assert!(w.told.lock().unwrap().iter().any(|event| matches!(event, Event::Reading(..))));
}

#[test]
fn a_bibliography_open_in_an_editor_counts_as_it_stands_there() {
    let w = Fixture::new(&[("w/library.bib", "@book{a, title = {A}}")]);
    w.session.open(&w.path("w/essay.md"), 1, "");
    w.wait("w/essay.md", |known| has(known, "a"));
    w.session.open(&w.path("w/library.bib"), 1, "@book{typed, title = {T}}");
    w.wait("w/essay.md", |known| has(known, "typed"));
    assert_eq!(w.snapshot("w/library.bib").role, Role::Bibliography);
    w.session.close(&w.path("w/library.bib"));
    w.wait("w/essay.md", |known| has(known, "a"));
}

#[test]
fn a_folder_of_no_concern_has_no_library() {
    let w = Fixture::new(&[("w/README.md", "Text"), ("w/docs/a.md", "More"), ("w/sources/b.md", "Code")]);
    w.session.open(&w.path("w/README.md"), 1, "See [a](docs/a.md).");
    let snapshot = w.snapshot("w/README.md");
    w.session.follow_links(&snapshot);
    assert!(snapshot.known.is_none() && w.told.lock().unwrap().is_empty());
    assert!(!w.path("cache").exists());
}

#[test]
fn what_a_draft_links_to_is_evidence_and_stays_a_draft() {
    let w = Fixture::new(&[("w/library.bib", ""), ("w/notes/talk.md", "Herons.")]);
    w.session.open(&w.path("w/essay.md"), 1, "They [stand](notes/talk.md) and [go](https://x.org/a.html).");
    w.wait("w/essay.md", |_| true);
    w.session.follow_links(&w.snapshot("w/essay.md"));
    w.wait("w/essay.md", |known| known.shelf.sources().iter().any(|s| s.path == w.path("w/notes/talk.md")));
    w.session.open(&w.path("w/notes/talk.md"), 1, "Herons.");
    assert_eq!(w.snapshot("w/notes/talk.md").role, Role::Draft);
}

#[test]
fn a_source_that_is_opened_stays_a_source() {
    let w = Fixture::new(&[
        ("w/library.bib", "@book{a, file = {papers/a.md}}"),
        ("w/sources/s.md", "One."),
        ("w/papers/a.md", "Two."),
    ]);
    for name in ["w/sources/s.md", "w/papers/a.md"] {
        w.session.open(&w.path(name), 1, "One.");
        w.wait(name, |_| true);
        assert_eq!(w.snapshot(name).role, Role::Source, "{name}");
    }
}

#[test]
fn a_refused_setting_is_told_once() {
    let w = Fixture::new(&[("w/.ibid.toml", "folders = ['/']"), ("w/library.bib", "")]);
    for name in ["w/a.md", "w/b.md"] {
        w.session.open(&w.path(name), 1, "");
        w.snapshot(name);
    }
    let told = w.told.lock().unwrap();
    assert_eq!(told.iter().filter(|event| matches!(event, Event::Notice(_))).count(), 1, "{told:?}");
}

#[test]
fn findings_are_as_the_settings_say_and_spare_the_sentence_being_typed() {
    let w = Fixture::new(&[
        ("w/library.bib", "@book{a, title = {A}}\n@book{a, title = {B}}"),
        ("w/.ibid.toml", "[severity]\nmissing-source = 'off'\nunknown-citation = 'hint'"),
    ]);
    let path = w.path("w/essay.md");
    w.session.open(&path, 1, "It rose [@nobody]. It fell [@a]. ");
    w.wait("w/essay.md", |_| true);
    let shown = |after: Duration| {
        let snapshot = w.snapshot("w/essay.md");
        let now = snapshot.open.last_change.map_or_else(Instant::now, |change| change.at) + after;
        let findings = w.session.findings(&snapshot, now, &|| true).unwrap();
        let name =
            |(severity, finding): &(Severity, Finding)| format!("{severity:?} {}", finding.code.as_str());
        let own: Vec<String> = findings.own.iter().map(name).collect();
        let others: Vec<String> = findings.bibliographies.iter().flat_map(|(_, f)| f).map(name).collect();
        (own, others, findings.again_in.is_some())
    };
    let one = vec!["Hint unknown-citation".to_owned()];
    let duplicate = vec!["Warning duplicate-reference".to_owned()];
    assert_eq!(shown(Duration::ZERO), (one.clone(), duplicate.clone(), false));
    let end = ibid_text::Position { line: 9, character: 0 };
    let typed = Change { range: Some((end, end)), text: "Then it stood still [@none]".to_owned() };
    w.session.change(&path, 2, &[typed], Encoding::Utf16);
    assert_eq!(shown(Duration::ZERO), (one.clone(), duplicate.clone(), true));
    assert_eq!(shown(Duration::from_secs(2)), ([one.clone(), one].concat(), duplicate, false));
}

#[test]
fn what_a_quarto_project_names_in_vain_is_a_notice() {
    let w = Fixture::new(&[("w/_quarto.yml", "bibliography: no.bib")]);
    w.session.open(&w.path("w/one.qmd"), 1, "It fell [@nobody]. ");
    w.snapshot("w/one.qmd");
    let told = w.told.lock().unwrap();
    assert!(
        matches!(&told[..], [Event::Notice(notice)] if notice.contains("no.bib does not exist")),
        "{told:?}"
    );
}

#[test]
fn a_bibliography_named_in_vain_is_told_when_typing_rests_and_nothing_is_called_absent() {
    let w = Fixture::new(&[("w/.ibid.toml", ""), ("w/a.bib", ""), ("w/sources/s.md", "One.")]);
    let path = w.path("w/essay.md");
    w.session.open(&path, 1, "---\nbibliography: [a.bib, b.b]\n---\n\nIt fell [@nobody]. ");
    w.session.change(&path, 2, &[typed_at(1, 25, "i")], Encoding::Utf16);
    w.wait("w/essay.md", |_| true);
    w.session.change(&path, 3, &[typed_at(1, 26, "b")], Encoding::Utf16);
    let snapshot = w.snapshot("w/essay.md");
    let now = snapshot.open.last_change.unwrap().at;
    let found = |after: Duration| w.session.findings(&snapshot, now + after, &|| true).unwrap();
    assert_eq!((found(Duration::ZERO).own, found(Duration::ZERO).again_in), (vec![], Some(typing::PATIENCE)));
    assert_eq!(w.session.libraries.all().len(), 1);
    let [(Severity::Warning, told)] = &found(typing::PATIENCE).own[..] else { panic!() };
    assert_eq!(
        (told.code.as_str(), told.message.as_str()),
        ("unreadable-source", "the bibliography b.bib does not exist")
    );
    assert_eq!(snapshot.draft.slice(told.span), "b.bib");
    assert_eq!(told.fixes[0].title, "Name a.bib instead");
}

fn typed_at(line: u32, character: u32, text: &str) -> Change {
    let at = ibid_text::Position { line, character };
    Change { range: Some((at, at)), text: text.to_owned() }
}

#[test]
fn a_check_nobody_wants_is_dropped_and_so_is_one_of_a_text_that_has_changed() {
    let w = Fixture::new(&[("w/library.bib", ""), ("w/sources/s.md", "One.")]);
    let path = w.path("w/essay.md");
    w.session.open(&path, 1, "It fell [@nobody]. ");
    w.wait("w/essay.md", |_| true);
    let before = w.snapshot("w/essay.md");
    assert_eq!(w.session.findings(&before, Instant::now(), &|| false), None);
    w.session.change(&path, 2, &[typed_at(0, 19, "It rose. ")], Encoding::Utf16);
    assert_eq!(w.session.findings(&before, Instant::now(), &|| true), None);
    let now = w.snapshot("w/essay.md");
    assert_eq!(w.session.findings(&now, Instant::now(), &|| true).unwrap().own.len(), 1);
    let found = w.session.findings_in(&now, ibid_text::Span::new(10, 10), Instant::now());
    assert_eq!(found.len(), 1);
    assert_eq!(w.session.findings_in(&now, ibid_text::Span::new(25, 25), Instant::now()), []);
}

const CITED: &[(&str, &str)] = &[
    ("w/library.bib", "@book{doe, title = {A}}\n@inbook{part, title = {B}, crossref = {doe}}\n"),
    ("w/essay.md", "It fell [@doe]. 𝒳 `@doe`"),
    ("w/notes/n.md", "See @doe and [@part]."),
    ("w/notes/other.md", "See @part."),
    ("w/own/own.bib", "@book{doe, title = {Another}}"),
    ("w/own/o.md", "It rose [@doe]."),
    ("w/named.md", "---\nbibliography: own/own.bib\n---\nIt rose [@doe]."),
    ("w/sources/s.md", "A source that says @doe."),
    ("w/node_modules/m.md", "@doe"),
];

/// What `named` in `file` is called in all files after it was given the citekey `new`.
fn renamed(w: &Fixture, (file, words): (&str, &str), new: &str) -> Result<Vec<(String, String)>, String> {
    let snapshot = w.snapshot(file);
    let at = snapshot.open.text().to_string().find(words).unwrap();
    let named = w.session.named_at(&snapshot, at).unwrap();
    let changed = w.session.rename(&snapshot, &named, new, &|| true)?.unwrap();
    let changed = changed.into_iter().map(|file| {
        let path = file.path.strip_prefix(w.path("w")).unwrap().to_str().unwrap().to_owned();
        let text = file.edits.iter().rev().fold(file.text.to_string(), |mut text, edit| {
            text.replace_range(edit.span.start..edit.span.end, &edit.text);
            text
        });
        (path, text)
    });
    Ok(changed.collect())
}

#[test]
fn a_citekey_is_renamed_in_all_files_that_read_its_bibliography() {
    let w = Fixture::new(CITED);
    w.session.open(&w.path("w/essay.md"), 1, "It fell [@doe]. And [@doe] again.");
    w.session.open(&w.path("w/library.bib"), 1, CITED[0].1);
    w.wait("w/essay.md", |known| has(known, "doe"));
    let expected = [
        ("essay.md", "It fell [@roe]. And [@roe] again."),
        ("library.bib", "@book{roe, title = {A}}\n@inbook{part, title = {B}, crossref = {roe}}\n"),
        ("notes/n.md", "See @roe and [@part]."),
    ]
    .map(|(file, text)| (file.to_owned(), text.to_owned()));
    assert_eq!(renamed(&w, ("w/essay.md", "doe"), "roe").unwrap(), expected);
    w.wait("w/library.bib", |known| has(known, "doe"));
    assert_eq!(renamed(&w, ("w/library.bib", "doe"), "roe").unwrap(), expected);
    assert!(renamed(&w, ("w/essay.md", "doe"), "part").unwrap_err().contains("“part” already"));
}

#[test]
fn a_file_in_which_an_editor_would_lose_letters_is_read_and_not_changed() {
    let w = Fixture::new(&[("w/essay.md", "It fell [@doe].")]);
    let bibliography = w.path("w/library.bib");
    std::fs::write(&bibliography, b"@book{doe, title = {G\xf6del and M\xfcller}}\n").unwrap();
    w.session.open(&w.path("w/essay.md"), 1, "It fell [@doe].");
    w.wait("w/essay.md", |known| has(known, "doe"));
    let known = w.snapshot("w/essay.md").known.unwrap();
    assert_eq!(known.shelf.references().get("doe").unwrap().title, "Gödel and Müller");
    let rename = || renamed(&w, ("w/essay.md", "doe"), "roe").map(|files| files.len());
    assert!(rename().unwrap_err().contains("library.bib is not in UTF-8"));
    w.session.open(&bibliography, 1, "@book{doe, title = {G\u{fffd}del and M\u{fffd}ller}}\n");
    assert!(rename().is_err(), "the editor took it for UTF-8");
    w.session.close(&bibliography);
    w.session.open(&bibliography, 1, "@book{doe, title = {Gödel and Müller}}\n");
    assert_eq!(rename(), Ok(2), "the editor knows its encoding");
}

#[test]
fn entries_that_no_draft_cites_are_told_where_that_is_asked_for() {
    let unused = |settings: &str, note: &str| {
        let w = Fixture::new(&[
            (".ibid.toml", ""),
            ("w/.ibid.toml", settings),
            (
                "w/library.bib",
                "@book{a, ids = {a2}}\n@book{b,}\n@inbook{c, crossref = {B}}\n\
             @book{d, author = {Dunn, Ann}, title = {Quays of the North}, date = {2012}, url = {https://d.example/quays}}\n",
            ),
            ("w/essay.md", "It fell [@a2]."),
            ("w/note.md", note),
        ]);
        w.session.open(&w.path("w/essay.md"), 1, "It fell [@a2].");
        w.wait("w/essay.md", |known| has(known, "d"));
        let found = w.session.findings(&w.snapshot("w/essay.md"), Instant::now(), &|| true).unwrap();
        let told = found.bibliographies.into_iter().flat_map(|(_, found)| found);
        told.map(|(severity, finding)| (severity, finding.message)).collect::<Vec<_>>()
    };
    let on = "[severity]\nunused-reference = 'information'";
    let told = |key: &str| (Severity::Information, format!("No draft cites “{key}”."));
    assert_eq!(unused("", ""), []);
    assert_eq!(unused(on, "See [@d]."), [told("c")]);
    assert_eq!(unused(on, "See `[@d]`."), [told("c"), told("d")]);
    assert_eq!(unused(on, "---\nnocite: '@*'\n---\n"), []);
    assert_eq!(unused(on, "It fell (Dunn 2012)."), [told("c")], "by words");
    assert_eq!(
        unused(on, "It fell.^[Dunn, Quays of the North, 2012, 3.]"),
        [told("c")],
        "by words in a note"
    );
    assert_eq!(unused(on, "It fell, [they say](https://d.example/quays)."), [told("c")], "by its address");
}

#[test]
fn what_cites_a_reference_is_found_and_the_search_can_be_stopped() {
    let w = Fixture::new(CITED);
    w.session.open(&w.path("w/own/o.md"), 1, "It rose [@doe].");
    w.wait("w/own/o.md", |known| has(known, "doe"));
    let snapshot = w.snapshot("w/own/o.md");
    let named = w.session.named_at(&snapshot, 11).unwrap();
    let found = w.session.citing(&snapshot, &named, &|| true).unwrap();
    let files: Vec<&str> =
        found.iter().map(|f| f.path.strip_prefix(w.path("w")).unwrap().to_str().unwrap()).collect();
    assert_eq!(files, ["named.md", "own/o.md", "own/own.bib"]);
    assert!(found[2].places[0].entry && !found[1].places[0].entry);
    assert!(w.session.citing(&snapshot, &named, &|| false).is_none());
}

/// The codes and texts of what is found in a draft, and the number of other files with findings.
fn found(w: &Fixture, name: &str) -> (Vec<String>, usize) {
    let snapshot = w.snapshot(name);
    let text = snapshot.open.text().to_string();
    let later = Instant::now() + Duration::from_secs(60);
    let findings = w.session.findings(&snapshot, later, &|| true).unwrap();
    let told =
        |(_, finding): &(Severity, Finding)| format!("{} {}", finding.code.as_str(), finding.span.of(&text));
    (
        findings.own.iter().map(told).collect(),
        findings.bibliographies.iter().filter(|(_, all)| !all.is_empty()).count(),
    )
}

#[test]
fn a_drafts_own_references_are_for_it_alone_and_follow_its_edits() {
    let w = Fixture::new(&[("w/library.json", r#"[{"id": "all", "type": "book", "title": "All"}]"#)]);
    let head = "---\nreferences:\n- id: own\n  title: Own\n- title: nameless\n---\n\n";
    w.session.open(&w.path("w/essay.md"), 1, &format!("{head}It is so [@own; @all; @none].\n"));
    w.session.open(&w.path("w/other.md"), 1, "It is so [@own].\n");
    w.wait("w/essay.md", |known| has(known, "own") && has(known, "all"));
    w.wait("w/other.md", |known| has(known, "all") && !has(known, "own"));
    let (own, elsewhere) = found(&w, "w/essay.md");
    let grave: Vec<&str> =
        own.iter().map(String::as_str).filter(|told| !told.starts_with("missing-source")).collect();
    assert_eq!(grave, ["malformed-reference title: nameless", "unknown-citation @none"]);
    assert_eq!(elsewhere, 0);
    let renamed = Change { range: None, text: format!("{}Text.\n", head.replacen("own", "new", 1)) };
    w.session.change(&w.path("w/essay.md"), 2, &[renamed], Encoding::Utf8);
    w.wait("w/essay.md", |known| has(known, "new") && !has(known, "own"));
}

#[test]
fn a_file_that_is_a_bibliography_by_what_it_holds_has_that_role() {
    let w = Fixture::new(&[
        ("w/lib.json", r#"[{"id": "a", "type": "book"}, {"title": "x"}]"#),
        ("w/data.json", "{}"),
    ]);
    w.session.open(&w.path("w/essay.md"), 1, "It is so [@a].\n");
    w.wait("w/essay.md", |known| has(known, "a"));
    for (name, role) in [("w/lib.json", Role::Bibliography), ("w/data.json", Role::Other)] {
        let text = std::fs::read_to_string(w.path(name)).unwrap();
        w.session.open(&w.path(name), 1, &text);
        assert_eq!(w.snapshot(name).role, role, "{name}");
    }
    assert_eq!(found(&w, "w/lib.json").0, ["malformed-reference {"]);
}

#[test]
fn what_the_user_keeps_for_all_drafts_is_silent_where_nothing_of_it_is_cited() {
    let folder = tempfile::tempdir().unwrap();
    let config = folder.path().join("config.toml");
    std::fs::write(folder.path().join("all.bib"), "@book{mine, title = {M}}").unwrap();
    std::fs::write(&config, "bibliography = 'all.bib'").unwrap();
    let w = Fixture::for_user(&[], User { file: Some(config), ..User::default() });
    w.session.open(&w.path("w/README.md"), 1, "Ask @somebody.\n");
    w.session.open(&w.path("w/essay.md"), 1, "It is so [@mine]. Not so [@somebody].\n");
    w.wait("w/README.md", |known| has(known, "mine"));
    assert_eq!(found(&w, "w/README.md").0, Vec::<String>::new());
    assert!(found(&w, "w/essay.md").0.contains(&"unknown-citation @somebody".to_owned()));
}

#[test]
fn a_draft_that_is_closed_has_the_references_on_the_disk() {
    let text = |key: &str| format!("---\nreferences:\n- id: {key}\n  title: T\n---\n\nText.\n");
    let w = Fixture::new(&[("w/essay.md", &text("disk"))]);
    w.session.open(&w.path("w/essay.md"), 1, &text("typed"));
    w.wait("w/essay.md", |known| has(known, "typed"));
    w.session.close(&w.path("w/essay.md"));
    w.session.open(&w.path("w/essay.md"), 1, &text("disk"));
    w.wait("w/essay.md", |known| has(known, "disk") && !has(known, "typed"));
}
