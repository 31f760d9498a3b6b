//! An editor that opens a folder: what it sends, what it gets.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ibid_workspace::Environment;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream, ReadHalf, WriteHalf};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::task::JoinHandle;

use crate::{Ended, serve};

/// How long is waited for what must come.
const LONG: Duration = Duration::from_secs(20);

/// An editor with a server.
pub(super) struct Editor {
    folder: tempfile::TempDir,
    write: WriteHalf<DuplexStream>,
    messages: UnboundedReceiver<Value>,
    /// What came and was not asked for yet.
    pub(super) inbox: Vec<Value>,
    last_id: i64,
    pub(super) ended: JoinHandle<Ended>,
}

/// A folder with `files` in `w/`, and a reader of sources for which a file is its own text.
pub(super) fn workspace(files: &[(&str, &str)]) -> (tempfile::TempDir, Environment) {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("reader");
    let script = "#!/bin/sh\nprintf '{\"text\":\"%s\",\"marks\":[{\"at\":0,\"kind\":{\"line\":1}}],\"title\":null}' \
                  \"$(cat \"$2\")\"\n";
    std::fs::write(&program, script).unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    for (name, text) in files {
        let path = folder.path().join("w").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let environment = Environment::new(&folder.path().join("cache"), &program);
    (folder, environment)
}

impl Editor {
    /// An editor that can do what `capabilities` say, with `files` in its folder; the handshake is done.
    pub(super) async fn start(files: &[(&str, &str)], capabilities: Value) -> Editor {
        let mut editor = Editor::connect(files);
        editor.shake_hands(capabilities).await;
        editor
    }

    /// An editor whose user has this `config.toml`; the handshake is done.
    pub(super) async fn start_for(user: &str, files: &[(&str, &str)], capabilities: Value) -> Editor {
        let (folder, mut environment) = workspace(files);
        let config = folder.path().join("config.toml");
        std::fs::write(&config, user).unwrap();
        environment.user.file = Some(config);
        environment.requests = Some(folder.path().join("requests.jsonl"));
        let mut editor = Editor::of(folder, environment);
        editor.shake_hands(capabilities).await;
        editor
    }

    /// An editor that has not said a word yet.
    pub(super) fn connect(files: &[(&str, &str)]) -> Editor {
        let (folder, environment) = workspace(files);
        Editor::of(folder, environment)
    }

    async fn shake_hands(&mut self, capabilities: Value) {
        let params = json!({
            "capabilities": capabilities,
            "workspaceFolders": [{ "uri": self.uri(""), "name": "w" }],
        });
        self.ask("initialize", params).await;
        self.tell("initialized", json!({})).await;
    }

    fn of(folder: tempfile::TempDir, environment: Environment) -> Editor {
        let (ours, theirs) = tokio::io::duplex(1 << 20);
        let (input, output) = tokio::io::split(theirs);
        let ended = tokio::spawn(serve(input, output, environment));
        let (read, write) = tokio::io::split(ours);
        let (send, messages) = unbounded_channel();
        tokio::spawn(read_all(BufReader::new(read), send));
        Editor { folder, write, messages, inbox: Vec::new(), last_id: 0, ended }
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("w").join(name)
    }

    pub(super) fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    pub(super) async fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params })).await;
    }

    /// Sends a request; its number.
    pub(super) async fn request(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params })).await;
        self.last_id
    }

    /// Sends a request and waits for its result.
    pub(super) async fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.request(method, params).await;
        self.answer(id).await["result"].take()
    }

    /// Waits for the answer to request `id`.
    pub(super) async fn answer(&mut self, id: i64) -> Value {
        self.wait(|message| message["id"] == id && message.get("method").is_none()).await
    }

    /// Waits for a notification.
    pub(super) async fn told(&mut self, method: &str) -> Value {
        self.wait(|message| message["method"] == method).await["params"].take()
    }

    /// Waits for a message, taken out of the inbox. Answers what the server asks meanwhile with null.
    pub(super) async fn wait(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        let waiting = async {
            loop {
                if let Some(at) = self.inbox.iter().position(&wanted) {
                    return self.inbox.remove(at);
                }
                self.receive().await;
            }
        };
        tokio::time::timeout(LONG, waiting).await.expect("it never came")
    }

    /// Takes in whatever comes within `time`.
    pub(super) async fn listen(&mut self, time: Duration) {
        let end = tokio::time::Instant::now() + time;
        while tokio::time::timeout_at(end, self.receive()).await.is_ok() {}
    }

    pub(super) async fn open(&mut self, name: &str, text: &str) {
        let document = json!({ "uri": self.uri(name), "languageId": "markdown", "version": 1, "text": text });
        self.tell("textDocument/didOpen", json!({ "textDocument": document })).await;
    }

    /// Replaces what stands between two places, (line, character) each.
    pub(super) async fn edit(&mut self, name: &str, version: i32, places: [(u32, u32); 2], text: &str) {
        let [start, end] = places.map(|(line, character)| json!({ "line": line, "character": character }));
        let change = json!({ "range": { "start": start, "end": end }, "text": text });
        let document = json!({ "uri": self.uri(name), "version": version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        self.tell("textDocument/didChange", params).await;
    }

    /// What a request about a place in a file begins with.
    pub(super) fn at(&self, name: &str, line: u32, character: u32) -> Value {
        json!({
            "textDocument": { "uri": self.uri(name) },
            "position": { "line": line, "character": character },
        })
    }

    /// Waits until the server's answer about a place is not null: the library is being read.
    pub(super) async fn ask_until(&mut self, method: &str, params: Value) -> Value {
        let start = tokio::time::Instant::now();
        loop {
            let answer = self.ask(method, params.clone()).await;
            if !answer.is_null() {
                return answer;
            }
            assert!(start.elapsed() < LONG, "{method} is never answered");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let frame = format!("Content-Length: {}\r\n\r\n{text}", text.len());
        self.write.write_all(frame.as_bytes()).await.unwrap();
    }

    /// Takes in a message and answers nothing.
    pub(super) async fn receive_silently(&mut self) -> Value {
        let message = self.messages.recv().await.expect("the server is gone");
        self.inbox.push(message.clone());
        message
    }

    async fn receive(&mut self) {
        let message = self.receive_silently().await;
        if message.get("method").is_some() && message.get("id").is_some() {
            self.reply(&message["id"], json!(null)).await;
        }
    }

    /// Waits until the server asks `method`; the number of its request, which is not answered.
    pub(super) async fn asked(&mut self, method: &str) -> Value {
        loop {
            if let Some(at) = self.inbox.iter().position(|message| message["method"] == method) {
                return self.inbox.remove(at)["id"].take();
            }
            self.receive_silently().await;
        }
    }

    /// Answers the server's request `id`.
    pub(super) async fn reply(&mut self, id: &Value, result: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": result })).await;
    }

    /// What was written down of requests to models.
    pub(super) fn requests(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("requests.jsonl")).unwrap_or_default()
    }

    /// Lets the editor vanish.
    pub(super) async fn vanish(mut self) -> Ended {
        self.write.shutdown().await.unwrap();
        tokio::time::timeout(LONG, self.ended).await.expect("the server stays").unwrap()
    }
}

async fn read_all(mut from: BufReader<ReadHalf<DuplexStream>>, to: UnboundedSender<Value>) -> Option<()> {
    loop {
        let mut header = String::new();
        from.read_line(&mut header).await.ok()?;
        let length = header.trim().strip_prefix("Content-Length: ")?.parse().ok()?;
        from.read_line(&mut String::new()).await.ok()?;
        let mut content = vec![0; length];
        from.read_exact(&mut content).await.ok()?;
        to.send(serde_json::from_slice(&content).ok()?).ok()?;
    }
}

/// The codes of diagnostics, in order.
pub(super) fn codes(diagnostics: &Value) -> Vec<&str> {
    diagnostics.as_array().unwrap().iter().map(|d| d["code"].as_str().unwrap()).collect()
}

/// What a bibliography needs for one source in `sources/`.
pub(super) fn entry(key: &str, title: &str, file: &str) -> String {
    format!(
        "@book{{{key}, title = {{{title}}}, author = {{Doe, Jane}}, date = {{2020}}, file = {{{file}}}}}\n"
    )
}

/// Whether the index or anything else was written to the cache.
pub(super) fn is_untouched(editor: &Editor) -> bool {
    !Path::new(editor.folder.path()).join("cache").exists()
}
