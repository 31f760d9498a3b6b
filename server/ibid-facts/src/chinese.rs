//! Chinese number words, scales and fractions.

use crate::lex::{Kind, Tokens};
use crate::numeral::Numeral;

fn one(c: &str) -> Option<f64> {
    let values = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    match c {
        "〇" => Some(0.0),
        "两" | "兩" => Some(2.0),
        _ => values.iter().position(|v| *v == c).map(|n| n as f64),
    }
}

fn scale(c: &str) -> Option<f64> {
    match c {
        "十" => Some(10.0),
        "百" => Some(100.0),
        "千" => Some(1e3),
        "万" | "萬" => Some(1e4),
        "亿" | "億" => Some(1e8),
        _ => None,
    }
}

/// Takes in the scales after a numeral ("1.2万亿", "1亿2000万").
pub(crate) fn scaled(tokens: &Tokens, mut n: Numeral) -> Numeral {
    let mut by = 1.0;
    while let Some(s) = scale(tokens.lower(n.end)) {
        by *= s;
        n.end += 1;
    }
    n.value *= by;
    n.step *= by;
    n.scale *= by;
    let more = by > 1.0 && tokens.glued(n.end) && tokens.kind(n.end) == Some(Kind::Number);
    let rest = more.then(|| tokens.lower(n.end).parse::<f64>().ok()).flatten();
    let Some(rest) = rest else { return n };
    let small = scaled(tokens, Numeral { value: rest, step: 1.0, end: n.end + 1, ..n });
    if small.step > 1.0 && small.value < by {
        return Numeral { value: n.value + small.value, ..small };
    }
    n
}

/// The number or fraction written in characters at `i` (also "百分之30").
pub(crate) fn number(tokens: &Tokens, i: usize) -> Option<Numeral> {
    if let Some(at) = tokens.phrase(i, "百分之") {
        let n = plain(tokens, at)?;
        return Some(Numeral { share: true, in_words: true, ..n });
    }
    let half = ["一半", "半数"].iter().find_map(|p| tokens.phrase(i, p));
    if let Some(end) = half {
        return Some(Numeral { value: 50.0, step: 4.0, in_words: true, share: true, scale: 1.0, end });
    }
    let n = characters(tokens, i)?;
    Some(fraction(tokens, n).unwrap_or(n))
}

/// "三分之一".
fn fraction(tokens: &Tokens, below: Numeral) -> Option<Numeral> {
    let at = tokens.phrase(below.end, "分之")?;
    let above = plain(tokens, at)?;
    if below.value <= 0.0 || above.value >= below.value {
        return None;
    }
    let value = above.value / below.value * 100.0;
    Some(Numeral { value, step: 4.0, in_words: true, share: true, scale: 1.0, end: above.end })
}

fn plain(tokens: &Tokens, i: usize) -> Option<Numeral> {
    if tokens.kind(i)? == Kind::Number {
        let text = tokens.lower(i);
        let decimals = text.split_once('.').map_or(0, |(_, d)| d.len());
        let value = text.parse().ok()?;
        let step = 10f64.powi(-(decimals as i32));
        return Some(Numeral { value, step, in_words: false, share: false, scale: 1.0, end: i + 1 });
    }
    characters(tokens, i)
}

/// A run of number characters: "三千五百", "十二", "二点五", "一千二百万".
fn characters(tokens: &Tokens, i: usize) -> Option<Numeral> {
    let mut total = 0.0; // of finished groups of 万 and 亿
    let mut group = 0.0; // below the next 万 or 亿
    let mut digit: Option<f64> = None;
    let mut step = 1.0;
    let mut at = i;
    loop {
        let c = tokens.lower(at);
        if let Some(d) = one(c) {
            if digit.is_some_and(|d| d > 0.0) {
                break;
            }
            digit = Some(d);
            step = 1.0;
        } else if let Some(s) = scale(c) {
            if digit.is_none() && (s > 10.0 && group == 0.0 && total == 0.0) {
                return None; // "万一", "百姓"
            }
            if s >= 1e4 {
                let below = group + digit.take().unwrap_or(0.0);
                total = if s > 1e4 { (total + below) * s } else { total + below * s };
                group = 0.0;
            } else {
                group += digit.take().unwrap_or(1.0) * s;
            }
            step = if s < 1e3 { 1.0 } else { s };
        } else {
            break;
        }
        at += 1;
    }
    if at == i {
        return None;
    }
    let value = total + group + digit.unwrap_or(0.0);
    let whole = Numeral { value, step, in_words: true, share: false, scale: 1.0, end: at };
    Some(decimals(tokens, whole))
}

/// "二点五" and a scale after it.
fn decimals(tokens: &Tokens, n: Numeral) -> Numeral {
    if tokens.lower(n.end) != "点" || one(tokens.lower(n.end + 1)).is_none() {
        return n;
    }
    let mut n = Numeral { end: n.end + 1, step: 1.0, ..n };
    while let Some(d) = one(tokens.lower(n.end)) {
        n.step /= 10.0;
        n.value += d * n.step;
        n.end += 1;
    }
    scaled(tokens, n)
}

/// A year written digit by digit ("二〇二五") at `i`, and where it ends.
pub(crate) fn year(tokens: &Tokens, i: usize) -> Option<(i32, usize)> {
    let digits: Vec<f64> = (i..i + 4).map_while(|k| one(tokens.lower(k))).collect();
    if digits.len() < 4 || tokens.lower(i + 4) != "年" {
        return None;
    }
    Some((digits.iter().fold(0, |y, d| y * 10 + *d as i32), i + 4))
}
