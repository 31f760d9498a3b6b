//! `textDocument/documentHighlight`: where this file names what is named here.

use std::sync::Arc;

use ibid_workspace::{Snapshot, positions};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{DocumentHighlight, DocumentHighlightKind, DocumentHighlightParams};

use crate::server::State;
use crate::{from_proto, to_proto};

pub(crate) async fn answer(
    state: &Arc<State>,
    params: DocumentHighlightParams,
) -> Result<Option<Vec<DocumentHighlight>>> {
    let at = params.text_document_position_params;
    let question = move |state: &State, snapshot: &Snapshot| {
        let (text, encoding) = (snapshot.open.text(), state.peer().encoding);
        let offset = positions::offset(text, from_proto::position(at.position), encoding);
        let named = state.session.named_at(snapshot, offset)?;
        let places = state.session.citing_here(snapshot, &named).into_iter();
        let shown = places.map(|place| DocumentHighlight {
            range: to_proto::range(text, place.span, encoding),
            kind: Some(if place.entry { DocumentHighlightKind::WRITE } else { DocumentHighlightKind::READ }),
        });
        Some(shown.collect())
    };
    state.ask(&at.text_document.uri, "highlight", question).await
}
