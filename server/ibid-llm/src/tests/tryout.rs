use super::client;
use super::scripted::{Server, good, json};
use crate::{ContextFrom, Endpoint};

#[tokio::test]
async fn tells_what_a_server_can_do() {
    let list = r#"{"data":[{"id":"m","max_model_len":2048}]}"#;
    let whole = r#"{"choices":[{"message":{"content":"One two"},"finish_reason":"stop"}]}"#;
    let server = Server::start(vec![json("200 OK", list), json("200 OK", whole), good("{\"sum\": 5}")]).await;
    let report = client(Endpoint::parse(&server.address).unwrap()).try_out().await;
    assert_eq!(report.reachable, Ok(()));
    assert_eq!(report.models, Ok(vec!["m".to_owned()]));
    assert_eq!(report.model, Ok("m".to_owned()));
    assert!(report.streaming.unwrap_err().contains("sends its answers in one piece, at their end"));
    assert_eq!(report.schema, Ok(()));
    assert_eq!((report.context.tokens, report.context.from), (2048, ContextFrom::Server));
}

#[tokio::test]
async fn tells_what_fails_in_words() {
    let no = json("400 Bad Request", r#"{"error":"no schemas here"}"#);
    let server =
        Server::start(vec![json("404 Not Found", "{}"), good("One"), no, good("```\n{\"sum\": 5}\n```")])
            .await;
    let report = client(super::endpoint(&server)).try_out().await;
    assert!(report.models.unwrap_err().contains("no such page"));
    assert_eq!((report.reachable, report.streaming), (Ok(()), Ok(())));
    assert!(report.schema.unwrap_err().contains("knows no schemas"));
    assert_eq!(report.context.from, ContextFrom::Assumed);
}

#[tokio::test]
async fn tells_that_nobody_is_there() {
    let server = Server::start(vec![good("x")]).await;
    let endpoint = super::endpoint(&server);
    drop(server);
    tokio::time::sleep(super::ms(50)).await;
    let report = client(endpoint).try_out().await;
    assert!(report.reachable.unwrap_err().contains("cannot reach"));
    assert_eq!(report.streaming, Err("not tried".to_owned()));
}
