//! How each kind of server is spoken to: pure functions from a prompt to a request, and from JSON to what it
//! tells. Nothing here talks to a network or knows of a key's value beyond putting it into a head.

mod anthropic;
mod ollama;
mod openai;

use reqwest::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::{Finish, Kind, Prompt, Schema, Secret, size};

/// What is to be asked, with all that the request's body depends on.
pub(crate) struct Asked<'a> {
    pub(crate) prompt: &'a Prompt,
    pub(crate) model: &'a str,
    /// The form of the answer, for the server to hold the model to.
    pub(crate) schema: Option<&'a Schema>,
    /// The host is OpenAI's own, which has names of its own for some options.
    pub(crate) is_openai: bool,
    /// The context to ask for, in tokens, where the server lets its clients choose.
    pub(crate) window: Option<usize>,
}

/// A request: the path after the endpoint's base, and the body.
#[derive(Debug)]
pub(crate) struct Call {
    pub(crate) path: &'static str,
    pub(crate) body: Value,
}

/// What a piece of an answer tells.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Event {
    /// A piece of the text; never empty.
    Text(String),
    /// The model is at work, with no text to show yet.
    Thinking,
    /// Part of an answer that tells nothing, as an empty list of choices.
    Empty,
    /// Tokens counted so far.
    Usage { input: Option<usize>, output: Option<usize> },
    /// Why the text ended; counts may still follow.
    Finish(Finish),
    /// Nothing more follows.
    Done,
    /// The server reports an error.
    Failed(Value),
}

/// A model that a server lists.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Model {
    pub(crate) name: String,
    /// Its context in tokens, where the list says so.
    pub(crate) context: Option<usize>,
    /// Its parameters in thousands of millions, where the list or its name says so.
    pub(crate) size: Option<f64>,
}

/// The request that asks `asked` as a stream.
pub(crate) fn chat(kind: Kind, asked: &Asked<'_>) -> Call {
    match kind {
        Kind::OpenAi => openai::chat(asked),
        Kind::Anthropic => anthropic::chat(asked),
        Kind::Ollama => ollama::chat(asked),
    }
}

/// What one event of a stream, or a whole body, tells; empty for what is no part of an answer.
pub(crate) fn read(kind: Kind, value: &Value) -> Vec<Event> {
    if let Some(error) = error(value) {
        return vec![Event::Failed(error.clone())];
    }
    match kind {
        Kind::OpenAi => openai::read(value),
        Kind::Anthropic => anthropic::read(value),
        Kind::Ollama => ollama::read(value),
    }
}

/// The error that `value` tells, or is; some servers send an empty one with every piece.
pub(crate) fn error(value: &Value) -> Option<&Value> {
    if value.get("object").and_then(Value::as_str) == Some("error") {
        return Some(value);
    }
    let empty = [Value::Null, Value::Bool(false), json!(""), json!({})];
    value.get("error").filter(|error| !empty.contains(error))
}

/// The path of the list of models.
pub(crate) fn list_path(kind: Kind) -> &'static str {
    match kind {
        Kind::OpenAi | Kind::Anthropic => "/models",
        Kind::Ollama => "/api/tags",
    }
}

/// The models in a server's list, in its order; `None` where it is no list of models.
pub(crate) fn models(kind: Kind, list: &Value) -> Option<Vec<Model>> {
    let (list, name) = match kind {
        Kind::OpenAi | Kind::Anthropic => (list.get("data").or(list.get("models")).or(Some(list)), "id"),
        Kind::Ollama => (list.get("models"), "name"),
    };
    let entries = list.and_then(Value::as_array)?;
    let model = |entry: &Value| {
        let name = entry.get(name).and_then(Value::as_str)?.to_owned();
        let size = parameters(entry).or_else(|| size::from_name(&name));
        Some(Model { name, context: context(entry), size })
    };
    Some(entries.iter().filter_map(model).collect())
}

/// Where servers tell the context of a model, the one that is in force first: LM Studio, llama.cpp, vLLM,
/// OpenRouter, Anthropic, others.
const CONTEXTS: [&str; 7] = [
    "/loaded_context_length",
    "/meta/n_ctx",
    "/max_model_len",
    "/context_length",
    "/context_window",
    "/max_context_length",
    "/max_input_tokens",
];

fn context(entry: &Value) -> Option<usize> {
    CONTEXTS.iter().find_map(|path| entry.pointer(path).and_then(count)).filter(|&tokens| tokens > 0)
}

/// Where servers tell how many parameters a model has: llama.cpp, Ollama.
fn parameters(entry: &Value) -> Option<f64> {
    let counted = entry.pointer("/meta/n_params").and_then(Value::as_f64).map(|count| count / 1e9);
    let named = || entry.pointer("/details/parameter_size").and_then(Value::as_str).and_then(size::size);
    counted.or_else(named).filter(|size| *size > 0.0)
}

/// The head lines that carry `key` and what else the kind wants.
pub(crate) fn head(kind: Kind, key: Option<&Secret>) -> Vec<(HeaderName, HeaderValue)> {
    let hidden = |text: &str| {
        let mut value = HeaderValue::from_str(text).ok()?;
        value.set_sensitive(true);
        Some(value)
    };
    match kind {
        Kind::Anthropic => {
            let version = HeaderValue::from_static(anthropic::VERSION);
            let key = key.and_then(|key| hidden(key.reveal()));
            let key = key.map(|key| (HeaderName::from_static("x-api-key"), key));
            key.into_iter().chain([(HeaderName::from_static("anthropic-version"), version)]).collect()
        }
        Kind::OpenAi | Kind::Ollama => {
            let key = key.and_then(|key| hidden(&format!("Bearer {}", key.reveal())));
            key.map(|key| (reqwest::header::AUTHORIZATION, key)).into_iter().collect()
        }
    }
}

/// A temperature as JSON, without the long tail that a `f32` gets as a `f64`.
fn temperature(prompt: &Prompt, most: f32) -> f64 {
    let temperature = if prompt.temperature.is_finite() { prompt.temperature.clamp(0.0, most) } else { 0.0 };
    (f64::from(temperature) * 1000.0).round() / 1000.0
}

/// A count as servers write it; some as a float.
fn count(value: &Value) -> Option<usize> {
    let whole = value.as_u64().and_then(|count| usize::try_from(count).ok());
    whole.or_else(|| value.as_f64().filter(|count| (0.0..1e12).contains(count)).map(|count| count as usize))
}

/// A text that is there and not empty.
fn text(value: Option<&Value>) -> Option<&str> {
    value.and_then(Value::as_str).filter(|text| !text.is_empty())
}
