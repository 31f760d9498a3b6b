//! Words and their stems.

use std::borrow::Cow;
use std::cell::RefCell;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::{Language, Span};

/// A word of a text: a run of letters and digits (with the apostrophes, hyphens, points and commas
/// inside it that belong to it), or one CJK character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word<'a> {
    /// Where it stands.
    pub span: Span,
    /// As written.
    pub text: &'a str,
}

/// The words of `text`, in order. "long-term", "it's", "1,800.5" are one word each; two numbers with
/// a hyphen between them ("33-35") are two.
pub fn words(text: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].char_indices().find(|&(_, c)| c.is_alphanumeric())?.0;
        let span = Span::new(at, at + word_len(&text[at..]));
        at = span.end;
        Some(Word { span, text: span.of(text) })
    })
}

/// Bytes of the word that `text` begins with.
fn word_len(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(mut last) = chars.next() else { return 0 };
    let mut len = last.len_utf8();
    if is_cjk(last) {
        return len;
    }
    loop {
        let rest = &text[len..];
        let mut ahead = rest.chars();
        let Some(c) = ahead.next() else { return len };
        let inner = (c.is_alphanumeric() && !is_cjk(c)) || is_combining_mark(c) || c == '\u{ad}';
        let next = ahead.next().filter(|&n| n.is_alphanumeric() && !is_cjk(n));
        if !inner && !next.is_some_and(|next| links(last, c, next, rest)) {
            return len;
        }
        len += c.len_utf8();
        last = c;
    }
}

/// Whether `link`, with which `rest` begins, holds `last` and `next` together.
fn links(last: char, link: char, next: char, rest: &str) -> bool {
    let numbers = last.is_ascii_digit() && next.is_ascii_digit();
    match link {
        '\'' | '’' | 'ʼ' => last.is_alphanumeric(),
        '-' | '\u{2010}' | '\u{2011}' => last.is_alphanumeric() && !numbers,
        '.' => numbers,
        ',' => numbers && rest[1..].bytes().take_while(u8::is_ascii_digit).count() == 3,
        _ => false,
    }
}

/// Whether `c` is a Chinese, Japanese or Korean ideograph or syllable, written without spaces.
pub fn is_cjk(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x323AF)
}

/// Whether `c` belongs to a script without spaces between words, its punctuation included.
pub(crate) fn is_han_or_kana(c: char) -> bool {
    let hangul = matches!(c as u32, 0xAC00..=0xD7AF);
    (is_cjk(c) && !hangul) || matches!(c as u32, 0x3001..=0x303F | 0xFF01..=0xFF0F | 0xFF1A..=0xFF20)
}

/// How many words' stems a thread keeps; then they are forgotten together.
const KEPT: usize = 20_000;

thread_local! {
    /// Words come again and again, so that their stems are kept, by who stems them.
    static STEMS: RefCell<Vec<(Algorithm, FxHashMap<String, String>)>> = RefCell::default();
}

/// The stem of a lower-case word: Snowball's for English, the word itself elsewhere.
pub fn stem(word: &str, language: Language) -> Cow<'_, str> {
    if language != Language::English || !word.is_ascii() {
        return Cow::Borrowed(word);
    }
    Cow::Owned(stemmed(word, Algorithm::English))
}

/// What Snowball's `algorithm` makes of a lower-case word.
pub(crate) fn stemmed(word: &str, algorithm: Algorithm) -> String {
    with_stem(word, algorithm, str::to_owned)
}

/// What `of` makes of the stem of a lower-case word.
pub(crate) fn with_stem<T>(word: &str, algorithm: Algorithm, of: impl FnOnce(&str) -> T) -> T {
    STEMS.with_borrow_mut(|stems| {
        let own = stems.iter().position(|(other, _)| *other == algorithm);
        let own = own.unwrap_or_else(|| {
            stems.push((algorithm, FxHashMap::default()));
            stems.len() - 1
        });
        if let Some(known) = stems[own].1.get(word) {
            return of(known);
        }
        if stems.iter().map(|(_, known)| known.len()).sum::<usize>() >= KEPT {
            stems.iter_mut().for_each(|(_, known)| known.clear());
        }
        let stem = Stemmer::new(algorithm).stem(word).into_owned();
        let answer = of(&stem);
        stems[own].1.insert(word.to_owned(), stem);
        answer
    })
}

/// `word` in lower case and without the marks on its letters, as names are written by who lacks them: "erdogan".
pub fn unaccented(word: &str) -> String {
    let bare = |c: char| match c {
        'ø' => 'o',
        'ł' => 'l',
        'đ' | 'ð' => 'd',
        'ı' => 'i',
        '’' => '\'',
        c => c,
    };
    word.to_lowercase().nfd().filter(|c| !is_combining_mark(*c)).map(bare).nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let got: Vec<_> = words(text).map(|w| w.text).collect();
        assert_eq!(got, expected);
        assert!(words(text).all(|w| w.span.of(text) == w.text));
    }

    #[test]
    fn latin_words() {
        check("It’s a long-term plan, isn't it?", &["It’s", "a", "long-term", "plan", "isn't", "it"]);
        check("rock-'n'-roll - 'tis ’", &["rock", "n", "roll", "tis"]);
        check("", &[]);
        check("Cafe\u{301}s", &["Cafe\u{301}s"]);
    }

    #[test]
    fn numbers() {
        check("1,800.5 and 3.14.", &["1,800.5", "and", "3.14"]);
        check("1,2 10,0000 33-35 COVID-19", &["1", "2", "10", "0000", "33", "35", "COVID-19"]);
        check("$180bn 5%", &["180bn", "5"]);
    }

    #[test]
    fn cjk_and_emoji() {
        check("华为5G芯片👍ok", &["华", "为", "5G", "芯", "片", "ok"]);
        check("a-中", &["a", "中"]);
    }

    #[test]
    fn marks_on_letters() {
        assert_eq!(unaccented("Erdoğan"), "erdogan");
        assert_eq!(unaccented("Łódź"), "lodz");
        assert_eq!(unaccented("华为"), "华为");
    }

    #[test]
    fn stems() {
        assert_eq!(stem("companies", Language::English), stem("company", Language::English));
        assert_eq!(stem("running", Language::English), "run");
        assert_eq!(stem("companies", Language::OtherLatin), "companies");
        assert_eq!(stem("公司", Language::English), "公司");
        assert_eq!(stem("", Language::English), "");
    }
}
