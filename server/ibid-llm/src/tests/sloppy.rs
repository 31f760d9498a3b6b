//! Servers that keep to no form.

use super::scripted::{Server, Step, body, end, head, json, piece, send, sse};
use super::{ask, client, endpoint, prompt};
use crate::{Endpoint, Error, Finish, Kind};

async fn answer(script: Vec<Step>) -> Result<crate::Answer, Error> {
    ask(&Server::start(vec![script]).await).await
}

async fn text(script: Vec<Step>) -> String {
    answer(script).await.unwrap().text
}

#[tokio::test]
async fn json_in_one_piece_although_a_stream_was_asked() {
    let whole = r#"{"choices":[{"message":{"role":"assistant","content":"Nine"},"finish_reason":"stop"}],"usage":{"prompt_tokens":5,"completion_tokens":1}}"#;
    let got = answer(json("200 OK", whole)).await.unwrap();
    assert_eq!((got.text.as_str(), got.finish, got.usage.input), ("Nine", Finish::Done, 5));
    let value: serde_json::Value = serde_json::from_str(whole).unwrap();
    assert_eq!(text(json("200 OK", &serde_json::to_string_pretty(&value).unwrap())).await, "Nine");
    assert_eq!(text(body("200 OK", "text/event-stream", whole)).await, "Nine");
}

#[tokio::test]
async fn anthropic_in_one_piece() {
    let whole = r#"{"type":"message","content":[{"type":"text","text":"Nine"}],"stop_reason":"end_turn","usage":{"input_tokens":3,"output_tokens":1}}"#;
    let server = Server::start(vec![json("200 OK", whole)]).await;
    let endpoint = Endpoint { kind: Kind::Anthropic, ..endpoint(&server) };
    assert_eq!(client(endpoint).ask(&prompt()).await.unwrap().text, "Nine");
}

#[tokio::test]
async fn no_done_and_no_reason() {
    let got = answer(vec![sse(), piece("Nine")]).await.unwrap();
    assert_eq!((got.text.as_str(), got.finish), ("Nine", Finish::Unsaid));
    assert!(got.usage.estimated && got.usage.output > 0 && got.usage.input > 0);
}

#[tokio::test]
async fn a_reason_and_then_silence() {
    let script = vec![
        sse(),
        piece("Nine"),
        send("data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"),
        Step::Hang,
    ];
    let begun = std::time::Instant::now();
    assert_eq!(text(script).await, "Nine");
    assert!(begun.elapsed() < super::ms(3000));
}

#[tokio::test]
async fn empty_choices_null_content_and_extra_fields() {
    let script = vec![
        sse(),
        send(": a comment\nevent: odd\nid: 7\nretry: 10\ndata: ping\n\n"),
        send(
            "data: {\"choices\":[]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":null}}],\"error\":null}\n\n",
        ),
        send("data: {\"choices\":[{\"delta\":null}]}\n\ndata: {\"choices\":[{}]}\n\ndata: {\"x\":[1]}\n\n"),
        piece("Nine"),
        end(),
    ];
    assert_eq!(text(script).await, "Nine");
    assert_eq!(text(json("200 OK", r#"{"choices":[]}"#)).await, "");
    assert_eq!(text(json("200 OK", r#"{"choices":[{"message":{"content":null}}]}"#)).await, "");
}

#[tokio::test]
async fn ends_of_lines_of_every_kind_and_data_on_two_lines() {
    let script = vec![
        sse(),
        send("data:{\"choices\":[{\"delta\":{\"content\":\"Ni\"}}]}\r\n\r"),
        send("\ndata: {\"choices\":[{\"delta\":\r\ndata: {\"content\":\"ne\"}}]}\r\n\r\n"),
        send("data: [DONE]\r\r"),
    ];
    assert_eq!(text(script).await, "Nine");
}

#[tokio::test]
async fn bad_utf8_and_letters_cut_in_two() {
    let event = "data: {\"choices\":[{\"delta\":{\"content\":\"大坝é\"}}]}\n\n".as_bytes();
    let bytes = event.iter().map(|&byte| Step::Send(vec![byte]));
    assert_eq!(text([sse()].into_iter().chain(bytes).collect()).await, "大坝é");
    let bad = b"data: {\"choices\":[{\"delta\":{\"content\":\"a\xff\xe5\xa4b\"}}]}\n\n".to_vec();
    assert_eq!(text(vec![sse(), Step::Send(bad), end()]).await, "a\u{fffd}\u{fffd}b");
}

#[tokio::test]
async fn cut_in_the_middle_of_an_event() {
    let script = vec![sse(), piece("Nine"), send("data: {\"choices\":[{\"delta\":{\"cont")];
    let server = Server::start(vec![script]).await;
    let mut words = client(endpoint(&server)).stream(&prompt()).await.unwrap();
    assert_eq!(words.next().await.unwrap().unwrap(), "Nine");
    let error = words.next().await.unwrap().unwrap_err();
    assert!(matches!(error, Error::BrokeOff { .. }), "{error}");
}

#[tokio::test]
async fn cut_in_the_middle_of_a_chunk_or_a_body() {
    let chunked = head("200 OK", "content-type: text/event-stream\r\ntransfer-encoding: chunked\r\n");
    let error = answer(vec![chunked, send("ff\r\ndata: {\"choi")]).await.unwrap_err();
    assert!(matches!(error, Error::BrokeOff { .. }), "{error}");
    let error = answer(json("200 OK", r#"{"choices":[{"message":{"content":"Ni"#)).await.unwrap_err();
    assert!(matches!(error, Error::BrokeOff { .. }), "{error}");
}

#[tokio::test]
async fn an_event_that_is_no_json_is_not_passed_over() {
    let script = vec![sse(), piece("not "), send("data: {broken}\n\n"), piece("true"), end()];
    assert!(matches!(answer(script).await, Err(Error::BrokeOff { .. })));
}

#[tokio::test]
async fn web_pages_empty_bodies_and_other_json() {
    for script in [
        body("200 OK", "text/html; charset=utf-8", "<html><h1>Sign in</h1></html>"),
        body("200 OK", "text/plain", "<!doctype html>\n<p>Sign in"),
    ] {
        let error = answer(script).await.unwrap_err();
        assert!(matches!(&error, Error::NotUnderstood { .. }), "{error}");
        assert!(error.to_string().contains("web page") && !error.to_string().contains('<'), "{error}");
    }
    for text in ["", "{\"status\":\"ok\"}", "[]", "1", "hello"] {
        let error = answer(json("200 OK", text)).await.unwrap_err();
        assert!(matches!(error, Error::NotUnderstood { .. }), "{text}: {error}");
    }
}

#[tokio::test]
async fn errors_as_plain_json_where_a_stream_was_asked() {
    let error =
        answer(json("200 OK", r#"{"error":{"message":"no such slot","code":400}}"#)).await.unwrap_err();
    assert!(error.to_string().contains("no such slot"), "{error}");
    let error = answer(vec![sse(), send("data: {\"error\":\"out of memory\"}\n\n")]).await.unwrap_err();
    assert!(error.to_string().contains("out of memory"), "{error}");
}

#[tokio::test]
async fn an_answer_of_a_hundred_megabytes_is_cut() {
    let Step::Send(event) = piece(&"x".repeat(60_000)) else { unreachable!() };
    let server = Server::start(vec![vec![sse(), Step::Flood(event, 100 << 20), end()]]).await;
    let error = ask(&server).await.unwrap_err();
    assert!(matches!(error, Error::TooLarge { .. }), "{error}");
    tokio::time::sleep(super::ms(100)).await;
    assert!(server.last().sent < 32 << 20, "the server was left to send {} bytes", server.last().sent);
    let one_line = vec![sse(), send("data: {\"x\":\""), Step::Flood(vec![b'y'; 60_000], 100 << 20)];
    assert!(matches!(answer(one_line).await, Err(Error::TooLarge { .. })));
}
