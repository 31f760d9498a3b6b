//! A server that answers byte by byte as a script says, and tells what it was asked and when its client left.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::OwnedReadHalf;
use tokio::net::{TcpListener, TcpStream};

/// What the server does with one request.
#[derive(Clone)]
pub(super) enum Step {
    Send(Vec<u8>),
    Pause(Duration),
    /// Sends this over and over until the client leaves or so many bytes are sent.
    Flood(Vec<u8>, usize),
    /// Says nothing until the client leaves.
    Hang,
}

/// A request as it came, and when its client hung up.
#[derive(Clone, Default)]
pub(super) struct Seen {
    pub(super) head: String,
    pub(super) body: serde_json::Value,
    pub(super) left: Option<Instant>,
    pub(super) sent: usize,
}

pub(super) struct Server {
    pub(super) address: String,
    seen: Arc<Mutex<Vec<Seen>>>,
    _task: AbortOnDrop,
}

struct AbortOnDrop(tokio::task::JoinHandle<()>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Server {
    /// Answers the first request by the first script and so on; the last script answers all that follow.
    pub(super) async fn start(scripts: Vec<Vec<Step>>) -> Server {
        Server::at("127.0.0.1:0", scripts).await
    }

    pub(super) async fn at(place: &str, scripts: Vec<Vec<Step>>) -> Server {
        let listener = TcpListener::bind(place).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&seen);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, scripts.clone(), Arc::clone(&shared)));
            }
        });
        Server { address, seen, _task: AbortOnDrop(task) }
    }

    pub(super) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub(super) fn last(&self) -> Seen {
        self.seen().pop().unwrap()
    }
}

/// Serves one request; every connection has one.
async fn serve(stream: TcpStream, scripts: Vec<Vec<Step>>, seen: Arc<Mutex<Vec<Seen>>>) {
    let (mut read, mut write) = stream.into_split();
    let Some((head, body)) = request(&mut read).await else { return };
    let number = {
        let mut seen = seen.lock().unwrap();
        seen.push(Seen { head, body, ..Seen::default() });
        seen.len() - 1
    };
    let script = scripts.get(number).or(scripts.last()).unwrap().clone();
    let watched = Arc::clone(&seen);
    let watch = tokio::spawn(async move {
        let mut byte = [0];
        while read.read(&mut byte).await.is_ok_and(|n| n > 0) {}
        watched.lock().unwrap()[number].left = Some(Instant::now());
    });
    for step in script {
        let sent = match step {
            Step::Send(bytes) => write.write_all(&bytes).await.is_ok(),
            Step::Pause(time) => {
                tokio::time::sleep(time).await;
                true
            }
            Step::Flood(bytes, most) => {
                let mut sent = 0;
                while sent < most && write.write_all(&bytes).await.is_ok() {
                    sent += bytes.len();
                }
                seen.lock().unwrap()[number].sent = sent;
                sent >= most
            }
            Step::Hang => return drop(watch.await),
        };
        if !sent {
            return;
        }
    }
    let _ = write.shutdown().await;
}

pub(super) async fn request(read: &mut OwnedReadHalf) -> Option<(String, serde_json::Value)> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length =
                head.to_lowercase().lines().find_map(|l| l.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some((head.to_owned(), serde_json::from_str(body).unwrap_or_default()));
            }
        }
        // What greets in TLS never sends a head that could be read.
        if bytes.first() == Some(&0x16) {
            return Some((text, serde_json::Value::Null));
        }
        if read.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}

/// A head with `status` ("200 OK") and lines (each ended by `\r\n`), of a body that ends with the connection.
pub(super) fn head(status: &str, lines: &str) -> Step {
    Step::Send(format!("HTTP/1.1 {status}\r\nconnection: close\r\n{lines}\r\n").into_bytes())
}

/// A whole answer of one piece.
pub(super) fn body(status: &str, kind: &str, body: &str) -> Vec<Step> {
    let lines = format!("content-type: {kind}\r\ncontent-length: {}\r\n", body.len());
    vec![head(status, &lines), send(body)]
}

pub(super) fn json(status: &str, text: &str) -> Vec<Step> {
    body(status, "application/json", text)
}

/// The head of a stream of events.
pub(super) fn sse() -> Step {
    head("200 OK", "content-type: text/event-stream\r\n")
}

pub(super) fn send(text: &str) -> Step {
    Step::Send(text.as_bytes().to_vec())
}

/// An event of a stream as OpenAI sends it, with this text.
pub(super) fn piece(text: &str) -> Step {
    send(&format!("data: {}\n\n", serde_json::json!({"choices": [{"index": 0, "delta": {"content": text}}]})))
}

/// The end of a stream as OpenAI sends it.
pub(super) fn end() -> Step {
    send("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n")
}

/// A good answer as a stream.
pub(super) fn good(text: &str) -> Vec<Step> {
    vec![sse(), piece(text), end()]
}
