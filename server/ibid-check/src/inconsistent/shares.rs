//! A percentage beside its counts: "30 of 120 (30%)"; "from 40 to 50, up 20 percent".

use ibid_facts::{Bound, Change, Dimension, Fact, Quantity, Value};

use super::Wrong;
use super::arithmetic::{is_count, level, of_one_kind, slack, written};
use crate::movements::ends;
use crate::slot::Frame;

/// Bytes between a percentage and its counts.
const NEAR: usize = 45;
/// What may stand between a part and its whole, and between a whole and its part in Chinese.
const OF: [&str; 8] = ["of", "of the", "out of", "of all", "of its", "of their", "of these", "out of the"];
const OF_CHINESE: [&str; 4] = ["中有", "中", "中，有", "里有"];
/// What leads from counts to the percentage that they come to.
const LEADING: [&str; 12] =
    ["(", "（", ", or", " or", "—", "– ", ", i.e.", ", that is", "，占", "，即", "，约占", "— or"];
/// What leads from two ends to the percentage by which they are apart.
const APART: [&str; 12] = [
    "up",
    "down",
    "a rise of",
    "a fall of",
    "an increase of",
    "a decrease of",
    "a drop of",
    "a gain of",
    "a decline of",
    "or",
    "，增长",
    "，下降",
];
/// Words by which a movement is of something else than its two ends.
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "per year", "a year", "annual", "each year", "per month", "a month", "average", "compound", "real terms", "inflation",
    "adjusted", "compared", "than", "on the year", "year on year", "year-on-year", "over the", "from a year", "seasonally",
    "per capita", "relative", "同比", "年均", "环比", "平均",
];

/// The percentage that does not fit its counts.
pub(super) fn wrong(frame: &Frame<'_>) -> Option<Wrong> {
    (0..frame.facts.len()).find_map(|i| of_counts(frame, i).or_else(|| of_ends(frame, i)))
}

/// The percentage `i` beside a part and its whole.
fn of_counts(frame: &Frame<'_>, i: usize) -> Option<Wrong> {
    let percent = percent(&frame.facts[i]).filter(|q| q.change == Change::Level)?;
    let (first, second) = (i.checked_sub(2)?, i - 1);
    let (a, b) = (counted(&frame.facts[first])?, counted(&frame.facts[second])?);
    let between = frame.text.get(frame.facts[first].span.end..frame.facts[second].span.start)?;
    let of = |list: &[&str]| list.iter().any(|of| noun_then(between, of));
    let (part, whole) = if of(&OF) {
        (a, b)
    } else if of(&OF_CHINESE) {
        (b, a)
    } else {
        return None;
    };
    let leading = frame.text.get(frame.facts[second].span.end..frame.facts[i].span.start)?;
    let after = frame.text[frame.facts[i].span.end..].trim_start();
    let bracket = leading.ends_with(['(', '（']);
    let closed = if bracket { after.starts_with([')', '）']) } else { is_end(after) };
    let led =
        leading.len() <= NEAR && LEADING.iter().any(|word| leading.trim_end().ends_with(word.trim_end()));
    let nouns = leading.chars().all(|c| c.is_alphabetic() || " ,(（—–.，".contains(c));
    if !led || !closed || !nouns || part.low > whole.low {
        return None;
    }
    let share = |part: f64, whole: f64| part / whole * 100.0;
    let (least, most) = (
        share(part.low - slack(part), whole.low + slack(whole)),
        share(part.low + slack(part), (whole.low - slack(whole)).max(1.0)),
    );
    let said = |i: usize| frame.facts[i].span.of(frame.text);
    let (ours, theirs) =
        if part.low == a.low { (said(first), said(second)) } else { (said(second), said(first)) };
    misses(percent, least, most).then(|| {
        let right = share(part.low, whole.low);
        let message =
            format!("“{ours}” of “{theirs}” is {} percent, not “{}”.", as_exact(percent, right), said(i));
        Wrong { fact: i, message, right: (percent.step == 1.0).then(|| right.round()) }
    })
}

/// The percentage `i` by which two ends told right before it, or behind, are said to be apart.
fn of_ends(frame: &Frame<'_>, i: usize) -> Option<Wrong> {
    let percent = percent(&frame.facts[i])?;
    let lower = frame.text.to_lowercase();
    let [(from, to)] = ends(frame)[..] else { return None };
    let shares = frame.facts.iter().filter(|fact| self::percent(fact).is_some()).count();
    if shares != 1 || ELSEWHERE.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let (a, b) = (level(&frame.facts[from])?, level(&frame.facts[to])?);
    let (last, first) = (from.max(to), from.min(to));
    let said = |i: usize| frame.facts[i].span.of(frame.text);
    let leading = if last < i {
        let between = frame.text.get(frame.facts[last].span.end..frame.facts[i].span.start)?.trim_end();
        let between = between.trim_end_matches(" by");
        between.len() <= NEAR && APART.iter().any(|word| between.ends_with(word))
    } else {
        let between = frame.text.get(frame.facts[i].span.end..frame.facts[first].span.start)?;
        i < first && matches!(between.trim_matches([' ', ',']), "from" | "， 从" | "从")
    };
    if !leading || !of_one_kind(a, b) || percent.change == Change::Level && last > i {
        return None;
    }
    let by = |a: f64, b: f64| (b - a).abs() / a * 100.0;
    let ways = [
        by(a.low + slack(a), b.low - slack(b)),
        by(a.low - slack(a), b.low + slack(b)),
        by(a.low + slack(a), b.low + slack(b)),
        by(a.low - slack(a), b.low - slack(b)),
        by(a.low, b.low),
    ];
    let (least, most) =
        ways.iter().fold((f64::MAX, 0.0_f64), |(least, most), way| (least.min(*way), most.max(*way)));
    misses(percent, least, most).then(|| {
        let right = by(a.low, b.low);
        let message = format!(
            "From “{}” to “{}” is {} percent, not “{}”.",
            said(from),
            said(to),
            as_exact(percent, right),
            said(i)
        );
        Wrong { fact: i, message, right: (percent.step == 1.0).then(|| right.round()) }
    })
}

fn percent(fact: &Fact) -> Option<&Quantity> {
    let Value::Quantity(quantity) = &fact.value else { return None };
    let exact = !quantity.bound.is_limit() && quantity.low == quantity.high;
    (quantity.dimension == Dimension::Percent && exact).then_some(quantity)
}

fn counted(fact: &Fact) -> Option<&Quantity> {
    level(fact).filter(|quantity| is_count(&quantity.dimension))
}

/// Whether the words between two counts are the first one's noun, if it has one, and `of`.
fn noun_then(between: &str, of: &str) -> bool {
    let trimmed = between.trim();
    let noun = trimmed.strip_suffix(of).map(str::trim_end);
    let ends = |noun: &str| noun.is_empty() || trimmed[noun.len()..].starts_with(' ') || !of.is_ascii();
    noun.is_some_and(|noun| {
        ends(noun) && noun.split(' ').count() <= 1 && noun.chars().all(char::is_alphabetic)
    })
}

/// Whether a percentage that no bracket holds ends there.
fn is_end(after: &str) -> bool {
    after.is_empty() || after.starts_with(['.', ',', ';', ')', '，', '。', '；', '—'])
}

/// Whether a percentage, rounded up, down or off, is none between `least` and `most`.
fn misses(percent: &Quantity, least: f64, most: f64) -> bool {
    let rounding = match percent.bound {
        Bound::About | Bound::JustOver | Bound::JustUnder => percent.step.max(0.06 * percent.low),
        _ => percent.step,
    };
    percent.low + rounding <= least || percent.low - rounding >= most
}

/// `number` with as many decimals as the percentage has, one where that would be the same.
fn as_exact(percent: &Quantity, number: f64) -> String {
    if percent.step >= 1.0 { written(number.round()) } else { written((number * 10.0).round() / 10.0) }
}
