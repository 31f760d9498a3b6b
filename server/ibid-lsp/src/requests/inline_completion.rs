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

pub(crate) async fn answer(
    state: &Arc<State>,
    params: InlineCompletionParams,
) -> Result<Option<InlineCompletionList>> {
    let at = params.text_document_position;
    let Some(path) = from_proto::path(&at.text_document.uri) else { return Ok(None) };
    let wanted = match params.context.trigger_kind {
        InlineCompletionTriggerKind::INVOKED => Wanted::ByHand,
        _ => Wanted::Unasked,
    };
    state.settled().await;
    let (position, encoding) = (from_proto::position(at.position), state.peer().encoding);
    let ghost = state.session.ghost_text(&path, position, encoding, wanted).await;
    Ok(ghost.map(|ghost| {
        let cursor = Span::new(ghost.offset, ghost.offset);
        let item = InlineCompletionItem {
            insert_text: ghost.text,
            filter_text: None,
            range: Some(to_proto::range(ghost.open.text(), cursor, encoding)),
            command: None,
            insert_text_format: None,
        };
        InlineCompletionList { items: vec![item] }
    }))
}
