//! Numbers in cells: whether a cell is one, where in it the digits stand, whether it is a year.

use std::ops::Range;

/// Whether `cell` is a number and no plain year.
pub(crate) fn is_amount(cell: &str) -> bool {
    digits(cell).is_some() && !is_year(cell)
}

/// Where the digits of a cell stand that is a number, or a range of two: without its sign, and without
/// marks of notes after it.
pub(super) fn digits(cell: &str) -> Option<Range<usize>> {
    let sign = |c: char| c.is_whitespace() || "+-−–±~≈<>≤≥".contains(c);
    let start = cell.len() - cell.trim_start_matches(sign).len();
    let end = cell.trim_end_matches(|c: char| c.is_whitespace() || "*†‡§abcdefpr".contains(c)).len();
    let body = cell.get(start..end)?;
    (is_number(body) || is_range(body)).then_some(start..end)
}

fn is_range(body: &str) -> bool {
    let parts = body.split_once(['-', '–', '—', '~']);
    parts.is_some_and(|(low, high)| is_number(low.trim()) && is_number(high.trim()))
}

fn is_number(text: &str) -> bool {
    let between = |c: char| ".,' \u{a0}\u{2009}\u{202f}’".contains(c);
    let edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.chars().all(|c| c.is_ascii_digit() || between(c))
        && (edge(text.chars().next()) || text.starts_with('.'))
        && edge(text.chars().next_back())
}

/// Whether a cell is a year or a span of years ("2023", "2019–2022", "2023-24").
pub(crate) fn is_year(cell: &str) -> bool {
    let year = |text: &str| text.len() == 4 && matches!(text.parse::<u32>(), Ok(1000..=2200));
    let short = |text: &str| text.len() == 2 && text.parse::<u32>().is_ok();
    match cell.split_once(['-', '–', '—', '/']) {
        Some((from, to)) => year(from.trim()) && (year(to.trim()) || short(to.trim())),
        None => year(cell.trim()),
    }
}
