use expect_test::{Expect, expect};
use ibid_check::{Code, Edit, Finding, Fix, LedgerLine, Outcome, Severity};
use ibid_evidence::{Evidence, WebCopy};
use ibid_sources::ContentHash;
use ibid_text::Place;

use crate::fixtures::{self, draft, evidence};
use crate::{Provenance, Summary, human, json};

#[track_caller]
fn check(line: &str, expected: &Expect) {
    assert_eq!(line.lines().count(), 1);
    let value: serde_json::Value = serde_json::from_str(line).unwrap();
    assert!(value.is_object());
    expected.assert_eq(line);
}

#[test]
fn a_finding_with_utf16_positions() {
    let (context, span) = draft("# 𝒳\r\n\r\n𝒳 中 it is «41».");
    let finding = Finding {
        evidence: vec![evidence("It\nis \u{1b}[31m14\u{1b}[0m.")],
        fixes: vec![Fix {
            title: "Use it".to_owned(),
            edits: vec![Edit { span, text: "14\n\u{7}“x”".to_owned() }],
        }],
        ..fixtures::finding(Code::NumberMismatch, span, "The source says 14.")
    };
    check(
        &json::finding(&context, &finding, Severity::Information),
        &expect![[
            r#"{"file":"essay.md","range":{"start":{"line":2,"character":11},"end":{"line":2,"character":13}},"code":"number-mismatch","severity":"information","message":"The source says 14.","evidence":[{"source":"sources/audit.pdf","citekey":"audit2024","place":{"page":"3","pageIndex":5,"heading":null,"time":null,"line":null},"quote":"It is 14."}],"fixes":[{"title":"Use it","edits":[{"range":{"start":{"line":2,"character":11},"end":{"line":2,"character":13}},"newText":"14\n“x”"}]}]}"#
        ]],
    );
}

#[test]
fn a_finding_with_nothing_but_its_place() {
    let (context, span) = draft("«»");
    let finding = fixtures::finding(Code::MissingSource, span, "No text.");
    check(
        &json::finding(&context, &finding, Severity::Hint),
        &expect![[
            r#"{"file":"essay.md","range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"code":"missing-source","severity":"hint","message":"No text.","evidence":[],"fixes":[]}"#
        ]],
    );
}

#[test]
fn a_fact() {
    let (context, span) = draft("It is «41».");
    let heard = Place {
        heading: Some("Over\tview".to_owned()),
        time: Some(75.0),
        line: Some(12),
        ..Place::default()
    };
    let fact = LedgerLine {
        evidence: vec![Evidence { reference: None, place: heard, ..evidence("It is 41.") }],
        ..fixtures::fact(span, "quantity", "41", Outcome::Agrees, "the same figure")
    };
    check(
        &json::fact(&context, &fact, &Provenance::default()),
        &expect![[
            r#"{"file":"essay.md","range":{"start":{"line":0,"character":6},"end":{"line":0,"character":8}},"kind":"quantity","text":"41","outcome":"agrees","evidence":[{"source":"sources/audit.pdf","citekey":null,"place":{"page":null,"pageIndex":null,"heading":"Over view","time":75.0,"line":12},"quote":"It is 41."}],"why":"the same figure","signed":null,"secondary":false}"#
        ]],
    );
}

#[test]
fn a_fact_in_a_saved_web_page_says_which_copy() {
    let (mut context, span) = draft("It is «41».");
    let copy = WebCopy {
        address: Some("https://e.org/a".to_owned()),
        day: Some("2025-05-15".to_owned()),
        hash: ContentHash("ab12".to_owned()),
    };
    context.add_copy(&evidence("").source, copy);
    let fact = LedgerLine {
        evidence: vec![evidence("It is 41.")],
        ..fixtures::fact(span, "quantity", "41", Outcome::Agrees, "the same figure")
    };
    let told: serde_json::Value =
        serde_json::from_str(&json::fact(&context, &fact, &Provenance::default())).unwrap();
    let copy = serde_json::json!({ "address": "https://e.org/a", "saved": "2025-05-15", "blake3": "ab12" });
    assert_eq!(told["evidence"][0]["copy"], copy);
    assert_eq!(
        human::copies(&context, human::Look { colour: false, width: 80 }),
        "     copy  sources/audit.pdf: https://e.org/a, saved 2025-05-15, blake3 ab12\n"
    );
}

#[test]
fn a_passage() {
    let (context, _) = draft("«»");
    check(
        &json::hit(&context, &evidence("It is 41."), 7.5),
        &expect![[
            r#"{"source":"sources/audit.pdf","citekey":"audit2024","place":{"page":"3","pageIndex":5,"heading":null,"time":null,"line":null},"text":"It is 41.","score":7.5}"#
        ]],
    );
}

#[test]
fn the_summary_in_both_forms() {
    let span = ibid_text::Span::new(0, 0);
    let fact = |outcome| fixtures::fact(span, "date", "2024", outcome, "");
    let mut summary = Summary { claims: 7, findings: 2, ..Summary::default() };
    summary.count(&[fact(Outcome::Agrees), fact(Outcome::Differs), fact(Outcome::NotCheckable)]);
    assert_eq!(summary.to_string(), "3 facts: 1 agree, 1 differ, 1 not checkable");
    summary.count(&[fact(Outcome::NotFound), fact(Outcome::Agrees)]);
    assert_eq!(summary.to_string(), "5 facts: 2 agree, 1 differ, 1 not found, 1 not checkable");
    check(
        &json::summary(&summary),
        &expect![[
            r#"{"summary":{"claims":7,"facts":5,"agree":2,"differ":1,"notFound":1,"notCheckable":1,"findings":2}}"#
        ]],
    );
}
