//! What one figure of a sentence leaves for another to say: "by 6.4 and 0.7 percent" has the unit behind the last
//! and the direction before the first; "60 yuan in 2010 and 190 now" has the unit behind the first.

use crate::english::LARGE;
use crate::{Change, Dimension, Fact, Quantity, Value};

/// How many times as large a bare number may be as the amount whose unit it takes over.
const APART: f64 = 20.0;

/// Gives each figure what only another was given.
pub(crate) fn complete(text: &str, facts: &mut [Fact]) {
    couple(text, facts);
    carry_units(text, facts);
    points_of_shares(facts);
}

/// Figures side by side, the last pair first: the unit stands behind the last of a list.
fn couple(text: &str, facts: &mut [Fact]) {
    for i in (1..facts.len()).rev() {
        let (first, second) = facts.split_at_mut(i);
        let (Some(first), Some(second)) = (first.last_mut(), second.first_mut()) else { continue };
        let link = text[first.span.end..second.span.start].trim();
        let written = (written(first.span.of(text)), written(second.span.of(text)));
        let (Value::Quantity(a), Value::Quantity(b)) = (&mut first.value, &mut second.value) else {
            continue;
        };
        match link {
            "and" | "or" | "和" | "与" => {
                share_unit(a, b, written);
                share_direction(a, b);
            }
            "," | ", and" | "、" if !is_told_of_age(&text[..first.span.start]) => share_unit(a, b, written),
            "to" if text[..first.span.start].trim_end().ends_with("from") => {
                take_over_in_words(b, a);
                share_unit(a, b, written);
            }
            _ if link.starts_with("of the ") && link.split_whitespace().count() <= 3 => {
                share_unit(a, b, written);
            }
            _ => {}
        }
    }
}

/// The first digits in the words of an amount, without thousands marks, scale and unit: "1560" of "some 1,560 tonnes".
pub fn written_digits(words: &str) -> Option<String> {
    let from = words.find(|c: char| c.is_ascii_digit())?;
    let digits = words[from..].split(|c: char| !(c.is_ascii_digit() || c == ',' || c == '.')).next()?;
    Some(digits.trim_end_matches([',', '.']).replace(',', ""))
}

/// Those as a number.
fn written(words: &str) -> Option<f64> {
    written_digits(words)?.parse().ok()
}

/// A bare number takes the unit that the second has, and its scale.
fn share_unit(first: &mut Quantity, second: &Quantity, written: (Option<f64>, Option<f64>)) {
    if first.dimension != Dimension::Number || second.dimension == Dimension::Number {
        return;
    }
    let (Some(ours), Some(theirs)) = written else {
        if matches!(second.dimension, Dimension::Percent | Dimension::PercentagePoints) {
            first.dimension = second.dimension.clone();
        }
        return;
    };
    let like = (1.0 / APART..=APART).contains(&(ours / theirs).abs());
    if like && second.low == second.high {
        take_over(first, second, second.low / theirs);
    }
}

/// A bare number in words takes over the unit of another in words: "from nine days to six".
fn take_over_in_words(bare: &mut Quantity, told: &Quantity) {
    let measured = !matches!(told.dimension, Dimension::Number | Dimension::Count(_));
    if bare.dimension == Dimension::Number && bare.in_words && told.in_words && measured {
        take_over(bare, told, told.step);
    }
}

/// Makes `bare` an amount in the unit of `told`, one of which is `factor` of the base unit.
fn take_over(bare: &mut Quantity, told: &Quantity, factor: f64) {
    bare.dimension = told.dimension.clone();
    bare.low *= factor;
    bare.high *= factor;
    bare.step *= factor;
}

fn share_direction(first: &Quantity, second: &mut Quantity) {
    if second.change == Change::Level && first.change != Change::Level && first.dimension == second.dimension
    {
        second.change = first.change;
    }
}

/// A bare number in digits that counts nothing takes over the unit of the amount told before it.
fn carry_units(text: &str, facts: &mut [Fact]) {
    let mut told: Option<(Quantity, f64, f64)> = None;
    // "Exports worth 4 billion yuan rose by 3 percent to 4.1 billion": a share lends a large sum no unit.
    let mut sum: Option<(Quantity, f64, f64)> = None;
    for fact in facts {
        let words = fact.span.of(text);
        let here = written(words);
        let scale = scale(words);
        let Value::Quantity(quantity) = &mut fact.value else { continue };
        let bare = quantity.dimension == Dimension::Number && !quantity.in_words;
        let lender = if bare && scale > 1.0 && told.as_ref().is_some_and(is_share) { &sum } else { &told };
        let led_to = text[..fact.span.start].trim_end().ends_with(" to");
        let labelled = text[..fact.span.start].trim_end().ends_with([':', '：']);
        match lender {
            // "Older than 52 weeks: 102": what stands over a figure lends it none of its own.
            Some(_) if bare && labelled => (told, sum) = (None, None),
            // "Lengthened by five minutes, to 43": a number in words lends its unit to where it leads alone.
            Some((amount, ..)) if bare && amount.in_words && !led_to => (told, sum) = (None, None),
            Some((amount, factor, unit))
                if bare
                    && ends_there(&text[fact.span.end..])
                    && !(is_share_of(amount) && is_told_of_age(&text[..fact.span.start])) =>
            {
                // "4.8 million tonnes … 1.63 million": each has its own scale.
                // "1.37 million euros … 412,000": and what has its thousands is told whole.
                let whole = *factor > *unit && quantity.low >= 1000.0;
                let factor = if scale > 1.0 || whole { *unit } else { *factor };
                // "The one raised them by 19 percent, the other by 27": that moved as the first did.
                if text[..fact.span.start].trim_end().ends_with(" by") && quantity.change == Change::Level {
                    let level = Quantity { change: amount.change, ..quantity.clone() };
                    if is_share_of(amount) && takes_over(amount, &level, factor) {
                        quantity.change = amount.change;
                    }
                }
                // "By five minutes, to 43": from how far to where.
                let level = Quantity { change: Change::Level, ..amount.clone() };
                let lender = if led_to && !is_share_of(amount) { &level } else { amount };
                if takes_over(lender, quantity, factor) {
                    take_over(quantity, lender, factor);
                }
            }
            _ if bare => (told, sum) = (None, None),
            _ => {
                let in_words =
                    is_measured(quantity).then(|| (quantity.clone(), quantity.step, quantity.step));
                told = here
                    .map(|written| (quantity.clone(), quantity.low / written, quantity.low / written / scale))
                    .or(in_words);
                if matches!(quantity.dimension, Dimension::Money(_)) {
                    sum = told.clone();
                }
            }
        }
    }
}

/// Whether a limit that follows `before` is one of age: "29 percent are at least 55".
fn is_told_of_age(before: &str) -> bool {
    const LIMITS: [&str; 8] =
        ["at least", "under", "over", "below", "above", "more than", "younger than", "older than"];
    const LEADING: [&str; 6] = ["are", "were", "is", "was", "aged", "those"];
    let before = before.trim_end();
    let led = LIMITS.iter().find_map(|limit| before.strip_suffix(limit)).map(str::trim_end);
    led.is_some_and(|led| LEADING.iter().any(|word| led.ends_with(&format!(" {word}"))))
}

/// Whether an amount in words is one of time or of a unit of measure.
fn is_measured(quantity: &Quantity) -> bool {
    quantity.in_words
        && quantity.low == quantity.high
        && matches!(quantity.dimension, Dimension::Duration | Dimension::Physical(_))
}

fn is_share((amount, ..): &(Quantity, f64, f64)) -> bool {
    is_share_of(amount)
}

fn is_share_of(amount: &Quantity) -> bool {
    amount.dimension == Dimension::Percent
}

/// The scale that the words of an amount name.
fn scale(words: &str) -> f64 {
    LARGE.iter().find(|(name, _)| words.contains(name)).map_or(1.0, |(_, scale)| *scale)
}

fn takes_over(told: &Quantity, bare: &Quantity, factor: f64) -> bool {
    let unit = match &told.dimension {
        Dimension::Money(_) => (factor - 1.0).abs() < 1e-6,
        Dimension::Percent | Dimension::Physical(_) | Dimension::Duration => factor.is_finite(),
        _ => false,
    };
    let like = (1.0 / APART..=APART).contains(&(bare.low * factor / told.low).abs());
    // "37 percent of them women; ashore there were 310": no share of them.
    let whole = told.dimension != Dimension::Percent || bare.low <= told.low.max(100.0);
    // "By 46 percent, with a dog by 35": both moved.
    let alike = (told.change == Change::Level) == (bare.change == Change::Level);
    unit && like && whole && alike
}

/// Whether nothing that could be counted stands after a number.
fn ends_there(rest: &str) -> bool {
    const AFTER: [&str; 18] = [
        "in", "now", "to", "at", "and", "or", "by", "from", "on", "a", "per", "today", "before", "after",
        "over", "since", "during", "between",
    ];
    let rest = rest.trim_start();
    // "12 ± 3 litres" has its unit behind.
    if rest.starts_with('±') {
        return false;
    }
    // "123.8 per 100,000" is a rate.
    if rest.strip_prefix("per ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return false;
    }
    let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    word.is_empty() || AFTER.contains(&word)
}

/// "lost 4.8 points and fell to 88 percent": points, where shares are told.
fn points_of_shares(facts: &mut [Fact]) {
    let is_share = |f: &Fact| matches!(&f.value, Value::Quantity(q) if q.dimension == Dimension::Percent);
    if !facts.iter().any(is_share) {
        return;
    }
    for fact in facts {
        let Value::Quantity(quantity) = &mut fact.value else { continue };
        if matches!(&quantity.dimension, Dimension::Count(noun) if noun == "point") {
            quantity.dimension = Dimension::PercentagePoints;
            if quantity.change == Change::Level {
                quantity.change = Change::By;
            }
        }
    }
}
