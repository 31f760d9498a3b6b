//! Values told of the wrong year: "72 rows in 2010 and 120 now", where the source has 120 in 2010.

use ibid_evidence::SourceText;
use ibid_facts::{Fact, Value};

use crate::candidates::frame;
use crate::former;
use crate::matching::{is_own_count, of_other_things, telling};
use crate::movements::one_year;
use crate::rows::is_row;
use crate::slot::{Frame, agree};
use crate::swaps::is_of_kind;

/// What sets apart the things that a sentence tells.
const PARTINGS: [&str; 13] = [
    ";",
    "；",
    "，",
    ", ",
    " and ",
    " while ",
    " whereas ",
    " but ",
    " against ",
    " up from ",
    " down from ",
    " compared ",
    " than ",
];

/// A part of a sentence that tells one value, and of which year, where it says.
struct Told {
    fact: usize,
    year: Option<i32>,
}

/// The fact of the source, a sentence and one of its facts, that it has for the year of which the claim tells its fact `i`: the
/// claim tells that value too, of another time, and the source has the claim's beside it, of another time.
pub(crate) fn of_another_year(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<(usize, usize)> {
    let own = told(claim, &claim.facts[i]);
    let year = own.iter().find(|told| told.fact == i)?.year?;
    // "More than a third" is true of too much to have changed its year.
    let exact = |fact: &Fact| matches!(&fact.value, Value::Quantity(q) if !q.bound.is_limit());
    let other = |told: &&Told| {
        let fact = &claim.facts[told.fact];
        told.year != Some(year) && exact(fact) && !agree(fact, &claim.facts[i])
    };
    let others: Vec<&Fact> = own.iter().filter(other).map(|told| &claim.facts[told.fact]).collect();
    if others.is_empty() {
        return None;
    }
    let known: Vec<(usize, Told)> = (0..source.sentences().len())
        .map(|s| (s, told(&frame(source, s), &claim.facts[i])))
        .filter(|(s, told)| !told.is_empty() && !is_row(source, *s))
        .flat_map(|(s, told)| told.into_iter().map(move |told| (s, told)))
        .collect();
    let states = |(s, told): &(usize, Told), fact: &Fact| agree(fact, &source.facts(*s)[told.fact]);
    let own = |known: &&(usize, Told)| states(known, &claim.facts[i]);
    if known.iter().filter(own).any(|(_, told)| told.year == Some(year)) {
        return None;
    }
    let beside = |a: usize, b: usize| a.abs_diff(b) <= 1;
    let turned = |there: &&(usize, Told)| {
        there.1.year == Some(year)
            && others.iter().any(|fact| states(there, fact))
            && known.iter().filter(own).any(|(s, _)| beside(*s, there.0))
    };
    known.iter().find(turned).map(|(s, told)| (*s, told.fact))
}

/// The fact of the source, a sentence and one of its facts, that it has for the year of which the claim tells its fact `i`, where
/// one sentence tells both and the claim's is of another year there: "4.18 million in 2023" of "4.62 in 2023, against 4.18 in 2022".
pub(crate) fn of_the_other_year(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<(usize, usize)> {
    let wanted = &claim.facts[i];
    let own = told(claim, wanted);
    let year = match own[..] {
        [Told { fact, year: Some(year) }] if fact == i => year,
        _ => return None,
    };
    if !telling(wanted) || former::tells_of_before(claim.text) {
        return None;
    }
    let states = |s: usize, told: &Told| agree(wanted, &source.facts(s)[told.fact]);
    let own = |s: &usize| source.facts(*s).iter().any(|fact| agree(wanted, fact));
    let mut stating = (0..source.sentences().len()).filter(own);
    let s = stating.next().filter(|s| stating.next().is_none() && !is_row(source, *s))?;
    let known = told(&frame(source, s), wanted);
    let then = known.iter().filter(|told| states(s, told)).all(|told| told.year.is_some_and(|y| y != year));
    let mut now = known.iter().filter(|told| told.year == Some(year) && !states(s, told));
    let there = now.next().filter(|_| then && now.next().is_none())?;
    known.iter().any(|told| states(s, told)).then_some((s, there.fact))
}

/// The values of the kind of `like` that a sentence tells, one a part.
fn told(sentence: &Frame<'_>, like: &Fact) -> Vec<Told> {
    // "The eleven lines carried 4.62 million" tells one value.
    let aside = |fact: &Fact| is_own_count(fact) && !is_own_count(like) || of_other_things(like, fact);
    let kin = |j: &usize| is_of_kind(&sentence.facts[*j].value, &like.value) && !aside(&sentence.facts[*j]);
    if !matches!(like.value, Value::Quantity(_)) || !(0..sentence.facts.len()).any(|j| kin(&j)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    for to in ends(sentence.text) {
        let within = |j: &usize| {
            let at = sentence.facts[*j].span.start;
            from <= at && at < to
        };
        let values: Vec<usize> = (0..sentence.facts.len()).filter(within).filter(kin).collect();
        // What tells no value is said of the next.
        if values.is_empty() && to < sentence.text.len() {
            continue;
        }
        let mut years = (0..sentence.facts.len()).filter(within).filter_map(|j| one_year(&sentence.facts[j]));
        // "In 2013 they were 54 and 38 percent": both of that year.
        let same =
            found.last().filter(|_| goes_on(&sentence.text[from..to])).and_then(|told: &Told| told.year);
        let year = years.next().or(same);
        if let ([fact], true) = (&values[..], years.all(|other| Some(other) == year)) {
            found.push(Told { fact: *fact, year });
        }
        from = to;
    }
    found
}

/// Whether a part goes on with the one before and tells of no time of its own, nor of what was not so.
fn goes_on(part: &str) -> bool {
    const APART: [&str; 15] = [
        "now",
        "today",
        "currently",
        "then",
        "later",
        "earlier",
        "before",
        "ago",
        "last",
        "next",
        "since",
        "still",
        "by",
        "this",
        "not",
    ];
    let joined = part.trim_start_matches([',', ' ']).starts_with("and ");
    joined && !ibid_text::words(part).any(|word| APART.contains(&word.text))
}

/// Where the parts of a sentence end.
fn ends(text: &str) -> Vec<usize> {
    let mut ends: Vec<usize> =
        PARTINGS.iter().flat_map(|parting| text.match_indices(parting)).map(|(at, _)| at).collect();
    ends.push(text.len());
    ends.sort_unstable();
    ends.dedup();
    ends
}
