//! Multiples said in one word: "twice", "doubled", "threefold", "halved", 翻番.

use crate::lex::Tokens;
use crate::{Change, Dimension, Fact, Quantity, Value, bounds, change, english};

const VERBS: &[(&str, f64)] = &[
    ("doubled", 2.0),
    ("doubling", 2.0),
    ("doubles", 2.0),
    ("tripled", 3.0),
    ("tripling", 3.0),
    ("triples", 3.0),
    ("trebled", 3.0),
    ("quadrupled", 4.0),
    ("quintupled", 5.0),
    ("翻一番", 2.0),
    ("翻了一番", 2.0),
    ("翻番", 2.0),
    ("翻两番", 4.0),
    ("翻了两番", 4.0),
];
const ADVERBS: &[(&str, f64)] = &[("twice", 2.0), ("double", 2.0), ("triple", 3.0), ("thrice", 3.0)];

/// The multiple at `i`, and the token after it.
pub(crate) fn at(tokens: &Tokens, i: usize) -> Option<(Fact, usize)> {
    let (value, dimension, change, end) = read(tokens, i)?;
    let (bound, _) = bounds::around(tokens, i, end, &dimension);
    let step = if dimension == Dimension::Percent { 4.0 } else { 0.2 };
    let quantity = Quantity { low: value, high: value, step, dimension, bound, change, in_words: true };
    Some((Fact { span: tokens.span(i, end), value: Value::Quantity(quantity) }, end))
}

fn read(tokens: &Tokens, i: usize) -> Option<(f64, Dimension, Change, usize)> {
    if let Some((by, end)) = tokens.longest(i, VERBS) {
        return Some((by, Dimension::Factor, Change::Up, end));
    }
    let word = tokens.lower(i);
    if matches!(word, "halved" | "halving" | "减半" | "腰斩") {
        return Some((50.0, Dimension::Percent, Change::Down, i + 1));
    }
    if let Some(end) = ["减半", "腰斩"].iter().find_map(|p| tokens.phrase(i, p)) {
        return Some((50.0, Dimension::Percent, Change::Down, end));
    }
    let compared = matches!(
        tokens.lower(i + 1),
        "as" | "the" | "that" | "its" | "their" | "what" | "his" | "those" | "our"
    );
    if let Some((by, end)) = tokens.longest(i, ADVERBS).filter(|_| compared) {
        return Some((by, Dimension::Factor, Change::Level, end));
    }
    let by = english::small(word.strip_suffix("fold")?)?;
    let change = change::of(tokens, i, i, i + 1, &Dimension::Factor);
    Some((by, Dimension::Factor, change, i + 1))
}
