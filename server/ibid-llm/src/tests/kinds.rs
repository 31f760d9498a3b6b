//! The normal stream of each kind, as the makers' documentation has it: OpenAI's reference of chat completion chunks
//! (as in openai-python, `types/chat/chat_completion_chunk.py`), Anthropic's "Streaming messages", Ollama's `docs/api.md`.
//! Read in November 2026.

use serde_json::json;

use super::scripted::{Server, head, send, sse};
use super::{client, endpoint, prompt};
use crate::{Endpoint, Finish, Kind, Usage};

#[tokio::test]
async fn openai_streams_deltas_and_counts_in_a_chunk_without_choices() {
    let server = Server::start(vec![vec![
        sse(),
        send("data: {\"id\":\"c1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":null}}]}\n\n"),
        send("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Nine\"}}]}\n\n"),
        send("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" metres\"}}],\"usage\":null}\n\n"),
        send("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}]}\n\n"),
        send("data: {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":3}}\n\n"),
        send("data: [DONE]\n\n"),
    ]])
    .await;
    let mut words = client(endpoint(&server)).stream(&prompt()).await.unwrap();
    assert_eq!(words.next().await.unwrap().unwrap(), "Nine");
    assert_eq!(words.next().await.unwrap().unwrap(), " metres");
    assert!(words.next().await.is_none());
    assert_eq!(words.usage(), Usage { input: 11, output: 3, estimated: false });
    assert_eq!(words.finish(), Finish::Length);
    let seen = server.last();
    assert!(seen.head.starts_with("POST /v1/chat/completions "), "{}", seen.head);
    assert!(!seen.head.to_lowercase().contains("authorization"));
    assert_eq!(
        seen.body,
        json!({
            "model": "tiny",
            "messages": [
                {"role": "system", "content": "Be brief."},
                {"role": "user", "content": "How tall is the dam?"},
            ],
            "stream": true,
            "stream_options": {"include_usage": true},
            "max_tokens": 32,
            "temperature": 0.2,
            "stop": ["\n"],
        })
    );
}

#[tokio::test]
async fn anthropic_streams_blocks_between_a_start_and_a_stop() {
    let server = Server::start(vec![vec![
        sse(),
        send("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"role\":\"assistant\",\"content\":[],\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\n"),
        send("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"),
        send("event: ping\ndata: {\"type\":\"ping\"}\n\n"),
        send("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"Nine\"}}\n\n"),
        send("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"),
        send("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":15}}\n\n"),
        send("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"),
    ]])
    .await;
    let endpoint = Endpoint { kind: Kind::Anthropic, ..endpoint(&server) };
    let answer = client(endpoint).ask(&prompt()).await.unwrap();
    assert_eq!((answer.text.as_str(), answer.finish), ("Nine", Finish::Done));
    assert_eq!(answer.usage, Usage { input: 25, output: 15, estimated: false });
    let seen = server.last();
    assert!(seen.head.starts_with("POST /v1/messages "), "{}", seen.head);
    assert!(seen.head.contains("anthropic-version: 2023-06-01"));
    assert_eq!(seen.body["system"], "Be brief.");
    assert_eq!(seen.body["max_tokens"], 32);
    assert_eq!(seen.body["temperature"], json!(null), "models from 4.7 on refuse any");
    assert_eq!(seen.body["stop_sequences"], json!(null), "blank stops are refused there");
}

#[tokio::test]
async fn ollama_streams_json_by_lines() {
    let server = Server::start(vec![vec![
        head("200 OK", "content-type: application/x-ndjson\r\n"),
        send("{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"Nine\"},\"done\":false}\n"),
        send("{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\" metres\"},\"done\":false}\n"),
        send("{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":26,\"eval_count\":4}\n"),
    ]])
    .await;
    let endpoint = Endpoint { kind: Kind::Ollama, ..endpoint(&server) };
    let answer = client(endpoint).ask(&prompt()).await.unwrap();
    assert_eq!((answer.text.as_str(), answer.finish), ("Nine metres", Finish::Done));
    assert_eq!(answer.usage, Usage { input: 26, output: 4, estimated: false });
    let seen = server.last();
    assert!(seen.head.starts_with("POST /api/chat "), "{}", seen.head);
    assert_eq!(seen.body["think"], false);
    assert_eq!(seen.body["options"], json!({"num_predict": 32, "temperature": 0.2, "stop": ["\n"]}));
}

#[tokio::test]
async fn ollama_is_asked_for_a_context_that_holds_the_prompt() {
    let line = "{\"message\":{\"content\":\"x\"},\"done\":true}\n";
    let server = Server::start(vec![vec![head("200 OK", ""), send(line)]]).await;
    let client = client(Endpoint { kind: Kind::Ollama, ..endpoint(&server) });
    let mut long = prompt();
    long.system = "word ".repeat(5000);
    client.ask(&long).await.unwrap();
    assert_eq!(server.last().body["options"]["num_ctx"], 8192);
    client.ask(&prompt()).await.unwrap();
    assert_eq!(server.last().body["options"]["num_ctx"], 8192, "another context would load the model anew");
}

#[tokio::test]
async fn thoughts_are_no_text_but_a_sign_of_life() {
    let thought = "data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}\n\n";
    let pause = || super::scripted::Step::Pause(super::ms(150));
    let script = vec![sse(), send(thought), pause(), send(thought), pause(), super::scripted::piece("Nine")];
    let server = Server::start(vec![script]).await;
    let mut endpoint = endpoint(&server);
    endpoint.timeouts.first_token = super::ms(220);
    assert_eq!(client(endpoint).ask(&prompt()).await.unwrap().text, "Nine");
}
