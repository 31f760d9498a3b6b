//! `textDocument/inlineCompletion`: how the sentence may go on (LSP 3.18).

use std::sync::Arc;

use ibid_text::Span;
use ibid_workspace::Wanted;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    InlineCompletionItem, InlineCompletionList, InlineCompletionParams, InlineCompletionTriggerKind,
};

use crate::server::State;
use crate::{from_proto, to_proto};

/// Always a list: a client that is told nothing goes on showing what it was told before.
pub(crate) async fn answer(
    state: &Arc<State>,
    params: InlineCompletionParams,
) -> Result<InlineCompletionList> {
    Ok(InlineCompletionList { items: item(state, params).await.into_iter().collect() })
}

async fn item(state: &Arc<State>, params: InlineCompletionParams) -> Option<InlineCompletionItem> {
    let at = params.text_document_position;
    let path = from_proto::path(&at.text_document.uri)?;
    let wanted = match params.context.trigger_kind {
        InlineCompletionTriggerKind::INVOKED => Wanted::ByHand,
        _ => Wanted::Unasked,
    };
    state.settled().await;
    let (position, encoding) = (from_proto::position(at.position), state.peer().encoding);
    let ghost = state.session.ghost_text(&path, position, encoding, wanted).await?;
    let cursor = Span::new(ghost.offset, ghost.offset);
    Some(InlineCompletionItem {
        insert_text: ghost.text,
        filter_text: None,
        range: Some(to_proto::range(ghost.open.text(), cursor, encoding)),
        command: None,
        insert_text_format: None,
    })
}
