//! The two ends between which a sentence tells that something moved, and of which years they are.

use ibid_evidence::SourceText;
use ibid_facts::{Change, Fact, Quantity, Value};

use crate::matching::is_count;
use crate::rows::head_over;
use crate::slot::Frame;

/// The pairs of levels between which a sentence says that something moved, each as from and to.
pub(crate) fn ends(sentence: &Frame<'_>) -> Vec<(usize, usize)> {
    let level = |j: usize| {
        amount(&sentence.facts[j]).filter(|q| q.change == Change::Level && q.low == q.high && q.low > 0.0)
    };
    let amounts: Vec<usize> =
        (0..sentence.facts.len()).filter(|j| amount(&sentence.facts[*j]).is_some()).collect();
    let pair = |pair: &[usize]| {
        let [j, k] = *pair else { return None };
        let (a, b) = (level(j)?, level(k)?);
        let before = sentence.text[..sentence.facts[j].span.start].trim_end();
        let between = sentence.text.get(sentence.facts[j].span.end..sentence.facts[k].span.start)?.trim();
        let led = before.to_lowercase().ends_with("from") || before.ends_with(['从', '由']);
        let on = between == "to" || [" to", "至", "到"].iter().any(|word| between.ends_with(word));
        let back = ["down from", "up from"].iter().any(|words| between.ends_with(words))
            || before.ends_with(" to") && between == "from";
        let ends = if led && on { (j, k) } else { (k, j) };
        (of_one_kind(a, b) && (led && on || back)).then_some(ends)
    };
    amounts.windows(2).filter_map(pair).collect()
}

/// The pairs of levels of one kind that a sentence tells each with its own year, behind it or before it in brackets, the earlier
/// first: "15.3 million in 2023, against 14.9 million in 2022", "19.6 million (2022: 17.9 million)".
pub(super) fn dated_ends(sentence: &Frame<'_>) -> Vec<([i32; 2], (usize, usize))> {
    let facts = sentence.facts;
    let level = |j: &usize| {
        amount(&facts[*j]).is_some_and(|q| q.change == Change::Level && q.low == q.high && q.low > 0.0)
    };
    let dated = |j: usize| Some((j, own_year(sentence, j)?));
    let known: Vec<(usize, i32)> = (0..facts.len()).filter(level).filter_map(dated).collect();
    let kin =
        |j: usize, k: usize| amount(&facts[j]).zip(amount(&facts[k])).is_some_and(|(a, b)| of_one_kind(a, b));
    let pairs = known.iter().flat_map(|a| known.iter().map(move |b| (a, b)));
    pairs.filter(|(a, b)| a.1 < b.1 && kin(a.0, b.0)).map(|(a, b)| ([a.1, b.1], (a.0, b.0))).collect()
}

pub(crate) fn of_one_kind(a: &Quantity, b: &Quantity) -> bool {
    a.dimension == b.dimension || is_count(&a.dimension) && is_count(&b.dimension)
}

/// The year that stands right behind the fact `j`, or before it in brackets.
pub(crate) fn own_year(sentence: &Frame<'_>, j: usize) -> Option<i32> {
    const BESIDE: usize = 40;
    let facts = sentence.facts;
    let behind = facts.get(j + 1).and_then(|next| {
        let between = sentence.text.get(facts[j].span.end..next.span.start)?;
        let plain = between.len() <= BESIDE && !between.contains([',', ';', '.']);
        one_year(next)
            .filter(|_| plain && [" in", " by", " of"].iter().any(|word| between.trim_end().ends_with(word)))
    });
    let before = || {
        let before = facts.get(j.checked_sub(1)?)?;
        let opened = sentence.text[..before.span.start].trim_end().ends_with(['(', '（']);
        let between = sentence.text.get(before.span.end..facts[j].span.start)?.trim();
        one_year(before).filter(|_| opened && matches!(between, ":" | "："))
    };
    behind.or_else(before)
}

/// The year of a date that is of one.
pub(crate) fn one_year(fact: &Fact) -> Option<i32> {
    match &fact.value {
        Value::Date(date) if date.until.is_none() => date.year,
        _ => None,
    }
}

/// The pairs of a year before and a year that a sentence compares, each as from and to.
pub(super) fn compared(sentence: &Frame<'_>) -> impl Iterator<Item = (usize, usize)> {
    (0..sentence.facts.len()).filter_map(|j| Some((before(sentence, j)?, j)))
}

/// The two levels of one kind that a sentence tells of the first and of the last of some time: "51 a week in my first year and 33 in my
/// last".
pub(super) fn first_and_last(sentence: &Frame<'_>) -> Option<(usize, usize)> {
    let facts = sentence.facts;
    let levels: Vec<usize> = (0..facts.len())
        .filter(|j| amount(&facts[*j]).is_some_and(|q| q.change == Change::Level && q.low == q.high))
        .collect();
    let [a, b] = levels[..] else { return None };
    let told = |from: usize, to: usize| {
        let words: Vec<_> = ibid_text::words(sentence.text.get(from..to)?).map(|word| word.text).collect();
        let first = words.contains(&"first");
        let last = words.contains(&"last") || words.contains(&"final");
        (first != last).then_some(first)
    };
    let first = told(facts[a].span.end, facts[b].span.start)?;
    let second = told(facts[b].span.end, sentence.text.len())?;
    let kin = of_one_kind(amount(&facts[a])?, amount(&facts[b])?);
    match (first, second) {
        (true, false) if kin => Some((a, b)),
        (false, true) if kin => Some((b, a)),
        _ => None,
    }
}

/// The level of a time before that a sentence compares its fact `j` with: "47,300, against 51,800 the year before", "44; in 2021/22
/// the number had been 35".
pub(super) fn before(sentence: &Frame<'_>, j: usize) -> Option<usize> {
    const BEFORE: [&str; 3] = ["against", "compared with", "compared to"];
    const BETWEEN: usize = 50;
    const THEN: [&str; 5] = ["year before", "year earlier", "previous year", "a year ago", "preceding year"];
    let facts = sentence.facts;
    let is_amount = |k: &usize| amount(&facts[*k]).is_some();
    let next = (j + 1..facts.len()).find(is_amount)?;
    let between = sentence.text.get(facts.get(j)?.span.end..facts[next].span.start)?.trim_end();
    let rest = sentence.text[facts[next].span.end..].split([',', ';']).next()?;
    let one = of_one_kind(amount(&facts[j])?, amount(&facts[next])?);
    let then = next == j + 1 && THEN.iter().any(|words| rest.contains(words));
    let compared = between.len() <= BETWEEN && BEFORE.iter().any(|words| between.ends_with(words));
    (one && (then && compared || had_been(between))).then_some(next)
}

/// Whether the words between two levels make the second that of a time before: "; in 2021/22 the number had been".
fn had_been(between: &str) -> bool {
    const WORDS: [&str; 4] = ["had been", "had still been", "had stood at", "had only been"];
    const BETWEEN: usize = 70;
    between.len() <= BETWEEN
        && WORDS.iter().any(|words| between.ends_with(words))
        && between.contains([';', ','])
}

pub(super) fn amount(fact: &Fact) -> Option<&Quantity> {
    match &fact.value {
        Value::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}

/// The years of the facts, each once, in order.
pub(crate) fn years(facts: &[Fact]) -> Vec<i32> {
    let year = |fact: &Fact| match &fact.value {
        Value::Date(date) => match &date.until {
            Some(until) => vec![date.year, until.year],
            None => vec![date.year],
        },
        _ => Vec::new(),
    };
    let mut years: Vec<i32> = facts.iter().flat_map(year).flatten().collect();
    years.dedup();
    years
}

/// The year that the fact `j` of a sentence is of: that of its column, or the only one of its sentence.
pub(super) fn year_of(source: &SourceText, sentence: usize, j: usize) -> Option<i32> {
    if let Some(head) = head_over(source, sentence, j) {
        return years(&ibid_facts::facts(head, source.language())).first().copied();
    }
    match years(source.facts(sentence))[..] {
        [only] => Some(only),
        _ => None,
    }
}
