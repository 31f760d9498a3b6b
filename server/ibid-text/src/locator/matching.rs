//! Holding a locator against a place.

use super::{Locator, LocatorKind};
use crate::Place;

/// Seconds by which a cited time may miss the passage: writers note the minute, cues run on.
const SLACK: f64 = 30.0;

pub(super) fn matches(locator: &Locator, place: &Place) -> Option<bool> {
    match locator.kind {
        LocatorKind::Page => page(locator, place),
        LocatorKind::Line => {
            let line = place.line?;
            any(locator, |first, last| Some(within(f64::from(line), number(first)?, number_or_open(last)?)))
        }
        LocatorKind::Time => {
            let time = place.time?;
            any(locator, |first, last| Some(within(time, seconds(first)? - SLACK, seconds(last)? + SLACK)))
        }
        LocatorKind::Chapter | LocatorKind::Section => heading(locator, place.heading.as_deref()?),
        LocatorKind::Paragraph | LocatorKind::Other => None,
    }
}

/// Whether any range holds; `None` if none does and one could not be compared.
fn any(locator: &Locator, holds: impl Fn(&str, &str) -> Option<bool>) -> Option<bool> {
    let answers: Vec<_> = locator.ranges.iter().map(|(first, last)| holds(first, last)).collect();
    if answers.contains(&Some(true)) {
        return Some(true);
    }
    if answers.is_empty() || answers.contains(&None) { None } else { Some(false) }
}

fn within(value: f64, first: f64, last: f64) -> bool {
    first <= value && value <= last
}

/// The printed label decides; the page's number stands in only where there is no label.
fn page(locator: &Locator, place: &Place) -> Option<bool> {
    match (&place.page, place.page_index) {
        (Some(label), _) => any(locator, |first, last| Some(label_within(label.trim(), first, last))),
        (None, Some(index)) => {
            any(locator, |first, last| Some(within(f64::from(index), number(first)?, number_or_open(last)?)))
        }
        (None, None) => None,
    }
}

fn label_within(label: &str, first: &str, last: &str) -> bool {
    if label.eq_ignore_ascii_case(first) || label.eq_ignore_ascii_case(last) {
        return true;
    }
    match (Label::of(label), Label::of(first), Label::of(last)) {
        (label, first, _) if last.is_empty() => label.series == first.series && label.number >= first.number,
        (label, first, last) => {
            label.series == first.series
                && label.series == last.series
                && (first.number..=last.number).contains(&label.number)
        }
    }
}

/// A page label taken apart, so that "iv" is before "ix" and "A9" before "A10".
struct Label {
    /// What comes before the number; "roman" for Roman numerals.
    series: String,
    number: u64,
}

impl Label {
    fn of(label: &str) -> Label {
        if let Some(number) = roman(label) {
            return Label { series: "roman".into(), number };
        }
        let digits = label.find(|c: char| c.is_ascii_digit()).unwrap_or(label.len());
        let tail = &label[digits..];
        let end = tail.find(|c: char| !c.is_ascii_digit()).unwrap_or(tail.len());
        let number = tail[..end].parse().unwrap_or(0);
        Label { series: label[..digits].to_lowercase(), number }
    }
}

/// A chapter or section is compared with the number in the nearest heading. Only a heading that
/// names the unit ("Chapter 4") can say no: numbers alone may start again in each part.
fn heading(locator: &Locator, heading: &str) -> Option<bool> {
    let words: &[&str] = match locator.kind {
        LocatorKind::Chapter => &["chapter", "chap", "ch"],
        _ => &["section", "sect", "sec", "§"],
    };
    let lower = heading.to_lowercase();
    let named = words.iter().find_map(|word| lower.strip_prefix(word));
    let rest = named.unwrap_or(&lower).trim_start_matches(|c: char| c == '.' || c.is_whitespace());
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.')).unwrap_or(rest.len());
    let label = rest[..end].trim_end_matches('.');
    if !(label.starts_with(|c: char| c.is_ascii_digit()) || (named.is_some() && roman(label).is_some())) {
        return None;
    }
    let holds =
        any(locator, |first, last| Some(in_section(label, first) || label_within(label, first, last)))?;
    (holds || named.is_some()).then_some(holds)
}

/// Whether `label` is `section` or a part of it: 3.2.1 is in 3.2.
fn in_section(label: &str, section: &str) -> bool {
    label.strip_prefix(&section.to_lowercase()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn number(label: &str) -> Option<f64> {
    label.parse::<u32>().ok().map(f64::from)
}

fn number_or_open(label: &str) -> Option<f64> {
    if label.is_empty() { Some(f64::INFINITY) } else { number(label) }
}

/// Seconds of "12:30" or "1:02:03"; a number alone counts minutes.
fn seconds(label: &str) -> Option<f64> {
    let parts: Option<Vec<f64>> = label.split(':').map(|part| part.parse().ok()).collect();
    match parts?.as_slice() {
        [minutes] => Some(minutes * 60.0),
        [minutes, seconds] => Some(minutes * 60.0 + seconds),
        [hours, minutes, seconds] => Some(hours * 3600.0 + minutes * 60.0 + seconds),
        _ => None,
    }
}

/// The value of a well-formed Roman numeral below 4000, in one case throughout.
pub(super) fn roman(text: &str) -> Option<u64> {
    const SIGNS: [(&str, u64); 13] = [
        ("m", 1000),
        ("cm", 900),
        ("d", 500),
        ("cd", 400),
        ("c", 100),
        ("xc", 90),
        ("l", 50),
        ("xl", 40),
        ("x", 10),
        ("ix", 9),
        ("v", 5),
        ("iv", 4),
        ("i", 1),
    ];
    let lower = text.to_ascii_lowercase();
    if text != lower && text != text.to_ascii_uppercase() {
        return None;
    }
    let (mut rest, mut value) = (lower.as_str(), 0);
    for (sign, worth) in SIGNS {
        let most = if sign.len() == 2 || matches!(sign, "d" | "l" | "v") { 1 } else { 3 };
        for _ in 0..most {
            let Some(after) = rest.strip_prefix(sign) else { break };
            (rest, value) = (after, value + worth);
        }
    }
    (rest.is_empty() && value > 0).then_some(value)
}
