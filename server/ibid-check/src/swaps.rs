//! Figures told of the wrong thing: a sentence that tells several has the claim's, of another of its things.

use std::collections::HashSet;

use ibid_evidence::SourceText;
use ibid_facts::{Change, Dimension, Fact, Quantity, Value, placed_terms};
use ibid_text::Span;

use crate::candidates::frame;
use crate::matching::is_long;
use crate::rows::is_row;
use crate::slot::{Frame, agree, tells_in_turn};

/// What parts the things that a sentence tells one after the other, the stronger first.
const PARTINGS: [&[&str]; 2] = [&["; ", "；"], &[", ", "，", "、", " and ", " while ", " but ", "和"]];
/// Bytes between a figure of the claim and a word that is surely said of it.
const BESIDE: usize = 24;

/// Whether the claim says of the thing that has `theirs` (a fact of the source's sentence `index`) what the sentence
/// says of the thing that has `ours`, which is the claim's fact `i`.
pub(crate) fn swapped(
    claim: &Frame<'_>,
    i: usize,
    source: &SourceText,
    index: usize,
    (ours, theirs): (usize, usize),
) -> bool {
    if tells_in_turn(claim.text) || !has_digits(&claim.facts[i]) || is_row(source, index) {
        return false;
    }
    match paired(claim, i, source.facts(index)) {
        Some(pair) => pair == theirs,
        None => named(claim, i, source, index, (ours, theirs)),
    }
}

/// Whether a fact is an amount of two digits or more.
fn has_digits(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if !q.in_words && (q.low / q.step).abs() >= 10.0)
}

/// The fact that a sentence tells with the long amount that the claim tells with its fact `i`, where the sentence tells
/// such pairs only, one after the other: "A grew by 5 percent, to 287 tonnes, and B by 7 percent, to 131 tonnes".
fn paired(claim: &Frame<'_>, i: usize, facts: &[Fact]) -> Option<usize> {
    let kind = |fact: &Fact, other: &Fact| is_of_kind(&fact.value, &other.value);
    let wanted = &claim.facts[i];
    let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|k| claim.facts.get(k));
    let mut beside = beside.filter(|k| is_long(&k.value) && !kind(k, wanted) && is_beside(claim, wanted, k));
    let (Some(amount), None) = (beside.next(), beside.next()) else { return None };
    let all: Vec<usize> = (0..facts.len())
        .filter(|j| kind(&facts[*j], wanted) || kind(&facts[*j], amount))
        .collect();
    let pairs: Vec<&[usize]> = all.chunks(2).collect();
    let one = |pair: &&[usize]| {
        let [a, b] = **pair else { return false };
        kind(&facts[a], &facts[all[0]]) && !kind(&facts[b], &facts[all[0]])
    };
    let pair = pairs.iter().find(|pair| pair.iter().any(|j| agree(amount, &facts[*j])))?;
    let whole = pairs.len() > 1 && pairs.iter().all(|pair| one(pair));
    pair.iter().copied().find(|j| whole && kind(&facts[*j], wanted))
}

/// Whether nothing but a few small words stands between two facts of the claim.
fn is_beside(claim: &Frame<'_>, a: &Fact, b: &Fact) -> bool {
    let (first, second) = (a.span.min(b.span), a.span.max(b.span));
    let between = claim.text.get(first.end..second.start);
    between.is_some_and(|words| words.len() <= BESIDE && !words.contains([';', '；']) && !words.contains(" and "))
}

fn is_of_kind(a: &Value, b: &Value) -> bool {
    let (Value::Quantity(a), Value::Quantity(b)) = (a, b) else { return false };
    let counts = |d: &Dimension| matches!(d, Dimension::Count(_) | Dimension::Number);
    let one = a.dimension == b.dimension || counts(&a.dimension) && counts(&b.dimension);
    one && (a.change == Change::Level) == (b.change == Change::Level)
}

/// Whether the words at the claim's fact are those that the sentence has for the other's thing, and none of them those
/// that it has for the fact's own.
fn named(claim: &Frame<'_>, i: usize, source: &SourceText, index: usize, (ours, theirs): (usize, usize)) -> bool {
    let there = frame(source, index);
    let cut = parts(&there, ours);
    let part = |j: usize| cut.iter().find(|part| part.contains(there.facts[j].span)).copied();
    let (Some(own), Some(other)) = (part(ours), part(theirs)) else { return false };
    if own == other {
        return false;
    }
    // What stands before the first may be said of all.
    if other.start == 0 && words(&there, Span::new(counted(&there, theirs), other.end)).is_empty() {
        return false;
    }
    let (own_sizes, other_sizes) = (sizes(&there, ours, own), sizes(&there, theirs, other));
    let near_sizes = sizes(claim, i, part_of(claim, i));
    let (own, other) = (label(&there, ours, own), label(&there, theirs, other));
    let said = words(claim, Span::new(0, claim.text.len()));
    let near = label(claim, i, part_of(claim, i));
    let has = |facts: &[&Fact], fact: &Fact| facts.iter().any(|known| agree(known, fact));
    if own.difference(&other).any(|word| said.contains(word))
        || own_sizes.iter().any(|fact| !has(&other_sizes, fact) && has(&near_sizes, fact))
        || own.is_empty()
    {
        return false;
    }
    let theirs: Vec<&String> = other.difference(&own).collect();
    let found = theirs.iter().filter(|word| near.contains(**word)).count();
    let by_size = other_sizes.iter().any(|fact| !has(&own_sizes, fact) && has(&near_sizes, fact));
    by_size || 2 * found >= theirs.len() && found > 0
}

/// The sizes that a part of a sentence tells, as names do ("8-inch wafers"), fact `j` and its kind left out.
fn sizes<'a>(sentence: &Frame<'a>, j: usize, part: Span) -> Vec<&'a Fact> {
    let size = |value: &Value| matches!(value, Value::Quantity(q) if matches!(q.dimension, Dimension::Physical(_)));
    let other = |fact: &&Fact| part.contains(fact.span) && !is_of_kind(&fact.value, &sentence.facts[j].value);
    sentence.facts.iter().filter(other).filter(|fact| size(&fact.value)).collect()
}

/// What says of which thing the fact `j` of a sentence is told, in its `part`: without what it counts.
fn label(sentence: &Frame<'_>, j: usize, part: Span) -> HashSet<String> {
    let before = words(sentence, Span::new(part.start, sentence.facts[j].span.start));
    let after = words(sentence, Span::new(counted(sentence, j), part.end));
    before.into_iter().chain(after).collect()
}

/// Where the noun ends that fact `j` counts.
fn counted(sentence: &Frame<'_>, j: usize) -> usize {
    let fact = &sentence.facts[j];
    let Value::Quantity(Quantity { dimension: Dimension::Count(noun), .. }) = &fact.value else { return fact.span.end };
    let terms = placed_terms(sentence.text, sentence.language);
    let named = terms.iter().find(|term| term.span.start >= fact.span.start && term.text == *noun);
    named.map_or(fact.span.end, |term| term.span.end)
}

/// The claim from mark to mark around its fact `i`.
fn part_of(claim: &Frame<'_>, i: usize) -> Span {
    const MARKS: [char; 10] = [',', ';', ':', '(', ')', '，', '；', '：', '—', '–'];
    let at = claim.facts[i].span;
    let from = claim.text[..at.start].rfind(MARKS).unwrap_or(0);
    let to = claim.text[at.end..].find(MARKS).map_or(claim.text.len(), |to| at.end + to);
    Span::new(from, to)
}

/// The sentence cut between the facts of one kind with fact `i`: at the first of the strongest marks after each.
fn parts(sentence: &Frame<'_>, i: usize) -> Vec<Span> {
    let kin = sentence.facts.iter().filter(|fact| is_of_kind(&fact.value, &sentence.facts[i].value));
    let spans: Vec<Span> = kin.map(|fact| fact.span).collect();
    let cut = |pair: &[Span]| {
        let between = &sentence.text[pair[0].end..pair[1].start];
        let first = |marks: &&[&str]| marks.iter().filter_map(|mark| between.find(mark)).min();
        PARTINGS.iter().find_map(first).map_or(pair[1].start, |at| pair[0].end + at)
    };
    let mut ends: Vec<usize> = spans.windows(2).map(cut).collect();
    ends.push(sentence.text.len());
    let begins = std::iter::once(0).chain(ends.iter().copied()).collect::<Vec<_>>();
    begins.into_iter().zip(ends).map(|(from, to)| Span::new(from, to)).collect()
}

/// The words of a part of a sentence that belong to none of its facts.
fn words(sentence: &Frame<'_>, part: Span) -> HashSet<String> {
    let free = |span: Span| part.contains(span) && !sentence.facts.iter().any(|f| f.span.overlaps(span));
    let terms = placed_terms(sentence.text, sentence.language).into_iter();
    terms.filter(|term| free(term.span)).map(|term| term.text).collect()
}
