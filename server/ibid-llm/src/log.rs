//! The log: what was asked of which model and what came of it, one JSON object a line, on this machine only.
//! Never holds a key. Texts are cut at a bound, and the file is rotated at one, with one old file kept.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use crate::Error;

/// Most bytes of one text in the log.
const MOST_TEXT: usize = 16 << 10;
/// Most messages of one request in the log.
const MOST_MESSAGES: usize = 32;
/// A file of this many bytes is put aside.
const MOST_FILE: u64 = 8 << 20;

/// One request: what was sent and what came of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    /// When it was sent: RFC 3339, UTC.
    pub time: String,
    /// The endpoint's address, without credentials.
    pub endpoint: String,
    /// The model; empty where the server itself was asked.
    pub model: String,
    /// What for; "server" where the server was asked to tell of itself.
    pub purpose: String,
    /// What was sent, "system" first.
    pub messages: Vec<LogMessage>,
    /// The form of the answer that the server was asked to hold the model to.
    pub schema: Option<String>,
    /// The answer, or as much of it as came.
    pub answer: Option<String>,
    /// Why there is none, or not the whole; "cancelled" where nobody wanted it any more.
    pub error: Option<String>,
    /// Milliseconds until the first text.
    pub first_ms: Option<u64>,
    /// Milliseconds until the end.
    pub whole_ms: u64,
    /// Tokens sent.
    pub tokens_in: usize,
    /// Tokens received.
    pub tokens_out: usize,
    /// Whether tokens are estimated, because the server did not count.
    pub estimated: bool,
}

/// One message of a request in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogMessage {
    /// "system", "user" or "assistant"; "text" of what a vector was made; "GET" or "POST" where the server itself was asked.
    pub role: String,
    /// What was said.
    pub text: String,
}

/// Where requests are written down. Cheap to clone; several processes may write to one file.
#[derive(Clone, Debug)]
pub struct Log {
    file: Option<PathBuf>,
    most: u64,
    warned: Arc<AtomicBool>,
}

impl Log {
    /// The log in `file`; it and its folder are made where missing, for the user's eyes only. Fails where it
    /// cannot be written.
    pub fn open(file: &Path) -> Result<Log, Error> {
        let log = Log { file: Some(file.to_owned()), most: MOST_FILE, warned: Arc::default() };
        let fault = |reason: std::io::Error| Error::Log { file: file.to_owned(), reason: reason.to_string() };
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder).map_err(fault)?;
        }
        let opened = appending(file).map_err(fault)?;
        restrict(&opened).map_err(fault)?;
        Ok(log)
    }

    /// A log that keeps nothing, for tests and trials.
    pub fn none() -> Log {
        Log { file: None, most: MOST_FILE, warned: Arc::default() }
    }

    /// This log, rotated at `bytes` rather than at 8 MB.
    #[must_use]
    pub fn rotated_at(mut self, bytes: u64) -> Log {
        self.most = bytes;
        self
    }

    /// The last `limit` requests, newest last. A line that cannot be read costs itself; a log that is not
    /// there is empty.
    pub fn entries(&self, limit: usize) -> Vec<LogEntry> {
        let Some(file) = &self.file else { return Vec::new() };
        let read = |path: &Path| std::fs::read(path).unwrap_or_default();
        let mut bytes = read(&old(file));
        bytes.push(b'\n');
        bytes.extend(read(file));
        let lines = bytes.split(|&byte| byte == b'\n').rev();
        let mut entries: Vec<LogEntry> =
            lines.filter_map(|line| serde_json::from_slice(line).ok()).take(limit).collect();
        entries.reverse();
        entries
    }

    /// Where the day's requests are counted.
    pub(crate) fn days_file(&self) -> Option<PathBuf> {
        self.file.as_ref().map(|file| file.with_extension("days.json"))
    }

    /// Writes `entry`, bounded. A log that cannot be written costs a warning, not the answer.
    pub(crate) fn write(&self, mut entry: LogEntry) {
        let Some(file) = &self.file else { return };
        bound(&mut entry);
        let written =
            serde_json::to_vec(&entry).map_err(Into::into).and_then(|line| self.append(file, &line));
        if let Err(fault) = written
            && !self.warned.swap(true, Ordering::Relaxed)
        {
            tracing::warn!("cannot write the log {}: {fault}", file.display());
        }
    }

    fn append(&self, path: &Path, line: &[u8]) -> std::io::Result<()> {
        let mut file = appending(path)?;
        let mut length = file.metadata()?.len();
        if length > 0 && length + line.len() as u64 > self.most {
            file = self.rotate(path)?;
            length = file.metadata()?.len();
        }
        let mut whole = Vec::with_capacity(line.len() + 2);
        // After a line that a crash cut short, a new one begins.
        if length > 0 && last_byte(&mut file)? != b'\n' {
            whole.push(b'\n');
        }
        whole.extend_from_slice(line);
        whole.push(b'\n');
        file.write_all(&whole)
    }

    /// Puts the file aside, unless another process did meanwhile; the one to write to now.
    fn rotate(&self, path: &Path) -> std::io::Result<File> {
        let gate = private(OpenOptions::new().write(true).create(true).truncate(false))
            .open(path.with_extension("lock"))?;
        gate.lock()?;
        if std::fs::metadata(path).is_ok_and(|found| found.len() > self.most / 2) {
            std::fs::rename(path, old(path))?;
        }
        appending(path)
    }
}

/// The one old file beside the log.
fn old(file: &Path) -> PathBuf {
    file.with_extension("old.jsonl")
}

fn appending(file: &Path) -> std::io::Result<File> {
    private(OpenOptions::new().read(true).append(true).create(true)).open(file)
}

/// The same options, with files made for the user's eyes only.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Closes a log to others that was there with a wider mode.
fn restrict(file: &File) -> std::io::Result<()> {
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    #[cfg(not(unix))]
    let _ = file;
    Ok(())
}

fn last_byte(file: &mut File) -> std::io::Result<u8> {
    let mut byte = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut byte)?;
    Ok(byte[0])
}

fn bound(entry: &mut LogEntry) {
    let more = entry.messages.len().saturating_sub(MOST_MESSAGES);
    if more > 0 {
        entry.messages.truncate(MOST_MESSAGES);
        entry.messages.push(LogMessage { role: "…".to_owned(), text: format!("{more} more messages") });
    }
    let texts = entry.messages.iter_mut().map(|message| &mut message.text);
    texts.chain(&mut entry.schema).chain(&mut entry.answer).chain(&mut entry.error).for_each(cut);
    cut(&mut entry.model);
}

fn cut(text: &mut String) {
    if text.len() > MOST_TEXT {
        text.truncate(text.floor_char_boundary(MOST_TEXT));
        text.push('…');
    }
}
