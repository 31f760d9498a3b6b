//! Answers of a form.

use serde::Deserialize;
use serde_json::json;

use super::scripted::{Server, Step, good, json as json_body, piece, send, sse};
use super::{client, endpoint, prompt};
use crate::{Endpoint, Error, Kind, Schema};

#[derive(Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Verdict {
    verdict: String,
    quote: String,
}

fn schema() -> Schema {
    let json = json!({
        "type": "object",
        "properties": {"verdict": {"type": "string"}, "quote": {"type": "string"}},
        "required": ["verdict", "quote"],
        "additionalProperties": false,
    });
    Schema { name: "verdict".to_owned(), json }
}

const GOOD: &str = r#"{"verdict":"supported","quote":"nine {metres}"}"#;

fn verdict() -> Verdict {
    Verdict { verdict: "supported".to_owned(), quote: "nine {metres}".to_owned() }
}

async fn structured(server: &Server, kind: Kind) -> Result<Verdict, Error> {
    client(Endpoint { kind, ..endpoint(server) }).structured(&prompt(), &schema()).await
}

async fn refused(scripts: Vec<Vec<Step>>) -> String {
    let error = structured(&Server::start(scripts).await, Kind::OpenAi).await.unwrap_err();
    assert!(matches!(error, Error::Shape { .. }), "{error}");
    error.to_string()
}

#[tokio::test]
async fn a_schema_that_openai_honours() {
    let server = Server::start(vec![good(GOOD)]).await;
    assert_eq!(structured(&server, Kind::OpenAi).await.unwrap(), verdict());
    let seen = server.last().body;
    assert_eq!(seen["response_format"]["type"], "json_schema");
    assert_eq!(
        seen["response_format"]["json_schema"],
        json!({"name": "verdict", "schema": schema().json, "strict": true})
    );
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn a_tool_that_anthropic_is_made_to_use() {
    let delta = |part: &str| {
        let event = json!({"type": "content_block_delta", "delta": {"type": "input_json_delta", "partial_json": part}});
        send(&format!("event: content_block_delta\ndata: {event}\n\n"))
    };
    let (first, second) = GOOD.split_at(20);
    let script =
        vec![sse(), delta(""), delta(first), delta(second), send("data: {\"type\":\"message_stop\"}\n\n")];
    let server = Server::start(vec![script]).await;
    assert_eq!(structured(&server, Kind::Anthropic).await.unwrap(), verdict());
    let seen = server.last().body;
    assert_eq!(seen["tool_choice"], json!({"type": "tool", "name": "verdict"}));
    assert_eq!(seen["tools"][0]["input_schema"], schema().json);
}

#[tokio::test]
async fn a_format_for_ollama() {
    let line = json!({"message": {"content": GOOD}, "done": true, "done_reason": "stop"}).to_string();
    let server = Server::start(vec![json_body("200 OK", &line)]).await;
    assert_eq!(structured(&server, Kind::Ollama).await.unwrap(), verdict());
    assert_eq!(server.last().body["format"], schema().json);
}

#[tokio::test]
async fn a_schema_refused_is_asked_for_in_words_and_not_tried_again() {
    let no = json_body("400 Bad Request", r#"{"error":{"message":"response_format is not supported"}}"#);
    let fenced = good(&format!("Here is the {{verdict}} you want:\n```json\n{GOOD}\n```\nAnything else?"));
    let server = Server::start(vec![no, fenced]).await;
    let client = client(endpoint(&server));
    for _ in 0..2 {
        let got: Verdict = client.structured(&prompt(), &schema()).await.unwrap();
        assert_eq!(got, verdict());
    }
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert!(seen[0].body.get("response_format").is_some());
    assert!(seen[1..].iter().all(|seen| seen.body.get("response_format").is_none()));
    let system = seen[1].body["messages"][0]["content"].as_str().unwrap();
    assert!(system.starts_with("Be brief.") && system.contains("additionalProperties"), "{system}");
}

#[tokio::test]
async fn a_schema_passed_over_is_asked_for_in_words() {
    let server = Server::start(vec![good("It is supported."), good(GOOD)]).await;
    assert_eq!(structured(&server, Kind::OpenAi).await.unwrap(), verdict());
    let server = Server::start(vec![json_body("501 Not Implemented", "{}"), good(GOOD)]).await;
    assert_eq!(structured(&server, Kind::OpenAi).await.unwrap(), verdict());
    assert_eq!(server.seen().len(), 2);
}

#[tokio::test]
async fn a_refusal_for_another_reason_is_not_laid_to_the_schema() {
    let long = json_body(
        "400 Bad Request",
        r#"{"error":{"message":"context size exceeded","type":"exceed_context_size_error"}}"#,
    );
    let server = Server::start(vec![long, good(GOOD)]).await;
    assert!(matches!(structured(&server, Kind::OpenAi).await, Err(Error::TooLong { .. })));
    assert_eq!(server.seen().len(), 1);
}

#[tokio::test]
async fn what_is_cut_or_of_another_form_is_refused() {
    let cut = vec![
        sse(),
        piece(&GOOD[..30]),
        send("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"length\"}]}\n\ndata: [DONE]\n\n"),
    ];
    let told = refused(vec![cut]).await;
    assert!(told.contains("cut at the most tokens allowed"), "{told}");
    assert!(refused(vec![good(r#"{"verdict":"supported"}"#)]).await.contains("quote"));
    assert!(refused(vec![good(r#"{"verdict":"supported","quote":null}"#)]).await.contains("null"));
    refused(vec![good(r#"{"verdict":"supported","quote":"x","verdict":"contradicted"}"#)]).await;
    assert!(refused(vec![good("It is supported.")]).await.contains("no JSON object"));
}
