//! A model server on this machine that answers as the tests want it to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;

/// How a server answers.
#[derive(Clone, Copy)]
pub(crate) enum Manner {
    /// Piece by piece, and held to a schema.
    Able,
    /// In one piece, and refusing schemas with words that repeat the key.
    Simple,
    /// Refusing every key, and repeating it.
    Refusing,
    /// Saying this whenever it is held to a schema.
    Saying(&'static str),
}

/// Starts a server with the model "tiny"; its address. It answers until the tests are over.
pub(crate) fn start(manner: Manner) -> String {
    start_at(0, manner).unwrap()
}

/// As [`start`], at this port; `None` where another is there.
pub(crate) fn start_at(port: u16, manner: Manner) -> Option<String> {
    let listener = TcpListener::bind(("127.0.0.1", port)).ok()?;
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            // Whoever hangs up early does not want the rest.
            let _ = serve(stream, manner);
        }
    });
    Some(address)
}

/// An address at which nobody answers.
pub(crate) fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

pub(crate) fn serve(mut stream: impl Read + Write, manner: Manner) -> std::io::Result<()> {
    let (head, body) = request(&mut stream)?;
    let (status, kind, text) = answer(&head, &body, manner);
    let length = text.len();
    let head =
        format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-type: {kind}\r\ncontent-length: {length}");
    write!(stream, "{head}\r\n\r\n{text}")
}

fn request(stream: &mut impl Read) -> std::io::Result<(String, String)> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            break;
        }
    }
    let length = head.to_lowercase().lines().find_map(|l| l.strip_prefix("content-length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    Ok((head, String::from_utf8_lossy(&body).into_owned()))
}

/// The status, type and text of the answer.
fn answer(head: &str, body: &str, manner: Manner) -> (&'static str, &'static str, String) {
    const JSON: &str = "application/json";
    let no = |text: String| serde_json::json!({"error": {"message": text}}).to_string();
    if matches!(manner, Manner::Refusing) {
        return ("401 Unauthorized", JSON, no(format!("I do not know you: {head}")));
    }
    if head.starts_with("GET /v1/models ") {
        let list = r#"{"data":[{"id":"tiny","max_model_len":2048}]}"#;
        return ("200 OK", JSON, list.to_owned());
    }
    if head.starts_with("POST /v1/embeddings ") && matches!(manner, Manner::Able) {
        return ("200 OK", JSON, vectors(body));
    }
    if !head.starts_with("POST /v1/chat/completions ") {
        return ("404 Not Found", JSON, no("there is nothing here".to_owned()));
    }
    let said = if body.contains("schema") || body.contains("Schema") { "{\"sum\": 5}" } else { "One, two" };
    match manner {
        Manner::Saying(said) => ("200 OK", "text/event-stream", events(said)),
        Manner::Able => ("200 OK", "text/event-stream", events(said)),
        _ if body.contains("json_schema") => {
            ("400 Bad Request", JSON, no(format!("what is a schema? {head}")))
        }
        _ => ("200 OK", JSON, serde_json::json!({"choices": [{"message": {"content": said}}]}).to_string()),
    }
}

/// The vectors of the texts in `body`: the only thing that they can be about is a car.
fn vectors(body: &str) -> String {
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    let vector = |text: &serde_json::Value| {
        let text = text.as_str().unwrap().to_lowercase();
        let is_about_cars = text.contains("motorcar") || text.contains("automobile");
        serde_json::json!({ "embedding": if is_about_cars { [1, 0] } else { [0, 1] } })
    };
    let data: Vec<_> = body["input"].as_array().unwrap().iter().map(vector).collect();
    serde_json::json!({ "data": data }).to_string()
}

/// `said` in two events, as OpenAI sends them.
fn events(said: &str) -> String {
    let (first, second) = said.split_at(said.len() / 2);
    let event = |said: &str| {
        let choice = serde_json::json!({"choices": [{"index": 0, "delta": {"content": said}}]});
        format!("data: {choice}\n\n")
    };
    let end = r#"data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"#;
    format!("{}{}{end}\n\ndata: [DONE]\n\n", event(first), event(second))
}
