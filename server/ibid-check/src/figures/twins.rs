//! What differs from the claim's by a slip alone: a scale, a currency, one part of a date.

use ibid_facts::{Fact, Value};

use super::places::CONTENT;
use crate::candidates::Candidate;
use crate::matching::{Part, differs_in_one, is_long, opposed, telling};

/// How much a place with the same digits must share.
const TWIN: f32 = 0.25;
/// Likewise of three digits or more.
const LONG: f32 = 0.05;
/// Likewise where months of one year differ.
const MONTH: f32 = 0.4;
/// Likewise with the same day of another year.
const DAY: f32 = 0.1;

/// Likewise that moved the other way.
const OPPOSED: f32 = 0.2;

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
    let enough = other.overlap >= bar && alike || telling(claim) && !monthly && (other.foreign || other.tied);
    other.twin && enough
}
