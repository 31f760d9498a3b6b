//! Which findings a writer is shown of an open file now: what the checks found, less what settings switch
//! off, less the sentence that is still being typed.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use ibid_check::{Checked, Code, Finding, Judged, Severity, check_bibliography, check_unreadable};
use ibid_draft::{Draft, Target};
use ibid_text::Span;

use crate::known::Known;
use crate::missing::check_named;
use crate::roles::Role;
use crate::session::Session;
use crate::snapshot::Snapshot;
use crate::typing;

/// Whether `draft` cites anything that is known.
pub fn cites_any(draft: &Draft, known: &Known) -> bool {
    let key =
        |target: &Target| matches!(target, Target::Key(key) if known.shelf.references().get(key).is_some());
    draft.citations().iter().any(|citation| key(&citation.target))
}

/// The findings of an open file, and when to look again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Those in the file itself, in its order, with the severity that the settings give.
    pub own: Vec<(Severity, Finding)>,
    /// Those in its bibliographies, by file.
    pub bibliographies: Vec<(PathBuf, Vec<(Severity, Finding)>)>,
    /// A sentence is held back that will be looked at when this much time has passed without a change.
    pub again_in: Option<Duration>,
}

/// What is found in a draft: all of it, and what of that the writer is shown.
#[derive(Default)]
pub(crate) struct Looked {
    pub(crate) findings: Findings,
    pub(crate) checked: Arc<Checked>,
    /// What the judge said, by sentence.
    pub(crate) judged: Vec<(Span, Judged)>,
}

impl Session {
    /// The findings of the file of `snapshot` at the time `now`; `None` once `wanted` says no or the text is
    /// another. Blocks.
    pub fn findings(
        &self,
        snapshot: &Snapshot,
        now: Instant,
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Findings> {
        if !snapshot.settings.feature("diagnostics") {
            return Some(Findings::default());
        }
        Some(match (snapshot.role, &snapshot.known) {
            (Role::Draft, _) => snapshot.with_missing(self.look(snapshot, now, wanted)?.findings, now),
            (Role::Bibliography, Some(known)) => {
                let own =
                    self.in_bibliographies(snapshot, known, wanted).find(|(file, _)| *file == snapshot.path);
                Findings { own: own.map(|(_, findings)| findings).unwrap_or_default(), ..Findings::default() }
            }
            (Role::Bibliography | Role::Source | Role::Other, _) => Findings::default(),
        })
    }

    /// What is found in the draft of `snapshot` at the time `now`; `None` once `wanted` says no or the text is another. Blocks.
    pub(crate) fn look(
        &self,
        snapshot: &Snapshot,
        now: Instant,
        wanted: &(dyn Fn() -> bool + Sync),
    ) -> Option<Looked> {
        let Some(known) = snapshot.known.as_ref().filter(|_| !self.is_quiet(snapshot)) else {
            return Some(Looked::default());
        };
        let current = || self.drafts().get(&snapshot.path).is_some_and(|d| Arc::ptr_eq(&d, &snapshot.open));
        let checked = self.checks.whole(snapshot, &|| wanted() && current())?;
        let held = typing::unfinished(&snapshot.open, now);
        let (findings, judged) = self.with_judged(snapshot, &checked);
        let findings = self.unsigned(snapshot, findings);
        let mut own = snapshot.finished(findings, held.map(|(sentence, _)| sentence));
        // Of a draft with references of its own, their faults are the draft's.
        let (heads, bibliographies): (Vec<_>, Vec<_>) =
            self.in_bibliographies(snapshot, known, wanted).partition(|(file, _)| *file == snapshot.path);
        own.splice(0..0, heads.into_iter().flat_map(|(_, findings)| findings));
        let again_in = held.map(|(_, left)| left);
        Some(Looked { findings: Findings { own, bibliographies, again_in }, checked, judged })
    }

    /// The findings in each of the bibliographies of `snapshot`.
    fn in_bibliographies<'s>(
        &'s self,
        snapshot: &'s Snapshot,
        known: &'s Known,
        wanted: &dyn Fn() -> bool,
    ) -> impl Iterator<Item = (PathBuf, Vec<(Severity, Finding)>)> + use<'s> {
        let cited = self.cited_keys(snapshot, wanted);
        known.faults.iter().map(move |(file, faults)| {
            let mut found = check_bibliography(file, faults);
            found.extend(check_unreadable(file, &known.shelf, &known.named));
            found.extend(cited.iter().flat_map(|cited| self.unused(snapshot, file, cited)));
            found.sort_by_key(|finding| finding.span);
            (file.clone(), snapshot.shown(found))
        })
    }

    /// Whether nothing is said of the draft of `snapshot`: it stands in a folder without a library, and cites nothing
    /// that the user keeps for all drafts. There are many such files, and most were never meant for ibid.
    fn is_quiet(&self, snapshot: &Snapshot) -> bool {
        snapshot.has_only_the_users
            && snapshot.known.as_ref().is_none_or(|known| !cites_any(&snapshot.open.draft, known))
    }

    /// The findings in the part `span` of the draft of `snapshot`, without looking at the rest of it.
    pub fn findings_in(&self, snapshot: &Snapshot, span: Span, now: Instant) -> Vec<Finding> {
        self.part(snapshot, span, now).findings
    }

    /// The same, with every fact that was checked there.
    pub(crate) fn part(&self, snapshot: &Snapshot, span: Span, now: Instant) -> Checked {
        let Some(cx) = snapshot.context().filter(|_| snapshot.settings.feature("diagnostics")) else {
            return Checked::default();
        };
        if self.is_quiet(snapshot) {
            return Checked::default();
        }
        let mut found = ibid_check::check_part(&cx, span, &self.checks.earlier(snapshot));
        self.judged_in(snapshot, span, &mut found.findings);
        let held = typing::unfinished(&snapshot.open, now).map(|(sentence, _)| sentence);
        let findings = self.unsigned(snapshot, std::mem::take(&mut found.findings));
        found.findings = snapshot.finished(findings, held).into_iter().map(|(_, finding)| finding).collect();
        found
    }

    /// Those of `findings` that nobody signed off.
    fn unsigned(&self, snapshot: &Snapshot, mut findings: Vec<Finding>) -> Vec<Finding> {
        if let Some(cx) = snapshot.context().filter(|_| !findings.is_empty()) {
            let signed = self.signed(snapshot);
            findings.retain(|finding| !signed.silences(&cx, finding));
        }
        findings
    }
}

impl Snapshot {
    /// `findings` of the draft with what it names in vain, which comes first, but for a name that is being typed.
    fn with_missing(&self, mut findings: Findings, now: Instant) -> Findings {
        let (typed, meant): (Vec<_>, Vec<_>) = check_named(&self.draft, &self.path, &self.missing)
            .into_iter()
            .partition(|finding| typing::typed_in(&self.open, finding.span, now).is_some());
        findings.own.splice(0..0, self.shown(meant));
        let waits = typed.iter().filter_map(|finding| typing::typed_in(&self.open, finding.span, now));
        findings.again_in = findings.again_in.into_iter().chain(waits).max();
        findings
    }

    /// Those of `findings` that are shown of a draft in which the sentence `held` is still being typed.
    fn finished(
        &self,
        findings: impl IntoIterator<Item = Finding>,
        held: Option<Span>,
    ) -> Vec<(Severity, Finding)> {
        let mut shown = self.shown(findings);
        shown.retain(|(_, finding)| !held.is_some_and(|sentence| is_about(finding, &self.path, sentence)));
        shown
    }

    /// `findings` with the severities that the settings give, less those switched off.
    fn shown(&self, findings: impl IntoIterator<Item = Finding>) -> Vec<(Severity, Finding)> {
        let severity = |finding: &Finding| self.settings.severity(finding.code);
        let vouched = findings.into_iter().filter(|f| !(self.lacks_bibliographies && claims_absence(f.code)));
        vouched.filter_map(|finding| Some((severity(&finding)?, finding))).collect()
    }
}

/// Whether a finding of this kind rests on something not being there. It is not shown while a bibliography that
/// was named cannot be read.
pub fn claims_absence(code: Code) -> bool {
    matches!(
        code,
        Code::UnknownCitation | Code::MissingSource | Code::QuoteNotFound | Code::MisattributedQuote
    )
}

/// Whether `finding` is about `sentence`: stands in it, or on a citation right after it.
fn is_about(finding: &Finding, file: &Path, sentence: Span) -> bool {
    finding.file == file && sentence.start <= finding.span.start && finding.span.start <= sentence.end
}
