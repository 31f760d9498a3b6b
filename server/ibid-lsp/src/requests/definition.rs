//! `textDocument/definition`: the entry in the bibliography, or the place in the source.

use std::sync::Arc;

use ibid_features::{Destination, Landing, definition};
use ibid_workspace::{Snapshot, positions};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{GotoDefinitionParams, GotoDefinitionResponse, Location, LocationLink};

use crate::server::State;
use crate::texts::Texts;
use crate::{from_proto, to_proto};

pub(crate) async fn answer(
    state: &Arc<State>,
    params: GotoDefinitionParams,
) -> Result<Option<GotoDefinitionResponse>> {
    let at = params.text_document_position_params;
    let uri = at.text_document.uri.clone();
    let question = move |state: &State, snapshot: &Snapshot| {
        let position = from_proto::position(at.position);
        let offset = positions::offset(snapshot.open.text(), position, state.peer().encoding);
        response(state, snapshot, &definition(&snapshot.context()?, offset)?)
    };
    state.ask(&uri, "definition", question).await
}

fn response(state: &State, snapshot: &Snapshot, found: &Destination) -> Option<GotoDefinitionResponse> {
    let peer = state.peer();
    let uri = to_proto::uri(&found.file)?;
    let range = match found.landing {
        Landing::Bytes(span) => {
            let mut texts = Texts::new(state.session.drafts());
            to_proto::range(texts.get(&found.file), span, peer.encoding)
        }
        Landing::Line(line) => to_proto::line(line),
        // The protocol knows no pages.
        Landing::Page(_) | Landing::Start => to_proto::line(1),
    };
    if !peer.links {
        return Some(GotoDefinitionResponse::Scalar(Location { uri, range }));
    }
    Some(GotoDefinitionResponse::Link(vec![LocationLink {
        origin_selection_range: Some(to_proto::range(snapshot.open.text(), found.origin, peer.encoding)),
        target_uri: uri,
        target_range: range,
        target_selection_range: range,
    }]))
}
