//! How text becomes the words that are indexed and searched: normal forms as everywhere in ibid,
//! Latin words whole, Chinese, Japanese and Korean as overlapping pairs of characters, so that a
//! phrase holds without knowing where its words end.

use std::cell::RefCell;

use ibid_text::{Language, Normal, is_cjk, stem};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// A token and its position: the number of words and CJK characters before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) position: usize,
    /// A lone CJK character: in a text it may be the beginning of a pair.
    pub(crate) lone: bool,
}

/// The tokens of `text` as written, for phrases. Each run of CJK characters ends with its last
/// character alone, so that every character stands at a position of its own. Punctuation does not end a
/// run, as it does not part words.
pub(crate) fn exact(text: &str) -> Vec<Term> {
    let normal = Normal::new(text).text;
    let mut terms = Vec::new();
    let mut chars = normal.chars().peekable();
    let mut word = String::new();
    let mut position = 0;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        if is_cjk(c) {
            flush(&mut word, &mut terms, &mut position);
            let follows = chars.clone().find(|&c| is_cjk(c) || c.is_alphanumeric());
            cjk(c, follows, &mut terms, position);
            position += 1;
        } else if c.is_alphanumeric() || joins(&word, c, next) {
            word.push(c);
        } else if !is_skipped(&word, c, next) {
            flush(&mut word, &mut terms, &mut position);
        }
    }
    flush(&mut word, &mut terms, &mut position);
    terms
}

/// The tokens of `text` for ranking: stems, and pairs of CJK characters.
pub(crate) fn stems(text: &str) -> Vec<String> {
    stems_of(&exact(text))
}

fn stems_of(terms: &[Term]) -> Vec<String> {
    let mut stems = Vec::with_capacity(terms.len());
    for (i, term) in terms.iter().enumerate() {
        let closes_run = i > 0 && term.lone && is_pair(&terms[i - 1].text);
        if !closes_run {
            stems.push(stem(&term.text, Language::English).into_owned());
        }
    }
    stems
}

/// Ends the word at hand, if there is one.
fn flush(word: &mut String, terms: &mut Vec<Term>, position: &mut usize) {
    if !word.is_empty() {
        terms.push(Term { text: std::mem::take(word), position: *position, lone: false });
        *position += 1;
    }
}

fn cjk(c: char, next: Option<char>, terms: &mut Vec<Term>, position: usize) {
    let mut text = String::from(c);
    let next = next.filter(|&next| is_cjk(next));
    text.extend(next);
    terms.push(Term { text, position, lone: next.is_none() });
}

/// Whether `c` belongs to the word before and after it: the apostrophe of "don't", the point of "3.5".
fn joins(word: &str, c: char, next: Option<char>) -> bool {
    let Some(before) = word.chars().last() else { return false };
    match c {
        '\'' => before.is_alphabetic() && next.is_some_and(|n| n.is_alphabetic() && !is_cjk(n)),
        '.' => before.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit()),
        _ => false,
    }
}

/// Whether `c` is a thousands comma, which is no part of the number's word.
fn is_skipped(word: &str, c: char, next: Option<char>) -> bool {
    c == ',' && word.ends_with(|c: char| c.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit())
}

fn is_pair(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_cjk) && chars.next().is_some()
}

/// Words and pairs with positions: the field in which phrases are found.
#[derive(Clone)]
pub(crate) struct ExactTokenizer;

/// Stems and pairs: the field by which passages are ranked.
#[derive(Clone)]
pub(crate) struct StemTokenizer;

thread_local! {
    /// The passage that this thread took apart last: its two fields are made of the same tokens, one right after the other.
    static LAST: RefCell<(String, Vec<Term>)> = const { RefCell::new((String::new(), Vec::new())) };
}

/// What `of` makes of the [`exact`] tokens of `text`.
fn with_exact<T>(text: &str, of: impl FnOnce(&[Term]) -> T) -> T {
    LAST.with_borrow_mut(|(last, terms)| {
        if last != text {
            *terms = exact(text);
            text.clone_into(last);
        }
        of(terms)
    })
}

/// Tokens that are already made.
pub(crate) struct Tokens {
    rest: std::vec::IntoIter<Token>,
    token: Token,
}

impl Tokens {
    fn new(terms: impl Iterator<Item = (usize, String)>) -> Tokens {
        let tokens: Vec<Token> =
            terms.map(|(position, text)| Token { position, text, ..Token::default() }).collect();
        Tokens { rest: tokens.into_iter(), token: Token::default() }
    }
}

impl Tokenizer for ExactTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        with_exact(text, |terms| Tokens::new(terms.iter().map(|t| (t.position, t.text.clone()))))
    }
}

impl Tokenizer for StemTokenizer {
    type TokenStream<'a> = Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Tokens {
        let stems = with_exact(text, stems_of);
        Tokens::new(stems.into_iter().enumerate())
    }
}

impl TokenStream for Tokens {
    fn advance(&mut self) -> bool {
        self.rest.next().map(|token| self.token = token).is_some()
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let terms: Vec<String> = exact(text).iter().map(|t| format!("{}@{}", t.text, t.position)).collect();
        assert_eq!(terms.join(" "), expected);
    }

    #[test]
    fn words_are_folded_and_parted() {
        check("State-of-the-art, “Don’t”", "state@0 of@1 the@2 art@3 don't@4");
        check("180,000 or 3.5%.", "180000@0 or@1 3.5@2");
        check("'quoted' 1,", "quoted@0 1@1");
        check("… 🙂 —", "");
    }

    #[test]
    fn chinese_runs_are_pairs() {
        check("落后,一代。", "落后@0 后一@1 一代@2 代@3");
        check("用GPT写作", "用@0 gpt@1 写作@2 作@3");
    }

    #[test]
    fn stems_for_ranking() {
        assert_eq!(stems("Chips lagging"), stems("chip lagged"));
        assert_eq!(stems("落后一代GPT写"), ["落后", "后一", "一代", "gpt", "写"]);
    }
}
