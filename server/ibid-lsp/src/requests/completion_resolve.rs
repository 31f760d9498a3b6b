//! `completionItem/resolve`: the reference in full.

use std::sync::Arc;

use ibid_features::describe;
use ibid_workspace::Snapshot;
use serde::Deserialize;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{CompletionItem, Documentation, MarkupContent, Uri};

use super::completion::markdown;
use crate::server::State;

/// What an item brings back.
#[derive(Deserialize)]
struct Data {
    uri: Uri,
    key: String,
}

pub(crate) async fn answer(state: &Arc<State>, mut item: CompletionItem) -> Result<CompletionItem> {
    let Some(Data { uri, key }) = item.data.as_ref().and_then(|data| Data::deserialize(data).ok()) else {
        return Ok(item);
    };
    let question =
        move |_: &State, snapshot: &Snapshot| describe(&snapshot.context()?, &key, &snapshot.style);
    if let Some(reference) = state.ask(&uri, "completion", question).await? {
        let passage = match item.documentation.take() {
            Some(Documentation::MarkupContent(MarkupContent { value, .. })) => format!("\n\n{value}"),
            _ => String::new(),
        };
        item.documentation = Some(markdown(format!("{reference}{passage}")));
    }
    Ok(item)
}
