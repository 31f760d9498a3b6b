//! Dates, in full or in part.

use crate::lex::{Kind, Tokens};
use crate::{Date, Fact, Value, chinese_dates, english, names, periods, weekdays, years};

const MONTHS: &[(&str, u8)] = &[
    ("january", 1),
    ("jan", 1),
    ("february", 2),
    ("feb", 2),
    ("march", 3),
    ("mar", 3),
    ("april", 4),
    ("apr", 4),
    ("may", 5),
    ("june", 6),
    ("jun", 6),
    ("july", 7),
    ("jul", 7),
    ("august", 8),
    ("aug", 8),
    ("september", 9),
    ("sept", 9),
    ("sep", 9),
    ("october", 10),
    ("oct", 10),
    ("november", 11),
    ("nov", 11),
    ("december", 12),
    ("dec", 12),
];

/// The date at `i`, and the token after it.
pub(crate) fn at(tokens: &Tokens, i: usize) -> Option<(Fact, usize)> {
    let (date, end) = behind_weekday(tokens, i).or_else(|| Some(before_weekday(tokens, find(tokens, i)?)))?;
    Some((Fact { span: tokens.span(i, end), value: Value::Date(date) }, end))
}

/// "Friday, 31 May 2024", "a Friday evening in May 2024".
fn behind_weekday(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let (weekday, at) = weekdays::before(tokens, i)?;
    let (date, end) = find(tokens, at).filter(|(date, _)| date.day.is_some() || date.month.is_some())?;
    Some((Date { weekday: Some(weekday), ..date }, end))
}

/// "31 May 2024, a Friday": the date with its weekday, where one follows.
fn before_weekday(tokens: &Tokens, (date, end): (Date, usize)) -> (Date, usize) {
    match weekdays::after(tokens, end).filter(|_| date.day.is_some()) {
        Some((weekday, end)) => (Date { weekday: Some(weekday), ..date }, end),
        None => (date, end),
    }
}

fn find(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    chinese_dates::find(tokens, i)
        .or_else(|| iso(tokens, i))
        .or_else(|| dotted(tokens, i))
        .or_else(|| month_first(tokens, i))
        .or_else(|| day_first(tokens, i))
        .or_else(|| periods::find(tokens, i))
        .or_else(|| years::find(tokens, i))
}

/// Whether a lower-case word is a month's name.
pub(crate) fn is_month(word: &str) -> bool {
    MONTHS.iter().any(|(name, _)| *name == word)
}

/// Whether a lower-case word is a season.
pub(crate) fn is_season(word: &str) -> bool {
    matches!(word, "spring" | "summer" | "autumn" | "fall" | "winter")
}

/// A plain whole number of at most `width` digits.
pub(crate) fn whole(tokens: &Tokens, i: usize, width: usize) -> Option<u32> {
    let token = tokens.get(i).filter(|t| t.kind == Kind::Number)?;
    let plain = token.text.chars().count() == token.lower.len() && !token.lower.contains('.');
    (plain && token.lower.len() <= width).then(|| token.lower.parse().ok()).flatten()
}

/// Four digits that may be a year.
pub(crate) fn year(tokens: &Tokens, i: usize) -> Option<i32> {
    let y = whole(tokens, i, 4)? as i32;
    (1000..=2100).contains(&y).then_some(y)
}

/// A month's name at `i`, and the token after it and its point.
fn month(tokens: &Tokens, i: usize) -> Option<(u8, usize)> {
    let token = tokens.get(i).filter(|t| t.kind == Kind::Word && t.capital())?;
    let month = MONTHS.iter().find(|(name, _)| *name == token.lower)?.1;
    let short = token.lower.len() <= 4 && !matches!(token.lower.as_str(), "may" | "june" | "july");
    let point = short && tokens.lower(i + 1) == "." && tokens.glued(i + 1);
    Some((month, i + 1 + usize::from(point)))
}

/// A day of the month at `i` ("10", "10th", "tenth" before "of").
fn day(tokens: &Tokens, i: usize) -> Option<(u8, usize)> {
    let spelt = english::ordinal(tokens, i).filter(|(d, end)| *d <= 31 && tokens.lower(*end) == "of");
    if let Some((d, end)) = spelt {
        return Some((d as u8, end));
    }
    let d = whole(tokens, i, 2).filter(|d| (1..=31).contains(d))? as u8;
    let ending = matches!(tokens.lower(i + 1), "st" | "nd" | "rd" | "th") && tokens.glued(i + 1);
    Some((d, i + 1 + usize::from(ending)))
}

/// The second day of "10-12", "10 to 12", "between 10 and 12".
fn day_until(tokens: &Tokens, i: usize, first: u8) -> (Option<u8>, usize) {
    let between = || tokens.lower(i) == "and" && (2..=3).any(|b| tokens.lower_before(i, b) == "between");
    let link = matches!(tokens.lower(i), "-" | "–" | "to" | "until") || between();
    match day(tokens, i + 1).filter(|(d, _)| link && *d > first) {
        Some((last, end)) => (Some(last), end),
        None => (None, i),
    }
}

fn days(year: Option<i32>, month: u8, first: u8, last: Option<u8>) -> Date {
    let until = last.map(|d| Box::new(ymd(year, month, Some(d))));
    Date { until, ..ymd(year, month, Some(first)) }
}

/// The year after a day or month, after a comma or "of" too.
pub(crate) fn year_after(tokens: &Tokens, i: usize) -> (Option<i32>, usize) {
    let at = i + usize::from(matches!(tokens.lower(i), "," | "of"));
    match year(tokens, at) {
        Some(y) => (Some(y), at + 1),
        None => (None, i),
    }
}

pub(crate) fn ymd(year: Option<i32>, month: u8, day: Option<u8>) -> Date {
    Date { year, month: Some(month), day, ..Date::default() }
}

/// "June 10, 2025", "June 2025", "June 10".
fn month_first(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let (month, at) = month(tokens, i)?;
    if let Some((d, end)) = day(tokens, at) {
        let (last, end) = day_until(tokens, end, d);
        let (year, end) = year_after(tokens, end);
        // "In June 20 people died" names no day.
        if year.is_some() || !names::counts(tokens, end) {
            return Some((days(year, month, d, last), end));
        }
    }
    if let Some(found) = months(tokens, month, at) {
        return Some(found);
    }
    let (year, end) = year_after(tokens, at);
    let led = matches!(
        tokens.lower_before(i, 1),
        "in" | "since" | "until" | "by" | "last" | "this" | "early" | "late" | "mid" | "of" | "from"
    );
    // "March" and "May" are other words too.
    let plain = !matches!(month, 3 | 5) && tokens.get(i).is_some_and(|t| t.lower.len() > 3);
    (year.is_some() || led || plain).then(|| (ymd(year, month, None), end))
}

/// "January to March 2024", "between January and March": from month `first` to the one after `at`.
fn months(tokens: &Tokens, first: u8, at: usize) -> Option<(Date, usize)> {
    let between = at >= 2 && tokens.lower_before(at, 2) == "between";
    let link = matches!(tokens.lower(at), "-" | "–" | "to" | "through" | "until");
    let (last, end) = month(tokens, at + 1).filter(|_| link || between && tokens.lower(at) == "and")?;
    let (year, end) = year_after(tokens, end);
    let until = Some(Box::new(ymd(year, last, None)));
    Some((Date { until, ..ymd(year.filter(|_| last >= first), first, None) }, end))
}

/// "10 June 2025", "the 10th of June".
fn day_first(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let (d, at) = day(tokens, i)?;
    let (last, at) = day_until(tokens, at, d);
    let (month, end) = month(tokens, at + usize::from(tokens.lower(at) == "of"))?;
    let (year, end) = year_after(tokens, end);
    Some((days(year, month, d, last), end))
}

/// "2025-06-10", "2025/06/10".
fn iso(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let y = year(tokens, i)?;
    let mark = tokens.lower(i + 1);
    let glued = (i + 1..i + 5).all(|k| tokens.glued(k));
    if !matches!(mark, "-" | "/") || tokens.lower(i + 3) != mark || !glued {
        return None;
    }
    let m = whole(tokens, i + 2, 2).filter(|m| (1..=12).contains(m))? as u8;
    let d = whole(tokens, i + 4, 2).filter(|d| (1..=31).contains(d))? as u8;
    Some((ymd(Some(y), m, Some(d)), i + 5))
}

/// "10.06.2025", "2025.6.10".
fn dotted(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let token = tokens.get(i).filter(|t| t.kind == Kind::Dotted)?;
    let parts: Vec<u32> = token.text.split('.').filter_map(|p| p.parse().ok()).collect();
    let (y, m, d) = match parts[..] {
        [a, b, c] if a >= 1000 => (a, b, c),
        [a, b, c] if c >= 1000 => (c, b, a),
        _ => return None,
    };
    let valid = (1000..=2100).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d);
    valid.then(|| (ymd(Some(y as i32), m as u8, Some(d as u8)), i + 1))
}

pub(crate) fn of_year(year: i32) -> Date {
    Date { year: Some(year), ..Date::default() }
}

pub(crate) fn span_of_years(first: i32, last: i32) -> Date {
    Date { until: Some(Box::new(of_year(last))), ..of_year(first) }
}
