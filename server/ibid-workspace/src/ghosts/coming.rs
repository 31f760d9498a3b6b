//! Ghost text on its way: asked for in a task of its own, held against the sources as it comes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_draft::Draft;
use ibid_features::{Ending, Grounded, ground, wish};
use ibid_llm::{Client, Finish, Prompt};
use ibid_text::Span;
use tokio::sync::watch;
use tokio::task::AbortHandle;

use crate::drafts::OpenDraft;
use crate::session::Session;
use crate::snapshot::Snapshot;

/// Bytes before the cursor by which a place is known again.
const BEFORE: usize = 2_000;
/// Likewise behind it.
const AFTER: usize = 200;

/// What may end a sentence, or begin what ends the text.
const ENDS: [char; 10] = ['.', '!', '?', ']', '\n', '。', '！', '？', '<', '('];

/// A place in a draft, known by the words around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Spot {
    path: PathBuf,
    before: String,
    after: String,
}

impl Spot {
    pub(super) fn new(path: &Path, draft: &Draft, offset: usize) -> Spot {
        let before = draft.slice(Span::new(offset.saturating_sub(BEFORE), offset));
        let after = draft.slice(Span::new(offset, offset + AFTER));
        Spot { path: path.to_owned(), before, after }
    }
}

/// Ghost text for one place. Dropping the last of it ends the request.
pub(super) struct Coming {
    spot: Spot,
    offset: usize,
    state: watch::Receiver<Grounded>,
    task: Option<AbortHandle>,
}

impl Drop for Coming {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Coming {
    /// Ends the request; whoever waits gets nothing.
    pub(super) fn stop(&self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }

    /// What came before for the place.
    pub(super) fn known(spot: Spot, offset: usize, text: &str) -> Coming {
        let (_, state) = watch::channel(Grounded { text: text.to_owned(), closed: true });
        Coming { spot, offset, state, task: None }
    }

    /// Asks `client` for the words at byte `offset` of the draft of `snapshot`.
    pub(super) fn ask(
        session: &Arc<Session>,
        spot: Spot,
        client: Client,
        snapshot: Snapshot,
        offset: usize,
    ) -> Coming {
        let (send, state) = watch::channel(Grounded { text: String::new(), closed: false });
        // The task must not keep the session: its end is to end the task.
        let (weak, place) = (Arc::downgrade(session), spot.clone());
        let rules = session.own_rules("continue");
        let asking = async move {
            let asked = Asked { client, snapshot, offset };
            let fault = asked.listen(rules, &send).await.err();
            send.send_modify(|state| state.closed = true);
            let Some(session) = weak.upgrade() else { return };
            match fault {
                // The next who asks by hand is to be answered.
                Some(fault) => {
                    session.ghosts.closed(&place.path);
                    if !is_told(&fault) {
                        session.tell(fault.to_string());
                    }
                }
                None => session.ghosts.keep(place, send.borrow().text.clone()),
            }
        };
        let task = Some(tokio::spawn(asking).abort_handle());
        Coming { spot, offset, state, task }
    }

    /// How many bytes of the text stand in the draft already before byte `offset`; `None` where something else was written.
    pub(super) fn typed(&self, open: &OpenDraft, offset: usize) -> Option<usize> {
        let typed = open.draft.slice(Span::new(self.offset, offset.max(self.offset)));
        let from = self.offset.saturating_sub(self.spot.before.len());
        let same = offset >= self.offset
            && open.draft.slice(Span::new(from, self.offset)) == self.spot.before
            && open.draft.slice(Span::new(offset, offset + self.spot.after.len())) == self.spot.after;
        (same && self.state.borrow().text.starts_with(&typed)).then_some(typed.len())
    }

    /// Whether all of it was typed or accepted, so that what follows is another place.
    pub(super) fn is_used_up(&self, typed: usize) -> bool {
        let state = self.state.borrow();
        state.closed && typed > 0 && typed == state.text.len()
    }

    /// The text behind the first `typed` bytes so far.
    pub(super) fn at_hand(&self, typed: usize) -> String {
        self.state.borrow().text.get(typed..).map(str::to_owned).unwrap_or_default()
    }

    /// Waits for text behind the first `typed` bytes; empty where there is none to come.
    pub(super) async fn after(&self, typed: usize) -> String {
        let mut state = self.state.clone();
        let come = state.wait_for(|state| state.closed || state.text.len() > typed).await;
        come.ok().and_then(|state| state.text.get(typed..).map(str::to_owned)).unwrap_or_default()
    }
}

/// A request to a model for one place.
struct Asked {
    client: Client,
    snapshot: Snapshot,
    offset: usize,
}

impl Asked {
    /// Asks, and lets what may be shown be known as it comes.
    async fn listen(
        &self,
        rules: Option<String>,
        shown: &watch::Sender<Grounded>,
    ) -> Result<(), ibid_llm::Error> {
        let Some(prompt) = self.prompt(rules).await else { return Ok(()) };
        let mut words = self.client.stream(&prompt).await?;
        let mut said = String::new();
        let mut ended = false;
        while let Some(piece) = words.next().await {
            let Ok(piece) = piece else {
                self.show(said, Ending::Cut, shown).await;
                return Ok(());
            };
            said.push_str(&piece);
            // A sentence is whole once something follows its end.
            let may_be_whole = ended;
            ended = ended && piece.trim().is_empty() || piece.contains(ENDS);
            if (may_be_whole || ended) && self.show(said.clone(), Ending::Open, shown).await {
                return Ok(());
            }
        }
        let ending = match words.finish() {
            Finish::Length | Finish::Stopped => Ending::Cut,
            Finish::Done | Finish::Unsaid => Ending::Done,
        };
        self.show(said, ending, shown).await;
        Ok(())
    }

    async fn prompt(&self, rules: Option<String>) -> Option<Prompt> {
        let room = self.client.context().await;
        let (snapshot, offset) = (self.snapshot.clone(), self.offset);
        let asking = move || wish(&snapshot.context()?, offset, rules.as_deref(), room);
        tokio::task::spawn_blocking(asking).await.ok().flatten()
    }

    /// Lets what of `said` may be shown be known; whether nothing more may follow.
    async fn show(&self, said: String, ending: Ending, shown: &watch::Sender<Grounded>) -> bool {
        let (snapshot, offset) = (self.snapshot.clone(), self.offset);
        let grounding = move || Some(ground(&snapshot.context()?, offset, &said, ending));
        let Some(grounded) = tokio::task::spawn_blocking(grounding).await.ok().flatten() else { return true };
        let closed = grounded.closed;
        shown.send_if_modified(|state| {
            // What was shown stays as it is: the writer may be typing along with it.
            let more = grounded.text.len() > state.text.len() && grounded.text.starts_with(&state.text);
            if more {
                state.text = grounded.text;
            }
            more
        });
        closed
    }
}

/// Whether the fault is one of the server that the writer is told of once, when it is down.
fn is_told(fault: &ibid_llm::Error) -> bool {
    use ibid_llm::Error::{BrokeOff, Down, Failed, Timeout, Unreachable, Untrusted};
    let is_away = matches!(fault, Unreachable { .. } | Untrusted { .. } | Down { .. });
    is_away || matches!(fault, Timeout { .. } | Failed { .. } | BrokeOff { .. })
}
