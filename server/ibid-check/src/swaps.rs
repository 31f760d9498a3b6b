//! Figures told of the wrong thing: a sentence that tells several has the claim's, of another of its things.

mod parts;

use std::collections::HashSet;

use ibid_evidence::SourceText;
use ibid_facts::{Dimension, Fact, Value};
use ibid_text::Span;

use crate::candidates::frame;
use crate::matching::telling;
use crate::rows::is_row;
use crate::slot::{Frame, agree, is_amount, tells_in_turn};
use parts::{counted, label, part_of, parts, said_but_of_others, said_of, sizes, words};
pub(crate) use parts::{is_of_kind, is_part_of};

/// Bytes between a figure of the claim and a word that is surely said of it.
const BESIDE: usize = 24;

/// Pairs of a while and an amount that make a list.
const SPELLS: usize = 3;

/// Bytes behind a figure that name its thing.
const TAIL: usize = 24;

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

/// Whether the claim says of the thing that has `ours`, its fact `i`, what the sentence says of it.
pub(crate) fn kept(
    claim: &Frame<'_>,
    i: usize,
    source: &SourceText,
    index: usize,
    (ours, theirs): (usize, usize),
) -> bool {
    let there = frame(source, index);
    let Some((own, other)) = parts_of(&there, (ours, theirs)) else { return true };
    let foreign = claim.language != there.language;
    let (own, other) = (label(&there, ours, own, foreign), label(&there, theirs, other, foreign));
    let said = said_of(claim, i, false, foreign);
    only(&own, &other).iter().any(|thing| names(&said, thing))
}

/// The parts of a sentence that tell its facts `a` and `b`, of one kind.
fn parts_of(sentence: &Frame<'_>, (a, b): (usize, usize)) -> Option<(Span, Span)> {
    let cut = parts(sentence, a);
    let part = |j: usize| cut.iter().find(|part| part.contains(sentence.facts[j].span)).copied();
    part(a).zip(part(b))
}

/// Those of `these` that have no word with `those` in common.
fn only(these: &[Vec<String>], those: &[Vec<String>]) -> Vec<Vec<String>> {
    let common = |thing: &Vec<String>| those.iter().flatten().any(|word| thing.contains(word));
    these.iter().filter(|thing| !common(thing)).cloned().collect()
}

/// Whether one of the words for a thing is among `words`.
fn names(words: &HashSet<String>, thing: &[String]) -> bool {
    thing.iter().any(|word| words.contains(word))
}

/// Whether a fact is an amount of two digits or more, or a date that says more than a year.
fn has_digits(fact: &Fact) -> bool {
    match &fact.value {
        Value::Quantity(q) => {
            !(q.in_words && q.dimension == Dimension::Percent) && (q.low / q.step).abs() >= 10.0
        }
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
    // "After one year 121 were open, after three years 109": a short while tells where there are several.
    let spell = |fact: &Fact| matches!(&fact.value, Value::Quantity(q) if q.dimension == Dimension::Duration);
    let mut beside = beside.filter(|k| {
        (telling(k) || spell(k) && telling(wanted))
            && is_amount(k)
            && !kind(k, wanted)
            && is_beside(claim, wanted, k)
    });
    let (Some(amount), None) = (beside.next(), beside.next()) else { return None };
    let fewest = if telling(amount) { 2 } else { SPELLS };
    let all: Vec<usize> =
        (0..facts.len()).filter(|j| kind(&facts[*j], wanted) || kind(&facts[*j], amount)).collect();
    let pairs: Vec<&[usize]> = all.chunks(2).collect();
    let one = |pair: &&[usize]| {
        let [a, b] = **pair else { return false };
        kind(&facts[a], &facts[all[0]]) && !kind(&facts[b], &facts[all[0]])
    };
    let pair = pairs.iter().find(|pair| pair.iter().any(|j| agree(amount, &facts[*j])))?;
    let whole = pairs.len() >= fewest && pairs.iter().all(one);
    pair.iter().copied().find(|j| whole && kind(&facts[*j], wanted))
}

/// Whether nothing but a few small words stands between two facts of the claim.
fn is_beside(claim: &Frame<'_>, a: &Fact, b: &Fact) -> bool {
    let (first, second) = (a.span.min(b.span), a.span.max(b.span));
    let between = claim.text.get(first.end..second.start);
    between.is_some_and(|words| {
        words.len() <= BESIDE && !words.contains([';', '；']) && !words.contains(" and ")
    })
}

/// Whether a part of a sentence tells what the thing before it is compared with, which is the same at another time; "against a
/// budget of 49 million" is of another thing.
fn is_compared(part: &str) -> bool {
    const TIMES: [&str; 8] = ["year", "month", "quarter", "earlier", "before", "previous", "last", "same"];
    const WORDS: [&str; 7] =
        ["against ", "compared ", "up from ", "down from ", "from ", "versus ", "as against "];
    let part = part.trim_start_matches([',', ';', ' ']);
    let Some(rest) = WORDS.iter().find_map(|words| part.strip_prefix(words)) else { return false };
    let named = rest.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
    let thing = named.trim_end().ends_with(" of") && !TIMES.iter().any(|word| named.contains(word));
    !thing
}

/// Whether a word or a few follow the fact `j` to the end of its part, and nothing else.
fn is_plain_tail(sentence: &Frame<'_>, j: usize, part: Span) -> bool {
    let tail = sentence.text.get(sentence.facts[j].span.end..part.end).unwrap_or_default();
    let tail = tail.trim_end_matches(['.', '。']);
    tail.len() <= TAIL && !tail.contains(|c: char| c.is_ascii_digit() || "(),;:（），；".contains(c))
}

/// Whether the words at the claim's fact are those that the sentence has for the other's thing, and none of them those
/// that it has for the fact's own.
fn named(
    claim: &Frame<'_>,
    i: usize,
    source: &SourceText,
    index: usize,
    (ours, theirs): (usize, usize),
) -> bool {
    let there = frame(source, index);
    let Some((own, other)) = parts_of(&there, (ours, theirs)) else { return false };
    if own == other || is_compared(own.of(there.text)) {
        return false;
    }
    // What stands before the first may be said of all.
    let tail = |j: usize, part: Span| words(&there, Span::new(counted(&there, j, part), part.end), false);
    let counts = counted(&there, theirs, other) > there.facts[theirs].span.end;
    if other.start == 0 && tail(theirs, other).is_empty() && (counts || !tail(ours, own).is_empty()) {
        return false;
    }
    let (own_sizes, other_sizes) = (sizes(&there, ours, own), sizes(&there, theirs, other));
    let near_sizes = sizes(claim, i, part_of(claim, i));
    let foreign = claim.language != there.language;
    // "Of which 10 million were exports and 7 million imports": what stands behind the figures tells them apart.
    let behind = |j: usize, part: Span| words(&there, Span::new(there.facts[j].span.end, part.end), foreign);
    let (mine, others) = (behind(ours, own), behind(theirs, other));
    let apart = !mine.is_empty() && !others.is_empty() && !mine.iter().any(|thing| others.contains(thing));
    let opens = own.start == 0 || other.start == 0;
    let by_tails = opens && apart && is_plain_tail(&there, ours, own) && is_plain_tail(&there, theirs, other);
    let (own, other) = match by_tails {
        true => (mine, others),
        false => (label(&there, ours, own, foreign), label(&there, theirs, other, foreign)),
    };
    let said = said_but_of_others(claim, i, foreign);
    let near: HashSet<String> = said_of(claim, i, by_tails, foreign);
    let has = |facts: &[&Fact], fact: &Fact| facts.iter().any(|known| agree(known, fact));
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
