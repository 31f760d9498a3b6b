//! Drafts that cite items of a Zotero library. Zotero itself runs in no test: its database is made by the schema that it
//! publishes, and held open as a running Zotero holds it.

use crate::folder::Folder;
use crate::zotero_folder::Zotero;

const AUDIT: &[u8] = include_bytes!("../sample/sources/audit-2024.pdf");
const PAGE: &[u8] = b"<html><head><title>Berths</title></head><body><article><h1>Berths</h1><p>Of the berths in the country, 58 were \
    equipped at the end of March, which is far from the number that had been promised before. Each of them was paid for by \
    the state, and none of them has been connected to a ship on a Sunday so far.</p></article></body></html>";

/// A writer with a Zotero library of two items: a report with its PDF, and a web page with its snapshot.
fn writer(files: &[(&str, &str)]) -> (Folder, Zotero) {
    let folder = Folder::new(files);
    let zotero = Zotero::new(&folder.home().join("Zotero"));
    let report = zotero.item(
        "report",
        "RPRT2345",
        &[
            ("title", "Sockets and Ships"),
            ("date", "2024-05-00 May 2024"),
            ("extra", "Citation Key: audit2024"),
        ],
    );
    zotero.creator(report, "author", "Court of Audit", "");
    let pdf = zotero.stored(report, "PDFA2345", "audit.pdf", "application/pdf", AUDIT);
    zotero.mark(pdf, "MARK2345", "A plug without a price", "the punch line", (5, "3"));
    let page = zotero.item(
        "webpage",
        "PAGE2345",
        &[("title", "Berths of the country"), ("date", "2025-00-00 2025")],
    );
    zotero.stored(page, "HTML2345", "berths.html", "text/html", PAGE);
    (folder, zotero)
}

#[test]
fn a_draft_is_held_against_the_files_of_what_it_cites() {
    let draft = "“A plug without a cost is a monument” [@audit2024, p. 3].\n\nAll is well [@BerthsCountry2025].\n\n\
         It was “paid for by the city, and none of them has been connected” [@BerthsCountry2025].\n\nGone [@nobody2025].\n";
    let (folder, _zotero) = writer(&[("essay.md", draft)]);
    let ran = folder.ibid(&["check", "--format", "json"]);
    assert_eq!(
        ran.findings(),
        ["essay.md:1 misquote warning", "essay.md:5 misquote warning", "essay.md:7 unknown-citation error"],
        "{}",
        ran.stderr
    );
    assert!(ran.stdout.contains("Zotero/storage/PDFA2345/audit.pdf"), "{}", ran.stdout);
    assert_eq!(ran.stderr, "");
}

#[test]
fn whatever_way_it_is_cited_in_its_files_are_read() {
    let ways =
        ["(Court of Audit 2024)", "[[audit2024]]", "[it says](https://audit.example/plugs)", "@audit2024"];
    for way in ways {
        let draft = format!("It says “A plug without a cost is a monument” {way}.\n");
        let (folder, zotero) = writer(&[("library.bib", ""), ("essay.md", &draft)]);
        zotero.field(1, "url", "https://audit.example/plugs");
        let ran = folder.ibid(&["check", "--format", "json"]);
        assert_eq!(ran.findings(), ["essay.md:1 misquote warning"], "{way}: {}{}", ran.stdout, ran.stderr);
    }
    let (folder, _zotero) =
        writer(&[("library.bib", ""), ("paper/essay.tex", "It was costly \\cite{audit2024}.\n")]);
    assert!(folder.ibid(&["doctor"]).stdout.contains("sources         1 source read"));
}

#[test]
fn each_file_of_an_item_is_its_source() {
    let draft = "“A plug without a cost is a monument” [@audit2024]. “The annex has many words” [@audit2024]. “The annex has \
                 few words of its own” [@audit2024].\n";
    let (folder, zotero) = writer(&[("library.bib", ""), ("essay.md", draft)]);
    zotero.stored(1, "ANEX2345", "annex.md", "text/markdown", b"The annex has few words of its own.\n");
    let ran = folder.ibid(&["check", "--format", "json"]);
    assert_eq!(
        ran.findings(),
        ["essay.md:1 misquote warning", "essay.md:1 misquote warning"],
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.contains("ANEX2345/annex.md") && ran.stdout.contains("PDFA2345/audit.pdf"));
    assert!(folder.ibid(&["search", "annex"]).stdout.contains("@audit2024"));
}

#[test]
fn what_is_cited_can_be_searched_and_nothing_else_is_read() {
    let (folder, _zotero) = writer(&[("library.bib", ""), ("essay.md", "It was costly [@audit2024].\n")]);
    let ran = folder.ibid(&["search", "plug", "without", "a", "price"]);
    assert!(
        ran.stdout.contains("audit.pdf") && ran.stdout.contains("@audit2024"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    assert!(folder.ibid(&["index"]).stdout.starts_with("1 source read"));
    folder.write_user_settings("zotero = { index = true }\n");
    assert!(folder.ibid(&["index"]).stdout.starts_with("2 sources read"));
    let found = folder.ibid(&["search", "far", "from", "the", "number"]).stdout;
    assert!(found.contains("berths.html") && found.contains("@BerthsCountry2025"), "{found}");
    let once = folder.ibid(&["search", "--limit", "50", "plug"]).stdout;
    assert_eq!(once.matches("A plug without a price").count(), 1, "it is in two indexes: {once}");
    folder.write_user_settings("zotero = false\n");
    assert!(folder.ibid(&["index"]).stdout.starts_with("0 sources read"));
}

#[test]
fn the_draft_s_own_bibliography_goes_first_and_gets_zotero_s_file() {
    let own = "@report{audit2024, title = {Own Title}, date = {2023}}\n";
    let draft = "“A plug without a cost is a monument” [@audit2024, p. 3]. It is of 2023 [@audit2024].\n";
    let (folder, _zotero) = writer(&[("library.bib", own), ("essay.md", draft)]);
    assert_eq!(folder.ibid(&["check", "--format", "json"]).findings(), ["essay.md:1 misquote warning"]);
    let sheet = folder.ibid(&["report", "essay.md"]).stdout;
    assert!(sheet.contains("Own Title") && !sheet.contains("Sockets and Ships"), "{sheet}");
}

#[test]
fn a_folder_that_cites_nothing_of_zotero_s_is_left_alone() {
    let readme = "“A plug without a cost is a monument”, says [@someone/else], who wrote 612 million lines [@audit].\n";
    let (folder, _zotero) = writer(&[("README.md", readme)]);
    let ran = folder.ibid(&["check", "--format", "json"]);
    assert_eq!((ran.findings(), ran.stderr.as_str()), (Vec::new(), ""));
    assert!(!folder.cache().join("index").exists());
}

#[test]
fn doctor_says_what_is_in_the_library_and_what_is_wrong() {
    let (folder, zotero) = writer(&[("essay.md", "So [@audit2024].\n")]);
    let gone = zotero.item("book", "GONE2345", &[("title", "Not Here"), ("citationKey", "gone1")]);
    zotero.attach(gone, "AWAY2345", 0, "application/pdf", "storage:away.pdf");
    let told = folder.ibid(&["doctor", "essay.md"]).stdout;
    let line = told.lines().find(|line| line.starts_with("zotero")).unwrap();
    let expected = "3 items, 3 files (1 not on this machine); citekeys: 1 Zotero's own, 1 Better BibTeX's, 1 made by ibid";
    assert!(line.ends_with(expected), "{told}");
    assert!(told.contains("sources         1 source read"), "{told}");
    zotero.execute("UPDATE version SET version = 3", []);
    let told = folder.ibid(&["doctor", "essay.md"]).stdout;
    assert!(told.contains("older than Zotero 6"), "{told}");
    folder.write_user_settings("zotero = false\n");
    assert!(folder.ibid(&["doctor"]).stdout.contains("\nzotero          none\n"));
}

#[test]
fn while_zotero_s_database_cannot_be_read_nothing_is_called_absent() {
    let (folder, zotero) = writer(&[("library.bib", ""), ("essay.md", "So [@audit2024], and [@other].\n")]);
    drop(zotero);
    let database = folder.home().join("Zotero/zotero.sqlite");
    let good = std::fs::read(&database).unwrap();
    std::fs::write(&database, &good[..good.len() / 3]).unwrap();
    let ran = folder.ibid(&["check", "--format", "json"]);
    assert!(
        ran.findings().is_empty() && ran.stderr.contains("Check Database Integrity"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
    std::fs::write(&database, good).unwrap();
    assert_eq!(folder.ibid(&["check", "--format", "json"]).findings(), ["essay.md:1 unknown-citation error"]);
    // What was read last still counts, though it may be old.
    std::fs::write(&database, "torn").unwrap();
    let ran = folder.ibid(&["search", "plug", "without", "a", "price"]);
    assert!(
        ran.stdout.contains("@audit2024") && ran.stderr.contains("zotero.sqlite"),
        "{}{}",
        ran.stdout,
        ran.stderr
    );
}

#[test]
fn a_file_of_zotero_s_is_a_source_and_not_checked() {
    let (folder, zotero) = writer(&[]);
    let item = zotero.item("book", "NOTE2345", &[("title", "Notes")]);
    zotero.stored(item, "TEXT2345", "talk.md", "text/markdown", b"Text [@nobody].\n");
    let file = folder.home().join("Zotero/storage/TEXT2345/talk.md");
    let ran = folder.ibid(&["check", file.to_str().unwrap()]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("a source"), "{}", ran.stderr);
}

/// Zotero's folder is only ever read.
#[test]
fn nothing_is_written_to_zotero_s_folder() {
    let (folder, zotero) = writer(&[("essay.md", "So [@audit2024].\n")]);
    let before = listed(zotero.folder());
    for command in [&["check"][..], &["index"], &["doctor", "essay.md"]] {
        folder.ibid(command);
    }
    assert_eq!(listed(zotero.folder()), before);
}

/// All below a folder, with length and time of change.
fn listed(folder: &std::path::Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let file = entry.metadata().unwrap();
        all.push(format!("{} {} {:?}", entry.path().display(), file.len(), file.modified().unwrap()));
        if file.is_dir() {
            all.extend(listed(&entry.path()));
        }
    }
    all.sort();
    all
}
