//! Edits are applied in the order sent, whatever else is asked meanwhile.

use serde_json::json;

use crate::client::{Abilities, Client};

#[test]
fn edits_are_applied_in_the_order_sent() {
    let mut client = Client::on_sample(Abilities::PUSH);
    let mut draft = client.open("essay.md");
    client.until("the library", |client| {
        let hover = client.request_after("textDocument/hover", &draft, "Court of Audit found [@audit");
        hover.to_string().contains("612 million").then_some(())
    });
    for round in 0..50 {
        // Requests between the edits keep the handlers busy.
        let text = format!("\nRound {round}: [@corvell2025].");
        client.type_at_end(&mut draft, &text);
        let inside = draft.position(draft.text.len() - "2025].".len());
        let id = client.send_request(
            "textDocument/hover",
            json!({ "textDocument": { "uri": draft.uri }, "position": inside }),
        );
        let hover = client.answer(id)["result"].to_string();
        assert!(hover.contains("Corvell"), "round {round}: {hover}");
    }
}

#[test]
fn a_cancelled_request_is_answered_all_the_same() {
    let mut client = Client::on_sample(Abilities::PUSH);
    let draft = client.open("essay.md");
    let params = json!({ "textDocument": { "uri": draft.uri }, "position": draft.position(0) });
    let ids: Vec<i64> =
        (0..100).map(|_| client.send_request("textDocument/completion", params.clone())).collect();
    for id in &ids {
        client.notify("$/cancelRequest", json!({ "id": id }));
    }
    for id in ids {
        let answer = client.answer(id);
        let code = &answer["error"]["code"];
        assert!(code.is_null() || code == -32800, "{answer}");
    }
}
