//! What a bare number counts: the noun after it, if it counts anything.

use ibid_text::{Language, is_cjk};

use crate::Dimension;
use crate::english;
use crate::lex::{Kind, Tokens};
use crate::numeral::Numeral;
use crate::quantity::noun_stem;

#[rustfmt::skip]
const CLASSIFIERS: &[&str] = &[
    "个", "家", "名", "位", "人", "辆", "台", "条", "座", "所", "项", "件", "种", "只", "次", "户", "艘", "架", "部", "颗", "枚",
    "张", "支", "份", "篇", "例", "口",
];
#[rustfmt::skip]
const STOPS: &[&str] = &[
    "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "as", "than", "that",
    "which", "who", "is", "are", "was", "were", "has", "have", "had", "the", "a", "an", "this", "its",
    "their", "after", "before", "since", "per", "more", "less", "while", "when", "it", "he", "she", "they",
    "we", "will", "would", "can", "could", "may", "between", "over", "under", "into", "during", "out",
];
/// Verbs that look like plurals after a number.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "goes", "does", "comes", "makes", "means", "remains", "covers", "includes", "represents", "falls",
    "rises", "says", "shows", "gives", "takes", "stands", "marks", "lies", "works", "reflects", "exceeds",
    "suggests",
];
#[rustfmt::skip]
const PLURALS: &[&str] = &[
    "people", "men", "women", "children", "staff", "personnel", "police", "troops", "aircraft", "cattle",
    "teeth", "feet", "mice", "data", "media", "species",
];

/// The dimension of the bare number `n`, whose noun would stand at `i`; `None` where it is no fact.
pub(crate) fn counted(tokens: &Tokens, i: usize, n: Numeral, language: Language) -> Option<Dimension> {
    if tokens.kind(i) == Some(Kind::Cjk) {
        return chinese(tokens, i, n);
    }
    let glued_letters = tokens.glued(i) && tokens.kind(i) == Some(Kind::Word);
    if glued_letters {
        return None;
    }
    let noun = head(tokens, i);
    let one = n.in_words && n.value == 1.0;
    if one {
        return None;
    }
    match noun {
        Some(noun) => Some(noun_stem(&noun, language)),
        None => (!n.in_words || n.value > 12.0 || stands_for_things(tokens, i)).then_some(Dimension::Number),
    }
}

/// Whether a number in words before `i` stands for things told of before: "four of them", "three were fined". "The two
/// of them" and "both of the two" only point back.
fn stands_for_things(tokens: &Tokens, i: usize) -> bool {
    const POINTING: [&str; 9] = ["the", "these", "those", "all", "both", "other", "one", "no", "-"];
    let pointed = POINTING.contains(&tokens.lower_before(i, 2));
    let of = ["of them", "of the", "of these", "of those", "of whom", "of which", "of its", "of their"];
    let did = ["were", "had", "have", "are", "died", "did"];
    let led = ["in", "to", "from", "only", "just", "than", "were", "was", "are"];
    let last = matches!(tokens.lower(i), "" | "." | "," | ";" | ")" | "and")
        && led.contains(&tokens.lower_before(i, 2));
    let against = tokens.lower(i) == "to" && english::small(tokens.lower(i + 1)).is_some();
    // "Fell by three last year", "fell last year, if only by three".
    let moved = tokens.lower_before(i, 2) == "by"
        && (matches!(
            tokens.lower(i),
            "" | "." | "," | ";" | ")" | "last" | "in" | "from" | "to" | "over" | "since"
        ));
    !pointed
        && (last
            || against
            || moved
            || of.iter().any(|words| tokens.phrase(i, words).is_some())
            || did.contains(&tokens.lower(i)))
}

/// Whether a Chinese classifier stands at `i`.
pub(crate) fn classified(tokens: &Tokens, i: usize) -> bool {
    CLASSIFIERS.contains(&tokens.lower(i))
}

/// The head of the noun phrase at `i`: its first plural, within four words.
pub(crate) fn head(tokens: &Tokens, i: usize) -> Option<String> {
    let at = i + usize::from(tokens.lower(i) == "of" && tokens.lower(i + 1) == "the") * 2;
    let words = (at..at + 4)
        .map_while(|k| tokens.get(k).filter(|t| t.kind == Kind::Word || t.lower == "-"))
        .take_while(|t| !STOPS.contains(&t.lower.as_str()));
    words.map(|t| t.lower.clone()).find(|w| is_plural(w))
}

/// Whether an English word is none that a noun phrase is made of.
pub(crate) fn is_stop(word: &str) -> bool {
    STOPS.contains(&word)
}

/// Whether an English word looks like a plural noun.
fn is_plural(word: &str) -> bool {
    if VERBS.contains(&word) {
        return false;
    }
    let ends = word.len() > 3 && word.ends_with('s');
    PLURALS.contains(&word) || ends && !["ss", "us", "is", "'s", "’s"].iter().any(|end| word.ends_with(end))
}

fn chinese(tokens: &Tokens, i: usize, n: Numeral) -> Option<Dimension> {
    if !classified(tokens, i) {
        let exact = !n.in_words || n.value >= 20.0 && n.end > 1;
        return exact.then_some(Dimension::Number);
    }
    if n.in_words && n.value == 1.0 {
        return None;
    }
    if matches!(tokens.lower(i), "人" | "名" | "位") {
        return Some(Dimension::Count("人".to_owned()));
    }
    let cjk = |k: usize| tokens.get(k).filter(|t| t.text.chars().all(is_cjk)).map(|t| t.text);
    let noun: String = (i + 1..i + 3).map_while(cjk).collect();
    Some(if noun.is_empty() { Dimension::Number } else { Dimension::Count(noun) })
}
