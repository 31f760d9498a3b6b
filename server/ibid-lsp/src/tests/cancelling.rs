use std::time::Instant;

use serde_json::json;

use super::editor::{Editor, entry};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_cancelled_is_dropped_at_once_while_hundreds_hang() {
    let bibliography = entry("doe", "A Book", "sources/doe.md");
    let files = [("library.bib", bibliography.as_str()), ("sources/doe.md", "Herons stand still.")];
    let pulls = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let mut editor = Editor::start(&files, pulls).await;
    editor.open("essay.md", "They stand [@doe]. ").await;
    let hover = editor.at("essay.md", 0, 14);
    editor.ask_until("textDocument/hover", hover.clone()).await;
    // Until typing pauses, those who ask for findings have to wait.
    let start = Instant::now();
    editor.edit("essay.md", 2, [(0, 0), (0, 0)], "Yes. ").await;
    let document = json!({ "textDocument": { "uri": editor.uri("essay.md") } });
    let mut hanging = Vec::new();
    for _ in 0..300 {
        hanging.push(editor.request("textDocument/diagnostic", document.clone()).await);
    }
    for id in &hanging {
        editor.tell("$/cancelRequest", json!({ "id": id })).await;
    }
    for id in hanging {
        let answer = editor.answer(id).await;
        assert_eq!(answer["error"]["code"], -32800, "{answer} after {:?}", start.elapsed());
    }
    let hover = editor.at("essay.md", 0, 19);
    assert!(editor.ask("textDocument/hover", hover).await.is_object());
}
