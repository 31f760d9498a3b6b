//! What is asked of a model, and what comes back. Plain data.

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Prompt {
    /// What for, in a short word for the log: "ghost-text", "judge".
    pub purpose: &'static str,
    /// What the model is told to be; may be empty.
    pub system: String,
    /// The talk so far, oldest first.
    pub messages: Vec<Message>,
    /// Most tokens of the answer.
    pub max_tokens: u32,
    /// From 0 (always the same) to about 1.
    pub temperature: f32,
    /// The answer ends before any of these.
    pub stop: Vec<String>,
}

/// One turn of the talk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What is said.
    pub text: String,
}

impl Message {
    /// A message to the model.
    pub fn user(text: impl Into<String>) -> Message {
        Message { role: Role::User, text: text.into() }
    }
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Who asks.
    User,
    /// The model.
    Assistant,
}

impl Role {
    /// The name that every server has for it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Role::User => "user",
            Role::Assistant => "assistant",
        }
    }
}

/// The form of a structured answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Schema {
    /// A short name of letters, digits, `-` and `_`.
    pub name: String,
    /// A JSON Schema of an object; servers that are strict want every property required and no others.
    pub json: serde_json::Value,
}

/// A whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What the model said.
    pub text: String,
    /// What it cost.
    pub usage: Usage,
    /// Why it ended.
    pub finish: Finish,
}

/// Tokens of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Tokens sent.
    pub input: usize,
    /// Tokens received.
    pub output: usize,
    /// Whether either is ibid's estimate, because the server did not count.
    pub estimated: bool,
}

/// Why an answer ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finish {
    /// The model was done.
    Done,
    /// It reached the most tokens allowed; the text is cut.
    Length,
    /// The server ended it for another reason, as a filter.
    Stopped,
    /// The server did not say.
    Unsaid,
}
