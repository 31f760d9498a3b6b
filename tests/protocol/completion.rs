//! What is offered after `@`.

use serde_json::Value;

use crate::client::{Abilities, Client};

/// What is offered at the end of the sample's essay after typing `text`, once the library is known.
#[track_caller]
fn offered(text: &str, wanted: &str) -> Value {
    let mut client = Client::on_sample(Abilities::PUSH);
    let mut draft = client.open("essay.md");
    client.type_at_end(&mut draft, text);
    client.until(&format!("{wanted} to be offered first for {text:?}"), |client| {
        let end = draft.position(draft.text.len());
        let params = serde_json::json!({ "textDocument": { "uri": draft.uri }, "position": end });
        let list = client.request("textDocument/completion", params);
        let first = &list["items"][0];
        first.to_string().contains(wanted).then_some(list)
    })
}

/// The text that accepting an item puts in.
fn inserted(item: &Value) -> &str {
    item["textEdit"]["newText"].as_str().or_else(|| item["insertText"].as_str()).unwrap()
}

#[test]
fn offers_a_reference_by_its_title() {
    let list = offered("\nSee [@harbour grid", "audit2024");
    assert!(list["items"].as_array().unwrap().len() <= 50);
}

#[test]
fn asks_again_with_the_next_letter() {
    assert_eq!(offered("\nSee [@harb", "harbour2025")["isIncomplete"], true);
}

#[test]
fn author_and_year_find_a_reference_in_any_order() {
    assert!(inserted(&offered("\nSee [@2025 corvell", "corvell2025")["items"][0]).contains("corvell2025"));
}

#[test]
fn a_slip_of_the_finger_is_forgiven() {
    assert!(inserted(&offered("\nSee [@arkwrigth", "arkwright2025")["items"][0]).contains("arkwright2025"));
}

#[test]
fn words_of_a_passage_find_its_source_and_page() {
    let list = offered("\nSee [@so much good will spent", "audit2024");
    assert!(inserted(&list["items"][0]).contains("audit2024, p. 3"), "{list:#}");
}

#[test]
fn nothing_is_offered_without_the_mark() {
    let mut client = Client::on_sample(Abilities::PUSH);
    let draft = client.open("essay.md");
    let list = client.request_after("textDocument/completion", &draft, "On a still summer");
    assert!(list.is_null() || list["items"].as_array().is_some_and(Vec::is_empty), "{list:#}");
}
