//! What something stood at before, told of the claim's own time: of "4.11 crowns, down from 4.26" the second.

use ibid_evidence::SourceText;
use ibid_facts::{Fact, Value};

use crate::matching::telling;
use crate::slot::{Frame, is_amount};
use crate::swaps::is_of_kind;

/// Words that part what something stands at from what it stood at before.
const PARTINGS: [&str; 5] = ["down from", "up from", ", compared with", ", against", ", from"];
/// Bytes between the two.
const BESIDE: usize = 40;
/// Words between the two that say of which time the second is: "31 percent; a year earlier they had held 52".
const EARLIER: [&str; 5] = ["year earlier", "year before", "previous year", "years earlier", "years before"];
/// Bytes between the two then.
const APART: usize = 70;
/// Words of a claim that tells of a time before.
#[rustfmt::skip]
const BEFORE: [&str; 29] = [
    "from", "against", "before", "earlier", "previous", "previously", "had", "once", "compared", "than", "then", "used",
    "ago", "preceding", "former", "formerly", "initially", "started", "began", "starting", "until", "still",
    "instead", "not", "prior", "old", "begin", "since", "after",
];

/// The fact of the source's sentence `index` that stands where the claim puts its fact `i`, which the sentence tells as its
/// fact `j` of the time before.
pub(crate) fn told_as_now(
    claim: &Frame<'_>,
    i: usize,
    source: &SourceText,
    (index, j): (usize, usize),
) -> Option<usize> {
    let facts = source.facts(index);
    let text = source.sentences()[index].span.of(source.text());
    let now = (0..j).rev().find(|now| is_of_kind(&facts[*now].value, &facts[j].value))?;
    let between = text.get(facts[now].span.end..facts[j].span.start)?;
    let parted = now + 1 == j
        && between.len() <= BESIDE
        && PARTINGS.iter().any(|parting| between.trim_end().ends_with(parting));
    let earlier = between.len() <= APART
        && between.contains(" had ")
        && EARLIER.iter().any(|words| between.contains(words));
    let kin = is_amount(&facts[j]);
    let own = &claim.facts[i];
    let alone = claim.facts.iter().filter(|fact| is_of_kind(&fact.value, &own.value)).count() == 1;
    let of_now = !tells_of_before(claim.text);
    ((parted || earlier) && kin && alone && of_now && telling(own) && !is_then(claim, source, index))
        .then_some(now)
}

/// Whether a claim tells of a time before another.
pub(crate) fn tells_of_before(text: &str) -> bool {
    const TIMES: [&str; 12] = [
        "year", "month", "week", "quarter", "spring", "summer", "autumn", "winter", "season", "time",
        "decade", "century",
    ];
    let words: Vec<String> = ibid_text::words(text).map(|word| word.text.to_lowercase()).collect();
    let last = words.windows(2).any(|pair| pair[0] == "last" && TIMES.contains(&pair[1].as_str()));
    last || words.iter().any(|word| BEFORE.contains(&word.as_str()))
}

/// Whether the claim's year is one that the sentence, or the one before it, names; or the claim may mean that of before.
fn is_then(claim: &Frame<'_>, source: &SourceText, index: usize) -> bool {
    let year = |fact: &Fact| match &fact.value {
        Value::Date(date) => date.year,
        _ => None,
    };
    let mut own = claim.facts.iter().filter_map(year);
    let Some(own) = own.next() else { return false };
    let known: Vec<i32> =
        (index.saturating_sub(1)..=index).flat_map(|s| source.facts(s).iter().filter_map(year)).collect();
    known.is_empty() || known.contains(&own)
}
