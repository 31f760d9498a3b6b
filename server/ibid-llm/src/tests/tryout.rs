use super::client;
use super::scripted::{Server, good, json};
use crate::{ContextFrom, Endpoint, Kind, Way};

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
    assert_eq!(report.schema, Ok(Way::Schema));
    assert_eq!(report.size, None);
    assert_eq!((report.context.tokens, report.context.from), (2048, ContextFrom::Server));
}

#[tokio::test]
async fn tells_how_large_the_model_is() {
    let llama = r#"{"data":[{"id":"/m.gguf","meta":{"n_ctx":4096,"n_params":134515008}}]}"#;
    let ollama = r#"{"models":[{"name":"mine","details":{"parameter_size":"1.5B"}},{"name":"large:70b"}]}"#;
    let other = r#"{"data":[{"id":"m"}]}"#;
    for (kind, list, model, told) in [
        (Kind::OpenAi, llama, None, Some(0.134515008)),
        (Kind::Ollama, ollama, None, Some(1.5)),
        (Kind::Ollama, ollama, Some("large:70b"), Some(70.0)),
        (Kind::OpenAi, other, Some("qwen3-4b"), Some(4.0)),
        (Kind::OpenAi, other, None, None),
    ] {
        let server = Server::start(vec![json("200 OK", list), json("404 Not Found", "{}")]).await;
        let model = model.map(str::to_owned);
        let endpoint = Endpoint { kind, model, ..Endpoint::parse(&server.address).unwrap() };
        assert_eq!(client(endpoint).try_out().await.size, told, "{list}");
    }
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
    assert_eq!(report.schema, Ok(Way::Words));
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
