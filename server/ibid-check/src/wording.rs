//! How counts and ranks are worded: of what is known, going on from others, of one thing.

use ibid_facts::{Fact, Value};
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

/// Whether a count at `at` goes on from others: "nine other mornings".
pub(crate) fn counts_on(text: &str, at: Span) -> bool {
    let after = text[at.end..].trim_start();
    ["other ", "more ", "further "].iter().any(|word| after.starts_with(word))
}
