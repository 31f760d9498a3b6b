//! Whether a figure follows from other figures.

use crate::compare::{agrees, one_kind};
use crate::{Change, Date, Dimension, Operation, Quantity, Value};

const YEAR: f64 = 365.25 * 86_400.0;

/// How a figure follows from others.
#[derive(Clone, Debug, PartialEq)]
pub struct Derivation {
    /// What was done.
    pub operation: Operation,
    /// Which candidates it was done to, by their index.
    pub from: Vec<usize>,
}

/// Whether the claim's value follows from two of the `candidates` (for sums and averages, from more
/// that stand side by side; for parts and multiples, from one). With a named operation only that one
/// is tried, else differences, sums, shares, remainders and movements, for figures of at least
/// three digits; the time between two dates is always tried. What is worked out may be rounded as the claim is.
pub fn derivable(claim: &Value, candidates: &[&Value], operation: Option<Operation>) -> Option<Derivation> {
    let Value::Quantity(claim) = claim else { return None };
    if let Some(from) = elapsed(claim, candidates) {
        return Some(Derivation { operation: Operation::Difference, from });
    }
    let figures: Vec<(usize, &Quantity)> = candidates
        .iter()
        .enumerate()
        .filter_map(|(i, value)| match value {
            Value::Quantity(q) => Some((i, q)),
            _ => None,
        })
        .collect();
    let try_one = |op: Operation| follow(claim, &figures, op).map(|from| Derivation { operation: op, from });
    if let Some(operation) = operation {
        return try_one(operation);
    }
    let exact = claim.high / claim.step >= 99.5;
    let usual =
        [Operation::Difference, Operation::Sum, Operation::Share, Operation::Remaining, Operation::Movement];
    usual.into_iter().filter(|_| exact).find_map(try_one)
}

fn follow(claim: &Quantity, figures: &[(usize, &Quantity)], operation: Operation) -> Option<Vec<usize>> {
    let same: Vec<(usize, &Quantity)> = figures.iter().copied().filter(|(_, q)| one_kind(claim, q)).collect();
    let one = |f: &dyn Fn(f64) -> f64| {
        let found = same.iter().find(|(_, q)| agrees(claim, f(q.low)))?;
        Some(vec![found.0])
    };
    match operation {
        Operation::Part(share) => one(&|a| a * share),
        Operation::Multiple(by) => one(&|a| a * by),
        Operation::Remaining => whole_less(claim, &same)
            .or_else(|| two(claim, &same, |a, b| a - b))
            .or_else(|| whole_less_parts(claim, &same)),
        Operation::Difference => difference(claim, &same, figures),
        Operation::Sum => run(&same, |parts| agrees(claim, parts.iter().sum())),
        Operation::Average => {
            run(&same, |parts| agrees(claim, parts.iter().sum::<f64>() / parts.len() as f64))
        }
        Operation::Share => share(claim, figures).or_else(|| part_of(claim, &same, figures)),
        Operation::Movement => movement(claim, figures),
        Operation::PerYear => per_year(claim, &same, figures),
    }
}

/// The first two figures, in any order, for which `f` gives the claim's amount.
fn two(claim: &Quantity, figures: &[(usize, &Quantity)], f: impl Fn(f64, f64) -> f64) -> Option<Vec<usize>> {
    let pairs = figures.iter().flat_map(|a| figures.iter().map(move |b| (a, b)));
    pairs
        .filter(|(a, b)| a.0 != b.0)
        .find(|(a, b)| agrees(claim, f(a.1.low, b.1.low)))
        .map(|(a, b)| vec![a.0, b.0])
}

/// Figures side by side, two or more, whose amounts pass `test`.
fn run(figures: &[(usize, &Quantity)], test: impl Fn(&[f64]) -> bool) -> Option<Vec<usize>> {
    let amounts: Vec<f64> = figures.iter().map(|(_, q)| q.low).collect();
    let ends = (2..=figures.len()).flat_map(|len| (0..=figures.len() - len).map(move |at| (at, at + len)));
    ends.take(200)
        .find(|&(from, to)| test(&amounts[from..to]))
        .map(|(from, to)| figures[from..to].iter().map(|(i, _)| *i).collect())
}

/// What a share leaves of a hundred percent.
fn whole_less(claim: &Quantity, same: &[(usize, &Quantity)]) -> Option<Vec<usize>> {
    if claim.dimension != Dimension::Percent {
        return None;
    }
    let total: f64 = same.iter().map(|(_, q)| q.low).sum();
    if same.len() > 1 && agrees(claim, 100.0 - total) {
        return Some(same.iter().map(|(i, _)| *i).collect());
    }
    same.iter().find(|(_, q)| agrees(claim, 100.0 - q.low)).map(|(i, _)| vec![*i])
}

/// What a whole has beyond two parts or more that are told right behind it: "of the 1,130, 402 were late, 371 lost and 198 sold".
fn whole_less_parts(claim: &Quantity, same: &[(usize, &Quantity)]) -> Option<Vec<usize>> {
    let beyond = |at: usize, len: usize| {
        let (whole, parts) = (same[at].1.low, &same[at + 1..=at + len]);
        whole - parts.iter().map(|(_, q)| q.low).sum::<f64>()
    };
    let runs = (0..same.len()).flat_map(|at| (2..same.len() - at).map(move |len| (at, len)));
    let (at, len) =
        runs.take(200).find(|&(at, len)| beyond(at, len) > 0.0 && agrees(claim, beyond(at, len)))?;
    Some(same[at..=at + len].iter().map(|(i, _)| *i).collect())
}

/// The difference of two of one kind; points are the difference of two shares.
fn difference(
    claim: &Quantity,
    same: &[(usize, &Quantity)],
    figures: &[(usize, &Quantity)],
) -> Option<Vec<usize>> {
    let shares: Vec<(usize, &Quantity)> =
        figures.iter().copied().filter(|(_, q)| q.dimension == Dimension::Percent).collect();
    match claim.dimension {
        Dimension::PercentagePoints => two(claim, &shares, |a, b| (a - b).abs()),
        _ => two(claim, same, |a, b| (a - b).abs()),
    }
}

/// Pairs of figures of one kind, each way round.
fn pairs<'a>(
    figures: &'a [(usize, &'a Quantity)],
) -> impl Iterator<Item = ((usize, &'a Quantity), (usize, &'a Quantity))> {
    let all = figures.iter().flat_map(move |a| figures.iter().map(move |b| (*a, *b)));
    all.filter(|(a, b)| a.0 != b.0 && b.1.low != 0.0 && one_kind(a.1, b.1))
}

/// One figure as a share or a multiple of another.
fn share(claim: &Quantity, figures: &[(usize, &Quantity)]) -> Option<Vec<usize>> {
    let scale = match claim.dimension {
        Dimension::Percent => 100.0,
        Dimension::Factor => 1.0,
        _ => return None,
    };
    pairs(figures).find(|(a, b)| agrees(claim, a.1.low / b.1.low * scale)).map(|(a, b)| vec![a.0, b.0])
}

/// A share of a figure: 20 percent of 50.
fn part_of(
    claim: &Quantity,
    same: &[(usize, &Quantity)],
    figures: &[(usize, &Quantity)],
) -> Option<Vec<usize>> {
    let shares = figures.iter().filter(|(_, q)| q.dimension == Dimension::Percent);
    let parts = shares.flat_map(|p| same.iter().map(move |a| (p, a)));
    parts
        .filter(|(p, a)| p.0 != a.0)
        .find(|(p, a)| agrees(claim, p.1.low * a.1.low / 100.0))
        .map(|(p, a)| vec![p.0, a.0])
}

/// By how many percent, or to what multiple, one figure moved to another.
fn movement(claim: &Quantity, figures: &[(usize, &Quantity)]) -> Option<Vec<usize>> {
    let level = |q: &Quantity| q.change == Change::Level;
    let moved = |from: f64, to: f64| match (&claim.dimension, claim.change) {
        (Dimension::Percent, Change::Up) => Some((to - from) / from * 100.0),
        (Dimension::Percent, Change::Down) => Some((from - to) / from * 100.0),
        (Dimension::Percent, Change::By) => Some(((to - from) / from * 100.0).abs()),
        (Dimension::Factor, Change::Up) => Some(to / from),
        _ => None,
    };
    pairs(figures)
        .filter(|(to, from)| level(to.1) && level(from.1))
        .find(|(to, from)| moved(from.1.low, to.1.low).is_some_and(|by| agrees(claim, by)))
        .map(|(to, from)| vec![from.0, to.0])
}

/// A figure spread over years.
fn per_year(
    claim: &Quantity,
    same: &[(usize, &Quantity)],
    figures: &[(usize, &Quantity)],
) -> Option<Vec<usize>> {
    let spells = figures.iter().filter(|(_, q)| q.dimension == Dimension::Duration && q.low > 0.0);
    let pairs = spells.flat_map(|t| same.iter().map(move |a| (t, a)));
    pairs
        .filter(|(t, a)| t.0 != a.0)
        .find(|(t, a)| agrees(claim, a.1.low / (t.1.low / YEAR)))
        .map(|(t, a)| vec![a.0, t.0])
}

/// Whether the claim is the time between two of the dates.
fn elapsed(claim: &Quantity, candidates: &[&Value]) -> Option<Vec<usize>> {
    let unit = match claim.dimension {
        Dimension::Duration => YEAR,
        Dimension::Age => 1.0,
        _ => return None,
    };
    let points: Vec<(usize, f64)> = candidates
        .iter()
        .enumerate()
        .filter_map(|(i, value)| match value {
            Value::Date(date) => Some((i, date)),
            _ => None,
        })
        .flat_map(|(i, date)| {
            let until = date.until.as_deref().and_then(years);
            years(date).into_iter().chain(until).map(move |at| (i, at))
        })
        .collect();
    let pairs = points.iter().enumerate().flat_map(|(k, a)| points[k + 1..].iter().map(move |b| (a, b)));
    pairs
        .filter(|(a, b)| a.1 != b.1)
        .find(|(a, b)| agrees(claim, (a.1 - b.1).abs() * unit))
        .map(|(a, b)| if a.0 == b.0 { vec![a.0] } else { vec![a.0, b.0] })
}

/// A date as years and their parts.
fn years(date: &Date) -> Option<f64> {
    let month = date.month.map_or(0.0, |m| f64::from(m) - 1.0);
    let day = date.day.map_or(0.0, |d| f64::from(d) - 1.0);
    Some(f64::from(date.year?) + month / 12.0 + day / 365.25)
}
