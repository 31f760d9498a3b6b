//! `ibid check --format sarif` and `--format github`, and the copies of web pages in the ledger.

use serde_json::{Value, json};

use crate::folder::{Folder, text};

const WRONG: &str = "The 𝒳 office repaired 213 bridges in 2023 at a cost of €48 million [@bridge2024].\n";

fn sarif(folder: &Folder, arguments: &[&str]) -> (i32, Value) {
    let ran = folder.ibid(&[&["check", "--format", "sarif"], arguments].concat());
    assert_eq!(ran.stderr, "");
    (ran.code, serde_json::from_str(&ran.stdout).unwrap())
}

#[test]
fn sarif_names_the_rule_the_place_the_evidence_and_the_fix() {
    let folder = Folder::with_library(&[("drafts/my essay.md", WRONG)]);
    let (code, log) = sarif(&folder, &["drafts"]);
    assert_eq!((code, &log["version"]), (1, &json!("2.1.0")));
    let run = &log["runs"][0];
    let base = text(&run["originalUriBaseIds"]["%SRCROOT%"]["uri"]);
    assert!(base.starts_with("file:///") && base.ends_with("/w/"), "{base}");
    let result = &run["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&json!("number-mismatch"), &json!("warning")));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"], json!({ "uri": "drafts/my%20essay.md", "uriBaseId": "%SRCROOT%" }));
    let words = json!({ "startLine": 1, "startColumn": 24, "endLine": 1, "endColumn": 27 });
    assert_eq!(place["region"], words, "UTF-16 units from 1 after an astral letter");
    let evidence = &result["relatedLocations"][0];
    assert_eq!(evidence["physicalLocation"]["artifactLocation"]["uri"], "sources/bridge.md");
    assert!(text(&evidence["message"]["text"]).contains("312 bridges"));
    let replacement = &result["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "312");
    assert_eq!(replacement["deletedRegion"], words);
    assert_eq!(log["properties"]["summary"]["facts"], 3);
}

#[test]
fn sarif_of_a_clean_draft_and_of_the_ledger() {
    let folder = Folder::with_library(&[("essay.md", &WRONG.replace("213", "312"))]);
    let (code, log) = sarif(&folder, &[]);
    assert_eq!((code, &log["runs"][0]["results"]), (0, &json!([])));
    let (code, log) = sarif(&folder, &["--facts"]);
    let results = log["runs"][0]["results"].as_array().unwrap();
    assert_eq!((code, results.len()), (0, 3));
    assert!(results.iter().all(|r| r["kind"] == "pass" && r["level"] == "none"));
}

#[test]
fn github_is_told_in_the_paths_of_its_repository() {
    let folder = Folder::with_library(&[("essay, too.md", WRONG)]);
    let ran = folder.ibid(&["check", "--format", "github"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    let lines: Vec<&str> = ran.stdout.lines().collect();
    let start = "::warning file=essay%2C too.md,line=1,col=23,endColumn=26,title=number-mismatch::";
    assert!(lines[0].starts_with(start), "{}", lines[0]);
    assert!(lines[0].contains("%0Asources/bridge.md, “Repairs”, line 5 (@bridge2024): "), "{}", lines[0]);
    assert_eq!(lines[1..], ["3 facts: 2 agree, 1 differ, 0 not checkable"]);
    let workspace = folder.home().to_str().unwrap();
    let ran =
        folder.ibid_with(&[("GITHUB_WORKSPACE", workspace)], &["check", "--format", "github", "--facts"]);
    let start = "::warning file=w/essay%2C too.md,line=1,col=23,endColumn=26,title=quantity differs::“213”: ";
    assert!(ran.code == 1 && ran.stdout.starts_with(start), "{}", ran.stdout);
    assert_eq!(ran.stdout.lines().count(), 2, "facts that agree are counted only");
}

#[test]
fn the_ledger_says_which_copy_of_a_web_page() {
    const PAGE: &str = "<!DOCTYPE html><html><!--\n Page saved with SingleFile \n url: https://e.org/tarn \n saved \
        date: Thu May 15 2025 10:11:12 GMT+0200\n--><title>Tarn</title><p>The Tarn viaduct has 17 arches.</p></html>";
    let folder = Folder::with_library(&[("essay.md", "The Tarn viaduct has 17 arches [@tarn2025].\n")]);
    folder.write("sources/tarn2025.html", PAGE);
    folder.write("more.bib", "@online{tarn2025, title = {Tarn}, file = {sources/tarn2025.html}}\n");
    let ran = folder.ibid(&["check", "--facts", "--format", "json"]);
    let copy = &ran.objects()[0]["evidence"][0]["copy"];
    assert_eq!((&copy["address"], &copy["saved"]), (&json!("https://e.org/tarn"), &json!("2025-05-15")));
    assert_eq!(text(&copy["blake3"]).len(), 64);
    let ran = folder.ibid(&["check", "--facts"]);
    let copy = format!(
        "copy  sources/tarn2025.html: https://e.org/tarn, saved 2025-05-15, blake3 {}",
        text(&copy["blake3"])
    );
    assert!(ran.stdout.contains(&copy), "{}", ran.stdout);
}
