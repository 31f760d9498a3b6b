//! Findings to the client: sent to it, or handed out when it asks; never both. Waits until typing pauses, and
//! comes back to a sentence that was held back.

mod report;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use dashmap::DashMap;
use tokio::sync::{Mutex, Notify, watch};
use tokio::task::JoinHandle;
use tower_lsp::jsonrpc::Result;

use crate::server::State;
use crate::to_proto;
pub(crate) use report::Report;

/// How long typing must pause.
const PAUSE: Duration = Duration::from_millis(300);
/// How long it is waited for a pause: who types on without one still sees what became of the last sentence.
const LONGEST: Duration = Duration::from_millis(1_500);
/// How long news of libraries are gathered.
const GATHER: Duration = Duration::from_millis(200);
/// The same at most, in milliseconds, however long a check takes.
const MOST_GATHER: u64 = 10_000;

/// What is under way to tell the client of findings.
#[derive(Default)]
pub(crate) struct Diagnostics {
    /// One task a file: sends its findings, or asks the client to ask again.
    tasks: DashMap<PathBuf, Task>,
    /// Since when each file has changes of which nothing was told yet.
    waiting: DashMap<PathBuf, Instant>,
    /// Counts news of libraries.
    news: watch::Sender<u64>,
    woken: Notify,
    /// How many milliseconds the last check took.
    took: AtomicU64,
    /// Bibliographies of which findings were sent. Held while sending, so that nothing is sent of a file after
    /// it was closed.
    sent: Mutex<BTreeSet<PathBuf>>,
}

/// A task that ends when nobody holds it.
struct Task(JoinHandle<()>);

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Diagnostics {
    /// The file at `path` was opened or changed.
    pub(crate) fn touched(&self, state: &Arc<State>, path: PathBuf) {
        self.tasks.remove(&path);
        self.waiting.entry(path.clone()).or_insert_with(Instant::now);
        if !state.peer().pulls {
            let task = tokio::spawn(keep_sending(Arc::clone(state), path.clone(), self.news.subscribe()));
            self.tasks.insert(path, Task(task));
        }
    }

    /// The file at `path` was closed.
    pub(crate) async fn closed(&self, state: &Arc<State>, path: &Path) {
        self.tasks.remove(path);
        self.waiting.remove(path);
        if state.peer().pulls {
            return;
        }
        let mut sent = self.sent.lock().await;
        send(state, path, None, Vec::new()).await;
        if state.session.drafts().paths().is_empty() {
            for bibliography in std::mem::take(&mut *sent) {
                send(state, &bibliography, None, Vec::new()).await;
            }
        }
    }

    /// Findings may be others than before, in any file.
    pub(crate) fn wake(&self) {
        self.woken.notify_one();
    }

    /// How much longer to wait for a pause in typing, after a change at `changed`.
    fn pause_left(&self, path: &Path, changed: Instant) -> Duration {
        let waited = self.waiting.get(path).map_or(Duration::ZERO, |since| since.elapsed());
        PAUSE.saturating_sub(changed.elapsed()).min(LONGEST.saturating_sub(waited))
    }

    /// Ends all that is under way.
    pub(crate) fn stop(&self) {
        self.tasks.clear();
    }

    /// Comes back to the file at `path` after `delay`: the client shall ask again.
    pub(crate) fn ask_again(&self, state: &Arc<State>, path: PathBuf, delay: Duration) {
        let asking = Arc::clone(state);
        let task = tokio::spawn(async move {
            tokio::time::sleep(delay).await;
            refresh(&asking).await;
        });
        self.tasks.insert(path, Task(task));
    }
}

/// Tells the client of all open files again whenever something wakes it. A check that is under way is not cut off:
/// while a large library is read, a long draft would never get its findings.
pub(crate) async fn keep_awake(state: &Arc<State>) {
    loop {
        state.diagnostics.woken.notified().await;
        // A client that asks again gives up what it asked for before.
        let took = Duration::from_millis(state.diagnostics.took.load(Ordering::Relaxed));
        tokio::time::sleep(GATHER.max(took)).await;
        if state.peer().refreshes_hints && state.session.wants("inlay-hints") {
            let client = state.client.clone();
            // Whether it asks again is its own affair.
            tokio::spawn(async move { drop(client.inlay_hint_refresh().await) });
        }
        if state.peer().pulls {
            refresh(state).await;
        } else {
            state.diagnostics.news.send_modify(|news| *news += 1);
        }
    }
}

/// The findings of the file at `path`, once typing pauses; `None` once it is closed. What was found for a
/// state that has passed is found anew.
pub(crate) async fn current(state: &Arc<State>, path: &Path) -> Result<Option<Report>> {
    loop {
        let Some(open) = state.session.drafts().get(path) else { return Ok(None) };
        let left = open.last_change.map(|change| state.diagnostics.pause_left(path, change.at));
        if let Some(left) = left.filter(|left| !left.is_zero()) {
            tokio::time::sleep(left).await;
            continue;
        }
        let (working, file, begun) = (Arc::clone(state), path.to_owned(), Instant::now());
        let report =
            state.checks.run(move |wanted| Report::new(&working, &file, Instant::now(), wanted)).await?;
        if state.session.drafts().get(path).is_none_or(|now| Arc::ptr_eq(&now, &open)) {
            let took = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
            state.diagnostics.took.store(took.min(MOST_GATHER), Ordering::Relaxed);
            state.diagnostics.waiting.remove(path);
            return Ok(report);
        }
    }
}

/// Sends the findings of the file at `path`, again with each of the `news`, as long as its text stays.
async fn keep_sending(state: Arc<State>, path: PathBuf, mut news: watch::Receiver<u64>) {
    loop {
        news.mark_unchanged();
        let Ok(Some(report)) = current(&state, &path).await else { return };
        let again_in = report.again_in.unwrap_or(Duration::MAX);
        send_report(&state, &path, report).await;
        tokio::select! {
            () = tokio::time::sleep(again_in) => {}
            told = news.changed() => if told.is_err() { return },
        }
    }
}

async fn send_report(state: &State, path: &Path, report: Report) {
    let mut sent = state.diagnostics.sent.lock().await;
    if state.session.drafts().get(path).is_none_or(|now| now.version != report.version) {
        return;
    }
    send(state, path, Some(report.version), report.own).await;
    for (bibliography, items) in report.bibliographies {
        if items.is_empty() && !sent.contains(&bibliography) {
            continue;
        }
        send(state, &bibliography, None, items).await;
        sent.insert(bibliography);
    }
}

async fn send(state: &State, path: &Path, version: Option<i32>, items: Vec<tower_lsp::ls_types::Diagnostic>) {
    if let Some(uri) = to_proto::uri(path) {
        state.client.publish_diagnostics(uri, items, version).await;
    }
}

async fn refresh(state: &State) {
    if let Err(fault) = state.client.workspace_diagnostic_refresh().await {
        tracing::debug!("the client does not ask again: {fault}");
    }
}
