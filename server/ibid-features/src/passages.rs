//! Beside a claim: the passages that it rests on, each once, for who goes through a whole draft.

use ibid_check::{Accounted, Context};
use ibid_draft::Target;
use ibid_evidence::{Evidence, Resolved};
use ibid_text::{Language, Span};

use crate::shown;

/// Words of a source beside a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The sentences, with the place of what they were quoted for.
    pub evidence: Evidence,
    /// Bytes of [`Evidence::quote`] that are quoted in the draft.
    pub words: Vec<Span>,
    /// Why it is shown.
    pub rests: Rests,
    /// The language it is in.
    pub language: Language,
}

/// Why a passage is shown beside a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rests {
    /// A fact was compared with it, or a finding or the judge's verdict rests on it.
    Compared,
    /// It comes nearest to the claim in a source that is cited; nothing was compared with it.
    Nearest,
}

/// The passages beside a claim: first those that its facts and findings rest on, in their order; then, of each source
/// that is cited and has none among them, the one that comes nearest.
pub fn passages(cx: &Context<'_>, accounted: &Accounted) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let of_findings = accounted.findings.iter().flat_map(|finding| &finding.evidence);
    let of_judge = accounted.judged.iter().filter_map(|judged| judged.words.as_ref());
    for evidence in accounted.facts.iter().flat_map(|fact| &fact.evidence).chain(of_findings).chain(of_judge)
    {
        add(&mut passages, in_context(cx, evidence));
    }
    for governing in accounted.claim.cited() {
        if matches!(governing.citation.target, Target::Footnote(_)) {
            continue;
        }
        let sources = cx.shelf.resolve_all(&governing.citation.target, cx.file);
        let mut sources = sources.into_iter().flatten();
        let is_shown = |source: &Resolved| passages.iter().any(|p| p.evidence.source == source.text.path);
        // One of a reference's files is enough.
        let Some(source) = sources.next().filter(|first| !is_shown(first) && !sources.any(|s| is_shown(&s)))
        else {
            continue;
        };
        if let Some(evidence) = shown::passage(cx.draft, &accounted.claim, governing, &source) {
            let language = Language::of(&evidence.quote);
            passages.push(Passage { evidence, words: Vec::new(), rests: Rests::Nearest, language });
        }
    }
    passages
}

/// `evidence` with the whole of the sentences that it is a part of.
fn in_context(cx: &Context<'_>, evidence: &Evidence) -> Passage {
    let whole = evidence.span.and_then(|words| {
        let source = cx.shelf.text(&evidence.source)?;
        let around = source.text.around(words);
        let place = evidence.place.clone();
        let words = Span::new(words.start - around.start, words.end - around.start);
        // A whole sentence needs no mark.
        let words = (words.len() < around.len()).then_some(words);
        Some((Evidence { place, ..source.evidence(around) }, words))
    });
    let (evidence, words) = whole.unwrap_or_else(|| (evidence.clone(), None));
    let language = Language::of(&evidence.quote);
    Passage { evidence, words: words.into_iter().collect(), rests: Rests::Compared, language }
}

/// Adds `passage`, or its words to the same one.
fn add(passages: &mut Vec<Passage>, passage: Passage) {
    let same = |known: &&mut Passage| {
        let (a, b) = (&known.evidence, &passage.evidence);
        (&a.source, a.span, &a.quote) == (&b.source, b.span, &b.quote)
    };
    match passages.iter_mut().find(same) {
        Some(known) => known.words.extend(passage.words),
        None => passages.push(passage),
    }
}
