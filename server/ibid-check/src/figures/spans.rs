//! Over how long something moved: "fell by 59.8 per cent last year alone", of what fell by so much since 2013.

use ibid_text::{Language, Span};

use super::shown::of_otherwise;
use super::{Claimed, Searched};
use crate::candidates::{frame, moves};
use crate::held::Held;
use crate::matching::telling;
use crate::rows::year_in;
use crate::slot::agree;

/// Words that make a movement one of a single year.
#[rustfmt::skip]
const ONE_YEAR: [&str; 11] = [
    "last year alone", "in the last year alone", "in a single year", "within a year", "within a single year", "in one year", "in just one year",
    "year on year", "from one year to the next", "in the space of a year", "over the year",
];
/// Words that begin one of many, before a year or so many of them.
const MANY: [&str; 6] =
    ["since ", "over the last ", "over the past ", "in the last ", "in the past ", "within "];
/// Years between the first and the source's own before "since" is long ago.
const LONG: i32 = 3;

/// The finding that the claim tells of one year a movement which every source that has it tells of many.
pub(super) fn check(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let fact = claimed.fact();
    if claimed.frame.language != Language::English || !telling(fact) {
        return None;
    }
    let ours = one_year(claimed.frame.text)?;
    let mut other = None;
    for source in sources {
        let text = &source.resolved.text;
        let published = source.resolved.reference.as_ref().and_then(|r| r.date).map(|date| date.year);
        for s in 0..text.sentences().len() {
            let there = frame(text, s);
            let same = |j: &usize| moves(&there.facts[*j]) && same_amount(claimed, &there.facts[*j]);
            for j in (0..there.facts.len()).filter(same) {
                match many_years(there.text, published).filter(|_| one_year(there.text).is_none()) {
                    Some(span) => other = other.or(Some((source, s, j, span))),
                    None => return None,
                }
            }
        }
    }
    let (source, s, j, theirs) = other?;
    let there = frame(&source.resolved.text, s).text;
    Some(of_otherwise(claimed, source.resolved, (s, j), (theirs.of(there), ours.of(claimed.frame.text))))
}

/// Whether the source's movement is of the claim's amount; the claim may name it as a level of its own ("the fall was 59.8 per cent").
fn same_amount(claimed: &Claimed<'_>, there: &ibid_facts::Fact) -> bool {
    use ibid_facts::Value;
    let (Value::Quantity(ours), Value::Quantity(theirs)) = (&claimed.fact().value, &there.value) else {
        return false;
    };
    agree(claimed.fact(), there) || ours.dimension == theirs.dimension && ours.low == theirs.low
}

fn one_year(text: &str) -> Option<Span> {
    let lower = text.to_lowercase();
    let found = ONE_YEAR
        .iter()
        .find_map(|words| Some(Span::new(lower.find(words)?, lower.find(words)? + words.len())));
    found.filter(|span| text.is_char_boundary(span.start) && text.is_char_boundary(span.end))
}

/// The words by which a sentence tells of many years: "since 2013", "over the last ten years".
fn many_years(text: &str, published: Option<i32>) -> Option<Span> {
    MANY.iter().find_map(|words| {
        let at = text.to_lowercase().find(words)?;
        let rest = text.get(at + words.len()..)?;
        let word = ibid_text::words(rest).next()?;
        let end = at + words.len() + word.span.end;
        let long = match year_in(word.text) {
            Some(year) => published.is_some_and(|published| published - year >= LONG),
            None => {
                ibid_text::words(rest).nth(1).is_some_and(|unit| matches!(unit.text, "years" | "decades"))
                    && *words != "since "
            }
        };
        long.then(|| Span::new(at, end))
    })
}
