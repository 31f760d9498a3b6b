//! One endpoint in use: waits for a turn, asks, asks again where that helps, and keeps away from a server
//! that is down.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::time::Instant;

use crate::breaker::{Breaker, Fault, Listener};
use crate::days::Days;
use crate::http::Http;
use crate::learnt::Learnt;
use crate::limits::{Gate, Turn};
use crate::reader::Reader;
use crate::record::Record;
use crate::wire::{self, Asked};
use crate::{Answer, Endpoint, Error, Kind, Log, Prompt, Schema, Words, estimate_tokens, retry};

/// Ollama gives a model this much context unless it is asked for more; what does not fit is dropped without a
/// word.
const OLLAMA_WINDOW: usize = 4096;

/// An endpoint in use. Cheap to clone; clones share turns, counts and the connection.
#[derive(Clone, Debug)]
pub struct Client(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    http: Arc<Http>,
    log: Log,
    gate: Gate,
    breaker: Breaker,
    learnt: Learnt,
    /// The most context that was asked for: another than last time makes the server load the model anew.
    window: AtomicUsize,
}

/// A request whose turn it is.
pub(crate) struct Request {
    pub(crate) turn: Turn,
    pub(crate) model: String,
    /// When its answer must be whole.
    pub(crate) until: Instant,
    /// How often it was tried, this time included.
    pub(crate) tries: u32,
}

impl Client {
    /// Prepares the use of `endpoint`; nothing is sent and no key is read yet. `listener` is told once when
    /// the server is down and once when it is back. Fails for an address that may not be used, a key that
    /// would travel unprotected, and limits of 0.
    pub fn new(endpoint: Endpoint, log: Log, listener: Listener) -> Result<Client, Error> {
        let http = Arc::new(Http::new(endpoint)?);
        let gate = Gate::new(http.shown(), http.endpoint().limits, Days::new(log.days_file()))?;
        Ok(Client(Arc::new(Inner {
            http,
            log,
            gate,
            breaker: Breaker::new(listener),
            learnt: Learnt::default(),
            window: AtomicUsize::new(OLLAMA_WINDOW),
        })))
    }

    /// The endpoint as it was given; no timeout is longer than a week.
    pub fn endpoint(&self) -> &Endpoint {
        self.http().endpoint()
    }

    /// Asks, and returns when the first text is there. Waits for its turn, and asks again where the server is
    /// busy or failed. Dropping the future or the [`Words`] closes the connection.
    pub async fn stream(&self, prompt: &Prompt) -> Result<Words, Error> {
        self.stream_as(prompt, None).await
    }

    /// Asks for the whole answer. Fails where any part of it cannot be had.
    pub async fn ask(&self, prompt: &Prompt) -> Result<Answer, Error> {
        self.ask_as(prompt, None).await
    }

    pub(crate) async fn ask_as(&self, prompt: &Prompt, schema: Option<&Schema>) -> Result<Answer, Error> {
        let mut words = self.stream_as(prompt, schema).await?;
        let mut text = String::new();
        while let Some(piece) = words.next().await {
            text.push_str(&piece?);
        }
        Ok(Answer { text, usage: words.usage(), finish: words.finish() })
    }

    async fn stream_as(&self, prompt: &Prompt, schema: Option<&Schema>) -> Result<Words, Error> {
        let mut request = self.begin().await?;
        let (is_openai, window) = (self.http().is_openai(), self.window(prompt));
        loop {
            let asked = Asked { prompt, model: &request.model, schema, is_openai, window };
            match self.once(&asked, request.turn, request.until).await {
                Ok(words) => return Ok(words),
                Err(error) => {
                    request = self.again(error, request.model, request.tries, request.until).await?;
                }
            }
        }
    }

    /// Waits for the turn of a new request.
    pub(crate) async fn begin(&self) -> Result<Request, Error> {
        self.up(self.0.breaker.resting(std::time::Instant::now()))?;
        // Without a key nothing is sent, and no turn taken.
        self.http().key().await?;
        let turn = self.0.gate.turn().await?;
        self.up(self.0.breaker.pass(std::time::Instant::now()))?;
        let until = Instant::now() + self.endpoint().timeouts.whole;
        let model = self.model().await.map_err(|error| self.note(error))?;
        Ok(Request { turn, model, until, tries: 1 })
    }

    /// Waits for another turn of a request that `tries` times ended with `error`, where that may help.
    pub(crate) async fn again(
        &self,
        error: Error,
        model: String,
        tries: u32,
        until: Instant,
    ) -> Result<Request, Error> {
        match retry::pause(&error, tries).filter(|pause| Instant::now() + *pause < until) {
            Some(pause) => tokio::time::sleep(pause).await,
            None => return Err(self.note(error)),
        }
        Ok(Request { turn: self.0.gate.turn().await?, model, until, tries: tries + 1 })
    }

    /// The server answered as it should.
    pub(crate) fn answered(&self) {
        self.0.breaker.answered();
    }

    fn up(&self, passed: Result<(), (String, Duration)>) -> Result<(), Error> {
        passed.map_err(|(why, left)| Error::Down { address: self.http().shown().to_owned(), why, left })
    }

    /// Asks once.
    async fn once(&self, asked: &Asked<'_>, turn: Turn, until: Instant) -> Result<Words, Error> {
        let http = self.http();
        let mut record = Record::begin(self.0.log.clone(), http.key().await?, http.shown(), asked);
        let call = wire::chat(self.endpoint().kind, asked);
        let first = (Instant::now() + self.endpoint().timeouts.first_token).min(until);
        let response = match http.post(call.path, &call.body, asked.model, first).await {
            Ok(response) => response,
            Err(error) => {
                record.failed(&error);
                return Err(error);
            }
        };
        let reader = Reader::new(Arc::clone(http), asked.model, response, first, until);
        let words = Words::begin(reader, record, turn).await?;
        self.answered();
        Ok(words)
    }

    /// Tells the breaker of a request that failed for good.
    fn note(&self, error: Error) -> Error {
        let now = std::time::Instant::now();
        let failed = |fault, why: &str| self.0.breaker.failed(fault, why, now);
        match &error {
            Error::Unreachable { reason, .. } | Error::Untrusted { reason, .. } => {
                failed(Fault::Unreached, reason);
            }
            Error::Timeout { what, .. } => failed(Fault::Failed, &format!("it did not {what} in time")),
            Error::Failed { status, reason, .. } => {
                failed(Fault::Failed, &format!("status {status}: {reason}"));
            }
            Error::BrokeOff { reason, .. } => failed(Fault::Failed, reason),
            _ => self.0.breaker.answered(),
        }
        error
    }

    /// The context to ask Ollama for; `None` where its own will do, and for other servers.
    fn window(&self, prompt: &Prompt) -> Option<usize> {
        if self.endpoint().kind != Kind::Ollama {
            return None;
        }
        let texts = prompt.messages.iter().map(|message| &message.text).chain([&prompt.system]);
        let sent: usize = texts.map(|text| estimate_tokens(text)).sum();
        // An estimate may fall short by a quarter; in powers of two, so that it changes seldom.
        let needed = (sent + sent / 4 + prompt.max_tokens as usize).next_power_of_two();
        let asked = self.0.window.fetch_max(needed, Ordering::Relaxed).max(needed);
        self.endpoint().context.or((asked > OLLAMA_WINDOW).then_some(asked))
    }

    pub(crate) fn http(&self) -> &Arc<Http> {
        &self.0.http
    }

    pub(crate) fn log(&self) -> &Log {
        &self.0.log
    }

    /// What was learnt of the server.
    pub(crate) fn learnt(&self) -> &Learnt {
        &self.0.learnt
    }
}
