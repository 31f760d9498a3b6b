//! The other subcommands.

use crate::folder::{Folder, text};

#[test]
fn search_finds_passages_in_both_forms() {
    let folder = Folder::with_library(&[]);
    let ran = folder.ibid(&["search", "nobody", "inspects"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.starts_with("sources/dunn.txt, line 1 (@dunn2024)\n"), "{}", ran.stdout);
    let ran = folder.ibid(&["search", "--format", "json", "--limit", "1", "Tarn viaduct closed"]);
    let objects = ran.objects();
    assert_eq!(objects.len(), 1);
    let keys: Vec<&String> = objects[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["citekey", "place", "score", "source", "text"]);
    assert_eq!(
        (text(&objects[0]["source"]), text(&objects[0]["citekey"])),
        ("sources/bridge.md", "bridge2024")
    );
    assert!(
        text(&objects[0]["text"]).contains("Tarn viaduct") && objects[0]["score"].as_f64().unwrap() > 0.0
    );
    let ran = folder.ibid(&["search", "zebra"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert_eq!(folder.ibid(&["search"]).code, 2);
}

#[test]
fn search_is_kept_to_a_citekey_a_folder_or_a_language() {
    let folder = Folder::with_library(&[("sources/deep/tarn.md", "The Tarn viaduct is closed to lorries.")]);
    let sources = |arguments: &[&str]| -> Vec<String> {
        let all = [&["search", "--format", "json", "Tarn", "viaduct"], arguments].concat();
        let ran = folder.ibid(&all);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.objects().iter().map(|object| text(&object["source"]).to_owned()).collect()
    };
    assert!(sources(&[]).len() > 1);
    let all_are = |sources: Vec<String>, path: &str| !sources.is_empty() && sources.iter().all(|s| s == path);
    assert!(all_are(sources(&["--citekey", "bridge2024"]), "sources/bridge.md"));
    assert!(all_are(sources(&["--in", "sources/deep"]), "sources/deep/tarn.md"));
    assert!(all_are(sources(&["--in", "./sources/bridge.md"]), "sources/bridge.md"));
    assert_eq!(sources(&["--language", "de"]), [""; 0]);
    for (flag, value) in [("--citekey", "nobody1999"), ("--language", "klingon")] {
        let ran = folder.ibid(&["search", flag, value, "viaduct"]);
        assert_eq!((ran.code, ran.stderr.contains(value)), (2, true), "{}", ran.stderr);
    }
}

#[test]
fn search_finds_a_source_by_its_author_and_title() {
    let folder = Folder::new(&[
        (
            "library.bib",
            "@book{low2019, author = {Lowenthal, Ada}, title = {On Quays}, date = {2019}, file = {sources/q.md}}",
        ),
        ("sources/q.md", "They are built of stone."),
    ]);
    for query in ["Lowenthal 2019", "quay"] {
        assert!(folder.ibid(&["search", query]).stdout.contains("built of stone"), "{query}");
    }
}

#[test]
fn search_without_a_library_says_so() {
    let folder = Folder::new(&[]);
    let ran = folder.ibid(&["search", "anything"]);
    assert_eq!((ran.code, ran.stderr.lines().count()), (2, 1), "{}", ran.stderr);
    assert!(ran.stderr.contains("ibid doctor"), "{}", ran.stderr);
}

#[test]
fn index_reads_and_tells_what_it_could_not() {
    let folder = Folder::with_library(&[("sources/empty.html", "<html></html>")]);
    let ran = folder.ibid(&["index", "--stats"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.starts_with("2 sources read, 1 could not be\nsources/empty.html: "), "{}", ran.stdout);
    assert!(ran.stdout.contains("\npassages  "), "{}", ran.stdout);
}

#[test]
fn explain_has_a_page_for_each_code_and_for_no_other() {
    let folder = Folder::new(&[]);
    let ran = folder.ibid(&["explain", "misquote"]);
    assert_eq!((ran.code, ran.stdout.starts_with("# misquote\n")), (0, true));
    let ran = folder.ibid(&["explain", "misqote"]);
    assert_eq!((ran.code, ran.stderr.contains("'misquote'")), (2, true), "{}", ran.stderr);
}

#[test]
fn doctor_says_what_is_there_and_what_is_missing() {
    let folder = Folder::with_library(&[("sources/empty.html", "<html></html>")]);
    let ran = folder.ibid(&["doctor"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    for part in [
        "bibliographies  library.bib\n",
        "references      2\n",
        "source folders  sources\n",
        "PDF             read by hayro, which is built in; ",
        "- sources/empty.html: ",
    ] {
        assert!(ran.stdout.contains(part), "no {part:?} in\n{}", ran.stdout);
    }
    let folder = Folder::with_library(&[]);
    assert!(folder.ibid(&["doctor"]).stdout.ends_with("\nNothing to mend.\n"));
    folder.write("library.bib", "@misc{lost, title = {Lost}}\n");
    assert!(folder.ibid(&["doctor"]).stdout.contains("No text is in the library for @lost: "));
    let folder = Folder::new(&[("essay.md", "---\nbibliography: gone.bib\n---\n")]);
    assert!(folder.ibid(&["doctor"]).stdout.contains("There is no library"));
    let ran = folder.ibid(&["doctor", "essay.md"]);
    assert!(ran.stdout.contains("gone.bib"), "{}", ran.stdout);
}

#[test]
fn help_teaches_with_examples() {
    let folder = Folder::new(&[]);
    for arguments in [&["--help"][..], &["check", "--help"], &["search", "--help"], &["explain", "--help"]] {
        let ran = folder.ibid(arguments);
        assert!(ran.code == 0 && ran.stdout.contains("Example"), "{arguments:?}");
        assert!(!ran.stdout.contains("extract"), "{arguments:?}");
    }
    assert_eq!(folder.ibid(&["--version"]).stdout, format!("ibid {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_server_ends_when_its_editor_goes_away_without_a_word() {
    let folder = Folder::new(&[]);
    // Standard input is empty: nobody is there.
    let ran = folder.ibid(&["lsp", "--stdio"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (1, "", ""));
}

/// Nothing is said to be searched, or kept, where it was not.
#[test]
fn without_an_index_search_and_index_say_so() {
    let folder = Folder::with_library(&[("essay.md", "Text.\n")]);
    folder.write("cache-file", "a file where the cache should be");
    let cache = folder.path().join("cache-file").display().to_string();
    for arguments in [&["search", "bridges"][..], &["index"]] {
        let ran = folder.ibid_with(&[("XDG_CACHE_HOME", &cache)], arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        assert!(ran.stderr.contains("index could not be opened"), "{}", ran.stderr);
    }
    let checked = folder.ibid_with(&[("XDG_CACHE_HOME", &cache)], &["check"]);
    assert_eq!(checked.code, 0, "{}", checked.stdout);
}
