//! Bytes to events, over whatever chunks they come in: server-sent events, JSON by lines, or one JSON body,
//! told apart line by line. Bad UTF-8 is replaced. The caller bounds how many bytes go in.
//!
//! Ours, because `eventsource-stream` and `sse-stream` both fail for good at one bad byte, drop an event that
//! the connection's end cuts, and know nothing of JSON by lines.

use serde::de::IgnoredAny;

/// What stands in a stream.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Record {
    /// The data of one event, or one line of JSON.
    Event(String),
    /// At the end: what was neither, as a body of several lines, a web page, or an event that was cut.
    Rest(String),
}

/// Cuts bytes into records.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    line: Vec<u8>,
    after_return: bool,
    data: Option<String>,
    rest: String,
}

impl Lines {
    /// The records that `bytes` complete.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Vec<Record> {
        let mut records = Vec::new();
        for &byte in bytes {
            let second_half = byte == b'\n' && self.after_return;
            self.after_return = byte == b'\r';
            match byte {
                b'\n' if second_half => {}
                b'\n' | b'\r' => records.extend(self.end_line()),
                byte => self.line.push(byte),
            }
        }
        records
    }

    /// What is left when nothing more comes.
    pub(crate) fn finish(&mut self) -> Vec<Record> {
        let mut records: Vec<Record> = self.end_line().into_iter().collect();
        records.extend(self.data.take().map(Record::Event));
        let rest = std::mem::take(&mut self.rest);
        records.extend((!rest.trim().is_empty()).then_some(Record::Rest(rest)));
        records
    }

    fn end_line(&mut self) -> Option<Record> {
        let bytes = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&bytes);
        let line = line.trim_start_matches('\u{feff}');
        if !self.rest.is_empty() {
            self.keep(line);
            return None;
        }
        if line.is_empty() {
            return self.data.take().map(Record::Event);
        }
        if let Some(data) = line.strip_prefix("data:") {
            self.add(data.strip_prefix(' ').unwrap_or(data));
            return None;
        }
        if is_other_field(line) || line.trim().is_empty() {
            return None;
        }
        if serde_json::from_str::<IgnoredAny>(line).is_ok() {
            return Some(Record::Event(line.to_owned()));
        }
        self.keep(line);
        None
    }

    fn add(&mut self, data: &str) {
        match &mut self.data {
            Some(earlier) => {
                earlier.push('\n');
                earlier.push_str(data);
            }
            None => self.data = Some(data.to_owned()),
        }
    }

    fn keep(&mut self, line: &str) {
        self.rest.push_str(line);
        self.rest.push('\n');
    }
}

/// Whether a line is a comment or a field of an event other than its data.
fn is_other_field(line: &str) -> bool {
    [":", "event:", "id:", "retry:"].iter().any(|field| line.starts_with(field))
}
