//! Figures that the sources bear out the other way about: "1.7 million fewer than the year before" of what was 1.7 million more.

use ibid_facts::{Change, Fact, Quantity, Value};

use super::places::Places;
use super::shown::the_other_way_about;
use super::{Claimed, Searched, along_its_row, in_its_words, movement, told_by_label};
use crate::held::Held;
use crate::matching::telling;
use crate::model::Outcome;
use crate::slot::Frame;

/// The finding that the claim's movement or limit is one the sources bear out only the other way about.
pub(super) fn turned(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let turned = the_other(claimed.fact())?;
    let mut facts: Vec<Fact> = claimed.frame.facts.to_vec();
    facts[claimed.i] = turned;
    let frame = Frame { facts: &facts, ..claimed.frame };
    let sources: Vec<Searched<'_>> =
        sources.iter().map(|source| Searched::new(frame, source.resolved, source.table)).collect();
    let other = Claimed { cx: claimed.cx, claim: claimed.claim, frame, i: claimed.i };
    let places = Places::new(&other, &sources);
    let held = in_its_words(&other, &sources)
        .or_else(|| told_by_label(&other, &sources))
        .or_else(|| along_its_row(&other, &sources))
        .or_else(|| {
            let (resolved, c) = places.agreeing()?;
            Some(super::agrees(&other, "", resolved.evidence(c.sentence)))
        })
        .or_else(|| movement(&other, &sources))
        .or_else(|| {
            let operation = ibid_facts::named_operation(frame.text, other.fact());
            let evidence =
                super::derived(&other, &sources, &places.all, operation).filter(|_| operation.is_some())?;
            Some(super::agrees(&other, "", evidence))
        })?;
    let evidence = held.line.evidence.first().filter(|_| held.line.outcome == Outcome::Agrees)?;
    Some(the_other_way_about(claimed, evidence.clone()))
}

/// The fact that goes the other way, or has the other limit.
fn the_other(fact: &Fact) -> Option<Fact> {
    let Value::Quantity(q) = &fact.value else { return None };
    let change = match q.change {
        Change::Up => Change::Down,
        Change::Down => Change::Up,
        _ => return None,
    };
    let value = Value::Quantity(Quantity { change, ..q.clone() });
    telling(fact).then(|| Fact { value, ..fact.clone() })
}
