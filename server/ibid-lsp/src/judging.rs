//! When the judge is asked unasked: as the writer's settings say, when a draft is saved or while typing pauses.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ibid_workspace::{JudgeWhen, Which};

use crate::server::State;

/// A pause after which a sentence is taken to stand.
const PAUSE: Duration = Duration::from_secs(2);

/// The draft at `path` was saved.
pub(crate) fn saved(state: &Arc<State>, path: PathBuf) {
    if state.session.judges(&path, &[JudgeWhen::Save, JudgeWhen::Typing]) {
        tokio::spawn(judge(Arc::clone(state), path));
    }
}

/// The draft at `path` was changed.
pub(crate) fn typed(state: &Arc<State>, path: PathBuf) {
    if !state.session.judges(&path, &[JudgeWhen::Typing]) {
        return;
    }
    let state = Arc::clone(state);
    tokio::spawn(async move {
        let open = state.session.drafts().get(&path);
        tokio::time::sleep(PAUSE).await;
        let now = state.session.drafts().get(&path);
        if open.zip(now).is_some_and(|(then, now)| Arc::ptr_eq(&then, &now)) {
            judge(state, path).await;
        }
    });
}

/// The client was told already that the model is not to be had; what was not asked for fails quietly.
async fn judge(state: Arc<State>, path: PathBuf) {
    if let Err(fault) = state.session.judge(&path, Which::All).await {
        tracing::info!("the judge was not asked about {}: {fault}", path.display());
    }
}
