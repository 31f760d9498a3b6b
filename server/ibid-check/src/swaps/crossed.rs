//! Two figures that have changed places: the claim says of the first thing what the source says of the second, and of the second
//! what it says of the first, the two in neighbouring sentences or in two parts of one.

use std::collections::BTreeSet;

use ibid_evidence::SourceText;
use ibid_facts::terms;
use ibid_text::Span;

use super::parts::is_of_kind;
use crate::candidates::frame;
use crate::matching::telling;
use crate::rows::is_row;
use crate::slot::{Frame, agree, says_when, tells_in_turn};

/// What parts two things, the stronger first.
const PARTINGS: [&[&str]; 3] = [
    &["; ", "；"],
    &[", and ", ", while ", ", whereas ", ", but ", ", against ", ", compared ", "，", ". "],
    &[" and ", " while ", " whereas ", " but ", " against ", " than ", ", "],
];

/// The fact of the source, a sentence and one of its facts, that it has for the thing of which the claim tells its fact `i`.
pub(crate) fn crossed(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<(usize, usize)> {
    let together = |k: usize| {
        let (a, b) = (claim.facts[i].span, claim.facts[k].span);
        claim.text.get(a.min(b).end..a.max(b).start).is_some_and(|between| !between.contains([';', '；']))
    };
    let alike =
        |k: &usize| *k != i && together(*k) && is_of_kind(&claim.facts[*k].value, &claim.facts[i].value);
    let mut others = (0..claim.facts.len()).filter(alike);
    let k = others.next().filter(|_| others.next().is_none())?;
    let both = [i, k].map(|fact| &claim.facts[fact]);
    if !both.iter().all(|fact| telling(fact)) || agree(both[0], both[1]) || tells_in_turn(claim.text) {
        return None;
    }
    let (own, other) = apart(claim, i, k)?;
    let (here, there) = (only_place(claim, i, source)?, only_place(claim, k, source)?);
    let (theirs, others) = told_apart(source, here, there)?;
    let turned = own.is_disjoint(&theirs)
        && !own.is_disjoint(&others)
        && other.is_disjoint(&others)
        && !other.is_disjoint(&theirs);
    turned.then_some(there)
}

/// The one place outside of tables where `source` has the claim's fact `i`.
fn only_place(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<(usize, usize)> {
    let known = |s: usize| source.facts(s).iter().enumerate().map(move |(j, fact)| ((s, j), fact));
    let mut places =
        (0..source.sentences().len()).flat_map(known).filter(|(_, fact)| agree(&claim.facts[i], fact));
    let (place, _) = places.next().filter(|_| places.next().is_none())?;
    (!is_row(source, place.0) && source.language_of(place.0) == claim.language).then_some(place)
}

/// The words for the things of two facts of a source that stand in one sentence or in two beside each other, where those tell no
/// third.
fn told_apart(source: &SourceText, a: (usize, usize), b: (usize, usize)) -> Option<Apart> {
    let alike = |s: usize| {
        let kind = |fact: &&ibid_facts::Fact| is_of_kind(&fact.value, &source.facts(a.0)[a.1].value);
        source.facts(s).iter().filter(kind).count()
    };
    match a.0.abs_diff(b.0) {
        0 if alike(a.0) == 2 => apart(&frame(source, a.0), a.1, b.1),
        1 if alike(a.0) == 1 && alike(b.0) == 1 => {
            let whole = |s: usize| words(&frame(source, s), Span::new(0, frame(source, s).text.len()));
            Some(without_common(&whole(a.0), &whole(b.0)))
        }
        _ => None,
    }
}

/// The words that the first of two things has, and those that the second has.
type Apart = (BTreeSet<String>, BTreeSet<String>);

/// The words for the things that a sentence tells with its facts `a` and `b`.
fn apart(sentence: &Frame<'_>, a: usize, b: usize) -> Option<Apart> {
    let (first, second) = (sentence.facts[a].span.min(sentence.facts[b].span), {
        sentence.facts[a].span.max(sentence.facts[b].span)
    });
    let between = sentence.text.get(first.end..second.start)?;
    let cut =
        PARTINGS.iter().find_map(|same| same.iter().filter_map(|parting| between.find(parting)).min())?;
    let cut = first.end + cut;
    let from = sentence.text[..first.start].rfind([';', ':', '；', '：']).map_or(0, |at| at + 1);
    let from = sentence.text.ceil_char_boundary(from);
    let to = sentence.text[second.end..].find([';', '；']).map_or(sentence.text.len(), |at| second.end + at);
    let (before, behind) = (words(sentence, Span::new(from, cut)), words(sentence, Span::new(cut, to)));
    let (before, behind) = without_common(&before, &behind);
    Some(if sentence.facts[a].span == first { (before, behind) } else { (behind, before) })
}

fn without_common(a: &BTreeSet<String>, b: &BTreeSet<String>) -> Apart {
    (a - b, b - a)
}

/// The terms of a part of a sentence, but those that only say when.
fn words(sentence: &Frame<'_>, part: Span) -> BTreeSet<String> {
    terms(part.of(sentence.text), sentence.language).into_iter().filter(|term| !says_when(term)).collect()
}
