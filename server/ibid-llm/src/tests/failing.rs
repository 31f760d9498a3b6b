//! Refusals, in words that help.

use super::scripted::{Server, body, good, head, json};
use super::{ask, client, endpoint, heard, prompt};
use crate::{Client, Endpoint, Error, Log};

#[tokio::test]
async fn a_web_page_with_an_error_is_told_without_its_markup() {
    let page = "<html><head><title>502 Bad Gateway</title></head></html>";
    let server = Server::start(vec![body("502 Bad Gateway", "text/html", page)]).await;
    let error = ask(&server).await.unwrap_err();
    assert!(error.to_string().contains("status 502: it answers with a web page"), "{error}");
}

#[tokio::test]
async fn no_such_model() {
    let server =
        Server::start(vec![json("404 Not Found", r#"{"error":{"message":"model 'tiny' not found"}}"#)]).await;
    let error = ask(&server).await.unwrap_err();
    assert!(error.to_string().contains("no model tiny"), "{error}");
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn too_long_a_prompt() {
    // As llama.cpp was seen to answer.
    let text = r#"{"error":{"code":400,"message":"the request exceeds the available context size","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}"#;
    let error = ask(&Server::start(vec![json("400 Bad Request", text)]).await).await.unwrap_err();
    assert!(matches!(error, Error::TooLong { .. }), "{error}");
}

#[tokio::test]
async fn used_up_credit_is_not_asked_again() {
    let text = r#"{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}}"#;
    let server = Server::start(vec![json("429 Too Many Requests", text)]).await;
    assert!(matches!(ask(&server).await, Err(Error::Refused { .. })));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn words_of_a_server_are_cut_and_made_one_line() {
    let text = format!("a\u{1b}[31mb\r\n{}", "long ".repeat(400));
    let error =
        ask(&Server::start(vec![body("400 Bad Request", "text/plain", &text)]).await).await.unwrap_err();
    let told = error.to_string();
    assert!(told.len() < 500 && !told.contains(['\n', '\u{1b}']), "{told}");
}

#[tokio::test]
async fn plain_http_where_tls_was_expected() {
    let server = Server::start(vec![good("Nine")]).await;
    let endpoint = Endpoint { url: server.address.replace("http:", "https:"), ..endpoint(&server) };
    let (heard, listener) = heard();
    let client = Client::new(endpoint, Log::none(), listener).unwrap();
    let error = client.ask(&prompt()).await.unwrap_err();
    assert!(matches!(error, Error::Untrusted { .. }), "{error}");
    assert!(error.to_string().contains("does not speak TLS; write http://"), "{error}");
    // It is left alone then, and told of once.
    assert!(matches!(client.ask(&prompt()).await, Err(Error::Down { .. })));
    assert_eq!((server.seen().len(), heard.lock().unwrap().len()), (1, 1));
}

#[tokio::test]
async fn nobody_there() {
    let server = Server::start(vec![good("Nine")]).await;
    let endpoint = endpoint(&server);
    drop(server);
    tokio::time::sleep(super::ms(50)).await;
    let error = client(endpoint).ask(&prompt()).await.unwrap_err();
    assert!(error.to_string().contains("cannot reach") && error.to_string().contains("refused"), "{error}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let other = Server::start(vec![good("Nine")]).await;
    let to = format!("location: {}/v1/chat/completions?token=abc\r\n", other.address);
    let server = Server::start(vec![vec![head("307 Temporary Redirect", &to)]]).await;
    let error = ask(&server).await.unwrap_err();
    assert!(error.to_string().contains(&other.address) && !error.to_string().contains("token"), "{error}");
    assert!(other.seen().is_empty());
}
