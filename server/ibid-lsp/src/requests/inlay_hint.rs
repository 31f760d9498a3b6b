//! `textDocument/inlayHint`: who stands behind a citekey.

use std::sync::Arc;

use ibid_features::hints;
use ibid_workspace::Snapshot;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{InlayHint, InlayHintLabel, InlayHintParams};

use crate::server::State;
use crate::{from_proto, to_proto};

pub(crate) async fn answer(state: &Arc<State>, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
    let question = move |state: &State, snapshot: &Snapshot| {
        let (text, encoding) = (snapshot.open.text(), state.peer().encoding);
        let span = from_proto::span(text, params.range, encoding);
        let hints = hints(&snapshot.context()?, span).into_iter().map(|hint| InlayHint {
            position: to_proto::position(text, hint.at, encoding),
            label: InlayHintLabel::String(hint.text),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        });
        Some(hints.collect())
    };
    state.ask_patiently(&params.text_document.uri, "inlay-hints", question).await
}
