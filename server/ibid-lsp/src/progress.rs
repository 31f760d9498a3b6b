//! How far long work has come (reading a library, a judge's pass over a draft), where the client shows it; it may stop the
//! work there.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use ibid_workspace::{JudgingId, LibraryId};
use tower_lsp::ls_types::notification::Progress as ProgressNotification;
use tower_lsp::ls_types::{
    ProgressParams, ProgressParamsValue, ProgressToken, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressEnd, WorkDoneProgressReport,
};

use crate::server::State;

/// What tokens begin with.
const LIBRARY: &str = "ibid/library/";
const JUDGING: &str = "ibid/judging/";
/// How often is told.
const EVERY: Duration = Duration::from_millis(100);
/// How long a client may take to make room for progress.
const PATIENCE: Duration = Duration::from_secs(2);

/// Work that takes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Work {
    /// A library is read.
    Reading(LibraryId),
    /// A judge is asked about a draft.
    Judging(JudgingId),
}

impl Work {
    fn title(self) -> &'static str {
        match self {
            Work::Reading(_) => "Reading sources",
            Work::Judging(_) => "Asking the judge",
        }
    }

    /// The beginning of its tokens.
    fn name(self) -> String {
        match self {
            Work::Reading(LibraryId(id)) => format!("{LIBRARY}{id}"),
            Work::Judging(JudgingId(id)) => format!("{JUDGING}{id}"),
        }
    }
}

/// The work that is shown.
#[derive(Default)]
pub(crate) struct Progress {
    shown: HashMap<Work, Shown>,
    /// Counts the tokens: none is used twice.
    tokens: u64,
}

struct Shown {
    /// `None` where the client would not show it.
    token: Option<ProgressToken>,
    told: Instant,
}

/// The work that `token` stands for.
pub(crate) fn work(token: &ProgressToken) -> Option<Work> {
    let ProgressToken::String(token) = token else { return None };
    let id = |name: &str| token.strip_prefix(name)?.split('/').next()?.parse().ok();
    let reading = id(LIBRARY).map(|id| Work::Reading(LibraryId(id)));
    reading.or_else(|| id(JUDGING).map(|id| Work::Judging(JudgingId(id))))
}

impl Progress {
    /// `work` is `done` of `total`, and at what `at` names.
    pub(crate) async fn report(&mut self, state: &State, work: Work, done: usize, total: usize, at: &str) {
        if !state.peer().progress {
            return;
        }
        let percentage = u32::try_from(done * 100 / total.max(1)).ok();
        let message = Some(format!("{done}/{total} {at}").trim_end().to_owned());
        match self.shown.get_mut(&work) {
            None => {
                let begin = WorkDoneProgressBegin {
                    title: work.title().to_owned(),
                    cancellable: Some(true),
                    message,
                    percentage,
                };
                let token = self.begin(state, work, begin).await;
                self.shown.insert(work, Shown { token, told: Instant::now() });
            }
            Some(Shown { token: Some(token), told }) if told.elapsed() >= EVERY => {
                *told = Instant::now();
                let report = WorkDoneProgressReport { cancellable: Some(true), message, percentage };
                tell(state, token.clone(), WorkDoneProgress::Report(report)).await;
            }
            Some(_) => {}
        }
    }

    /// `work` is done, or no longer going on.
    pub(crate) async fn end(&mut self, state: &State, work: Work) {
        if let Some(Shown { token: Some(token), .. }) = self.shown.remove(&work) {
            let end = WorkDoneProgressEnd { message: None };
            tell(state, token, WorkDoneProgress::End(end)).await;
        }
    }

    async fn begin(
        &mut self,
        state: &State,
        work: Work,
        begin: WorkDoneProgressBegin,
    ) -> Option<ProgressToken> {
        self.tokens += 1;
        let token = ProgressToken::String(format!("{}/{}", work.name(), self.tokens));
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
