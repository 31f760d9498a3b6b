//! Against a real model server, whose address is in `IBID_TEST_ENDPOINT` (as `http://localhost:8080#model`):
//!
//! ```text
//! IBID_TEST_ENDPOINT=http://127.0.0.1:8080 cargo test -p ibid-llm --test real_server -- --ignored --nocapture
//! ```
//!
//! These prove the wire, never the worth of what a model says.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a test says so by failing"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use ibid_llm::{Client, Endpoint, Error, Log, Message, Prompt, Schema};
use serde::Deserialize;
use serde_json::json;

fn client() -> (Client, Log, tempfile::TempDir) {
    let address = std::env::var("IBID_TEST_ENDPOINT").expect("IBID_TEST_ENDPOINT names no server");
    let folder = tempfile::tempdir().unwrap();
    let log = Log::open(&folder.path().join("llm.jsonl")).unwrap();
    let client = Client::new(Endpoint::parse(&address).unwrap(), log.clone(), Arc::new(|_| {})).unwrap();
    (client, log, folder)
}

fn prompt(text: &str, max_tokens: u32) -> Prompt {
    Prompt {
        purpose: "test",
        system: "You are a helpful assistant.".to_owned(),
        messages: vec![Message::user(text)],
        max_tokens,
        temperature: 0.0,
        stop: Vec::new(),
    }
}

#[tokio::test]
#[ignore = "needs a real server"]
async fn tells_what_it_can_do() {
    let (client, ..) = client();
    let report = client.try_out().await;
    println!("{report:#?}");
    assert_eq!(report.reachable, Ok(()));
    assert!(report.model.is_ok());
    assert!(report.context.tokens > 0);
}

#[tokio::test]
#[ignore = "needs a real server"]
async fn answers_and_counts() {
    let (client, log, _folder) = client();
    let mut words = client.stream(&prompt("Name three rivers.", 40)).await.unwrap();
    let (mut text, mut pieces) = (String::new(), 0);
    while let Some(piece) = words.next().await {
        text.push_str(&piece.unwrap());
        pieces += 1;
    }
    println!("{pieces} pieces, {:?}, {:?}: {text}", words.usage(), words.finish());
    drop(words);
    assert!(!text.trim().is_empty());
    let entry = log.entries(1).pop().unwrap();
    println!("{entry:#?}");
    assert_eq!((entry.answer, entry.error), (Some(text), None));
}

#[tokio::test]
#[ignore = "needs a real server"]
async fn gives_a_form_or_is_refused() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct River {
        name: String,
        length_km: f64,
    }
    let json = json!({
        "type": "object",
        "properties": {"name": {"type": "string"}, "length_km": {"type": "number"}},
        "required": ["name", "length_km"],
        "additionalProperties": false,
    });
    let schema = Schema { name: "river".to_owned(), json };
    let (client, ..) = client();
    match client.structured::<River>(&prompt("Describe the river Rhine.", 120), &schema).await {
        Ok(river) => println!("{} is {} km long", river.name, river.length_km),
        Err(error @ Error::Shape { .. }) => println!("refused: {error}"),
        Err(error) => panic!("{error}"),
    }
    let cut = client.structured::<River>(&prompt("Describe the river Rhine.", 4), &schema).await;
    println!("cut: {}", cut.as_ref().unwrap_err());
    assert!(matches!(cut, Err(Error::Shape { .. })));
}

#[tokio::test]
#[ignore = "needs a real server"]
async fn is_free_again_when_nobody_listens() {
    let (client, log, _folder) = client();
    let mut words = client.stream(&prompt("Tell a very long story about a dam.", 2000)).await.unwrap();
    words.next().await.transpose().unwrap();
    drop(words);
    let begun = Instant::now();
    let answer = client.ask(&prompt("Say yes.", 4)).await.unwrap();
    println!("answered {:?} after it was dropped: {}", begun.elapsed(), answer.text);
    assert!(begun.elapsed() < Duration::from_secs(20));
    println!("{:#?}", log.entries(2));
}

#[tokio::test]
#[ignore = "needs a real server"]
async fn too_long_a_prompt_is_told_as_such_or_taken() {
    let (client, ..) = client();
    let long = "word ".repeat(client.context().await * 2);
    match client.ask(&prompt(&long, 4)).await {
        Ok(answer) => println!("taken: {answer:?}"),
        Err(error) => {
            println!("refused: {error}");
            assert!(matches!(error, Error::TooLong { .. }));
        }
    }
}
