//! How a claim's fact stands to a source's.

use crate::{Bound, Change, Comparison, Dimension, Quantity, Value, calendar};

/// How `claim` stands to `source`. Rounding is judged by the claim's own step; a claim more exact
/// than its source differs.
pub fn compare(claim: &Value, source: &Value) -> Comparison {
    match (claim, source) {
        (Value::Quantity(c), Value::Quantity(s)) => quantities(c, s),
        (Value::Date(c), Value::Date(s)) => calendar::compare(c, s),
        (Value::Ordinal(c), Value::Ordinal(s)) if c == s => Comparison::Same,
        (Value::Ordinal(_), Value::Ordinal(_)) => Comparison::Different,
        _ => Comparison::Unrelated,
    }
}

/// Whether two counts are said of the same thing.
pub fn same_noun(a: &Quantity, b: &Quantity) -> bool {
    matches!((&a.dimension, &b.dimension), (Dimension::Count(x), Dimension::Count(y)) if x == y)
}

/// Whether two amounts are of one dimension, however each moved.
pub(crate) fn one_kind(a: &Quantity, b: &Quantity) -> bool {
    let millions = is_money(a, b) && a.low.min(b.low) >= MILLIONS;
    match kinship(&a.dimension, &b.dimension) {
        Kinship::One => true,
        Kinship::Loose => millions,
        Kinship::Rivals | Kinship::None => false,
    }
}

/// Whether `amount`, worked out in the claim's base unit, is what the claim states.
pub(crate) fn agrees(claim: &Quantity, amount: f64) -> bool {
    let worked_out = Quantity { low: amount, high: amount, bound: Bound::Exact, ..claim.clone() };
    amounts(claim, &worked_out) != Comparison::Different
}

/// From here on a bare number may be one of the money that is talked of.
const MILLIONS: f64 = 1e5;

/// How two dimensions stand to each other.
enum Kinship {
    One,
    /// Comparable only where the amounts agree.
    Loose,
    /// Of one slot, and never the same.
    Rivals,
    None,
}

fn kinship(c: &Dimension, s: &Dimension) -> Kinship {
    use Dimension::{Age, Count, Duration, Money, Number, Percent, PercentagePoints};
    match (c, s) {
        (a, b) if a == b => Kinship::One,
        (Number | Count(_), Number | Count(_)) => Kinship::One,
        (Money(a), Money(b)) if one_currency(a, b) || one_currency(b, a) => Kinship::One,
        (Money(_), Money(_)) => Kinship::Rivals,
        (Percent, PercentagePoints) | (PercentagePoints, Percent) => Kinship::Rivals,
        (Number, Money(_) | Percent) | (Money(_) | Percent, Number) => Kinship::Loose,
        (Age, Duration) | (Duration, Age) => Kinship::Loose,
        _ => Kinship::None,
    }
}

/// Whether the vague currency `a` ("?", "?¥") may be `b`.
fn one_currency(a: &str, b: &str) -> bool {
    match a {
        "?" => ["X$", "USD", "AUD", "CAD", "HKD", "SGD", "NZD", "TWD"].contains(&b),
        "?¢" => ["?", "X$", "USD", "EUR", "AUD", "CAD", "HKD", "SGD", "NZD", "TWD", "ZAR"].contains(&b),
        "?¥" => ["CNY", "JPY"].contains(&b),
        "?kr" => ["SEK", "NOK", "DKK", "ISK", "CZK"].contains(&b),
        "?peso" => ["MXN", "ARS", "CLP", "COP", "PHP"].contains(&b),
        "?sh" => ["KES", "UGX", "TZS"].contains(&b),
        _ => false,
    }
}

fn quantities(c: &Quantity, s: &Quantity) -> Comparison {
    if let Some(outcome) = multiple_and_share(c, s) {
        return outcome;
    }
    let kin = match kinship(&c.dimension, &s.dimension) {
        Kinship::None if are_limits_of_age(c, s) => Kinship::Loose,
        kin => kin,
    };
    if matches!(kin, Kinship::None) {
        return Comparison::Unrelated;
    }
    let points = |d: &Dimension| *d == Dimension::PercentagePoints;
    match (c.change, s.change) {
        // A difference of shares is no share, whatever it did.
        _ if points(&c.dimension) != points(&s.dimension) && near(c.low, s.low) => {
            return Comparison::Different;
        }
        (Change::Level, Change::Level) => {}
        (Change::Level, _) | (_, Change::Level) => return Comparison::Unrelated,
        (ours, theirs) if ours.opposes(theirs) => return Comparison::Different,
        _ => {}
    }
    match (kin, amounts(c, s)) {
        (Kinship::Rivals, _) => Comparison::Different,
        // "16 million" alone is as good as money where millions of nothing else are named.
        (Kinship::Loose, Comparison::Different) if is_money(c, s) && c.low.min(s.low) >= MILLIONS => {
            Comparison::Different
        }
        (Kinship::Loose, Comparison::Different) => Comparison::Unrelated,
        (Kinship::Loose, _) => Comparison::Compatible,
        (_, outcome) => outcome,
    }
}

/// "Those under 35", "teachers under 35": one of which is not known to be an age.
fn are_limits_of_age(c: &Quantity, s: &Quantity) -> bool {
    let ages = matches!(
        (&c.dimension, &s.dimension),
        (Dimension::Age, Dimension::Number) | (Dimension::Number, Dimension::Age)
    );
    ages && c.bound.is_limit() && c.bound == s.bound
}

fn is_money(c: &Quantity, s: &Quantity) -> bool {
    [c, s].iter().any(|q| matches!(q.dimension, Dimension::Money(_)))
}

/// "doubled" against "rose 100 percent".
fn multiple_and_share(c: &Quantity, s: &Quantity) -> Option<Comparison> {
    let (multiple, share) = match (&c.dimension, &s.dimension) {
        (Dimension::Factor, Dimension::Percent) => (c, s),
        (Dimension::Percent, Dimension::Factor) => (s, c),
        _ => return None,
    };
    let rises = multiple.change == Change::Up && share.change == Change::Up;
    let agree = rises && ((multiple.low - 1.0) * 100.0 - share.low).abs() <= 10.0;
    Some(if agree { Comparison::Compatible } else { Comparison::Unrelated })
}

fn amounts(c: &Quantity, s: &Quantity) -> Comparison {
    let opposed =
        matches!((c.bound, s.bound), (Bound::AtLeast, Bound::AtMost) | (Bound::AtMost, Bound::AtLeast));
    if opposed || is_past(c, s) {
        return Comparison::Different;
    }
    if near(c.low, s.low) && near(c.high, s.high) {
        return if c.bound == s.bound { Comparison::Same } else { Comparison::Compatible };
    }
    if rounds(c, s) || within(c, s) { Comparison::Compatible } else { Comparison::Different }
}

/// Whether the claim says that it was just over, or under, what the source's amount does not reach, or exceeds.
fn is_past(c: &Quantity, s: &Quantity) -> bool {
    /// By how much of itself an amount may be past what "nearly" leads to.
    const PAST: f64 = 0.005;
    match (c.bound, s.bound) {
        (Bound::JustOver, Bound::Exact) => s.high < c.low * (1.0 - PAST),
        (Bound::JustUnder, Bound::Exact) => s.low > c.high * (1.0 + PAST),
        _ => false,
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs())
}

/// The step that the claim's digits stand for: trailing noughts of large figures say nothing.
fn loose_step(q: &Quantity) -> f64 {
    let scaled = matches!(q.dimension, Dimension::Money(_) | Dimension::Number | Dimension::Count(_));
    let mut digits = (q.high / q.step).round().abs();
    let mut step = q.step;
    let large = scaled && (q.step >= 1000.0 || digits >= 1000.0)
        || matches!(q.dimension, Dimension::Physical(_)) && digits >= 1000.0;
    while large && digits >= 100.0 && digits % 10.0 == 0.0 {
        digits /= 10.0;
        step *= 10.0;
    }
    step
}

/// Whether rounding explains the claim's amounts.
fn rounds(c: &Quantity, s: &Quantity) -> bool {
    // Another unit's step is no rounding of the writer's, so that only half of it is granted.
    let allowed = (claim_step(c) / 2.0).max(if converted(c, s) { s.step / 4.0 } else { 0.0 });
    let vague = c.bound.is_near() || s.bound.is_near();
    // "About 23" is no more 22 than 23 is; "about 25" may be.
    let loose = vague && (is_round(c) || significant(c) < significant(s) || converted(c, s));
    let far = if loose { 0.06 * s.high.abs().max(s.low.abs()) } else { 0.0 };
    let close = |a: f64, b: f64| (a - b).abs() <= allowed * 1.000_001 + far;
    close(c.low, s.low) && close(c.high, s.high)
}

/// Whether a number is such as writers round to: a small one, or so many fives.
fn is_round(q: &Quantity) -> bool {
    const SMALL: f64 = 12.0;
    let number = (q.low.abs() / q.step).round();
    q.in_words || number <= SMALL || number % 5.0 == 0.0
}

/// How many digits of an amount say something.
fn significant(q: &Quantity) -> usize {
    let number = format!("{:.0}", (q.low.abs() / q.step).round());
    number.trim_end_matches('0').len()
}

/// The claim's step; "a hundred" and "one million" are nearer than to the next of their kind.
fn claim_step(c: &Quantity) -> f64 {
    let share = matches!(c.dimension, Dimension::Percent | Dimension::PercentagePoints);
    let single = c.high <= c.step * 1.01 && !share;
    if single { loose_step(c) / 2.0 } else { loose_step(c) }
}

/// Whether the two were written in units that are no power of ten apart.
fn converted(c: &Quantity, s: &Quantity) -> bool {
    let power = (c.step / s.step).log10();
    (power - power.round()).abs() > 1e-3
}

/// Whether one lies in the bound or range of the other.
fn within(c: &Quantity, s: &Quantity) -> bool {
    let slack = c.step / 2.0;
    // "More than 54" is no limit of the writer's own for what the source calls more than 59.
    if c.bound.is_limit() && c.bound == s.bound && !is_round(c) && !converted(c, s) {
        return (c.low - s.low).abs() < c.step;
    }
    match (c.bound, s.bound) {
        (Bound::AtLeast, stated) if !stated.is_limit() => s.low >= c.low && s.low < c.low * 2.0,
        (Bound::AtMost, stated) if !stated.is_limit() => s.high <= c.high && s.high > c.high / 2.0,
        // "More than 300" bears "more than 250" out.
        (Bound::AtLeast, Bound::AtLeast) => s.low >= c.low && s.low < c.low * 2.0,
        (Bound::AtMost, Bound::AtMost) => s.high <= c.high && s.high > c.high / 2.0,
        (Bound::AtLeast | Bound::AtMost, _) => false,
        (_, Bound::AtLeast) => c.low >= s.low && c.low <= s.low * 1.1,
        (_, Bound::AtMost) => c.high <= s.high && c.high >= s.high * 0.9,
        _ if c.low == c.high => s.low < s.high && c.low >= s.low - slack && c.high <= s.high + slack,
        _ => s.low == s.high && s.low >= c.low && s.high <= c.high,
    }
}
