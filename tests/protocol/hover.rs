//! Hover and definition on a citation.

use serde_json::Value;

use crate::client::{Abilities, Client};

#[test]
fn hover_shows_the_reference_and_the_passage() {
    let mut client = Client::on_sample(Abilities::PUSH);
    let draft = client.open("essay.md");
    let text = client.until("the passage behind the citation", |client| {
        let hover = client.request_after("textDocument/hover", &draft, "Court of Audit found [@audit");
        let text = hover["contents"]["value"].as_str()?.to_owned();
        text.contains("612 million").then_some(text)
    });
    assert!(text.contains("Harbour Grid"), "{text}");
    assert!(text.contains("ii"), "the page is named: {text}");
}

#[test]
fn prose_has_no_hover() {
    let mut client = Client::on_sample(Abilities::PUSH);
    let draft = client.open("essay.md");
    assert_eq!(client.request_after("textDocument/hover", &draft, "On a still summer"), Value::Null);
}

#[test]
fn definition_is_the_entry_in_the_bibliography() {
    let mut client = Client::on_sample(Abilities::PUSH);
    let draft = client.open("essay.md");
    let entry = client.until("a definition", |client| {
        let answer = client.request_after("textDocument/definition", &draft, "single ferry berth [@harbour");
        let first = if answer.is_array() { answer[0].clone() } else { answer };
        (!first.is_null()).then_some(first)
    });
    let uri = entry["uri"].as_str().or_else(|| entry["targetUri"].as_str()).unwrap();
    assert!(uri.ends_with("library.bib"), "{entry:#}");
}
