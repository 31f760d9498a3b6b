//! What was found of claims, kept by what it was found from, so that only what changed is worked out again.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::Arc;

use ibid_draft::Claim;
use ibid_text::Span;

use crate::context::Context;
use crate::inconsistent::Told;
use crate::model::{Finding, LedgerLine};

/// What was found of one claim.
#[derive(Debug)]
pub(crate) struct Found {
    /// Where the claim began.
    start: usize,
    findings: Vec<Finding>,
    ledger: Vec<LedgerLine>,
    /// What it tells, to be held against the rest of the draft.
    pub(crate) told: Told,
}

/// What was found of a draft's claims with one state of the library.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memo(HashMap<u64, Arc<Found>>);

impl Memo {
    pub(crate) fn has(&self, key: u64) -> bool {
        self.0.contains_key(&key)
    }

    /// What was found of a claim with this fingerprint.
    pub(crate) fn get(&self, key: u64) -> Option<Arc<Found>> {
        self.0.get(&key).map(Arc::clone)
    }

    pub(crate) fn keep(&mut self, key: u64, found: Arc<Found>) {
        self.0.insert(key, found);
    }
}

impl Found {
    pub(crate) fn new(claim: &Claim, findings: Vec<Finding>, ledger: Vec<LedgerLine>) -> Found {
        Found { start: claim.span.start, findings, ledger, told: Told::of(claim) }
    }

    /// The findings as they are where the claim begins at `start` of the draft `file`.
    pub(crate) fn findings(&self, start: usize, file: &Path) -> Vec<Finding> {
        let mut findings = self.findings.clone();
        if start != self.start {
            let shift = |span: &mut Span| *span = moved(*span, self.start, start);
            for finding in findings.iter_mut().filter(|f| f.file == file) {
                shift(&mut finding.span);
                finding.related.iter_mut().filter(|r| r.file == file).for_each(|r| shift(&mut r.span));
                finding.fixes.iter_mut().flat_map(|f| &mut f.edits).for_each(|e| shift(&mut e.span));
            }
        }
        findings
    }

    /// Every fact, likewise.
    pub(crate) fn ledger(&self, start: usize) -> impl Iterator<Item = LedgerLine> {
        let lines = self.ledger.iter().cloned();
        lines.map(move |line| LedgerLine { span: moved(line.span, self.start, start), ..line })
    }
}

fn moved(span: Span, from: usize, to: usize) -> Span {
    let by = |at: usize| (at + to).saturating_sub(from);
    Span::new(by(span.start), by(span.end))
}

/// All that the findings of `claim` rest on, but the library: its words, and its citations and quotations by how
/// far from its beginning they stand.
pub fn claim_key(cx: &Context<'_>, claim: &Claim) -> u64 {
    let mut hasher = DefaultHasher::new();
    let start = claim.span.start;
    let far = |span: Span| (span.start.wrapping_sub(start), span.end.wrapping_sub(start));
    (&claim.text, &claim.before, far(claim.block), cx.file).hash(&mut hasher);
    std::mem::discriminant(&claim.kind).hash(&mut hasher);
    for by in &claim.governed_by {
        let citation = &by.citation;
        (&citation.target, citation.form, by.weak, by.via.map(far)).hash(&mut hasher);
        (far(citation.span), far(citation.group), far(citation.target_span)).hash(&mut hasher);
        citation
            .locator
            .as_ref()
            .map(|(span, locator)| (far(*span), locator.kind, &locator.ranges))
            .hash(&mut hasher);
    }
    claim.quoted.iter().for_each(|span| far(*span).hash(&mut hasher));
    for quotation in &claim.quotations {
        (far(quotation.span), quotation.block).hash(&mut hasher);
        if !claim.span.contains(quotation.span) {
            cx.draft.masked(quotation.inner).hash(&mut hasher);
        }
    }
    hasher.finish()
}
