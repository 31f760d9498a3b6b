//! An answer's body to events, within its times and bounds.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Response;
use reqwest::header::CONTENT_TYPE;
use serde_json::Value;
use tokio::time::{Instant, timeout, timeout_at};

use crate::http::Http;
use crate::lines::{Lines, Record};
use crate::wire::{self, Event};
use crate::{Error, failure};

/// Most bytes of an answer that are read.
pub(crate) const MOST_BYTES: usize = 16 << 20;
/// How long the counts are waited for after the text has ended.
const AFTER_FINISH: Duration = Duration::from_secs(1);

/// Reads the events of one answer.
#[derive(Debug)]
pub(crate) struct Reader {
    http: Arc<Http>,
    model: String,
    response: Option<Response>,
    lines: Lines,
    events: VecDeque<Event>,
    received: usize,
    /// Something of an answer was seen.
    seen: bool,
    finished: bool,
    idle_until: Instant,
    whole_until: Instant,
}

impl Reader {
    /// Reads `response`, which must end before `whole_until`, and give its first token before `idle_until`.
    pub(crate) fn new(
        http: Arc<Http>,
        model: &str,
        response: Response,
        idle_until: Instant,
        whole_until: Instant,
    ) -> Reader {
        Reader {
            http,
            model: model.to_owned(),
            response: Some(response),
            lines: Lines::default(),
            events: VecDeque::new(),
            received: 0,
            seen: false,
            finished: false,
            idle_until,
            whole_until,
        }
    }

    /// Whether the server sent events, rather than its answer in one piece of JSON.
    pub(crate) fn is_stream(&self) -> bool {
        let head = self.response.as_ref().and_then(|response| response.headers().get(CONTENT_TYPE));
        head.and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.contains("event-stream") || kind.contains("ndjson"))
    }

    /// The next event; `None` at the end. After an error or the end the connection is let go.
    pub(crate) async fn next(&mut self) -> Option<Result<Event, Error>> {
        let next = self.find_next().await;
        match &next {
            Some(Ok(Event::Text(_) | Event::Thinking)) => {
                self.idle_until = Instant::now() + self.http.endpoint().timeouts.first_token;
            }
            Some(Ok(Event::Finish(_))) => {
                self.finished = true;
                self.idle_until = Instant::now() + AFTER_FINISH;
            }
            Some(Err(_)) => self.response = None,
            Some(Ok(_)) => {}
            None => self.let_go(),
        }
        next
    }

    async fn find_next(&mut self) -> Option<Result<Event, Error>> {
        loop {
            match self.events.pop_front() {
                Some(Event::Done) => return None,
                Some(Event::Failed(error)) => return Some(Err(self.told(&error))),
                Some(event) => return Some(Ok(event)),
                None => {}
            }
            self.response.as_ref()?;
            let more = match self.receive().await {
                Ok(more) => more,
                // Text and reason are there: what is missing is a count, or a proper end.
                Err(_) if self.finished => return None,
                Err(error) => return Some(Err(error)),
            };
            if !more {
                self.response = None;
            }
            if let Err(error) = self.take(more) {
                return Some(Err(error));
            }
        }
    }

    /// Reads a chunk into [`Reader::lines`]'s records; whether there was one.
    async fn receive(&mut self) -> Result<bool, Error> {
        let until = self.idle_until.min(self.whole_until);
        let Some(response) = &mut self.response else { return Ok(false) };
        if is_web_page(response) {
            return Err(self.http.not_understood("it is a web page"));
        }
        let Ok(chunk) = timeout_at(until, response.chunk()).await else { return Err(self.late()) };
        let Some(chunk) = chunk.map_err(|fault| self.http.broke_off(&fault))? else { return Ok(false) };
        self.received += chunk.len();
        if self.received > MOST_BYTES {
            return Err(Error::TooLarge { address: self.http.shown().to_owned(), bytes: MOST_BYTES });
        }
        let records = self.lines.push(&chunk);
        self.understand(records)?;
        Ok(true)
    }

    /// At the end, takes what is left in the buffers.
    fn take(&mut self, more: bool) -> Result<(), Error> {
        if more {
            return Ok(());
        }
        let records = self.lines.finish();
        self.understand(records)?;
        if self.seen { Ok(()) } else { Err(self.http.not_understood("it is empty, or holds no answer")) }
    }

    fn understand(&mut self, records: Vec<Record>) -> Result<(), Error> {
        for record in records {
            let events = match &record {
                Record::Event(data) => self.event(data.trim())?,
                Record::Rest(body) => self.body(body.trim())?,
            };
            self.seen |= !events.is_empty();
            self.events.extend(events);
        }
        Ok(())
    }

    fn event(&self, data: &str) -> Result<Vec<Event>, Error> {
        if data == "[DONE]" {
            return Ok(vec![Event::Done]);
        }
        if !data.starts_with('{') {
            return Ok(Vec::new());
        }
        match serde_json::from_str(data) {
            Ok(value) => Ok(wire::read(self.http.endpoint().kind, &value)),
            // A piece that cannot be read is missing from the text, which must not pass for whole.
            Err(_) => Err(self.cut("an event in it is cut")),
        }
    }

    fn body(&self, body: &str) -> Result<Vec<Event>, Error> {
        match serde_json::from_str::<Value>(body) {
            Ok(value) => Ok(wire::read(self.http.endpoint().kind, &value)),
            Err(fault) if fault.is_eof() || self.seen => Err(self.cut("its last part is cut")),
            Err(_) => Err(self.http.not_understood(failure::words(body))),
        }
    }

    fn cut(&self, reason: &str) -> Error {
        Error::BrokeOff { address: self.http.shown().to_owned(), reason: reason.to_owned() }
    }

    fn late(&self) -> Error {
        let timeouts = self.http.endpoint().timeouts;
        if self.whole_until <= self.idle_until {
            self.http.late("end its answer", timeouts.whole)
        } else {
            self.http.late("send a token", timeouts.first_token)
        }
    }

    /// The error that the server told inside its answer.
    fn told(&self, error: &Value) -> Error {
        self.http.refused(
            failure::status_of(error),
            None,
            &failure::words(&failure::message(error)),
            &self.model,
        )
    }

    /// Gives the connection back for the next request where the server ends it properly, else closes it.
    fn let_go(&mut self) {
        if let Some(mut response) = self.response.take() {
            tokio::spawn(async move { timeout(AFTER_FINISH, response.chunk()).await.is_ok() });
        }
    }
}

fn is_web_page(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}
