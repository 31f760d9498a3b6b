//! What the client asks, one file a request.

use serde::Deserialize;
use tower_lsp::ls_types::TextDocumentIdentifier;

pub(crate) mod asked;
pub(crate) mod code_action;
pub(crate) mod code_action_resolve;
pub(crate) mod completion;
pub(crate) mod completion_resolve;
pub(crate) mod definition;
pub(crate) mod diagnostic;
pub(crate) mod document_highlight;
pub(crate) mod document_link;
pub(crate) mod document_symbol;
pub(crate) mod execute_command;
pub(crate) mod find;
pub(crate) mod hover;
pub(crate) mod inlay_hint;
pub(crate) mod inline_completion;
pub(crate) mod passages;
pub(crate) mod references;
pub(crate) mod rename;
pub(crate) mod search;
pub(crate) mod signing;
pub(crate) mod status;
pub(crate) mod verdicts;
pub(crate) mod workspace_symbol;

/// What a request about a whole document is told.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OfDocument {
    pub(crate) text_document: TextDocumentIdentifier,
}
