//! How far something moved to or from one level that claim and source both tell.

use ibid_evidence::SourceText;
use ibid_facts::{Change, Dimension, Quantity, written_digits};

use super::ends::amount;
use super::{AT_ONCE, DIGITS, Movement, Wrong, is_multiple};
use crate::matching::{is_count, is_long};
use crate::slot::Frame;

/// How many times as large one difference may be as another that it was mistaken for.
const FAR: f64 = 4.0;
const MILLION: f64 = 1e6;

/// The movement to or from an amount that claim and source both tell, where the claim's fact `i` is by how much it moved
/// and no amount of the source is that far away: "284 million, 97 million less than the year before", "doubled, to 6,300".
pub(crate) fn told_from_one_end(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<Movement> {
    let moved = amount(&claim.facts[i])?;
    let (known, wrong) = one_end(claim, i)?;
    let level = amount(&claim.facts[known])?;
    // "97 million" alone is money where money is talked of.
    let bare = |q: &Quantity| {
        q.dimension == Dimension::Number && q.low >= MILLION && matches!(level.dimension, Dimension::Money(_))
    };
    let of_kind = |q: &Quantity| {
        q.dimension == level.dimension || bare(q) || is_count(&q.dimension) && is_count(&level.dimension)
    };
    if wrong == Wrong::Difference && !of_kind(moved) {
        return None;
    }
    let by = |other: &Quantity| match wrong {
        Wrong::Difference => (other.low - level.low).abs(),
        _ => level.low / other.low,
    };
    let fits = |other: &Quantity| match wrong {
        Wrong::Difference => (by(other) - moved.low).abs() <= (moved.step + level.step) / 2.0 * 1.001,
        _ => is_multiple(moved, by(other)),
    };
    let may_be = |other: &Quantity| match wrong {
        Wrong::Difference => by(other) >= level.step && (1.0 / FAR..=FAR).contains(&(by(other) / moved.low)),
        _ => (1.05..=FAR * moved.low).contains(&by(other)),
    };
    let kin = |sentence: usize| {
        let facts = source.facts(sentence).iter().enumerate();
        facts
            .filter_map(move |(j, fact)| Some((sentence, j, amount(fact)?)))
            .filter(|(_, _, q)| q.change == Change::Level && of_kind(q))
    };
    if (0..source.sentences().len()).flat_map(kin).any(|(_, _, q)| fits(q)) {
        return None;
    }
    let is_known = |q: &Quantity| (q.low - level.low).abs() < level.step / 2.0;
    let to = (0..source.sentences().len()).flat_map(kin).find(|(_, _, q)| is_known(q))?;
    let near = to.0.saturating_sub(1)..(to.0 + 2).min(source.sentences().len());
    let mut others = near.flat_map(kin).filter(|(_, _, q)| may_be(q));
    let (Some(from), None) = (others.next(), others.next()) else { return None };
    Some(Movement { wrong: Some(wrong), ends: [(from.0, from.1), (to.0, to.1)] })
}

/// How far the claim's fact `i` says that the amount right before it is from another, where a sentence of the source has both: "19.6
/// million tonnes, 1.7 million more than a year earlier".
pub(crate) fn told_from_its_level(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<Movement> {
    let moved = amount(&claim.facts[i]).filter(|moved| (moved.low / moved.step).abs() >= DIGITS)?;
    let (known, _) = one_end(claim, i).filter(|(_, wrong)| *wrong == Wrong::Difference)?;
    let level = amount(&claim.facts[known])?;
    let of_kind =
        |q: &Quantity| q.dimension == level.dimension || is_count(&q.dimension) && is_count(&level.dimension);
    // "19,640 tonnes, 1,728 fewer": of what the level is told in.
    let written = written_digits(claim.facts[known].span.of(claim.text)).and_then(|d| d.parse::<f64>().ok());
    let unit = match of_kind(moved) {
        true => 1.0,
        false => level.low / written.filter(|_| is_count(&moved.dimension))?,
    };
    let found = (0..source.sentences().len()).flat_map(|s| {
        let told =
            move |j: &usize| amount(&source.facts(s)[*j]).filter(|q| q.change == Change::Level && of_kind(q));
        let all: Vec<(usize, f64)> =
            (0..source.facts(s).len()).filter_map(|j| Some((j, told(&j)?.low))).collect();
        let is_level = |low: f64| (low - level.low).abs() <= level.step / 2.0 * 1.001;
        let by = |low: f64, other: f64| {
            ((low - other).abs() - moved.low * unit).abs() <= moved.step * unit / 2.0 * 1.001
        };
        let to: Vec<(usize, f64)> = all.iter().copied().filter(|(_, low)| is_level(*low)).collect();
        let pairs = to.into_iter().flat_map(move |to| all.clone().into_iter().map(move |from| (from, to)));
        pairs
            .filter(move |(from, to)| by(to.1, from.1))
            .map(move |(from, to)| (s, from, to))
            .collect::<Vec<_>>()
    });
    let found: Vec<_> = found.collect();
    let right = |from: f64, to: f64| if moved.change == Change::Down { to < from } else { to > from };
    let (wrong, (s, from, to)) = match found.iter().find(|(_, from, to)| right(from.1, to.1)) {
        Some(told) => (None, told),
        None => (Some(Wrong::Direction), found.first()?),
    };
    Some(Movement { wrong, ends: [(*s, from.0), (*s, to.0)] })
}

/// The long amount of the claim that its fact `i` tells a movement to, and what is wrong where it is another movement.
fn one_end(claim: &Frame<'_>, i: usize) -> Option<(usize, Wrong)> {
    let moved = amount(&claim.facts[i])?;
    let level = |k: &usize| amount(&claim.facts[*k]).is_some_and(|q| q.change == Change::Level);
    let long = |k: &usize| level(k) && is_long(&claim.facts[*k].value);
    let spell = |k: &usize| amount(&claim.facts[*k]).is_some_and(|q| q.dimension == Dimension::Duration);
    let level_at = |k: &usize| amount(&claim.facts[*k]).is_some() && !spell(k);
    let between = |a: usize, b: usize| claim.text.get(claim.facts[a].span.end..claim.facts[b].span.start);
    if moved.dimension == Dimension::Factor {
        let known = (i + 1..claim.facts.len()).find(level_at).filter(long)?;
        let led = between(i, known)?.trim_end().ends_with(" to") && !between(i, known)?.contains(';');
        return (moved.change == Change::Up && led).then_some((known, Wrong::Multiple));
    }
    let known = (0..i).rfind(|k| amount(&claim.facts[*k]).is_some()).filter(long)?;
    let beside = between(known, i)?;
    let compared = moved.change != Change::Level && claim.text[claim.facts[i].span.end..].contains(" than ");
    let at_once = beside.len() <= AT_ONCE && !beside.contains(" and ");
    (compared && at_once).then_some((known, Wrong::Difference))
}
