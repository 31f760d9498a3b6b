//! How many times as much, or what part of it: "at 88 crowns it cost four times as much as in the centre", where that cost 31.
//!
//! Told only where the sentence with the claim's amount, or one beside it that has the claim's words, has one other that may be meant.

use ibid_facts::{Bound, Change, Dimension, Fact, Quantity, Value, placed_terms};
use ibid_text::Language;

use super::shown::so_many_times;
use super::{Claimed, Searched};
use crate::held::Held;
use crate::matching::telling;
use crate::rows::is_row;
use crate::slot::agree;

/// By how much of itself a multiple may be off that is told as itself, or as a limit.
const OFF: f64 = 0.2;
const OFF_LIMIT: f64 = 0.05;
/// A limit is told of what is not so much beyond it.
const BEYOND: f64 = 2.0;
/// Words of the claim behind the multiple that the sentence with the other amount must have.
const SHARED: usize = 2;

/// The finding that the one amount of the source which the claim's own is told as a multiple of makes it another.
pub(super) fn check(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let (times, bound, behind) = times(claimed)?;
    // "At 88 crowns it cost four times as much": of what is told right before.
    let amount = |fact: &&Fact| telling(fact) && level(fact).is_some() && leads_to(claimed, fact);
    let mut others = claimed.frame.facts.iter().filter(|fact| fact.span != claimed.fact().span);
    let own = others.clone().find(amount)?;
    if others.any(|fact| fact.span != own.span && level(fact).is_some()) {
        return None;
    }
    let whole = level(own)?;
    let [source] = sources else { return None };
    let text = &source.resolved.text;
    let states = |i: &usize| text.facts(*i).iter().any(|fact| agree(own, fact));
    let mut stating = (0..text.sentences().len()).filter(states);
    let at = stating.next().filter(|_| stating.next().is_none())?;
    let named = placed_terms(behind, Language::English);
    let beside = |i: &usize| named.iter().filter(|term| text.has(*i, &term.text)).count() >= SHARED;
    let near = at.saturating_sub(1)..(at + 2).min(text.sentences().len());
    let meant = |i: &usize| if times < 1.0 { *i == at } else { beside(i) };
    let near = near.filter(|i| text.language_of(*i) == Language::English).filter(meant);
    let is_kin = |other: &Quantity| {
        other.dimension == whole.dimension
            || [&other.dimension, &whole.dimension].contains(&&Dimension::Number)
    };
    let mut found = near.filter(|i| !is_row(text, *i)).flat_map(|i| {
        let kin = move |(_, fact): &(usize, &Fact)| {
            !agree(own, fact) && level(fact).is_some_and(|q| is_kin(q) && has_two_digits(q))
        };
        text.facts(i).iter().enumerate().filter(kin).map(move |(j, fact)| (i, j, fact))
    });
    let (i, j, other) = found.next().filter(|_| found.next().is_none())?;
    let ratio = whole.low / level(other)?.low;
    (!is_so_much(ratio, times, bound) && !is_so_much(1.0 / ratio, times, bound))
        .then(|| so_many_times(claimed, source, (at, own), (i, j)))
}

/// Whether nothing parts an amount from the claimed multiple that follows it.
fn leads_to(claimed: &Claimed<'_>, own: &Fact) -> bool {
    let between = claimed.frame.text.get(own.span.end..claimed.fact().span.start);
    between.is_some_and(|between| !between.contains([';', ':', '(']) && !between.contains(" and "))
}

/// What the claimed fact multiplies by, how exactly, and the words behind it.
fn times<'t>(claimed: &Claimed<'t>) -> Option<(f64, Bound, &'t str)> {
    let Value::Quantity(q) = &claimed.fact().value else { return None };
    if q.low != q.high {
        return None;
    }
    let (text, span) = (claimed.frame.text, claimed.fact().span);
    let (said, behind) = (span.of(text).to_lowercase(), text.get(span.end..)?);
    let of = |words: &[&str]| words.iter().any(|word| behind.trim_start().starts_with(word));
    let compares = || of(&["as much", "as many", "as high", "as large", "what ", "that of", "the "]);
    if said.ends_with("times") || said.ends_with("twice") {
        return compares().then_some((q.low, q.bound, behind));
    }
    let is_part = q.dimension == Dimension::Percent && q.in_words && of(&["of the "]);
    is_part.then_some((q.low / 100.0, q.bound, behind))
}

/// An amount that is told as itself.
fn level(fact: &Fact) -> Option<&Quantity> {
    match &fact.value {
        Value::Quantity(q) => {
            let plain = q.change == Change::Level && !q.bound.is_limit() && q.low == q.high && q.low > 0.0;
            (plain && !matches!(q.dimension, Dimension::Percent)).then_some(q)
        }
        _ => None,
    }
}

fn has_two_digits(q: &Quantity) -> bool {
    const FEWEST: f64 = 10.0;
    (q.low / q.step).abs() >= FEWEST
}

/// Whether `ratio` may be told as so many `times`.
fn is_so_much(ratio: f64, times: f64, bound: Bound) -> bool {
    let of = ratio / times;
    match bound {
        Bound::AtLeast => (1.0 - OFF_LIMIT..=BEYOND).contains(&of),
        Bound::AtMost => (1.0 / BEYOND..=1.0 + OFF_LIMIT).contains(&of),
        _ => (1.0 - OFF..=1.0 + OFF).contains(&of),
    }
}
