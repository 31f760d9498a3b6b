//! Findings as the writer sees them come and go.

use serde_json::{Value, json};

use crate::client::{Abilities, Client};
use crate::draft::Draft;

const SENTENCE: &str = "\nThe plan will equip 19 berths with shore power by the end of 2029 [@harbour2025]. ";

/// Codes and marked words of the findings on the draft's last line.
fn on_last_line(draft: &Draft, findings: &[Value]) -> Vec<(String, String)> {
    let last = draft.text.matches('\n').count();
    let found = findings.iter().filter(|finding| finding["range"]["start"]["line"] == last);
    found.map(|f| (f["code"].as_str().unwrap().to_owned(), draft.words(&f["range"]).to_owned())).collect()
}

fn mismatch(words: &str) -> Vec<(String, String)> {
    vec![("number-mismatch".to_owned(), words.to_owned())]
}

#[track_caller]
fn comes_and_goes(abilities: Abilities) {
    let mut client = Client::on_sample(abilities);
    let mut draft = client.open("essay.md");
    client.type_at_end(&mut draft, SENTENCE);
    client.diagnostics_until("a finding on the new sentence", &draft, |found| {
        on_last_line(&draft, found) == mismatch("19") || on_last_line(&draft, found) == mismatch("19 berths")
    });
    client.replace(&mut draft, "equip 19 berths", "equip 17 berths");
    client.diagnostics_until("the finding to go", &draft, |found| on_last_line(&draft, found).is_empty());
}

#[test]
fn a_wrong_figure_comes_and_goes_by_push() {
    comes_and_goes(Abilities::PUSH);
}

#[test]
fn a_wrong_figure_comes_and_goes_by_pull() {
    comes_and_goes(Abilities::PULL);
}

#[test]
fn a_client_that_pulls_is_not_pushed_to() {
    let mut client = Client::on_sample(Abilities::PULL);
    let draft = client.open("essay.md");
    client.diagnostics_until("findings", &draft, |found| !found.is_empty());
    assert!(!client.initialized["capabilities"]["diagnosticProvider"].is_null());
    assert!(client.received.iter().all(|message| message["method"] != "textDocument/publishDiagnostics"));
}

#[test]
fn a_client_that_is_pushed_to_is_not_offered_to_pull() {
    let client = Client::on_sample(Abilities::PUSH);
    assert!(client.initialized["capabilities"]["diagnosticProvider"].is_null());
}

#[test]
fn a_finding_says_its_name_its_page_and_its_evidence() {
    let mut client = Client::on_sample(Abilities::PUSH);
    let draft = client.open("essay.md");
    let found =
        client.diagnostics_until("the wrong tonnes", &draft, |found| wrong_tonnes(&draft, found).is_some());
    let finding = wrong_tonnes(&draft, &found).unwrap();
    assert_eq!(finding["source"], "ibid");
    assert_eq!(finding["severity"], 2);
    assert!(finding["codeDescription"]["href"].as_str().unwrap().contains("number-mismatch"), "{finding:#}");
    let related = &finding["relatedInformation"][0];
    assert!(
        related["location"]["uri"].as_str().unwrap().ends_with("sources/harbour-plan-2025.md"),
        "{finding:#}"
    );
    assert!(related["message"].as_str().unwrap().contains("61,400"), "{finding:#}");
}

fn wrong_tonnes(draft: &Draft, found: &[Value]) -> Option<Value> {
    let mut marked = found
        .iter()
        .filter(|f| f["code"] == "number-mismatch" && draft.words(&f["range"]).contains("64,100"));
    let finding = marked.next().cloned();
    assert!(marked.next().is_none(), "the finding stands twice");
    finding
}

#[test]
fn a_quick_fix_puts_in_the_sources_figure() {
    let mut client = Client::on_sample(Abilities::PUSH);
    let draft = client.open("essay.md");
    let found =
        client.diagnostics_until("the wrong tonnes", &draft, |found| wrong_tonnes(&draft, found).is_some());
    let finding = wrong_tonnes(&draft, &found).unwrap();
    let actions = client.request(
        "textDocument/codeAction",
        json!({
            "textDocument": { "uri": draft.uri }, "range": draft.range_of("64,100"),
            "context": { "diagnostics": [finding], "only": ["quickfix"] },
        }),
    );
    let edits = actions.as_array().unwrap().iter().map(|action| action["edit"].to_string());
    assert!(edits.clone().any(|edit| edit.contains("61,400")), "{actions:#}");
}

#[test]
fn a_sentence_still_being_typed_is_left_alone() {
    let mut client = Client::on_sample(Abilities::PUSH);
    let mut draft = client.open("essay.md");
    client.diagnostics_until("the wrong tonnes", &draft, |found| wrong_tonnes(&draft, found).is_some());
    let before = client.received.len();
    client.type_at_end(&mut draft, SENTENCE);
    client.diagnostics_until("a finding on the new sentence", &draft, |found| {
        !on_last_line(&draft, found).is_empty()
    });
    let half_typed = client.received[before..].iter().filter(|m| {
        m["method"] == "textDocument/publishDiagnostics"
            && m["params"]["version"].as_i64().is_some_and(|version| version < i64::from(draft.version))
    });
    for message in half_typed {
        let found = message["params"]["diagnostics"].as_array().unwrap();
        assert_eq!(on_last_line(&draft, found), Vec::new(), "a half-typed sentence was marked: {message:#}");
    }
}
