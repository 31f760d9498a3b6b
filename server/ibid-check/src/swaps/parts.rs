//! The parts of a sentence that tells several like figures, and the words that say of which thing each is told.

use std::collections::HashSet;

use ibid_facts::{Change, Dimension, Fact, Quantity, Term, Value, glosses, placed_terms};
use ibid_text::{Language, Span, is_cjk};

use crate::matching::is_count;
use crate::slot::{Frame, says_when};

/// What parts the things that a sentence tells one after the other, the stronger first.
const PARTINGS: [&[&str]; 2] = [&["; ", "；"], &[", ", "，", "、", " and ", " while ", " but ", "和"]];
/// What ends a clause.
const MARKS: [char; 10] = [',', ';', ':', '(', ')', '，', '；', '：', '—', '–'];

/// Whether two facts are of one kind: amounts of one dimension, both levels or both movements, or dates.
pub(crate) fn is_of_kind(a: &Value, b: &Value) -> bool {
    let (a, b) = match (a, b) {
        (Value::Quantity(a), Value::Quantity(b)) => (a, b),
        (a, b) => return matches!((a, b), (Value::Date(_), Value::Date(_))),
    };
    let one = a.dimension == b.dimension || is_count(&a.dimension) && is_count(&b.dimension);
    one && (a.change == Change::Level) == (b.change == Change::Level)
}

/// The sizes and ages that a part of a sentence tells, as names do ("8-inch wafers"), fact `j` and its kind left out.
pub(super) fn sizes<'a>(sentence: &Frame<'a>, j: usize, part: Span) -> Vec<&'a Fact> {
    // "Those under 30": a group that is named by its age.
    let group = |q: &Quantity| {
        q.dimension == Dimension::Age || q.dimension == Dimension::Number && q.bound.is_limit()
    };
    let size = |value: &Value| matches!(value, Value::Quantity(q) if matches!(q.dimension, Dimension::Physical(_)) || group(q));
    let other = |fact: &&Fact| part.contains(fact.span) && !is_of_kind(&fact.value, &sentence.facts[j].value);
    sentence.facts.iter().filter(other).filter(|fact| size(&fact.value)).collect()
}

/// What says of which thing the fact `j` of a sentence is told, in its `part`, without what it counts: the terms for each
/// word, any of which may name it; in the other language where the claim is `foreign`.
pub(super) fn label(sentence: &Frame<'_>, j: usize, part: Span, foreign: bool) -> Vec<Vec<String>> {
    let mut things = words(sentence, Span::new(part.start, sentence.facts[j].span.start), foreign);
    things.extend(words(sentence, Span::new(sentence.facts[j].span.end, part.end), foreign));
    without_counted(&sentence.facts[j], things)
}

/// The terms without what the fact counts: "469,000 public charging points" are public and for charging.
fn without_counted(fact: &Fact, mut things: Vec<Vec<String>>) -> Vec<Vec<String>> {
    if let Value::Quantity(Quantity { dimension: Dimension::Count(noun), .. }) = &fact.value {
        things.retain(|thing| !thing.contains(noun));
    }
    things
}

/// All terms of a part of the claim.
fn said(claim: &Frame<'_>, part: Span, foreign: bool) -> HashSet<String> {
    let own = words(claim, part, false).into_iter();
    own.chain(words(claim, part, foreign)).flatten().collect()
}

/// All terms of the claim but those of the parts that tell its other facts of the kind of fact `i`.
pub(super) fn said_but_of_others(claim: &Frame<'_>, i: usize, foreign: bool) -> HashSet<String> {
    let own = |part: &Span| {
        let mut kin = claim.facts.iter().filter(|fact| part.contains(fact.span));
        part.contains(claim.facts[i].span) || !kin.any(|fact| is_of_kind(&fact.value, &claim.facts[i].value))
    };
    parts(claim, i).into_iter().filter(own).flat_map(|part| said(claim, part, foreign)).collect()
}

/// The terms from mark to mark around the claim's fact `i`, what it counts only with `counted`.
pub(super) fn said_of(claim: &Frame<'_>, i: usize, counted: bool, foreign: bool) -> HashSet<String> {
    let part = part_of(claim, i);
    let before = said(claim, Span::new(part.start, claim.facts[i].span.start), foreign);
    let behind = said(claim, Span::new(claim.facts[i].span.end, part.end), foreign);
    let all = before.into_iter().chain(behind).map(|term| vec![term]).collect();
    let told = if counted { all } else { without_counted(&claim.facts[i], all) };
    told.into_iter().flatten().collect()
}

/// Where the noun ends that fact `j` counts, at most the end of its `part`: "25 and 15 tonnes" have one noun.
pub(super) fn counted(sentence: &Frame<'_>, j: usize, part: Span) -> usize {
    let fact = &sentence.facts[j];
    let Value::Quantity(Quantity { dimension: Dimension::Count(noun), .. }) = &fact.value else {
        return fact.span.end;
    };
    let terms = placed_terms(sentence.text, sentence.language);
    let named = terms.iter().find(|term| term.span.start >= fact.span.start && term.text == *noun);
    named.map_or(fact.span.end, |term| term.span.end.min(part.end))
}

/// The claim from mark to mark around its fact `i`.
pub(super) fn part_of(claim: &Frame<'_>, i: usize) -> Span {
    const VERBS: [&str; 9] = ["is", "are", "was", "were", "has", "have", "had", "will", "would"];
    const RELATIVE: [&str; 6] = ["where", "which", "with", "whose", "at", "when"];
    let at = claim.facts[i].span;
    let from = claim.text[..at.start].rfind(MARKS).unwrap_or(0);
    // "…, where 12 percent were": what came before the mark is what it is about.
    let first = claim.text[from..at.start].trim_start_matches(MARKS).split_whitespace().next();
    let relative = first.is_some_and(|word| RELATIVE.contains(&word));
    let from = if relative { claim.text[..from].rfind(MARKS).unwrap_or(0) } else { from };
    // "The yard, once due in 2025, is not": what stands before what is put in is what it is about.
    let goes_on = first.is_some_and(|word| VERBS.contains(&word));
    let from = if goes_on { before_insertion(&claim.text[..from]) } else { from };
    let to = claim.text[at.end..].find(MARKS).map_or(claim.text.len(), |to| at.end + to);
    let own = parts(claim, i).into_iter().find(|part| part.contains(at)).filter(|_| !goes_on);
    own.map_or(Span::new(from, to), |own| Span::new(from.max(own.start), to.min(own.end)))
}

/// Where the part begins that stands before what `text` ends with, put in between two marks.
fn before_insertion(text: &str) -> usize {
    let inserted = text.rfind(MARKS).unwrap_or(0);
    text[..inserted].rfind(MARKS).unwrap_or(0)
}

/// The sentence cut between the facts of one kind with fact `i`: at the first of the strongest marks after each.
pub(super) fn parts(sentence: &Frame<'_>, i: usize) -> Vec<Span> {
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
        let first = |marks: &&[&str]| marks.iter().filter_map(|mark| find_mark(between, mark)).min();
        PARTINGS.iter().find_map(first).map_or(pair[1].start, |at| pair[0].end + at)
    };
    let mut ends: Vec<usize> = spans.windows(2).map(cut).collect();
    ends.push(sentence.text.len());
    let begins = std::iter::once(0).chain(ends.iter().copied()).collect::<Vec<_>>();
    begins.into_iter().zip(ends).map(|(from, to)| Span::new(from, to)).collect()
}

/// Where `mark` first stands in `text`. Chinese has no space behind a mark of half width.
fn find_mark(text: &str, mark: &str) -> Option<usize> {
    let bare = mark.strip_suffix(' ').filter(|bare| matches!(*bare, ";" | ","));
    let close = bare.and_then(|bare| {
        text.match_indices(bare).map(|(at, _)| at).find(|at| text[at + 1..].starts_with(is_cjk))
    });
    text.find(mark).into_iter().chain(close).min()
}

/// Whether the words between two figures say that the first is a part of the second: "of the", "out of almost", "of the
/// network's".
pub(crate) fn is_part_of(between: &str) -> bool {
    const WORDS: usize = 3;
    let words = between.trim();
    let rest = words.strip_prefix("out of").or_else(|| words.strip_prefix("of"));
    rest.is_some_and(|rest| {
        let apart = rest.is_empty() || rest.starts_with(' ');
        apart && !rest.contains([',', ';', '(', '.']) && rest.split_whitespace().count() <= WORDS
    })
}

/// The words of a part of a sentence that belong to none of its facts and say more than when, in terms; with `foreign`, what its Chinese
/// words stand for in English, so far as they are known.
pub(super) fn words(sentence: &Frame<'_>, part: Span, foreign: bool) -> Vec<Vec<String>> {
    let free = |term: &Term| {
        part.contains(term.span)
            && !says_when(&term.text)
            && !sentence.facts.iter().any(|fact| fact.span.overlaps(term.span))
    };
    let chinese = foreign && sentence.language == Language::Chinese;
    let mut terms =
        if chinese { glosses(sentence.text) } else { placed_terms(sentence.text, sentence.language) };
    terms.retain(free);
    let things = terms.chunk_by(|a, b| a.span == b.span);
    things.map(|thing| thing.iter().map(|term| term.text.clone()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The noun that the first of two figures counts stands behind the second.
    #[test]
    fn a_noun_that_two_figures_share() {
        let text = "The function of the 25 and 15 kd proteins is unknown.";
        let facts = ibid_facts::facts(text, Language::English);
        let frame = Frame { text, facts: &facts, before: None, language: Language::English };
        let first = parts(&frame, 0)[0];
        assert_eq!(first.of(text), "The function of the 25");
        assert_eq!(label(&frame, 0, first, false), [["function"]]);
    }
}
