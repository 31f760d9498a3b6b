//! The words of references and queries, in one spelling: lower case, no accents.

use ibid_text::is_cjk;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Reference;

/// Where a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Key,
    /// The first word of the first author's family name.
    FirstAuthor,
    Author,
    /// The title's first word.
    TitleStart,
    Title,
    Year,
    Container,
    Keyword,
}

impl Field {
    /// Whether it is not of the work itself.
    #[inline]
    pub(super) fn is_aside(self) -> bool {
        matches!(self, Field::Container | Field::Keyword)
    }

    /// All of them by number: any three bits are one.
    pub(super) const ALL: [Field; 8] = [
        Field::Key,
        Field::FirstAuthor,
        Field::Author,
        Field::TitleStart,
        Field::Title,
        Field::Year,
        Field::Container,
        Field::Keyword,
    ];

    /// Whether it is where people begin to type a reference.
    #[inline]
    pub(super) fn is_beginning(self) -> bool {
        matches!(self, Field::Key | Field::FirstAuthor | Field::TitleStart)
    }

    /// Whether words of the two can stand side by side.
    #[inline]
    pub(super) fn joins(self, next: Field) -> bool {
        self == next
            || matches!((self, next), (Field::FirstAuthor, Field::Author) | (Field::TitleStart, Field::Title))
    }
}

/// Gives `add` the words of `reference`, field by field.
pub(super) fn of_reference(reference: &Reference, mut add: impl FnMut(&str, Field)) {
    let mut add = |text: &str, first: Field, rest: Field| {
        let mut field = first;
        each(text, |word| add(word, std::mem::replace(&mut field, rest)));
    };
    add(&reference.key, Field::Key, Field::Key);
    for (i, author) in reference.authors.iter().enumerate() {
        add(author, if i == 0 { Field::FirstAuthor } else { Field::Author }, Field::Author);
    }
    add(&reference.title, Field::TitleStart, Field::Title);
    if let Some(date) = reference.date {
        add(&date.year.to_string(), Field::Year, Field::Year);
    }
    add(reference.container.as_deref().unwrap_or_default(), Field::Container, Field::Container);
    for (_, keywords) in reference.fields.iter().filter(|(name, _)| name == "keywords") {
        add(keywords, Field::Keyword, Field::Keyword);
    }
}

/// The words of `text`: runs of letters, runs of digits, and CJK characters one by one.
pub(super) fn of_text(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each(text, |word| words.push(word.to_owned()));
    words
}

fn each(text: &str, add: impl FnMut(&str)) {
    // Most references are plain, and there may be a hundred thousand.
    if text.is_ascii() {
        return cut(text.chars().filter(|c| *c != '\'').map(|c| c.to_ascii_lowercase()), add);
    }
    let folded = text
        .nfkd()
        .filter(|c| !is_combining_mark(*c) && !matches!(c, '\'' | '’'))
        .nfc()
        .flat_map(char::to_lowercase);
    cut(folded, add);
}

fn cut(letters: impl Iterator<Item = char>, mut add: impl FnMut(&str)) {
    let (mut word, mut last) = (String::new(), None);
    for c in letters {
        let kind = Kind::of(c);
        if !word.is_empty() && (kind != last || kind == Some(Kind::Cjk)) {
            add(&word);
            word.clear();
        }
        if kind.is_some() {
            word.push(c);
        }
        last = kind;
    }
    if !word.is_empty() {
        add(&word);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    Cjk,
}

impl Kind {
    fn of(c: char) -> Option<Kind> {
        match c {
            c if is_cjk(c) => Some(Kind::Cjk),
            c if c.is_numeric() => Some(Kind::Digit),
            c if c.is_alphabetic() => Some(Kind::Letter),
            _ => None,
        }
    }
}
