//! English fractions: "a third", "two-thirds", "one in five", "half a million".

use crate::english::{self, LARGE, SMALL, lookup};
use crate::lex::{Kind, Tokens};
use crate::numeral::{Numeral, is_scale};
use crate::quantity::unit_at;

const PARTS: &[(&str, f64)] = &[
    ("half", 2.0),
    ("halves", 2.0),
    ("third", 3.0),
    ("thirds", 3.0),
    ("quarter", 4.0),
    ("quarters", 4.0),
    ("fourth", 4.0),
    ("fourths", 4.0),
    ("fifth", 5.0),
    ("fifths", 5.0),
    ("sixth", 6.0),
    ("sixths", 6.0),
    ("seventh", 7.0),
    ("sevenths", 7.0),
    ("eighth", 8.0),
    ("eighths", 8.0),
    ("ninth", 9.0),
    ("ninths", 9.0),
    ("tenth", 10.0),
    ("tenths", 10.0),
];
/// What a fraction in words may be off by, in percent: "a third" stands for 31 to 35.
const SHARE_STEP: f64 = 4.0;

fn share(value: f64, end: usize) -> Numeral {
    Numeral { value, step: SHARE_STEP, in_words: true, share: true, scale: 1.0, end }
}

/// The fraction at `i`: a share, or an amount where a scale follows.
pub(crate) fn fraction(tokens: &Tokens, i: usize) -> Option<Numeral> {
    let half_of = (tokens.lower(i) == "half").then(|| of_scale(tokens, share(50.0, i + 1))).flatten();
    half_of.or_else(|| {
        let part = in_parts(tokens, i).or_else(|| one_in(tokens, i))?;
        Some(of_scale(tokens, part).unwrap_or(part))
    })
}

/// "half", "a third of", "two-thirds", "three quarters of".
fn in_parts(tokens: &Tokens, i: usize) -> Option<Numeral> {
    let word = tokens.lower(i);
    if word == "half" {
        return half(tokens, i);
    }
    let (above, mut at) = match word {
        "a" | "an" => (1.0, i + 1),
        _ => (lookup(SMALL, word).filter(|v| (1.0..10.0).contains(v))?, i + 1),
    };
    if tokens.lower(at) == "-" && tokens.glued(at) {
        at += 1;
    }
    let part = tokens.lower(at);
    let below = lookup(PARTS, part)?;
    let plural = part.ends_with('s');
    let of = matches!(tokens.lower(at + 1), "of" | "the")
        || matches!(tokens.lower_before(i, 1), "by" | "than")
        || is_end_of_move(tokens, i, at + 1)
        || goes_on_in_shares(tokens, i, at + 1);
    // "a third attempt" counts, "a quarter later" is a time: only "of" makes them shares.
    if (plural != (above > 1.0)) || (matches!(word, "a" | "an") && !of && part != "half") {
        return None;
    }
    if part.starts_with("quarter") && !of || above >= below {
        return None;
    }
    if matches!(word, "a" | "an") && part == "half" && !of {
        return None;
    }
    Some(share(above / below * 100.0, at + 1))
}

/// "Roads explain two fifths of it, a want of drivers a quarter, and weather a tenth": a share after another, and nothing behind it.
fn goes_on_in_shares(tokens: &Tokens, i: usize, after: usize) -> bool {
    const REACH: usize = 16;
    let ends = matches!(tokens.lower(after), "," | "." | ";") || after >= tokens.len();
    let noun = tokens.kind(i.wrapping_sub(1)) == Some(Kind::Word)
        && !matches!(
            tokens.lower_before(i, 1),
            "for" | "in" | "of" | "and" | "or" | "within" | "after" | "every"
        );
    let shared = |k: usize| {
        let word = tokens.lower(k);
        word != "quarters" && word.ends_with('s') && lookup(PARTS, word).is_some()
            || matches!(word, "percent" | "%" | "half")
            || word == "cent"
            || lookup(PARTS, word).is_some() && tokens.lower(k + 1) == "of"
    };
    ends && noun && (i.saturating_sub(REACH)..i).any(shared)
}

/// "from a quarter to a fifth": what stands right after is no noun.
fn is_end_of_move(tokens: &Tokens, i: usize, after: usize) -> bool {
    matches!(tokens.lower_before(i, 1), "from" | "to")
        && (matches!(tokens.lower(after), "to" | "in") || tokens.kind(after) != Some(Kind::Word))
}

/// "half a million", "a quarter of a million": an amount, and no share.
fn of_scale(tokens: &Tokens, part: Numeral) -> Option<Numeral> {
    let at = tokens.phrase(part.end, "of a").or_else(|| tokens.phrase(part.end, "a"))?;
    let scale = lookup(LARGE, tokens.lower(at))?;
    Some(Numeral { value: part.value / 100.0 * scale, step: scale / 5.0, share: false, end: at + 1, ..part })
}

fn half(tokens: &Tokens, i: usize) -> Option<Numeral> {
    let before = tokens.lower_before(i, 1);
    let after = tokens.lower(i + 1);
    let period = ["first", "second", "other", "latter", "better", "top", "bottom"];
    if period.contains(&before) || tokens.glued(i + 1) && after == "-" {
        return None;
    }
    let share_of = matches!(after, "of" | "the" | "its" | "their" | "as" | "a" | "our" | "that");
    let by_half = matches!(before, "by" | "a" | "than" | "about" | "nearly" | "almost" | "in");
    if before == "a" && after != "of" || matches!(after, "a") || !(share_of || by_half) {
        return None;
    }
    Some(share(50.0, i + 1))
}

/// Where the whole begins of which the words from `i` on name a part: "in", "out of", "in every".
fn of_whole(tokens: &Tokens, i: usize) -> Option<usize> {
    ["out of every", "in every", "out of", "in"].iter().find_map(|link| tokens.phrase(i, link))
}

/// "one in five", "two out of three", "one child in ten", "five in every six".
fn one_in(tokens: &Tokens, i: usize) -> Option<Numeral> {
    let above = english::small(tokens.lower(i)).filter(|v| *v < 10.0)?;
    let noun = tokens.kind(i + 1) == Some(Kind::Word) && english::small(tokens.lower(i + 1)).is_none();
    let at = of_whole(tokens, i + 1).or_else(|| noun.then(|| of_whole(tokens, i + 2)).flatten())?;
    let below = english::small(tokens.lower(at)).filter(|b| *b > above)?;
    let measured = unit_at(tokens, at + 1).is_some();
    (!measured).then(|| share(above / below * 100.0, at + 1))
}

/// "1 in 8", "3 out of 10", in figures.
pub(crate) fn figures_in(tokens: &Tokens, i: usize) -> Option<Numeral> {
    let whole = |k: usize| tokens.get(k).filter(|t| t.kind == Kind::Number)?.lower.parse::<u32>().ok();
    let above = whole(i)?;
    let at = tokens.phrase(i + 1, "out of").or_else(|| tokens.phrase(i + 1, "in"))?;
    let below = whole(at).filter(|b| *b > above && *b <= 100 && above > 0)?;
    let measured = unit_at(tokens, at + 1).is_some() || is_scale(tokens, at + 1);
    let value = f64::from(above) / f64::from(below) * 100.0;
    (!measured).then_some(Numeral { value, step: 1.0, in_words: false, share: true, scale: 1.0, end: at + 1 })
}
