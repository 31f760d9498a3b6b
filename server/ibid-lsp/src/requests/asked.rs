//! What the searches of the library are asked, by words.

use serde::Deserialize;
use tower_lsp::ls_types::TextDocumentIdentifier;

/// Answers where the client names no number.
const LIMIT: usize = 20;
/// The most answers.
const MOST: usize = 200;

/// What is looked for in the library of an open draft.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Asked {
    pub(super) text_document: TextDocumentIdentifier,
    /// Plain words; there is no query language.
    pub(super) query: String,
    limit: Option<usize>,
}

impl Asked {
    /// How many answers are wanted, of each kind.
    pub(super) fn limit(&self) -> usize {
        self.limit.unwrap_or(LIMIT).min(MOST)
    }
}
