//! References of any format, from wherever they come, are what drafts are held against.

use crate::folder::Folder;

const SOURCE: (&str, &str) = ("sources/bridge2024.md", "The office repaired 312 bridges in 2023.\n");
const WRONG: &str = "The office repaired 213 bridges in 2023 [@bridge2024]. So it is [@nobody].\n";
const FOUND: [&str; 2] = ["essay.md:1 number-mismatch warning", "essay.md:1 unknown-citation error"];
const BIB: &str = "@report{bridge2024, title = {Bridges}, year = 2024}";

const FORMATS: [(&str, &str); 6] = [
    ("a.bib", BIB),
    ("a.json", r#"[{"id": "bridge2024", "type": "report", "title": "Bridges"}]"#),
    (
        "a.csl.json",
        r#"{"items": [{"id": "http://zotero.org/x", "citation-key": "bridge2024", "title": "Bridges"}]}"#,
    ),
    ("a.yaml", "references:\n- id: bridge2024\n  type: report\n  title: Bridges\n"),
    ("a.yml", "bridge2024:\n  type: report\n  title: Bridges\n"),
    ("a.ris", "TY  - RPRT\nID  - bridge2024\nTI  - Bridges\nER  - \n"),
];

#[test]
fn a_draft_is_held_against_a_reference_of_any_format() {
    for (name, text) in FORMATS {
        let folder = Folder::new(&[SOURCE, ("essay.md", WRONG), (name, text)]);
        let ran = folder.ibid(&["check", "--format", "json", "essay.md"]);
        assert_eq!(ran.findings(), FOUND, "{name}: {}", ran.stderr);
    }
}

#[test]
fn a_drafts_own_reference_comes_before_that_of_a_file() {
    let head = "---\nreferences:\n- id: bridge2024\n  title: Own\n- title: Nameless\n---\n\n";
    let draft = format!("{head}The office repaired many bridges [@bridge2024].\n");
    let folder =
        Folder::new(&[("a.bib", BIB), ("essay.md", &draft), ("other.md", "So it is [@bridge2024].\n")]);
    let ran = folder.ibid(&["check"]);
    for part in ["“Own” is not in the library", "“Bridges” is not in the library", "--> essay.md:5:3"]
    {
        assert!(ran.stdout.contains(part), "no {part:?} in\n{}", ran.stdout);
    }
}

#[test]
fn the_users_own_bibliography_serves_every_draft_and_says_nothing_of_others() {
    let folder = Folder::new(&[
        ("essay.md", "So it is [@mine2024], and [@nobody].\n"),
        ("README.md", "Ask @somebody.\n"),
    ]);
    std::fs::write(folder.home().join("all.bib"), "@book{mine2024, title = {Mine}}").unwrap();
    folder.write_user_settings(&format!("bibliography = '{}'", folder.home().join("all.bib").display()));
    let ran = folder.ibid(&["check", "--format", "json"]);
    assert_eq!(ran.findings(), ["essay.md:1 missing-source hint", "essay.md:1 unknown-citation error"]);
}

#[test]
fn a_bibliography_and_a_style_that_are_not_there_are_told_where_they_are_named() {
    let draft = format!("---\nbibliography: [gone.bib, a.bib]\ncsl: gone.csl\n---\n\n{WRONG}");
    let folder = Folder::new(&[
        SOURCE,
        ("a.bib", BIB),
        ("essay.md", &draft),
        ("b.md", "---\nbibliography: no.bib\n---\n"),
    ]);
    let ran = folder.ibid(&["check", "--format", "json", "essay.md"]);
    let told = ["essay.md:2 unreadable-source warning", "essay.md:3 unreadable-source warning"];
    assert_eq!(
        ran.findings(),
        [&told[..], &["essay.md:6 number-mismatch warning"]].concat(),
        "{}",
        ran.stderr
    );
    let ran = folder.ibid(&["check", "--format", "json", "b.md"]);
    assert_eq!(
        (ran.findings(), ran.stderr.as_str()),
        (vec!["b.md:2 unreadable-source warning".to_owned()], "")
    );
}

#[test]
fn a_quarto_project_needs_no_settings() {
    let folder = Folder::new(&[
        ("_quarto.yml", "bibliography: q.bib\n"),
        ("q.bib", BIB),
        ("ch/one.qmd", "---\nbibliography: ../more.bib\n---\n\nIt is so [@nobody, @bridge2024, @more].\n"),
        ("more.bib", "@book{more, title = {More}}"),
    ]);
    let ran = folder.ibid(&["check", "--format", "json", "--fail-on", "error", "ch/one.qmd"]);
    assert_eq!(ran.findings().iter().filter(|found| found.contains("unknown")).count(), 1, "{}", ran.stdout);
}

#[test]
fn quarto_and_pandoc_say_where_bibliographies_are() {
    let draft = format!("---\nbibliography: mine.bib\n---\n\n{WRONG}");
    let folder = Folder::new(&[
        SOURCE,
        ("essay.md", &draft),
        ("other.qmd", WRONG),
        ("_quarto.yml", "bibliography: refs/q.bib\n"),
        ("refs/q.bib", BIB),
    ]);
    std::fs::create_dir_all(folder.home().join("data/pandoc")).unwrap();
    std::fs::write(folder.home().join("data/pandoc/mine.bib"), "@book{mine2024, title = {Mine}}").unwrap();
    let ran = folder.ibid(&["doctor", "essay.md"]);
    assert!(ran.stdout.contains("data/pandoc/mine.bib, refs/q.bib\n"), "{}", ran.stdout);
    let ran = folder.ibid(&["check", "--format", "json", "other.qmd"]);
    assert_eq!(ran.findings(), ["other.qmd:1 number-mismatch warning", "other.qmd:1 unknown-citation error"]);
}
