//! How two dates stand to each other: only what both state is compared.

use crate::{Comparison, Date, Period, weekdays};

/// How the claim's date stands to the source's.
pub(crate) fn compare(c: &Date, s: &Date) -> Comparison {
    let plain = |date: &Date| Date { weekday: None, ..date.clone() };
    match of_days(&plain(c), &plain(s)) {
        Comparison::Same | Comparison::Compatible if weekdays::clash(c, s) => Comparison::Different,
        outcome => outcome,
    }
}

fn of_days(c: &Date, s: &Date) -> Comparison {
    if c == s {
        return Comparison::Same;
    }
    if let (Some(cu), Some(su)) = (&c.until, &s.until) {
        return both(parts(c, s), parts(cu, su));
    }
    if c.until.is_some() || s.until.is_some() {
        return stretches(c, s);
    }
    match (c.period, s.period) {
        (Some(Period::Decade | Period::Century), _) | (_, Some(Period::Decade | Period::Century)) => {
            stretches(c, s)
        }
        _ => parts(c, s),
    }
}

fn both(a: Comparison, b: Comparison) -> Comparison {
    match (a, b) {
        (Comparison::Different, _) | (_, Comparison::Different) => Comparison::Different,
        (Comparison::Unrelated, other) | (other, Comparison::Unrelated) => other,
        (Comparison::Same, Comparison::Same) => Comparison::Same,
        _ => Comparison::Compatible,
    }
}

/// Two stretches of time agree where one lies in the other. Years count where both have them.
fn stretches(c: &Date, s: &Date) -> Comparison {
    let years = c.year.is_some() && s.year.is_some();
    match (extent(c, years), extent(s, years)) {
        (Some(c), Some(s)) if c == s => Comparison::Same,
        (Some(c), Some(s)) if inside(c, s) || inside(s, c) => Comparison::Compatible,
        (Some(a), Some(b)) if a.0 <= b.1 && b.0 <= a.1 && [c, s].iter().any(|date| is_long(date)) => {
            Comparison::Compatible
        }
        _ if [(c, s), (s, c)].iter().any(|(a, b)| may_be_century_of(a, b)) => Comparison::Compatible,
        (Some(_), Some(_)) => Comparison::Different,
        _ => Comparison::Unrelated,
    }
}

/// Whether a date is a decade or a century, which nobody counts to the day.
fn is_long(date: &Date) -> bool {
    matches!(date.period, Some(Period::Decade | Period::Century))
}

/// Whether `decade`, as "the 1900s" is read, may be the century of `other`.
fn may_be_century_of(decade: &Date, other: &Date) -> bool {
    let (Some(Period::Decade), Some(first), Some(year)) = (decade.period, decade.year, other.year) else {
        return false;
    };
    first % 100 == 0 && (first..first + 100).contains(&year)
}

fn inside(a: (i32, i32), b: (i32, i32)) -> bool {
    a.0 >= b.0 && a.1 <= b.1
}

/// First and last day of a date, counted with months of 31 days; without years, of one year.
fn extent(date: &Date, years: bool) -> Option<(i32, i32)> {
    let first = if years { date.year? } else { 0 };
    let last = match date.period {
        Some(Period::Decade) => first + 9,
        Some(Period::Century) => first + 99,
        _ => first,
    };
    let months = months(date);
    if !years && months.is_none() {
        return None;
    }
    let (from, to) = months.unwrap_or((1, 12));
    let day = |year: i32, month: u8, day: u8| (year * 12 + i32::from(month)) * 31 + i32::from(day);
    let start = day(first, from, date.day.unwrap_or(1));
    match &date.until {
        Some(until) => Some((start, extent(until, years)?.1)),
        None => Some((start, day(last, to, date.day.unwrap_or(31)))),
    }
}

/// The first and last month that a date names, where it names any.
fn months(d: &Date) -> Option<(u8, u8)> {
    match (d.month, d.period) {
        (Some(m), _) => Some((m, m)),
        (None, Some(Period::Quarter(q))) => Some((q * 3 - 2, q * 3)),
        (None, Some(Period::Half(h))) => Some((h * 6 - 5, h * 6)),
        _ => None,
    }
}

fn parts(c: &Date, s: &Date) -> Comparison {
    if c == s {
        return Comparison::Same;
    }
    let mut shared = false;
    if let (Some(a), Some(b)) = (c.year, s.year) {
        shared = true;
        if a != b {
            return Comparison::Different;
        }
    }
    if let (Some(a), Some(b)) = (months(c), months(s)) {
        shared = true;
        if (a.0 < b.0 || a.1 > b.1) && (b.0 < a.0 || b.1 > a.1) {
            return Comparison::Different;
        }
    }
    if let (Some(Period::Season(a)), Some(Period::Season(b))) = (c.period, s.period) {
        shared = true;
        if a != b {
            return Comparison::Different;
        }
    }
    if let (Some(a), Some(b)) = (c.day, s.day) {
        shared = true;
        if a != b {
            return Comparison::Different;
        }
    }
    if shared { Comparison::Compatible } else { Comparison::Unrelated }
}
