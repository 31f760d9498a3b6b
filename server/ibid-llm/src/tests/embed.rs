//! Vectors from a server.

use std::sync::Arc;

use super::scripted::{Server, body, json};
use super::{client, endpoint};
use crate::{Client, Endpoint, Error, Kind, Log};

async fn embed(server: &Server, texts: &[&str]) -> Result<Vec<Vec<f32>>, Error> {
    let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
    client(endpoint(server)).embed(&texts).await
}

#[tokio::test]
async fn each_text_gets_its_vector_whatever_their_order() {
    let answer = r#"{"data":[{"index":1,"embedding":[0,2.5]},{"index":0,"embedding":[1,-1]}],"usage":{"prompt_tokens":7}}"#;
    let busy = json("429 Too Many Requests", r#"{"error":{"message":"slow down"}}"#);
    let server = Server::start(vec![busy, json("200 OK", answer)]).await;
    assert_eq!(embed(&server, &["a car", "a river"]).await.unwrap(), [[1.0, -1.0], [0.0, 2.5]]);
    let asked = server.last();
    assert!(asked.head.starts_with("POST /v1/embeddings "), "{}", asked.head);
    assert_eq!(
        asked.body,
        serde_json::json!({"model": "tiny", "input": ["a car", "a river"], "encoding_format": "float"})
    );
}

#[tokio::test]
async fn ollama_is_asked_where_it_speaks_as_openai_does() {
    let server = Server::start(vec![json("200 OK", r#"{"data":[{"embedding":[1]}]}"#)]).await;
    let endpoint = Endpoint { kind: Kind::Ollama, ..endpoint(&server) };
    assert_eq!(client(endpoint).embed(&["x".to_owned()]).await.unwrap(), [[1.0]]);
    assert!(server.last().head.starts_with("POST /v1/embeddings "));
}

#[tokio::test]
async fn what_is_no_vector_for_each_text_is_none_at_all() {
    for answer in [
        r#"{"data":[{"embedding":[1]}]}"#,
        r#"{"data":[{"embedding":[1]},{"embedding":[1,2]}]}"#,
        r#"{"data":[{"embedding":[1]},{"embedding":["2"]}]}"#,
        r#"{"data":[{"embedding":[1]},{"embedding":[2]},{"embedding":[3]}]}"#,
        r#"{"data":[{"embedding":[]},{"embedding":[]}]}"#,
        r#"{"data":7}"#,
        "[]",
    ] {
        let server = Server::start(vec![json("200 OK", answer)]).await;
        let error = embed(&server, &["a", "b"]).await.unwrap_err();
        assert!(matches!(error, Error::NotUnderstood { .. }), "{answer}: {error}");
    }
    let server = Server::start(vec![body("404 Not Found", "text/plain", "no such thing")]).await;
    let error = embed(&server, &["a"]).await.unwrap_err();
    assert!(error.to_string().contains("tiny"), "{error}");
}

#[tokio::test]
async fn what_was_sent_can_be_read_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::open(&folder.path().join("llm.jsonl")).unwrap();
    let server =
        Server::start(vec![json("200 OK", r#"{"data":[{"embedding":[1]}],"usage":{"prompt_tokens":7}}"#)])
            .await;
    let client = Client::new(endpoint(&server), log.clone(), Arc::new(|_| {})).unwrap();
    client.embed(&["a car".to_owned()]).await.unwrap();
    let entry = &log.entries(1)[0];
    assert_eq!((entry.purpose.as_str(), entry.model.as_str(), entry.tokens_in), ("meaning", "tiny", 7));
    assert_eq!((entry.messages[0].text.as_str(), &entry.error), ("a car", &None));
}
