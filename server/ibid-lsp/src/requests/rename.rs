//! `textDocument/prepareRename` and `textDocument/rename`: another citekey for a reference, everywhere at once.

use std::sync::Arc;

use ibid_workspace::{Snapshot, positions};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

use super::code_action_resolve::failed;
use crate::server::State;
use crate::workers::Wanted;
use crate::{from_proto, to_proto};

/// The citekey at the place, which is what the writer gets to change.
pub(crate) async fn prepare(
    state: &Arc<State>,
    at: TextDocumentPositionParams,
) -> Result<Option<PrepareRenameResponse>> {
    let question = move |state: &State, snapshot: &Snapshot| {
        let (text, encoding) = (snapshot.open.text(), state.peer().encoding);
        let offset = positions::offset(text, from_proto::position(at.position), encoding);
        let named = state.session.named_at(snapshot, offset).filter(|named| named.is_entry(snapshot))?;
        let range = to_proto::range(text, named.span, encoding);
        Some(PrepareRenameResponse::RangeWithPlaceholder { range, placeholder: named.key })
    };
    state.ask(&at.text_document.uri, "rename", question).await
}

pub(crate) async fn answer(state: &Arc<State>, params: RenameParams) -> Result<Option<WorkspaceEdit>> {
    let at = params.text_document_position;
    let question = move |state: &State, snapshot: &Snapshot, wanted: &Wanted| {
        let peer = state.peer();
        let position = from_proto::position(at.position);
        let offset = positions::offset(snapshot.open.text(), position, peer.encoding);
        let Some(named) = state.session.named_at(snapshot, offset) else {
            return Some(Err("No citekey stands here.".to_owned()));
        };
        let changed = state.session.rename(snapshot, &named, &params.new_name, &|| wanted.still());
        changed.map(|changed| changed.map(|changed| to_proto::workspace_edit(&changed, &peer))).transpose()
    };
    let renamed = state.look_through(&at.text_document.uri, "rename", question).await?;
    renamed.transpose().map_err(failed)
}
