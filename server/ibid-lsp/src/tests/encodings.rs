use serde_json::{Value, json};

use super::editor::{Editor, entry};

/// The range that hovering shows for the citation of a line that begins with two characters beyond UTF-16's
/// first plane and two of three bytes, after an edit among them.
async fn shown(general: Value) -> (Value, Value) {
    let bibliography = entry("doe", "A Book", "none.md");
    let files = [("library.bib", bibliography.as_str())];
    let mut editor = Editor::connect(&files);
    let params = json!({
        "capabilities": { "general": general },
        "workspaceFolders": [{ "uri": editor.uri(""), "name": "w" }],
    });
    let encoding = editor.ask("initialize", params).await["capabilities"]["positionEncoding"].take();
    editor.tell("initialized", json!({})).await;
    editor.open("essay.md", "中文 😀😀[@doe]\n").await;
    let wide = if encoding == "utf-8" { [(0, 7), (0, 15)] } else { [(0, 3), (0, 7)] };
    editor.edit("essay.md", 2, wide, "𝒳y").await;
    let at = if encoding == "utf-8" { 14 } else { 8 };
    let params = editor.at("essay.md", 0, at);
    (encoding, editor.ask_until("textDocument/hover", params).await["range"].take())
}

fn range(start: u32, end: u32) -> Value {
    json!({ "start": { "line": 0, "character": start }, "end": { "line": 0, "character": end } })
}

#[tokio::test(flavor = "multi_thread")]
async fn characters_are_counted_as_was_agreed() {
    assert_eq!(shown(json!({})).await, (json!("utf-16"), range(7, 11)));
    let offered = json!({ "positionEncodings": ["utf-32", "utf-16", "utf-8"] });
    assert_eq!(shown(offered).await, (json!("utf-8"), range(13, 17)));
}
