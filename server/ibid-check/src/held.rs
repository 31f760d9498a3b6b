//! One fact held against the library: what the ledger says of it, and the finding if there is one.

use ibid_draft::{Claim, Governing, Target};
use ibid_evidence::{Evidence, Resolved, WhyNot};
use ibid_text::Span;

use crate::context::Context;
use crate::model::{Code, Finding, LedgerLine, Outcome};

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

/// The one source that governs `claim`, where it has text and what stands at `at` of the claim is not quoted.
pub(crate) fn only_source<'c>(cx: &Context<'_>, claim: &'c Claim, at: Span) -> Option<Cited<'c>> {
    if claim.quoted.iter().any(|quoted| quoted.overlaps(at.shift(claim.span.start))) {
        return None;
    }
    let (mut sources, without) = cited(cx, claim);
    let source = sources.pop()?;
    (sources.is_empty() && without.is_empty()).then_some(source)
}

/// The finding that sentence `index` of `source` says otherwise than what stands at `at` of the claim.
pub(crate) fn contradicted(
    cx: &Context<'_>,
    claim: &Claim,
    at: Span,
    message: String,
    (source, index): (&Cited<'_>, usize),
) -> Finding {
    let mut finding = Finding::new(Code::Contradicted, cx.file, at.shift(claim.span.start), message);
    let line = source.resolved.text.sentences()[index].span;
    finding.evidence.push(source.resolved.evidence(line));
    finding
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
