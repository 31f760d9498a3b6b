//! The judge on the command line: asked where it is wanted, believed as far as its words stand in the source.

use crate::folder::{Folder, Ran};
use crate::server::{self, Manner};

const DRAFT: &str = "Every footbridge was counted long ago [@bridge2024].\n";
const CONTRADICTED: &str = r#"{"passage":1,"quote":"Nobody had counted the footbridges before","reason":"The source says nobody had.","translation":"","verdict":"contradicted","wording":""}"#;
const MADE_UP: &str = r#"{"passage":1,"quote":"All footbridges were closed in May","reason":"","translation":"","verdict":"contradicted","wording":""}"#;

/// A folder with `DRAFT`, whose owner's model says `said`.
fn folder(said: &'static str) -> Folder {
    let folder = Folder::with_library(&[("essay.md", DRAFT)]);
    let address = server::start(Manner::Saying(said));
    folder.write_user_settings(&format!("endpoint = \"{address}\"\n"));
    folder
}

/// How often the judge was asked, by the log.
fn asked(folder: &Folder) -> usize {
    folder.ibid(&["log", "--format", "json"]).stdout.matches("\"purpose\":\"judge\"").count()
}

#[track_caller]
fn ended(ran: &Ran, code: i32, part: &str) {
    assert_eq!(ran.code, code, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains(part), "no {part:?} in\n{}", ran.stdout);
}

#[test]
fn check_asks_the_judge_where_it_is_told_to_and_once() {
    let folder = folder(CONTRADICTED);
    ended(&folder.ibid(&["check", "essay.md"]), 0, "");
    assert_eq!(asked(&folder), 0);
    for _ in 0..2 {
        let ran = folder.ibid(&["check", "--judge", "essay.md"]);
        ended(&ran, 1, "warning[contradicted]: ");
        ended(&ran, 1, "“Nobody had counted the footbridges before”");
    }
    assert_eq!(asked(&folder), 1, "the verdict survives");
}

#[test]
fn made_up_words_decide_nothing() {
    let folder = folder(MADE_UP);
    ended(&folder.ibid(&["check", "--judge", "essay.md"]), 0, "");
    assert_eq!(asked(&folder), 1);
}

#[test]
fn the_sheet_says_what_the_judge_said_where_it_is_asked() {
    let folder = folder(CONTRADICTED);
    let sheet = folder.ibid(&["report", "essay.md"]).stdout;
    assert!(sheet.contains("class=\"claim unknown\"") && asked(&folder) == 0, "{sheet}");
    let ran = folder.ibid(&["report", "--judge", "essay.md"]);
    ended(&ran, 0, "class=\"claim contradicted\"");
    ended(&ran, 0, "The judge, a model: contradicted. The source says nobody had.");
    ended(&ran, 0, "<mark>Nobody had counted the footbridges before</mark>");
}

#[test]
fn without_a_model_the_cure_is_said() {
    let folder = Folder::with_library(&[("essay.md", DRAFT)]);
    let ran = folder.ibid(&["check", "--judge", "essay.md"]);
    ended(&ran, 2, "");
    assert!(ran.stderr.contains("no model is named") && ran.stderr.contains("`endpoint`"), "{}", ran.stderr);
}

#[test]
fn a_private_draft_is_checked_and_not_sent() {
    let folder = folder(CONTRADICTED);
    folder.write("essay.md", &format!("---\nibid: {{ private: true }}\n---\n\n{DRAFT}"));
    let ran = folder.ibid(&["check", "--judge", "essay.md"]);
    ended(&ran, 0, "");
    assert!(ran.stderr.contains("private"), "{}", ran.stderr);
    assert_eq!(asked(&folder), 0);
}

#[test]
fn a_judge_that_is_not_there_fails_the_check() {
    let folder = Folder::with_library(&[("essay.md", DRAFT)]);
    folder.write_user_settings(&format!("endpoint = \"{}\"\n", server::nobody()));
    let ran = folder.ibid(&["check", "--judge", "essay.md"]);
    ended(&ran, 2, "");
    assert!(ran.stderr.contains("essay.md: cannot reach"), "{}", ran.stderr);
}

#[test]
fn eval_measures_the_users_own_model() {
    let folder = folder(CONTRADICTED);
    let line = |claim: &str, verdict: &str| {
        format!(
            "{{\"claim\": \"{claim}\", \"source\": \"Nobody had counted the footbridges before.\", \"verdict\": \"{verdict}\"}}\n"
        )
    };
    let right = line("The footbridges were counted twice before.", "contradicted");
    let wrong = line("No footbridges were counted before.", "supported");
    folder.write("claims.jsonl", &format!("{right}{wrong}"));
    let ran = folder.ibid(&["eval", "--judge", "claims.jsonl"]);
    ended(
        &ran,
        0,
        "contradicted               0             1             0             0       0.50     1.00  0.67",
    );
    ended(&ran, 0, "2 claims: 50% right, 0% unknown, mean F1 0.33");
    folder.write("claims.jsonl", &format!("{right}{{}}\n"));
    let ran = folder.ibid(&["eval", "--judge", "claims.jsonl"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("claims.jsonl, line 2"), "{}", ran.stderr);
}
