//! A library goes in as Zotero keeps it, references and what belongs to them come out.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use expect_test::{Expect, expect};
use rusqlite::params;

use crate::fixture::Zotero;
use crate::{
    Collection, DATABASE, Error, Folder, KEYS_DATABASE, KeyCounts, copy, find, is_part_of_database, read,
};

/// An empty library in a folder of its own.
fn zotero() -> (tempfile::TempDir, Zotero) {
    let folder = tempfile::tempdir().unwrap();
    let zotero = Zotero::new(&folder.path().join("Zotero"));
    (folder, zotero)
}

/// Copies the library, with Zotero still running, and reads the copy.
#[track_caller]
fn read_copy(zotero: &Zotero) -> Collection {
    let cache = tempfile::tempdir().unwrap();
    let (database, keys) = (cache.path().join(DATABASE), cache.path().join(KEYS_DATABASE));
    copy(&zotero.folder().join(DATABASE), &database).unwrap();
    let kept = zotero.folder().join(KEYS_DATABASE);
    let kept = kept.is_file().then(|| copy(&kept, &keys).map(|()| keys.as_path()).unwrap());
    read(&database, kept, &Folder { data: zotero.folder().to_owned(), linked: None, address: None }).unwrap()
}

fn keys(collection: &Collection) -> Vec<String> {
    collection.references.iter().map(|reference| reference.key.clone()).collect()
}

/// The references as a reader of the test sees them.
#[track_caller]
fn check(collection: &Collection, expected: &Expect) {
    let mut out = String::new();
    for r in collection.references.iter() {
        let _ = writeln!(out, "@{}{{{}: {} / {:?}", r.kind, r.key, r.authors.join("; "), r.title);
        let date = r.date.map(|d| format!("{} {:?} {:?}", d.year, d.month, d.day));
        let _ = writeln!(out, "  {date:?} in {:?}, pages {:?}", r.container, r.pages);
        let _ = writeln!(out, "  {:?}", r.fields);
    }
    expected.assert_eq(&out);
}

#[test]
fn items_are_references() {
    let (_folder, zotero) = zotero();
    let article = zotero.item(
        "journalArticle",
        "AAAA2345",
        &[
            ("title", "The Country's Chips"),
            ("publicationTitle", "People's Daily"),
            ("date", "2025-06-10 June 10, 2025"),
            ("pages", "1-3"),
            ("volume", "7"),
            ("issue", "2"),
            ("language", "en-GB"),
            ("extra", "Citation Key: ren2025\nFirst of two parts"),
            ("libraryCatalog", "DOI.org"),
        ],
    );
    zotero.creator(article, "author", "Ren", "Zhengfei");
    zotero.creator(article, "translator", "van der Berg", "Ann");
    zotero.tag(article, "chips");
    zotero.tag(article, "China");
    let part = zotero.item(
        "bookSection",
        "BBBB2345",
        &[("title", "Part"), ("bookTitle", "Whole"), ("publisher", "Verso")],
    );
    zotero.creator(part, "editor", "Smith", "Zoë");
    let page = zotero.item(
        "webpage",
        "CCCC2345",
        &[("title", "Data"), ("websiteTitle", "World Bank"), ("accessDate", "2025-05-16 09:12:44")],
    );
    zotero.creator(page, "author", "World Bank", "");
    let film = zotero.item(
        "film",
        "DDDD2345",
        &[("title", "Ran"), ("date", "1985-00-00 1985"), ("distributor", "Toho")],
    );
    zotero.creator(film, "scriptwriter", "Oguni", "Hideo");
    zotero.creator(film, "director", "Kurosawa", "Akira");
    check(
        &read_copy(&zotero),
        &expect![[r#"
        @article{ren2025: Ren, Zhengfei / "The Country's Chips"
          Some("2025 Some(6) Some(10)") in Some("People's Daily"), pages Some("1-3")
          [("volume", "7"), ("number", "2"), ("langid", "en-GB"), ("note", "First of two parts"), ("journaltitle", "People's Daily"), ("translator", "van der Berg, Ann"), ("keywords", "China, chips")]
        @incollection{smithPart: Smith, Zoë / "Part"
          None in Some("Whole"), pages None
          [("publisher", "Verso"), ("booktitle", "Whole"), ("editor", "Smith, Zoë")]
        @online{worldbankData: World Bank / "Data"
          None in Some("World Bank"), pages None
          [("urldate", "2025-05-16"), ("organization", "World Bank")]
        @movie{kurosawaRan1985: Kurosawa, Akira / "Ran"
          Some("1985 None None") in None, pages None
          [("publisher", "Toho")]
    "#]],
    );
}

#[test]
fn the_trash_and_feeds_are_left_out() {
    let (_folder, zotero) = zotero();
    zotero.item("book", "AAAA2345", &[("title", "Kept")]);
    let gone = zotero.item("book", "BBBB2345", &[("title", "Gone")]);
    zotero.trash(gone);
    zotero.execute(
        "INSERT INTO libraries (libraryID, type, editable, filesEditable) VALUES (7, 'feed', 0, 0)",
        [],
    );
    zotero.item_in(7, "journalArticle", "CCCC2345", &[("title", "News")]);
    assert_eq!(keys(&read_copy(&zotero)), ["Kept"]);
}

#[test]
fn a_citekey_is_zoteros_then_better_bibtexs_then_made() {
    let (_folder, zotero) = zotero();
    let named = |key: &str, field: &str, value: &str| {
        zotero.item("book", key, &[("title", "T"), (field, value)]);
    };
    named("AAAA2345", "citationKey", "native1");
    zotero.item("book", "BBBB2345", &[("citationKey", "native2"), ("extra", "Citation Key: pinned")]);
    named("CCCC2345", "extra", "PMID: 1\ncitation key: pinned3");
    named("DDDD2345", "extra", "bibtex: old4");
    named("EEEE2345", "extra", "no key: here");
    named("FFFF2345", "shortTitle", "");
    zotero.better_bibtex(&[
        (1, "EEEE2345", "kept5"),
        (2, "FFFF2345", "another library's"),
        (1, "AAAA2345", "older"),
    ]);
    let collection = read_copy(&zotero);
    assert_eq!(keys(&collection), ["native1", "native2", "pinned3", "old4", "kept5", "T"]);
    assert_eq!(collection.keys, KeyCounts { zotero: 2, better_bibtex: 3, made: 1 });
}

/// The citekey made for an item by `family` of this title and date.
#[track_caller]
fn check_made(family: &str, title: &str, date: &str, expected: &str) {
    let (_folder, zotero) = zotero();
    let item = zotero.item("book", "ABCD2345", &[("title", title), ("date", date)]);
    if !family.is_empty() {
        zotero.creator(item, "author", family, "A.");
    }
    assert_eq!(keys(&read_copy(&zotero)), [expected]);
}

#[test]
fn a_citekey_is_made_of_author_title_and_year() {
    check_made("Ren", "The end of the country's chips and more", "2025-06-10 x", "renEndCountrysChips2025");
    check_made(
        "Gödel",
        "Über formal unentscheidbare Sätze",
        "1931-00-00 1931",
        "godelUberFormalUnentscheidbare1931",
    );
    check_made("van der Berg", "On X", "", "vanderbergX");
    check_made("任", "芯片简史", "2020-00-00 2020", "任芯片简史2020");
    check_made("", "", "", "ABCD2345");
}

#[test]
fn no_made_citekey_is_taken_already() {
    let (_folder, zotero) = zotero();
    let item = |key: &str, fields: &[(&str, &str)]| zotero.item("book", key, fields);
    item("AAAA2345", &[("title", "Chips")]);
    item("BBBB2345", &[("title", "Chips")]);
    item("CCCC2345", &[("title", "Other"), ("citationKey", "chipsA")]);
    item("DDDD2345", &[("title", "Chips")]);
    assert_eq!(keys(&read_copy(&zotero)), ["Chips", "Chipsb", "chipsA", "Chipsc"]);
}

#[test]
fn files_marks_notes_and_collections_belong_to_an_item() {
    let (folder, zotero) = zotero();
    zotero.group(2, 4711);
    let item = zotero.item("report", "AAAA2345", &[("title", "R"), ("citationKey", "r1")]);
    zotero.stored(item, "HTML2345", "page.html", "text/html", b"<p>x");
    let pdf = zotero.stored(item, "PDFA2345", "r 1.pdf", "application/pdf", b"%PDF");
    let gone = zotero.stored(item, "GONE2345", "old.pdf", "application/pdf", b"%PDF");
    zotero.trash(gone);
    zotero.attach(item, "LINK2345", 3, "", "");
    zotero.mark(pdf, "MARK2345", "the words", "so they say", (12, "iv"));
    zotero.mark(pdf, "MARK1234", "earlier", "", (2, "ii"));
    let unmarked = zotero.mark(pdf, "MARK0000", "in the trash", "", (2, "ii"));
    zotero.trash(unmarked);
    zotero.execute("UPDATE itemAnnotations SET position = 'none' WHERE text = 'earlier'", []);
    zotero.note(item, "NOTE2345", "<p>Ask <i>Ann</i></p>");
    let thesis = zotero.collect(item, "Thesis", None);
    zotero.collect(item, "Chips", Some(thesis));
    let shared = zotero.item_in(2, "report", "BBBB2345", &[("title", "G"), ("citationKey", "g1")]);
    zotero.stored(shared, "PDFB2345", "g.pdf", "application/pdf", b"%PDF");
    let collection = read_copy(&zotero);
    let r1 = &collection.collected["r1"];
    let storage = folder.path().join("Zotero/storage");
    let files: Vec<_> = r1.files.iter().map(|file| (file.path.clone(), file.address.as_str())).collect();
    assert_eq!(
        files,
        [
            (storage.join("PDFA2345/r 1.pdf"), "zotero://open-pdf/library/items/PDFA2345"),
            (storage.join("HTML2345/page.html"), "zotero://open-pdf/library/items/HTML2345"),
        ]
    );
    let marks: Vec<_> =
        r1.annotations.iter().map(|a| (a.text.as_str(), a.page_index, a.address.as_str())).collect();
    assert_eq!(
        marks,
        [
            ("earlier", None, "zotero://open-pdf/library/items/PDFA2345?annotation=MARK1234"),
            ("the words", Some(12), "zotero://open-pdf/library/items/PDFA2345?page=12&annotation=MARK2345"),
        ]
    );
    let last = &r1.annotations[1];
    assert_eq!(
        (last.comment.as_str(), last.page.as_deref(), last.colour.as_deref()),
        ("so they say", Some("iv"), Some("#ffd400"))
    );
    assert_eq!(r1.notes, ["Ask Ann"]);
    assert_eq!(r1.collections, ["Thesis", "Thesis/Chips"]);
    assert_eq!(collection.collected["g1"].files[0].address, "zotero://open-pdf/groups/4711/items/PDFB2345");
    assert_eq!((collection.groups, collection.schema), (1, 129));
}

#[test]
fn of_one_citekey_in_two_libraries_the_users_own_counts() {
    let (_folder, zotero) = zotero();
    zotero.group(2, 4711);
    let shared = zotero.item_in(2, "book", "BBBB2345", &[("title", "Theirs"), ("citationKey", "k")]);
    zotero.note(shared, "NOTE0001", "theirs");
    let own = zotero.item("book", "AAAA2345", &[("title", "Mine"), ("citationKey", "k")]);
    zotero.note(own, "NOTE0002", "mine");
    let collection = read_copy(&zotero);
    assert_eq!(collection.references.iter().next().unwrap().title, "Mine");
    assert_eq!(collection.collected["k"].notes, ["mine"]);
}

#[test]
fn what_is_written_ahead_is_copied_and_nothing_is_left_behind() {
    let (_folder, zotero) = zotero();
    zotero.item("book", "AAAA2345", &[("title", "Ahead")]);
    assert!(
        zotero.folder().join("zotero.sqlite-wal").metadata().unwrap().len() > 0,
        "the test is none without"
    );
    let before = names(zotero.folder());
    let cache = tempfile::tempdir().unwrap();
    let database = cache.path().join(DATABASE);
    copy(&zotero.folder().join(DATABASE), &database).unwrap();
    let folder = Folder { data: zotero.folder().to_owned(), linked: None, address: None };
    assert_eq!(keys(&read(&database, None, &folder).unwrap()), ["Ahead"]);
    assert_eq!((names(cache.path()), names(zotero.folder())), (vec![DATABASE.to_owned()], before));
}

#[test]
fn a_change_that_is_half_done_is_taken_back_in_the_copy() {
    let (_folder, zotero) = zotero();
    zotero.item("book", "AAAA2345", &[("title", "Whole")]);
    zotero.keep_a_journal();
    zotero.at_once(|zotero| {
        for number in 0..300 {
            zotero.item("book", &format!("H{number:07}"), &[("title", &format!("Half {number}"))]);
        }
        let database = std::fs::read(zotero.folder().join(DATABASE)).unwrap();
        assert!(database.windows(8).any(|words| words == b"Half 100"), "the test is none without");
        assert_eq!(keys(&read_copy(zotero)), ["Whole"]);
    });
    assert_eq!(read_copy(&zotero).references.len(), 301);
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_torn_copy_leaves_the_last_good_one() {
    let (folder, zotero) = zotero();
    zotero.item("book", "AAAA2345", &[("title", "Good")]);
    let cache = tempfile::tempdir().unwrap();
    let (torn, copied) = (folder.path().join("torn.sqlite"), cache.path().join(DATABASE));
    copy(&zotero.folder().join(DATABASE), &copied).unwrap();
    let good = std::fs::read(&copied).unwrap();
    for broken in [good[..good.len() / 2].to_vec(), b"no database".repeat(100), torn_pages(&good)] {
        std::fs::write(&torn, broken).unwrap();
        assert!(matches!(copy(&torn, &copied), Err(Error::Damaged { .. })));
        assert_eq!(std::fs::read(&copied).unwrap(), good);
    }
    assert!(matches!(copy(&folder.path().join("gone.sqlite"), &copied), Err(Error::Copy { .. })));
    assert_eq!(names(cache.path()), [DATABASE]);
}

/// A database of which the middle was written to while it was copied.
fn torn_pages(good: &[u8]) -> Vec<u8> {
    let mut torn = good.to_vec();
    let middle = torn.len() / 2;
    torn[middle..middle + 8192].fill(7);
    torn
}

#[test]
fn a_form_that_is_not_known_is_said_to_be_so() {
    let (_folder, zotero) = zotero();
    let cache = tempfile::tempdir().unwrap();
    let database = cache.path().join(DATABASE);
    let folder = Folder { data: zotero.folder().to_owned(), linked: None, address: None };
    for change in [
        "UPDATE version SET version = 100",
        "UPDATE version SET version = 140; ALTER TABLE itemData RENAME TO moved",
    ] {
        zotero.at_once(|zotero| change.split(';').for_each(|sql| zotero.execute(sql, params![])));
        copy(&zotero.folder().join(DATABASE), &database).unwrap();
        assert!(matches!(read(&database, None, &folder), Err(Error::Unknown { .. })), "{change}");
    }
}

#[test]
fn the_data_folder_is_found_as_the_profile_says() {
    let home = tempfile::tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    assert_eq!(find(home.path()), None);
    Zotero::new(&at("Zotero"));
    assert_eq!(find(home.path()), Some(Folder { data: at("Zotero"), linked: None, address: None }));
    let profile = at(".zotero/zotero/abc.default");
    std::fs::create_dir_all(&profile).unwrap();
    let profiles = "[General]\nStartWithLastProfile=1\n\n[Profile0]\nName=old\nPath=old\n\n[Profile1]\nName=default\nIsRelative=1\nPath=abc.default\nDefault=1\n";
    std::fs::write(at(".zotero/zotero/profiles.ini"), profiles).unwrap();
    let preferences = |used: bool, data: &Path| {
        let text = format!(
            "// Mozilla User Preferences\nuser_pref(\"extensions.zotero.baseAttachmentPath\", {:?});\n\
             user_pref(\"extensions.zotero.dataDir\", {data:?});\nuser_pref(\"extensions.zotero.useDataDir\", {used});\n",
            at("papers")
        );
        std::fs::write(profile.join("prefs.js"), text).unwrap();
        find(home.path())
    };
    let linked = Some(at("papers"));
    assert_eq!(
        preferences(false, &at("elsewhere")),
        Some(Folder { data: at("Zotero"), linked: linked.clone(), address: None })
    );
    assert_eq!(preferences(true, &at("elsewhere")), None, "where there is no database");
    Zotero::new(&at("elsewhere"));
    assert_eq!(
        preferences(true, &at("elsewhere")),
        Some(Folder { data: at("elsewhere"), linked, address: None })
    );
}

#[test]
fn a_change_of_a_database_is_one_of_its_files() {
    let is_part = |name: &str| is_part_of_database(&PathBuf::from("/z").join(name));
    assert!(
        ["zotero.sqlite", "zotero.sqlite-wal", "zotero.sqlite-journal", "better-bibtex.sqlite"]
            .iter()
            .all(|n| is_part(n))
    );
    assert!(!["zotero.sqlite.bak", "storage", "zotero.sqlite-shm", "debug.log"].iter().any(|n| is_part(n)));
}

/// How long a library of the size that long careers have takes; a figure to look at, in an optimised build.
#[test]
#[ignore = "it makes ten thousand items, and is a measure"]
fn ten_thousand_items_are_read_in_a_moment() {
    let (folder, zotero) = zotero();
    zotero.at_once(|zotero| {
        for number in 0..10_000 {
            let key = format!("I{number:07}");
            let title = format!("On the {number}th matter of chips and their makers");
            let abstract_note =
                format!("{number} {}", "words of an abstract that is as long as they are ".repeat(30));
            let fields = [
                ("title", title.as_str()),
                ("date", "2025-06-10 June 10, 2025"),
                ("abstractNote", &abstract_note),
            ];
            let item = zotero.item("journalArticle", &key, &fields);
            zotero.creator(item, "author", &format!("Author{}", number % 3000), "A.");
            let pdf = zotero.attach(item, &format!("P{number:07}"), 0, "application/pdf", "storage:a.pdf");
            for mark in 0..5 {
                zotero.mark(
                    pdf,
                    &format!("M{number:06}{mark}"),
                    &abstract_note[..200],
                    "so",
                    (mark + 1, "1"),
                );
            }
        }
    });
    let started = std::time::Instant::now();
    let copied = folder.path().join("copy.sqlite");
    copy(&zotero.folder().join(DATABASE), &copied).unwrap();
    let after_copy = started.elapsed();
    let collection =
        read(&copied, None, &Folder { data: zotero.folder().to_owned(), linked: None, address: None })
            .unwrap();
    let megabytes = copied.metadata().unwrap().len() / 1_000_000;
    println!(
        "{megabytes} MB: copied and checked in {after_copy:?}, read in {:?}",
        started.elapsed() - after_copy
    );
    assert_eq!((collection.references.len(), collection.keys.made), (10_000, 10_000));
}
