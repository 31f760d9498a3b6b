use serde_json::json;

use super::editor::{Editor, is_untouched};
use crate::Ended;

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_it_can_do_and_leaves_as_told() {
    let mut editor = Editor::connect(&[]);
    let answer = editor.ask("initialize", json!({ "capabilities": {} })).await;
    assert_eq!(answer["serverInfo"]["name"], "ibid");
    let can = &answer["capabilities"];
    assert_eq!((&can["textDocumentSync"]["change"], &can["positionEncoding"]), (&json!(2), &json!("utf-16")));
    assert!(can.get("diagnosticProvider").is_none(), "it is not asked, so it sends");
    editor.tell("initialized", json!({})).await;
    editor.ask("shutdown", json!(null)).await;
    editor.tell("exit", json!(null)).await;
    assert_eq!((&mut editor.ended).await.unwrap(), Ended::Properly);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_when_the_editor_vanishes() {
    let editor = Editor::start(&[], json!({})).await;
    assert_eq!(editor.vanish().await, Ended::Abruptly);
}

#[tokio::test(flavor = "multi_thread")]
async fn it_ends_though_the_editor_never_answered_it() {
    let asks = json!({ "workspace": { "configuration": true }, "window": { "workDoneProgress": true } });
    let mut editor = Editor::start(&[("library.bib", ""), ("sources/a.md", "One.")], asks.clone()).await;
    editor.open("essay.md", "Text.").await;
    assert_eq!(editor.vanish().await, Ended::Abruptly);
    let mut editor = Editor::start(&[("library.bib", ""), ("sources/a.md", "One.")], asks).await;
    editor.open("essay.md", "Text.").await;
    let id = editor.request("shutdown", json!(null)).await;
    while !editor.inbox.iter().any(|m| m["id"] == id && m.get("method").is_none()) {
        editor.receive_silently().await;
    }
    editor.tell("exit", json!(null)).await;
    let ended = tokio::time::timeout(std::time::Duration::from_secs(20), &mut editor.ended).await;
    assert_eq!(ended.expect("the server stays").unwrap(), Ended::Properly);
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread")]
async fn it_ends_when_the_editors_process_does_though_its_input_stays_open() {
    let mut process = std::process::Command::new("sleep").arg("60").spawn().unwrap();
    let mut editor = Editor::connect(&[]);
    editor.ask("initialize", json!({ "capabilities": {}, "processId": process.id() })).await;
    editor.tell("initialized", json!({})).await;
    editor.listen(std::time::Duration::from_millis(300)).await;
    assert!(!editor.ended.is_finished());
    process.kill().unwrap();
    process.wait().unwrap();
    let ended = tokio::time::timeout(std::time::Duration::from_secs(20), &mut editor.ended).await;
    assert_eq!(ended.expect("the server stays").unwrap(), Ended::Abruptly);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_readme_in_a_repository_feels_nothing_of_it() {
    let files = [(".git/HEAD", ""), ("README.md", "See [docs](docs/a.md)."), ("docs/a.md", "Text.")];
    let mut editor = Editor::start(&files, json!({ "window": { "workDoneProgress": true } })).await;
    editor.open("README.md", "See [docs](docs/a.md) and @someone.").await;
    editor
        .edit("README.md", 2, [(0, 0), (0, 0)], "It rose by 3 percent. \"Quoted words here and there.\"\n")
        .await;
    editor.listen(std::time::Duration::from_millis(2500)).await;
    let findings = editor.inbox.iter().filter(|m| m["params"]["diagnostics"] != json!([]));
    assert_eq!(findings.collect::<Vec<_>>(), Vec::<&serde_json::Value>::new());
    assert!(is_untouched(&editor));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_it_does_not_understand_does_it_no_harm() {
    let mut editor = Editor::start(&[], json!({})).await;
    editor.tell("textDocument/didChange", json!({ "nonsense": 1 })).await;
    editor.tell("textDocument/didOpen", json!(null)).await;
    editor.edit("never-opened.md", 7, [(3, 3), (1, 1)], "x").await;
    editor.tell("no/such/thing", json!({})).await;
    let id = editor.request("no/such/request", json!({})).await;
    assert_eq!(editor.answer(id).await["error"]["code"], -32601);
    let untitled =
        json!({ "textDocument": { "uri": "untitled:One" }, "position": { "line": 0, "character": 0 } });
    assert_eq!(editor.ask("textDocument/hover", untitled).await, json!(null));
}
