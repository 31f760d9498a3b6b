//! What a model server is to ibid: an address, how it is spoken to, and what it may cost.

use std::fmt;
use std::time::Duration;

use crate::{Error, KeySource, address};

/// A model server and how to use it. Plain data: nothing is asked of it until there is a
/// [`Client`](crate::Client).
#[derive(Clone, PartialEq, Eq)]
pub struct Endpoint {
    /// Its address: scheme, host, port and path up to the version ("https://api.openai.com/v1"). Without a
    /// path, `/v1` is taken, or nothing for [`Kind::Ollama`].
    pub url: String,
    /// How it is spoken to.
    pub kind: Kind,
    /// The model; `None`: the first that the server lists.
    pub model: Option<String>,
    /// Where its key is kept.
    pub key: Option<KeySource>,
    /// The model's context in tokens, where the user set it.
    pub context: Option<usize>,
    /// How long it may take.
    pub timeouts: Timeouts,
    /// How often it may be asked.
    pub limits: Limits,
}

/// How a server is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Chat completions as OpenAI has them; most servers do.
    OpenAi,
    /// Anthropic's Messages.
    Anthropic,
    /// Ollama's own `/api/chat`.
    Ollama,
}

/// How long an answer may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// Until a connection stands.
    pub connect: Duration,
    /// Until the first token, and from one to the next.
    pub first_token: Duration,
    /// From a request's first turn to the end of the answer, retries and their pauses counted in.
    pub whole: Duration,
}

impl Default for Timeouts {
    fn default() -> Timeouts {
        Timeouts {
            connect: Duration::from_secs(10),
            first_token: Duration::from_secs(60),
            whole: Duration::from_secs(300),
        }
    }
}

/// Longer than anybody waits, and short enough to be added to any time.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

impl Timeouts {
    /// The same, none longer than a week.
    pub(crate) fn bounded(self) -> Timeouts {
        Timeouts {
            connect: self.connect.min(LONGEST),
            first_token: self.first_token.min(LONGEST),
            whole: self.whole.min(LONGEST),
        }
    }
}

/// How often an endpoint may be asked; each try counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Requests at one time; more wait for their turn.
    pub in_flight: usize,
    /// Requests in any 60 seconds; more wait for their turn.
    pub per_minute: u32,
    /// Requests in a day (UTC), over restarts; more are refused.
    pub per_day: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { in_flight: 2, per_minute: 60, per_day: 2000 }
    }
}

impl Endpoint {
    /// The endpoint at `address`, with its model after a `#`: "http://localhost:11434",
    /// "https://api.openai.com/v1#gpt-5-mini". A host of anthropic.com is [`Kind::Anthropic`], port 11434
    /// without a path is [`Kind::Ollama`], all else is [`Kind::OpenAi`]. Fails for what is no http(s)
    /// address, and for one with credentials or a query in it.
    pub fn parse(address: &str) -> Result<Endpoint, Error> {
        let (url, model) = match address.trim().split_once('#') {
            Some((url, model)) => (url, Some(model.trim()).filter(|model| !model.is_empty())),
            None => (address.trim(), None),
        };
        let parsed = address::parse(url)?;
        let kind = guess(&parsed);
        Ok(Endpoint {
            url: parsed.as_str().trim_end_matches('/').to_owned(),
            kind,
            model: model.map(str::to_owned),
            key: None,
            context: None,
            timeouts: Timeouts::default(),
            limits: Limits::default(),
        })
    }
}

fn guess(url: &reqwest::Url) -> Kind {
    let host = url.host_str().unwrap_or_default();
    if host == "anthropic.com" || host.ends_with(".anthropic.com") {
        Kind::Anthropic
    } else if url.port() == Some(11434) && url.path() == "/" {
        Kind::Ollama
    } else {
        Kind::OpenAi
    }
}

impl fmt::Debug for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("url", &address::shown(&self.url))
            .field("kind", &self.kind)
            .field("model", &self.model)
            .field("key", &self.key)
            .field("context", &self.context)
            .field("timeouts", &self.timeouts)
            .field("limits", &self.limits)
            .finish()
    }
}
