//! English number words.

use crate::fractions;
use crate::lex::{Kind, Tokens};
use crate::numeral::Numeral;

pub(crate) const SMALL: &[(&str, f64)] = &[
    ("zero", 0.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
];
pub(crate) const LARGE: &[(&str, f64)] =
    &[("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];

pub(crate) fn lookup(table: &[(&str, f64)], word: &str) -> Option<f64> {
    table.iter().find(|(w, _)| *w == word).map(|(_, v)| *v)
}

/// The number below twenty, or the ten, that `word` spells.
pub fn small(word: &str) -> Option<f64> {
    lookup(SMALL, word)
}

/// The number or fraction spelt at `i`.
pub(crate) fn number(tokens: &Tokens, i: usize) -> Option<Numeral> {
    fractions::fraction(tokens, i).or_else(|| cardinal(tokens, i))
}

/// "three hundred and twelve", "a dozen", "twenty-one", "two million".
fn cardinal(tokens: &Tokens, i: usize) -> Option<Numeral> {
    if matches!(tokens.lower(i), "a" | "an") {
        if let Some((value, end)) = hundred_and_more(tokens, i) {
            return Some(spelt(value, 1.0, end));
        }
        let exact = ["dozen", "hundred", "thousand", "million", "billion", "trillion"];
        return exact.contains(&tokens.lower(i + 1)).then(|| spelt(1.0, 1.0, i + 1));
    }
    let (value, end) = below_thousand(tokens, i)?;
    let mut total = Total { value, step: 1.0, end };
    total.larger(tokens);
    Some(spelt(total.value, total.step, total.end))
}

/// "a hundred and twelve".
fn hundred_and_more(tokens: &Tokens, i: usize) -> Option<(f64, usize)> {
    let at = tokens.phrase(i + 1, "hundred and")?;
    let (rest, end) = below_hundred(tokens, at)?;
    Some((100.0 + rest, end))
}

/// The scale after it is the caller's to take in.
fn spelt(value: f64, step: f64, end: usize) -> Numeral {
    Numeral { value, step, in_words: true, share: false, scale: 1.0, end }
}

struct Total {
    value: f64,
    step: f64,
    end: usize,
}

impl Total {
    /// "two thousand three hundred": a large scale counts only with more words after it, the last
    /// one is the caller's.
    fn larger(&mut self, tokens: &Tokens) {
        let mut done = 0.0;
        while let Some(scale) = lookup(LARGE, tokens.lower(self.end)) {
            let mut at = self.end + 1;
            if tokens.lower(at) == "and" {
                at += 1;
            }
            let Some((next, end)) = below_thousand(tokens, at) else { break };
            done += self.value * scale;
            self.value = next;
            self.end = end;
        }
        self.value += done;
    }
}

/// "three hundred and twelve", "seventy-five"; and after which token.
fn below_thousand(tokens: &Tokens, i: usize) -> Option<(f64, usize)> {
    let (value, end) = below_hundred(tokens, i)?;
    if tokens.lower(end) != "hundred" {
        return Some((value, end));
    }
    let at = end + 1 + usize::from(tokens.lower(end + 1) == "and");
    match below_hundred(tokens, at) {
        Some((rest, end)) => Some((value * 100.0 + rest, end)),
        None => Some((value * 100.0, end + 1)),
    }
}

fn below_hundred(tokens: &Tokens, i: usize) -> Option<(f64, usize)> {
    if tokens.kind(i)? != Kind::Word {
        return None;
    }
    let tens = lookup(SMALL, tokens.lower(i))?;
    if tens < 20.0 {
        return Some((tens, i + 1));
    }
    let at = i + 1 + usize::from(tokens.lower(i + 1) == "-");
    match lookup(SMALL, tokens.lower(at)).filter(|v| (1.0..10.0).contains(v)) {
        Some(ones) => Some((tens + ones, at + 1)),
        None => Some((tens, i + 1)),
    }
}

/// The value of an ordinal word ("third", "twenty-first") and where it ends.
pub(crate) fn ordinal(tokens: &Tokens, i: usize) -> Option<(u64, usize)> {
    let word = tokens.lower(i);
    // It is asked of every word: so end "first", "third", "fourth" and "twenty".
    if !word.ends_with(['t', 'd', 'h', 'y']) {
        return None;
    }
    if let Some(n) = ORDINALS.iter().position(|w| *w == word) {
        return Some((n as u64 + 1, i + 1));
    }
    let tens = lookup(SMALL, word).filter(|v| *v >= 20.0)?;
    if tokens.lower(i + 1) != "-" {
        return None;
    }
    let ones = ORDINALS.iter().take(9).position(|w| *w == tokens.lower(i + 2))?;
    Some((tens as u64 + ones as u64 + 1, i + 3))
}

#[rustfmt::skip]
const ORDINALS: &[&str] = &[
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
];
