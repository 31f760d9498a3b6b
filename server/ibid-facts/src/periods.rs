//! Quarters, halves, seasons, decades and centuries.

use crate::dates::{whole, year, year_after};
use crate::lex::Tokens;
use crate::{Date, Period, english};

/// The period at `i`, and the token after it.
pub(crate) fn find(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    quarter(tokens, i)
        .or_else(|| half(tokens, i))
        .or_else(|| season(tokens, i))
        .or_else(|| century(tokens, i))
        .or_else(|| decade(tokens, i))
}

/// "third", "3rd".
fn rank(tokens: &Tokens, i: usize) -> Option<(u64, usize)> {
    let ending = matches!(tokens.lower(i + 1), "st" | "nd" | "rd" | "th") && tokens.glued(i + 1);
    match ending.then(|| whole(tokens, i, 2)).flatten() {
        Some(n) => Some((u64::from(n), i + 2)),
        None => english::ordinal(tokens, i),
    }
}

/// "third quarter", "third-quarter".
fn named_rank(tokens: &Tokens, i: usize, noun: &str) -> Option<(u64, usize)> {
    let (n, at) = rank(tokens, i)?;
    let at = at + usize::from(tokens.lower(at) == "-");
    (tokens.lower(at) == noun).then_some((n, at + 1))
}

pub(crate) fn period(year: Option<i32>, period: Period) -> Date {
    Date { year, period: Some(period), ..Date::default() }
}

/// "Q1 2024", "the first quarter of 2024".
fn quarter(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let (n, at) = if tokens.lower(i) == "q" && tokens.glued(i + 1) {
        (u64::from(whole(tokens, i + 1, 1)?), i + 2)
    } else {
        named_rank(tokens, i, "quarter").or_else(|| last_quarter(tokens, i))?
    };
    let (year, end) = year_after(tokens, at);
    (1..=4).contains(&n).then(|| (period(year, Period::Quarter(n as u8)), end))
}

/// "the last quarter of 2024", of a year that is named.
fn last_quarter(tokens: &Tokens, i: usize) -> Option<(u64, usize)> {
    let last = matches!(tokens.lower(i), "last" | "final" | "closing") && tokens.lower(i + 1) == "quarter";
    (last && year_after(tokens, i + 2).0.is_some()).then_some((4, i + 2))
}

/// "H1 2024", "the second half of 2024".
fn half(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let (n, at) = if tokens.lower(i) == "h" && tokens.glued(i + 1) {
        (u64::from(whole(tokens, i + 1, 1)?), i + 2)
    } else {
        named_rank(tokens, i, "half")?
    };
    let (year, end) = year_after(tokens, at);
    (year.is_some() && (1..=2).contains(&n)).then(|| (period(year, Period::Half(n as u8)), end))
}

/// "spring 2020", "the summer of 2019".
fn season(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let n = match tokens.lower(i) {
        "spring" => 0,
        "summer" => 1,
        "autumn" | "fall" => 2,
        "winter" => 3,
        _ => return None,
    };
    let (year, end) = year_after(tokens, i + 1);
    year.map(|y| (period(Some(y), Period::Season(n)), end))
}

/// "the 19th century", "the nineteenth century".
fn century(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let (n, at) = rank(tokens, i)?;
    let at = at + usize::from(tokens.lower(at) == "-");
    let more = tokens.lower(at) == "and"
        && rank(tokens, at + 1).is_some_and(|(_, next)| tokens.lower(next) == "centuries");
    let named = (matches!(tokens.lower(at), "century" | "centuries") || more) && (1..=21).contains(&n);
    let end = if more { at } else { at + 1 };
    named.then(|| (period(Some(n as i32 * 100 - 99), Period::Century), end))
}

/// "the 1940s", "the 90s".
fn decade(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let short = whole(tokens, i, 2).filter(|y| {
        *y >= 30 && matches!(tokens.lower_before(i, 1), "the" | "early" | "late" | "mid" | "'" | "’")
    });
    let y = year(tokens, i).or(short.map(|y| y as i32 + 1900)).filter(|y| y % 10 == 0)?;
    let at = i + 1 + usize::from(matches!(tokens.lower(i + 1), "'" | "’"));
    let s = tokens.lower(at) == "s" && tokens.glued(at);
    s.then(|| (period(Some(y), Period::Decade), at + 1))
}
