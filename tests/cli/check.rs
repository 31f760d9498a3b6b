//! `ibid check`.

use std::path::PathBuf;

use serde_json::json;

use crate::folder::{Folder, text};

const FAITHFUL: &str = "The office repaired 312 bridges in 2023 at a cost of €48 million [@bridge2024].\n";
const WRONG: &str =
    "# 𝒳\n\nThe 𝒳 office repaired 213 bridges in 2023 at a cost of €48 million [@bridge2024].\n";

#[test]
fn a_wrong_figure_is_shown_as_rustc_would() {
    let folder = Folder::with_library(&[("essay.md", WRONG)]);
    let ran = folder.ibid(&["check", "essay.md"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    for part in [
        "warning[number-mismatch]: ",
        "\n --> essay.md:3:23\n",
        "\n3 | The 𝒳 office repaired 213 bridges in 2023 at a cost of €48 million [@bridge2024].\n",
        "\n ::: sources/bridge.md, “Repairs”, line 5 (@bridge2024)\n",
        "\n  | The office repaired 312 bridges in 2023 at a cost of €48 million.\n",
        "\n  = help: ",
        "\n1 finding: 1 warning\n3 facts: 2 agree, 1 differ, 0 not checkable\n",
    ] {
        assert!(ran.stdout.contains(part), "no {part:?} in\n{}", ran.stdout);
    }
}

#[test]
fn a_faithful_draft_is_clean() {
    let folder = Folder::with_library(&[("essay.md", FAITHFUL)]);
    let ran = folder.ibid(&["check", "essay.md"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    assert_eq!(ran.stdout, "no findings\n3 facts: 3 agree, 0 differ, 0 not checkable\n");
}

#[test]
fn an_entry_that_no_draft_cites_is_told_where_that_is_asked_for() {
    let files = [("l.bib", "@book{a,}\n@book{b,}\n"), ("essay.md", "So [@a].\n"), ("note.md", "So.\n")];
    let ran = |settings: &str| {
        let folder = Folder::new(&[&files[..], &[(".ibid.toml", settings)]].concat());
        folder.ibid(&["check", "note.md"])
    };
    assert_eq!(ran("").code, 0);
    let told = ran("[severity]\nunused-reference = 'warning'");
    assert!(told.code == 1 && told.stdout.contains("No draft cites “b”."), "{}", told.stdout);
    assert!(!told.stdout.contains("“a”"), "{}", told.stdout);
}

#[test]
fn drafts_in_other_markup_are_checked_against_the_bibliography_that_they_name() {
    let wrong = "The office repaired 213 bridges in 2023 at a cost of €48 million ";
    let library = std::fs::read_to_string(Folder::with_library(&[]).path().join("library.bib")).unwrap();
    let library = library.replace("sources/", "../sources/");
    let drafts = [
        (
            "essay.tex",
            format!(
                "\\documentclass{{article}}\n\\begin{{document}}\n{wrong}\\cite{{bridge2024}}.\n\n\\bibliography{{refs/all}}\n\\end{{document}}\n"
            ),
        ),
        ("essay.typ", format!("= Bridges\n{wrong} @bridge2024.\n\n#bibliography(\"refs/all.bib\")\n")),
        ("essay.org", format!("#+bibliography: refs/all.bib\n* Bridges\n{wrong}[cite:@bridge2024].\n")),
    ];
    for (name, draft) in &drafts {
        let folder = Folder::with_library(&[(name, draft), ("refs/all.bib", &library)]);
        std::fs::remove_file(folder.path().join("library.bib")).unwrap();
        let ran = folder.ibid(&["check", name]);
        assert_eq!((ran.code, ran.stderr.as_str()), (1, ""), "{name}: {}", ran.stdout);
        let findings = ran.stdout.matches("[number-mismatch]: ").count();
        assert_eq!(findings, 1, "{name}: {}", ran.stdout);
        assert!(ran.stdout.contains("1 finding: 1 warning"), "{name}: {}", ran.stdout);
    }
}

#[test]
fn json_is_what_the_contract_says() {
    let folder = Folder::with_library(&[("drafts/essay.md", WRONG)]);
    let ran = folder.ibid(&["check", "--format", "json", "drafts/essay.md"]);
    assert_eq!(ran.code, 1);
    let objects = ran.objects();
    let finding = &objects[0];
    let keys: Vec<&String> = finding.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["code", "evidence", "file", "fixes", "message", "range", "severity"]);
    assert_eq!(finding["file"], "drafts/essay.md");
    let start = &finding["range"]["start"];
    assert_eq!(start, &json!({ "line": 2, "character": 23 }), "UTF-16 units after an astral letter");
    assert_eq!((&finding["code"], &finding["severity"]), (&json!("number-mismatch"), &json!("warning")));
    let evidence = &finding["evidence"][0];
    assert_eq!(
        (&evidence["source"], &evidence["citekey"]),
        (&json!("sources/bridge.md"), &json!("bridge2024"))
    );
    let place = json!({ "page": null, "pageIndex": null, "heading": "Repairs", "time": null, "line": 5 });
    assert_eq!(evidence["place"], place);
    assert!(text(&evidence["quote"]).contains("312 bridges"));
    assert!(finding["fixes"][0]["edits"][0]["newText"].is_string());
    let summary = json!({ "summary": {
        "claims": 1, "facts": 3, "agree": 2, "differ": 1, "notFound": 0, "notCheckable": 0, "findings": 1,
    }});
    assert_eq!(objects.last(), Some(&summary));
}

#[test]
fn the_ledger_accounts_for_each_fact() {
    let folder = Folder::with_library(&[("essay.md", WRONG)]);
    let ran = folder.ibid(&["check", "--facts", "--format", "json", "essay.md"]);
    assert_eq!(ran.code, 1, "the exit codes are those of a check");
    let mut objects = ran.objects();
    assert_eq!(objects.pop().unwrap()["summary"]["facts"], 3);
    let told: Vec<_> =
        objects.iter().map(|o| (text(&o["text"]), text(&o["outcome"]), text(&o["kind"]))).collect();
    assert_eq!(told[0].1, "differs");
    assert_eq!((told.len(), told[1].1, told[2].1), (3, "agrees", "agrees"), "{told:?}");
    assert!(
        objects.iter().all(|o| o["evidence"][0]["source"] == "sources/bridge.md" && o["why"].is_string())
    );
    let ran = folder.ibid(&["check", "--facts", "essay.md"]);
    assert!(ran.stdout.starts_with("essay.md\n") && ran.stdout.contains("  differs  "), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("\n3 facts: 2 agree, 1 differ, 0 not checkable\n"), "{}", ran.stdout);
}

#[test]
fn fail_on_says_what_fails() {
    let folder = Folder::with_library(&[("essay.md", WRONG), ("key.md", "So it was [@bridge2042].\n")]);
    for (fail_on, draft, code) in [
        ("error", "essay.md", 0),
        ("warning", "essay.md", 1),
        ("hint", "essay.md", 1),
        ("error", "key.md", 1),
    ] {
        let ran = folder.ibid(&["check", "--fail-on", fail_on, draft]);
        assert_eq!(ran.code, code, "{fail_on} {draft}\n{}", ran.stdout);
    }
    assert_eq!(folder.ibid(&["check", "--fail-on", "loud", "essay.md"]).code, 2);
}

#[test]
fn folders_mean_every_draft_below_and_no_source() {
    let folder = Folder::with_library(&[
        ("essay.md", "One [@gone1].\n"),
        ("notes/deep/more.txt", "Two [@gone2].\n"),
        ("sources/own.md", "Three [@gone3].\n"),
        ("papers/named.md", "Four [@gone4].\n"),
        ("node_modules/x/README.md", "Five [@gone5].\n"),
        (".hidden/x.md", "Six [@gone6].\n"),
        ("more.bib", "@misc{n, title = {N}, file = {papers/named.md}}\n"),
    ]);
    let expected = ["essay.md:1 unknown-citation error", "notes/deep/more.txt:1 unknown-citation error"];
    assert_eq!(folder.ibid(&["check", "--format", "json"]).findings(), expected);
    assert_eq!(folder.ibid(&["check", "--format", "json", "."]).findings(), expected);
    assert_eq!(folder.ibid(&["check", "--format", "json", "notes"]).findings(), expected[1..]);
    let ran = folder.ibid(&["check", "sources/own.md"]);
    assert_eq!((ran.code, ran.stderr.contains("sources/own.md: a source")), (2, true), "{}", ran.stderr);
    let ran = folder.ibid(&["check", "--format", "json", "essay.md", "sources/own.md", "library.bib"]);
    assert_eq!((ran.findings(), ran.stderr.lines().count()), (vec![expected[0].to_owned()], 2));
}

#[test]
fn what_does_not_exist_is_one_clear_line() {
    let folder = Folder::with_library(&[("essay.md", WRONG)]);
    let ran = folder.ibid(&["check", "essay.md", "gone.md"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert_eq!(ran.stderr, "ibid: gone.md: no such file or folder\n");
}

#[test]
fn without_a_library_nothing_is_found_and_nothing_indexed() {
    let folder = Folder::new(&[
        ("README.md", "So [@it] was in “any old way at all”, 41 of 90 [a](b.md).\n"),
        ("b.md", "x\n"),
    ]);
    let ran = folder.ibid(&["check"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    assert!(ran.stdout.starts_with("no findings\n"), "{}", ran.stdout);
    assert!(!folder.cache().join("ibid").exists());
}

#[test]
fn a_bibliographys_faults_stand_under_its_own_name_once() {
    let folder = Folder::with_library(&[
        ("a.md", FAITHFUL),
        ("b.md", "---\nbibliography: library.bib\n---\n\nText.\n"),
    ]);
    let twice = "@misc{dunn2024, title = {Again}}\n@misc{broken, title = {Open\n";
    let library = std::fs::read_to_string(folder.path().join("library.bib")).unwrap();
    folder.write("library.bib", &format!("{library}{twice}"));
    let ran = folder.ibid(&["check", "--format", "json"]);
    assert_eq!(
        ran.findings(),
        ["library.bib:13 duplicate-reference warning", "library.bib:14 malformed-reference warning"]
    );
}

#[test]
fn settings_change_severities_and_switch_codes_off() {
    let folder = Folder::with_library(&[("essay.md", WRONG)]);
    folder.write_user_settings("[severity]\nnumber-mismatch = \"off\"\n");
    assert_eq!(folder.ibid(&["check", "--format", "json"]).findings(), Vec::<String>::new());
    folder.write(".ibid.toml", "[severity]\nnumber-mismatch = \"hint\"\n");
    let ran = folder.ibid(&["check", "--format", "json"]);
    assert_eq!((ran.code, ran.findings()), (0, vec!["essay.md:3 number-mismatch hint".to_owned()]));
    folder.write(".ibid.toml", "[severity]\nno-such-code = \"hint\"\n");
    let ran = folder.ibid(&["check"]);
    assert!(ran.stderr.contains(".ibid.toml: ") && ran.stderr.contains("no-such-code"), "{}", ran.stderr);
}

#[test]
fn a_damaged_index_is_made_again_with_one_line() {
    let folder = Folder::with_library(&[("essay.md", WRONG)]);
    let before = folder.ibid(&["check"]);
    let within = |folder: PathBuf| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let indexes = within(folder.cache().join("ibid").join("index")).flat_map(within);
    for index in indexes.filter(|path| path.is_dir()) {
        std::fs::write(index.join("meta.json"), "{ not json").unwrap();
    }
    let ran = folder.ibid(&["check"]);
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("damaged"), "{}", ran.stderr);
    assert_eq!((ran.code, ran.stdout), (before.code, before.stdout));
    assert_eq!(folder.ibid(&["check"]).stderr, "");
}

#[test]
fn hostile_names_and_texts_cost_nothing() {
    let folder =
        Folder::with_library(&[("sources/evil.md", "The \u{1b}[2J\u{1b}]0;owned\u{7}viaduct costs €7.\n")]);
    folder.write("library.bib", "@misc{evil, title = {E}, file = {sources/evil.md}}\n");
    folder.write("essay.md", "The \u{1b}[31mviaduct costs €9 [@evil]. [@\u{202e}x]\r\n\r\n“unclosed [@\n");
    std::fs::write(folder.path().join("latin.txt"), b"caf\xe9 [@gone]\n").unwrap();
    let ran = folder.ibid(&["check"]);
    assert!(ran.code < 2, "{}", ran.stderr);
    assert!(!ran.stdout.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{:?}", ran.stdout);
    assert!(ran.stdout.contains("latin.txt:1:"), "{}", ran.stdout);
}

#[test]
fn colours_come_where_they_are_wanted() {
    let folder = Folder::with_library(&[("essay.md", WRONG)]);
    let plain = folder.ibid(&["check"]).stdout;
    let forced = folder.ibid_with(&[("CLICOLOR_FORCE", "1")], &["check"]).stdout;
    assert!(!plain.contains('\u{1b}') && forced.contains('\u{1b}'));
    let refused = folder.ibid_with(&[("NO_COLOR", "1")], &["check"]).stdout;
    assert_eq!(refused, plain);
}
