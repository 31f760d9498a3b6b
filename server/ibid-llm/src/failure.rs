//! What a server's refusal means: status, head and body to an [`Error`].

use std::time::{Duration, SystemTime};

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, LOCATION, RETRY_AFTER};
use serde_json::Value;

use crate::{Error, address, wire};

/// Most letters of a server's own words in an error.
const MOST_WORDS: usize = 300;

/// A refusal as it came.
pub(crate) struct Refusal<'a> {
    /// The endpoint, as shown.
    pub(crate) address: &'a str,
    /// The model asked for.
    pub(crate) model: &'a str,
    /// Where the key should be; in words.
    pub(crate) cure: &'a str,
    pub(crate) status: u16,
    /// How long the server wants to be left alone.
    pub(crate) wait: Option<Duration>,
    /// What it says, with any key taken out.
    pub(crate) reason: String,
}

impl Refusal<'_> {
    /// The error that it is.
    pub(crate) fn error(self) -> Error {
        let Refusal { address, model, cure, status, wait, reason } = self;
        let address = address.to_owned();
        match status {
            401 => Error::KeyRefused { address, cure: cure.to_owned() },
            404 => Error::NotFound { address, what: sought(model), reason },
            429 if reason.contains("insufficient_quota") => Error::Refused { address, status, reason },
            429 => Error::Busy { address, reason, wait },
            400..500 if is_too_long(status, &reason) => Error::TooLong { address, reason },
            501 => Error::Refused { address, status, reason },
            500.. => Error::Failed { address, status, reason, wait },
            _ => Error::Refused { address, status, reason },
        }
    }
}

fn sought(model: &str) -> String {
    if model.is_empty() { "such page".to_owned() } else { format!("model {model}, or no chat at this path") }
}

/// The different words of llama.cpp, OpenAI, vLLM, LM Studio and Anthropic for one thing.
fn is_too_long(status: u16, reason: &str) -> bool {
    let reason = reason.to_lowercase();
    let words = [
        "exceed_context_size",
        "context_length_exceeded",
        "context size",
        "context length",
        "context window",
        "prompt is too long",
    ];
    status == 413 || words.iter().any(|words| reason.contains(words))
}

/// Where a redirect points: its origin alone.
pub(crate) fn redirected(address: &str, head: &HeaderMap) -> Error {
    let to = head.get(LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default();
    let origin = reqwest::Url::parse(to).map(|mut url| {
        url.set_path("");
        address::shown(url.as_str())
    });
    let to = origin.unwrap_or_else(|_| "another path".to_owned());
    Error::Redirected { address: address.to_owned(), to }
}

/// `Retry-After`: seconds or a date.
pub(crate) fn retry_after(head: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let value = head.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(now).unwrap_or_default())
}

/// What a server says in `body`, in one line: its JSON's message, or its first words.
pub(crate) fn words(body: &str) -> String {
    let text = match serde_json::from_str::<Value>(body.trim()) {
        Ok(json) => message(wire::error(&json).unwrap_or(&json)),
        Err(_) if body.trim_start().starts_with('<') => "it answers with a web page".to_owned(),
        Err(_) if body.trim().is_empty() => "it says nothing more".to_owned(),
        Err(_) => body.to_owned(),
    };
    let line = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line = line.collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(MOST_WORDS) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// An error's message, with its type or code where it has one.
pub(crate) fn message(error: &Value) -> String {
    let field = |name: &str| error.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let message = error.as_str().or(field("message")).or(field("detail")).or(field("error"));
    let kind = field("code").or(field("type")).filter(|kind| *kind != "error");
    match (message, kind) {
        (Some(message), Some(kind)) => format!("{message} ({kind})"),
        (Some(only), None) | (None, Some(only)) => only.to_owned(),
        (None, None) => error.to_string(),
    }
}

/// The status that an error told inside an answer stands for.
pub(crate) fn status_of(error: &Value) -> u16 {
    let code = error.get("code").and_then(|code| code.as_u64().or_else(|| code.as_str()?.parse().ok()));
    if let Some(code) =
        code.and_then(|code| u16::try_from(code).ok()).filter(|code| (400..600).contains(code))
    {
        return code;
    }
    let kinds = ["type", "code"].into_iter().filter_map(|name| error.get(name)?.as_str());
    kinds.filter_map(status_of_kind).next().unwrap_or(StatusCode::BAD_REQUEST.as_u16())
}

/// The status that goes with an error of the kind `kind`, as Anthropic, OpenAI, OpenRouter and vLLM call them.
fn status_of_kind(kind: &str) -> Option<u16> {
    Some(match kind {
        "overloaded_error" => 529,
        "timeout_error" => 504,
        "api_error" | "server_error" | "InternalServerError" => 500,
        "rate_limit_error" | "rate_limit_exceeded" | "insufficient_quota" => 429,
        "request_too_large" => 413,
        "not_found_error" | "NotFoundError" => 404,
        "permission_error" => 403,
        "billing_error" => 402,
        "authentication_error" => 401,
        _ => return None,
    })
}
