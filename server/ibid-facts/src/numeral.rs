//! Numerals and number words: how much is said, and how exactly. No units.

use crate::lex::{Kind, Tokens};
use crate::{chinese, english, fractions, noun};

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Numeral {
    pub(crate) value: f64,
    /// The step of the last digit written.
    pub(crate) step: f64,
    /// Spelt in words.
    pub(crate) in_words: bool,
    /// A part of a whole ("two-thirds"): `value` is in percent.
    pub(crate) share: bool,
    /// The scale said after the digits ("billion", 亿), 1 without one.
    pub(crate) scale: f64,
    /// The first token after it.
    pub(crate) end: usize,
}

const SCALES: &[(&str, f64)] = &[
    ("thousand", 1e3),
    ("million", 1e6),
    ("millions", 1e6),
    ("mn", 1e6),
    ("mln", 1e6),
    ("mm", 1e6),
    ("billion", 1e9),
    ("billions", 1e9),
    ("bn", 1e9),
    ("bln", 1e9),
    ("trillion", 1e12),
    ("trn", 1e12),
    ("tn", 1e12),
    ("dozen", 12.0),
    ("hundred", 1e2),
];
/// Scales that are letters alone: read so only after a currency sign.
const LETTERS: &[(&str, f64)] = &[("k", 1e3), ("m", 1e6), ("b", 1e9), ("t", 1e12)];

/// The number at `i`; `money` says that a currency stands before it.
pub(crate) fn at(tokens: &Tokens, i: usize, money: bool) -> Option<Numeral> {
    match tokens.kind(i)? {
        Kind::Number if !money && fractions::figures_in(tokens, i).is_some() => {
            fractions::figures_in(tokens, i)
        }
        Kind::Number => Some(scaled(tokens, digits(tokens, i)?, money)),
        Kind::Word => english::number(tokens, i).map(|n| scaled(tokens, with_half(tokens, n), money)),
        Kind::Cjk => chinese::number(tokens, i),
        _ => None,
    }
}

fn digits(tokens: &Tokens, i: usize) -> Option<Numeral> {
    let plain = &tokens.get(i)?.lower;
    let decimals = plain.split_once('.').map_or(0, |(_, d)| d.len());
    let value: f64 = plain.parse().ok()?;
    let step = 10f64.powi(-(decimals as i32));
    let numeral = Numeral { value, step, in_words: false, share: false, scale: 1.0, end: i + 1 };
    Some(with_half(tokens, chinese::scaled(tokens, numeral)))
}

/// "2½", "two and a half".
fn with_half(tokens: &Tokens, n: Numeral) -> Numeral {
    if n.step == 1.0 && tokens.glued(n.end) && tokens.lower(n.end) == "½" {
        return Numeral { value: n.value + 0.5, step: 0.5, end: n.end + 1, ..n };
    }
    match tokens.phrase(n.end, "and a half") {
        Some(end) if !n.share => Numeral { value: n.value + 0.5 * n.step, step: n.step / 2.0, end, ..n },
        _ => n,
    }
}

/// Takes in the scale after a number ("180 billion", "180bn", "5-billion").
fn scaled(tokens: &Tokens, n: Numeral, money: bool) -> Numeral {
    if n.share {
        return n;
    }
    let at = if tokens.lower(n.end) == "-" && tokens.glued(n.end) && tokens.glued(n.end + 1) {
        n.end + 1
    } else {
        n.end
    };
    // "180m people" are millions, "180m tall" are metres.
    let people = tokens.lower(at) == "m" && noun::head(tokens, at + 1).is_some();
    let letters = if tokens.glued(n.end) && (money || people) { tokens.longest(at, LETTERS) } else { None };
    let Some((scale, end)) = tokens.longest(at, SCALES).or(letters) else { return n };
    let millimetres = tokens.lower(at) == "mm" && !money;
    if millimetres {
        return n;
    }
    with_half(tokens, Numeral { value: n.value * scale, step: n.step * scale, scale, end, ..n })
}

/// Whether a scale stands at `i`.
pub(crate) fn is_scale(tokens: &Tokens, i: usize) -> bool {
    tokens.longest(i, SCALES).is_some()
}
