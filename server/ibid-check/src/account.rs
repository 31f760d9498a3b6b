//! A draft claim by claim: what became of each, and what was found in it.

use ibid_draft::{BlockKind, Claim};
use ibid_text::Span;

use crate::context::Context;
use crate::judge::Judged;
use crate::model::{Finding, LedgerLine, Verdict};

/// A claim and all that was found of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Accounted {
    /// The sentence.
    pub claim: Claim,
    /// Whether sources bear it out.
    pub verdict: Verdict,
    /// Its facts, in the order of the draft.
    pub facts: Vec<LedgerLine>,
    /// What the writer is shown of it, in the order of the draft.
    pub findings: Vec<Finding>,
    /// What is believed of the judge, where it was asked.
    pub judged: Option<Judged>,
}

/// What became of a draft's claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Account {
    /// The sentences that cite a source (a footnote does it for another), state a fact or have a finding, in the order
    /// of the draft. All others are the writer's own.
    pub claims: Vec<Accounted>,
    /// Findings that belong to none of them.
    pub others: Vec<Finding>,
}

/// Sorts `ledger`, `findings` and what was `judged` of which sentence, all of the draft of `cx`, by claims.
pub fn account(
    cx: &Context<'_>,
    ledger: &[LedgerLine],
    findings: &[Finding],
    judged: &[(Span, Judged)],
) -> Account {
    let claims = cx.draft.claims();
    let owners: Vec<Option<usize>> = findings.iter().map(|finding| owner(cx, &claims, finding)).collect();
    let accounted = claims.iter().enumerate().filter_map(|(at, claim)| {
        let own = findings.iter().zip(&owners).filter(|(_, owner)| **owner == Some(at));
        let own = own.map(|(finding, _)| finding.clone()).collect();
        let judged = judged.iter().find(|(span, _)| *span == claim.span).map(|(_, judged)| judged.clone());
        let accounted = Accounted::new(claim, ledger, own, judged);
        let cites = claim.is_cited() && !matches!(claim.kind, BlockKind::Footnote(_));
        let says_something = cites || !accounted.facts.is_empty() || !accounted.findings.is_empty();
        says_something.then_some(accounted)
    });
    let others = findings.iter().zip(&owners).filter(|(_, owner)| owner.is_none());
    Account { claims: accounted.collect(), others: others.map(|(finding, _)| finding.clone()).collect() }
}

/// What became of `claim` alone, by the `ledger` and `findings` of the part it stands in, and what was `judged` of it.
pub fn account_of(
    cx: &Context<'_>,
    claim: &Claim,
    ledger: &[LedgerLine],
    findings: &[Finding],
    judged: Option<Judged>,
) -> Accounted {
    let own = |finding: &&Finding| owner(cx, std::slice::from_ref(claim), finding).is_some();
    Accounted::new(claim, ledger, findings.iter().filter(own).cloned().collect(), judged)
}

impl Accounted {
    fn new(
        claim: &Claim,
        ledger: &[LedgerLine],
        findings: Vec<Finding>,
        judged: Option<Judged>,
    ) -> Accounted {
        let facts: Vec<LedgerLine> = ledger.iter().filter(|line| is_of(claim, line.span)).cloned().collect();
        let verdict = verdict(&facts, &findings, judged.as_ref());
        Accounted { claim: claim.clone(), verdict, facts, findings, judged }
    }
}

/// What the facts and findings of a claim come to: the weightiest word of any, so that a fact that cannot be checked
/// keeps the others from vouching for the whole. The judge adds to that, and takes back nothing that was found against the
/// claim.
fn verdict(facts: &[LedgerLine], findings: &[Finding], judged: Option<&Judged>) -> Verdict {
    let of_facts = facts.iter().map(|fact| fact.verdict).max().unwrap_or(Verdict::Unknown);
    let of_findings = findings.iter().filter_map(|finding| finding.code.verdict()).max();
    let found = of_findings.map_or(of_facts, |verdict| verdict.max(of_facts));
    match judged.map(|judged| judged.verdict) {
        Some(said) if said != Verdict::Unknown && found < Verdict::Unsupported => said,
        _ => found,
    }
}

/// Whether the fact at `span` is one of `claim`'s; a quotation over several sentences is told of with the last.
fn is_of(claim: &Claim, span: Span) -> bool {
    claim.quotations.iter().any(|quotation| quotation.span == span)
        || (claim.span.contains(span) && !claim.quoted.contains(&span))
}

/// The claim that `finding` stands in, else the first that is governed by the citation it stands on.
fn owner(cx: &Context<'_>, claims: &[Claim], finding: &Finding) -> Option<usize> {
    if finding.file != cx.file {
        return None;
    }
    let (start, span) = (Span::new(finding.span.start, finding.span.start), finding.span);
    let within = claims.iter().position(|claim| is_of(claim, span) || claim.span.contains(start));
    let cites =
        |claim: &Claim| claim.cited().any(|by| by.citation.span.cover(by.citation.group).contains(span));
    within.or_else(|| claims.iter().position(cites))
}
