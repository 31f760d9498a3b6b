//! `ibid/search`, of `{ textDocument, query, limit, filter }`: passages of the library of an open draft by their words, best first, with
//! what cites and quotes them there. `null` where the file is no draft, or has no library.

use std::sync::Arc;

use ibid_features::{Found, Search, found};
use ibid_workspace::Snapshot;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::Uri;

use super::asked::Asked;
use super::passages::{Piece, Standing, pieces};
use crate::from_proto;
use crate::server::State;

/// What is looked for.
#[derive(Deserialize)]
pub(crate) struct Query {
    #[serde(flatten)]
    asked: Asked,
    /// What the search is kept to.
    #[serde(default)]
    filter: Filter,
}

/// What a search is kept to; all of it may be left out.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Filter {
    citekeys: Vec<String>,
    /// The address of a folder, or of one source.
    folder: Option<Uri>,
    /// A language's code: "de".
    language: Option<String>,
}

/// What was found.
#[derive(Serialize)]
pub(crate) struct Answer {
    passages: Vec<Hit>,
}

/// A passage.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Hit {
    #[serde(flatten)]
    standing: Standing,
    /// Its words in pieces; the sentence that comes nearest is marked.
    text: Vec<Piece>,
    /// What cites it, and what quotes that sentence, as the draft's markup has it.
    cite: Option<String>,
    quote: Option<String>,
}

pub(crate) async fn answer(state: &Arc<State>, params: Query) -> Result<Option<Answer>> {
    let Query { asked, filter } = params;
    let search = Search {
        limit: asked.limit(),
        query: asked.query,
        citekeys: filter.citekeys,
        folder: filter.folder.as_ref().and_then(from_proto::path),
        language: filter.language,
    };
    let question = move |_: &State, snapshot: &Snapshot| {
        let found = found(&snapshot.context()?, &search);
        Some(Answer { passages: found.into_iter().map(hit).collect() })
    };
    state.ask_always(&asked.text_document.uri, question).await
}

fn hit(found: Found) -> Hit {
    let evidence = found.evidence;
    Hit {
        standing: Standing::new(found.address, found.title, &evidence),
        text: pieces(&evidence.quote, found.nearest.into_iter().collect()),
        cite: found.cite,
        quote: found.quote,
    }
}
