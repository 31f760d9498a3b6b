//! What speaks against telling a difference: the claim's may be reckoned from what the source has, as what a share leaves of all, as a
//! sum, or as a share in words.

use ibid_facts::{
    Bound, Change, Comparison, Dimension, Fact, Operation, Quantity, Value, compare, derivable, same_noun,
    small_number, written_digits,
};
use ibid_text::Span;

use super::places::{Place, Places};
use super::{Claimed, Searched};
use crate::candidates::Candidate;
use crate::matching::is_own_count;
use crate::movements::of_one_kind;
use crate::rows::is_row;
use crate::wording::is_pointing;

/// Of how many of its steps an amount must be for being worked out to say something.
const FEW: f64 = 7.0;
/// The share of the differing place's overlap from which on another tells of the claim's rest.
const REST: f32 = 0.5;
/// All of something, in percent.
const WHOLE: f64 = 100.0;

/// Whether the claim's share is what a place as close as the one that differs leaves of a hundred percent: of "64 percent were
/// told", that a third never were.
pub(super) fn is_rest(claim: &Fact, places: &Places<'_>, (_, other): &Place<'_>) -> bool {
    let rest = |c: &Candidate| {
        let there = share(&c.value).filter(|q| q.high < WHOLE)?;
        let (low, high) = (WHOLE - there.high, WHOLE - there.low);
        Some(Value::Quantity(Quantity { low, high, bound: Bound::Exact, ..there.clone() }))
    };
    let in_words = matches!(&claim.value, Value::Quantity(q) if q.in_words);
    let near =
        |c: &Candidate| in_words || c.overlap >= REST * other.overlap || c.index.abs_diff(other.index) <= 1;
    let left =
        |c: &Candidate| rest(c).is_some_and(|rest| compare(&claim.value, &rest) != Comparison::Different);
    share(&claim.value).is_some() && places.all.iter().any(|(_, c)| near(c) && left(c))
}

/// Whether a sentence near to the claim has the claim's number as a movement where the claim has a level, or the other way about:
/// which of the two it is, is said in many ways.
pub(super) fn moved_there(claimed: &Claimed<'_>, source: &Searched<'_>) -> bool {
    const NEAREST: usize = 4;
    let number = |fact: &Fact| match &fact.value {
        Value::Quantity(q) => Some((q.low, q.dimension.clone(), q.change == Change::Level)),
        _ => None,
    };
    let Some((low, dimension, level)) = number(claimed.fact()) else { return false };
    let same =
        |fact: &Fact| number(fact).is_some_and(|(l, d, other)| l == low && d == dimension && other != level);
    let near = source.search.closest(claimed.i, NEAREST);
    near.into_iter().any(|index| source.resolved.text.facts(index).iter().any(same))
}

/// Whether the claim's amount may be worked out from the one that `place` has: with another of the claim's own ("another 18 million on
/// top of 86", of a total of 104), or with one told beside it ("saves 115,000 after paying for the van", of 310,000 and 195,000), or
/// as the sum of two that are told beside it.
pub(super) fn is_reckoned(claimed: &Claimed<'_>, (resolved, other): &Place<'_>) -> bool {
    /// Sentences to either side.
    const BESIDE: usize = 3;
    let level = |fact: &Fact| match &fact.value {
        // Shares come to one another by chance.
        Value::Quantity(q) if q.low == q.high && !q.bound.is_limit() && q.dimension != Dimension::Percent => {
            Some(q.clone())
        }
        _ => None,
    };
    let text = &resolved.text;
    let facts = |index: usize| text.facts(index).iter().filter_map(level);
    let there = text.facts(other.index).get(other.j).and_then(level);
    let Some((own, there)) = level(claimed.fact()).zip(there) else { return false };
    let slack = (own.step + there.step) / 2.0;
    let kin = |q: &Quantity| of_one_kind(q, &own) && q.low > 0.0;
    let is = |a: f64, b: f64| (a - b).abs() <= slack * 0.501;
    let apart = |x: &Quantity| is((there.low - x.low).abs(), own.low) || is(there.low + x.low, own.low);
    let mine =
        || claimed.frame.facts.iter().filter(|fact| fact.span != claimed.fact().span).filter_map(level);
    if mine().filter(|x| kin(x)).any(|x| apart(&x)) {
        return true;
    }
    let near = other.index.saturating_sub(BESIDE)..(other.index + BESIDE + 1).min(text.sentences().len());
    let near: Vec<usize> = near.filter(|index| !is_row(text, *index)).collect();
    // What the claim tells itself is no part of its figure.
    let told = |x: &Quantity| mine().any(|own| own.low == x.low);
    // Figures of two digits are soon as far apart as two others.
    let digits = if own.in_words { 0.0 } else { (own.low / own.step).abs() };
    let beside =
        near.iter().flat_map(|index| facts(*index)).filter(|x| kin(x) && x.low != there.low && !told(x));
    let sum = |index: &usize| {
        let all: Vec<Quantity> = facts(*index).filter(|x| kin(x) && !told(x)).collect();
        all.windows(2).any(|pair| is(pair[0].low + pair[1].low, own.low))
    };
    digits >= 100.0 && beside.into_iter().any(|x| apart(&x)) || digits >= 10.0 && near.iter().any(sum)
}

/// Whether the claim's small count may be worked out from a sentence that says by how many something was more: "six, two more than
/// the year before".
pub(super) fn is_told_by_comparing(claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    const TIMES: [&str; 4] = ["more than the year", "fewer than the year", "more than in ", "fewer than in "];
    let there = other.sentence.of(resolved.text.text());
    is_own_count(claim) && TIMES.iter().any(|words| there.contains(words))
}

/// Whether the claim's small count stands right beside the sentence, of whatever: "to two in one town and to one in another. 'All four
/// of you,' he says."
pub(super) fn is_counted_beside(text: &str, claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    let sentences = resolved.text.sentences();
    let near = &sentences[other.index.saturating_sub(1)..(other.index + 2).min(sentences.len())];
    let own = claim.span.of(text);
    let says = |words: &str| {
        let mut same = ibid_text::words(words).filter(|word| word.text.eq_ignore_ascii_case(own));
        same.any(|word| is_pointing(words, word.span))
    };
    is_own_count(claim) && near.iter().any(|sentence| says(sentence.span.of(resolved.text.text())))
}

/// Whether the claim's is a share in words, as writers reckon them, and the sentence has few of its words.
pub(super) fn is_loosely_told(claim: &Fact, (_, other): &Place<'_>) -> bool {
    const MOST: f32 = 0.5;
    const LITTLE: f32 = 2.5;
    let in_words =
        matches!(&claim.value, Value::Quantity(q) if q.in_words && q.dimension == Dimension::Percent);
    in_words && (other.content < MOST || other.context < LITTLE) && !other.is_one_clause()
}

/// Whether the claim's amount follows from those of the place's sentence: their sum or difference, or the rest.
pub(super) fn follows_there(claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    let exact = matches!(&claim.value, Value::Quantity(q) if (q.low / q.step).abs() >= FEW && q.dimension != Dimension::Percent);
    let values: Vec<&Value> = resolved.text.facts(other.index).iter().map(|fact| &fact.value).collect();
    let by = |operation| derivable(&claim.value, &values, Some(operation)).is_some();
    is_sum_of_one_thing(&claim.value, &values)
        || is_made_of_shares(&claim.value, &values)
        || exact && !other.is_one_clause() && (by(Operation::Sum) || by(Operation::Difference))
}

/// Whether a share is the sum of neighbouring ones of a sentence, or what they leave of a hundred percent.
fn is_made_of_shares(claim: &Value, values: &[&Value]) -> bool {
    const MOST: usize = 4;
    let shares: Vec<f64> = values.iter().filter_map(|value| Some(share(value)?.low)).collect();
    let runs = (2..=MOST).flat_map(|len| shares.windows(len));
    let is = |amount: f64| share(claim).is_some_and(|q| (q.low - amount).abs() <= q.step / 2.0);
    runs.into_iter()
        .map(|run| run.iter().sum::<f64>())
        .any(|sum| sum <= WHOLE && (is(sum) || is(WHOLE - sum)))
}

/// A share of something that is, and no movement.
fn share(value: &Value) -> Option<&Quantity> {
    match value {
        Value::Quantity(q) if q.dimension == Dimension::Percent && q.change == Change::Level => Some(q),
        _ => None,
    }
}

/// Whether a count is the sum of two of a sentence's of one thing: "24 short episodes and two long episodes".
fn is_sum_of_one_thing(claim: &Value, values: &[&Value]) -> bool {
    let counts: Vec<&Quantity> = values
        .iter()
        .filter_map(|value| match value {
            Value::Quantity(q) if matches!(q.dimension, Dimension::Count(_)) => Some(q),
            _ => None,
        })
        .collect();
    let Value::Quantity(sum) = claim else { return false };
    counts.iter().enumerate().any(|(k, a)| {
        counts[k + 1..].iter().any(|b| same_noun(a, b) && same_noun(a, sum) && a.low + b.low == sum.low)
    })
}

/// Whether the claim's figure is a number of the sentence that was read as no fact, or follows from one: "in the bus 118", "of which six".
pub(super) fn is_made_of_unread(text: &str, claim: &Fact, (resolved, other): &Place<'_>) -> bool {
    let there = other.sentence.of(resolved.text.text());
    let facts = resolved.text.facts(other.index);
    let is_read = |span: Span| facts.iter().any(|fact| fact.span.overlaps(span));
    let numbers = |read: bool| {
        // "(1) a ceiling; (2) a fund": items that are numbered.
        let counts = |word: &ibid_text::Word<'_>| !there[..word.span.start].ends_with('(');
        let words = ibid_text::words(there).filter(move |word| is_read(word.span) == read && counts(word));
        words.filter_map(|word| number(word.text))
    };
    let own = match &claim.value {
        Value::Quantity(q) if q.in_words => Some(q.low),
        Value::Quantity(_) => number(claim.span.of(text)),
        _ => None,
    };
    let Some(own) = own.filter(|own| *own > 1.0) else { return false };
    let is = |amount: f64| (amount - own).abs() < 1e-6;
    numbers(false).any(|unread| {
        let mut others = numbers(true).chain(numbers(false));
        is(unread) || others.any(|known| is((known - unread).abs()) || is(known + unread))
    })
}

/// The number that the digits in `words` are, or that a small one's word is.
fn number(words: &str) -> Option<f64> {
    const SMALL: std::ops::RangeInclusive<f64> = 2.0..=12.0;
    let small = || small_number(&words.to_lowercase()).filter(|number| SMALL.contains(number));
    written_digits(words).and_then(|digits| digits.parse().ok()).or_else(small)
}
