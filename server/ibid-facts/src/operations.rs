//! Figures that a writer works out: what the words name, and whether it holds.

use crate::lex::Tokens;
use crate::{Change, Dimension, Fact, Value, english};

/// What a claim's words say was done to get its figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Operation {
    /// "half of", "a third of": this share of another figure, from 0 to 1.
    Part(f64),
    /// "the remaining", "the rest": what is left of a whole.
    Remaining,
    /// "together", "combined", "in total".
    Sum,
    /// "widened by", "the difference", "more than … by".
    Difference,
    /// "twice", "double", "three times": this multiple of another figure.
    Multiple(f64),
    /// "a share of", and a share in words itself.
    Share,
    /// "rose by" a share: of the level before.
    Movement,
    /// "a year", "annually".
    PerYear,
    /// "on average".
    Average,
}

const NAMES: &[(&str, Operation)] = &[
    ("half of", Operation::Part(0.5)),
    ("half that", Operation::Part(0.5)),
    ("half the", Operation::Part(0.5)),
    ("一半", Operation::Part(0.5)),
    ("remaining", Operation::Remaining),
    ("remainder", Operation::Remaining),
    ("the rest", Operation::Remaining),
    ("the other", Operation::Remaining),
    ("all but", Operation::Remaining),
    ("left over", Operation::Remaining),
    ("其余", Operation::Remaining),
    ("剩余", Operation::Remaining),
    ("余下", Operation::Remaining),
    ("剩下", Operation::Remaining),
    ("together", Operation::Sum),
    ("between them", Operation::Sum),
    ("combined", Operation::Sum),
    ("total", Operation::Sum),
    ("totalled", Operation::Sum),
    ("totaled", Operation::Sum),
    ("totalling", Operation::Sum),
    ("totaling", Operation::Sum),
    ("altogether", Operation::Sum),
    ("in all", Operation::Sum),
    ("added up to", Operation::Sum),
    ("sum", Operation::Sum),
    ("合计", Operation::Sum),
    ("总计", Operation::Sum),
    ("共计", Operation::Sum),
    ("总共", Operation::Sum),
    ("一共", Operation::Sum),
    ("difference", Operation::Difference),
    ("gap", Operation::Difference),
    ("widened by", Operation::Difference),
    ("narrowed by", Operation::Difference),
    ("margin of", Operation::Difference),
    ("below", Operation::Difference),
    ("above", Operation::Difference),
    ("short of", Operation::Difference),
    ("higher than", Operation::Difference),
    ("lower than", Operation::Difference),
    ("more than what", Operation::Difference),
    ("less than what", Operation::Difference),
    ("相差", Operation::Difference),
    ("差距", Operation::Difference),
    ("扩大了", Operation::Difference),
    ("缩小了", Operation::Difference),
    ("多出", Operation::Difference),
    ("twice", Operation::Multiple(2.0)),
    ("double", Operation::Multiple(2.0)),
    ("doubled", Operation::Multiple(2.0)),
    ("triple", Operation::Multiple(3.0)),
    ("tripled", Operation::Multiple(3.0)),
    ("三倍", Operation::Multiple(3.0)),
    ("两倍", Operation::Multiple(2.0)),
    ("翻番", Operation::Multiple(2.0)),
    ("翻一番", Operation::Multiple(2.0)),
    ("share", Operation::Share),
    ("proportion", Operation::Share),
    ("占", Operation::Share),
    ("比重", Operation::Share),
    ("per year", Operation::PerYear),
    ("a year", Operation::PerYear),
    ("annually", Operation::PerYear),
    ("each year", Operation::PerYear),
    ("每年", Operation::PerYear),
    ("年均", Operation::PerYear),
    ("average", Operation::Average),
    ("averaged", Operation::Average),
    ("averaging", Operation::Average),
    ("平均", Operation::Average),
];
/// Behind a figure these say that it is a difference; before it they would bound it.
const COMPARISONS: &[(&str, Operation)] = &[
    ("more than", Operation::Difference),
    ("less than", Operation::Difference),
    ("fewer than", Operation::Difference),
    ("more", Operation::Difference),
    ("less", Operation::Difference),
    ("fewer", Operation::Difference),
    ("wider than", Operation::Difference),
    ("narrower than", Operation::Difference),
    ("larger than", Operation::Difference),
    ("smaller than", Operation::Difference),
    ("bigger than", Operation::Difference),
    ("longer than", Operation::Difference),
    ("shorter than", Operation::Difference),
    ("heavier than", Operation::Difference),
    ("older than", Operation::Difference),
    ("younger than", Operation::Difference),
    ("faster than", Operation::Difference),
    ("slower than", Operation::Difference),
    ("cheaper", Operation::Difference),
    ("dearer", Operation::Difference),
    ("higher", Operation::Difference),
    ("lower", Operation::Difference),
    ("earlier", Operation::Difference),
    ("later", Operation::Difference),
];
/// How many tokens behind the figure one of those may stand.
const COMPARED: usize = 3;
/// How many tokens around the figure may name what was done.
const REACH: usize = 12;

/// The operation that the words of `text` name for `claim`, a fact of it; the nearest where several are named.
pub fn named_operation(text: &str, claim: &Fact) -> Option<Operation> {
    if moves_by_share(claim) {
        return Some(Operation::Movement);
    }
    let tokens = Tokens::new(text);
    let starts = |i: &usize| tokens.get(*i).is_some_and(|t| t.span.end > claim.span.start);
    let from = (0..tokens.len()).find(starts)?;
    let ends = |i: &usize| tokens.get(*i).is_none_or(|t| t.span.start >= claim.span.end);
    let to = (from..=tokens.len()).find(ends)?;
    let before = (from.saturating_sub(REACH)..from).map(|i| (from - i, i));
    let after = (to..to + REACH).map(|i| (i - to + 1, i));
    let named = |(far, i): (usize, usize)| Some((far, operation(&tokens, i)?));
    let compared = (to..to + COMPARED).find_map(|i| Some((i - to + 1, tokens.longest(i, COMPARISONS)?.0)));
    let nearest = before.chain(after).filter_map(named).chain(compared).min_by_key(|(far, _)| *far);
    let named = nearest.map(|(_, operation)| operation);
    // "310 crowns a year, a quarter of what others spend": no share is told by the year.
    let idle = named == Some(Operation::PerYear) && in_itself(claim).is_some();
    named.filter(|_| !idle).or_else(|| in_itself(claim))
}

fn operation(tokens: &Tokens, i: usize) -> Option<Operation> {
    if let Some((operation, _)) = tokens.longest(i, NAMES) {
        return Some(operation);
    }
    let number = english::number(tokens, i)?;
    if number.share {
        return Some(Operation::Part(number.value / 100.0));
    }
    (tokens.lower(number.end) == "times").then_some(Operation::Multiple(number.value))
}

/// "rose by 5 percent": whatever else is said, that is a share of the level before.
fn moves_by_share(claim: &Fact) -> bool {
    let Value::Quantity(quantity) = &claim.value else { return false };
    quantity.dimension == Dimension::Percent && quantity.change != Change::Level
}

/// A share is always worked out from two figures.
fn in_itself(claim: &Fact) -> Option<Operation> {
    let Value::Quantity(quantity) = &claim.value else { return None };
    (quantity.dimension == Dimension::Percent && quantity.in_words).then_some(Operation::Share)
}
