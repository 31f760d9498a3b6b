//! Figures told of the wrong thing: a sentence that tells several has the claim's, of another of its things.

use std::collections::HashSet;

use ibid_evidence::SourceText;
use ibid_facts::{Change, Dimension, Fact, Quantity, Term, Value, glosses, placed_terms};
use ibid_text::{Language, Span};

use crate::candidates::frame;
use crate::matching::telling;
use crate::rows::is_row;
use crate::slot::{Frame, agree, is_amount, tells_in_turn};

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

/// Whether the claim and the source's sentence with the facts `facts` pair the claim's fact `i` and the sentence's `ours` with
/// one and the same amount.
pub(crate) fn is_paired(claim: &Frame<'_>, i: usize, facts: &[Fact], ours: usize) -> bool {
    !tells_in_turn(claim.text) && has_digits(&claim.facts[i]) && paired(claim, i, facts) == Some(ours)
}

/// Whether a fact is an amount of two digits or more, or a date that says more than a year.
fn has_digits(fact: &Fact) -> bool {
    match &fact.value {
        Value::Quantity(q) => !(q.in_words && q.dimension == Dimension::Percent) && (q.low / q.step).abs() >= 10.0,
        Value::Date(_) => telling(fact),
        Value::Ordinal(_) => false,
    }
}

/// The fact that a sentence tells with the telling amount that the claim tells with its fact `i`, where the sentence tells
/// such pairs only, one after the other: "A grew by 5 percent, to 287 tonnes, and B by 7 percent, to 131 tonnes".
fn paired(claim: &Frame<'_>, i: usize, facts: &[Fact]) -> Option<usize> {
    let kind = |fact: &Fact, other: &Fact| is_of_kind(&fact.value, &other.value);
    let wanted = &claim.facts[i];
    let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten().filter_map(|k| claim.facts.get(k));
    let mut beside = beside.filter(|k| telling(k) && is_amount(k) && !kind(k, wanted) && is_beside(claim, wanted, k));
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
    let (a, b) = match (a, b) {
        (Value::Quantity(a), Value::Quantity(b)) => (a, b),
        (a, b) => return matches!((a, b), (Value::Date(_), Value::Date(_))),
    };
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
    let tail = |j: usize, part: Span| words(&there, Span::new(counted(&there, j), part.end), false);
    let counts = counted(&there, theirs) > there.facts[theirs].span.end;
    if other.start == 0 && tail(theirs, other).is_empty() && (counts || !tail(ours, own).is_empty()) {
        return false;
    }
    let (own_sizes, other_sizes) = (sizes(&there, ours, own), sizes(&there, theirs, other));
    let near_sizes = sizes(claim, i, part_of(claim, i));
    let foreign = claim.language != there.language;
    let (own, other) = (label(&there, ours, own, foreign), label(&there, theirs, other, foreign));
    let said = said_but_of_others(claim, i, foreign);
    let near: HashSet<String> = said_of(claim, i, foreign);
    let has = |facts: &[&Fact], fact: &Fact| facts.iter().any(|known| agree(known, fact));
    let names = |words: &HashSet<String>, thing: &Vec<String>| thing.iter().any(|word| words.contains(word));
    let only = |these: &[Vec<String>], those: &[Vec<String>]| -> Vec<Vec<String>> {
        let common = |thing: &Vec<String>| those.iter().flatten().any(|word| thing.contains(word));
        these.iter().filter(|thing| !common(thing)).cloned().collect()
    };
    if only(&own, &other).iter().any(|thing| names(&said, thing))
        || own_sizes.iter().any(|fact| !has(&other_sizes, fact) && has(&near_sizes, fact))
        || own.is_empty()
    {
        return false;
    }
    let theirs = only(&other, &own);
    let found = theirs.iter().filter(|thing| names(&near, thing)).count();
    let by_size = other_sizes.iter().any(|fact| !has(&own_sizes, fact) && has(&near_sizes, fact));
    by_size || 2 * found >= theirs.len() && found > 0
}

/// The sizes that a part of a sentence tells, as names do ("8-inch wafers"), fact `j` and its kind left out.
fn sizes<'a>(sentence: &Frame<'a>, j: usize, part: Span) -> Vec<&'a Fact> {
    let size = |value: &Value| matches!(value, Value::Quantity(q) if matches!(q.dimension, Dimension::Physical(_)));
    let other = |fact: &&Fact| part.contains(fact.span) && !is_of_kind(&fact.value, &sentence.facts[j].value);
    sentence.facts.iter().filter(other).filter(|fact| size(&fact.value)).collect()
}

/// What says of which thing the fact `j` of a sentence is told, in its `part`, without what it counts: the terms for each
/// word, any of which may name it; in the other language where the claim is `foreign`.
fn label(sentence: &Frame<'_>, j: usize, part: Span, foreign: bool) -> Vec<Vec<String>> {
    let mut things = words(sentence, Span::new(part.start, sentence.facts[j].span.start), foreign);
    things.extend(words(sentence, Span::new(counted(sentence, j), part.end), foreign));
    things
}

/// All terms of a part of the claim.
fn said(claim: &Frame<'_>, part: Span, foreign: bool) -> HashSet<String> {
    let own = words(claim, part, false).into_iter();
    own.chain(words(claim, part, foreign)).flatten().collect()
}

/// All terms of the claim but those of the parts that tell its other facts of the kind of fact `i`.
fn said_but_of_others(claim: &Frame<'_>, i: usize, foreign: bool) -> HashSet<String> {
    let own = |part: &Span| {
        let mut kin = claim.facts.iter().filter(|fact| part.contains(fact.span));
        part.contains(claim.facts[i].span) || !kin.any(|fact| is_of_kind(&fact.value, &claim.facts[i].value))
    };
    parts(claim, i).into_iter().filter(own).flat_map(|part| said(claim, part, foreign)).collect()
}

/// The terms from mark to mark around the claim's fact `i`, without what it counts.
fn said_of(claim: &Frame<'_>, i: usize, foreign: bool) -> HashSet<String> {
    let part = part_of(claim, i);
    let before = said(claim, Span::new(part.start, claim.facts[i].span.start), foreign);
    before.into_iter().chain(said(claim, Span::new(counted(claim, i), part.end), foreign)).collect()
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
    const VERBS: [&str; 9] = ["is", "are", "was", "were", "has", "have", "had", "will", "would"];
    const RELATIVE: [&str; 6] = ["where", "which", "with", "whose", "at", "when"];
    let from = claim.text[..at.start].rfind(MARKS).unwrap_or(0);
    // "…, where 12 percent were": what came before the mark is what it is about.
    let first = claim.text[from..at.start].trim_start_matches(MARKS).split_whitespace().next();
    let relative = first.is_some_and(|word| RELATIVE.contains(&word));
    let from = if relative { claim.text[..from].rfind(MARKS).unwrap_or(0) } else { from };
    // "Osprey Point, once due in 2025, is not": what stands before what is put in is what it is about.
    let goes_on = first.is_some_and(|word| VERBS.contains(&word));
    let from = if goes_on { before_insertion(&claim.text[..from], &MARKS) } else { from };
    let to = claim.text[at.end..].find(MARKS).map_or(claim.text.len(), |to| at.end + to);
    let own = parts(claim, i).into_iter().find(|part| part.contains(at)).filter(|_| !goes_on);
    own.map_or(Span::new(from, to), |own| Span::new(from.max(own.start), to.min(own.end)))
}

/// Where the part begins that stands before what `text` ends with, put in between two marks.
fn before_insertion(text: &str, marks: &[char]) -> usize {
    let inserted = text.rfind(marks).unwrap_or(0);
    text[..inserted].rfind(marks).unwrap_or(0)
}

/// The sentence cut between the facts of one kind with fact `i`: at the first of the strongest marks after each.
fn parts(sentence: &Frame<'_>, i: usize) -> Vec<Span> {
    let kin = sentence.facts.iter().filter(|fact| is_of_kind(&fact.value, &sentence.facts[i].value));
    let mut spans: Vec<Span> = Vec::new();
    for span in kin.map(|fact| fact.span) {
        // "13 of the 41" tells of one thing.
        match spans.last_mut() {
            Some(last) if is_part_of(&sentence.text[last.end..span.start]) => *last = last.cover(span),
            _ => spans.push(span),
        }
    }
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

/// Whether the words between two figures say that the first is a part of the second.
fn is_part_of(between: &str) -> bool {
    matches!(between.trim(), "of" | "of the" | "of those" | "of its" | "of their" | "out of" | "out of the")
}

/// The words of a part of a sentence that belong to none of its facts, in terms; with `foreign`, what those of its Chinese
/// words stand for that are known, or the words themselves where there are none.
fn words(sentence: &Frame<'_>, part: Span, foreign: bool) -> Vec<Vec<String>> {
    let free = |term: &Term| {
        part.contains(term.span) && !sentence.facts.iter().any(|fact| fact.span.overlaps(term.span))
    };
    let chinese = foreign && sentence.language == Language::Chinese;
    let mut terms = if chinese { glosses(sentence.text) } else { placed_terms(sentence.text, sentence.language) };
    terms.retain(free);
    let things = terms.chunk_by(|a, b| a.span == b.span);
    things.map(|thing| thing.iter().map(|term| term.text.clone()).collect()).collect()
}
