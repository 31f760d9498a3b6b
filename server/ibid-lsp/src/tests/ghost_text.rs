//! Ghost text: asked for after a pause or by hand, once; kept while the writer types along; never what the sources do not
//! bear out.

use std::time::Duration;

use serde_json::{Value, json};

use super::editor::{Editor, entry};
use super::model::{ModelServer, Says};

const METHOD: &str = "textDocument/inlineCompletion";
const SOURCE: &str =
    "The yards spend 180 million euros on shore power each year. Nobody asked the towns for money.";
const DRAFT: &str = "The yards are under way. ";

/// An editor with a library of one source, whose user named the model at `server`, with these lines more in `config.toml`.
async fn editor(server: &ModelServer, more: &str, workspace: &str) -> Editor {
    let shows = json!({ "textDocument": { "inlineCompletion": {} } });
    editor_that(shows, server, more, workspace).await
}

/// The same before a draft is open.
async fn just_started(capabilities: Value, server: &ModelServer, more: &str, workspace: &str) -> Editor {
    let bib = entry("yards", "The Yards", "sources/yards.txt");
    let user = format!("endpoint = '{}'\n{more}", server.address);
    let files = [
        ("library.bib", bib.as_str()),
        ("sources/yards.txt", SOURCE),
        (".ibid.toml", workspace),
        ("a.md", DRAFT),
    ];
    Editor::start_for(&user, &files, capabilities).await
}

/// The same, of an editor that can do what `capabilities` say.
async fn editor_that(capabilities: Value, server: &ModelServer, more: &str, workspace: &str) -> Editor {
    let mut editor = just_started(capabilities, server, more, workspace).await;
    editor.open("a.md", DRAFT).await;
    // The library is read when its words are shown.
    editor.open("b.md", "Nobody asked the towns for money [@yards].").await;
    let at = editor.at("b.md", 0, 36);
    while !editor.ask("textDocument/hover", at.clone()).await.to_string().contains("Nobody asked the towns") {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    editor
}

const SOON: &str = "ghost-text = { pause = 20 }";

fn asked(editor: &Editor, name: &str, character: u32, kind: u32) -> Value {
    let mut params = editor.at(name, 0, character);
    params["context"] = json!({ "triggerKind": kind });
    params
}

/// What is shown at `character` of the first line, after a pause.
async fn shown(editor: &mut Editor, character: usize) -> Value {
    let params = asked(editor, "a.md", u32::try_from(character).unwrap(), 2);
    text(&editor.ask(METHOD, params).await)
}

/// What is answered where nothing is to be shown: Neovim goes on showing what it has where the answer is null.
fn nothing() -> Value {
    json!({ "items": [] })
}

fn text(answer: &Value) -> Value {
    answer.pointer("/items/0/insertText").cloned().unwrap_or_default()
}

#[tokio::test]
async fn text_comes_after_a_pause_once_and_is_kept_while_it_is_typed() {
    let says = Says::All(&["Nobody ", "asked the towns", " for money [@yards]", "."]);
    let server = ModelServer::start(says).await;
    let mut editor = editor(&server, SOON, "").await;
    let whole = "Nobody asked the towns for money [@yards].";
    assert_eq!(shown(&mut editor, DRAFT.len()).await, whole);
    assert_eq!(shown(&mut editor, DRAFT.len()).await, whole);
    let end = u32::try_from(DRAFT.len()).unwrap();
    editor.edit("a.md", 2, [(0, end), (0, end)], "Nobody").await;
    assert_eq!(shown(&mut editor, DRAFT.len() + 6).await, &whole[6..]);
    assert_eq!(server.chats().len(), 1);
    let told = server.chats()[0]["messages"].to_string();
    assert!(told.contains("[@yards]") && told.contains("The yards are under way."), "{told}");
    assert!(editor.requests().contains("ghost-text"));
}

/// An editor that asks for ghost text as soon as its draft is open, and is asked for its settings: the number of its request,
/// and of the server's.
async fn at_once(server: &ModelServer) -> (Editor, i64, Value) {
    let asks = json!({ "workspace": { "configuration": true }, "textDocument": { "inlineCompletion": {} } });
    let mut editor = just_started(asks, server, "", "").await;
    editor.open("a.md", DRAFT).await;
    let by_hand = asked(&editor, "a.md", u32::try_from(DRAFT.len()).unwrap(), 1);
    let id = editor.request(METHOD, by_hand).await;
    let settings = editor.asked("workspace/configuration").await;
    (editor, id, settings)
}

#[tokio::test]
async fn who_asks_before_the_settings_are_told_is_answered_once_they_are() {
    let server = ModelServer::start(Says::All(&["That will take time."])).await;
    let (mut editor, id, settings) = at_once(&server).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(server.chats().len(), 0);
    editor.reply(&settings, json!([{}])).await;
    assert_eq!(text(&editor.answer(id).await["result"]), "That will take time.");

    let (mut editor, id, settings) = at_once(&server).await;
    editor.reply(&settings, json!([{ "features": { "ghost-text": false } }])).await;
    assert_eq!(text(&editor.answer(id).await["result"]), Value::Null);
    assert_eq!(server.chats().len(), 1);
}

#[tokio::test]
async fn settings_that_are_never_told_are_not_waited_for_without_end() {
    let server = ModelServer::start(Says::All(&["That will take time."])).await;
    let (mut editor, id, _) = at_once(&server).await;
    assert_eq!(text(&editor.answer(id).await["result"]), "That will take time.");
}

#[tokio::test]
async fn what_is_accepted_leads_to_the_next() {
    let server = ModelServer::start(Says::All(&["That will take time."])).await;
    let mut editor = editor(&server, SOON, "").await;
    let accepted = shown(&mut editor, DRAFT.len()).await;
    let accepted = accepted.as_str().unwrap();
    let end = u32::try_from(DRAFT.len()).unwrap();
    editor.edit("a.md", 2, [(0, end), (0, end)], accepted).await;
    let after = DRAFT.len() + accepted.len();
    shown(&mut editor, after).await;
    assert_eq!(server.chats().len(), 2);
}

#[tokio::test]
async fn what_a_model_is_told_begins_as_it_did_a_word_ago() {
    let much = "They have been for years, as everybody in the towns around knows. ".repeat(80);
    for before in ["", &much] {
        let server = ModelServer::start(Says::All(&["That will take time."])).await;
        let mut editor = editor(&server, "", "").await;
        let draft = format!("# The yards\n\n{before}Nobody asked the towns for any money of their own");
        editor.open("c.md", &draft).await;
        let end = u32::try_from(draft.lines().last().unwrap().len()).unwrap();
        for (version, at, word) in [(2, end, " and"), (3, end + 4, " the")] {
            editor.edit("c.md", version, [(2, at), (2, at)], word).await;
            let mut by_hand = editor.at("c.md", 2, at + 4);
            by_hand["context"] = json!({ "triggerKind": 1 });
            editor.ask(METHOD, by_hand).await;
        }
        let chats = server.chats();
        let [one, two] = &chats[..] else { panic!("{chats:?}") };
        assert_eq!(one["messages"][0], two["messages"][0]);
        let [one, two] = [one, two].map(|chat| chat["messages"][1]["content"].as_str().unwrap());
        assert!(one.contains("Nobody asked the towns for money.") && one.contains("The yards"), "{one}");
        assert!(two.starts_with(one.strip_suffix("\"}").unwrap()), "{one}\n{two}");
    }
}

#[tokio::test]
async fn another_word_ends_the_request() {
    let mut server = ModelServer::start(Says::Then(&["Nobody"])).await;
    let mut editor = editor(&server, SOON, "").await;
    let end = u32::try_from(DRAFT.len()).unwrap();
    let params = asked(&editor, "a.md", end, 2);
    editor.request(METHOD, params).await;
    server.asked().await;
    editor.edit("a.md", 2, [(0, end), (0, end)], "But").await;
    server.left(1).await;
}

#[tokio::test]
async fn a_cancelled_request_frees_the_server() {
    let mut server = ModelServer::start(Says::Then(&[])).await;
    let mut editor = editor(&server, SOON, "").await;
    let params = asked(&editor, "a.md", u32::try_from(DRAFT.len()).unwrap(), 1);
    let id = editor.request(METHOD, params).await;
    server.asked().await;
    editor.tell("$/cancelRequest", json!({ "id": id })).await;
    server.left(1).await;
}

#[tokio::test]
async fn who_asks_anew_is_answered_though_the_first_request_is_cancelled() {
    let server = ModelServer::start(Says::Held(&["That will take time."])).await;
    let mut editor = editor(&server, SOON, "").await;
    let params = asked(&editor, "a.md", u32::try_from(DRAFT.len()).unwrap(), 1);
    let first = editor.request(METHOD, params.clone()).await;
    server.asked().await;
    let second = editor.request(METHOD, params).await;
    editor.tell("$/cancelRequest", json!({ "id": first })).await;
    assert_eq!(editor.answer(first).await["error"]["code"], -32800);
    server.let_go();
    assert_eq!(text(&editor.answer(second).await["result"]), "That will take time.");
}

#[tokio::test]
async fn the_first_sentence_is_shown_while_the_rest_comes() {
    let server = ModelServer::start(Says::Then(&["That will take time. ", "And "])).await;
    let mut editor = editor(&server, SOON, "").await;
    assert_eq!(shown(&mut editor, DRAFT.len()).await, "That will take time.");
}

#[tokio::test]
async fn it_is_off_until_it_is_switched_on() {
    let server = ModelServer::start(Says::All(&["That will take time."])).await;
    for more in [
        "",
        "ghost-text = false",
        "ghost-text = { languages = ['zh'] }",
        "ghost-text = { folders = ['elsewhere'] }",
    ] {
        let mut editor = editor(&server, more, "").await;
        assert_eq!(shown(&mut editor, DRAFT.len()).await, Value::Null, "{more}");
    }
    assert_eq!(server.chats().len(), 0);
    let mut editor = editor(&server, "", "").await;
    let by_hand = asked(&editor, "a.md", u32::try_from(DRAFT.len()).unwrap(), 1);
    assert_eq!(text(&editor.ask(METHOD, by_hand).await), "That will take time.");
}

#[tokio::test]
async fn nothing_of_a_private_draft_is_sent() {
    let server = ModelServer::start(Says::All(&["That will take time."])).await;
    for workspace in ["private = true", "features = { ghost-text = false }"] {
        let mut editor = editor(&server, SOON, workspace).await;
        let by_hand = asked(&editor, "a.md", u32::try_from(DRAFT.len()).unwrap(), 1);
        assert_eq!(editor.ask(METHOD, by_hand).await, nothing(), "{workspace}");
    }
    let mut editor = editor(&server, SOON, "").await;
    let secret = "---\nibid: { private: true }\n---\n\nThe yards are under way. ";
    editor.open("c.md", secret).await;
    let mut by_hand = editor.at("c.md", 4, 25);
    by_hand["context"] = json!({ "triggerKind": 1 });
    assert_eq!(editor.ask(METHOD, by_hand).await, nothing());
    assert_eq!(server.chats().len(), 0);
}

/// Nothing of what the model says is shown, in whatever pieces it comes, but `expected`.
async fn guarded(says: &'static [&'static str], expected: Value) {
    let server = ModelServer::start(Says::All(says)).await;
    let mut editor = editor(&server, SOON, "").await;
    assert_eq!(shown(&mut editor, DRAFT.len()).await, expected, "{says:?}");
    assert_eq!(server.chats().len(), 1);
}

#[tokio::test]
async fn what_the_sources_do_not_bear_out_is_never_shown() {
    guarded(&["They spend much on shore power [@yar", "ds2019]. So it is."], Value::Null).await;
    guarded(&["The yards spend 1", "90 million euros on shore power each year [@yards]."], Value::Null).await;
    guarded(&["As it says, “nobody asked the cit", "ies for money” [@yards]."], Value::Null).await;
    guarded(&["See [the list](htt", "ps://evil.example/?q=x)."], Value::Null).await;
    guarded(&["It takes time. <im", "g src=https://evil.example/x>"], json!("It takes time.")).await;
    guarded(&["It takes time. !", "[x](https://evil.example/x)"], json!("It takes time.")).await;
}

#[tokio::test]
async fn a_sentence_that_a_filter_cut_is_not_shown() {
    let server = ModelServer::start(Says::All(&["It will take the ", "patience of"])).await;
    let mut whole = editor(&server, SOON, "").await;
    assert_eq!(shown(&mut whole, DRAFT.len()).await, "It will take the patience of");
    let server = ModelServer::start(Says::Filtered(&["It will take the ", "patience of"])).await;
    let mut cut = editor(&server, SOON, "").await;
    assert_eq!(shown(&mut cut, DRAFT.len()).await, Value::Null);
}

#[tokio::test]
async fn without_a_model_nothing_happens() {
    let files = [("library.bib", "@book{a, title = {A}}"), ("a.md", DRAFT)];
    let mut editor = Editor::start(&files, json!({ "textDocument": { "inlineCompletion": {} } })).await;
    editor.open("a.md", DRAFT).await;
    // The library is known once it can be cited.
    editor.open("b.md", "See [@").await;
    let at = editor.at("b.md", 0, 6);
    editor.ask_until("textDocument/completion", at).await;
    let by_hand = asked(&editor, "a.md", u32::try_from(DRAFT.len()).unwrap(), 1);
    assert_eq!(editor.ask(METHOD, by_hand).await, nothing());
}

#[tokio::test]
async fn an_editor_without_ghost_text_is_offered_it_as_an_action() {
    let server = ModelServer::start(Says::All(&["That will take time."])).await;
    let action = json!({ "dataSupport": true, "resolveSupport": { "properties": ["edit"] } });
    let able = json!({ "textDocument": { "codeAction": action } });
    let mut editor = editor_that(able, &server, "", "").await;
    let end = json!({ "line": 0, "character": DRAFT.len() });
    let params = json!({
        "textDocument": { "uri": editor.uri("a.md") },
        "range": { "start": end, "end": end },
        "context": { "diagnostics": [] },
    });
    let offers = editor.ask("textDocument/codeAction", params).await;
    let title = "Continue from my sources";
    let offer = offers.as_array().unwrap().iter().find(|offer| offer["title"] == title).unwrap().clone();
    assert_eq!(server.chats().len(), 0);
    let chosen = editor.ask("codeAction/resolve", offer).await.to_string();
    assert!(chosen.contains("\"newText\":\"That will take time.\""), "{chosen}");
}

#[tokio::test]
async fn an_editor_without_ghost_text_finds_it_last_in_the_list() {
    let server = ModelServer::start(Says::All(&["That will take time."])).await;
    let mut editor = editor_that(json!({}), &server, SOON, "").await;
    let at = editor.at("a.md", 0, u32::try_from(DRAFT.len()).unwrap());
    let list = editor.ask_until("textDocument/completion", at).await;
    let last = list["items"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["label"], &last["textEdit"]["newText"]),
        (&json!("… That will take time."), &json!("That will take time."))
    );
    assert_eq!(server.chats().len(), 1);
}

/// What becomes of `draft`'s first sentence when the action `title` is chosen and the model says what it does.
async fn rewritten(draft: &str, title: &str, says: &'static [&'static str]) -> Value {
    let server = ModelServer::start(Says::All(says)).await;
    let action = json!({ "dataSupport": true, "resolveSupport": { "properties": ["edit"] } });
    let able = json!({ "textDocument": { "codeAction": action, "inlineCompletion": {} } });
    let mut editor = editor_that(able, &server, "", "").await;
    editor.open("c.md", draft).await;
    let at = json!({ "line": 0, "character": 5 });
    let params = json!({
        "textDocument": { "uri": editor.uri("c.md") },
        "range": { "start": at, "end": at },
        "context": { "diagnostics": [], "only": ["refactor.rewrite"] },
    });
    let offers = editor.ask("textDocument/codeAction", params).await;
    let offer = offers.as_array().unwrap().iter().find(|offer| offer["title"] == title).unwrap().clone();
    let id = editor.request("codeAction/resolve", offer).await;
    editor.answer(id).await
}

#[tokio::test]
async fn a_claim_is_mended_when_the_writer_asks() {
    const CLAIM: &str = "The yards spend 190 million euros on shore power each year [@yards].";
    let mend = "Say what the source says";
    let mended =
        rewritten(CLAIM, mend, &["The yards spend 180 million euros ", "on shore power each year [@yards]."])
            .await;
    assert!(mended["result"].to_string().contains("180 million euros"), "{mended}");
    let worse =
        rewritten(CLAIM, mend, &["The yards spend 195 million euros on shore power each year [@yards]."])
            .await;
    assert_eq!(worse["error"]["message"], "The model said nothing that your sources bear out.");
}

#[tokio::test]
async fn a_server_that_is_down_is_told_of_once_and_asked_again() {
    let server = ModelServer::gone().await;
    let mut editor = editor(&server, "", "").await;
    for _ in 0..3 {
        let by_hand = asked(&editor, "a.md", u32::try_from(DRAFT.len()).unwrap(), 1);
        assert_eq!(editor.ask(METHOD, by_hand).await, nothing());
    }
    editor.listen(Duration::from_millis(200)).await;
    let told = editor.inbox.iter().filter(|m| m["method"] == "window/showMessage");
    let told: Vec<String> = told.map(|m| m["params"]["message"].to_string()).collect();
    assert!(told.len() == 1 && told[0].contains("is not to be had"), "{told:?}");
}
