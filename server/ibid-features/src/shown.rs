//! Which words of a source are shown beside a claim.

use ibid_check::Context;
use ibid_draft::{Citation, Claim, Draft, Governing};
use ibid_evidence::{Evidence, Quote, Resolved, Topic, WhyNot};
use ibid_text::{Locator, Span};

/// How many of the nearest sentences are held against the locator.
const NEAREST: usize = 12;
/// Sentences of a cited page that are shown where none of them comes near the claim.
const OPENING: usize = 3;
/// Bytes before a citation's block within which the sentence may stand that it governs.
const QUOTE: usize = 4_000;

/// What `citation`, through the footnote reference `via` if there is one, points to: of several files of one reference, the
/// one that has the claim's quotation, else the cited place, else the first that was read.
pub(crate) fn source(
    cx: &Context<'_>,
    citation: &Citation,
    via: Option<&Citation>,
) -> Result<Resolved, WhyNot> {
    let mut sources = cx.shelf.resolve_all(&citation.target, cx.file);
    if sources.len() > 1 {
        let claim = claim(cx, citation, via).map(|(claim, _)| claim);
        let quoted =
            |source: &Resolved| claim.as_ref().is_some_and(|claim| quoted(cx.draft, claim, source).is_some());
        let located = |source: &Resolved| {
            citation.locator.as_ref().is_some_and(|(_, locator)| opening(source, locator).is_some())
        };
        sources.sort_by_cached_key(|source| match source {
            Ok(source) => (false, !quoted(source), !located(source)),
            Err(_) => (true, true, true),
        });
    }
    sources.swap_remove(0)
}

/// The words of `source` behind `citation`, through the footnote reference `via` if there is one: those that the claim
/// rests on which it governs, else those on the page that it names.
pub(crate) fn cited(
    cx: &Context<'_>,
    citation: &Citation,
    via: Option<&Citation>,
    source: &Resolved,
) -> Option<Evidence> {
    let claim = claim(cx, citation, via);
    let passage = claim.and_then(|(claim, by)| passage(cx.draft, &claim, &by, source));
    passage.or_else(|| opening(source, &citation.locator.as_ref()?.1))
}

/// The claim that `citation` governs, a strongly governed one first.
pub(crate) fn claim(
    cx: &Context<'_>,
    citation: &Citation,
    via: Option<&Citation>,
) -> Option<(Claim, Governing)> {
    let here = via.map_or(citation.span, |via| via.span);
    let block = cx.draft.blocks_in(here).into_iter().find(|block| block.span.contains(here))?;
    // The citation of a block quotation may stand in a paragraph of its own, behind it.
    let around = Span::new(block.span.start.saturating_sub(QUOTE), block.span.end);
    let mut governed: Vec<_> = cx
        .draft
        .claims_in(around)
        .into_iter()
        .filter_map(|claim| {
            let by = claim.governed_by.iter().find(|by| by.citation.span == citation.span)?.clone();
            Some((claim, by))
        })
        .collect();
    governed.sort_by_key(|(_, by)| by.weak);
    governed.into_iter().next()
}

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
    let topic = Topic::new(&claim.text);
    let nearest = |most| -> Vec<Span> {
        let near = topic.closest(&source.text, most).into_iter();
        near.filter_map(|c| Some(source.text.sentences().get(c.sentence)?.span)).collect()
    };
    let Some((_, locator)) = &governing.citation.locator else {
        return nearest(1).first().map(|span| source.evidence(*span));
    };
    let near = nearest(NEAREST);
    let span = near.iter().find(|span| locator.matches(&source.place(span.start)) == Some(true));
    let there = span.map(|span| source.evidence(*span)).or_else(|| opening(source, locator));
    there.or_else(|| near.first().map(|span| source.evidence(*span)))
}

/// The first sentences of the place that `locator` names in `source`.
fn opening(source: &Resolved, locator: &Locator) -> Option<Evidence> {
    let sentences = source.text.sentences().iter().map(|sentence| sentence.span);
    let there = |span: &Span| locator.matches(&source.place(span.start)) == Some(true);
    let spans: Vec<Span> =
        sentences.skip_while(|span| !there(span)).take_while(there).take(OPENING).collect();
    Some(source.evidence(Span::new(spans.first()?.start, spans.last()?.end)))
}
