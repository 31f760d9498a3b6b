//! How far the reading of a library has come, where the client shows it; it may stop the reading there.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use ibid_workspace::{LibraryId, Progress as Step};
use tower_lsp::ls_types::notification::Progress as ProgressNotification;
use tower_lsp::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressEnd, WorkDoneProgressReport,
};

use crate::server::State;

/// What tokens begin with.
const NAME: &str = "ibid/library/";
/// How often is told.
const EVERY: Duration = Duration::from_millis(100);
/// How long a client may take to make room for progress.
const PATIENCE: Duration = Duration::from_secs(2);

/// The readings that are shown.
#[derive(Default)]
pub(crate) struct Progress {
    shown: HashMap<LibraryId, Shown>,
    /// Counts the tokens: none is used twice.
    tokens: u64,
}

struct Shown {
    /// `None` where the client would not show it.
    token: Option<ProgressToken>,
    told: Instant,
}

/// The library that `token` stands for.
pub(crate) fn library(token: &ProgressToken) -> Option<LibraryId> {
    let ProgressToken::String(token) = token else { return None };
    token.strip_prefix(NAME)?.split('/').next()?.parse().ok().map(LibraryId)
}

impl Progress {
    /// `library` has come as far as `step`.
    pub(crate) async fn report(&mut self, state: &State, library: LibraryId, step: &Step) {
        if !state.peer().progress {
            return;
        }
        let percentage = u32::try_from(step.done * 100 / step.total.max(1)).ok();
        let file = step.file.file_name().unwrap_or_default().to_string_lossy();
        let message = Some(format!("{}/{} {file}", step.done, step.total));
        match self.shown.get_mut(&library) {
            None => {
                let begin = WorkDoneProgressBegin {
                    title: "Reading sources".to_owned(),
                    cancellable: Some(true),
                    message,
                    percentage,
                };
                let token = self.begin(state, library, begin).await;
                self.shown.insert(library, Shown { token, told: Instant::now() });
            }
            Some(Shown { token: Some(token), told }) if told.elapsed() >= EVERY => {
                *told = Instant::now();
                let report = WorkDoneProgressReport { cancellable: Some(true), message, percentage };
                tell(state, token.clone(), WorkDoneProgress::Report(report)).await;
            }
            Some(_) => {}
        }
    }

    /// `library` is read, or no longer being read.
    pub(crate) async fn end(&mut self, state: &State, library: LibraryId) {
        if let Some(Shown { token: Some(token), .. }) = self.shown.remove(&library) {
            let end = WorkDoneProgressEnd { message: None };
            tell(state, token, WorkDoneProgress::End(end)).await;
        }
    }

    async fn begin(
        &mut self,
        state: &State,
        library: LibraryId,
        begin: WorkDoneProgressBegin,
    ) -> Option<ProgressToken> {
        self.tokens += 1;
        let token = ProgressToken::String(format!("{NAME}{}/{}", library.0, self.tokens));
        let room = state.client.create_work_done_progress(token.clone());
        tokio::time::timeout(PATIENCE, room).await.ok()?.ok()?;
        tell(state, token.clone(), WorkDoneProgress::Begin(begin)).await;
        Some(token)
    }
}

async fn tell(state: &State, token: ProgressToken, progress: WorkDoneProgress) {
    let value = ProgressParamsValue::WorkDone(progress);
    state.client.send_notification::<ProgressNotification>(ProgressParams { token, value }).await;
}
