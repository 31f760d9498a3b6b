//! Figures that a writer worked out from the source's.

use ibid_evidence::Evidence;
use ibid_facts::{Dimension, Fact, Operation, Value, derivable};

use super::places::Place;
use super::{Claimed, Searched};
use crate::candidates::Candidate;
use crate::matching::{Match, is_count, is_long, is_own_count};
use crate::swaps::is_part_of;

/// Places near whose figures one that was worked out is looked for.
const NEAREST: usize = 3;

/// The sentence from whose figures, and those of its neighbours and of the claim's own sentences, the claim's
/// fact follows.
pub(super) fn derived(
    claimed: &Claimed<'_>,
    sources: &[Searched<'_>],
    places: &[Place<'_>],
    operation: Option<Operation>,
) -> Option<Evidence> {
    let before =
        claimed.frame.before.map(|b| ibid_facts::facts(b, claimed.frame.language)).unwrap_or_default();
    let others = (0..claimed.frame.facts.len()).filter(|&i| i != claimed.i).map(|i| &claimed.frame.facts[i]);
    let own: Vec<&Value> = others.chain(&before).map(|f| &f.value).filter(|_| operation.is_some()).collect();
    let mut near: Vec<&Place<'_>> = places.iter().filter(|(_, c)| c.matches != Match::Apart).collect();
    near.sort_by(|a, b| b.1.closeness().total_cmp(&a.1.closeness()));
    let by_one = |(resolved, c): &&&Place<'_>| is_one_more(claimed, c, c.sentence.of(resolved.text.text()));
    if let Some((resolved, c)) = near.iter().find(|(_, c)| is_rest(claimed, c)).or(near.iter().find(by_one)) {
        return Some(resolved.evidence(c.sentence));
    }
    let by_chance = hits_by_chance(claimed.fact(), operation);
    let (nearest, reach) = if by_chance { (1, 0) } else { (NEAREST, 1) };
    let near = near.into_iter().take(nearest).map(|(resolved, c)| (*resolved, c.index));
    let alike = sources.iter().flat_map(|source| {
        source.search.closest(claimed.i, nearest).into_iter().map(|index| (source.resolved, index))
    });
    near.chain(alike).find_map(|(resolved, index)| {
        let text = &resolved.text;
        let around = index.saturating_sub(reach)..=(index + reach).min(text.sentences().len() - 1);
        let theirs = around.flat_map(|i| text.facts(i).iter().map(|f| &f.value));
        let values: Vec<&Value> = theirs.chain(own.iter().copied()).collect();
        let sentence = text.sentences()[index].span;
        derivable(&claimed.fact().value, &values, operation).map(|_| resolved.evidence(sentence))
    })
}

/// Whether the claim's is the share of the amounts that it tells itself as a part and its whole: "45 per cent of exports, 934
/// million out of 2.1 billion".
pub(super) fn is_own_share(claimed: &Claimed<'_>) -> bool {
    let (text, facts) = (claimed.frame.text, claimed.frame.facts);
    let percent = matches!(&claimed.fact().value, Value::Quantity(q) if q.dimension == Dimension::Percent);
    let parted = |pair: &&[Fact]| {
        text.get(pair[0].span.end..pair[1].span.start).is_some_and(is_part_of)
            && derivable(&claimed.fact().value, &[&pair[0].value, &pair[1].value], Some(Operation::Share))
                .is_some()
    };
    percent && facts.windows(2).any(|pair| parted(&pair))
}

/// Whether the claim's is a small count of what `part` leaves of another of its counts: of fourteen five have money, so that
/// nine have none.
fn is_rest(claimed: &Claimed<'_>, part: &Candidate) -> bool {
    let count = |value: &Value| match value {
        Value::Quantity(q) if is_count(&q.dimension) => Some(q.low),
        _ => None,
    };
    let rest = |whole: &Fact| {
        let (whole, part, own) = (count(&whole.value)?, count(&part.value)?, count(&claimed.fact().value)?);
        Some(whole - part == own)
    };
    is_own_count(claimed.fact()) && claimed.frame.facts.iter().any(|whole| rest(whole) == Some(true))
}

/// Whether the claim's is a small count of what the sentence tells apart as so many and one more.
fn is_one_more(claimed: &Claimed<'_>, part: &Candidate, sentence: &str) -> bool {
    let low = |value: &Value| match value {
        Value::Quantity(q) => Some(q.low),
        _ => None,
    };
    let sum = low(&part.value).map(|low| low + 1.0);
    is_own_count(claimed.fact()) && low(&claimed.fact().value) == sum && sentence.contains(" one ")
}

/// Whether so round a share follows from some two of many figures by chance: only those of one sentence count.
fn hits_by_chance(claim: &Fact, operation: Option<Operation>) -> bool {
    matches!(operation, Some(Operation::Movement | Operation::Share)) && !is_long(&claim.value)
}
