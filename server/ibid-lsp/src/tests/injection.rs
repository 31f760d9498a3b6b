//! What a source, a bibliography or a draft says can change neither what the judge is told to do, nor what is sent where, nor
//! what is run; and whatever a judge says that obeys it, nothing but words is shown.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::editor::Editor;
use super::model::{ModelServer, Says};

/// One attack a line; `\n` stands for a line's end.
const ATTACKS: &str = include_str!("attacks.txt");

fn attacks() -> Vec<String> {
    ATTACKS.split('\n').filter(|line| !line.is_empty()).map(|line| line.replace("\\n", "\n")).collect()
}

/// The JSON object with a claim and its passages in the body of a chat.
fn data(chat: &Value) -> Value {
    let text = chat["messages"][1]["content"].as_str().expect("the data's own message");
    serde_json::from_str(text).expect("one JSON object")
}

/// A judge that does as the source says: its words decide, with a link as the reason, and HTML as the new wording.
fn obeys(chat: &Value) -> String {
    let data = data(chat);
    let quote = data["passages"][0]["text"].clone();
    json!({
        "passage": 1, "quote": quote, "reason": "[click](https://evil.example/x) <img src=x>", "translation": "![x](https://evil.example)",
        "verdict": "contradicted", "wording": "<script>alert(1)</script> [the report](https://evil.example) [@s0].",
    })
    .to_string()
}

/// A judge that keeps to its rules.
fn keeps_to_rules(_: &Value) -> String {
    json!({ "passage": 0, "quote": "", "reason": "It does not say so.", "translation": "",
            "verdict": "unsupported", "wording": "" })
    .to_string()
}

/// `text` as it can stand between the braces of a BibTeX field.
fn as_field(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '{' | '}' | '\\' | '%' | '"' | '@' | '#' | '$')).collect()
}

/// An editor with a draft that cites a source for each attack, all of them judged by `server`.
async fn editor(server: &ModelServer) -> (Editor, String) {
    let attacks = attacks();
    let mut bib = String::new();
    let mut draft = String::from("# The port\n\n");
    let mut sources = Vec::new();
    for (number, attack) in attacks.iter().enumerate() {
        let title = as_field(&attack.replace('\n', " "));
        bib.push_str(&format!("@misc{{s{number}, title = {{{title}}}, author = {{{title}}}, file = {{sources/s{number}.txt}}}}\n\n"));
        // The reader of sources in these tests wants text that can stand in JSON as it is.
        let text = serde_json::to_string(&format!("The port is large. {attack} The port is wide.")).unwrap();
        sources.push((format!("sources/s{number}.txt"), text.trim_matches('"').replace('%', "percent")));
        let words = attack.replace(['\n', '\u{2028}', '\u{2029}', '\u{1b}', '\u{7}'], " ");
        draft.push_str(&format!(
            "The port number {number} is said to be large and wide: {words} [@s{number}].\n\n"
        ));
    }
    let user =
        format!("endpoint = {{ address = '{}', per-minute = 100000 }}\njudge = 'demand'\n", server.address);
    let mut files: Vec<(&str, &str)> = vec![("library.bib", &bib), ("a.md", &draft)];
    files.extend(sources.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let mut editor = Editor::start_for(&user, &files, json!({})).await;
    editor.open("a.md", &draft).await;
    (editor, draft)
}

/// The sources whose passages are in a request.
fn cited(chat: &Value) -> Vec<String> {
    let passages = data(chat)["passages"].as_array().cloned().unwrap_or_default();
    passages.iter().map(|passage| passage["source"].as_str().unwrap_or_default().to_owned()).collect()
}

/// Asks the judge about the whole draft until every source's claim was asked of.
async fn judged(editor: &mut Editor, server: &ModelServer) -> Vec<Value> {
    let wanted: BTreeSet<String> = (0..attacks().len()).map(|number| format!("s{number}")).collect();
    let mut missing = wanted.clone();
    for _ in 0..200 {
        let params = json!({ "command": "ibid.judge", "arguments": [editor.uri("a.md")] });
        editor.ask("workspace/executeCommand", params).await;
        let chats = server.chats();
        let asked: BTreeSet<String> = chats.iter().flat_map(cited).collect();
        missing = wanted.difference(&asked).cloned().collect();
        if missing.is_empty() {
            return chats;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never asked about {missing:?}");
}

/// Everything in a request but the data is the same whatever the sources say; the data has its fields and no others.
fn assert_nothing_but_data_differs(chats: &[Value]) {
    let mut shell = chats[0].clone();
    shell["messages"][1]["content"] = Value::Null;
    assert_eq!(shell["messages"].as_array().unwrap().len(), 2);
    assert_eq!(shell["messages"][0]["content"].as_str().unwrap(), ibid_check::JUDGE_RULES);
    for chat in chats {
        let data = data(chat);
        let fields: Vec<&String> = data.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["before", "claim", "passages", "sources"]);
        for passage in data["passages"].as_array().unwrap() {
            assert_eq!(passage.as_object().unwrap().keys().collect::<Vec<_>>(), ["number", "source", "text"]);
        }
        let mut other = chat.clone();
        other["messages"][1]["content"] = Value::Null;
        assert_eq!(other, shell, "for {data}");
        let text = chat["messages"][1]["content"].as_str().unwrap();
        assert!(
            text.chars().all(|c| !c.is_control() && ibid_text::is_shown(c)),
            "unseen characters in {text}"
        );
    }
}

/// All that the writer is shown: diagnostics, the hover on each citation, and what the code actions would change.
async fn shown(editor: &mut Editor, draft: &str) -> (Vec<String>, Vec<String>) {
    let uri = editor.uri("a.md");
    let mut diagnostics: Vec<Value> = Vec::new();
    // On a busy machine the last of them come late: until no more come.
    for _ in 0..20 {
        editor.listen(Duration::from_millis(1_500)).await;
        let published = editor.inbox.iter().rev().find(|message| {
            message["method"] == "textDocument/publishDiagnostics" && message["params"]["uri"] == uri.as_str()
        });
        let now = published.expect("diagnostics")["params"]["diagnostics"].as_array().unwrap().clone();
        if !now.is_empty() && now.len() == diagnostics.len() {
            break;
        }
        diagnostics = now;
    }
    let messages = diagnostics.iter().map(|d| d["message"].as_str().unwrap().to_owned()).collect();
    let mut edits = Vec::new();
    for (line, text) in draft.lines().enumerate().filter(|(_, text)| text.contains("[@s")) {
        let at = json!({ "line": line, "character": 5 });
        let params = json!({
            "textDocument": { "uri": uri }, "range": { "start": at, "end": at },
            "context": { "diagnostics": [], "only": ["quickfix"] },
        });
        let actions = editor.ask("textDocument/codeAction", params).await;
        assert!(!text.is_empty());
        edits.push(actions.to_string());
    }
    (messages, edits)
}

#[tokio::test]
async fn whatever_stands_in_sources_and_references_goes_out_as_data_alone() {
    assert!(attacks().len() >= 60);
    let server = ModelServer::start(Says::By(keeps_to_rules)).await;
    let (mut editor, draft) = editor(&server).await;
    let chats = judged(&mut editor, &server).await;
    assert_nothing_but_data_differs(&chats);
    let (messages, _) = shown(&mut editor, &draft).await;
    let silent =
        messages.iter().filter(|message| message.starts_with("The judge read what is cited")).count();
    let judged = messages.iter().filter(|message| message.starts_with("The judge")).count();
    // A few attacks are citations, or comments to ibid, where they stand in the draft.
    assert!(silent == judged && silent >= 60, "the verdict is the judge's own: {silent} of {judged}");
}

#[tokio::test]
async fn a_judge_that_obeys_a_source_shows_words_and_changes_nothing() {
    let server = ModelServer::start(Says::By(obeys)).await;
    let (mut editor, draft) = editor(&server).await;
    let chats = judged(&mut editor, &server).await;
    assert_nothing_but_data_differs(&chats);
    let (messages, edits) = shown(&mut editor, &draft).await;
    let told = messages.iter().filter(|message| message.starts_with("The judge finds")).count();
    assert!(told > attacks().len() / 2, "{told} of {messages:?}");
    for message in &messages {
        assert!(!message.contains("[click]") && !message.contains("<img src=x>"), "{message}");
        assert!(!message.contains("![x](https://evil.example)"), "{message}");
    }
    for edit in &edits {
        assert!(!edit.contains("as the judge proposes"), "{edit}");
    }
}
