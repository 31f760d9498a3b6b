//! Numbers as they were written: how exact they are, and how to write others in their place.

use ibid_facts::{Bound, Change, Dimension, Fact, Quantity, Value};

/// How far a number may be from what was meant by it, as a part of the step of its last digit.
const ROUNDED: f64 = 0.5;

/// The level that `fact` states, one and exact.
pub(super) fn level(fact: &Fact) -> Option<&Quantity> {
    let Value::Quantity(quantity) = &fact.value else { return None };
    let exact = quantity.bound == Bound::Exact && quantity.low == quantity.high;
    (exact && quantity.change == Change::Level && quantity.low > 0.0).then_some(quantity)
}

/// How far off the number may be for its rounding; counts below a thousand are not rounded.
pub(super) fn slack(quantity: &Quantity) -> f64 {
    let counted = is_count(&quantity.dimension) && quantity.low < 1000.0;
    if counted { 0.0 } else { quantity.step * ROUNDED }
}

pub(super) fn is_count(dimension: &Dimension) -> bool {
    matches!(dimension, Dimension::Number | Dimension::Count(_))
}

/// Whether two amounts can be added: of one dimension, or both counts.
pub(super) fn of_one_kind(a: &Quantity, b: &Quantity) -> bool {
    a.dimension == b.dimension || is_count(&a.dimension) && is_count(&b.dimension)
}

/// A number for people.
pub(super) fn written(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    let text = rounded.to_string();
    let (whole, rest) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let grouped = if whole.len() > 4 { grouped(whole) } else { whole.to_owned() };
    rest.map_or(grouped.clone(), |rest| format!("{grouped}.{rest}"))
}

fn grouped(whole: &str) -> String {
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `words` with `number` in the place of the plain one in it, written alike; nothing where a scale follows.
pub(super) fn with_number(words: &str, number: f64) -> Option<String> {
    let digits = |c: char| c.is_ascii_digit();
    let start = words.find(digits)?;
    let end = words.rfind(digits)? + 1;
    let old = &words[start..end];
    let plain = old.chars().all(|c| c.is_ascii_digit() || c == ',') && number.fract() == 0.0;
    let scaled = ["thousand", "million", "billion", "trillion", "万", "亿", "千", "k", "m", "bn", "dozen"];
    let bare = !scaled.iter().any(|scale| words[end..].trim_start().starts_with(scale));
    let text = if old.contains(',') { written(number).replace(',', "") } else { format!("{number:.0}") };
    let text = if old.contains(',') { grouped(&text) } else { text };
    (plain && bare).then(|| format!("{}{text}{}", &words[..start], &words[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_were() {
        assert_eq!(with_number("22 people", 21.0).as_deref(), Some("21 people"));
        assert_eq!(with_number("€12,400", 12_500.0).as_deref(), Some("€12,500"));
        assert_eq!(with_number("5 million", 6.0), None);
        assert_eq!(written(12_345.5), "12,345.5");
    }
}
