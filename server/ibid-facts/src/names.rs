//! Numbers that are part of a name: "Mate 60", "Kirin 9000".

use crate::lex::{Kind, Tokens};
use crate::quantity::unit_at;
use crate::{dates, noun, numeral};

/// Words that begin with a capital at a sentence's start and name nothing.
#[rustfmt::skip]
pub(crate) const OPENERS: &[&str] = &[
    "about", "around", "some", "over", "nearly", "almost", "only", "just", "in", "at", "by", "of", "from",
    "to", "with", "and", "but", "or", "the", "since", "until", "between", "under", "after", "before",
    "these", "those", "all", "for", "than", "more", "up", "another", "its", "their", "our", "his", "her",
    "there", "approximately", "roughly", "a", "an", "on", "another", "as", "if", "when", "while", "because",
    "that", "this", "last", "first", "next", "every", "each", "both", "these", "during", "through",
    "within", "founded", "established", "born", "built", "us", "u", "rmb", "usd", "cny", "eur", "gbp",
    "jpy", "hk", "nt", "aud", "hkd", "cad",
];

/// Whether a capital word right before makes the whole number at `i` a part of a name
/// ("Mate 60", "Kirin 9000"); a recent year in a name stays one ("Rio 2016").
pub(crate) fn is_name(tokens: &Tokens, i: usize) -> bool {
    let Some(word) = tokens.before(i, 1) else { return false };
    let named = word.kind == Kind::Word
        && word.capital()
        && !OPENERS.contains(&word.lower.as_str())
        && !dates::is_month(&word.lower)
        && !dates::is_season(&word.lower);
    let whole = tokens.get(i).is_some_and(|t| t.text == t.lower && !t.lower.contains('.'));
    named && whole && !is_recent_year(tokens, i) && !counts(tokens, i + 1)
}

fn is_recent_year(tokens: &Tokens, i: usize) -> bool {
    let text = tokens.lower(i);
    text.len() == 4 && text.parse().is_ok_and(|y: u32| (1900..=2100).contains(&y))
}

/// Whether a unit, scale or counted noun stands at `i`.
pub(crate) fn counts(tokens: &Tokens, i: usize) -> bool {
    numeral::is_scale(tokens, i) || unit_at(tokens, i).is_some() || noun::head(tokens, i).is_some()
}
