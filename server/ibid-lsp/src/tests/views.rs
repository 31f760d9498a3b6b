//! What views beside a draft are made of: the passages behind a sentence, all verdicts, how things stand.

use serde_json::{Value, json};

use super::editor::{Editor, entry};

const DRAFT: &str = "Herons stand still for eight hours [@doe]. Others walk in the delta. Gone [@roe].";

async fn editor() -> Editor {
    let bibliography =
        entry("doe", "A Book of Herons", "sources/doe.md") + &entry("roe", "Lost", "sources/roe.md");
    let source = "The delta is wide. The herons of the delta stand still for nine hours. Others walk.";
    let files = [("library.bib", bibliography.as_str()), ("sources/doe.md", source)];
    let mut editor = Editor::start(&files, json!({})).await;
    editor.open("essay.md", DRAFT).await;
    editor
}

/// The answer once it says what `wanted` looks for: the library is being read.
async fn ask_until(
    editor: &mut Editor,
    method: &str,
    params: Value,
    wanted: impl Fn(&Value) -> bool,
) -> Value {
    loop {
        let answer = editor.ask_until(method, params.clone()).await;
        if wanted(&answer) {
            return answer;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_passage_behind_a_sentence_comes_with_its_context_and_what_takes_it_up() {
    let mut editor = editor().await;
    let params = editor.at("essay.md", 0, 3);
    let has_one = |answer: &Value| answer["passages"][0].is_object();
    let beside = ask_until(&mut editor, "ibid/passages", params, has_one).await;
    assert_eq!((&beside["version"], &beside["offered"]), (&json!(1), &json!(false)), "{beside}");
    let passage = &beside["passages"][0];
    assert_eq!((&passage["citekey"], &passage["name"]), (&json!("doe"), &json!("doe.md")));
    assert_eq!(
        (&passage["before"], &passage["after"]),
        (&json!("The delta is wide. "), &json!(" Others walk."))
    );
    let words: String =
        passage["text"].as_array().unwrap().iter().map(|p| p["words"].as_str().unwrap()).collect();
    assert_eq!(words, "The herons of the delta stand still for nine hours.");
    assert_eq!(passage["uri"], editor.uri("sources/doe.md") + "#L1");
    assert!(passage["quote"][0]["newText"].as_str().unwrap().contains("[@doe"), "{passage}");
    assert_eq!(passage["cite"], json!([]), "it is cited");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sentence_without_a_citation_is_offered_passages_and_one_without_a_source_says_why() {
    let mut editor = editor().await;
    let params = editor.at("essay.md", 0, 50);
    let offers = |answer: &Value| answer["offered"] == true && answer["passages"][0].is_object();
    let beside = ask_until(&mut editor, "ibid/passages", params, offers).await;
    assert!(beside["passages"][0]["cite"][0]["newText"].as_str().unwrap().contains("@doe"), "{beside}");
    let params = editor.at("essay.md", 0, 71);
    let beside = editor.ask_until("ibid/passages", params).await;
    assert_eq!(beside["silent"][0]["name"], "@roe", "{beside}");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_verdicts_of_a_draft_come_with_their_findings() {
    let mut editor = editor().await;
    let params = json!({ "textDocument": { "uri": editor.uri("essay.md") } });
    let is_checked = |answer: &Value| answer["claims"][0]["verdict"] == "contradicted";
    let account = ask_until(&mut editor, "ibid/verdicts", params, is_checked).await;
    let claim = &account["claims"][0];
    assert_eq!(claim["findings"][0]["code"], "number-mismatch", "{account}");
    assert_eq!(claim["range"]["start"], json!({ "line": 0, "character": 0 }));
    assert_eq!((&claim["signed"], &account["version"]), (&json!([]), &json!(1)));
}

#[tokio::test(flavor = "multi_thread")]
async fn passages_are_found_by_their_words_and_can_be_put_in() {
    let mut editor = editor().await;
    let document = json!({ "uri": editor.uri("essay.md") });
    let params = json!({ "textDocument": &document, "query": "herons stand still", "limit": 5 });
    let found = ask_until(&mut editor, "ibid/search", params, |answer| answer["passages"] != json!([])).await;
    let hit = &found["passages"][0];
    let marked = hit["text"].as_array().unwrap().iter().find(|piece| piece["marked"] == true).unwrap();
    assert_eq!(marked["words"], "The herons of the delta stand still for nine hours.");
    assert_eq!((&hit["citekey"], &hit["cite"]), (&json!("doe"), &json!("[@doe]")));
    assert_eq!(hit["quote"], "“The herons of the delta stand still for nine hours” [@doe]");

    for (filter, count) in [
        (json!({ "citekeys": ["doe"] }), 1),
        (json!({ "citekeys": ["nobody"] }), 0),
        (json!({ "folder": editor.uri("nowhere") }), 0),
        (json!({ "language": "de" }), 0),
        (json!({ "language": "en" }), 1),
    ] {
        let params = json!({ "textDocument": &document, "query": "herons", "filter": &filter });
        let found = editor.ask("ibid/search", params).await;
        assert_eq!(found["passages"].as_array().unwrap().len(), count, "{filter}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn references_and_sources_are_found_by_name_and_cited_as_the_draft_does() {
    let mut editor = editor().await;
    let (entry, source) = (editor.uri("library.bib") + "#L1", editor.uri("sources/doe.md"));
    for (draft, text, cite) in [
        ("essay.md", None, "[@doe]"),
        ("essay.tex", Some("It is so \\autocite{roe}."), "\\autocite{doe}"),
        ("essay.typ", Some("It is so @roe."), "@doe"),
        ("essay.org", Some("It is so [cite:@roe]."), "[cite:@doe]"),
    ] {
        if let Some(text) = text {
            editor.open(draft, text).await;
        }
        let params = |query: &str| json!({ "textDocument": { "uri": editor.uri(draft) }, "query": query });
        let (title, file) = (params("book herons"), params("doe.md"));
        let answer =
            ask_until(&mut editor, "ibid/find", title, |answer| answer["found"][0].is_object()).await;
        let found = &answer["found"][0];
        assert_eq!(
            (&found["kind"], &found["name"], &found["cite"], &found["uri"]),
            (&json!("reference"), &json!("doe"), &json!(cite), &json!(entry)),
            "{draft}"
        );
        assert!(found["detail"].as_str().unwrap().contains("A Book of Herons"), "{found}");
        let is_there = |answer: &Value| answer["found"].as_array().is_some_and(|found| !found.is_empty());
        let answer = ask_until(&mut editor, "ibid/find", file, is_there).await;
        let found = answer["found"].as_array().unwrap().last().unwrap();
        assert_eq!(
            (&found["kind"], &found["name"], &found["cite"], &found["uri"]),
            (&json!("source"), &json!("doe.md"), &json!(cite), &json!(source)),
            "{draft}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn how_things_stand_is_told() {
    let mut editor = editor().await;
    let params = json!({ "textDocument": { "uri": editor.uri("essay.md") } });
    let is_read = |answer: &Value| answer["library"]["complete"] == true;
    let status = ask_until(&mut editor, "ibid/status", params, is_read).await;
    let library = json!({ "references": 2, "sources": 1, "unreadable": 0, "complete": true });
    let expected = json!({
        "role": "draft", "library": library, "model": null, "private": false, "ghostText": false, "judge": null,
    });
    assert_eq!(status, expected);
}
