//! How text becomes the words that are indexed and searched: normal forms as everywhere in ibid,
//! Latin words whole, Chinese, Japanese and Korean as overlapping pairs of characters, so that a
//! phrase holds without knowing where its words end.

use std::collections::HashSet;

use ibid_text::{Normal, Span, Tongue, is_cjk};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// A token and its position: the number of words and CJK characters before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) text: String,
    pub(crate) position: usize,
    /// A lone CJK character: in a text it may be the beginning of a pair.
    pub(crate) lone: bool,
    /// Its bytes in the text's normal form; of a pair, its first character's.
    pub(crate) span: Span,
}

/// The tokens of `text` as written. Each run of CJK characters ends with its last
/// character alone, so that every character stands at a position of its own. Punctuation does not end a
/// run, as it does not part words.
pub(crate) fn exact(text: &str) -> Vec<Term> {
    exact_of(&Normal::new(text).text)
}

fn exact_of(normal: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    each_exact(normal, |text, position, lone, span| {
        terms.push(Term { text: text.to_owned(), position, lone, span });
    });
    terms
}

/// Gives `take` the text, position, loneness and span of each [`Term`] of the normal form `normal`.
fn each_exact(normal: &str, take: impl FnMut(&str, usize, bool, Span)) {
    let mut words = Words { take, position: 0, word: String::new(), begins: 0, ends: 0 };
    let mut chars = normal.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        if is_cjk(c) {
            words.flush();
            let follows = chars.clone().map(|(_, c)| c).find(|&c| is_cjk(c) || c.is_alphanumeric());
            words.cjk(at, c, follows);
        } else if c.is_alphanumeric() || joins(&words.word, c, next) {
            words.push(at, c);
        } else if !is_skipped(&words.word, c, next) {
            words.flush();
        }
    }
    words.flush();
}

/// The tokens of `text` for ranking: stems of `tongue`, and pairs of CJK characters.
pub(crate) fn stems(text: &str, tongue: Tongue) -> Vec<String> {
    ranked(&exact(text)).map(|term| tongue.stem(&term.text).into_owned()).collect()
}

/// Of [`exact`] tokens those that count for ranking: all but a run's last character, which is in the pair before it.
pub(crate) fn ranked(terms: &[Term]) -> impl Iterator<Item = &Term> {
    let closes_run = |i: usize| i > 0 && terms[i].lone && is_pair(&terms[i - 1].text);
    terms.iter().enumerate().filter(move |(i, _)| !closes_run(*i)).map(|(_, term)| term)
}

/// The bytes of `text` that are words of the search for `words`, by their stems, in order.
pub fn matching(words: &str, text: &str) -> Vec<Span> {
    let tongues = [Tongue::ENGLISH, Tongue::of(text).unwrap_or(Tongue::ENGLISH)];
    let wanted = tongues.map(|tongue| stems(words, tongue).into_iter().collect::<HashSet<_>>());
    let normal = Normal::new(text);
    let terms = exact_of(&normal.text);
    let is_wanted = |term: &Term| {
        let mut each = tongues.iter().zip(&wanted);
        each.any(|(tongue, wanted)| wanted.contains(tongue.stem(&term.text).as_ref()))
    };
    let mut found: Vec<Span> = Vec::new();
    for term in ranked(&terms).filter(|term| is_wanted(term)) {
        // Of a pair, the second character may stand behind a line's end.
        let end = if is_pair(&term.text) {
            let second = terms.iter().find(|other| other.position == term.position + 1);
            second.map_or(term.span.end, |second| second.span.end)
        } else {
            term.span.end
        };
        let span = normal.original(Span::new(term.span.start, end));
        match found.last_mut() {
            Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
            _ => found.push(span),
        }
    }
    found
}

/// The words of a normal form as they are met.
struct Words<Take> {
    take: Take,
    position: usize,
    word: String,
    /// Where the word at hand begins, and where it ends so far.
    begins: usize,
    ends: usize,
}

impl<Take: FnMut(&str, usize, bool, Span)> Words<Take> {
    /// Adds `c`, at byte `at`, to the word at hand.
    fn push(&mut self, at: usize, c: char) {
        if self.word.is_empty() {
            self.begins = at;
        }
        self.word.push(c);
        self.ends = at + c.len_utf8();
    }

    /// Ends the word at hand, if there is one.
    fn flush(&mut self) {
        if !self.word.is_empty() {
            self.end(Span::new(self.begins, self.ends), false);
        }
    }

    /// Adds the pair of `c` and what follows it.
    fn cjk(&mut self, at: usize, c: char, next: Option<char>) {
        let next = next.filter(|&next| is_cjk(next));
        self.word.push(c);
        self.word.extend(next);
        self.end(Span::new(at, at + c.len_utf8()), next.is_none());
    }

    fn end(&mut self, span: Span, lone: bool) {
        (self.take)(&self.word, self.position, lone, span);
        self.word.clear();
        self.position += 1;
    }
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

pub(crate) fn is_pair(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(is_cjk) && chars.next().is_some()
}

/// What the engine finds words by: stems, and pairs of CJK characters, each at its [`exact`] token's position. The text says
/// its language first (see [`tagged`]).
#[derive(Clone)]
pub(crate) struct StemTokenizer;

/// `text` for a field of stems, in the language `tongue`.
pub(crate) fn tagged(tongue: Tongue, text: &str) -> String {
    format!("{}\t{text}", tongue.code())
}

/// Goes through tokens that are already made.
#[derive(Default)]
pub(crate) struct Stream {
    /// The texts of all tokens, one after the other.
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    /// How many were gone through, and where the next one begins.
    next: usize,
    start: usize,
    token: Token,
}

impl Tokenizer for StemTokenizer {
    type TokenStream<'a> = Stream;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream {
        let (code, text) = text.split_once('\t').unwrap_or(("", text));
        let tongue = Tongue::named(code).unwrap_or(Tongue::ENGLISH);
        let mut stream = Stream::default();
        each_exact(&Normal::new(text).text, |word, _, _, _| {
            tongue.stem_onto(word, &mut stream.text);
            stream.ends.push(stream.text.len());
        });
        stream
    }
}

impl TokenStream for Stream {
    fn advance(&mut self) -> bool {
        let Some(&end) = self.ends.get(self.next) else { return false };
        self.token.text.clear();
        self.token.text.push_str(&self.text[self.start..end]);
        self.token.position = self.next;
        self.next += 1;
        self.start = end;
        true
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
        let english = |text| stems(text, Tongue::ENGLISH);
        assert_eq!(english("Chips lagging"), english("chip lagged"));
        assert_eq!(english("落后一代GPT写"), ["落后", "后一", "一代", "gpt", "写"]);
        let german = |text| stems(text, Tongue::named("de").unwrap());
        assert_eq!(german("die Häuser"), german("die Haus"));
    }

    /// What is indexed must be what is searched for.
    #[test]
    fn the_engine_is_given_the_stems_of_the_same_tokens() {
        for text in ["State-of-the-art, “Don’t” 180,000", "落后,一代。用GPT写作", "Die Häuser", "", "…"]
        {
            for tongue in [Tongue::ENGLISH, Tongue::named("de").unwrap()] {
                let mut given = Vec::new();
                StemTokenizer
                    .token_stream(&tagged(tongue, text))
                    .process(&mut |token| given.push((token.text.clone(), token.position)));
                let expected: Vec<_> = exact(text)
                    .into_iter()
                    .map(|term| (tongue.stem(&term.text).into_owned(), term.position))
                    .collect();
                assert_eq!(given, expected);
            }
        }
    }

    #[track_caller]
    fn check_matching(words: &str, text: &str, expected: &str) {
        let spans = matching(words, text);
        let marked = spans.iter().rev().fold(text.to_owned(), |mut text, span| {
            text.insert(span.end, ']');
            text.insert(span.start, '[');
            text
        });
        assert_eq!(marked, expected);
    }

    #[test]
    fn words_of_a_search_are_marked_where_they_stand() {
        check_matching(
            "chip generation",
            "Our “Chips” lag a generation.",
            "Our “[Chips]” lag a [generation].",
        );
        check_matching("单芯片 一代", "我们单芯片还是落后美国一代。", "我们[单芯片]还是落后美国[一代]。");
        check_matching("1,800 yuan", "It is 1,800 million yuan.", "It is [1,800] million [yuan].");
        let german = "Die Häuser der Stadt wurden in den Jahren nach dem Krieg wieder aufgebaut.";
        check_matching("Haus", german, &german.replace("Häuser", "[Häuser]"));
        check_matching("", "Our chips", "Our chips");
    }
}
