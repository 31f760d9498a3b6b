//! `workspace/symbol` and `workspaceSymbol/resolve`: references and sources by name.

use std::sync::Arc;

use ibid_features::Symbol;
use ibid_text::Span;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    Location, OneOf, SymbolKind, WorkspaceLocation, WorkspaceSymbol, WorkspaceSymbolParams,
    WorkspaceSymbolResponse,
};

use crate::server::State;
use crate::texts::Texts;
use crate::{from_proto, to_proto};

/// The bytes of an entry's citekey, which a symbol brings back.
#[derive(Deserialize, Serialize)]
struct Data {
    start: usize,
    end: usize,
}

pub(crate) async fn answer(
    state: &Arc<State>,
    params: WorkspaceSymbolParams,
) -> Result<Option<WorkspaceSymbolResponse>> {
    let working = Arc::clone(state);
    let found = state.questions.run(move |_| {
        let mut texts = Texts::new(working.session.drafts());
        let symbols = working.session.symbols(&params.query);
        symbols.iter().filter_map(|found| symbol(&working, &mut texts, found)).collect()
    });
    Ok(Some(WorkspaceSymbolResponse::Nested(found.await?)))
}

/// `found`; its place is worked out later where the client asks for it.
fn symbol(state: &State, texts: &mut Texts<'_>, found: &Symbol) -> Option<WorkspaceSymbol> {
    let (uri, peer) = (to_proto::uri(&found.file)?, state.peer());
    let (location, data) = match found.entry {
        None => (OneOf::Left(Location { uri, range: to_proto::line(1) }), None),
        Some(span) if peer.resolves_symbols => {
            let data = serde_json::to_value(Data { start: span.start, end: span.end }).ok();
            (OneOf::Right(WorkspaceLocation { uri }), data)
        }
        Some(span) => {
            let range = to_proto::range(texts.get(&found.file), span, peer.encoding);
            (OneOf::Left(Location { uri, range }), None)
        }
    };
    Some(WorkspaceSymbol {
        name: found.name.clone(),
        kind: if found.entry.is_some() { SymbolKind::CONSTANT } else { SymbolKind::FILE },
        tags: None,
        container_name: Some(found.detail.clone()).filter(|detail| !detail.is_empty()),
        location,
        data,
    })
}

pub(crate) async fn resolve(state: &Arc<State>, symbol: WorkspaceSymbol) -> Result<WorkspaceSymbol> {
    let data = symbol.data.as_ref().and_then(|data| Data::deserialize(data).ok());
    let (OneOf::Right(place), Some(data)) = (&symbol.location, data) else { return Ok(symbol) };
    let Some(path) = from_proto::path(&place.uri) else { return Ok(symbol) };
    let (working, uri) = (Arc::clone(state), place.uri.clone());
    let range = state.questions.run(move |_| {
        let mut texts = Texts::new(working.session.drafts());
        to_proto::range(
            texts.get(&path),
            Span::new(data.start, data.end.max(data.start)),
            working.peer().encoding,
        )
    });
    let location = OneOf::Left(Location { uri, range: range.await? });
    Ok(WorkspaceSymbol { location, ..symbol })
}
