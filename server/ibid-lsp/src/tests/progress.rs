use serde_json::json;

use super::editor::{Editor, entry};

#[tokio::test(flavor = "multi_thread")]
async fn reading_is_shown_from_beginning_to_end_where_the_client_shows_it() {
    let bibliography = entry("doe", "A Book", "sources/doe.md");
    let files =
        [("library.bib", bibliography.as_str()), ("sources/doe.md", "Herons."), ("sources/b.md", "Storks.")];
    let mut editor = Editor::start(&files, json!({ "window": { "workDoneProgress": true } })).await;
    editor.open("essay.md", "Text.").await;
    let token = editor.told("window/workDoneProgress/create").await["token"].take();
    let begin = editor.told("$/progress").await;
    assert_eq!((&begin["token"], &begin["value"]["kind"]), (&token, &json!("begin")));
    assert_eq!(
        (&begin["value"]["title"], &begin["value"]["cancellable"]),
        (&json!("Reading sources"), &json!(true))
    );
    editor.tell("window/workDoneProgress/cancel", json!({ "token": token })).await;
    let end = editor.wait(|m| m["method"] == "$/progress" && m["params"]["value"]["kind"] == "end").await;
    assert_eq!(end["params"]["token"], token);
}
