//! Which words of a source are shown beside a claim.

use ibid_draft::{Claim, Draft, Governing};
use ibid_evidence::{Evidence, Quote, Resolved, Topic};
use ibid_text::Span;

/// How many of the nearest sentences are held against the locator.
const NEAREST: usize = 12;

/// The words of `source` that `claim` rests on: the sentences around its quotation, else the sentence that
/// comes nearest to it, on the page that was cited if there is one there.
pub(crate) fn passage(
    draft: &Draft,
    claim: &Claim,
    governing: &Governing,
    source: &Resolved,
) -> Option<Evidence> {
    quoted(draft, claim, source).or_else(|| nearest(claim, governing, source))
}

fn quoted(draft: &Draft, claim: &Claim, source: &Resolved) -> Option<Evidence> {
    let find = |inner| Quote::new(&draft.slice(inner)).find(source.text.stream(), 1).into_iter().next();
    let span = claim.quotations.iter().find_map(|quotation| find(quotation.inner))?;
    Some(source.evidence(source.text.around(span)))
}

fn nearest(claim: &Claim, governing: &Governing, source: &Resolved) -> Option<Evidence> {
    let near = Topic::new(&claim.text).closest(&source.text, NEAREST);
    let spans: Vec<Span> =
        near.iter().filter_map(|c| Some(source.text.sentences().get(c.sentence)?.span)).collect();
    let locator = governing.citation.locator.as_ref().map(|(_, locator)| locator);
    let cited = |span: &&Span| locator.is_some_and(|l| l.matches(&source.place(span.start)) == Some(true));
    let span = spans.iter().find(cited).or(spans.first())?;
    Some(source.evidence(*span))
}
