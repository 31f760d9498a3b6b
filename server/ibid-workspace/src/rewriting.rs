//! What a model makes of a sentence or a selection, once the writer asked for it.

use std::path::Path;
use std::sync::Arc;

use ibid_check::Edit;
use ibid_features::{Rewrite, rewritten, task};
use ibid_text::Span;

use crate::drafts::OpenDraft;
use crate::model;
use crate::session::Session;
use crate::snapshot::Snapshot;

/// What people are told where nothing of a model's words may be shown.
pub const NOTHING_BORNE_OUT: &str = "The model said nothing that your sources bear out.";

/// A change that a model proposes, held against the sources.
pub struct Rewritten {
    /// The change.
    pub edit: Edit,
    /// The draft that it is for.
    pub open: Arc<OpenDraft>,
}

impl Session {
    /// Whether there is a model that the draft of `snapshot` may be sent to.
    pub fn has_model(&self, snapshot: &Snapshot) -> bool {
        model::endpoint(snapshot).is_some()
    }

    /// Asks the model to `rewrite` what `span` of the open draft at `path` touches. Fails, in words for people, where there is
    /// no model, it fails, or nothing that it says is borne out. Dropping the future ends the request. Needs a runtime.
    pub async fn rewrite(
        self: &Arc<Session>,
        path: &Path,
        span: Span,
        rewrite: Rewrite,
    ) -> Result<Rewritten, String> {
        const NONE: &str = "No model may be asked about this draft.";
        let snapshot = self.snapshot_of(path).await.ok_or(NONE)?;
        let client = self.model.client(&snapshot)?.ok_or(NONE)?;
        let rules = self.own_rules(rewrite.name());
        let room = client.context().await;
        let asked = snapshot.clone();
        let asking = move || task(&asked.context()?, span, rewrite, rules.as_deref(), room);
        let task = tokio::task::spawn_blocking(asking).await.ok().flatten().ok_or(NOTHING_BORNE_OUT)?;
        let answer = client.ask(&task.prompt).await.map_err(|fault| fault.to_string())?;
        let asked = snapshot.clone();
        let holding = move || rewritten(&asked.context()?, rewrite, task.span, &answer.text);
        let edit = tokio::task::spawn_blocking(holding).await.ok().flatten().ok_or(NOTHING_BORNE_OUT)?;
        Ok(Rewritten { edit, open: snapshot.open })
    }
}
