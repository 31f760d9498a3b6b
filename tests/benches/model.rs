//! A model server that answers at once, so that what is measured is ibid's own share.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};

const MODELS: &str = r#"{"data":[{"id":"instant"}]}"#;
const ANSWER: &str = "data: {\"choices\":[{\"delta\":{\"content\":\"The towns will need patience, and so will the yards.\"}}]}\n\n\
                      data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

/// Starts one; the settings with which ibid uses it as often as it likes.
pub(crate) fn settings() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(stream));
        }
    });
    format!(
        "endpoint = {{ address = 'http://{address}', per-minute = 1000000, per-day = 100000000 }}\nghost-text = true\n"
    )
}

fn serve(mut stream: TcpStream) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
            if line.trim().is_empty() {
                break;
            }
            let lower = line.to_lowercase();
            length = lower.strip_prefix("content-length:").map_or(length, |l| l.trim().parse().unwrap());
            head.push_str(&line);
        }
        reader.read_exact(&mut vec![0; length]).ok()?;
        let (kind, body) = if head.starts_with("GET") {
            ("application/json", MODELS)
        } else {
            ("text/event-stream", ANSWER)
        };
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all((head + body).as_bytes()).ok()?;
    }
}
