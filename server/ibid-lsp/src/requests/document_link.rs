//! `textDocument/documentLink` and `documentLink/resolve`: citations open their sources. What each opens is worked out
//! when the writer follows it.

use std::sync::Arc;

use ibid_features::{link_target, links};
use ibid_workspace::{Snapshot, positions};
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentLink, DocumentLinkParams, Uri};

use crate::server::State;
use crate::{from_proto, to_proto};

/// What a link brings back.
#[derive(Deserialize, Serialize)]
struct Data {
    uri: Uri,
}

pub(crate) async fn answer(
    state: &Arc<State>,
    params: DocumentLinkParams,
) -> Result<Option<Vec<DocumentLink>>> {
    let uri = params.text_document.uri;
    let data = serde_json::to_value(Data { uri: uri.clone() }).ok();
    let question = move |state: &State, snapshot: &Snapshot| {
        let (text, encoding) = (snapshot.open.text(), state.peer().encoding);
        let spans = links(&snapshot.context()?).into_iter();
        let link = |span| DocumentLink {
            range: to_proto::range(text, span, encoding),
            target: None,
            tooltip: None,
            data: data.clone(),
        };
        Some(spans.map(link).collect())
    };
    state.ask_patiently(&uri, "links", question).await
}

pub(crate) async fn resolve(state: &Arc<State>, link: DocumentLink) -> Result<DocumentLink> {
    let Some(Data { uri }) = link.data.as_ref().and_then(|data| Data::deserialize(data).ok()) else {
        return Ok(link);
    };
    let start = from_proto::position(link.range.start);
    let question = move |state: &State, snapshot: &Snapshot| {
        let offset = positions::offset(snapshot.open.text(), start, state.peer().encoding);
        link_target(&snapshot.context()?, offset)
    };
    let found = state.ask(&uri, "links", question).await?;
    let target = found.as_ref().and_then(|found| found.address.parse().ok());
    let tooltip = found.map(|found| found.tooltip).filter(|_| state.peer().link_tooltips);
    Ok(DocumentLink { target, tooltip, ..link })
}
