//! Movements told by their two ends: "from 5.5 to 5.8 billion" rises by 0.3 billion, and "from 6.7 to 6.2 percent" falls
//! by half a percentage point, which is no half a percent.

mod ends;
mod one_end;
mod points;

use ibid_evidence::SourceText;
use ibid_facts::{Bound, Change, Dimension, Quantity, Value, led_to};

use crate::candidates::{frame, moves};
use crate::matching::telling;
use crate::slot::{Frame, agree};
use ends::{amount, before, compared, dated_ends, first_and_last};
pub(crate) use ends::{ends, of_one_kind, one_year, own_year, years};
pub(crate) use one_end::{told_from_its_level, told_from_one_end};
pub(crate) use points::{told_beside_a_share, told_in_points, told_of_two_shares, told_to_its_share};

/// How much of the claim's surroundings an end must share.
const CLOSE: f32 = 0.45;
/// Likewise where it has the very difference of two shares as a share.
const CLOSE_POINTS: f32 = 0.3;
/// Likewise where the claim tells one of the ends itself.
const TOLD: f32 = 0.2;
/// By how much of itself a worked-out multiple may be off.
const MULTIPLE: f64 = 0.15;
/// Likewise where it is told as more, or less, than so many times as much.
const LIMIT: f64 = 0.5;
/// By how much of itself a worked-out share may be off.
const SHARE: f64 = 0.2;
/// How many times as large as its bound an amount may be.
const BOUNDED: f64 = 1.5;
/// Bytes between a movement and its two ends.
const AT_ONCE: usize = 30;

/// What is wrong with a claim's movement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wrong {
    /// It went the other way.
    Direction,
    /// The difference of two shares is told as a share.
    Points,
    /// It was multiplied by something else.
    Multiple,
    /// It is another share of where it began.
    Share,
    /// The two ends are another amount apart.
    Difference,
}

/// A movement of a source that the claim tells.
pub(crate) struct Movement {
    /// What is wrong with how it does; `None` where the two ends bear it out.
    pub(crate) wrong: Option<Wrong>,
    /// What it goes from and to, each a sentence and one of its facts, as indices.
    pub(crate) ends: [(usize, usize); 2],
}

/// The movement whose two ends the claim tells itself, as the source does, where its fact `i` is another share.
pub(crate) fn told_beside(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<Movement> {
    let Value::Quantity(moved) = &claim.facts[i].value else { return None };
    let lone = claim.facts.iter().filter(|fact| moves(fact)).count() == 1;
    let [(from, to)] = ends(claim)[..] else { return None };
    // "fell by half within a year, from 71,300 to 48,700": the ends follow at once.
    let between = claim.text.get(claim.facts[i].span.end..claim.facts[from].span.start)?;
    let at_once = between.len() <= AT_ONCE && !between.contains(';') && !between.contains(" and ");
    if !lone || !at_once || moved.change == Change::Level {
        return None;
    }
    let wrong = misjudged(moved, amount(&claim.facts[from])?, amount(&claim.facts[to])?)?;
    let states = |sentence: usize, end: usize| {
        (0..source.facts(sentence).len()).find(|&j| agree(&claim.facts[end], &source.facts(sentence)[j]))
    };
    let near = |sentence: usize| sentence.saturating_sub(1)..(sentence + 2).min(source.sentences().len());
    let ends = |sentence: usize| {
        let to = states(sentence, to)?;
        near(sentence).find_map(|other| Some([(other, states(other, from)?), (sentence, to)]))
    };
    let ends = (0..source.sentences().len()).find_map(ends)?;
    Some(Movement { wrong: Some(wrong), ends })
}

/// The movement to the level that the claim's fact `i` and the fact `j` of a sentence of the source both tell, where the two
/// go opposite ways: "rose to 47,300" of what was "47,300, against 51,800 the year before".
pub(crate) fn told_the_other_way(
    claim: &Frame<'_>,
    i: usize,
    source: &SourceText,
    (sentence, j): (usize, usize),
) -> Option<Movement> {
    let ours = led_to(claim.text, &claim.facts[i])?;
    let there = frame(source, sentence);
    let level = amount(&there.facts[j]).filter(|q| q.change == Change::Level)?;
    let from =
        before(&there, j).or_else(|| ends(&there).into_iter().find(|(_, to)| *to == j).map(|(from, _)| from));
    let theirs = match from.and_then(|from| amount(&there.facts[from])).map(|q| q.low) {
        Some(low) if low < level.low => Change::Up,
        Some(low) if low > level.low => Change::Down,
        _ => led_to(there.text, &there.facts[j])?,
    };
    let from = from.unwrap_or(j);
    ours.opposes(theirs)
        .then_some(Movement { wrong: Some(Wrong::Direction), ends: [(sentence, from), (sentence, j)] })
}

/// The movement between two levels that the claim tells up to its fact `i`, and the source the other way about: "from 520 to 870"
/// of what went from 870 to 520.
pub(crate) fn told_backwards(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<Movement> {
    let (from, to) = ends(claim).into_iter().find(|(_, to)| *to == i)?;
    let long = |end: usize| {
        amount(&claim.facts[end]).is_some_and(|q| !q.in_words && (q.low / q.step).abs() >= DIGITS)
    };
    let known = telling(&claim.facts[from]) || telling(&claim.facts[to]) || long(from) && long(to);
    if !known {
        return None;
    }
    let states = |end: usize, s: usize, j: usize| agree(&claim.facts[end], &source.facts(s)[j]);
    let all: Vec<(usize, (usize, usize))> = (0..source.sentences().len())
        .flat_map(|s| {
            let there = frame(source, s);
            let all = ends(&there).into_iter().chain(compared(&there)).chain(first_and_last(&there));
            let all: Vec<(usize, usize)> = all.collect();
            all.into_iter().map(move |ends| (s, ends))
        })
        .collect();
    if all.iter().any(|(s, ends)| states(from, *s, ends.0) && states(to, *s, ends.1)) {
        return None;
    }
    let (s, there) = all.iter().find(|(s, ends)| states(from, *s, ends.1) && states(to, *s, ends.0))?;
    Some(Movement { wrong: Some(Wrong::Direction), ends: [(*s, there.0), (*s, there.1)] })
}

/// What is wrong with how far a share says that something `moved` from `a` to `b`, loosely as it may be told.
fn misjudged(moved: &Quantity, a: &Quantity, b: &Quantity) -> Option<Wrong> {
    let by = b.low - a.low;
    let share = by / a.low * 100.0;
    let off = |from: f64| (from.abs() - moved.low).abs();
    let shares = a.dimension == Dimension::Percent;
    let points = shares && off(by) <= moved.step / 2.0 && off(share) > moved.step;
    let other = !shares && off(share) > moved.step.max(SHARE * share.abs());
    let multiple = moved.change == Change::Up && !is_multiple(moved, b.low / a.low);
    match moved.dimension {
        Dimension::Factor if multiple => Some(Wrong::Multiple),
        Dimension::Percent if points => Some(Wrong::Points),
        Dimension::Percent if other => Some(Wrong::Share),
        _ => None,
    }
}

/// The movement of `source` that fact `i` of `claim` tells; one that bears it out, where there is one.
pub(crate) fn told(claim: &Frame<'_>, i: usize, source: &SourceText) -> Option<Movement> {
    let Value::Quantity(moved) = &claim.facts[i].value else { return None };
    if moved.change == Change::Level {
        return None;
    }
    let mut first = None;
    for sentence in 0..source.sentences().len() {
        let there = frame(source, sentence);
        let own = years(claim.facts);
        let dated = dated_ends(&there).into_iter().filter(|(years, ends)| {
            let tells = |j: usize| claim.facts.iter().any(|fact| agree(fact, &there.facts[j]));
            let next = years[1] == years[0] + 1;
            match own[..] {
                [] => next && (tells(ends.0) || tells(ends.1)),
                [only] => only == years[1] && (next || tells(ends.0)),
                _ => years.iter().all(|year| own.contains(year)),
            }
        });
        for ends in ends(&there).into_iter().chain(dated.map(|(_, ends)| ends)).chain(compared(&there)) {
            let facts = source.facts(sentence);
            let (from, to) = (amount(&facts[ends.0])?, amount(&facts[ends.1])?);
            let told = [(sentence, ends.0), (sentence, ends.1)];
            let bar =
                |wrong: &Option<Wrong>| if *wrong == Some(Wrong::Points) { CLOSE_POINTS } else { CLOSE };
            match judge(moved, from, to)
                .filter(|wrong| is_close((claim, i), (source, sentence), ends, bar(wrong)))
            {
                Some(None) => return Some(Movement { wrong: None, ends: told }),
                Some(wrong) => {
                    first.get_or_insert(Movement { wrong, ends: told });
                }
                None => {}
            }
        }
    }
    first
}

/// Steps of which a movement must be before it hits two of many shares hardly by chance.
const DIGITS: f64 = 12.0;

/// Whether the claim is about the movement between `ends`.
fn is_close(
    (claim, i): (&Frame<'_>, usize),
    (source, sentence): (&SourceText, usize),
    ends: (usize, usize),
    bar: f32,
) -> bool {
    let there = frame(source, sentence);
    let slots = source.slots(sentence);
    let around = claim.around(i);
    let overlap =
        [ends.0, ends.1].map(|j| around.overlap(&there.around_known(j, &slots[j]), source.rarity()));
    let overlap = overlap[0].max(overlap[1]);
    let tells = |j: usize| {
        (0..claim.facts.len()).any(|k| k != i && agree(&claim.facts[k], &source.facts(sentence)[j]))
    };
    overlap >= bar || overlap >= TOLD && (tells(ends.0) || tells(ends.1))
}

/// Whether `by` times as much is the multiple that the claim tells: "doubled", "more than doubled", "nearly doubled".
fn is_multiple(claim: &Quantity, by: f64) -> bool {
    let off = by / claim.low - 1.0;
    match claim.bound {
        Bound::AtLeast | Bound::JustOver => (-0.01..=LIMIT).contains(&off),
        Bound::AtMost | Bound::JustUnder => (-LIMIT..=0.01).contains(&off),
        Bound::Exact | Bound::About => off.abs() <= MULTIPLE,
    }
}

/// `None` where the two ends say nothing of the claim's figure, `Some(None)` where they bear it out.
pub(crate) fn judge(claim: &Quantity, from: &Quantity, to: &Quantity) -> Option<Option<Wrong>> {
    let by = to.low - from.low;
    let share = by / from.low * 100.0;
    let near = |amount: f64| (amount - claim.low.abs()).abs() <= (claim.step / 2.0).max(1e-9) * 1.001;
    // "More than half" is true of 54 percent.
    let is = |amount: f64| match (amount.abs(), claim.bound) {
        (amount, Bound::AtLeast) => (claim.low..=BOUNDED * claim.low).contains(&amount),
        (amount, Bound::AtMost) => (claim.low / BOUNDED..=claim.low).contains(&amount),
        (amount, _) => near(amount),
    };
    let way = match claim.change {
        Change::Up if by < 0.0 => Some(Wrong::Direction),
        Change::Down if by > 0.0 => Some(Wrong::Direction),
        _ => None,
    };
    // Many a movement is more than so much: none of them was mistaken for the claim's.
    if way.is_some() && claim.bound.is_limit() {
        return None;
    }
    let shares = from.dimension == Dimension::Percent;
    match claim.dimension {
        Dimension::Percent if is(share) => Some(way),
        Dimension::Percent if shares && is(by) => Some(Some(Wrong::Points)),
        Dimension::PercentagePoints if shares && is(by) => Some(way),
        Dimension::Factor if claim.change == Change::Up => {
            let by = to.low / from.low;
            Some((!is_multiple(claim, by)).then_some(Wrong::Multiple))
        }
        _ if of_one_kind(claim, from) && is(by) => Some(way),
        _ => None,
    }
}
