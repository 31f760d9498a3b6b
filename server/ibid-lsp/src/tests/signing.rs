//! A writer signs a finding off as no fault, or a sentence as checked; what stands on the disk counts at once.

use serde_json::{Value, json};

use super::diagnostics::sent;
use super::editor::{Editor, entry};

const WRONG: &str = "The delta had 34 herons in 2019 [@doe]. Then it rained. ";
const NO_FAULT: &str = "Sign off: this number-mismatch is no fault";

async fn start(capabilities: Value, more: &[(&str, &str)]) -> Editor {
    let bibliography = entry("doe", "A Book", "sources/doe.md");
    let files = [
        ("library.bib", bibliography.as_str()),
        ("sources/doe.md", "The delta had 43 herons in 2019. The river is long."),
    ];
    let files: Vec<_> = files.iter().chain(more).copied().collect();
    let mut editor = Editor::start(&files, capabilities).await;
    editor.open("essay.md", WRONG).await;
    sent(&mut editor, "essay.md", &["number-mismatch"]).await;
    editor
}

/// What is offered at a character of the first line.
async fn offers(editor: &mut Editor, character: u32) -> Vec<Value> {
    let at = json!({ "line": 0, "character": character });
    let params = json!({
        "textDocument": { "uri": editor.uri("essay.md") },
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [] },
    });
    editor.ask("textDocument/codeAction", params).await.as_array().unwrap().clone()
}

/// The action of this title, offered at a character of the first line.
async fn offer(editor: &mut Editor, character: u32, title: &str) -> Value {
    let offers = offers(editor, character).await;
    let found = offers.iter().find(|offer| offer["title"].as_str().unwrap().starts_with(title));
    found.unwrap_or_else(|| panic!("no “{title}” in {offers:#?}")).clone()
}

async fn execute(editor: &mut Editor, action: &Value) -> Value {
    let command = &action["command"];
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    let id = editor.request("workspace/executeCommand", params).await;
    editor.answer(id).await
}

fn file(editor: &Editor) -> String {
    std::fs::read_to_string(editor.path(".ibid/signoffs.toml")).unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_signed_off_goes_and_comes_back_with_a_change() {
    let mut editor = start(json!({}), &[]).await;
    let mut action = offer(&mut editor, 15, NO_FAULT).await;
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(action["edit"], Value::Null);
    action["command"]["arguments"][0]["reason"] = json!("counted again");
    assert_eq!(execute(&mut editor, &action).await["error"], Value::Null);
    sent(&mut editor, "essay.md", &[]).await;
    let text = file(&editor);
    assert!(text.contains("code = \"number-mismatch\", reason = \"counted again\""), "{text}");
    let titles: Vec<_> = offers(&mut editor, 15).await.iter().map(|o| o["title"].clone()).collect();
    assert!(!titles.contains(&json!(NO_FAULT)), "{titles:?}");
    editor.edit("essay.md", 2, [(0, 17), (0, 23)], "egrets and herons").await;
    sent(&mut editor, "essay.md", &["number-mismatch"]).await;
    assert_eq!(file(&editor), text, "a sign-off that lapsed stays in the file");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checked_sentence_is_silent_until_that_is_taken_back() {
    let mut editor = start(json!({}), &[]).await;
    let action = offer(&mut editor, 2, "Sign this sentence off as checked").await;
    assert_eq!(action["kind"], "refactor");
    execute(&mut editor, &action).await;
    sent(&mut editor, "essay.md", &[]).await;
    let action = offer(&mut editor, 2, "Take back “checked”").await;
    execute(&mut editor, &action).await;
    sent(&mut editor, "essay.md", &["number-mismatch"]).await;
    assert!(!file(&editor).contains("checked"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_do_to_the_file_counts_at_once() {
    let mut editor = start(json!({}), &[]).await;
    let action = offer(&mut editor, 15, NO_FAULT).await;
    execute(&mut editor, &action).await;
    sent(&mut editor, "essay.md", &[]).await;
    let (path, text) = (editor.path(".ibid/signoffs.toml"), file(&editor));
    std::fs::remove_file(&path).unwrap();
    sent(&mut editor, "essay.md", &["number-mismatch"]).await;
    std::fs::write(&path, &text).unwrap();
    sent(&mut editor, "essay.md", &[]).await;
    std::fs::write(&path, text.replace("  {", "<<<<<<< HEAD\n  {")).unwrap();
    sent(&mut editor, "essay.md", &["number-mismatch"]).await;
    let told = editor.told("window/showMessage").await["message"].as_str().unwrap().to_owned();
    assert!(told.contains("signoffs.toml: line 4 holds the marks of a merge"), "{told}");
    let damaged = file(&editor);
    let action = offer(&mut editor, 15, NO_FAULT).await;
    let refused = execute(&mut editor, &action).await;
    assert!(refused["error"]["message"].as_str().unwrap().contains("Mend it in an editor"), "{refused}");
    assert_eq!(file(&editor), damaged);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sentence_that_changed_before_it_was_signed_is_not_signed() {
    let mut editor = start(json!({}), &[]).await;
    let action = offer(&mut editor, 15, NO_FAULT).await;
    editor.edit("essay.md", 2, [(0, 14), (0, 16)], "43").await;
    let refused = execute(&mut editor, &action).await;
    assert!(refused["error"]["message"].as_str().unwrap().contains("was changed meanwhile"), "{refused}");
    assert_eq!(file(&editor), "");
}

const IN_PROJECT: &str = "Ignore number-mismatch in this project (.ibid.toml)";

#[tokio::test(flavor = "multi_thread")]
async fn a_kind_is_switched_off_by_a_change_that_the_editor_makes() {
    // Neovim says no more than this.
    let can = json!({ "workspace": { "workspaceEdit": { "resourceOperations": ["create", "rename"] } } });
    let mut editor = start(can, &[]).await;
    let steps = offer(&mut editor, 15, IN_PROJECT).await["edit"]["documentChanges"].clone();
    let uri = editor.uri(".ibid.toml");
    assert_eq!(steps[0], json!({ "kind": "create", "uri": uri, "options": { "ignoreIfExists": true } }));
    assert_eq!(steps[1]["textDocument"], json!({ "uri": uri, "version": null }));
    assert_eq!(steps[1]["edits"][0]["newText"], "[severity]\nnumber-mismatch = \"off\"\n");
    assert!(!editor.path(".ibid.toml").exists(), "the editor makes it");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_editor_that_makes_no_files_changes_those_that_are_there() {
    let mut editor = start(json!({}), &[]).await;
    let titles: Vec<_> = offers(&mut editor, 15).await.iter().map(|o| o["title"].clone()).collect();
    assert!(!titles.contains(&json!(IN_PROJECT)), "{titles:?}");
    let settings = "# mine\n[severity]\nmisquote = \"error\"\n";
    let mut editor = start(json!({}), &[(".ibid.toml", settings)]).await;
    let changes = offer(&mut editor, 15, IN_PROJECT).await["edit"]["changes"].clone();
    let edit = &changes[editor.uri(".ibid.toml")][0];
    assert_eq!(edit["newText"], "number-mismatch = \"off\"\n");
    assert_eq!(edit["range"]["start"], json!({ "line": 3, "character": 0 }));
    std::fs::write(editor.path(".ibid.toml"), format!("{settings}number-mismatch = \"off\"\n")).unwrap();
    sent(&mut editor, "essay.md", &[]).await;
}
