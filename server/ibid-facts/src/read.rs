//! One pass over a text: at each token the kinds of fact are tried in turn.

use ibid_text::Language;

use crate::lex::Tokens;
use crate::{Fact, dates, labels, multiples, ordinals, pairs, quantity};

/// The facts of `text` (masked prose), in order and not overlapping; spans in bytes of `text`.
pub fn facts(text: &str, language: Language) -> Vec<Fact> {
    let tokens = Tokens::new(text);
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match at(&tokens, i, language) {
            Some((fact, end)) => {
                found.push(fact);
                i = end.max(i + 1);
            }
            None => i = labels::skip(&tokens, i).unwrap_or(i + 1),
        }
    }
    pairs::complete(text, &mut found);
    found
}

fn at(tokens: &Tokens, i: usize, language: Language) -> Option<(Fact, usize)> {
    let date = dates::at(tokens, i).filter(|_| !labels::names(tokens, i));
    if date.is_some() || labels::skip(tokens, i).is_some() {
        return date;
    }
    ordinals::at(tokens, i).or_else(|| multiples::at(tokens, i)).or_else(|| quantity::at(tokens, i, language))
}
