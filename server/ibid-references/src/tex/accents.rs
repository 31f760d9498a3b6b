//! Accents, which TeX has as commands before a letter.

use unicode_normalization::UnicodeNormalization;

/// Commands without their backslash, and the mark that stands behind the letter in Unicode.
const ACCENTS: &[(&str, char)] = &[
    ("`", '\u{300}'),
    ("'", '\u{301}'),
    ("´", '\u{301}'),
    ("^", '\u{302}'),
    ("~", '\u{303}'),
    ("=", '\u{304}'),
    ("u", '\u{306}'),
    (".", '\u{307}'),
    ("\"", '\u{308}'),
    ("r", '\u{30a}'),
    ("H", '\u{30b}'),
    ("v", '\u{30c}'),
    ("d", '\u{323}'),
    ("textcommabelow", '\u{326}'),
    ("c", '\u{327}'),
    ("k", '\u{328}'),
    ("b", '\u{331}'),
    ("t", '\u{361}'),
];

/// The mark of the accent that the command `name` is.
pub(super) fn accent(name: &str) -> Option<char> {
    ACCENTS.iter().find(|(known, _)| *known == name).map(|(_, mark)| *mark)
}

/// `text` with `mark` on its first letter; an `i` or `j` loses its own dot. An accent on nothing is a sign of its own.
pub(super) fn accented(text: &str, mark: char) -> String {
    let mut letters = text.chars();
    let letter = match letters.next() {
        Some('ı') => 'i',
        Some('ȷ') => 'j',
        Some(letter) => letter,
        None if mark == '\u{303}' => return "~".to_owned(),
        None if mark == '\u{302}' => return "^".to_owned(),
        None => return String::new(),
    };
    [letter, mark].into_iter().nfc().chain(letters).collect()
}
