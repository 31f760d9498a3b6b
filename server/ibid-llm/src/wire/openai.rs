//! Chat completions, as OpenAI has them and most servers after it.

use serde_json::{Value, json};

use super::{Asked, Call, Event, count, error, temperature, text};
use crate::{Finish, Role};

/// The request for `asked`.
pub(super) fn chat(asked: &Asked<'_>) -> Call {
    let prompt = asked.prompt;
    let system = (!prompt.system.is_empty()).then(|| json!({"role": "system", "content": prompt.system}));
    let talk = prompt.messages.iter().map(|m| json!({"role": Role::name(m.role), "content": m.text}));
    let mut body = json!({
        "model": asked.model,
        "messages": system.into_iter().chain(talk).collect::<Vec<_>>(),
        "stream": true,
        "stream_options": {"include_usage": true},
    });
    let most = if asked.is_openai { "max_completion_tokens" } else { "max_tokens" };
    body[most] = json!(prompt.max_tokens);
    if !asked.is_openai || takes_temperature(asked.model) {
        body["temperature"] = json!(temperature(prompt, 2.0));
        if !prompt.stop.is_empty() {
            body["stop"] = json!(prompt.stop);
        }
    }
    if let Some(schema) = asked.schema {
        let schema = json!({"name": schema.name, "schema": schema.json, "strict": true});
        body["response_format"] = json!({"type": "json_schema", "json_schema": schema});
    }
    Call { path: "/chat/completions", body }
}

/// OpenAI's models that reason answer 400 to a temperature or a stop, and all newer ones do.
fn takes_temperature(model: &str) -> bool {
    let model = model.strip_prefix("ft:").unwrap_or(model);
    ["gpt-3", "gpt-4", "chatgpt-4"].iter().any(|family| model.starts_with(family))
}

/// What an event or body tells: both hold choices, with a `delta` or a `message`.
pub(super) fn read(value: &Value) -> Vec<Event> {
    let choices = value.get("choices").and_then(Value::as_array);
    let mut events: Vec<Event> = choices.map(|_| Event::Empty).into_iter().collect();
    if let Some(choice) = choices.and_then(|choices| choices.first()) {
        events.extend(choice_events(choice));
    }
    if let Some(usage) = value.get("usage").filter(|usage| usage.is_object()) {
        let input = usage.get("prompt_tokens").and_then(count);
        let output = usage.get("completion_tokens").and_then(count);
        events.push(Event::Usage { input, output });
    }
    events
}

fn choice_events(choice: &Value) -> Vec<Event> {
    let said = choice.get("delta").or(choice.get("message"));
    let field = |name: &str| said.and_then(|said| text(said.get(name)));
    let mut events = Vec::new();
    if let Some(error) = error(choice) {
        return vec![Event::Failed(error.clone())];
    }
    if field("reasoning_content").or(field("reasoning")).is_some() {
        events.push(Event::Thinking);
    }
    if let Some(piece) = field("content").or(text(choice.get("text"))) {
        events.push(Event::Text(piece.to_owned()));
    }
    events.extend(text(choice.get("finish_reason")).map(|reason| match reason {
        "error" => Event::Failed(json!({"message": "the model failed", "type": "server_error"})),
        reason => Event::Finish(finish(reason)),
    }));
    // Its words are no answer.
    events.extend(field("refusal").map(|_| Event::Finish(Finish::Stopped)));
    events
}

fn finish(reason: &str) -> Finish {
    match reason {
        "stop" | "eos" | "tool_calls" => Finish::Done,
        "length" => Finish::Length,
        _ => Finish::Stopped,
    }
}
