//! Endpoints: chat, streaming and structured answers of models on this machine or elsewhere; budgets, retries
//! and a log of all that was asked.
//!
//! Nothing is sent but what a caller puts into a [`Prompt`], to the endpoint that the user named. No key is
//! ever shown, logged, or sent to another origin: redirects are not followed. Whatever a server sends, the
//! answer is its text or an [`Error`]; never a panic, never a guess. Needs a Tokio runtime with time and IO.

mod address;
mod breaker;
mod client;
mod days;
mod embed;
mod endpoint;
mod error;
mod failure;
mod http;
mod key;
mod keyring;
mod learnt;
mod limits;
mod lines;
mod local;
mod log;
mod objects;
mod prompt;
mod reader;
mod record;
mod retry;
mod size;
mod stream;
mod structured;
mod tls;
mod tokens;
mod tryout;
mod wire;

pub use breaker::{Health, Listener};
pub use client::Client;
pub use endpoint::{Endpoint, Kind, Limits, Timeouts};
pub use error::Error;
pub use key::{KeySource, Secret};
pub use learnt::{Context, ContextFrom};
pub use local::{Found, local_servers};
pub use log::{Log, LogEntry, LogMessage};
pub use prompt::{Answer, Finish, Message, Prompt, Role, Schema, Usage};
pub use stream::Words;
pub use structured::Way;
pub use tokens::estimate_tokens;
pub use tryout::Report;

#[cfg(test)]
mod tests;
