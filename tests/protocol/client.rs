//! A language client: starts the server, speaks the protocol, and waits for what a test expects.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::rc::Rc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::draft::{Draft, Encoding};

/// How long anything may take on a busy machine before a test gives up on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// What the client says it can do.
#[derive(Clone, Copy)]
pub(crate) struct Abilities {
    /// Diagnostics are asked for, and asked for again on refresh.
    pub(crate) pull: bool,
    /// UTF-8 positions are offered first.
    pub(crate) utf8: bool,
}

impl Abilities {
    pub(crate) const PUSH: Self = Self { pull: false, utf8: false };
    pub(crate) const PULL: Self = Self { pull: true, utf8: false };

    fn capabilities(self) -> Value {
        let mut all = json!({
            "general": { "positionEncodings": if self.utf8 { json!(["utf-8", "utf-16"]) } else { json!(["utf-16"]) } },
            "window": { "workDoneProgress": true },
            "workspace": { "applyEdit": true, "configuration": true, "diagnostics": { "refreshSupport": self.pull } },
            "textDocument": {
                "publishDiagnostics": { "relatedInformation": true, "codeDescriptionSupport": true, "dataSupport": true },
                "completion": { "completionItem": { "documentationFormat": ["markdown"] } },
                "inlineCompletion": {},
                "hover": { "contentFormat": ["markdown"] },
                "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": ["quickfix"] } } },
            },
        });
        if self.pull {
            all["textDocument"]["diagnostic"] = json!({ "relatedDocumentSupport": true });
        }
        all
    }
}

/// A running server with a workspace and a cache of its own.
pub(crate) struct Client {
    child: Child,
    input: Option<ChildStdin>,
    inbox: Receiver<Value>,
    abilities: Abilities,
    last_id: i64,
    /// Answers that came while another one was waited for.
    answers: Vec<Value>,
    /// Every notification and request of the server, in order.
    pub(crate) received: Vec<Value>,
    /// What `initialize` was answered.
    pub(crate) initialized: Value,
    /// From the start of the process to that answer.
    pub(crate) initialized_after: Duration,
    /// The folder the server was started on.
    pub(crate) root: PathBuf,
    /// When its process was started.
    #[allow(dead_code, reason = "only the benches look at it")]
    pub(crate) started: Instant,
    folder: Rc<TempDir>,
}

impl Client {
    /// A server on a copy of the sample.
    pub(crate) fn on_sample(abilities: Abilities) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sample");
        copy_folder(&sample, &folder.path().join("project"));
        Self::start(folder, abilities)
    }

    /// A server on a copy of the sample, of a user with this `config.toml`.
    #[allow(dead_code, reason = "only the benches need it")]
    pub(crate) fn on_sample_for(user: &str, abilities: Abilities) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/sample");
        copy_folder(&sample, &folder.path().join("project"));
        let config = folder.path().join("config/ibid");
        std::fs::create_dir_all(&config).unwrap();
        std::fs::write(config.join("config.toml"), user).unwrap();
        Self::start(folder, abilities)
    }

    /// A server on a folder with these files.
    pub(crate) fn on_files(files: &[(&str, &str)], abilities: Abilities) -> Self {
        Self::on_files_with(env!("CARGO_BIN_EXE_ibid"), files, abilities)
    }

    /// The language server `program` on a folder with these files.
    pub(crate) fn on_files_with(program: &str, files: &[(&str, &str)], abilities: Abilities) -> Self {
        Self::on_prepared(program, files, abilities, |_| {})
    }

    /// A server on a folder with these files; `prepare` is given the user's home folder first.
    pub(crate) fn on_files_beside(
        files: &[(&str, &str)],
        abilities: Abilities,
        prepare: impl FnOnce(&Path),
    ) -> Self {
        Self::on_prepared(env!("CARGO_BIN_EXE_ibid"), files, abilities, prepare)
    }

    fn on_prepared(
        program: &str,
        files: &[(&str, &str)],
        abilities: Abilities,
        prepare: impl FnOnce(&Path),
    ) -> Self {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        for (name, text) in files {
            let path = folder.path().join("project").join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        Self::run(program, Rc::new(folder), abilities)
    }

    fn start(folder: TempDir, abilities: Abilities) -> Self {
        Self::run(env!("CARGO_BIN_EXE_ibid"), Rc::new(folder), abilities)
    }

    /// The language server `program`, started anew on the folder, cache and settings of `self`.
    #[allow(dead_code, reason = "only the benches need it")]
    pub(crate) fn again(&self, program: &str) -> Self {
        Self::run(program, Rc::clone(&self.folder), self.abilities)
    }

    fn run(program: &str, folder: Rc<TempDir>, abilities: Abilities) -> Self {
        let root = folder.path().join("project").canonicalize().unwrap();
        let started = Instant::now();
        let mut child = Command::new(program)
            .arg("lsp")
            .current_dir(&root)
            .env("HOME", folder.path())
            .env("XDG_CACHE_HOME", folder.path().join("cache"))
            .env("XDG_CONFIG_HOME", folder.path().join("config"))
            .env("XDG_DATA_HOME", folder.path().join("data"))
            .env_remove("IBID_ENDPOINT")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let input = child.stdin.take();
        let inbox = read_messages(BufReader::new(child.stdout.take().unwrap()));
        let mut client = Self {
            child,
            input,
            inbox,
            abilities,
            last_id: 0,
            answers: Vec::new(),
            received: Vec::new(),
            initialized: Value::Null,
            initialized_after: Duration::ZERO,
            root,
            started,
            folder,
        };
        let uri = uri(&client.root);
        client.initialized = client.request(
            "initialize",
            json!({
                "processId": std::process::id(), "rootUri": uri, "capabilities": abilities.capabilities(),
                "workspaceFolders": [{ "uri": uri, "name": "project" }],
            }),
        );
        client.initialized_after = started.elapsed();
        client.notify("initialized", json!({}));
        client
    }

    /// The position encoding agreed on.
    pub(crate) fn encoding(&self) -> Encoding {
        match self.initialized["capabilities"]["positionEncoding"].as_str() {
            Some("utf-8") => Encoding::Utf8,
            _ => Encoding::Utf16,
        }
    }

    /// The server's process.
    #[allow(dead_code, reason = "only the benches look at it")]
    pub(crate) fn process(&self) -> u32 {
        self.child.id()
    }

    /// Opens a file of the project with the text it has on disk.
    pub(crate) fn open(&mut self, name: &str) -> Draft {
        let path = self.root.join(name);
        let draft = Draft::new(uri(&path), std::fs::read_to_string(path).unwrap(), self.encoding());
        self.notify(
            "textDocument/didOpen",
            json!({ "textDocument": { "uri": draft.uri, "languageId": "markdown", "version": draft.version, "text": draft.text } }),
        );
        draft
    }

    /// Types `text` at the end of the draft, a message for each character.
    pub(crate) fn type_at_end(&mut self, draft: &mut Draft, text: &str) {
        for letter in text.chars() {
            let end = draft.text.len();
            self.edit(draft, end..end, &letter.to_string());
        }
    }

    /// Replaces the first `old` of the draft.
    #[track_caller]
    pub(crate) fn replace(&mut self, draft: &mut Draft, old: &str, new: &str) {
        let at = draft.find(old);
        self.edit(draft, at, new);
    }

    /// One change of the draft, sent as editors send it.
    pub(crate) fn edit(&mut self, draft: &mut Draft, bytes: std::ops::Range<usize>, new: &str) {
        let range = draft.range(bytes.clone());
        draft.text.replace_range(bytes, new);
        draft.version += 1;
        self.notify(
            "textDocument/didChange",
            json!({
                "textDocument": { "uri": draft.uri, "version": draft.version },
                "contentChanges": [{ "range": range, "text": new }],
            }),
        );
    }

    /// A request at the end of the first `words` of the draft.
    #[track_caller]
    pub(crate) fn request_after(&mut self, method: &str, draft: &Draft, words: &str) -> Value {
        let position = draft.position(draft.find(words).end);
        self.request(method, json!({ "textDocument": { "uri": draft.uri }, "position": position }))
    }

    /// The answer's result; an error answer fails the test.
    #[track_caller]
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.send_request(method, params);
        let answer = self.answer(id);
        assert!(answer.get("error").is_none(), "{method} was answered {answer}");
        answer["result"].clone()
    }

    /// Sends a request without waiting for the answer.
    pub(crate) fn send_request(&mut self, method: &str, params: Value) -> i64 {
        self.last_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": self.last_id, "method": method, "params": params }));
        self.last_id
    }

    /// Waits for the answer to the request `id`, result or error.
    #[track_caller]
    pub(crate) fn answer(&mut self, id: i64) -> Value {
        self.until("an answer", |client| {
            let place = client.answers.iter().position(|answer| answer["id"] == id)?;
            Some(client.answers.swap_remove(place))
        })
    }

    /// Sends a notification.
    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// What the editor would mark in the draft now: pulled, or as pushed last.
    pub(crate) fn diagnostics(&mut self, draft: &Draft) -> Vec<Value> {
        let items = if self.abilities.pull {
            let params = json!({ "textDocument": { "uri": draft.uri } });
            self.request("textDocument/diagnostic", params)["items"].clone()
        } else {
            let pushed = self.received.iter().rev().find(|message| {
                message["method"] == "textDocument/publishDiagnostics"
                    && message["params"]["uri"] == draft.uri
            });
            pushed.map_or(Value::Null, |message| message["params"]["diagnostics"].clone())
        };
        items.as_array().cloned().unwrap_or_default()
    }

    /// Waits until the draft's diagnostics are as `test` wants them.
    #[track_caller]
    pub(crate) fn diagnostics_until(
        &mut self,
        what: &str,
        draft: &Draft,
        test: impl Fn(&[Value]) -> bool,
    ) -> Vec<Value> {
        self.until(what, |client| {
            let now = client.diagnostics(draft);
            test(&now).then_some(now)
        })
    }

    /// Takes in messages until `found` gives something.
    #[track_caller]
    pub(crate) fn until<T>(&mut self, what: &str, mut found: impl FnMut(&mut Self) -> Option<T>) -> T {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(value) = found(self) {
                return value;
            }
            assert!(Instant::now() < end, "waited in vain for {what}; received: {:#?}", self.received);
            self.take_in(Duration::from_millis(200));
        }
    }

    /// Takes in one message, or none when nothing comes for so long.
    fn take_in(&mut self, wait: Duration) {
        match self.inbox.recv_timeout(wait) {
            Ok(message) if message.get("method").is_none() => self.answers.push(message),
            Ok(message) => {
                if let Some(id) = message.get("id") {
                    self.send(&json!({ "jsonrpc": "2.0", "id": id, "result": reply(&message) }));
                }
                self.received.push(message);
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                panic!("the server is gone; received: {:#?}", self.received)
            }
        }
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        let input = self.input.as_mut().expect("the input is open");
        write!(input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        input.flush().unwrap();
    }

    /// Closes the server's input and waits for its end.
    pub(crate) fn close(&mut self) -> ExitStatus {
        self.input = None;
        self.ended()
    }

    /// Waits for the server's end, which closes its output.
    pub(crate) fn ended(&mut self) -> ExitStatus {
        while let Ok(message) = self.inbox.recv_timeout(PATIENCE) {
            self.received.push(message);
        }
        match self.inbox.try_recv() {
            Err(TryRecvError::Disconnected) => self.child.wait().unwrap(),
            _ => panic!("the server does not end"),
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What an editor answers to the server's own requests.
fn reply(request: &Value) -> Value {
    match request["method"].as_str() {
        Some("workspace/configuration") => request["params"]["items"]
            .as_array()
            .map_or(Value::Null, |items| json!(vec![Value::Null; items.len()])),
        _ => Value::Null,
    }
}

/// A file's address as editors write it.
pub(crate) fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

fn read_messages(mut output: impl BufRead + Send + 'static) -> Receiver<Value> {
    let (sender, inbox) = channel();
    std::thread::spawn(move || {
        while let Some(message) = read_message(&mut output) {
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    inbox
}

fn read_message(output: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().ok()?;
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
