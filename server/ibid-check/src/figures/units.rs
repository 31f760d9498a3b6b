//! A number told in another unit: "more than 30 miles from the nearest clinic", of "more than 30 minutes".

use ibid_facts::{Change, Dimension, Fact, Quantity, Value};

use super::shown::differs;
use super::{Claimed, Searched};
use crate::held::Held;
use crate::matching::telling;
use crate::slot::agree;

/// The finding that the one sentence with a telling amount of the claim's has the claim's number of something else that is measured.
pub(super) fn check(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let own = measured(claimed.fact()).filter(|_| has_unit(claimed.frame.text, claimed.fact()))?;
    let others =
        || claimed.frame.facts.iter().filter(|fact| fact.span != claimed.fact().span && telling(fact));
    let amount = |fact: &Fact| matches!(fact.value, Value::Quantity(_));
    let mut found = sources.iter().flat_map(|source| {
        let text = &source.resolved.text;
        (0..text.sentences().len()).filter_map(move |s| {
            let facts = text.facts(s);
            let tied = others().filter(|other| amount(other) && facts.iter().any(|fact| agree(other, fact)));
            let there = text.sentences()[s].span.of(text.text());
            let is_it = |fact: &Fact| {
                has_unit(there, fact)
                    && measured(fact).is_some_and(|measured| is_of_another_unit(own, measured))
            };
            let mut here = (0..facts.len()).filter(|j| is_it(&facts[*j]));
            let j = here.next().filter(|_| here.next().is_none())?;
            (tied.count() > 0).then_some((source, s, j))
        })
    });
    let (source, sentence, fact) = found.next().filter(|_| found.next().is_none())?;
    Some(differs(claimed, source.resolved, sentence, fact))
}

/// What a fact measures, in a unit of its own.
fn measured(fact: &Fact) -> Option<&Quantity> {
    match &fact.value {
        Value::Quantity(q)
            if q.change == Change::Level
                && q.low == q.high
                && matches!(q.dimension, Dimension::Physical(_) | Dimension::Duration) =>
        {
            Some(q)
        }
        _ => None,
    }
}

/// Whether a fact has its unit right behind it, and not from another.
fn has_unit(text: &str, fact: &Fact) -> bool {
    fact.span.of(text).contains(char::is_alphabetic)
}

/// Whether two amounts are as many of two units of different kinds, and more than a few.
fn is_of_another_unit(a: &Quantity, b: &Quantity) -> bool {
    const FEW: f64 = 12.0;
    let number = |q: &Quantity| (q.low / q.step).round();
    a.dimension != b.dimension && number(a) == number(b) && number(a) >= FEW
}
