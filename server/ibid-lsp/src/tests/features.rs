use serde_json::{Value, json};

use super::editor::{Editor, entry};

async fn editor(text: &str) -> Editor {
    let bibliography = entry("doe", "A Book of Herons", "sources/doe.md");
    let files = [
        ("library.bib", bibliography.as_str()),
        ("sources/doe.md", "The herons of the delta stand still for nine hours. Others walk."),
    ];
    let mut editor = Editor::start(&files, json!({})).await;
    editor.open("essay.md", text).await;
    editor
}

#[tokio::test(flavor = "multi_thread")]
async fn completion_by_title_inserts_the_key_and_tells_the_rest_when_asked() {
    let mut editor = editor("Herons stand [@boo her").await;
    let params = editor.at("essay.md", 0, 22);
    let list = editor.ask_until("textDocument/completion", params).await;
    assert_eq!(list["isIncomplete"], true);
    let item = list["items"][0].clone();
    assert_eq!((&item["label"], &item["filterText"]), (&json!("doe"), &json!("boo her")));
    assert!(item["textEdit"]["newText"].as_str().unwrap().contains("doe"), "{item}");
    let resolved = editor.ask("completionItem/resolve", item).await;
    let shown = resolved["documentation"]["value"].as_str().unwrap();
    assert!(shown.contains("A Book of") || shown.contains("A book of"), "{shown}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_source_says_is_offered_from_one_place_as_citation_and_as_quotation() {
    let mut editor = editor("They are patient [@stand still for").await;
    let params = editor.at("essay.md", 0, 34);
    let list = editor.ask_until("textDocument/completion", params).await;
    let items = list["items"].as_array().unwrap();
    for item in items {
        assert_eq!(item["textEdit"]["range"]["start"], json!({ "line": 0, "character": 17 }), "{item}");
        assert_eq!(item["filterText"], "[@stand still for");
    }
    let texts: Vec<_> = items.iter().map(|item| item["textEdit"]["newText"].as_str().unwrap()).collect();
    assert!(texts.iter().any(|text| text.starts_with("[@doe")), "{texts:?}");
    assert!(texts.iter().any(|text| text.starts_with('“')), "{texts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn hover_shows_the_passage_and_definition_leads_to_the_entry() {
    let mut editor = editor("Herons stand still for hours [@doe].").await;
    let params = editor.at("essay.md", 0, 32);
    let mut shown = Value::Null;
    while !shown["contents"]["value"].as_str().is_some_and(|s| s.contains("stand still for nine hours")) {
        shown = editor.ask_until("textDocument/hover", params.clone()).await;
    }
    let found = editor.ask("textDocument/definition", params).await;
    assert_eq!(found["uri"], editor.uri("library.bib"));
    assert_eq!(found["range"]["start"], json!({ "line": 0, "character": 6 }));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quick_fix_carries_its_change() {
    let mut editor = editor("Herons stand still [@deo].").await;
    let range = json!({ "start": { "line": 0, "character": 21 }, "end": { "line": 0, "character": 21 } });
    let params = json!({
        "textDocument": { "uri": editor.uri("essay.md") }, "range": range, "context": { "diagnostics": [] },
    });
    let mut actions = json!([]);
    while actions == json!([]) {
        actions = editor.ask_until("textDocument/codeAction", params.clone()).await;
    }
    let edit = &actions[0]["edit"]["changes"][editor.uri("essay.md")][0];
    assert_eq!(edit["newText"], "@doe", "{actions}");
    assert_eq!(actions[0]["kind"], "quickfix");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feature_that_is_switched_off_is_silent() {
    let mut editor = editor("Herons stand still [@doe].").await;
    let params = editor.at("essay.md", 0, 22);
    editor.ask_until("textDocument/hover", params.clone()).await;
    let settings = json!({ "ibid": { "features": { "hover": false } } });
    editor.tell("workspace/didChangeConfiguration", json!({ "settings": settings })).await;
    while !editor.ask("textDocument/hover", params.clone()).await.is_null() {}
    assert!(editor.ask("textDocument/definition", params).await.is_object());
}
