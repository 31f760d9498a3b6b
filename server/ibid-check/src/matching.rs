//! How two facts stand to each other where one may be the other, gone wrong or told less exactly.

use ibid_facts::{Bound, Comparison, Date, Dimension, Fact, Period, Quantity, Value, compare, same_noun};
use ibid_text::is_cjk;

/// How many times as large one amount may be as another that it was mistaken for.
const APART: f64 = 3.0;
/// Likewise of shares, and of how far something moved.
const SHARES_APART: f64 = 8.0;
/// The powers of ten that a slip in scale is off by: a digit, a thousand as from million to billion, 万, 亿.
const SLIPS: [f64; 4] = [1.0, 3.0, 4.0, 8.0];
/// Up to here a number in words is mostly the writer's own count, and is held against counts of the same thing only.
const COUNTED_ALOUD: f64 = 12.0;

/// How a source's fact stands to the claim's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Match {
    /// The same, or compatible.
    Agrees,
    /// It says less than the claim and does not contradict it: a year for a day, a span of years for one.
    Allows,
    /// Another value of the same dimension.
    Differs,
    /// A value of the same dimension that is too far away to be the claim's gone wrong.
    Apart,
}

/// How the source's fact stands to the claim's; `None` where the two cannot be of one thing.
pub(crate) fn matching(claim: &Fact, source: &Fact) -> Option<Match> {
    match compare(&claim.value, &source.value) {
        Comparison::Compatible if says_less(&source.value, &claim.value) => Some(Match::Allows),
        Comparison::Same | Comparison::Compatible => Some(Match::Agrees),
        // A bare year seldom contradicts a day: it is of something else.
        Comparison::Different if is_bare_year(&source.value) && says_when(&claim.value) => None,
        // "The first quarter" of something need be none of the calendar.
        Comparison::Different if is_vague(&source.value, &claim.value) => None,
        Comparison::Different if plausible(claim, source) => Some(Match::Differs),
        Comparison::Unrelated if share_for_amount(&claim.value, &source.value) => Some(Match::Differs),
        Comparison::Different | Comparison::Unrelated => None,
    }
}

/// Whether one is a share and the other an amount of the same three digits or more: "35.2 percent" for "35.2 million".
fn share_for_amount(claim: &Value, source: &Value) -> bool {
    let (Value::Quantity(a), Value::Quantity(b)) = (claim, source) else { return false };
    let share = |q: &Quantity| q.dimension == Dimension::Percent;
    let amount = |q: &Quantity| matches!(q.dimension, Dimension::Money(_)) || is_count(&q.dimension);
    let number = |q: &Quantity| (q.low / q.step).round();
    let one_share = share(a) && amount(b) || amount(a) && share(b);
    one_share && is_long(claim) && is_long(source) && number(a) == number(b)
}

/// Whether the two have one dimension, and values so far apart that neither is the other gone wrong.
pub(crate) fn apart(claim: &Fact, source: &Fact) -> bool {
    matching(claim, source).is_none() && compare(&claim.value, &source.value) == Comparison::Different
}

/// Whether the date `a` leaves open what the date `b` states.
fn says_less(a: &Value, b: &Value) -> bool {
    let (Value::Date(a), Value::Date(b)) = (a, b) else { return false };
    (a.until.is_some() && b.until.is_none())
        || (a.period.is_some() && b.period.is_none())
        || (a.year.is_none() && b.year.is_some())
        || (a.month.is_none() && b.month.is_some())
        || (a.day.is_none() && b.day.is_some())
        || (a.month.is_none() && part_of_year(a).is_none() && part_of_year(b).is_some())
}

/// Whether the date `a` is a part of no year, where the date `b` is no such part.
fn is_vague(a: &Value, b: &Value) -> bool {
    let (Value::Date(a), Value::Date(b)) = (a, b) else { return false };
    part_of_year(a).is_some() && a.year.is_none() && b.period.is_none()
}

/// Whether a date says more than a year or a stretch of years.
fn says_when(value: &Value) -> bool {
    let years = |date: &Date| {
        matches!(date.period, None | Some(Period::Decade | Period::Century)) && date.month.is_none()
    };
    matches!(value, Value::Date(date) if !years(date))
}

pub(crate) fn is_bare_year(value: &Value) -> bool {
    matches!(value, Value::Date(date) if date.month.is_none() && date.period.is_none())
}

/// Whether both count things, of other names.
pub(crate) fn of_other_things(claim: &Fact, source: &Fact) -> bool {
    let (Value::Quantity(a), Value::Quantity(b)) = (&claim.value, &source.value) else { return false };
    matches!((&a.dimension, &b.dimension), (Dimension::Count(_), Dimension::Count(_))) && !same_noun(a, b)
}

/// Whether a fact is a small count in words, as writers' own are.
pub(crate) fn is_own_count(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if q.in_words && q.low <= COUNTED_ALOUD && is_count(&q.dimension))
}

/// Whether one is a share and the other a difference of shares, of another number.
fn shares_apart(a: &Quantity, b: &Quantity) -> bool {
    let points = |q: &Quantity| q.dimension == Dimension::PercentagePoints;
    points(a) != points(b) && (a.low - b.low).abs() > 1e-6 * a.low.abs()
}

/// Whether two counts, one of which names no thing ("four of them"), may be of one thing.
fn stands_for(claim: &Quantity, source: &Quantity) -> bool {
    let bare = |q: &Quantity| q.dimension == Dimension::Number;
    let named = bare(claim) || bare(source) && source.in_words;
    named && is_count(&source.dimension) && source.low <= COUNTED_ALOUD
}

/// Whether the one may be the other gone wrong: amounts that are wholly apart are of other things, unless
/// they have the same digits.
fn plausible(claim: &Fact, source: &Fact) -> bool {
    let (Value::Quantity(a), Value::Quantity(b)) = (&claim.value, &source.value) else { return true };
    if is_own_count(claim) && !same_noun(a, b) && !stands_for(a, b) {
        return false;
    }
    // A share is no difference of shares gone wrong, unless it is the same number.
    if shares_apart(a, b) {
        return false;
    }
    if a.low == 0.0 || b.low == 0.0 {
        return true;
    }
    if bounded_apart(a, b) {
        return true;
    }
    // "More than 100,000" is true of 258,000, if it says little.
    let bounded = match a.bound {
        Bound::AtLeast => b.low >= a.low,
        Bound::AtMost => b.high <= a.high,
        Bound::Exact | Bound::About | Bound::JustOver | Bound::JustUnder => false,
    };
    if bounded && a.dimension == b.dimension {
        return twins(claim, source);
    }
    let share = matches!(a.dimension, Dimension::Percent | Dimension::PercentagePoints);
    let apart = if share { SHARES_APART } else { APART };
    let ratio = (a.low / b.low).abs();
    (1.0 / apart..=apart).contains(&ratio) || twins(claim, source)
}

/// Whether one and the same amount is the most in one and the least in the other.
pub(crate) fn bounded_apart(a: &Quantity, b: &Quantity) -> bool {
    let apart =
        matches!((a.bound, b.bound), (Bound::AtLeast, Bound::AtMost) | (Bound::AtMost, Bound::AtLeast));
    let counts = is_count(&a.dimension) && is_count(&b.dimension);
    let kin = a.dimension == b.dimension
        || is_unnamed_money(&a.dimension, &b.dimension)
        || counts && [a, b].iter().any(|q| q.dimension == Dimension::Number);
    apart && kin && (a.low - b.low).abs() <= 1e-6 * a.low.abs()
}

/// Whether the one is plainly the other with a slip in it: amounts of the same digits that differ in scale by a power
/// of ten, in currency, or in that one is a share and the other a difference of shares; days that differ in one part.
pub(crate) fn twins(claim: &Fact, source: &Fact) -> bool {
    match (&claim.value, &source.value) {
        (Value::Quantity(a), Value::Quantity(b)) => {
            one_in_digits(a, b) || share_for_amount(&claim.value, &source.value) || of_one_end(a, b)
        }
        (Value::Date(a), Value::Date(b)) => {
            (a.month.is_some() || a.period.is_some()) && differs_in_one(a, b).is_some()
        }
        _ => false,
    }
}

/// Whether two amounts are the same but for which way they moved.
pub(crate) fn opposed(claim: &Value, source: &Value) -> bool {
    let (Value::Quantity(a), Value::Quantity(b)) = (claim, source) else { return false };
    a.change.opposes(b.change) && a.dimension == b.dimension && (a.low - b.low).abs() <= 1e-6 * a.low.abs()
}

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Year,
    Month,
    Period,
    Day,
    Weekday,
}

/// The part in which two dates differ, where at least two others are stated by both and agree.
pub(crate) fn differs_in_one(a: &Date, b: &Date) -> Option<Part> {
    if a.until.is_some() || b.until.is_some() {
        return None;
    }
    let stated = [
        (Part::Year, a.year.zip(b.year).map(|(a, b)| a == b)),
        (Part::Month, a.month.zip(b.month).map(|(a, b)| a == b)),
        (Part::Period, part_of_year(a).zip(part_of_year(b)).map(|(a, b)| a == b)),
        (Part::Day, a.day.zip(b.day).map(|(a, b)| a == b)),
        (Part::Weekday, a.weekday.zip(b.weekday).map(|(a, b)| a == b)),
    ];
    // A quarter says as much as a month and its day.
    let says = |part: Part| if part == Part::Period { 2 } else { 1 };
    let alike: usize =
        stated.iter().filter(|(_, same)| *same == Some(true)).map(|(part, _)| says(*part)).sum();
    let mut other = stated.iter().filter(|(_, same)| *same == Some(false)).map(|(part, _)| *part);
    // Where all that is said agrees, two dates differ by the calendar: one's weekday is not the other's.
    let first = other.next().or((a.weekday != b.weekday).then_some(Part::Weekday));
    // The weekday goes with the day.
    let rest = other.all(|part| part == Part::Weekday);
    let whole = a.day.is_some() || a.period.is_some();
    first.filter(|_| rest && alike >= if whole { 2 } else { 1 })
}

/// The quarter or half of the year that a date is.
fn part_of_year(date: &Date) -> Option<Period> {
    date.period.filter(|period| matches!(period, Period::Quarter(_) | Period::Half(_)))
}

/// Whether the one is money and the other a bare number: "24 million" alone is money where money is talked of.
fn is_unnamed_money(a: &Dimension, b: &Dimension) -> bool {
    matches!((a, b), (Dimension::Money(_), Dimension::Number) | (Dimension::Number, Dimension::Money(_)))
}

/// Whether two sums may be in one currency, of which one is not named whole ("dollars").
fn may_be_one_currency(a: &Dimension, b: &Dimension) -> bool {
    matches!((a, b), (Dimension::Money(a), Dimension::Money(b)) if a.starts_with('?') != b.starts_with('?'))
}

/// Whether two counts name their things in two languages, so that they may be one.
fn in_two_scripts(a: &Quantity, b: &Quantity) -> bool {
    let chinese = |q: &Quantity| match &q.dimension {
        Dimension::Count(noun) => Some(noun.starts_with(is_cjk)),
        _ => None,
    };
    matches!((chinese(a), chinese(b)), (Some(a), Some(b)) if a != b)
}

/// Whether a dimension is that of counted things, named or not.
pub(crate) fn is_count(dimension: &Dimension) -> bool {
    matches!(dimension, Dimension::Number | Dimension::Count(_))
}

/// Whether two amounts are ranges that have one end in common, and not the other: "0.4 to 2.6", "0.4 to 6.2".
fn of_one_end(a: &Quantity, b: &Quantity) -> bool {
    let near = |x: f64, y: f64| (x - y).abs() <= a.step / 2.0;
    let ranges = a.low < a.high && b.low < b.high && a.dimension == b.dimension && a.change == b.change;
    ranges && near(a.low, b.low) != near(a.high, b.high)
}

/// The step that the digits of an amount stand for, where noughts at its end say nothing.
fn rounded_to(q: &Quantity) -> f64 {
    let (mut digits, mut step) = ((q.low / q.step).round().abs(), q.step);
    while digits >= 1000.0 && digits % 10.0 == 0.0 {
        (digits, step) = (digits / 10.0, step * 10.0);
    }
    step
}

fn one_in_digits(a: &Quantity, b: &Quantity) -> bool {
    if a.low <= 0.0 || b.low <= 0.0 {
        return false;
    }
    let share = |d: &Dimension| matches!(d, Dimension::Percent | Dimension::PercentagePoints);
    let bare = [a, b].iter().any(|q| q.dimension == Dimension::Number);
    let kin = a.dimension == b.dimension
        || may_be_one_currency(&a.dimension, &b.dimension)
        || (is_count(&a.dimension)
            && is_count(&b.dimension)
            && (bare || same_noun(a, b) || in_two_scripts(a, b)))
        || is_unnamed_money(&a.dimension, &b.dimension);
    let power = (a.low / b.low).log10();
    // Rounded as the claim is.
    let off = (rounded_to(a) / a.low / 2.0).clamp(1e-6, 0.01);
    let scale = (10f64.powf(power - power.round()) - 1.0).abs() <= off;
    let slip = SLIPS.contains(&power.round().abs());
    // One digit and noughts are the same by chance.
    let bare = power.round() == 0.0 || !is_round(a) || a.dimension == b.dimension;
    let shifted = slip && !a.in_words && kin && bare && a.change == b.change;
    let points =
        power.round() == 0.0 && a.dimension != b.dimension && share(&a.dimension) && share(&b.dimension);
    let other_money = matches!((&a.dimension, &b.dimension), (Dimension::Money(_), Dimension::Money(_)));
    let currency = power.round() == 0.0 && (other_money || !kin) && a.change == b.change;
    scale && (shifted || points || currency) || in_another_unit(a, b)
}

/// Whether two measures of one kind have the same two digits or more, and one is thousands of the other: "1.9 gigawatt-hours" for "1.9
/// terawatt-hours".
pub(crate) fn is_off_by_thousands(claim: &Fact, source: &Fact) -> bool {
    let (Value::Quantity(a), Value::Quantity(b)) = (&claim.value, &source.value) else { return false };
    let measured = matches!(a.dimension, Dimension::Physical(_) | Dimension::Money(_));
    let digits = |q: &Quantity| if q.low > 0.0 && q.step > 0.0 { (q.low / q.step).round() } else { 0.0 };
    let power = (a.low / b.low).log10();
    let thousands = power.round().abs() >= 3.0 && (power - power.round()).abs() < 1e-6;
    measured
        && a.dimension == b.dimension
        && a.change == b.change
        && !a.in_words
        && digits(a) >= 12.0
        && digits(a) == digits(b)
        && thousands
}

/// Whether an amount has one digit and noughts.
fn is_round(q: &Quantity) -> bool {
    let digit = q.low / 10f64.powf(q.low.log10().floor());
    (digit - digit.round()).abs() < 1e-6
}

/// "seven days" for "seven weeks": the same number of another unit.
fn in_another_unit(a: &Quantity, b: &Quantity) -> bool {
    let measured = matches!(a.dimension, Dimension::Duration | Dimension::Physical(_));
    let number = |q: &Quantity| q.low / q.step;
    let same = (number(a) - number(b)).abs() < 1e-6 * number(a);
    measured && a.dimension == b.dimension && a.change == b.change && same && a.step != b.step
}

/// Whether a fact is exact enough that it seldom stands in two places by chance.
pub(crate) fn telling(fact: &Fact) -> bool {
    match &fact.value {
        Value::Quantity(q) => {
            let small = is_count(&q.dimension) && q.low < 1000.0;
            let loose = q.in_words && q.dimension == Dimension::Percent;
            !loose
                && q.low != 0.0
                && (q.low / q.step.max(f64::MIN_POSITIVE)).abs() >= if small { 100.0 } else { 12.0 }
        }
        Value::Date(date) => {
            let month = date.month.is_some() || part_of_year(date).is_some();
            (month && date.year.is_some()) || date.day.is_some()
        }
        Value::Ordinal(_) => false,
    }
}

/// Whether an amount has three digits or more that say something, so that two languages have it hardly by chance.
pub(crate) fn is_long(value: &Value) -> bool {
    matches!(value, Value::Quantity(q) if !q.in_words && (q.low / q.step.max(f64::MIN_POSITIVE)).abs() >= 100.0)
}
