//! The end of a stretch of time: "from 2 April to 26 May", where the source tells of 2 April and goes on with 26 April.

use ibid_facts::{Fact, Value};

use super::shown::differs;
use super::{Claimed, Searched};
use crate::held::Held;
use crate::matching::telling;
use crate::slot::agree;

/// Bytes between the two ends of a stretch.
const BETWEEN: usize = 12;
/// Words between them.
const TO: [&str; 5] = ["to", "until", "till", "and", "–"];

/// The finding that the one other day which the sources tell with the beginning of the claim's stretch is its end with another month.
pub(super) fn check(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let (text, facts) = (claimed.frame.text, claimed.frame.facts);
    let begins = facts.get(claimed.i.checked_sub(1)?)?;
    let between = text.get(begins.span.end..claimed.fact().span.start)?;
    let stretch = between.len() <= BETWEEN && TO.contains(&between.trim());
    if !stretch || !is_day(begins) || !is_day(claimed.fact()) {
        return None;
    }
    // A year says nothing of its days.
    let states = |source: &Searched<'_>, s: usize, fact: &Fact| {
        source.resolved.text.facts(s).iter().any(|known| is_day(known) && agree(fact, known))
    };
    let mut found = None;
    for source in sources {
        let all = 0..source.resolved.text.sentences().len();
        if all.clone().any(|s| states(source, s, claimed.fact())) {
            return None;
        }
        for s in all.filter(|s| states(source, *s, begins)) {
            let days = |s: usize| {
                let facts = source.resolved.text.facts(s).iter().enumerate();
                facts.filter(|(_, fact)| is_day(fact) && !agree(begins, fact)).map(move |(j, _)| (s, j))
            };
            let next = s + 1;
            let goes_on = (next < source.resolved.text.sentences().len()).then_some(next);
            let slips = |(s, j): &(usize, usize)| {
                is_of_another_month(claimed.fact(), &source.resolved.text.facts(*s)[*j])
            };
            let mut ends = std::iter::once(s).chain(goes_on).flat_map(days).filter(slips);
            if let (Some((s, j)), None) = (ends.next(), ends.next()) {
                found = found.or(Some((source, s, j)));
            }
        }
    }
    let (source, s, j) = found?;
    Some(differs(claimed, source.resolved, s, j))
}

/// Whether a fact is a day of a month.
fn is_day(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Date(date) if date.day.is_some() && date.month.is_some()) && telling(fact)
}

/// Whether two days have one number and are of two months, and of no two years.
fn is_of_another_month(a: &Fact, b: &Fact) -> bool {
    let (Value::Date(a), Value::Date(b)) = (&a.value, &b.value) else { return false };
    a.day == b.day && a.month != b.month && (a.year.is_none() || b.year.is_none() || a.year == b.year)
}
