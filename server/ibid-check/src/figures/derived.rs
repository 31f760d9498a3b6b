//! Figures that a writer worked out from the source's.

use ibid_evidence::Evidence;
use ibid_facts::{Change, Dimension, Fact, Operation, Quantity, Value, derivable, same_noun, written_digits};

use super::places::Place;
use super::{Claimed, Searched};
use crate::candidates::Candidate;
use crate::matching::{Match, is_count, is_long, is_own_count, telling};
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
    let by_two = |(resolved, c): &&&Place<'_>| is_sum_of_two(claimed, resolved.text.facts(c.index));
    let rest = near.iter().find(|(_, c)| is_rest(claimed, c));
    if let Some((resolved, c)) = rest.or(near.iter().find(by_one)).or(near.iter().find(by_two)) {
        return Some(resolved.evidence(c.sentence));
    }
    let by_chance = hits_by_chance(claimed.fact(), operation);
    // "1,450 more began than left", which two sentences tell that stand near each other.
    let difference = operation == Some(Operation::Difference) && is_long(&claimed.fact().value);
    let (nearest, reach) = match by_chance {
        true => (1, 0),
        false => (NEAREST, if difference { 2 } else { 1 }),
    };
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
        let follows = |operation| derivable(&claimed.fact().value, &values, operation);
        // "960,000 a year" says how it is told, and not how it was worked out.
        let told = matches!(operation, Some(Operation::PerYear | Operation::Average));
        let rest = tells_of_the_rest(text.sentences()[index].span.of(text.text())) && operation.is_none();
        let found = follows(operation)
            .or_else(|| if told { follows(None) } else { None })
            .or_else(|| if rest { follows(Some(Operation::Remaining)) } else { None });
        found.map(|_| resolved.evidence(sentence))
    })
}

/// Whether a sentence names what is left without its figure: "and the rest went to computers".
fn tells_of_the_rest(sentence: &str) -> bool {
    ["the rest", "the others", "the remain", "其余"].iter().any(|words| sentence.contains(words))
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

/// The sentence that has the whole of which another amount of the claim is the share that the claim's states: "19.6 million tonnes,
/// about 30 percent of all", where all are 65.2 million.
pub(super) fn whole_of_own_part(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Evidence> {
    // "More than half" is true of many a whole.
    let share = matches!(&claimed.fact().value, Value::Quantity(q)
        if q.dimension == Dimension::Percent && q.change == Change::Level && !q.bound.is_limit());
    let part = claimed.i.checked_sub(1).map(|before| &claimed.frame.facts[before]);
    let parts: Vec<&Fact> = part.into_iter().filter(|part| share && is_part_told(claimed, part)).collect();
    let is_whole = |whole: &&Fact| {
        telling(whole)
            && parts.iter().any(|part| {
                derivable(&claimed.fact().value, &[&part.value, &whole.value], Some(Operation::Share))
                    .is_some()
            })
    };
    sources.iter().find_map(|source| {
        let text = &source.resolved.text;
        let near = source.search.closest(claimed.i, text.sentences().len());
        let sentence = near.into_iter().find(|s| text.facts(*s).iter().any(|whole| is_whole(&whole)))?;
        Some(source.evidence(sentence))
    })
}

/// Whether the claim tells `part` as the share that its fact is: "19.6 million tonnes, about 30 percent of all".
fn is_part_told(claimed: &Claimed<'_>, part: &Fact) -> bool {
    /// Bytes between the two.
    const BESIDE: usize = 48;
    let between = claimed.frame.text.get(part.span.end..claimed.fact().span.start).unwrap_or_default();
    let of_it = [" of which", " of whom", " of them", ";"].iter().any(|words| between.contains(words));
    let share = |q: &Quantity| q.dimension == Dimension::Percent;
    let amount = matches!(&part.value, Value::Quantity(q) if !share(q)) && telling(part);
    amount && !of_it && between.len() <= BESIDE
}

/// Whether the claim's is two of its other amounts multiplied: "84 million, at 1.9 million for each of its 44 kilometres".
pub(super) fn is_product(claimed: &Claimed<'_>) -> bool {
    /// By how much of itself it may be off.
    const OFF: f64 = 0.02;
    // An amount in the unit that it was written in.
    let written = |fact: &Fact| match &fact.value {
        Value::Quantity(q) => Some([
            q.low,
            written_digits(fact.span.of(claimed.frame.text)).and_then(|d| d.parse().ok()).unwrap_or(q.low),
        ]),
        _ => None,
    };
    let Some([own, _]) = written(claimed.fact()) else { return false };
    let others =
        claimed.frame.facts.iter().filter(|fact| fact.span != claimed.fact().span).filter_map(written);
    let others: Vec<[f64; 2]> = others.collect();
    let is = |a: f64, b: f64| (a * b / own - 1.0).abs() < OFF;
    let pairs = others.iter().enumerate().flat_map(|(k, a)| others[k + 1..].iter().map(move |b| (a, b)));
    pairs.into_iter().any(|(a, b)| is(a[0], b[0]) || is(a[0], b[1]) || is(a[1], b[0]))
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

/// Whether the claim's is the sum of two counts of one thing that a sentence with the facts `facts` tells one after the other: "24
/// short episodes and two long episodes".
fn is_sum_of_two(claimed: &Claimed<'_>, facts: &[Fact]) -> bool {
    let count = |fact: &Fact| match &fact.value {
        Value::Quantity(q) if is_count(&q.dimension) => Some(q.clone()),
        _ => None,
    };
    let Some(own) = count(claimed.fact()) else { return false };
    facts
        .windows(2)
        .filter_map(|pair| Some((count(&pair[0])?, count(&pair[1])?)))
        .any(|(a, b)| same_noun(&a, &b) && a.low + b.low == own.low)
}

/// Whether so round a share follows from some two of many figures by chance: only those of one sentence count.
fn hits_by_chance(claim: &Fact, operation: Option<Operation>) -> bool {
    matches!(operation, Some(Operation::Movement | Operation::Share)) && !is_long(&claim.value)
}
