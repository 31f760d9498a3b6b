//! Takes edits into the session in the order sent.
//!
//! The service below polls many handlers at once, so that by the time a handler of `didChange` runs, a
//! later one may have run before it. `call`, however, is driven by the one loop that reads messages.

use std::sync::Arc;
use std::task::{Context, Poll};

use serde::Deserialize;
use serde_json::Value;
use tower::Service;
use tower_lsp::jsonrpc::{Request, Response};
use tower_lsp::ls_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
};

use crate::from_proto;
use crate::server::State;

/// A service that takes edits in before it hands them on.
pub(crate) struct Ordered<S> {
    inner: S,
    state: Arc<State>,
}

impl<S> Ordered<S> {
    pub(crate) fn new(inner: S, state: Arc<State>) -> Ordered<S> {
        Ordered { inner, state }
    }
}

impl<S> Service<Request> for Ordered<S>
where
    S: Service<Request, Response = Option<Response>>,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request) -> S::Future {
        let edit = match request.method() {
            "textDocument/didOpen" => open,
            "textDocument/didChange" => change,
            "textDocument/didClose" => close,
            method => {
                if method == "exit" {
                    self.state.leaving.farewell();
                }
                return self.inner.call(request);
            }
        };
        if self.state.is_running()
            && let Some(params) = request.params()
            && edit(&self.state, params).is_none()
        {
            tracing::warn!("{} could not be understood", request.method());
        }
        self.inner.call(request)
    }
}

fn open(state: &State, params: &Value) -> Option<()> {
    let document = DidOpenTextDocumentParams::deserialize(params).ok()?.text_document;
    if let Some(path) = from_proto::path(&document.uri) {
        state.session.open(&path, document.version, &document.text);
    }
    Some(())
}

fn change(state: &State, params: &Value) -> Option<()> {
    let params = DidChangeTextDocumentParams::deserialize(params).ok()?;
    if let Some(path) = from_proto::path(&params.text_document.uri) {
        let changes: Vec<_> = params.content_changes.into_iter().map(from_proto::change).collect();
        state.session.change(&path, params.text_document.version, &changes, state.peer().encoding);
    }
    Some(())
}

fn close(state: &State, params: &Value) -> Option<()> {
    let params = DidCloseTextDocumentParams::deserialize(params).ok()?;
    if let Some(path) = from_proto::path(&params.text_document.uri) {
        state.session.close(&path);
    }
    Some(())
}
