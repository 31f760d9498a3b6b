//! The protocol edge: messages to questions, answers to messages. It decides nothing of its own.
//!
//! Edits go into the session synchronously, as they are read ([`ordered`]); everything else works on
//! snapshots, off the read loop ([`workers`]), and is dropped with the request that wanted it.

mod capabilities;
mod diagnostics;
mod from_proto;
mod judging;
mod leaving;
mod news;
mod ordered;
mod peer;
mod progress;
mod requests;
mod server;
mod texts;
mod to_proto;
mod workers;

use std::sync::Arc;

use ibid_workspace::{Environment, Event, Session};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::{ClientSocket, LspService, Server as Transport};

use ordered::Ordered;
use server::{Server, State};

/// How many requests may be under way at once; a cancellation must never wait for one of them.
const MOST_REQUESTS: usize = 1024;

/// How a session with an editor ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// As the protocol wants it: asked to shut down, then told to exit.
    Properly,
    /// The editor went away without a word.
    Abruptly,
}

/// Serves one editor that writes to `input` and reads from `output`, until it leaves or its process ends. Needs a
/// runtime with time.
pub async fn serve(
    input: impl AsyncRead + Unpin,
    output: impl AsyncWrite,
    environment: Environment,
) -> Ended {
    let Assembled { service, socket, state, events } = assemble(environment);
    let news = tokio::spawn(news::pass_on(Arc::clone(&state), events));
    let leaving = state.leaving.clone();
    let transport = Transport::new(leaving.input(input), output, socket).concurrency_level(MOST_REQUESTS);
    tokio::select! {
        () = transport.serve(service) => {}
        () = leaving.gone() => {}
    }
    news.abort();
    state.diagnostics.stop();
    if state.is_shut_down() { Ended::Properly } else { Ended::Abruptly }
}

/// A server that is not connected to an editor yet.
struct Assembled {
    service: Ordered<LspService<Server>>,
    socket: ClientSocket,
    state: Arc<State>,
    events: UnboundedReceiver<Event>,
}

fn assemble(environment: Environment) -> Assembled {
    let (sender, events) = tokio::sync::mpsc::unbounded_channel();
    // When nobody listens any more, nothing needs to be told.
    let session = Arc::new(Session::new(environment, Arc::new(move |event| drop(sender.send(event)))));
    let (service, socket) = LspService::build(|client| Server::new(client, session))
        .custom_method("window/workDoneProgress/cancel", Server::cancel_progress)
        .custom_method("textDocument/inlineCompletion", Server::inline_completion)
        .custom_method("ibid/passages", Server::passages)
        .custom_method("ibid/search", Server::search)
        .custom_method("ibid/find", Server::find)
        .custom_method("ibid/verdicts", Server::verdicts)
        .custom_method("ibid/status", Server::status)
        .finish();
    let state = service.inner().state();
    Assembled { service: Ordered::new(service, Arc::clone(&state)), socket, state, events }
}

#[cfg(test)]
mod tests;
