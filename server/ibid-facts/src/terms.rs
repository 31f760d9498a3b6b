//! The words that tell one slot from another: stems, and pairs of characters in Chinese.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use ibid_text::{Language, Span, is_cjk, stem, words};

use crate::directions::{self, Hold};
use crate::{abbreviations, gloss};

/// Words that stand in any slot.
#[rustfmt::skip]
pub(crate) const STOPS: &[&str] = &[
    "a", "about", "above", "according", "after", "all", "almost", "also", "an", "and", "any", "are",
    "around", "as", "at", "be", "been", "before", "being", "below", "between", "billion", "but", "by",
    "can", "could", "did", "do", "does", "during", "each", "even", "far", "few", "first", "for", "from",
    "had", "has", "have", "he", "her", "here", "him", "his", "how", "i", "if", "in", "into", "is", "it",
    "its", "it's", "just", "last", "least", "less", "like", "many", "may", "me", "million", "more", "most",
    "much", "my", "nearly", "no", "not", "now", "of", "off", "on", "one", "only", "or", "other", "our",
    "out", "over", "own", "per", "reported", "said", "say", "says", "she", "should", "since", "so", "some",
    "still", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this",
    "those", "through", "thus", "to", "told", "too", "trillion", "two", "under", "until", "up", "upon",
    "us", "very", "was", "we", "well", "were", "what", "when", "where", "whereas", "which", "while", "who",
    "whose", "will", "with", "would", "year", "years", "you", "your",
];
/// Characters that join words in Chinese.
const STOP_CHARACTERS: &str = "的了是在和与及也等为对将于其这那该并而从到由被把就都又之以或有我们他她它个";
#[rustfmt::skip]
const CHINESE_DIRECTIONS: &[&str] = &[
    "增长", "增加", "上升", "上涨", "提高", "提升", "下降", "减少", "下跌", "下滑", "降低", "达到", "超过", "大约", "至少", "接近", "左右",
    "以上",
];

/// A term and where it stands in its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The term: a stem, a year, or a pair of characters.
    pub text: String,
    /// The word or characters that it stands for, in bytes of the text.
    pub span: Span,
}

/// The terms of `text` as [`crate::Slot`] and [`crate::Rarity`] know them, each as often as it stands there:
/// stems without stop words and direction words, years, pairs of Chinese characters.
pub fn terms(text: &str, language: Language) -> Vec<String> {
    placed_terms(text, language).into_iter().map(|term| term.text).collect()
}

/// The same [`terms`], and English ones for the Chinese words and names among them.
pub fn glossed_terms(text: &str, language: Language) -> Vec<String> {
    let mut found = terms(text, language);
    let english = gloss::glosses(text).into_iter().chain(gloss::transliterations(text));
    found.extend(english.map(|term| term.text));
    found
}

/// The same [`terms`] with their places.
pub fn placed_terms(text: &str, language: Language) -> Vec<Term> {
    let mut found = Vec::new();
    let mut last: Option<Span> = None;
    for word in words(text) {
        if let Some((short, long)) = abbreviations::at(text, word.span.start) {
            last = None;
            let span = Span::new(word.span.start, word.span.start + short.len());
            found.extend(long.iter().filter_map(|w| Some(Term { text: term(w, Language::English)?, span })));
        } else if found.last().is_some_and(|before| before.span.contains(word.span)) {
            // A part of the abbreviation before it: the D of R&D.
        } else if word.text.chars().all(is_cjk) {
            let pair = last.filter(|l| l.end == word.span.start).map(|l| l.cover(word.span));
            found.extend(pair.and_then(|pair| characters(text, pair)));
            last = Some(word.span);
        } else {
            last = None;
            latin(word.text, word.span, language, &mut found);
        }
    }
    found
}

/// A pair of characters, unless one of them only joins or the two say a direction.
fn characters(text: &str, pair: Span) -> Option<Term> {
    let two = pair.of(text);
    let idle = two.chars().any(|c| STOP_CHARACTERS.contains(c)) || CHINESE_DIRECTIONS.contains(&two);
    (!idle).then(|| Term { text: two.to_owned(), span: pair })
}

/// A word in letters, part by part where hyphens join it.
fn latin(word: &str, span: Span, language: Language, found: &mut Vec<Term>) {
    let mut at = span.start;
    for part in word.split(['-', '\u{2010}', '\u{2011}']) {
        let place = Span::new(at, at + part.len());
        at += part.len() + word[place.end - span.start..].chars().next().map_or(0, char::len_utf8);
        let lower = part.to_lowercase();
        let bare = lower.trim_end_matches("'s").trim_end_matches("’s");
        if let Some(text) = term(bare, language) {
            found.push(Term { text, span: place });
        }
    }
}

fn term(word: &str, language: Language) -> Option<String> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return year(word);
    }
    let direction = || directions::of(word).is_some_and(|(_, hold)| hold == Hold::Any);
    let idle = word.is_empty() || is_stop(word) || direction();
    (!idle).then(|| stem(&singular(word), language).into_owned())
}

/// The singular of a word whose plural no ending makes.
fn singular(word: &str) -> Cow<'_, str> {
    const MEN: [&str; 7] = ["women", "rmen", "smen", "tmen", "gmen", "cemen", "ghmen"];
    const PLURALS: [(&str, &str); 9] = [
        ("men", "man"),
        ("children", "child"),
        ("feet", "foot"),
        ("teeth", "tooth"),
        ("wives", "wife"),
        ("lives", "life"),
        ("shelves", "shelf"),
        ("mice", "mouse"),
        ("criteria", "criterion"),
    ];
    if MEN.iter().any(|ending| word.ends_with(ending)) {
        return Cow::Owned(format!("{}man", &word[..word.len() - "men".len()]));
    }
    let known = PLURALS.iter().find(|(plural, _)| *plural == word);
    Cow::Borrowed(known.map_or(word, |(_, singular)| singular))
}

/// Whether `word` is one of [`STOPS`].
fn is_stop(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| STOPS.iter().copied().collect());
    WORDS.contains(word)
}

/// Of figures only years tell a slot: other figures are what is compared.
fn year(word: &str) -> Option<String> {
    let digits: &str = word.trim_end_matches('s');
    let is_year = digits.len() == 4 && digits.parse().is_ok_and(|y: u32| (1000..=2100).contains(&y));
    is_year.then(|| digits.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_that_no_ending_makes_are_their_singular() {
        let one = |word| terms(word, Language::English);
        for (plural, singular) in
            [("women", "woman"), ("Fishermen", "fisherman"), ("children's", "child"), ("feet", "foot")]
        {
            assert_eq!(one(plural), one(singular), "{plural}");
        }
        assert_ne!(one("specimen"), one("speciman"));
    }
}
