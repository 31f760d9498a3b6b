//! `textDocument/completion`: what can be cited here.

use std::sync::Arc;

use ibid_features::{Completion, CompletionKind, complete};
use ibid_workspace::{Snapshot, positions};
use serde_json::json;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionList, CompletionParams, CompletionResponse,
    CompletionTextEdit, Documentation, MarkupContent, MarkupKind, Uri,
};

use crate::server::State;
use crate::{from_proto, to_proto};

pub(crate) async fn answer(
    state: &Arc<State>,
    params: CompletionParams,
) -> Result<Option<CompletionResponse>> {
    let at = params.text_document_position;
    let uri = at.text_document.uri.clone();
    let question = move |state: &State, snapshot: &Snapshot| {
        let position = from_proto::position(at.position);
        let offset = positions::offset(snapshot.open.text(), position, state.peer().encoding);
        let offers = complete(&snapshot.context()?, offset)?;
        let items = offers.iter().enumerate();
        let items = items.map(|(rank, offer)| item(state, snapshot, &at.text_document.uri, rank, offer));
        // The next letter may bring what this one did not.
        Some(CompletionResponse::List(CompletionList { is_incomplete: true, items: items.collect() }))
    };
    state.ask(&uri, "completion", question).await
}

fn item(state: &State, snapshot: &Snapshot, uri: &Uri, rank: usize, offer: &Completion) -> CompletionItem {
    let edit = to_proto::text_edit(snapshot.open.text(), &offer.edit, state.peer().encoding);
    CompletionItem {
        label: offer.label.clone(),
        kind: Some(match offer.kind {
            CompletionKind::Reference => CompletionItemKind::REFERENCE,
            CompletionKind::Passage => CompletionItemKind::TEXT,
        }),
        detail: Some(offer.detail.clone()),
        documentation: offer.documentation.clone().map(markdown),
        sort_text: Some(format!("{rank:04}")),
        filter_text: Some(offer.filter.clone()),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        data: Some(json!({ "uri": uri, "key": offer.key })),
        ..CompletionItem::default()
    }
}

pub(crate) fn markdown(value: String) -> Documentation {
    Documentation::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value })
}
