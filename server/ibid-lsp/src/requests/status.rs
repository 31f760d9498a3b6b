//! `ibid/status`, of `{ textDocument }`: how things stand with an open file, for who shows it at the edge of a window. `null`
//! where the file is not open.

use std::sync::Arc;

use ibid_workspace::{JudgeWhen, Role, Snapshot};
use serde::Serialize;
use tower_lsp::jsonrpc::Result;

use super::OfDocument;
use crate::server::State;

/// How things stand.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    /// "draft", "source", "bibliography" or "other".
    role: &'static str,
    /// `null` where it has none, or nothing is known of it yet.
    library: Option<Library>,
    /// The model that it may be sent to: its address, or its name where one is named.
    model: Option<String>,
    /// A model is named, and nothing of this file may be sent to it.
    private: bool,
    /// Whether the model's words may come unasked.
    ghost_text: bool,
    /// When the judge is asked: "save", "demand" or "typing"; `null` where it never is.
    judge: Option<JudgeWhen>,
}

/// What the library holds.
#[derive(Serialize)]
struct Library {
    references: usize,
    sources: usize,
    /// Sources that could not be read.
    unreadable: usize,
    /// Whether all that can be read was read.
    complete: bool,
}

pub(crate) async fn answer(state: &Arc<State>, params: OfDocument) -> Result<Option<Status>> {
    let question = |_: &State, snapshot: &Snapshot| {
        let standing = snapshot.standing();
        let library = standing.library.map(|counted| Library {
            references: counted.references,
            sources: counted.sources,
            unreadable: counted.unreadable,
            complete: counted.complete,
        });
        let model = standing.model.map(|endpoint| endpoint.model.unwrap_or(endpoint.url));
        Some(Status {
            role: role(standing.role),
            library,
            private: standing.private,
            ghost_text: standing.ghost_text && model.is_some(),
            model,
            judge: standing.judge.map(|judge| judge.when),
        })
    };
    state.ask_always(&params.text_document.uri, question).await
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Draft => "draft",
        Role::Source => "source",
        Role::Bibliography => "bibliography",
        Role::Other => "other",
    }
}
