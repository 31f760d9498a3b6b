//! What came of one request, gathered while it runs and written to the log when it ends, however it ends.

use std::time::Instant;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::log::{Log, LogEntry, LogMessage};
use crate::wire::Asked;
use crate::{Error, Secret, Usage, estimate_tokens};

/// Most bytes of the answer that are kept for the log; it cuts further.
const MOST_ANSWER: usize = 64 << 10;
/// Likewise of what a server tells of itself; some list hundreds of models.
const MOST_TOLD: usize = 2 << 10;

/// A request under way.
#[derive(Debug)]
pub(crate) struct Record {
    log: Log,
    secret: Option<Secret>,
    entry: LogEntry,
    started: Instant,
    answer: String,
    /// The tokens of all that was sent, and of all text received, by estimate.
    estimates: (usize, usize),
    counted: (Option<usize>, Option<usize>),
    came_to_an_end: bool,
}

impl Record {
    /// Begins the record of sending `asked` to `address`.
    pub(crate) fn begin(log: Log, secret: Option<Secret>, address: &str, asked: &Asked<'_>) -> Record {
        let prompt = asked.prompt;
        let message = |role: &str, text: &str| LogMessage { role: role.to_owned(), text: text.to_owned() };
        let system = (!prompt.system.is_empty()).then(|| message("system", &prompt.system));
        let talk = prompt.messages.iter().map(|said| message(said.role.name(), &said.text));
        let messages: Vec<LogMessage> = system.into_iter().chain(talk).collect();
        let sent = messages.iter().map(|message| estimate_tokens(&message.text)).sum();
        let entry = LogEntry {
            endpoint: address.to_owned(),
            model: asked.model.to_owned(),
            purpose: prompt.purpose.to_owned(),
            messages,
            schema: asked.schema.map(|schema| schema.json.to_string()),
            ..LogEntry::default()
        };
        let mut record = Record::of(log, secret, entry);
        record.estimates.0 = sent;
        record
    }

    /// Begins the record of asking the server at `address` to tell of itself: by `method`, with what is `sent`. No model has a
    /// part in it.
    pub(crate) fn of_server(
        log: Log,
        secret: Option<Secret>,
        address: &str,
        method: &str,
        sent: String,
    ) -> Record {
        let entry = LogEntry {
            endpoint: address.to_owned(),
            purpose: "server".to_owned(),
            messages: vec![LogMessage { role: method.to_owned(), text: sent }],
            ..LogEntry::default()
        };
        let mut record = Record::of(log, secret, entry);
        record.count(Some(0), Some(0));
        record
    }

    /// Begins the record of having `model` at `address` make vectors of `texts`; the vectors are not written down.
    pub(crate) fn of_texts(
        log: Log,
        secret: Option<Secret>,
        address: &str,
        model: &str,
        texts: &[String],
    ) -> Record {
        let message = |text: &String| LogMessage { role: "text".to_owned(), text: text.clone() };
        let entry = LogEntry {
            endpoint: address.to_owned(),
            model: model.to_owned(),
            purpose: "meaning".to_owned(),
            messages: texts.iter().map(message).collect(),
            ..LogEntry::default()
        };
        let mut record = Record::of(log, secret, entry);
        record.estimates.0 = texts.iter().map(|text| estimate_tokens(text)).sum();
        record
    }

    fn of(log: Log, secret: Option<Secret>, entry: LogEntry) -> Record {
        let time = OffsetDateTime::now_utc().format(&Rfc3339).unwrap_or_default();
        Record {
            log,
            secret,
            entry: LogEntry { time, ..entry },
            started: Instant::now(),
            answer: String::new(),
            estimates: (0, 0),
            counted: (None, None),
            came_to_an_end: false,
        }
    }

    /// A piece of the text came.
    pub(crate) fn text(&mut self, piece: &str) {
        self.entry.first_ms.get_or_insert(millis(self.started));
        self.estimates.1 += estimate_tokens(piece);
        if self.answer.len() < MOST_ANSWER {
            self.answer.push_str(piece);
        }
    }

    /// The server counted.
    pub(crate) fn count(&mut self, input: Option<usize>, output: Option<usize>) {
        self.counted = (input.or(self.counted.0), output.or(self.counted.1));
    }

    /// What the request cost so far.
    pub(crate) fn usage(&self) -> Usage {
        let (input, output) = self.counted;
        Usage {
            input: input.unwrap_or(self.estimates.0),
            output: output.unwrap_or(self.estimates.1),
            estimated: input.is_none() || output.is_none(),
        }
    }

    /// The server told `text` of itself; as much of it is kept as shows what it is.
    pub(crate) fn told(&mut self, text: &str) {
        self.answer = text[..text.floor_char_boundary(MOST_TOLD)].to_owned();
        if self.answer.len() < text.len() {
            self.answer.push('…');
        }
        self.done();
    }

    /// The answer came to its end.
    pub(crate) fn done(&mut self) {
        self.came_to_an_end = true;
    }

    /// The request failed.
    pub(crate) fn failed(&mut self, error: &Error) {
        self.came_to_an_end = true;
        self.entry.error = Some(error.to_string());
    }

    fn redact(&self, text: &mut String) {
        if let Some(secret) = &self.secret {
            *text = secret.redact(text).into_owned();
        }
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        if !self.came_to_an_end {
            self.entry.error = Some("cancelled".to_owned());
        }
        let usage = self.usage();
        let mut entry = std::mem::take(&mut self.entry);
        entry.answer =
            (!self.answer.is_empty() || entry.error.is_none()).then(|| std::mem::take(&mut self.answer));
        entry.whole_ms = millis(self.started);
        (entry.tokens_in, entry.tokens_out, entry.estimated) = (usage.input, usage.output, usage.estimated);
        let texts = entry.messages.iter_mut().map(|message| &mut message.text);
        let texts = texts.chain(&mut entry.answer).chain(&mut entry.error).chain(&mut entry.schema);
        texts.for_each(|text| self.redact(text));
        self.redact(&mut entry.model);
        self.log.write(entry);
    }
}

fn millis(since: Instant) -> u64 {
    u64::try_from(since.elapsed().as_millis()).unwrap_or(u64::MAX)
}
