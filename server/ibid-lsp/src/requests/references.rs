//! `textDocument/references`: every place in the workspace that cites what is cited here.

use std::sync::Arc;

use ibid_workspace::{Citing, Snapshot, positions};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{Location, ReferenceParams};

use crate::server::State;
use crate::workers::Wanted;
use crate::{from_proto, to_proto};

pub(crate) async fn answer(state: &Arc<State>, params: ReferenceParams) -> Result<Option<Vec<Location>>> {
    let at = params.text_document_position;
    let entries = params.context.include_declaration;
    let question = move |state: &State, snapshot: &Snapshot, wanted: &Wanted| {
        let encoding = state.peer().encoding;
        let offset = positions::offset(snapshot.open.text(), from_proto::position(at.position), encoding);
        let named = state.session.named_at(snapshot, offset)?;
        let found = state.session.citing(snapshot, &named, &|| wanted.still())?;
        let locations = |file: &Citing| -> Vec<Location> {
            let Some(uri) = to_proto::uri(&file.path) else { return Vec::new() };
            let places = file.places.iter().filter(|place| entries || !place.entry);
            let ranges = places.map(|place| to_proto::range(&file.text, place.span, encoding));
            ranges.map(|range| Location { uri: uri.clone(), range }).collect()
        };
        Some(found.iter().flat_map(locations).collect())
    };
    state.look_through(&at.text_document.uri, "references", question).await
}
