use std::time::Duration;

use serde_json::{Value, json};

use super::editor::{Editor, codes, entry};

const SOURCE: &str = "The delta had 43 herons in 2019. The river is long.";

fn files() -> Vec<(&'static str, String)> {
    let bibliography = entry("doe", "A Book", "sources/doe.md") + "@book{doe, title = {Twice}}\n";
    vec![("library.bib", bibliography), ("sources/doe.md", SOURCE.to_owned())]
}

async fn start(capabilities: Value) -> Editor {
    let files = files();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    Editor::start(&files, capabilities).await
}

fn pulls() -> Value {
    json!({
        "textDocument": { "diagnostic": { "relatedDocumentSupport": true } },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    })
}

/// Waits for findings sent for `name` that are as wanted.
pub(super) async fn sent(editor: &mut Editor, name: &str, wanted: &[&str]) -> Value {
    let uri = editor.uri(name);
    let is_it = |m: &Value| {
        m["method"] == "textDocument/publishDiagnostics"
            && m["params"]["uri"] == uri.as_str()
            && codes(&m["params"]["diagnostics"]) == wanted
    };
    editor.wait(is_it).await["params"].take()
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_are_sent_where_the_client_does_not_ask() {
    let related = json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } });
    let mut editor = start(related).await;
    editor.open("essay.md", "Herons stand still [@nobody]. ").await;
    let params = sent(&mut editor, "essay.md", &["unknown-citation"]).await;
    let finding = &params["diagnostics"][0];
    assert_eq!((&finding["source"], &finding["severity"]), (&json!("ibid"), &json!(1)));
    let page = finding["codeDescription"]["href"].as_str().unwrap();
    assert!(page.ends_with("docs/findings/unknown-citation.md"), "{page}");
    assert_eq!(finding["range"]["start"], json!({ "line": 0, "character": 20 }));
    assert!(finding["data"]["fixes"].is_array());
    let params = sent(&mut editor, "library.bib", &["duplicate-reference"]).await;
    let related = &params["diagnostics"][0]["relatedInformation"][0]["location"];
    assert_eq!(related["uri"], editor.uri("library.bib"));
    editor.edit("essay.md", 2, [(0, 21), (0, 27)], "doe").await;
    sent(&mut editor, "essay.md", &[]).await;
    editor.tell("textDocument/didClose", json!({ "textDocument": { "uri": editor.uri("essay.md") } })).await;
    sent(&mut editor, "library.bib", &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sentence_being_typed_is_left_alone_until_it_ends_or_rests() {
    let mut editor = start(json!({})).await;
    editor.open("essay.md", "Herons stand still [@doe]. ").await;
    sent(&mut editor, "library.bib", &["duplicate-reference"]).await;
    editor.edit("essay.md", 2, [(0, 27), (0, 27)], "They walk [@nobody]").await;
    editor.listen(Duration::from_millis(1200)).await;
    let early = editor.inbox.iter().any(|m| m["params"]["diagnostics"][0]["code"] == "unknown-citation");
    assert!(!early, "{:?}", editor.inbox);
    editor.edit("essay.md", 3, [(0, 46), (0, 46)], ". ").await;
    let start = std::time::Instant::now();
    let params = sent(&mut editor, "essay.md", &["unknown-citation"]).await;
    assert_eq!(params["version"], 3);
    assert!(start.elapsed() < Duration::from_millis(1900), "the end mark was enough");
    editor.edit("essay.md", 4, [(0, 48), (0, 48)], "More [@none]").await;
    sent(&mut editor, "essay.md", &["unknown-citation", "unknown-citation"]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_types_on_without_a_pause_sees_what_became_of_the_last_sentence() {
    let mut editor = start(json!({})).await;
    editor.open("essay.md", "Herons stand still [@doe]. ").await;
    sent(&mut editor, "library.bib", &["duplicate-reference"]).await;
    editor.edit("essay.md", 2, [(0, 27), (0, 27)], "They walk [@nobody]. S").await;
    editor.inbox.clear();
    let is_told = |m: &Value| m["params"]["diagnostics"][0]["code"] == "unknown-citation";
    for letter in 0..60 {
        editor.edit("essay.md", 3 + letter, [(0, 49 + letter as u32), (0, 49 + letter as u32)], "o").await;
        editor.listen(Duration::from_millis(100)).await;
        if editor.inbox.iter().any(is_told) {
            return;
        }
    }
    panic!("nothing was told in six seconds of typing: {:?}", editor.inbox);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_asks_is_told_to_ask_again_and_is_sent_nothing() {
    let mut editor = start(pulls()).await;
    editor.open("essay.md", "Herons stand still [@nobody]. ").await;
    let mut params = json!({ "textDocument": { "uri": editor.uri("essay.md") } });
    editor.ask("textDocument/diagnostic", params.clone()).await;
    editor.told("workspace/diagnostic/refresh").await;
    let mut report = editor.ask("textDocument/diagnostic", params.clone()).await;
    while report["items"] == json!([]) {
        editor.told("workspace/diagnostic/refresh").await;
        report = editor.ask("textDocument/diagnostic", params.clone()).await;
    }
    assert_eq!(codes(&report["items"]), ["unknown-citation"]);
    let beside = &report["relatedDocuments"][editor.uri("library.bib")]["items"];
    assert_eq!(codes(beside), ["duplicate-reference"]);
    params["previousResultId"] = report["resultId"].clone();
    let again = editor.ask("textDocument/diagnostic", params.clone()).await;
    assert_eq!((&again["kind"], &again["resultId"]), (&json!("unchanged"), &report["resultId"]));
    editor.listen(Duration::from_millis(500)).await;
    editor.inbox.clear();
    // A sentence held back: the client is told when it is time.
    editor.edit("essay.md", 2, [(0, 30), (0, 30)], "More [@none]").await;
    let held = editor.ask("textDocument/diagnostic", params.clone()).await;
    assert_eq!(held["kind"], "unchanged");
    editor.told("workspace/diagnostic/refresh").await;
    let report = editor.ask("textDocument/diagnostic", params).await;
    assert_eq!(codes(&report["items"]), ["unknown-citation", "unknown-citation"]);
    assert!(!editor.inbox.iter().any(|m| m["method"] == "textDocument/publishDiagnostics"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_figure_unlike_its_source_is_found_with_its_evidence() {
    let related = json!({ "textDocument": { "publishDiagnostics": { "relatedInformation": true } } });
    let mut editor = start(related).await;
    editor.open("essay.md", "The delta had 34 herons in 2019 [@doe].\n").await;
    let params = sent(&mut editor, "essay.md", &["number-mismatch"]).await;
    let finding = &params["diagnostics"][0];
    assert_eq!(finding["range"]["start"]["character"], 14);
    let evidence = &finding["relatedInformation"][0];
    assert_eq!(evidence["location"]["uri"], editor.uri("sources/doe.md"));
    assert!(evidence["message"].as_str().unwrap().contains("43 herons"), "{evidence}");
}
