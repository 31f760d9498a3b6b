//! Parts that a sentence tells with their sum: "12 men and 9 women, 22 people in all".

use ibid_facts::{Quantity, Value};

use super::Wrong;
use super::arithmetic::{is_count, level, of_one_kind, slack, written};
use crate::slot::Frame;

/// Bytes between two parts, and between a sum and the word that says that it is one.
const NEAR: usize = 60;
const BESIDE: usize = 40;
/// Words right behind a sum, and right before one.
const BEHIND: [&str; 6] = ["in all", "in total", "altogether", "all told", "all in all", "combined"];
const BEFORE: [&str; 12] = [
    "a total of",
    "in all",
    "altogether",
    "in total",
    "totalling",
    "totaling",
    "adding up to",
    "总共",
    "共计",
    "合计",
    "总计",
    "一共",
];
/// Words by which the parts are not all, not apart, or not the sum's.
#[rustfmt::skip]
const PARTIAL: &[&str] = &[
    "includ", "among", "of whom", "of which", "of these", "of them", "of those", "the rest", "remain", "other", "respectively",
    "average", "each", " per ", "times", "fewer", "more than", "at least", "less than", "half", "double", "twice", "both",
    "plus", "besides", "as well as", "along with", "not counting", "except", "without", "several", "some ", "dozen",
    "another", "mostly", "mainly", "about", "nearly", "almost", "over ", "under ", "up to", "part of", "between",
    "from ", "compared", "against", "than ", "其中", "其余", "包括", "每", "约", "余", "等", "多", "以上", "另",
];

/// The sum that is not the sum of its parts.
pub(super) fn wrong(frame: &Frame<'_>) -> Option<Wrong> {
    let lower = frame.text.to_lowercase();
    if PARTIAL.iter().any(|word| lower.contains(word)) {
        return None;
    }
    let sums: Vec<usize> = (0..frame.facts.len()).filter(|i| is_sum(frame, *i)).collect();
    let [sum] = sums[..] else { return None };
    let total = level(&frame.facts[sum])?;
    let parts: Vec<usize> =
        (0..frame.facts.len()).filter(|i| *i != sum && of_kind(frame, *i, total)).collect();
    let amounts: Vec<&Quantity> = parts.iter().filter_map(|i| level(&frame.facts[*i])).collect();
    let beside = is_beside(frame, &parts, sum);
    let listed = parts.windows(2).all(|pair| is_listed(frame, pair[0], pair[1]));
    if amounts.len() < 2 || amounts.len() != parts.len() || !beside || !listed {
        return None;
    }
    let made: f64 = amounts.iter().map(|q| q.low).sum();
    let slack: f64 = slack(total) + amounts.iter().map(|q| slack(q)).sum::<f64>() + single(&lower);
    let off = (made - total.low).abs();
    let larger = amounts.iter().all(|q| q.low < total.low);
    if off <= slack * 1.001
        || off < 1e-9
        || !larger
        || made < total.low / 2.0
        || made > total.low * 2.0
        || follows(total, &amounts)
    {
        return None;
    }
    let words: Vec<&str> = parts.iter().map(|i| frame.facts[*i].span.of(frame.text)).collect();
    let (said, right) = (frame.facts[sum].span.of(frame.text), written(made));
    let message = format!("{} make {right}, not “{said}”.", told(&words));
    Some(Wrong { fact: sum, message, right: (is_count(&total.dimension)).then_some(made) })
}

/// Whether the words beside fact `i` say that it is a sum.
fn is_sum(frame: &Frame<'_>, i: usize) -> bool {
    let span = frame.facts[i].span;
    let next = frame.facts.get(i + 1).map_or(frame.text.len(), |fact| fact.span.start);
    let behind = frame.text.get(span.end..next).unwrap_or_default();
    let behind = behind.split([',', ';', ':', '(', ')', '.', '—']).next().unwrap_or_default();
    let before = frame.text[..span.start].trim_end().to_lowercase();
    let said = |word: &&str| behind.find(*word).is_some_and(|at| at <= BESIDE);
    level(&frame.facts[i]).is_some()
        && (BEHIND.iter().any(said)
            || BEFORE.iter().any(|word| before.ends_with(word))
            || opens_a_list(frame, i))
}

/// Whether a list of parts follows the first amount behind a colon: "655 jobs went with it: 410 in the one, 160 in the other and 95 in the third".
fn opens_a_list(frame: &Frame<'_>, i: usize) -> bool {
    const PARTS: usize = 3;
    let amounts: Vec<usize> =
        (0..frame.facts.len()).filter(|k| matches!(frame.facts[*k].value, Value::Quantity(_))).collect();
    let Some((first, parts)) = amounts.split_first().filter(|(first, _)| **first == i) else { return false };
    let between = |a: usize, b: usize| frame.text.get(frame.facts[a].span.end..frame.facts[b].span.start);
    let (Some(next), Some([.., a, b])) = (parts.first(), Some(parts)) else { return false };
    parts.len() >= PARTS
        && between(*first, *next).is_some_and(|words| words.trim_end().ends_with(':'))
        && between(*a, *b).is_some_and(|words| words.contains(" and "))
}

fn of_kind(frame: &Frame<'_>, i: usize, total: &Quantity) -> bool {
    matches!(&frame.facts[i].value, Value::Quantity(q) if of_one_kind(q, total))
}

/// Whether nothing but a list's mark stands between two parts, and what the first is a number of.
fn is_listed(frame: &Frame<'_>, a: usize, b: usize) -> bool {
    let between = frame.text.get(frame.facts[a].span.end..frame.facts[b].span.start).unwrap_or_default();
    let marked = [",", ";", " and ", "、", "，", "和", "与", "及"].iter().any(|mark| between.contains(mark));
    between.len() <= NEAR && marked
}

/// Whether all parts stand right before their sum, or are told right behind it: "22 people in all: 12 men and 10 women".
fn is_beside(frame: &Frame<'_>, parts: &[usize], sum: usize) -> bool {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return false };
    let between = |a: usize, b: usize| frame.text.get(frame.facts[a].span.end..frame.facts[b].span.start);
    let has = |text: &str, marks: &[char]| text.len() <= NEAR && text.contains(marks);
    if *last < sum {
        between(*last, sum).is_some_and(|text| has(text, &[',', ';', '(', '—', '–', '，', '；', '（', '、']))
    } else {
        *first > sum && between(sum, *first).is_some_and(|text| has(text, &[':', '(', '—', '–', '：', '（']))
    }
}

/// How many single things may be told without a number: "a man, two women and three children".
fn single(lower: &str) -> f64 {
    let ones = ibid_text::words(lower).filter(|word| ["a", "an", "one"].contains(&word.text));
    ones.count() as f64
}

/// Whether the sum is that of some of the parts, or their product.
fn follows(total: &Quantity, parts: &[&Quantity]) -> bool {
    let is = |amount: f64| (amount - total.low).abs() <= slack(total) + 1e-6;
    let some = (1_u32..1 << parts.len().min(10)).map(|chosen| {
        let chosen = parts.iter().enumerate().filter(|(i, _)| chosen >> i & 1 == 1);
        chosen.map(|(_, q)| q.low).sum()
    });
    some.into_iter().any(is) || is(parts.iter().map(|q| q.low).product())
}

/// A list in words.
pub(super) fn told(words: &[&str]) -> String {
    match words {
        [rest @ .., last] if !rest.is_empty() => {
            let rest: Vec<String> = rest.iter().map(|word| format!("“{word}”")).collect();
            format!("{} and “{last}”", rest.join(", "))
        }
        _ => words.concat(),
    }
}
