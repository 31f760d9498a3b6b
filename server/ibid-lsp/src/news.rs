//! What happens in the background, to the client.

use std::sync::Arc;

use ibid_workspace::Event;
use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp::ls_types::MessageType;

use crate::diagnostics;
use crate::progress::{Progress, Work};
use crate::server::State;

/// Passes on what `events` tell, until it is stopped.
pub(crate) async fn pass_on(state: Arc<State>, mut events: UnboundedReceiver<Event>) {
    let passing = async {
        let mut progress = Progress::default();
        while let Some(event) = events.recv().await {
            match event {
                Event::Reading(library, step) => {
                    let file = step.file.file_name().unwrap_or_default().to_string_lossy();
                    let work = Work::Reading(library);
                    progress.report(&state, work, step.done, step.total, &file).await;
                }
                Event::Done(library) => progress.end(&state, Work::Reading(library)).await,
                Event::Judging(pass, done, total) => {
                    progress.report(&state, Work::Judging(pass), done, total, "").await;
                }
                Event::Judged(pass) => progress.end(&state, Work::Judging(pass)).await,
                Event::Changed => state.diagnostics.wake(),
                Event::Notice(notice) => state.client.show_message(MessageType::WARNING, notice).await,
            }
        }
    };
    tokio::join!(passing, diagnostics::keep_awake(&state));
}
