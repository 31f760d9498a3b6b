use std::path::Path;

use ibid_check::{Edit, Related};
use serde_json::Value;

use super::*;
use crate::fixtures::{draft, evidence, fact as line, finding as plain};

fn log(context: &Context, findings: &[(Severity, Finding)]) -> Value {
    let mut log = Log::default();
    log.findings(context, findings);
    serde_json::from_str(&log.finish(&Summary::default())).unwrap()
}

#[test]
fn a_finding_has_its_rule_place_evidence_and_fix() {
    let (context, span) = draft("# 𝒳\n\nThe 𝒳 grew «44%» in 2024.\n");
    let mut found = plain(Code::NumberMismatch, span, "It says “41%”.");
    found.evidence.push(evidence("It grew by 41%."));
    found.evidence[0].place.line = Some(7);
    let edits = vec![Edit { span, text: "41%".to_owned() }];
    found.fixes.push(Fix { title: "Use “41%”".to_owned(), edits });
    let ignore = Edit { span, text: "<!-- ibid: ignore number-mismatch -->".to_owned() };
    found.fixes.push(Fix { title: "Ignore it".to_owned(), edits: vec![ignore] });
    let log = log(&context, &[(Severity::Information, found)]);
    let run = &log["runs"][0];
    assert_eq!((&log["version"], &run["columnKind"]), (&json!("2.1.0"), &json!("utf16CodeUnits")));
    assert_eq!(run["originalUriBaseIds"], json!({ "%SRCROOT%": { "uri": "file:///w/" } }));
    let rule = &run["tool"]["driver"]["rules"][0];
    assert_eq!(
        (&rule["id"], &rule["defaultConfiguration"]["level"]),
        (&json!("number-mismatch"), &json!("warning"))
    );
    assert!(rule["helpUri"].as_str().is_some_and(|uri| uri.ends_with("/docs/findings/number-mismatch.md")));
    let result = &run["results"][0];
    let region = json!({ "startLine": 3, "startColumn": 13, "endLine": 3, "endColumn": 16 });
    let here = json!({ "uri": "essay.md", "uriBaseId": "%SRCROOT%" });
    assert_eq!((&result["ruleIndex"], &result["level"]), (&json!(0), &json!("note")));
    assert_eq!(
        result["locations"],
        json!([{ "physicalLocation": { "artifactLocation": here, "region": region } }])
    );
    assert_eq!(
        result["relatedLocations"],
        json!([{
            "physicalLocation": {
                "artifactLocation": { "uri": "sources/audit.pdf", "uriBaseId": "%SRCROOT%" },
                "region": { "startLine": 7 },
            },
            "message": { "text": "p. 3 (@audit2024): It grew by 41%." },
        }])
    );
    assert_eq!(
        result["fixes"],
        json!([{
            "description": { "text": "Use “41%”" },
            "artifactChanges": [{
                "artifactLocation": here,
                "replacements": [{ "deletedRegion": region, "insertedContent": { "text": "41%" } }],
            }],
        }]),
        "to silence a finding mends nothing"
    );
}

#[test]
fn what_a_source_says_is_no_link() {
    let (context, span) = draft("It «grew».");
    let mut found = plain(Code::Misquote, span, "See [here](javascript:alert(1)) \u{1b}[31m");
    found.evidence.push(evidence("[x](0) \u{202e}y"));
    found.related.push(Related { file: "/else/n%.md".into(), span, message: "The note".to_owned() });
    let log = log(&context, &[(Severity::Warning, found)]);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["message"]["text"], "See [here] (javascript:alert(1))");
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "p. 3 (@audit2024): [x] (0) y");
    let outside = &result["relatedLocations"][1]["physicalLocation"]["artifactLocation"];
    assert_eq!(*outside, json!({ "uri": "file:///else/n%25.md" }));
}

#[test]
fn the_ledgers_outcomes_are_kinds_of_result() {
    let (context, span) = draft("It grew «44%».");
    let mut log = Log::default();
    log.findings(&context, &[]);
    let outcomes = [Outcome::Agrees, Outcome::Differs, Outcome::NotFound, Outcome::NotCheckable];
    log.facts(&context, &outcomes.map(|outcome| line(span, "quantity", "44%", outcome, "why")));
    let log: Value = serde_json::from_str(&log.finish(&Summary::default())).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let told: Vec<_> =
        results.iter().map(|r| (r["kind"].as_str().unwrap(), r["level"].as_str().unwrap())).collect();
    assert_eq!(told, [("pass", "none"), ("fail", "warning"), ("review", "none"), ("open", "none")]);
    assert_eq!(log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().len(), 1);
    assert_eq!(results[1]["message"]["text"], "“44%” differs: why");
}

#[test]
fn each_project_is_a_run_and_none_is_an_empty_one() {
    let mut log = Log::default();
    log.findings(&Context::new(Path::new("/a")), &[]);
    log.findings(&Context::new(Path::new("/b")), &[]);
    log.findings(&Context::new(Path::new("/a")), &[]);
    let runs = |log: Log| {
        let log: Value = serde_json::from_str(&log.finish(&Summary::default())).unwrap();
        log["runs"].as_array().unwrap().len()
    };
    assert_eq!((runs(log), runs(Log::default())), (2, 1));
}
