//! Sign-offs at the command line: what was signed is not shown, listed with its state, and told in the ledger.

use serde_json::{Value, json};

use crate::folder::{Folder, text};

const DRAFT: &str = "The office repaired 213 bridges in 2023 [@bridge2024]. So it was.\n";
const SAID: &str = "The office repaired 213 bridges in 2023 .\n@bridge2024\n";

fn hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// A line of `.ibid/signoffs.toml` on the draft's first sentence.
fn line(file: &str, code: &str) -> String {
    let (claim, source) = (hash(SAID), hash(crate::folder::BRIDGE));
    format!(
        "  {{ file = \"{file}\", excerpt = \"The office\", code = \"{code}\", reason = \"see the annex\", who = \"Ann Lee\", \
         when = 2026-11-28T09:00:00Z, claim = \"{claim}\", sources = {{ \"sources/bridge.md\" = \"{source}\" }} }},\n"
    )
}

fn folder(lines: &[String]) -> Folder {
    let folder = Folder::with_library(&[("essay.md", DRAFT)]);
    folder.write(".ibid/signoffs.toml", &format!("signoffs = [\n{}]\n", lines.concat()));
    folder
}

/// The states of the sign-offs, with where each stands.
fn states(folder: &Folder) -> Vec<(String, Value)> {
    let mut objects = folder.ibid(&["check", "--signed", "--format", "json"]).objects();
    assert!(objects.pop().unwrap()["summary"].is_object());
    let told = |o: &Value| (format!("{}: {}", text(&o["file"]), text(&o["state"])), o["range"].clone());
    objects.iter().map(told).collect()
}

fn state(folder: &Folder) -> String {
    states(folder).remove(0).0
}

#[test]
fn what_was_signed_is_not_found_until_it_lapses() {
    assert_eq!(Folder::with_library(&[("essay.md", DRAFT)]).ibid(&["check"]).code, 1);
    let folder = folder(&[line("essay.md", "number-mismatch")]);
    let ran = folder.ibid(&["check"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{}", ran.stdout);
    let span = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 54 } });
    assert_eq!(states(&folder), [("essay.md: holds".to_owned(), span)]);

    folder.write("sources/bridge.md", &format!("{}\nMore.\n", crate::folder::BRIDGE));
    assert_eq!(folder.ibid(&["check"]).code, 1);
    assert_eq!(state(&folder), "essay.md: source-changed");

    folder.write("sources/bridge.md", crate::folder::BRIDGE);
    folder.write("essay.md", &DRAFT.replace("213", "214"));
    assert_eq!(folder.ibid(&["check"]).code, 1);
    assert_eq!(states(&folder), [("essay.md: sentence-changed".to_owned(), Value::Null)]);
}

#[test]
fn people_read_whose_word_it_is() {
    let folder = folder(&[line("essay.md", "number-mismatch"), line("gone.md", "checked")]);
    let ran = folder.ibid(&["check", "--signed"]);
    let expected = "\
essay.md
      1:1  holds    number-mismatch  The office
                    Ann Lee, 2026-11-28T09:00:00Z: see the annex
      1:1  holds    checked  The office
                    Ann Lee, 2026-11-28T09:00:00Z: see the annex

2 sign-offs: 2 hold, 0 lapsed
";
    assert_eq!((ran.code, ran.stdout.as_str()), (0, expected), "a draft that is gone was renamed");
    folder.write("essay.md", "So it was.\n");
    let ran = folder.ibid(&["check", "--signed"]);
    assert!(
        ran.stdout.contains("gone.md\n           lapsed   checked: the sentence was changed"),
        "{}",
        ran.stdout
    );
    assert!(ran.stdout.ends_with("2 sign-offs: 0 hold, 2 lapsed\n"), "{}", ran.stdout);
}

#[test]
fn the_ledger_says_who_signed() {
    let folder = folder(&[line("essay.md", "checked")]);
    let mut objects = folder.ibid(&["check", "--facts", "--format", "json"]).objects();
    objects.pop();
    let signed = json!({
        "who": "Ann Lee", "when": "2026-11-28T09:00:00Z", "code": "checked", "reason": "see the annex",
    });
    assert_eq!(objects.len(), 2);
    assert!(objects.iter().all(|fact| fact["signed"] == signed), "{objects:#?}");
    assert!(objects.iter().all(|fact| fact["secondary"] == false), "{objects:#?}");
    let ran = folder.ibid(&["check", "--facts"]);
    assert!(
        ran.stdout.contains("signed off as checked by Ann Lee, 2026-11-28T09:00:00Z: see the annex\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn the_ledger_says_what_is_second_hand() {
    let source =
        "The city has 41 bridges. According to Reuters, 12 tunnels were shut. “We lost 7 boats,” he said.\n";
    let folder = Folder::new(&[
        ("library.bib", "@misc{news, title = {News}, file = {sources/news.md}}\n"),
        ("sources/news.md", source),
        (
            "essay.md",
            "The city has 41 bridges [@news]. Some 12 tunnels were shut [@news]. They lost 7 boats [@news].\n",
        ),
    ]);
    let mut objects = folder.ibid(&["check", "--facts", "--format", "json"]).objects();
    objects.pop();
    let told: Vec<_> =
        objects.iter().map(|o| (text(&o["outcome"]), o["secondary"].as_bool().unwrap())).collect();
    assert_eq!(told, [("agrees", false), ("agrees", true), ("agrees", true)]);
    let ran = folder.ibid(&["check", "--facts"]);
    assert!(ran.stdout.contains(" in a quotation of Reuters\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains(" in a quotation\n"), "{}", ran.stdout);
}

#[test]
fn a_damaged_file_is_named_and_its_sign_offs_do_not_hold() {
    let folder = folder(&["<<<<<<< HEAD\n".to_owned(), line("essay.md", "number-mismatch")]);
    let ran = folder.ibid(&["check"]);
    assert_eq!(ran.code, 1);
    let told = ".ibid/signoffs.toml: line 2 holds the marks of a merge that is not resolved.";
    assert_eq!(ran.stderr.matches(told).count(), 1, "{}", ran.stderr);
    assert_eq!(folder.ibid(&["check", "--signed"]).code, 2);
}

#[test]
fn the_sheet_says_who_signed_a_claim_and_why() {
    let folder = folder(&[line("essay.md", "number-mismatch")]);
    let sheet = folder.ibid(&["report", "essay.md"]).stdout;
    let signed = "not a fault (number-mismatch) by Ann Lee, 2026-11-28T09:00:00Z: see the annex";
    assert!(sheet.contains(signed), "{sheet}");
}
