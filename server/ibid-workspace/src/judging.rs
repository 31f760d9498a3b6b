//! The judge of open drafts: what it has said of each claim, and what it is still to be asked.

mod answers;
mod judge;

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use dashmap::DashMap;
use ibid_check::{Checked, Edit, Finding, Inquiry, Judged, add_judged, claim_key, is_settled};
use ibid_draft::Claim;
use ibid_evidence::Shelf;
use ibid_llm::Endpoint;
use ibid_text::Span;
use tokio::sync::Notify;

use crate::events::{Event, JudgingId};
use crate::model::{self, OwnRules};
use crate::session::Session;
use crate::settings::JudgeWhen;
use crate::snapshot::Snapshot;
use answers::Answers;
use judge::{Named, RULES};

pub use judge::Judge;

/// The time in which a budget of requests is spent.
const DAY: Duration = Duration::from_secs(24 * 3600);
/// Claims asked of before the draft is looked at again.
const AT_A_TIME: usize = 4;
/// A pass over fewer claims shows no progress.
const WORTH_SHOWING: usize = 3;

/// What of a draft is to be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All of it.
    All,
    /// The claims that this touches.
    At(Span),
}

/// What is known of the claims of open drafts.
pub(crate) struct Judging {
    answers: Arc<Answers>,
    drafts: DashMap<PathBuf, OfDraft>,
    passes: DashMap<PathBuf, Pass>,
    spent: Arc<Mutex<VecDeque<Instant>>>,
    rules: OwnRules,
}

/// What is known of one draft's claims, as long as library and judge stay.
struct OfDraft {
    shelf: Arc<Shelf>,
    named: Arc<Named>,
    claims: HashMap<u64, State>,
}

#[derive(Clone)]
enum State {
    /// Nothing to be judged.
    None,
    Open(Arc<Inquiry>),
    Judged(Arc<JudgedClaim>),
}

/// A pass over a draft that is under way.
struct Pass {
    id: JudgingId,
    stop: Arc<Notify>,
}

/// What a judge said of a claim.
#[derive(Debug)]
struct JudgedClaim {
    judged: Judged,
    /// The change that mends it, held against the sources, with the beginning of the claim it was made for.
    mending: Option<(usize, Edit)>,
}

impl JudgedClaim {
    /// The change where the claim begins at `start` by now.
    fn mending_at(&self, start: usize) -> Option<Edit> {
        let (made_at, edit) = self.mending.as_ref()?;
        let moved = |at: usize| (at + start).saturating_sub(*made_at);
        Some(Edit { span: Span::new(moved(edit.span.start), moved(edit.span.end)), text: edit.text.clone() })
    }
}

impl Judging {
    /// Nothing judged yet but what is kept below `cache`.
    pub(crate) fn new(cache: &Path) -> Judging {
        Judging {
            answers: Arc::new(Answers::new(cache)),
            drafts: DashMap::new(),
            passes: DashMap::new(),
            spent: Arc::default(),
            rules: OwnRules::default(),
        }
    }

    /// Drops what is known of the draft at `path`, and ends what is asked of it.
    pub(crate) fn closed(&self, path: &Path) {
        self.drafts.remove(path);
        if let Some((_, pass)) = self.passes.remove(path) {
            pass.stop.notify_one();
        }
    }

    /// Ends the pass of this name.
    pub(crate) fn cancel(&self, id: JudgingId) {
        self.passes.iter().filter(|pass| pass.id == id).for_each(|pass| pass.stop.notify_one());
    }

    /// Counts a request against a budget of `most` a day.
    fn spend(spent: &Mutex<VecDeque<Instant>>, most: usize) -> Result<(), String> {
        let mut spent = spent.lock().unwrap_or_else(PoisonError::into_inner);
        while spent.front().is_some_and(|at| at.elapsed() > DAY) {
            spent.pop_front();
        }
        if spent.len() >= most {
            return Err(format!("The judge was asked {most} times within a day, which is its budget."));
        }
        spent.push_back(Instant::now());
        Ok(())
    }
}

impl Session {
    /// Asks the judge about what it has not judged yet in the draft at `path`, what stands nearest to where the writer is
    /// first; what changes meanwhile is asked as it then is. Each verdict is told by [`Event::Changed`]. Ends at once where a
    /// pass is under way. Fails, in words for people, where there is no judge or it cannot be asked. Needs a runtime.
    pub async fn judge(self: &Arc<Session>, path: &Path, which: Which) -> Result<(), String> {
        let (id, stop) = (JudgingId::new(), Arc::new(Notify::new()));
        match self.judging.passes.entry(path.to_owned()) {
            dashmap::Entry::Occupied(_) => return Ok(()),
            dashmap::Entry::Vacant(free) => free.insert(Pass { id, stop: Arc::clone(&stop) }),
        };
        let _pass = Passing { session: self, path, id };
        tokio::select! {
            judged = self.judge_on(path, which, id) => judged,
            () = stop.notified() => Ok(()),
        }
    }

    async fn judge_on(self: &Arc<Session>, path: &Path, which: Which, id: JudgingId) -> Result<(), String> {
        const NONE: &str = "No model may be asked about this draft.";
        let mut tried = HashSet::new();
        let mut done = 0;
        loop {
            let snapshot = self.snapshot_with_library(path).await.ok_or(NONE)?;
            let client = self.model.client(&snapshot)?.ok_or(NONE)?;
            let judge = self.judge_of(&snapshot).ok_or(NONE)?;
            let budget = snapshot.settings.judge.as_ref().map_or(0, |judge| judge.budget);
            let (session, known) = (Arc::clone(self), tried.clone());
            let looking = move || session.open_claims(&snapshot, which, &known);
            let open = tokio::task::spawn_blocking(looking).await.map_err(|fault| fault.to_string())?;
            if open.is_empty() {
                return Ok(());
            }
            if done + open.len() >= WORTH_SHOWING {
                self.announce(Event::Judging(id, done, done + open.len()));
            }
            let (keys, now): (Vec<u64>, Vec<Arc<Inquiry>>) = open.into_iter().take(AT_A_TIME).unzip();
            let spent = Arc::clone(&self.judging.spent);
            let may_ask = Arc::new(move || Judging::spend(&spent, budget));
            done += now.len();
            tried.extend(keys);
            judge.ask(&client, now, may_ask, |_| self.announce(Event::Changed)).await?;
        }
    }

    /// The draft at `path` once its library is read, or reading takes too long.
    async fn snapshot_with_library(self: &Arc<Session>, path: &Path) -> Option<Snapshot> {
        const LOOKS: usize = 2_400;
        const APART: Duration = Duration::from_millis(250);
        for _ in 0..LOOKS {
            let snapshot = self.snapshot_of(path).await?;
            if snapshot.known.as_ref().is_some_and(|known| known.shelf.is_complete()) {
                return Some(snapshot);
            }
            tokio::time::sleep(APART).await;
        }
        self.snapshot_of(path).await
    }

    /// The claims of the draft of `snapshot` that the judge has not judged, but those in `tried`, nearest to the writer first.
    /// Blocks.
    fn open_claims(
        &self,
        snapshot: &Snapshot,
        which: Which,
        tried: &HashSet<u64>,
    ) -> Vec<(u64, Arc<Inquiry>)> {
        let checked = self.checks.whole(snapshot, &|| true).unwrap_or_default();
        let at =
            self.place_of(&snapshot.path).or(snapshot.open.last_change.as_ref().map(|change| change.end));
        let far = |claim: &Claim| at.map_or(0, |at| claim.span.start.abs_diff(at));
        let wanted = |claim: &Claim| match which {
            Which::All => !is_settled(&checked.findings, claim.span),
            Which::At(span) => claim.span.overlaps(span) || claim.span.touches(span.start),
        };
        let mut open: Vec<(usize, u64, Arc<Inquiry>)> = self
            .states(snapshot)
            .into_iter()
            .filter(|(claim, key, _)| wanted(claim) && !tried.contains(key))
            .filter_map(|(claim, key, state)| match state {
                State::Open(inquiry) => Some((far(&claim), key, inquiry)),
                State::None | State::Judged(_) => None,
            })
            .collect();
        open.sort_by_key(|(far, _, _)| *far);
        open.into_iter().map(|(_, key, inquiry)| (key, inquiry)).collect()
    }

    /// `checked`'s findings of the draft of `snapshot` with what the judge said, and that by sentence. Blocks.
    pub(crate) fn with_judged(
        &self,
        snapshot: &Snapshot,
        checked: &Checked,
    ) -> (Vec<Finding>, Vec<(Span, Judged)>) {
        let mut findings = checked.findings.clone();
        let Some(cx) = snapshot.context() else { return (findings, Vec::new()) };
        let states = self.states(snapshot);
        let judged = || {
            states.iter().filter_map(|(claim, _, state)| match state {
                State::Judged(found) => Some((claim, found)),
                State::None | State::Open(_) => None,
            })
        };
        let mended =
            judged().map(|(claim, found)| (claim, &found.judged, found.mending_at(claim.span.start)));
        add_judged(&cx, &mut findings, mended);
        (findings, judged().map(|(claim, found)| (claim.span, found.judged.clone())).collect())
    }

    /// The judge's findings among the claims that `span` touches, beside `found`; asks nothing and works nothing out.
    pub(crate) fn judged_in(&self, snapshot: &Snapshot, span: Span, found: &mut Vec<Finding>) {
        let Some(cx) = snapshot.context() else { return };
        let Some(draft) = self.judging.drafts.get(&snapshot.path).map(|draft| draft.claims.clone()) else {
            return;
        };
        let claims = cx.draft.claims_in(span);
        let judged = claims.iter().filter_map(|claim| match draft.get(&claim_key(&cx, claim)) {
            Some(State::Judged(found)) => Some((claim, &found.judged, found.mending_at(claim.span.start))),
            _ => None,
        });
        add_judged(&cx, found, judged);
    }

    /// What the judge said of the claims at byte `offset` of the draft of `snapshot`; asks nothing.
    pub fn judged_at(&self, snapshot: &Snapshot, offset: usize) -> Vec<Judged> {
        let Some(cx) = snapshot.context() else { return Vec::new() };
        let here = cx.draft.claims_in(Span::new(offset, offset)).into_iter();
        let touched = here.filter(|claim| {
            claim.span.touches(offset) || claim.cited_in_text().any(|group| group.touches(offset))
        });
        touched.filter_map(|claim| self.judged_of(snapshot, &claim)).collect()
    }

    /// What the judge said of `claim`, of the draft of `snapshot`; asks nothing.
    pub(crate) fn judged_of(&self, snapshot: &Snapshot, claim: &Claim) -> Option<Judged> {
        let cx = snapshot.context()?;
        let draft = self.judging.drafts.get(&snapshot.path)?;
        match draft.claims.get(&claim_key(&cx, claim)) {
            Some(State::Judged(found)) => Some(found.judged.clone()),
            _ => None,
        }
    }

    /// Every claim of the draft with its key and what is known of it; worked out once for each claim, library and judge.
    fn states(&self, snapshot: &Snapshot) -> Vec<(Claim, u64, State)> {
        let (Some(cx), Some(known), Some(judge)) =
            (snapshot.context(), &snapshot.known, self.judge_of(snapshot))
        else {
            return Vec::new();
        };
        let same = |draft: &OfDraft| Arc::ptr_eq(&draft.shelf, &known.shelf) && draft.named == judge.named;
        let earlier = self.judging.drafts.get(&snapshot.path).filter(|draft| same(draft));
        let earlier = earlier.map(|draft| draft.claims.clone()).unwrap_or_default();
        let mut states = Vec::new();
        for claim in cx.draft.claims().into_iter().filter(Claim::is_cited) {
            let key = claim_key(&cx, &claim);
            let state = match earlier.get(&key) {
                Some(State::Open(inquiry)) => state(&judge, &cx, &claim, Arc::clone(inquiry)),
                Some(known) => known.clone(),
                None => match judge.inquiry(&cx, &claim) {
                    Some(inquiry) => state(&judge, &cx, &claim, Arc::new(inquiry)),
                    None => State::None,
                },
            };
            states.push((claim, key, state));
        }
        let claims = states.iter().map(|(_, key, state)| (*key, state.clone())).collect();
        let draft = OfDraft { shelf: Arc::clone(&known.shelf), named: Arc::clone(&judge.named), claims };
        self.judging.drafts.insert(snapshot.path.clone(), draft);
        states
    }

    /// Whether the judge is asked about the draft at `path` at one of these times; does not look at the disk.
    pub fn judges(&self, path: &Path, when: &[JudgeWhen]) -> bool {
        let settings = self.settings_of(path);
        settings.is_some_and(|settings| {
            settings.endpoint.is_some()
                && settings.judge.as_ref().is_some_and(|judge| when.contains(&judge.when))
        })
    }

    /// Whether the judge may be asked about what `span` of the draft of `snapshot` touches.
    pub fn may_judge(&self, snapshot: &Snapshot, span: Span) -> bool {
        let Some(cx) = snapshot.context().filter(|_| judge_endpoint(snapshot).is_some()) else {
            return false;
        };
        cx.draft.claims_in(span).iter().any(Claim::is_cited)
    }

    /// The judge of the draft of `snapshot`; `None` where none may be asked.
    fn judge_of(&self, snapshot: &Snapshot) -> Option<Judge> {
        let endpoint = judge_endpoint(snapshot)?;
        let own = self.judging.rules.now(self.user.file.as_deref(), RULES);
        Some(Judge::keeping(endpoint, own, Arc::clone(&self.judging.answers)))
    }
}

/// The endpoint that may judge the draft of `snapshot`.
fn judge_endpoint(snapshot: &Snapshot) -> Option<&Endpoint> {
    model::endpoint(snapshot).filter(|_| snapshot.settings.judge.is_some())
}

fn state(judge: &Judge, cx: &ibid_check::Context<'_>, claim: &Claim, inquiry: Arc<Inquiry>) -> State {
    let Some(judged) = judge.known(&inquiry) else { return State::Open(inquiry) };
    let wording = judged.wording.as_deref();
    let mending = wording.and_then(|wording| ibid_features::mended(cx, claim, wording));
    let mending = mending.map(|edit| (claim.span.start, edit));
    State::Judged(Arc::new(JudgedClaim { judged, mending }))
}

/// Ends a pass, however it ends.
struct Passing<'a> {
    session: &'a Session,
    path: &'a Path,
    id: JudgingId,
}

impl Drop for Passing<'_> {
    fn drop(&mut self) {
        self.session.judging.passes.remove_if(self.path, |_, pass| pass.id == self.id);
        self.session.announce(Event::Judged(self.id));
    }
}
