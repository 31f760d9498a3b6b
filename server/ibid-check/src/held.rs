//! One fact held against the library: what the ledger says of it, and the finding if there is one.

use ibid_draft::{Claim, Governing, Target};
use ibid_evidence::{Evidence, Resolved, WhyNot};
use ibid_text::Span;

use crate::context::Context;
use crate::model::{Finding, LedgerLine, Outcome};

/// A fact and what became of it.
pub(crate) struct Held {
    /// Its line in the ledger.
    pub line: LedgerLine,
    /// What the writer is shown, if anything.
    pub finding: Option<Finding>,
}

impl Held {
    /// A fact without a finding.
    pub(crate) fn silent(line: LedgerLine) -> Held {
        Held { line, finding: None }
    }
}

/// A source that governs a claim, with the citation through which it does.
pub(crate) struct Cited<'c> {
    /// The citation.
    pub governing: &'c Governing,
    /// What it points to.
    pub resolved: Resolved,
}

/// The sources that govern `claim`, and why the others of its citations have no text.
pub(crate) fn cited<'c>(cx: &Context<'_>, claim: &'c Claim) -> (Vec<Cited<'c>>, Vec<WhyNot>) {
    let mut sources = Vec::new();
    let mut without = Vec::new();
    for governing in claim.governed_by.iter().filter(|g| !g.weak) {
        if matches!(governing.citation.target, Target::Footnote(_)) {
            continue;
        }
        for source in cx.shelf.resolve_all(&governing.citation.target, cx.file) {
            match source {
                Ok(resolved) => sources.push(Cited { governing, resolved }),
                // A link to anything else is no citation.
                Err(WhyNot::Unknown)
                    if matches!(governing.citation.target, Target::Link(_) | Target::Page(_)) => {}
                Err(why) => without.push(why),
            }
        }
    }
    (sources, without)
}

/// A line of the ledger.
pub(crate) fn line(
    cx: &Context<'_>,
    kind: &'static str,
    (span, text): (Span, &str),
    (outcome, why): (Outcome, &str),
    evidence: Vec<Evidence>,
) -> LedgerLine {
    LedgerLine {
        file: cx.file.to_owned(),
        span,
        kind,
        text: text.to_owned(),
        outcome,
        verdict: outcome.verdict(),
        evidence,
        why: why.to_owned(),
    }
}
