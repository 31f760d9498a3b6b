//! What a share is told of: "38 per cent of the forecast" is not "38 per cent below the forecast".

use ibid_facts::{Bound, Dimension, Fact, Quantity, Value};

use super::shown::of_otherwise;
use super::{Claimed, Searched};
use crate::candidates::frame;
use crate::held::Held;

/// How much of the claim's surroundings the sentence must share.
const LIKE: f32 = 0.25;
/// What makes a share one of something.
const OF: &str = "of ";
/// Words that make it one by which something falls short of another, or exceeds it.
const AWAY: [&str; 12] = [
    "below ",
    "under ",
    "short of ",
    "less than ",
    "lower than ",
    "fewer than ",
    "smaller than ",
    "above ",
    "over ",
    "more than ",
    "higher than ",
    "larger than ",
];
/// Half of something is as far from it.
const HALF: f64 = 50.0;

/// The finding that the claim tells as a share of something what the source has as a distance from it, or the other way about,
/// wherever a source has that number of percent.
pub(super) fn check(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let share = percent(claimed.fact()).filter(|q| q.bound == Bound::Exact && q.low != HALF)?;
    let told = told(claimed.frame.text, claimed.fact())?;
    let around = claimed.frame.around(claimed.i);
    let mut other = None;
    for source in sources {
        let text = &source.resolved.text;
        for s in 0..text.sentences().len() {
            let there = frame(text, s);
            let same = |j: &usize| {
                percent(&there.facts[*j]).is_some_and(|q| q.low == share.low && q.high == share.high)
            };
            for j in (0..there.facts.len()).filter(same) {
                match self::told(there.text, &there.facts[j]) {
                    Some(theirs) if (theirs == OF) != (told == OF) => {
                        let slots = text.slots(s);
                        let like = around.overlap(&there.around_known(j, &slots[j]), text.rarity()) >= LIKE;
                        other = other.or(like.then_some((source, s, j)));
                    }
                    _ => return None,
                }
            }
        }
    }
    let (source, s, j) = other?;
    let there = frame(&source.resolved.text, s);
    let theirs = self::told(there.text, &there.facts[j])?;
    Some(of_otherwise(claimed, source.resolved, (s, j), (theirs, told)))
}

/// The words right behind `fact` that make it so much of something, or so far from it.
fn told(text: &str, fact: &Fact) -> Option<&'static str> {
    let rest = text.get(fact.span.end..)?.trim_start();
    std::iter::once(&OF).chain(&AWAY).find(|words| rest.starts_with(**words)).copied()
}

fn percent(fact: &Fact) -> Option<&Quantity> {
    match &fact.value {
        Value::Quantity(q) if q.dimension == Dimension::Percent => Some(q),
        _ => None,
    }
}
