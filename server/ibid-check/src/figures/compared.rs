//! Differences, and what they are differences from: "5.3 days more than in 2019 and 9.9 more than elsewhere" is no 9.9 more than in 2019,
//! and what is "seven weeks longer than two years ago" was not so then.

use ibid_facts::{Fact, Value, placed_terms};
use ibid_text::{Language, Span};

use super::Claimed;
use super::places::{Place, Places};
use super::shown::{differs, of_another_time};
use crate::candidates::{frame, moves};
use crate::held::Held;
use crate::matching::telling;
use crate::slot::{Frame, agree};
use crate::swaps::is_of_kind;

/// Bytes between a difference and its "than".
const BESIDE: usize = 32;
/// Bytes behind "than" that say from what it differs.
const REACH: usize = 60;
/// How much of the claim's surroundings the sentence must share.
const LIKE: f32 = 0.2;

/// The finding that the source tells the claim's difference from something else, or the claim's level of another time.
pub(super) fn check(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    if claimed.frame.language != Language::English {
        return None;
    }
    let (resolved, same) = places.same.as_ref().filter(|(_, c)| c.overlap >= LIKE && !c.foreign)?;
    let there = frame(&resolved.text, same.index);
    let place = (*resolved, same.clone());
    from_another(claimed, &there, &place).or_else(|| of_then(claimed, &there, &place))
}

/// Whether claim and place tell differences from two times: "less than in 2019", "less than in 2023".
pub(super) fn from_another_time(claimed: &Claimed<'_>, (resolved, other): &Place<'_>) -> bool {
    let there = frame(&resolved.text, other.index);
    let bases = base_of(&claimed.frame, claimed.i).zip(base_of(&there, other.j));
    if let Some((own, known)) = bases {
        return !agree(own, known);
    }
    let times = |sentence: &Frame<'_>, i: usize| told_from(sentence, i).map(|from| from.times);
    let own = times(&claimed.frame, claimed.i).unwrap_or_default();
    let there = times(&there, other.j).unwrap_or_default();
    let common = own.iter().any(|time| there.iter().any(|known| agree(time, known)));
    !own.is_empty() && !there.is_empty() && !common
}

/// The difference that a sentence tells from the time that is its fact `i`: "8 percent less than in 2019".
fn base_of<'f>(sentence: &Frame<'f>, i: usize) -> Option<&'f Fact> {
    let before = sentence.text[..sentence.facts[i].span.start].trim_end();
    let led = matches!(sentence.facts[i].value, Value::Date(_)) && before.ends_with(" than in");
    sentence.facts[..i].iter().rfind(|fact| moves(fact)).filter(|_| led)
}

/// The claim's difference is one from what another difference of the sentence is told from.
fn from_another(claimed: &Claimed<'_>, there: &Frame<'_>, (resolved, same): &Place<'_>) -> Option<Held> {
    let own = told_from(&claimed.frame, claimed.i)?;
    let known = told_from(there, same.j)?;
    if own.is_like(&known) {
        return None;
    }
    let kin = |j: &usize| *j != same.j && is_of_kind(&there.facts[*j].value, &there.facts[same.j].value);
    let other =
        |j: &usize| told_from(there, *j).is_some_and(|other| own.is_like(&other) && !known.is_like(&other));
    let other = (0..there.facts.len()).filter(kin).find(other)?;
    Some(differs(claimed, resolved, same.index, other))
}

/// The claim's level is told of the time from which the sentence tells how far it has come since.
fn of_then(claimed: &Claimed<'_>, there: &Frame<'_>, (resolved, same): &Place<'_>) -> Option<Held> {
    let frame = &claimed.frame;
    let level = |fact: &Fact| matches!(fact.value, Value::Quantity(_)) && !moves(fact);
    let plain = level(claimed.fact()) && telling(claimed.fact()) && level(&there.facts[same.j]);
    let compares =
        [" than ", " from ", " as many", " as much"].iter().any(|words| frame.text.contains(words));
    let alone = !frame.facts.iter().any(moves) && !compares;
    let mut differences = (same.j + 1..there.facts.len()).filter(|j| moves(&there.facts[*j]));
    let difference = differences.next().filter(|_| plain && alone)?;
    let then = told_from(there, difference)?.times;
    let is_time = |fact: &Fact| then.iter().any(|time| agree(fact, time));
    let mut others = frame.facts.iter().filter(|fact| fact.span != claimed.fact().span);
    let said = others.clone().any(is_time);
    // "In 2024, almost as many as in 2019" tells of two times.
    let twice = others.any(|fact| matches!(fact.value, Value::Date(_)) && !is_time(fact));
    // "Two years ago", "in 2019", but not "in two years".
    let dated = then.iter().all(|time| matches!(time.value, Value::Date(_)));
    let back = dated || [" ago", " earlier"].iter().any(|word| frame.text.contains(word));
    (said && back && !twice).then(|| of_another_time(claimed, resolved, same.index, (same.j, difference)))
}

/// What a difference is told from.
struct From {
    terms: Vec<String>,
    times: Vec<Fact>,
}

impl From {
    fn is_like(&self, other: &From) -> bool {
        let term = self.terms.iter().any(|term| other.terms.contains(term));
        term || self.times.iter().any(|time| other.times.iter().any(|known| agree(time, known)))
    }
}

/// What the sentence says that its fact `i` is more or less than.
fn told_from(sentence: &Frame<'_>, i: usize) -> Option<From> {
    let fact = &sentence.facts[i];
    let rest = sentence.text.get(fact.span.end..)?;
    let clause = rest.split([',', ';', ':', '(', '.']).next()?;
    let clause = clause.split(" and ").next()?;
    let at = clause.find("than ").filter(|at| *at <= BESIDE)?;
    let from = fact.span.end + at + "than ".len();
    let to = (fact.span.end + clause.len()).min(from + REACH);
    let to = (to..=sentence.text.len()).find(|at| sentence.text.is_char_boundary(*at))?;
    let part = Span::new(from, to);
    let times: Vec<Fact> = sentence.facts.iter().filter(|fact| part.contains(fact.span)).cloned().collect();
    let terms = placed_terms(part.of(sentence.text), sentence.language);
    let free =
        terms.into_iter().filter(|term| !times.iter().any(|time| time.span.overlaps(term.span.shift(from))));
    Some(From { terms: free.map(|term| term.text).collect(), times })
}
