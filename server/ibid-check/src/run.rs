//! All checks of a draft.

use std::collections::{HashMap, HashSet};
use std::num::NonZero;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;

use ibid_draft::{Citation, Claim};
use ibid_text::Span;

use crate::context::Context;
use crate::held::Held;
use crate::inconsistent::{self, Told};
use crate::memo::{self, Found, Memo};
use crate::model::{Code, Finding, LedgerLine};
use crate::{
    citation_needed, citations, figures, hedges, ignored, locators, majorities, misplaced, names, opposites,
    outranked, quotations, sequence, standings, unmarked,
};

/// Fewer claims than this are not worth a thread.
const CLAIMS_A_THREAD: usize = 8;

/// What was found in a draft.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// What the writer is shown, in the order of the draft.
    pub findings: Vec<Finding>,
    /// How many claims were looked at.
    pub claims: usize,
    /// What was found of each claim, and where that begins.
    found: Vec<(usize, Arc<Found>)>,
    memo: Memo,
}

impl Checked {
    /// Every fact and what became of it, in the order of the draft. Put together anew: most who check want the findings alone.
    pub fn ledger(&self) -> Vec<LedgerLine> {
        self.found.iter().flat_map(|(start, found)| found.ledger(*start)).collect()
    }

    /// Adds what was `found` of a claim that begins at `start` of the draft `file`.
    fn add(&mut self, start: usize, file: &Path, found: Arc<Found>) {
        self.findings.extend(found.findings(start, file));
        self.found.push((start, found));
        self.claims += 1;
    }
}

/// Checks the whole draft.
pub fn check(cx: &Context<'_>) -> Checked {
    let (Ok(checked) | Err(Stopped(checked))) = check_again(cx, &Checked::default(), &|| true);
    checked
}

/// A check that was stopped before its end. Nothing of it may be shown; the next one goes on from it.
#[derive(Clone, Debug)]
pub struct Stopped(pub Checked);

/// Checks the draft after a change: what `earlier` found of claims that did not change is taken over. `earlier`
/// must come from the same library. Asks `keep_on` before each claim that is worked out, and stops once it says no.
pub fn check_again(
    cx: &Context<'_>,
    earlier: &Checked,
    keep_on: &(dyn Fn() -> bool + Sync),
) -> Result<Checked, Stopped> {
    let claims = cx.draft.claims();
    let keys: Vec<u64> = claims.iter().map(|claim| memo::claim_key(cx, claim)).collect();
    let new: Vec<(u64, &Claim)> =
        keys.iter().copied().zip(&claims).filter(|(key, _)| !earlier.memo.has(*key)).collect();
    let worked_out = work_out(cx, &new, keep_on);
    if worked_out.len() < new.len() {
        return Err(stopped(earlier, worked_out));
    }
    let worked_out: HashMap<u64, Arc<Found>> = worked_out.into_iter().collect();
    let found = |key: &u64| earlier.memo.get(*key).or_else(|| worked_out.get(key).cloned());
    let mut checked = Checked { findings: of_citations(cx, cx.draft.citations()), ..Checked::default() };
    let all: Vec<Arc<Found>> = keys.iter().filter_map(found).collect();
    for ((key, claim), found) in keys.iter().zip(&claims).zip(&all) {
        checked.add(claim.span.start, cx.file, Arc::clone(found));
        checked.memo.keep(*key, Arc::clone(found));
    }
    let told: Vec<&Told> = all.iter().map(|found| &found.told).collect();
    let across = inconsistent::across(cx, &claims, &told);
    add_new(&mut checked.findings, across);
    in_order(cx, &mut checked.findings);
    Ok(checked)
}

/// Checks `claims`, on as many processors as there are; fewer come back once `keep_on` says no.
fn work_out(
    cx: &Context<'_>,
    claims: &[(u64, &Claim)],
    keep_on: &(dyn Fn() -> bool + Sync),
) -> Vec<(u64, Arc<Found>)> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut found = Vec::new();
        while let Some((key, claim)) = claims.get(next.fetch_add(1, Ordering::Relaxed))
            && keep_on()
        {
            found.push((*key, Arc::new(check_claim(cx, claim))));
        }
        found
    };
    let threads = available_parallelism().map_or(1, NonZero::get).min(claims.len() / CLAIMS_A_THREAD);
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut found = work();
        for other in others {
            found.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        found
    })
}

/// What is found in the part `span` of the draft alone, and every fact of it; `earlier` as for [`check_again`].
pub fn check_part(cx: &Context<'_>, span: Span, earlier: &Checked) -> Checked {
    let findings = of_citations(cx, cx.draft.citations_in(span));
    let mut checked = Checked { findings, ..Checked::default() };
    for claim in cx.draft.claims_in(span) {
        let known = earlier.memo.get(memo::claim_key(cx, &claim));
        let found = known.unwrap_or_else(|| Arc::new(check_claim(cx, &claim)));
        checked.add(claim.span.start, cx.file, found);
    }
    if earlier.findings.iter().any(|finding| finding.code == Code::Inconsistent) {
        let across = against_the_rest(cx, span, earlier);
        add_new(&mut checked.findings, across);
    }
    in_order(cx, &mut checked.findings);
    checked
}

/// What is found in the part `span` by holding it against the rest of the draft.
fn against_the_rest(cx: &Context<'_>, span: Span, earlier: &Checked) -> Vec<Finding> {
    let claims = cx.draft.claims();
    let known = |claim| earlier.memo.get(memo::claim_key(cx, claim));
    let all = claims.iter().map(|claim| known(claim).unwrap_or_else(|| Arc::new(check_claim(cx, claim))));
    let all: Vec<Arc<Found>> = all.collect();
    let told: Vec<&Told> = all.iter().map(|found| &found.told).collect();
    let found = inconsistent::across(cx, &claims, &told).into_iter();
    found.filter(|finding| finding.span.start <= span.end && span.start <= finding.span.end).collect()
}

/// All that `earlier` and the check stopped now have worked out.
fn stopped(earlier: &Checked, worked_out: Vec<(u64, Arc<Found>)>) -> Stopped {
    let mut memo = earlier.memo.clone();
    worked_out.into_iter().for_each(|(key, found)| memo.keep(key, found));
    Stopped(Checked { memo, ..Checked::default() })
}

/// What is wrong with where `citations` point. That a source cannot be read is said where it is first cited.
fn of_citations(cx: &Context<'_>, citations: Vec<Citation>) -> Vec<Finding> {
    let mut told = HashSet::new();
    let mut findings = Vec::new();
    for citation in citations {
        findings.extend(citations::check(cx, &citation));
        findings.extend(locators::check(cx, &citation));
    }
    findings.retain(|f| f.code != Code::UnreadableSource || told.insert(f.message.clone()));
    findings
}

/// Adds those of `found` on whose words, here or there, no source decides already.
fn add_new(findings: &mut Vec<Finding>, mut found: Vec<Finding>) {
    let decided = |span: Span| {
        let decides = |code| matches!(code, Code::NumberMismatch | Code::DateMismatch);
        findings.iter().any(|finding| decides(finding.code) && finding.span.overlaps(span))
    };
    found.retain(|f| !decided(f.span) && !f.related.iter().any(|related| decided(related.span)));
    findings.append(&mut found);
}

fn in_order(cx: &Context<'_>, findings: &mut Vec<Finding>) {
    ignored::drop_ignored(cx, findings);
    unmarked::in_the_drafts_marks(cx, findings);
    findings.sort_by_key(|f| (f.span, f.code));
    findings.dedup();
}

/// The checks of what a claim's words say, whatever its figures. The first that finds something tells it.
const OF_WORDS: [fn(&Context<'_>, &Claim) -> Option<Finding>; 6] =
    [opposites::check, standings::check, majorities::check, outranked::check, hedges::check, sequence::check];

/// Checks one claim. What the draft ignores is not left out yet.
fn check_claim(cx: &Context<'_>, claim: &Claim) -> Found {
    let mut held: Vec<Held> = quotations::check(cx, claim);
    held.extend(figures::check(cx, claim));
    held.extend(names::check(cx, claim));
    held.sort_by_key(|h| h.line.span);
    let mut findings: Vec<Finding> = Vec::new();
    let mut ledger = Vec::new();
    for Held { line, finding } in held {
        findings.extend(finding);
        ledger.push(line);
    }
    add_new(&mut findings, inconsistent::within(cx, claim));
    if findings.is_empty() {
        findings.extend(OF_WORDS.iter().find_map(|check| check(cx, claim)));
    }
    if findings.is_empty() {
        findings.extend(misplaced::check(cx, claim, &ledger));
    }
    findings.extend(unmarked::check(cx, claim));
    if findings.is_empty() {
        findings.extend(citation_needed::check(cx, claim));
    }
    Found::new(claim, findings, ledger)
}
