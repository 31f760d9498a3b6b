//! Finding and renaming a citekey, on the wire.

use serde_json::{Value, json};

use super::editor::{Editor, entry};

fn files(bibliography: &str) -> [(&str, &str); 2] {
    [("library.bib", bibliography), ("notes/n.md", "中𝒳 [@doe] and `@doe`.")]
}

fn abilities() -> Value {
    json!({
        "workspace": { "workspaceEdit": { "documentChanges": true } },
        "textDocument": { "references": {}, "documentHighlight": {}, "rename": { "prepareSupport": true } },
    })
}

fn range(line: u32, start: u32, end: u32) -> Value {
    json!({ "start": { "line": line, "character": start }, "end": { "line": line, "character": end } })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_citekey_is_found_marked_and_renamed_everywhere() {
    let bibliography = entry("doe", "Herons", "sources/doe.md");
    let mut editor = Editor::connect(&files(&bibliography));
    let params = json!({
        "capabilities": abilities(), "workspaceFolders": [{ "uri": editor.uri(""), "name": "w" }],
    });
    let offered = editor.ask("initialize", params).await["capabilities"].take();
    assert_eq!(offered["renameProvider"], json!({ "prepareProvider": true }));
    assert_eq!(
        (&offered["referencesProvider"], &offered["documentHighlightProvider"]),
        (&json!(true), &json!(true))
    );
    editor.tell("initialized", json!({})).await;
    editor.open("essay.md", "𝒳 @doe says [@doe].").await;

    let mut at = editor.at("essay.md", 0, 5);
    let prepared = editor.ask_until("textDocument/prepareRename", at.clone()).await;
    assert_eq!(prepared, json!({ "range": range(0, 4, 7), "placeholder": "doe" }));

    let marked = editor.ask("textDocument/documentHighlight", at.clone()).await;
    let ranges: Vec<&Value> = marked.as_array().unwrap().iter().map(|mark| &mark["range"]).collect();
    assert_eq!(ranges, [&range(0, 4, 7), &range(0, 15, 18)]);

    at["context"] = json!({ "includeDeclaration": true });
    let found = editor.ask("textDocument/references", at.clone()).await;
    let place = |name: &str, range: Value| json!({ "uri": editor.uri(name), "range": range });
    let cited = [
        place("essay.md", range(0, 4, 7)),
        place("essay.md", range(0, 15, 18)),
        place("library.bib", range(0, 6, 9)),
        place("notes/n.md", range(0, 6, 9)),
    ];
    assert_eq!(found, json!(cited));
    at["context"] = json!({ "includeDeclaration": false });
    assert_eq!(editor.ask("textDocument/references", at.clone()).await.as_array().unwrap().len(), 3);

    at["newName"] = json!("roe2020");
    let renamed = editor.ask("textDocument/rename", at.clone()).await;
    let file = |name: &str, version: Value, ranges: &[Value]| {
        let edits: Vec<Value> =
            ranges.iter().map(|range| json!({ "range": range, "newText": "roe2020" })).collect();
        json!({ "textDocument": { "uri": editor.uri(name), "version": version }, "edits": edits })
    };
    let expected = [
        file("essay.md", json!(1), &[range(0, 4, 7), range(0, 15, 18)]),
        file("library.bib", json!(null), &[range(0, 6, 9)]),
        file("notes/n.md", json!(null), &[range(0, 6, 9)]),
    ];
    assert_eq!(renamed["documentChanges"], json!(expected));

    at["newName"] = json!("two words");
    let id = editor.request("textDocument/rename", at).await;
    let refused = editor.answer(id).await;
    assert!(refused["error"]["message"].as_str().unwrap().contains("is no citekey"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_client_cannot_do_is_not_offered() {
    let mut editor = Editor::connect(&files(""));
    let offered = editor.ask("initialize", json!({ "capabilities": {} })).await["capabilities"].take();
    for name in ["renameProvider", "referencesProvider", "documentHighlightProvider"] {
        assert!(offered.get(name).is_none(), "{name}");
    }
}
