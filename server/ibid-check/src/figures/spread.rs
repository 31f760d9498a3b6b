//! One end of a range told as the figure: "prevented 80 deaths", of "between 55 and 80".

use ibid_facts::{Bound, Change, Quantity, Value};
use ibid_text::Span;

use super::Claimed;
use super::places::{Place, Places};
use super::shown::differs;
use crate::held::Held;
use crate::matching::Match;

/// How much of the claim's surroundings the sentence must share.
const LIKE: f32 = 0.2;
/// How many times as large as its lower end the upper end of a range must be.
const WIDE: f64 = 1.2;
/// Words near the figure by which a writer may tell an end of a range for what it is, and words anywhere.
#[rustfmt::skip]
const ENDS: [&str; 20] = [
    "up", "most", "least", "between", "from", "to", "range", "ranges", "ranging", "upper", "lower", "maximum", "minimum", "best",
    "worst", "many", "much", "above", "below", "than",
];
const MODALS: [&str; 4] = ["may", "might", "could", "can"];
/// Bytes on either side of the figure.
const NEAR: usize = 30;

/// The finding that what the claim tells as a figure is only one end of the range that every source has.
pub(super) fn check(claimed: &Claimed<'_>, places: &Places<'_>) -> Option<Held> {
    let own = amount(&claimed.fact().value).filter(|q| q.bound == Bound::Exact && q.low == q.high)?;
    let (text, span) = (claimed.frame.text, claimed.fact().span);
    let near = Span::new(span.start.saturating_sub(NEAR), span.end + NEAR);
    let says_so = ibid_text::words(text).any(|word| {
        let lower = word.text.to_lowercase();
        MODALS.contains(&lower.as_str()) || near.overlaps(word.span) && ENDS.contains(&lower.as_str())
    });
    if says_so || own.change != Change::Level {
        return None;
    }
    let agreeing = || places.all.iter().filter(|(_, c)| c.matches == Match::Agrees);
    let is_end = |(_, c): &Place<'_>| {
        amount(&c.value).is_some_and(|range| {
            range.low > 0.0
                && range.high >= WIDE * range.low
                && range.bound == Bound::Exact
                && (own.low == range.low || own.low == range.high)
        })
    };
    let (resolved, c) = places.same.as_ref().filter(|(_, c)| c.overlap >= LIKE && !c.foreign)?;
    agreeing().all(is_end).then(|| differs(claimed, resolved, c.index, c.j))
}

fn amount(value: &Value) -> Option<&Quantity> {
    match value {
        Value::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}
