use serde_json::json;
use tower::Service;
use tower_lsp::jsonrpc::Request;

use super::editor::workspace;
use crate::{Assembled, assemble};

fn request(method: &'static str, id: Option<i64>, params: serde_json::Value) -> Request {
    let request = Request::build(method).params(params);
    match id {
        Some(id) => request.id(id).finish(),
        None => request.finish(),
    }
}

/// The transport polls handlers as it likes. The worst it could do is to run the last one first.
#[tokio::test(flavor = "multi_thread")]
async fn edits_apply_in_the_order_sent_however_handlers_run() {
    let (folder, environment) = workspace(&[("essay.md", "")]);
    let Assembled { mut service, socket: _socket, state, .. } = assemble(environment);
    service.call(request("initialize", Some(1), json!({ "capabilities": {} }))).await.unwrap();
    let path = folder.path().join("w/essay.md");
    let uri = format!("file://{}", path.display());
    let document = json!({ "uri": uri, "languageId": "markdown", "version": 0, "text": "" });
    let mut handlers =
        vec![service.call(request("textDocument/didOpen", None, json!({ "textDocument": document })))];
    let mut expected = String::new();
    for version in 1..=200_u32 {
        let letter = char::from(b'a' + u8::try_from(version % 26).unwrap());
        expected.push(letter);
        let end = json!({ "line": 0, "character": version - 1 });
        let change = json!({ "range": { "start": end, "end": end }, "text": letter.to_string() });
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        handlers.push(service.call(request("textDocument/didChange", None, params)));
    }
    for handler in handlers.into_iter().rev() {
        handler.await.unwrap();
    }
    assert_eq!(state.session.drafts().get(&path).unwrap().text().to_string(), expected);
}
