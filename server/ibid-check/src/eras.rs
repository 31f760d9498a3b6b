//! Values told of the wrong year: "72 rows in 2010 and 120 now", where the source has 120 in 2010.

use ibid_evidence::SourceText;
use ibid_facts::{Fact, Value};

use crate::candidates::frame;
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
    let other = |told: &&Told| told.year != Some(year) && !agree(&claim.facts[told.fact], &claim.facts[i]);
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

/// The values of the kind of `like` that a sentence tells, one a part.
fn told(sentence: &Frame<'_>, like: &Fact) -> Vec<Told> {
    let kin = |j: &usize| is_of_kind(&sentence.facts[*j].value, &like.value);
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
        let year = years.next();
        if let ([fact], true) = (&values[..], years.all(|other| Some(other) == year)) {
            found.push(Told { fact: *fact, year });
        }
        from = to;
    }
    found
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
