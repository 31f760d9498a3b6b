//! `ibid/find`, of `{ textDocument, query, limit }`: references and sources of the library of an open draft by name, best first, with
//! what cites them there and where they can be looked at. `null` where the file is no draft, or has no library.

use std::sync::Arc;

use ibid_features::{Landing, Named, named};
use ibid_workspace::Snapshot;
use serde::Serialize;
use tower_lsp::jsonrpc::Result;

use super::asked::Asked;
use crate::server::State;
use crate::texts::Texts;
use crate::to_proto;

/// What was found.
#[derive(Serialize)]
pub(crate) struct Answer {
    found: Vec<Told>,
}

/// A reference or a source.
#[derive(Serialize)]
struct Told {
    /// "reference" or "source".
    kind: &'static str,
    /// The citekey, or the name of the source's file.
    name: String,
    /// Author, year and title.
    detail: String,
    /// What cites it, as the draft does.
    cite: Option<String>,
    /// The `file:` address that opens its entry, or the source.
    uri: Option<String>,
}

/// The query's words are of a title, an author, a year, or a file's name; its limit is of references, and of sources.
pub(crate) async fn answer(state: &Arc<State>, asked: Asked) -> Result<Option<Answer>> {
    let (limit, document) = (asked.limit(), asked.text_document);
    let question = move |state: &State, snapshot: &Snapshot| {
        let mut texts = Texts::new(state.session.drafts());
        let found = named(&snapshot.context()?, &asked.query, limit).into_iter();
        Some(Answer { found: found.map(|named| told(state, &mut texts, named)).collect() })
    };
    state.ask_always(&document.uri, question).await
}

fn told(state: &State, texts: &mut Texts<'_>, named: Named) -> Told {
    let uri = named.place.and_then(|(file, landing)| {
        let uri = to_proto::uri(&file)?.to_string();
        Some(match landing {
            Landing::Bytes(span) => {
                let start = to_proto::range(texts.get(&file), span, state.peer().encoding).start;
                format!("{uri}#L{}", start.line + 1)
            }
            _ => uri,
        })
    });
    Told {
        kind: if named.is_source { "source" } else { "reference" },
        name: named.name,
        detail: named.detail,
        cite: named.cite,
        uri,
    }
}
