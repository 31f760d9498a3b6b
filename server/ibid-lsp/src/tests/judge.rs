//! The judge: asked when the writer saves or asks, believed as far as its words stand in the source, never asked twice.

use std::time::Duration;

use serde_json::{Value, json};

use super::editor::{Editor, codes, entry};
use super::model::{ModelServer, Says};

const SOURCE: &str =
    "The yards spend 180 million euros on shore power each year. Nobody asked the towns for money.";
const DRAFT: &str = "The towns were begged for money [@yards].\n";
const CONTRADICTED: &str = r#"{"passage":1,"quote":"Nobody asked the towns for money.","reason":"The source denies it.",
    "translation":"","verdict":"contradicted","wording":"Nobody asked the towns for money [@yards]."}"#;
const SUPPORTED: &str = r#"{"passage":1,"quote":"Nobody asked the towns for money.","reason":"It says so.",
    "translation":"","verdict":"supported","wording":""}"#;

/// An editor with the open draft `a.md`, whose user named the model at `server`.
async fn editor(server: &ModelServer, more: &str, workspace: &str) -> Editor {
    let bib = entry("yards", "The Yards", "sources/yards.txt");
    let user = format!("endpoint = '{}'\n{more}", server.address);
    let files = [
        ("library.bib", bib.as_str()),
        ("sources/yards.txt", SOURCE),
        (".ibid.toml", workspace),
        ("a.md", DRAFT),
    ];
    let mut editor = Editor::start_for(&user, &files, json!({})).await;
    editor.open("a.md", DRAFT).await;
    while !hover(&mut editor).await.contains("Nobody asked the towns") {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    editor
}

async fn hover(editor: &mut Editor) -> String {
    let at = editor.at("a.md", 0, 35);
    let shown = editor.ask("textDocument/hover", at).await;
    shown.pointer("/contents/value").and_then(Value::as_str).unwrap_or_default().to_owned()
}

async fn save(editor: &mut Editor) {
    let document = json!({ "textDocument": { "uri": editor.uri("a.md") } });
    editor.tell("textDocument/didSave", document).await;
}

/// Waits for diagnostics of the draft with these codes.
async fn found(editor: &mut Editor, wanted: &[&str]) -> Value {
    let uri = editor.uri("a.md");
    let is_it = |message: &Value| {
        message["method"] == "textDocument/publishDiagnostics"
            && message["params"]["uri"] == uri.as_str()
            && codes(&message["params"]["diagnostics"]) == wanted
    };
    editor.wait(is_it).await["params"]["diagnostics"].clone()
}

#[tokio::test]
async fn a_saved_draft_is_judged_and_the_words_that_decide_are_shown() {
    let server = ModelServer::start(Says::All(&[CONTRADICTED])).await;
    let mut editor = editor(&server, "", "").await;
    save(&mut editor).await;
    let shown = found(&mut editor, &["contradicted"]).await;
    let message = shown[0]["message"].as_str().unwrap();
    assert!(message.contains("“Nobody asked the towns for money”"), "{message}");
    assert!(message.contains("The source denies it."), "{message}");
    assert!(hover(&mut editor).await.contains("finds it contradicted"));
    save(&mut editor).await;
    editor.listen(Duration::from_millis(300)).await;
    assert_eq!(server.chats().len(), 1, "asked once");
    let sent = server.chats()[0]["messages"].to_string();
    assert!(sent.contains("were begged for money [@yards]") && sent.contains("180 million"), "{sent}");
    assert!(editor.requests().contains("judge"), "the log has it");
}

#[tokio::test]
async fn what_the_judge_proposes_is_a_fix_once_it_is_borne_out() {
    let server = ModelServer::start(Says::All(&[CONTRADICTED])).await;
    let mut editor = editor(&server, "", "").await;
    save(&mut editor).await;
    found(&mut editor, &["contradicted"]).await;
    let params = json!({
        "textDocument": { "uri": editor.uri("a.md") },
        "range": { "start": { "line": 0, "character": 5 }, "end": { "line": 0, "character": 5 } },
        "context": { "diagnostics": [] },
    });
    let actions = editor.ask("textDocument/codeAction", params).await;
    let fix = actions
        .as_array()
        .unwrap()
        .iter()
        .find(|a| a["title"].as_str().unwrap().contains("as the judge proposes"));
    let edit = fix.expect("a fix")["edit"].to_string();
    assert!(edit.contains("Nobody asked the towns for money [@yards]."), "{edit}");
}

#[tokio::test]
async fn what_is_supported_shows_on_hover_alone() {
    let server = ModelServer::start(Says::All(&[SUPPORTED])).await;
    let mut editor = editor(&server, "", "").await;
    save(&mut editor).await;
    while !hover(&mut editor).await.contains("finds it supported") {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    found(&mut editor, &[]).await;
}

#[tokio::test]
async fn on_demand_a_sentence_is_judged_by_a_command() {
    let server = ModelServer::start(Says::All(&[CONTRADICTED])).await;
    let mut editor = editor(&server, "judge = 'demand'", "").await;
    save(&mut editor).await;
    editor.listen(Duration::from_millis(300)).await;
    assert_eq!(server.chats().len(), 0, "saving asks nothing");
    let params = json!({
        "textDocument": { "uri": editor.uri("a.md") },
        "range": { "start": { "line": 0, "character": 5 }, "end": { "line": 0, "character": 5 } },
        "context": { "diagnostics": [], "only": ["refactor"] },
    });
    let actions = editor.ask("textDocument/codeAction", params).await;
    let action =
        actions.as_array().unwrap().iter().find(|a| a["title"] == "Ask the judge about this sentence");
    let command = action.expect("an offer")["command"].clone();
    let params = json!({ "command": command["command"], "arguments": command["arguments"] });
    editor.ask("workspace/executeCommand", params).await;
    found(&mut editor, &["contradicted"]).await;
}

#[tokio::test]
async fn nothing_of_a_private_folder_is_sent_and_a_workspace_cannot_make_the_judge_eager() {
    let server = ModelServer::start(Says::All(&[CONTRADICTED])).await;
    let mut editor = editor(&server, "", "private = true\njudge = 'typing'").await;
    editor.told("window/showMessage").await;
    save(&mut editor).await;
    editor.listen(Duration::from_millis(300)).await;
    assert_eq!(server.chats().len(), 0);
}

#[tokio::test]
async fn while_typing_pauses_where_the_user_wants_it_so() {
    let server = ModelServer::start(Says::All(&[CONTRADICTED])).await;
    let mut editor = editor(&server, "judge = 'typing'", "").await;
    editor.edit("a.md", 2, [(0, 0), (0, 3)], "All").await;
    found(&mut editor, &["contradicted"]).await;
    assert_eq!(server.chats().len(), 1);
}

#[tokio::test]
async fn the_budget_ends_the_asking() {
    let server = ModelServer::start(Says::All(&[CONTRADICTED])).await;
    let mut editor = editor(&server, "judge = { budget = 0 }", "").await;
    let params = json!({ "command": "ibid.judge", "arguments": [editor.uri("a.md")] });
    let id = editor.request("workspace/executeCommand", params).await;
    let answer = editor.wait(|message| message["id"] == id).await;
    assert!(answer["error"]["message"].as_str().unwrap().contains("budget"), "{answer}");
    assert_eq!(server.chats().len(), 0);
}
