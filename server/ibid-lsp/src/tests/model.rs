//! A model server that says what a test wants, piece by piece.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

/// How long a server that hangs does.
const FOREVER: Duration = Duration::from_secs(600);

/// A model server.
pub(super) struct ModelServer {
    pub(super) address: String,
    seen: Arc<Mutex<Vec<Value>>>,
    /// How many connections the client closed before their answer was done.
    left: watch::Receiver<usize>,
    /// Whether it may say what it holds back.
    let_go: watch::Sender<bool>,
}

/// What it says.
#[derive(Clone, Copy)]
pub(super) enum Says {
    /// These pieces, and it is done.
    All(&'static [&'static str]),
    /// These, and a filter ends it there.
    Filtered(&'static [&'static str]),
    /// These, and then it hangs.
    Then(&'static [&'static str]),
    /// These once it is let go, and it is done.
    Held(&'static [&'static str]),
    /// What it makes of the body of the chat.
    By(fn(&Value) -> String),
}

impl ModelServer {
    /// One that says the same at each request.
    pub(super) async fn start(says: Says) -> ModelServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let seen: Arc<Mutex<Vec<Value>>> = Arc::default();
        let (gone, left) = watch::channel(0);
        let (let_go, may_speak) = watch::channel(false);
        let kept = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, says, Arc::clone(&kept), gone.clone(), may_speak.clone()));
            }
        });
        ModelServer { address, seen, left, let_go }
    }

    /// One that is not there any more.
    pub(super) async fn gone() -> ModelServer {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        ModelServer {
            address,
            seen: Arc::default(),
            left: watch::channel(0).1,
            let_go: watch::channel(false).0,
        }
    }

    /// Lets it say what it holds back.
    pub(super) fn let_go(&self) {
        self.let_go.send_replace(true);
    }

    /// The bodies of the chats asked for.
    pub(super) fn chats(&self) -> Vec<Value> {
        self.seen.lock().unwrap().clone()
    }

    /// Waits until this many connections were closed before their time.
    pub(super) async fn left(&mut self, count: usize) {
        let gone = self.left.wait_for(|left| *left >= count);
        tokio::time::timeout(Duration::from_secs(5), gone).await.expect("the client stays").unwrap();
    }

    /// Waits until it was asked.
    pub(super) async fn asked(&self) {
        for _ in 0..500 {
            if !self.chats().is_empty() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("nothing was asked");
    }
}

async fn serve(
    mut stream: TcpStream,
    says: Says,
    seen: Arc<Mutex<Vec<Value>>>,
    gone: watch::Sender<usize>,
    mut may_speak: watch::Receiver<bool>,
) -> Option<()> {
    let (head, body) = request(&mut stream).await?;
    if head.starts_with("GET") {
        let list = json!({ "data": [{ "id": "scripted", "meta": { "n_ctx": 4096 } }] }).to_string();
        let answer =
            format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{list}", list.len());
        return stream.write_all(answer.as_bytes()).await.ok();
    }
    let chat: Value = serde_json::from_slice(&body).ok()?;
    seen.lock().unwrap().push(chat.clone());
    let begin = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
    stream.write_all(begin.as_bytes()).await.ok()?;
    let owned = |pieces: &[&str]| pieces.iter().map(|&piece| piece.to_owned()).collect::<Vec<String>>();
    let (pieces, reason) = match says {
        Says::All(pieces) => (owned(pieces), Some("stop")),
        Says::Filtered(pieces) => (owned(pieces), Some("content_filter")),
        Says::Then(pieces) => (owned(pieces), None),
        Says::Held(pieces) => {
            may_speak.wait_for(|may| *may).await.ok()?;
            (owned(pieces), Some("stop"))
        }
        Says::By(said) => (vec![said(&chat)], Some("stop")),
    };
    for piece in pieces {
        let chunk = json!({ "choices": [{ "delta": { "content": piece } }] });
        stream.write_all(format!("data: {chunk}\n\n").as_bytes()).await.ok()?;
    }
    let Some(reason) = reason else {
        let mut end = [0];
        let closed = tokio::time::timeout(FOREVER, stream.read(&mut end)).await;
        gone.send_modify(|left| *left += usize::from(closed.is_ok()));
        return None;
    };
    let end = json!({ "choices": [{ "delta": {}, "finish_reason": reason }] });
    stream.write_all(format!("data: {end}\n\ndata: [DONE]\n\n").as_bytes()).await.ok()
}

async fn request(stream: &mut TcpStream) -> Option<(String, Vec<u8>)> {
    let mut read = Vec::new();
    let head = loop {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.ok().filter(|count| *count > 0)?;
        read.extend_from_slice(&part[..count]);
        if let Some(end) = read.windows(4).position(|w| w == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let text = String::from_utf8_lossy(&read[..head]).into_owned();
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let mut body = read.split_off(head);
    while body.len() < length.unwrap_or(0) {
        let mut part = [0; 4096];
        let count = stream.read(&mut part).await.ok().filter(|count| *count > 0)?;
        body.extend_from_slice(&part[..count]);
    }
    Some((text, body))
}
