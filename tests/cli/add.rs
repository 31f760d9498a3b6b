//! `ibid add`: files into the library.

use std::path::PathBuf;

use ibid_library::Index;

use crate::folder::Folder;

const SAVED: &str = "<html><head><title>On Quays</title><meta name=\"author\" content=\"Ada Lowenthal\">\
    <meta name=\"citation_doi\" content=\"10.1000/182\"></head><body><h1>On Quays</h1><p>They are built of stone, and the \
    stone comes from the hills behind the town.</p></body></html>";

fn bibliography(folder: &Folder) -> String {
    std::fs::read_to_string(folder.path().join("library.bib")).unwrap_or_default()
}

#[test]
fn a_file_becomes_a_source_with_an_entry_of_what_it_says_of_itself() {
    let folder = Folder::new(&[("in/quays.html", SAVED)]);
    let ran = folder.ibid(&["add", "in/quays.html"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    let entry = bibliography(&folder);
    for line in [
        "title = {On Quays}",
        "author = {Ada Lowenthal}",
        "doi = {10.1000/182}",
        "file = {sources/quays.html}",
    ] {
        assert!(entry.contains(line), "{line} is not in\n{entry}");
    }
    assert!(!entry.contains("date") && !entry.contains("publisher"), "{entry}");
    let found = folder.ibid(&["search", "stone", "hills"]).stdout;
    assert!(found.starts_with("sources/quays.html") && found.contains("(@quays)"), "{found}");

    let again = folder.ibid(&["add", "in/quays.html"]).stdout;
    assert!(again.contains("is there already: sources/quays.html (@quays)"), "{again}");
    assert_eq!(bibliography(&folder), entry);
}

#[test]
fn two_files_of_one_name_and_title_are_two_sources() {
    let folder = Folder::with_library(&[("a/n.md", "Herons stand still."), ("b/n.md", "Herons fly off.")]);
    let before = bibliography(&folder);
    let ran = folder.ibid(&["add", "a/n.md", "b/n.md"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let entries = bibliography(&folder);
    assert!(entries.starts_with(before.trim_end()), "{entries}");
    assert!(entries.contains("sources/n.md") && entries.contains("sources/n-2.md"), "{entries}");
    assert!(!entries[before.len()..].contains("title"), "nothing is made up: {entries}");
}

#[test]
fn what_cannot_be_read_or_described_is_not_added() {
    let folder = Folder::with_library(&[("bad.pdf", "no PDF"), ("photo.png", "png")]);
    let before = bibliography(&folder);
    for file in ["bad.pdf", "photo.png", "gone.md"] {
        let ran = folder.ibid(&["add", file]);
        assert_eq!((ran.code, ran.stderr.contains(file)), (2, true), "{}", ran.stderr);
        assert!(!folder.path().join("sources").join(file).exists());
    }
    assert_eq!(bibliography(&folder), before);
}

#[test]
fn a_bibliography_that_would_lose_letters_stays_as_it_is() {
    let folder = Folder::with_library(&[("in/quays.html", SAVED)]);
    let bibliography = folder.path().join("library.bib");
    let mut bytes = std::fs::read(&bibliography).unwrap();
    bytes.extend(b"\n@book{lathe1999, title = {Caf\xe9s}}\n");
    std::fs::write(&bibliography, &bytes).unwrap();
    let ran = folder.ibid(&["add", "in/quays.html"]);
    assert_eq!((ran.code, ran.stderr.contains("library.bib is not in UTF-8")), (2, true), "{}", ran.stderr);
    assert_eq!(std::fs::read(&bibliography).unwrap(), bytes);
    assert!(!folder.path().join("sources/quays.html").exists());
}

#[test]
fn what_drafts_link_to_stays_in_the_index() {
    let folder = Folder::with_library(&[
        ("essay.md", "The tide [turns at noon](notes/tide.md)."),
        ("notes/tide.md", "The tide turns at noon."),
        ("in/quays.html", SAVED),
        ("in/heron.md", "Herons stand still."),
    ]);
    folder.ibid(&["check"]);
    let ran = folder.ibid(&["add", "in/quays.html", "in/heron.md"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let known = indexed(&folder);
    for file in ["notes/tide.md", "sources/bridge.md", "sources/quays.html", "sources/heron.md"] {
        assert!(known.contains(&folder.path().canonicalize().unwrap().join(file)), "{file}: {known:?}");
    }
}

/// The files in the one index that there is.
fn indexed(folder: &Folder) -> Vec<PathBuf> {
    let mut found = vec![folder.cache()];
    while let Some(place) = found.pop() {
        if place.join("meta.json").is_file() {
            return Index::open(&place).unwrap().index.known().unwrap().into_keys().collect();
        }
        let inside = std::fs::read_dir(place).into_iter().flatten().flatten().map(|entry| entry.path());
        found.extend(inside.filter(|path| path.is_dir()));
    }
    Vec::new()
}
