//! Parts of a whole that leave nothing over: "of the 14 commitments six were kept in full, five in part and four not at all".

use ibid_facts::{Dimension, Quantity, Value, small_number};
use ibid_text::{Span, words};

use super::Wrong;
use super::arithmetic::{is_count, level, of_one_kind, slack, written};
use super::sums::told;
use crate::slot::Frame;

/// Words before the whole, at most.
const OPENING: usize = 2;
/// Words behind the last part by which it is all that the others leave, and before it.
const BEHIND: [&str; 4] = ["not", "not at all", "none", "not yet"];
const BEFORE: [&str; 3] = ["the other", "the remaining", "the last"];
/// Words by which the parts are not apart.
const WITHIN: [&str; 8] = ["of whom", "of which", "of them", "of those", "includ", "both", "also", "as well"];

/// The whole that its parts do not make up.
pub(super) fn wrong(frame: &Frame<'_>) -> Option<Wrong> {
    let whole = frame.facts.first()?;
    let total = level(whole)?;
    let opening: Vec<&str> = frame.text[..whole.span.start].split_whitespace().collect();
    let opens = opening.first() == Some(&"Of") && opening.len() <= OPENING;
    if !opens {
        return None;
    }
    let parts = parts(frame, total)?;
    let lower = frame.text.to_lowercase();
    let apart = !WITHIN.iter().any(|words| lower.contains(words));
    if !apart || parts.len() < 2 || !is_the_rest(frame, parts.last()?.span) {
        return None;
    }
    let made: f64 = parts.iter().map(|part| part.amount).sum();
    let slack = slack(total) + parts.iter().map(|part| part.slack).sum::<f64>();
    let near = (total.low / 2.0..=total.low * 2.0).contains(&made);
    let named: Vec<&str> = parts.iter().map(|part| part.span.of(frame.text)).collect();
    let said = whole.span.of(frame.text);
    (near && (made - total.low).abs() > slack * 1.001).then(|| Wrong {
        fact: 0,
        message: format!("{} make {}, not “{said}”.", told(&named), written(made)),
        right: None,
    })
}

/// A part of the whole.
struct Part {
    span: Span,
    amount: f64,
    /// How far off it may be for its rounding.
    slack: f64,
}

/// The parts that the sentence tells behind its whole, bare numbers in words among them; `None` where it tells anything else.
fn parts(frame: &Frame<'_>, total: &Quantity) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    for fact in frame.facts.iter().skip(1).filter(|fact| matches!(fact.value, Value::Quantity(_))) {
        // "8.4 million has not": of what the whole is.
        let kin = |part: &&Quantity| of_one_kind(part, total) || part.dimension == Dimension::Number;
        let part = level(fact).filter(kin)?;
        parts.push(Part { span: fact.span, amount: part.low, slack: slack(part) });
    }
    let known = |span: Span| frame.facts.iter().any(|fact| fact.span.overlaps(span));
    for word in words(frame.text).filter(|word| is_count(&total.dimension) && !known(word.span)) {
        if let Some(amount) = small_number(word.text).filter(|amount| *amount > 1.0) {
            parts.push(Part { span: word.span, amount, slack: 0.0 });
        }
    }
    parts.sort_by_key(|part| part.span);
    Some(parts)
}

/// Whether the sentence ends with its part at `span`, and tells it as what the others leave.
fn is_the_rest(frame: &Frame<'_>, span: Span) -> bool {
    let behind = frame.text[span.end..].split(['[', '.', ';', '(']).next().unwrap_or_default().trim();
    let before = frame.text[..span.start].trim_end();
    let denied = BEHIND
        .iter()
        .any(|words| behind.strip_suffix(words).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')));
    (denied || BEFORE.iter().any(|words| before.ends_with(words))) && !behind.contains(',')
}
