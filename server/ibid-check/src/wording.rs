//! How counts and ranks are worded: of what is known, going on from others, of one thing.

use ibid_facts::{Dimension, Fact, Value};
use ibid_text::Span;

/// Whether a count at `at` is of what is known: "of the three".
pub(crate) fn is_pointing(text: &str, at: Span) -> bool {
    const WORDS: [&str; 8] = ["the", "these", "those", "all", "both", "its", "their", "his"];
    let before = text[..at.start].trim_end().rsplit(' ').next().unwrap_or_default();
    WORDS.iter().any(|word| before.eq_ignore_ascii_case(word))
}

/// Whether two ordinals have the same word behind them.
pub(crate) fn rank_one_thing((claim, ours): (&str, &Fact), (source, theirs): (&str, &Fact)) -> bool {
    let next = |text: &str, fact: &Fact| {
        let rest = text[fact.span.end..].trim_start_matches(['-', ' ']);
        ibid_text::words(rest).next().filter(|word| word.span.start == 0).map(|word| word.text.to_lowercase())
    };
    let ranks = [ours, theirs].iter().all(|fact| matches!(fact.value, Value::Ordinal(_)));
    ranks && next(claim, ours).is_some_and(|word| Some(word) == next(source, theirs))
}

/// Whether two ordinals have a word in common among the few behind them: "the fourth largest city", "the third-most-populous
/// city".
pub(crate) fn rank_like_things((claim, ours): (&str, &Fact), (source, theirs): (&str, &Fact)) -> bool {
    const BEHIND: usize = 4;
    const SMALL: [&str; 8] = ["the", "of", "in", "to", "and", "a", "for", "on"];
    let behind = |text: &str, fact: &Fact| -> Vec<String> {
        let words = ibid_text::words(&text[fact.span.end..]).flat_map(|word| word.text.split('-'));
        words.filter(|word| !SMALL.contains(word)).take(BEHIND).map(str::to_lowercase).collect()
    };
    let there = behind(source, theirs);
    behind(claim, ours).iter().any(|word| there.contains(word))
}

/// Whether a count at `at` goes on from others: "nine other mornings".
pub(crate) fn counts_on(text: &str, at: Span) -> bool {
    let after = text[at.end..].trim_start();
    ["other ", "more ", "further "].iter().any(|word| after.starts_with(word))
}

/// Whether a fact is the time within which something came about: "in ten years", "over the last six months".
pub(crate) fn is_time_taken(text: &str, fact: &Fact) -> bool {
    const LEADING: [&str; 6] = ["in", "within", "over", "during", "inside", "throughout"];
    const BETWEEN: [&str; 9] = ["the", "just", "only", "last", "past", "a", "about", "some", "these"];
    let spell = matches!(&fact.value, Value::Quantity(q) if q.dimension == Dimension::Duration);
    let before: Vec<String> =
        ibid_text::words(&text[..fact.span.start]).map(|word| word.text.to_lowercase()).collect();
    let lead = before.iter().rev().find(|word| !BETWEEN.contains(&word.as_str()));
    spell && lead.is_some_and(|word| LEADING.contains(&word.as_str()))
}
