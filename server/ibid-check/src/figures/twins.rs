//! What differs from the claim's by a slip alone: a scale, a currency, one part of a date, a digit.

use ibid_facts::{Fact, Quantity, Value};

use super::places::CONTENT;
use crate::candidates::Candidate;
use crate::matching::{Part, differs_in_one, is_long, opposed, telling};

/// How much a place with the same digits must share.
const TWIN: f32 = 0.25;
/// Likewise of three digits or more.
const LONG: f32 = 0.05;
/// Amounts that a sentence must have with the same month of another year.
const COMPANIONS: usize = 2;
/// Likewise of a range.
const RANGE: f32 = 0.12;
/// Likewise where months of one year differ.
const MONTH: f32 = 0.4;
/// Likewise with the same day of another year.
const DAY: f32 = 0.1;

/// How much of the claim its sentence and the one before must have together where one part of a day differs.
const NEARBY: f32 = 0.5;
/// Likewise where both are told in full, and the day is the same.
const NEARBY_IN_FULL: f32 = 0.2;
/// Likewise where a month is of another year.
const NEARBY_MONTH: f32 = 0.6;
/// Likewise that moved the other way.
const OPPOSED: f32 = 0.2;
/// Likewise with two neighbouring digits changed about.
const TRANSPOSED: f32 = 0.2;
/// Likewise with another digit in one place.
const ONE_DIGIT: f32 = 0.35;

/// Whether what differs is the claim's with a slip in it, and enough speaks for one slot: the words around it, the
/// other facts beside it, or so many digits that chance is no explanation.
pub(super) fn twin(claim: &Fact, other: &Candidate) -> bool {
    let part = match (&claim.value, &other.value) {
        (Value::Date(a), Value::Date(b)) => differs_in_one(a, b),
        _ => None,
    };
    let monthly = matches!(&claim.value, Value::Date(date) if date.day.is_none() && date.period.is_none());
    let bar = match part {
        Some(Part::Year) if monthly => TWIN,
        Some(_) if monthly => MONTH,
        None if is_long(&claim.value) => LONG,
        Some(Part::Weekday) => 0.0,
        Some(Part::Year) => DAY,
        _ => TWIN,
    };
    if opposed(&claim.value, &other.value) {
        return telling(claim) && other.overlap >= OPPOSED;
    }
    let alike = other.content >= CONTENT || other.tied || matches!(claim.value, Value::Date(_));
    let in_full = told_in_full(&claim.value) && told_in_full(&other.value);
    let nearby = match part {
        Some(Part::Year) if monthly => NEARBY_MONTH,
        Some(Part::Year | Part::Month) if in_full => NEARBY_IN_FULL,
        Some(_) if !monthly => NEARBY,
        // An amount of another scale.
        None => NEARBY,
        Some(_) => f32::INFINITY,
    };
    let there = telling(claim) && other.nearby >= nearby;
    let goes_on = telling(claim) && other.foreign && other.beside && part.is_some();
    // A range says more than a figure does.
    let ranges = matches!((&claim.value, &other.value), (Value::Quantity(a), Value::Quantity(b)) if a.low < a.high && b.low < b.high);
    // "Four of them have shared a pool of 22 since March 2021", of March 2022.
    let accompanied = other.companions >= COMPANIONS && part == Some(Part::Year);
    let enough = there
        || accompanied
        || ranges && other.overlap >= RANGE
        || goes_on
        || other.overlap >= bar && alike
        || telling(claim) && !monthly && (other.foreign || other.tied);
    other.twin && enough
}

/// Whether a date has its day, month and year.
fn told_in_full(value: &Value) -> bool {
    matches!(value, Value::Date(date) if date.day.is_some() && date.month.is_some() && date.year.is_some())
}

/// Whether an amount that the sources have nowhere is the claim's with a digit gone wrong. Figures of three digits are
/// seldom that near each other by chance, so that fewer words in common are enough; those of two need another fact in common.
pub(super) fn miskeyed(claim: &Fact, other: &Candidate) -> bool {
    let (Value::Quantity(a), Value::Quantity(b)) = (&claim.value, &other.value) else { return false };
    let like = other.content >= CONTENT || other.tied;
    like && a.change == b.change
        && match slip(a, b) {
            Some(Slip::Transposed) => other.overlap >= TRANSPOSED && is_long(&claim.value) || other.tied,
            Some(Slip::OneDigit) => other.overlap >= ONE_DIGIT && is_long(&claim.value),
            None => false,
        }
}

/// A slip of the hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Slip {
    /// Two neighbouring digits have changed places.
    Transposed,
    /// One digit is another.
    OneDigit,
}

/// The slip that makes the one amount of the other, both told equally exactly.
fn slip(a: &Quantity, b: &Quantity) -> Option<Slip> {
    let (ours, theirs) = (digits(a)?, digits(b)?);
    if ours.len() != theirs.len() || (a.low / b.low).log10().abs() > 1.0 {
        return None;
    }
    let differing: Vec<usize> = (0..ours.len()).filter(|&i| ours[i] != theirs[i]).collect();
    match differing[..] {
        [_] => Some(Slip::OneDigit),
        [i, j] if j == i + 1 && ours[i] == theirs[j] && ours[j] == theirs[i] => Some(Slip::Transposed),
        _ => None,
    }
}

/// The digits of an amount that say something, noughts at its end left out; `None` of fewer than two.
fn digits(q: &Quantity) -> Option<Vec<u8>> {
    const FEWEST: usize = 2;
    let exact = !q.in_words && q.low == q.high && q.low > 0.0 && q.step > 0.0;
    let number = (q.low / q.step).round();
    let written = (exact && number < 1e15).then(|| format!("{number:.0}"))?;
    let digits = written.trim_end_matches('0');
    (digits.len() >= FEWEST).then(|| digits.bytes().collect())
}
