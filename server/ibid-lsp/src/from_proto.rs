//! The protocol's terms to ours.

use std::path::PathBuf;

use ibid_text::{Encoding, Position, Span};
use ibid_workspace::{Change, ClientSide, paths, positions};
use ropey::Rope;
use tower_lsp::ls_types::{self as lsp, Uri};

/// The file of `uri`, absolute; `None` for what is no file.
pub(crate) fn path(uri: &Uri) -> Option<PathBuf> {
    uri.scheme()
        .as_str()
        .eq_ignore_ascii_case("file")
        .then(|| uri.to_file_path())
        .flatten()
        .map(|p| paths::normal(&p))
}

pub(crate) fn position(position: lsp::Position) -> Position {
    Position { line: position.line, character: position.character }
}

/// The bytes of `range` in `text`.
pub(crate) fn span(text: &Rope, range: lsp::Range, encoding: Encoding) -> Span {
    let start = positions::offset(text, position(range.start), encoding);
    Span::new(start, positions::offset(text, position(range.end), encoding).max(start))
}

pub(crate) fn change(change: lsp::TextDocumentContentChangeEvent) -> Change {
    let range = change.range.map(|range| (position(range.start), position(range.end)));
    Change { range, text: change.text }
}

/// What a client says of itself when it starts.
pub(crate) fn client_side(params: &lsp::InitializeParams) -> ClientSide {
    let folders = params.workspace_folders.iter().flatten().map(|folder| &folder.uri);
    let roots: Vec<PathBuf> = folders.filter_map(path).collect();
    // Clients from before workspace folders name one root.
    #[allow(deprecated)]
    let root = params.root_uri.as_ref().filter(|_| roots.is_empty()).and_then(path);
    let options = params.initialization_options.iter().cloned().collect();
    ClientSide { roots: roots.into_iter().chain(root).collect(), options }
}
