//! Anthropic's Messages. A structured answer is the input of a tool that the model is made to use.

use serde_json::{Value, json};

use super::{Asked, Call, Event, count, text};
use crate::{Finish, Role};

/// The version of the interface that this speaks.
pub(super) const VERSION: &str = "2023-06-01";

/// The request for `asked`.
pub(super) fn chat(asked: &Asked<'_>) -> Call {
    let prompt = asked.prompt;
    let talk = prompt.messages.iter().map(|m| json!({"role": Role::name(m.role), "content": m.text}));
    let mut body = json!({
        "model": asked.model,
        "messages": talk.collect::<Vec<_>>(),
        "max_tokens": prompt.max_tokens,
        "stream": true,
    });
    // No temperature: newer models answer 400 to any.
    if !prompt.system.is_empty() {
        body["system"] = json!(prompt.system);
    }
    // A stop of blanks alone is answered with 400.
    let stop: Vec<&String> = prompt.stop.iter().filter(|stop| !stop.trim().is_empty()).collect();
    if !stop.is_empty() {
        body["stop_sequences"] = json!(stop);
    }
    if let Some(schema) = asked.schema {
        let tool =
            json!({"name": schema.name, "description": "Give the answer.", "input_schema": schema.json});
        body["tools"] = json!([tool]);
        body["tool_choice"] = json!({"type": "tool", "name": schema.name});
    }
    Call { path: "/messages", body }
}

/// What an event or a whole message tells.
pub(super) fn read(value: &Value) -> Vec<Event> {
    match value.get("type").and_then(Value::as_str) {
        Some("message_start") => value.get("message").map(started).unwrap_or_default(),
        Some("content_block_delta") => value.get("delta").map(delta).unwrap_or_default(),
        Some("message_delta") => ended(value.get("delta"), value.get("usage")),
        Some("message_stop") => vec![Event::Done],
        Some("message") => whole(value),
        Some("ping" | "content_block_start" | "content_block_stop") => vec![Event::Empty],
        _ => Vec::new(),
    }
}

fn started(message: &Value) -> Vec<Event> {
    vec![Event::Empty, usage(message.get("usage"))]
}

fn delta(delta: &Value) -> Vec<Event> {
    let piece = text(delta.get("text")).or(text(delta.get("partial_json")));
    let event = match piece {
        Some(piece) => Event::Text(piece.to_owned()),
        None if delta.get("thinking").is_some() => Event::Thinking,
        None => Event::Empty,
    };
    vec![event]
}

fn ended(delta: Option<&Value>, counted: Option<&Value>) -> Vec<Event> {
    let reason = delta.and_then(|delta| text(delta.get("stop_reason")));
    let finish = reason.map(|reason| Event::Finish(finish(reason)));
    std::iter::once(usage(counted)).chain(finish).collect()
}

/// A message that came in one body.
fn whole(message: &Value) -> Vec<Event> {
    let blocks = message.get("content").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let block = |block: &Value| {
        let input = block.get("input").filter(|input| input.is_object()).map(Value::to_string);
        text(block.get("text")).map(str::to_owned).or(input).map(Event::Text)
    };
    let mut events = vec![Event::Empty];
    events.extend(blocks.iter().filter_map(block));
    events.extend(ended(Some(message), message.get("usage")));
    events
}

/// Tokens counted; what was read from and written to the cache was sent too.
fn usage(usage: Option<&Value>) -> Event {
    let field = |name: &str| usage.and_then(|usage| usage.get(name)).and_then(count);
    let cached = ["cache_creation_input_tokens", "cache_read_input_tokens"];
    let cached: usize = cached.iter().filter_map(|name| field(name)).sum();
    Event::Usage { input: field("input_tokens").map(|input| input + cached), output: field("output_tokens") }
}

fn finish(reason: &str) -> Finish {
    match reason {
        "end_turn" | "stop_sequence" | "tool_use" => Finish::Done,
        "max_tokens" | "model_context_window_exceeded" => Finish::Length,
        _ => Finish::Stopped,
    }
}
