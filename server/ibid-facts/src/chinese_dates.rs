//! Dates and periods in Chinese.

use crate::dates::{of_year, span_of_years, whole, year, ymd};
use crate::lex::Tokens;
use crate::periods::period;
use crate::{Date, Period, chinese};

/// "2025年6月10日", "6月10日", "二〇二五年", "2024年第一季度", "20世纪40年代".
pub(crate) fn find(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    // Words in letters are most of what is looked at, and none begins one.
    if tokens.lower(i).starts_with(|c: char| c.is_ascii() && !c.is_ascii_digit()) {
        return None;
    }
    century(tokens, i).or_else(|| decade(tokens, i)).or_else(|| day(tokens, i))
}

fn day(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let written = chinese::year(tokens, i).or_else(|| year(tokens, i).map(|y| (y, i + 1)));
    let y = written.filter(|(_, at)| tokens.lower(*at) == "年");
    let at = y.map_or(i, |(_, at)| at + 1);
    let y = y.map(|(y, _)| y);
    if let Some(found) = y.and_then(|y| part(tokens, at, y)) {
        return Some(found);
    }
    let Some((month, at)) = month(tokens, at) else {
        let y = y?;
        return Some(until(tokens, at, y).unwrap_or((of_year(y), at)));
    };
    let day = day_of_month(tokens, at);
    let end = day.map_or(at, |(_, end)| end);
    let date = ymd(y, month, day.map(|(day, _)| day));
    Some(day_until(tokens, end, &date).unwrap_or((date, end)))
}

/// "3月", "三月", and the token after it.
fn month(tokens: &Tokens, i: usize) -> Option<(u8, usize)> {
    let (month, end) = small(tokens, i, 12)?;
    (tokens.lower(end) == "月").then_some((month, end + 1))
}

/// "10日", "十号", and the token after it.
fn day_of_month(tokens: &Tokens, i: usize) -> Option<(u8, usize)> {
    let (day, end) = small(tokens, i, 31)?;
    matches!(tokens.lower(end), "日" | "号").then_some((day, end + 1))
}

/// A number from 1 to `most`, in digits or characters, and the token after it.
fn small(tokens: &Tokens, i: usize, most: u32) -> Option<(u8, usize)> {
    let spelt = || chinese::number(tokens, i).map(|n| (n.value as u32, n.end));
    let (n, end) = whole(tokens, i, 2).map(|n| (n, i + 1)).or_else(spelt)?;
    (1..=most).contains(&n).then_some((n as u8, end))
}

/// "3月5日至11日", "3月5日至4月2日", "1月至3月": the end after `first`.
fn day_until(tokens: &Tokens, at: usize, first: &Date) -> Option<(Date, usize)> {
    let link = matches!(tokens.lower(at), "至" | "到" | "-" | "–" | "—" | "~" | "～");
    let month = month(tokens, at + 1);
    let at = month.map_or(at + 1, |(_, end)| end);
    let day = day_of_month(tokens, at);
    if !link || month.is_none() && (day.is_none() || first.day.is_none()) {
        return None;
    }
    let end = day.map_or(at, |(_, end)| end);
    let month = month.map(|(month, _)| month).or(first.month);
    let last = Date { month, day: day.map(|(day, _)| day), ..first.clone() };
    Some((Date { until: Some(Box::new(last)), ..first.clone() }, end))
}

/// "2019年至2022年": the second year after the first.
fn until(tokens: &Tokens, at: usize, first: i32) -> Option<(Date, usize)> {
    let link = matches!(tokens.lower(at), "至" | "到" | "-" | "–" | "—" | "~" | "～");
    let last = year(tokens, at + 1).filter(|y| link && *y > first)?;
    (tokens.lower(at + 2) == "年").then(|| (span_of_years(first, last), at + 3))
}

/// "第一季度", "上半年" after a year.
fn part(tokens: &Tokens, at: usize, y: i32) -> Option<(Date, usize)> {
    let table = [
        ("第一季度", Period::Quarter(1)),
        ("一季度", Period::Quarter(1)),
        ("第二季度", Period::Quarter(2)),
        ("二季度", Period::Quarter(2)),
        ("第三季度", Period::Quarter(3)),
        ("三季度", Period::Quarter(3)),
        ("第四季度", Period::Quarter(4)),
        ("四季度", Period::Quarter(4)),
        ("上半年", Period::Half(1)),
        ("下半年", Period::Half(2)),
    ];
    let (found, end) = tokens.longest(at, &table)?;
    Some((period(Some(y), found), end))
}

/// "90年代", "九十年代": of the last century.
fn decade(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let (tens, at) = tens(tokens, i).filter(|(t, _)| (30..100).contains(t) && t % 10 == 0)?;
    tokens.phrase(at, "年代").map(|end| (period(Some(1900 + tens), Period::Decade), end))
}

/// A number below a hundred, in digits or characters.
fn tens(tokens: &Tokens, i: usize) -> Option<(i32, usize)> {
    match whole(tokens, i, 2) {
        Some(t) => Some((t as i32, i + 1)),
        None => chinese::number(tokens, i).map(|t| (t.value as i32, t.end)),
    }
}

/// "19世纪", "20世纪40年代", "上世纪四十年代".
fn century(tokens: &Tokens, i: usize) -> Option<(Date, usize)> {
    let (n, at) = match tokens.phrase(i, "上世纪") {
        Some(at) => (20, at),
        None => {
            let (n, at) = tens(tokens, i).filter(|(n, _)| (1..=21).contains(n))?;
            (n, tokens.phrase(at, "世纪")?)
        }
    };
    let tens = tens(tokens, at);
    let named = tens.and_then(|(t, at)| tokens.phrase(at, "年代").map(|end| (t, end)));
    Some(match named {
        Some((t, end)) => (period(Some((n - 1) * 100 + t), Period::Decade), end),
        None => (period(Some(n * 100 - 99), Period::Century), at),
    })
}
