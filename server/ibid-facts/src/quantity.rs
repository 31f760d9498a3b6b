//! A quantity: currency, number or range, unit, and the bound before it.

use ibid_text::{Language, stem};

use crate::lex::{Kind, Tokens};
use crate::numeral::{self, Numeral};
use crate::units::{self, Unit};
use crate::{Bound, Change, Dimension, Fact, Quantity, Value, bounds, change, chinese, noun, readings};

/// The quantity at `i`, and the token after it; "two years and four months" is one.
pub(crate) fn at(tokens: &Tokens, i: usize, language: Language) -> Option<(Fact, usize)> {
    let (mut fact, end) = single(tokens, i, language)?;
    if !matches!(tokens.lower(end), "零" | "又" | "and") {
        return Some((fact, end));
    }
    let Some((rest, after)) = single(tokens, end + 1, language) else { return Some((fact, end)) };
    let (Value::Quantity(whole), Value::Quantity(part)) = (&mut fact.value, &rest.value) else {
        return Some((fact, end));
    };
    let spells = [&*whole, part].iter().all(|q| q.dimension == Dimension::Duration && q.low == q.high);
    if !spells || part.low >= whole.step {
        return Some((fact, end));
    }
    whole.low += part.low;
    whole.high = whole.low;
    whole.step = part.step;
    fact.span = fact.span.cover(rest.span);
    Some((fact, after))
}

fn single(tokens: &Tokens, i: usize, language: Language) -> Option<(Fact, usize)> {
    let amount = amount(tokens, i)?;
    let (unit, end) = measure(tokens, i, &amount);
    let dimension = match unit {
        Some(unit) => unit.dimension(),
        None => noun::counted(tokens, end, amount.high, language)?,
    };
    if is_pronoun(tokens, i, &dimension) {
        return None;
    }
    let (bound, start) = bounds::around(tokens, i, end, &dimension);
    let change = change::of(tokens, start, i, end, &dimension);
    let factor = unit.map_or(1.0, Unit::factor);
    let zero = match unit {
        // "增长1.1倍" rises by that much of itself, to 2.1 times.
        Some(Unit::Factor) if change == Change::Up && tokens.lower_before(end, 1) == "倍" => 1.0,
        Some(unit) if change == Change::Level => unit.zero(),
        _ => 0.0,
    };
    // "Growth: -3.4%" is a fall.
    let negative = amount.low.value < 0.0 && amount.high.value < 0.0;
    let (change, sign) = match change {
        Change::Up if negative => (Change::Down, -1.0),
        Change::Down if negative => (Change::Down, -1.0),
        other => (other, 1.0),
    };
    let quantity = Quantity {
        low: amount.low.value * factor * sign + zero,
        high: amount.high.value * factor * sign + zero,
        step: amount.high.step.min(amount.low.step) * factor,
        dimension,
        bound: if amount.more { Bound::AtLeast } else { bound },
        change,
        in_words: amount.low.in_words,
    };
    let span = tokens.span(i, end);
    Some((Fact { span, value: Value::Quantity(quantity) }, end))
}

/// One number or two, with the currency before it.
struct Amount {
    currency: Option<&'static str>,
    low: Numeral,
    high: Numeral,
    /// "and more" was said in it (多, 余).
    more: bool,
}

fn amount(tokens: &Tokens, i: usize) -> Option<Amount> {
    let (currency, start) = match tokens.longest(i, units::BEFORE).or_else(|| some_dollar(tokens, i)) {
        Some((code, end)) => (Some(code), end),
        None => (None, i),
    };
    let money = currency.is_some();
    let low = numeral::at(tokens, start, money)?;
    let moved = moved_from(tokens, i);
    let (low, high) = match range(tokens, low, money) {
        Some((low, _)) if moved => (low, low),
        // "Rose by 8,000 to 21,000": how far, and where to.
        Some((low, high)) if led_apart(tokens, i, low, high) => (low, low),
        Some((low, high)) if low.value < high.value => (low, high),
        _ => (low, low),
    };
    let (high, more) = and_more(tokens, high);
    Some(Amount { currency, low: if more { high } else { low }, high, more })
}

/// "V$": the dollar of a country that its letters name.
fn some_dollar(tokens: &Tokens, i: usize) -> Option<(&'static str, usize)> {
    let letters = tokens.get(i).filter(|t| t.kind == Kind::Word && t.text.len() <= 3 && t.capital())?;
    let named = letters.text.chars().all(char::is_uppercase);
    (named && tokens.lower(i + 1) == "$" && tokens.glued(i + 1)).then_some(("X$", i + 2))
}

/// "from 5 to 7": two levels, and no range, unless it is said to range.
fn moved_from(tokens: &Tokens, i: usize) -> bool {
    /// Tokens between "the range is wide," and its "from".
    const REACH: usize = 8;
    const WORDS: [&str; 9] =
        ["range", "ranges", "ranged", "ranging", "vary", "varies", "varied", "varying", "anywhere"];
    let back = (2..2 + REACH).take_while(|back| *back <= i).map(|back| (back, tokens.lower_before(i, back)));
    let plain = |at: usize| tokens.kind(at) == Some(Kind::Word) || tokens.lower(at) == ",";
    let mut clause = back.take_while(|(back, _)| plain(i - back));
    let range = clause.any(|(_, word)| WORDS.contains(&word));
    tokens.lower_before(i, 1) == "from" && !range
}

/// Whether two numbers joined by "to" are too far apart to be a range of how far something moved.
fn led_apart(tokens: &Tokens, i: usize, low: Numeral, high: Numeral) -> bool {
    const APART: f64 = 2.0;
    tokens.lower_before(i, 1) == "by" && tokens.lower(low.end) == "to" && high.value > APART * low.value
}

/// The unit of an amount; "from 5 to 7 yuan" gives the first the second's.
fn measure(tokens: &Tokens, i: usize, amount: &Amount) -> (Option<Unit>, usize) {
    let end = amount.high.end;
    if let Some(code) = amount.currency {
        return (Some(Unit::Money(code)), end);
    }
    if amount.high.share {
        return (Some(Unit::Percent), end);
    }
    let said = unit_at(tokens, end).filter(|found| !readings::is_other_word(tokens, amount.high, *found));
    if let Some((unit, after)) = said {
        return (readings::of(tokens, i, amount.high, (unit, after)), after);
    }
    if readings::is_age(tokens, i, end) {
        return (Some(Unit::Age), end);
    }
    let second = (moved_from(tokens, i) && tokens.lower(end) == "to")
        .then(|| numeral::at(tokens, end + 1, false))
        .flatten()
        .and_then(|second| unit_at(tokens, second.end));
    (second.map(|(unit, _)| unit), end)
}

/// "one day" and "at one time" say no amount.
fn is_pronoun(tokens: &Tokens, i: usize, dimension: &Dimension) -> bool {
    let vague = match dimension {
        Dimension::Duration => matches!(tokens.lower(i + 1), "day" | "second"),
        Dimension::Count(_) | Dimension::Number | Dimension::Factor => true,
        _ => false,
    };
    tokens.lower(i) == "one"
        && tokens.kind(i + 1) == Some(Kind::Word)
        && vague
        && !numeral::is_scale(tokens, i + 1)
}

/// "1800多亿", "50余家": the number goes on after the sign for "and more".
fn and_more(tokens: &Tokens, n: Numeral) -> (Numeral, bool) {
    if !matches!(tokens.lower(n.end), "多" | "余") {
        return (n, false);
    }
    (chinese::scaled(tokens, Numeral { end: n.end + 1, ..n }), true)
}

/// Both numbers of "5-10", "5 to 10", "5至10"; the first takes the second's scale.
fn range(tokens: &Tokens, low: Numeral, money: bool) -> Option<(Numeral, Numeral)> {
    let first_unit = unit_at(tokens, low.end);
    let after = first_unit.map_or(low.end, |(_, end)| end);
    let link = tokens.lower(after);
    let dash = matches!(link, "-" | "–" | "—" | "~" | "～" | "至" | "到");
    let between = link == "and" && is_between(tokens, low);
    if !(dash || link == "to" || between) {
        return None;
    }
    let at = tokens.longest(after + 1, units::BEFORE).filter(|_| money).map_or(after + 1, |f| f.1);
    let high = numeral::at(tokens, at, money)?;
    let second_unit = unit_at(tokens, high.end);
    let agree = first_unit.is_none() || first_unit.map(|u| u.0) == second_unit.map(|u| u.0);
    if low.share != high.share || !agree {
        return None;
    }
    let unscaled = low.scale == 1.0 && high.scale > 1.0 && low.value < 10.0 * high.value / high.scale;
    let scale = if unscaled { high.scale } else { 1.0 };
    let low = Numeral { value: low.value * scale, step: low.step * scale, ..low };
    Some((low, high))
}

fn is_between(tokens: &Tokens, low: Numeral) -> bool {
    (2..6).any(|back| tokens.lower_before(low.end, back) == "between")
}

/// The unit at `i`, after a hyphen too ("5-year"), and where it ends.
pub(crate) fn unit_at(tokens: &Tokens, i: usize) -> Option<(Unit, usize)> {
    let hyphen = tokens.lower(i) == "-" && tokens.glued(i) && tokens.glued(i + 1);
    let i = i + usize::from(hyphen);
    let found = tokens.longest(i, units::AFTER);
    let plural = plural(tokens, i);
    match (found, plural) {
        (Some(f), Some(p)) => Some(if p.1 > f.1 { p } else { f }),
        (f, p) => f.or(p),
    }
}

/// Symbols do not take an "s": "60 has" is no area.
fn takes_plural(pattern: &str) -> bool {
    pattern.is_ascii() && (pattern.len() > 2 || matches!(pattern, "lb" | "km"))
}

/// Units in the plural: the phrase with an "s" at its end.
fn plural(tokens: &Tokens, i: usize) -> Option<(Unit, usize)> {
    let word = tokens.get(i).filter(|t| t.kind != Kind::Cjk)?.lower.as_bytes();
    let first = word.first()?;
    let with_s = |pattern: &str| tokens.phrase(i, &format!("{pattern}s"));
    // What the first word does not begin is no such phrase, and need not be put together.
    let begins = |pattern: &str| {
        let same = word.len().min(pattern.len());
        pattern.as_bytes().first() == Some(first)
            && word.len() <= pattern.len() + 1
            && pattern.as_bytes()[..same] == word[..same]
    };
    units::AFTER
        .iter()
        .filter(|(p, _)| begins(p) && takes_plural(p))
        .filter_map(|(p, unit)| with_s(p).map(|end| (*unit, end)))
        .max_by_key(|(_, end)| *end)
}

/// The stem under which a counted noun is known.
pub(crate) fn noun_stem(word: &str, language: Language) -> Dimension {
    Dimension::Count(stem(word, language).into_owned())
}
