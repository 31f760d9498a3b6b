//! Ollama's own `/api/chat`: JSON by lines, each with a piece of the message.

use serde_json::{Value, json};

use super::{Asked, Call, Event, count, temperature, text};
use crate::{Finish, Role};

/// The request for `asked`.
pub(super) fn chat(asked: &Asked<'_>) -> Call {
    let prompt = asked.prompt;
    let system = (!prompt.system.is_empty()).then(|| json!({"role": "system", "content": prompt.system}));
    let talk = prompt.messages.iter().map(|m| json!({"role": Role::name(m.role), "content": m.text}));
    let mut options = json!({
        "num_predict": prompt.max_tokens,
        "temperature": temperature(prompt, 2.0),
    });
    if !prompt.stop.is_empty() {
        options["stop"] = json!(prompt.stop);
    }
    if let Some(window) = asked.window {
        options["num_ctx"] = json!(window);
    }
    let mut body = json!({
        "model": asked.model,
        "messages": system.into_iter().chain(talk).collect::<Vec<_>>(),
        "stream": true,
        "options": options,
    });
    match asked.schema {
        Some(schema) => body["format"] = schema.json.clone(),
        // Thoughts count among the tokens allowed, and would use up those of a sentence.
        None => body["think"] = json!(false),
    }
    Call { path: "/api/chat", body }
}

/// What a line tells.
pub(super) fn read(value: &Value) -> Vec<Event> {
    let message = value.get("message");
    let done = value.get("done").and_then(Value::as_bool);
    if message.is_none() && done.is_none() {
        return Vec::new();
    }
    let field = |name: &str| message.and_then(|message| text(message.get(name)));
    let mut events = vec![Event::Empty];
    events.extend(field("thinking").map(|_| Event::Thinking));
    events.extend(field("content").map(|piece| Event::Text(piece.to_owned())));
    if done == Some(true) {
        let input = value.get("prompt_eval_count").and_then(count);
        let output = value.get("eval_count").and_then(count);
        events.push(Event::Usage { input, output });
        events.push(Event::Finish(finish(text(value.get("done_reason")))));
        events.push(Event::Done);
    }
    events
}

fn finish(reason: Option<&str>) -> Finish {
    match reason {
        None | Some("stop") => Finish::Done,
        Some("length") => Finish::Length,
        Some(_) => Finish::Stopped,
    }
}
