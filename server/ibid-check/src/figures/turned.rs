//! Figures that the sources bear out the other way about: "1.7 million fewer than the year before" of what was 1.7 million more.

use ibid_facts::{Change, Dimension, Fact, Quantity, Value};

use super::places::{Place, Places};
use super::shown::{differs, moved, the_other_way_about};
use super::{Claimed, Searched, along_its_row, in_its_words, movement, told_by_label};
use crate::candidates::Candidate;
use crate::held::Held;
use crate::matching::{Match, bounded_apart, telling};
use crate::model::Outcome;
use crate::slot::{Frame, agree};
use crate::{eras, movements, swaps};

/// The finding that the claim's movement or limit is one the sources bear out only the other way about.
pub(super) fn turned(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let turned = the_other(claimed.fact())?;
    let mut facts: Vec<Fact> = claimed.frame.facts.to_vec();
    facts[claimed.i] = turned;
    let frame = Frame { facts: &facts, ..claimed.frame };
    let sources: Vec<Searched<'_>> =
        sources.iter().map(|source| Searched::new(frame, source.resolved, source.table.clone())).collect();
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
            let evidence = Some(evidence).filter(|evidence| !is_of_years(&evidence.quote))?;
            Some(super::agrees(&other, "", evidence))
        })?;
    let evidence = held.line.evidence.first().filter(|_| held.line.outcome == Outcome::Agrees)?;
    Some(the_other_way_about(claimed, evidence.clone()))
}

/// Whether a line is the head of a table: "Country 2015 2019 2023".
fn is_of_years(line: &str) -> bool {
    const FEWEST: usize = 3;
    let year =
        |word: &&str| word.len() == 4 && word.parse().is_ok_and(|year: u32| (1900..2100).contains(&year));
    line.split_whitespace().filter(year).count() >= FEWEST
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

/// The finding that a sentence which tells another telling amount of the claim's too has the figure as percentage points, or as
/// percent where the claim has points, whatever other sentences have.
pub(super) fn in_points(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    /// How much of the claim's surroundings the sentence must share.
    const LIKE: f32 = 0.1;
    let share = |value: &Value| match value {
        Value::Quantity(q) if matches!(q.dimension, Dimension::Percent | Dimension::PercentagePoints) => {
            Some(q.clone())
        }
        _ => None,
    };
    let own = share(&claimed.fact().value).filter(|q| q.change != Change::Level)?;
    let turned = |(_, c): &&Place<'_>| {
        let theirs = share(&c.value);
        // Two digits are hardly the same in both by chance.
        let exact = (own.low / own.step).abs() >= 10.0 && c.overlap >= LIKE;
        c.twin
            && (c.coupled || exact)
            && theirs
                .is_some_and(|q| q.dimension != own.dimension && q.low == own.low && q.change == own.change)
    };
    let (resolved, c) = places.all.iter().find(turned)?;
    let rival = |(r, other): &Place<'_>| {
        let there = std::ptr::eq(*r, *resolved) && other.index == c.index;
        other.matches == Match::Agrees && (there || other.coupled)
    };
    (!places.all.iter().any(rival)).then(|| differs(claimed, resolved, c.index, c.j))
}

/// The finding that the claim has two values or the ends of a movement the wrong way about.
pub(super) fn turned_about(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    sources.iter().find_map(|source| {
        let (frame, text) = (&claimed.frame, &source.resolved.text);
        if let Some(movement) = movements::told_backwards(frame, claimed.i, text) {
            return Some(moved(claimed, source, &movement));
        }
        let (sentence, fact) = eras::of_another_year(frame, claimed.i, text)
            .or_else(|| eras::of_the_other_year(frame, claimed.i, text))
            .or_else(|| swaps::crossed(frame, claimed.i, text))?;
        Some(differs(claimed, source.resolved, sentence, fact))
    })
}

/// The finding that what is the least in the source is the most in the claim, or the other way about, and stands there but once.
pub(super) fn bounded_otherwise(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    /// How much of the claim's surroundings the sentence must share.
    const LIKE: f32 = 0.1;
    /// Likewise of what is the limit of many a thing: "less than half".
    const LIKE_LOOSE: f32 = 0.2;
    let like = if telling(claimed.fact()) { LIKE } else { LIKE_LOOSE };
    let Value::Quantity(own) = &claimed.fact().value else { return None };
    let apart = |(_, c): &&Place<'_>| match &c.value {
        Value::Quantity(other) => bounded_apart(own, other) && (c.overlap >= like || c.foreign && c.telling),
        _ => false,
    };
    let mut apart = places.all.iter().filter(apart);
    let (resolved, c) = apart.next().filter(|_| apart.next().is_none())?;
    // "Of the 6.2 million, more than half": half of that.
    let whole =
        claimed.frame.facts.first().filter(|whole| claimed.frame.text.starts_with("Of ") && telling(whole));
    if whole.is_some_and(|whole| !resolved.text.facts(c.index).iter().any(|fact| agree(whole, fact))) {
        return None;
    }
    // Many an amount lies within a bound: one that says more of the claim than the limit itself bears it out.
    let within = |same: &Candidate| {
        let limit = matches!(&same.value, Value::Quantity(q) if (q.low - own.low).abs() <= q.step / 2.0);
        !limit && (same.index == c.index || same.overlap <= c.overlap)
    };
    // "More than one in five are under 35, and 29 percent over 54": the claim tells that itself.
    let told = |same: &Candidate| {
        let mut others = claimed.frame.facts.iter().filter(|fact| fact.span != claimed.fact().span);
        others.any(|fact| fact.value == same.value)
    };
    let unstated = places.same.as_ref().is_none_or(|(_, same)| within(same) || told(same));
    unstated.then(|| differs(claimed, resolved, c.index, c.j))
}

/// The finding that the level which the claim says something rose or fell to is one that it came to the other way.
pub(super) fn the_other_way(
    claimed: &Claimed<'_>,
    sources: &[Searched<'_>],
    places: &Places<'_>,
) -> Option<Held> {
    let (resolved, same) = places.agreeing()?;
    let source = sources.iter().find(|source| std::ptr::eq(source.resolved, *resolved))?;
    let told = (same.index, same.j);
    let movement = movements::told_the_other_way(&claimed.frame, claimed.i, &resolved.text, told)?;
    Some(moved(claimed, source, &movement))
}
