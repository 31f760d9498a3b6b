//! Figures told of the wrong thing: a sentence that tells several has the claim's, of another of its things.

mod crossed;
mod parts;

use std::collections::HashSet;

use ibid_evidence::SourceText;
use ibid_facts::{Dimension, Fact, Value, same_noun, terms};
use ibid_text::Span;

use crate::candidates::frame;
use crate::matching::{is_count, of_other_things, telling};
use crate::rows::is_row;
use crate::slot::{Frame, agree, is_amount, tells_in_turn};
pub(crate) use crossed::crossed;
use parts::{counted, label, part_of, parts, said_but_of_others, said_of, sizes, words};
pub(crate) use parts::{is_of_kind, is_part_of};

/// Bytes between a figure of the claim and a word that is surely said of it.
const BESIDE: usize = 24;

/// Verbs behind which stands what is said of a thing.
#[rustfmt::skip]
const AUXILIARIES: [&str; 21] = [
    "had", "has", "have", "was", "were", "is", "are", "will", "would", "could", "can", "did", "do", "said", "named", "gave", "went", "lay",
    "cited", "chose", "blamed",
];

/// Words of a part that leaves its verb to another.
const GAPPED: usize = 3;

/// Pairs of a while and an amount that make a list.
const SPELLS: usize = 3;

/// Words of another thing that must stand beside a small count.
const FEWEST_SMALL: usize = 2;

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
    let weight = Weight::of(&claim.facts[i]);
    if tells_in_turn(claim.text) || weight == Weight::None || is_row(source, index) {
        return false;
    }
    let facts = source.facts(index);
    // "A quarter" of many a thing: where the sentence has shares in words and in figures, they are of different things.
    let in_words = |j: usize| matches!(&facts[j].value, Value::Quantity(q) if q.in_words);
    if weight == Weight::Small && in_words(ours) != in_words(theirs) {
        return false;
    }
    // A limit that is told as one in both is no plain figure of something else: "six with fewer than 200,000 passengers".
    let limits = |fact: &Fact| matches!(&fact.value, Value::Quantity(q) if q.bound.is_limit());
    if limits(&claim.facts[i]) && limits(&facts[ours]) && !limits(&facts[theirs]) {
        return false;
    }
    // "Between its launch on 21 March 2018 and 31 December": the two ends of one stretch are told of one thing.
    let there = source.sentences()[index].span.of(source.text());
    let (first, second) =
        (facts[ours].span.min(facts[theirs].span), facts[ours].span.max(facts[theirs].span));
    let joined = there
        .get(first.end..second.start)
        .is_some_and(|words| matches!(words.trim(), "and" | "to" | "until"));
    let is_date = |fact: &Fact| matches!(fact.value, Value::Date(_));
    if joined && is_date(&facts[ours]) && is_date(&facts[theirs]) {
        return false;
    }
    if is_of_now(claim, there, (&facts[ours], &facts[theirs])) {
        return false;
    }
    match paired(claim, i, facts) {
        Some(pair) => pair == theirs,
        // "21,000 flats" are no houses, of which the sentence has another number.
        None if counts_what(claim, i, &facts[ours]) && of_other_things(&claim.facts[i], &facts[theirs]) => {
            false
        }
        None => named(claim, i, source, index, (ours, theirs)),
    }
}

/// Whether a sentence tells `theirs` of so long ago and `ours` of now, and the claim what it came to in that time: "in five years, to 12".
pub(crate) fn is_of_now(claim: &Frame<'_>, there: &str, (ours, theirs): (&Fact, &Fact)) -> bool {
    const NOW: [&str; 3] = ["now", "today", "currently"];
    let Some(between) = there.get(theirs.span.end..ours.span.start) else { return false };
    let now = ibid_text::words(between).any(|word| NOW.contains(&word.text));
    let ago = there[..theirs.span.start].contains(" ago");
    now && ago && claim.facts.iter().any(|fact| is_taken(claim, fact)) && !claim.text.contains(" ago")
}

/// Whether a while is told as what something took: "in five years".
fn is_taken(claim: &Frame<'_>, fact: &Fact) -> bool {
    let led = claim.text[..fact.span.start].trim_end();
    is_spell(fact) && [" in", " over", " within"].iter().any(|word| led.ends_with(word))
}

/// Whether a fact is a while.
fn is_spell(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if q.dimension == Dimension::Duration)
}

/// How much it says that a figure stands in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Weight {
    None,
    /// A small count, or a share in words: it may stand there for anything.
    Small,
    Telling,
}

impl Weight {
    fn of(fact: &Fact) -> Weight {
        let kind = |d: &Dimension| is_count(d) || *d == Dimension::Percent;
        let small = matches!(&fact.value, Value::Quantity(q) if q.low > 1.0 && kind(&q.dimension));
        match has_digits(fact) {
            true => Weight::Telling,
            false if small => Weight::Small,
            false => Weight::None,
        }
    }
}

/// Whether the claim's fact `i` and `there` count one thing.
fn counts_what(claim: &Frame<'_>, i: usize, there: &Fact) -> bool {
    matches!((&claim.facts[i].value, &there.value), (Value::Quantity(a), Value::Quantity(b)) if same_noun(a, b))
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

/// Whether the sentence `index` tells its fact `j` in a part that goes on from the first, which tells its fact `first`, and says
/// nothing more of it: "58 per cent of all were content, of the old 77".
pub(crate) fn goes_on_from(source: &SourceText, index: usize, (j, first): (usize, usize)) -> bool {
    let there = frame(source, index);
    let Some((own, other)) = parts_of(&there, (j, first)) else { return false };
    // What is told of another time is told of the same thing.
    const TIMES: [&str; 8] = ["earlier", "later", "ago", "before", "previous", "last", "year", "now"];
    let timed = ibid_text::words(own.of(there.text)).any(|word| TIMES.contains(&word.text));
    other.start == 0 && own.start > 0 && !timed && tail(&there, j, own).is_empty()
}

/// Whether the claim says behind each of its facts `a` and `b` of what it is, and says so in other words: "by 12 percent at camera
/// sites and by 31 percent at others".
pub(crate) fn are_apart(claim: &Frame<'_>, a: usize, b: usize) -> bool {
    let Some((first, second)) = parts_of(claim, (a, b)).filter(|(first, second)| first != second) else {
        return false;
    };
    let (first, second) = (tail(claim, a, first), tail(claim, b, second));
    !only(&first, &second).is_empty() && !only(&second, &first).is_empty()
}

/// The words that name the thing of which a sentence tells its fact `j`.
pub(crate) fn label_of(sentence: &Frame<'_>, j: usize) -> Vec<String> {
    let part = parts(sentence, j).into_iter().find(|part| part.contains(sentence.facts[j].span));
    part.map(|part| label(sentence, j, part, false).into_iter().flatten().collect()).unwrap_or_default()
}

/// What a `part` says behind its fact `j` and what that counts.
fn tail(sentence: &Frame<'_>, j: usize, part: Span) -> Vec<Vec<String>> {
    words(sentence, Span::new(counted(sentence, j, part), part.end), false)
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

/// Words of a part, each with the terms that it may stand for.
type Things = Vec<Vec<String>>;

/// What is said of the things that two parts tell, where one of them, or both, leaves to the other what they are: "nine of the fourteen
/// had been moved, three had left". None where each names its own.
fn predicates(
    (there, foreign): (&Frame<'_>, bool),
    (ours, own): (usize, Span),
    (theirs, other): (usize, Span),
) -> Option<(Things, Things)> {
    const OPENING: [&str; 4] = ["and", "but", "while", "of"];
    let opens = |j: usize, part: Span| {
        let ahead = Span::new(part.start, there.facts[j].span.start).of(there.text);
        let mut words = ibid_text::words(ahead).map(|word| word.text.to_lowercase());
        words.all(|word| OPENING.contains(&word.as_str()))
    };
    let verb = |j: usize, part: Span| {
        let from = there.facts[j].span.end;
        let rest = Span::new(from, part.end).of(there.text);
        let mut words = ibid_text::words(rest);
        words
            .find(|word| AUXILIARIES.contains(&word.text))
            .map(|word| Span::new(from + word.span.end, part.end))
    };
    let told = |part: Span| words(there, part, foreign);
    let bare = |j: usize, part: Span| told(Span::new(there.facts[j].span.end, part.end));
    match (verb(ours, own), verb(theirs, other)) {
        (Some(first), Some(second)) => {
            let leaves = opens(ours, own) && own.start > 0 || opens(theirs, other) && other.start > 0;
            leaves.then(|| (told(first), told(second)))
        }
        // "44 per cent gave shifts as the reason, 27 per cent pay": the verb is the first one's.
        (Some(first), None) if opens(theirs, other) && other.start > 0 => {
            let second = bare(theirs, other);
            let first = told(first).into_iter().take(second.len()).collect();
            (1..=GAPPED).contains(&second.len()).then_some((first, second))
        }
        (None, Some(second)) if opens(ours, own) && own.start > 0 => {
            let first = bare(ours, own);
            let second = told(second).into_iter().take(first.len()).collect();
            (1..=GAPPED).contains(&first.len()).then_some((first, second))
        }
        _ => None,
    }
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
    let mut beside = beside.filter(|k| {
        (telling(k) || is_spell(k) && telling(wanted) && !is_taken(claim, k))
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

/// Whether a part begins with what names a thing and its place, and so leaves its verb to the part before: "an app by 3 percent".
fn is_named_alone(part: &str) -> bool {
    const OPENING: [&str; 14] =
        ["a", "an", "the", "those", "that", "of", "in", "at", "on", "for", "by", "among", "with", "from"];
    let words = ibid_text::words(part).map(|word| word.text.to_lowercase());
    let first = words.into_iter().find(|word| !matches!(word.as_str(), "and" | "but" | "while"));
    first.is_some_and(|word| OPENING.contains(&word.as_str()))
}

/// Whether a claim sets one thing against another.
pub(crate) fn compares(claim: &str) -> bool {
    const WORDS: [&str; 9] =
        ["than", "unlike", "compared", "like", "against", "not", "instead", "whereas", "besides"];
    ibid_text::words(claim).any(|word| WORDS.contains(&word.text.to_lowercase().as_str()))
}

/// Whether the words that one of two has alone are such as tell a thing from no other: "a dog alone", "both together".
fn is_told_by_none(things: &[Vec<String>]) -> bool {
    const WORDS: [&str; 8] = ["alon", "alone", "only", "togeth", "both", "each", "other", "together"];
    !things.is_empty() && things.iter().all(|thing| thing.iter().any(|term| WORDS.contains(&term.as_str())))
}

/// The first words of a part, as many as the other has that goes on with what is said in this.
fn leading(things: &[Vec<String>], count: usize) -> Vec<Vec<String>> {
    things.iter().take(count.max(1)).cloned().collect()
}

/// The words with a capital in a part of a sentence, its first word left out.
fn named_in(sentence: &Frame<'_>, part: Span) -> Vec<Vec<String>> {
    let words = ibid_text::words(part.of(sentence.text)).filter(|word| part.start + word.span.start > 0);
    let named = words.filter(|word| word.text.starts_with(char::is_uppercase));
    named.map(|word| terms(word.text, sentence.language)).collect()
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
    let tail = |j: usize, part: Span| tail(&there, j, part);
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
    let (own_part, other_part) = (own, other);
    let share = |fact: &Fact| matches!(&fact.value, Value::Quantity(q) if q.dimension == Dimension::Percent);
    let small = Weight::of(&claim.facts[i]) == Weight::Small && !share(&claim.facts[i]);
    let predicates = predicates((&there, foreign), (ours, own), (theirs, other));
    let alone = predicates.is_some();
    let (own, other) = match (predicates, by_tails) {
        (Some(told), _) => told,
        (None, true) => (mine, others),
        (None, false) => (label(&there, ours, own, foreign), label(&there, theirs, other, foreign)),
    };
    // "Growers of almonds pay 38 euros a hive, growers of apples 24": what is said of the first is said of both.
    let goes_on = |part: Span, j: usize| part.start > 0 && tail(j, part).is_empty();
    let goes_on_here = own_part.end == other_part.start && goes_on(other_part, theirs);
    let goes_on_there = other_part.end == own_part.start && goes_on(own_part, ours);
    let alike = !compares(claim.text)
        && (own.iter().any(|thing| other.contains(thing)) || is_named_alone(other_part.of(there.text)));
    let said = said_but_of_others(claim, i, foreign);
    let near: HashSet<String> = said_of(claim, i, by_tails, foreign);
    let has = |facts: &[&Fact], fact: &Fact| facts.iter().any(|known| agree(known, fact));
    let kept = match !by_tails && alike && goes_on_here {
        true => [leading(&own, other.len()), named_in(&there, own_part)].concat(),
        false => own.clone(),
    };
    if only(&kept, &other).iter().any(|thing| names(&said, thing))
        || own_sizes.iter().any(|fact| !has(&other_sizes, fact) && has(&near_sizes, fact))
        || is_told_by_none(&only(&own, &other))
        || own.is_empty() && !alone
    {
        return false;
    }
    let named = |things: Vec<Vec<String>>| {
        let found = things.iter().filter(|thing| names(&near, thing)).count();
        2 * found >= things.len()
            && found >= if small { FEWEST_SMALL.min(things.len()) } else { 1 }
            && found > 0
    };
    let begun = by_tails || !goes_on_there || named(only(&leading(&other, own.len()), &own));
    let by_size = other_sizes.iter().any(|fact| !has(&own_sizes, fact) && has(&near_sizes, fact));
    by_size || begun && named(only(&other, &own))
}
