//! Days of the week: said before or after a date, and what the calendar says.

use crate::Date;
use crate::lex::Tokens;

/// Weekdays of older dates may be by another calendar.
const GREGORIAN_EVERYWHERE: i32 = 1930;

const NAMES: &[(&str, u8)] = &[
    ("monday", 0),
    ("tuesday", 1),
    ("wednesday", 2),
    ("thursday", 3),
    ("friday", 4),
    ("saturday", 5),
    ("sunday", 6),
];
const CHINESE: &[(&str, u8)] =
    &[("一", 0), ("二", 1), ("三", 2), ("四", 3), ("五", 4), ("六", 5), ("日", 6), ("天", 6)];

/// The weekday named at `i`, before a date, and where the date begins.
pub(crate) fn before(tokens: &Tokens, i: usize) -> Option<(u8, usize)> {
    let day = named(tokens, i)?;
    let of_day = matches!(tokens.lower(i + 1), "morning" | "afternoon" | "evening" | "night");
    let at = i + 1 + usize::from(of_day);
    let part = matches!(tokens.lower(at), "early" | "late") && tokens.lower(at + 1) == "in";
    let at = at + usize::from(part) + usize::from(part || matches!(tokens.lower(at), "," | "in"));
    Some((day, at + usize::from(tokens.lower(at) == "the")))
}

/// The weekday said behind a date that ends at `i` (", a Friday", "（星期五）"), and the token after it.
pub(crate) fn after(tokens: &Tokens, i: usize) -> Option<(u8, usize)> {
    let apposed = tokens.lower(i) == "," && tokens.lower(i + 1) == "a";
    if let Some(day) = apposed.then(|| named(tokens, i + 2)).flatten() {
        return Some((day, i + 3));
    }
    let open = usize::from(matches!(tokens.lower(i), "（" | "("));
    let at = tokens.phrase(i + open, "星期").or_else(|| tokens.phrase(i + open, "周"))?;
    let (day, end) = tokens.longest(at, CHINESE)?;
    Some((day, end + usize::from(open == 1 && matches!(tokens.lower(end), "）" | ")"))))
}

fn named(tokens: &Tokens, i: usize) -> Option<u8> {
    NAMES.iter().find(|(name, _)| *name == tokens.lower(i)).map(|(_, day)| *day)
}

/// Whether one of two dates is said to be another day of the week than the other is.
pub(crate) fn clash(a: &Date, b: &Date) -> bool {
    let said = a.weekday.is_some() || b.weekday.is_some();
    let both = (a.weekday.or_else(|| by_calendar(a)), b.weekday.or_else(|| by_calendar(b)));
    said && matches!(both, (Some(a), Some(b)) if a != b)
}

/// The weekday of a full date, 0 for Monday.
fn by_calendar(date: &Date) -> Option<u8> {
    const SHIFTS: [i32; 12] = [0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4];
    let (year, month, day) = (date.year?, date.month?, date.day?);
    let shift = SHIFTS.get(usize::from(month).checked_sub(1)?)?;
    if year < GREGORIAN_EVERYWHERE || date.until.is_some() {
        return None;
    }
    let y = if month < 3 { year - 1 } else { year };
    let from_sunday = (y + y / 4 - y / 100 + y / 400 + shift + i32::from(day)).rem_euclid(7);
    Some(((from_sunday + 6) % 7) as u8)
}
