//! `textDocument/documentSymbol`: the entries of a bibliography, and the headings of a draft where they are wanted.

use std::sync::Arc;

use ibid_features::{Heading, Symbol, outline};
use ibid_text::{Encoding, Span};
use ibid_workspace::Snapshot;
use ropey::Rope;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    DocumentSymbol, DocumentSymbolParams, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind,
    Uri,
};

use crate::server::State;
use crate::to_proto;

pub(crate) async fn answer(
    state: &Arc<State>,
    params: DocumentSymbolParams,
) -> Result<Option<DocumentSymbolResponse>> {
    let uri = params.text_document.uri.clone();
    let question = move |state: &State, snapshot: &Snapshot| {
        let (text, peer) = (snapshot.open.text(), state.peer());
        let found: Vec<DocumentSymbol> = match snapshot.entries() {
            Some(entries) => {
                entries.iter().map(|(span, entry)| of_entry(text, *span, entry, peer.encoding)).collect()
            }
            None if snapshot.settings.feature("headings") => {
                headings(text, &outline(&snapshot.open.draft), peer.encoding)
            }
            None => return None,
        };
        Some(match peer.nested_symbols {
            true => DocumentSymbolResponse::Nested(found),
            false => DocumentSymbolResponse::Flat(flat(&params.text_document.uri, found)),
        })
    };
    state.ask_patiently(&uri, "symbols", question).await
}

fn of_entry(text: &Rope, span: Span, entry: &Symbol, encoding: Encoding) -> DocumentSymbol {
    let key = entry.entry.unwrap_or(span);
    symbol(&entry.name, Some(entry.detail.clone()), SymbolKind::CONSTANT, [span, key], text, encoding)
}

fn headings(text: &Rope, headings: &[Heading], encoding: Encoding) -> Vec<DocumentSymbol> {
    let each = headings.iter().map(|heading| {
        let spans = [heading.span, heading.name];
        let mut found = symbol(&heading.text, None, SymbolKind::STRING, spans, text, encoding);
        found.children =
            Some(self::headings(text, &heading.children, encoding)).filter(|below| !below.is_empty());
        found
    });
    each.collect()
}

fn symbol(
    name: &str,
    detail: Option<String>,
    kind: SymbolKind,
    [span, name_span]: [Span; 2],
    text: &Rope,
    encoding: Encoding,
) -> DocumentSymbol {
    #[allow(deprecated, reason = "the protocol's type has the field")]
    DocumentSymbol {
        name: name.to_owned(),
        detail,
        kind,
        tags: None,
        deprecated: None,
        range: to_proto::range(text, span, encoding),
        selection_range: to_proto::range(text, name_span, encoding),
        children: None,
    }
}

/// `symbols` and all below them, one after the other.
fn flat(uri: &Uri, symbols: Vec<DocumentSymbol>) -> Vec<SymbolInformation> {
    let mut all = Vec::new();
    for symbol in symbols {
        let location = Location { uri: uri.clone(), range: symbol.selection_range };
        #[allow(deprecated, reason = "the protocol's type has the field")]
        all.push(SymbolInformation {
            name: symbol.name,
            kind: symbol.kind,
            tags: None,
            deprecated: None,
            location,
            container_name: symbol.detail,
        });
        all.extend(flat(uri, symbol.children.unwrap_or_default()));
    }
    all
}
