//! What a full stop after a word may mean, in English.

/// What a full stop after an abbreviation says of the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// More follows: "Dr.", "e.g.".
    Never,
    /// A number or a label follows, else the stop ends the sentence: "No. 5".
    BeforeNumber,
    /// May stand last in a sentence: "Inc.", "U.S.", "Jan."; the next word decides.
    Perhaps,
}

/// Titles before a name; capital, since "sen" and "rep" are words too.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Capt", "Cmdr", "Adm", "Rev", "Hon",
    "St", "Ste", "Sen", "Rep", "Gov", "Pres", "Messrs", "Mt", "Ft", "Fr", "Amb", "Sec",
];
const NEVER: &[&str] = &[
    "e.g", "eg", "i.e", "ie", "viz", "cf", "al", "vs", "v", "ca", "approx", "esp", "incl", "resp", "pp",
    "vols", "nos", "chs", "secs", "figs", "eds", "repr", "op", "cit", "messrs",
];
const BEFORE_NUMBER: &[&str] = &[
    "no", "p", "vol", "ch", "chap", "sec", "sect", "fig", "art", "para", "eq", "tab", "pt", "ver", "n", "nn",
    "l", "ll", "fol", "c", "b", "d", "r", "app",
];
const PERHAPS: &[&str] = &[
    "inc", "ltd", "corp", "co", "bros", "plc", "llc", "jr", "sr", "esq", "dept", "univ", "assn", "ed", "ph.d",
];
/// Months, days and streets; capital, since "sat" and "sun" are words too.
const DATES: &[&str] = &[
    "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "Mon", "Tue",
    "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun", "Ave", "Blvd", "Rd",
];
/// Words with which a sentence often begins and a name seldom goes on.
const STARTERS: &[&str] = &[
    "a",
    "about",
    "according",
    "after",
    "all",
    "also",
    "although",
    "an",
    "and",
    "another",
    "any",
    "as",
    "at",
    "because",
    "before",
    "both",
    "but",
    "by",
    "critics",
    "despite",
    "during",
    "each",
    "even",
    "every",
    "few",
    "finally",
    "first",
    "for",
    "from",
    "further",
    "given",
    "he",
    "hence",
    "her",
    "here",
    "his",
    "how",
    "however",
    "i",
    "if",
    "in",
    "indeed",
    "instead",
    "it",
    "its",
    "last",
    "later",
    "many",
    "meanwhile",
    "moreover",
    "most",
    "much",
    "my",
    "neither",
    "nevertheless",
    "no",
    "nobody",
    "none",
    "nor",
    "not",
    "nothing",
    "now",
    "of",
    "officials",
    "on",
    "once",
    "one",
    "only",
    "or",
    "other",
    "others",
    "our",
    "over",
    "people",
    "perhaps",
    "second",
    "several",
    "she",
    "since",
    "so",
    "some",
    "still",
    "such",
    "than",
    "that",
    "the",
    "their",
    "then",
    "there",
    "therefore",
    "these",
    "they",
    "this",
    "those",
    "though",
    "thus",
    "to",
    "today",
    "two",
    "under",
    "unlike",
    "until",
    "we",
    "what",
    "when",
    "where",
    "whether",
    "which",
    "while",
    "who",
    "why",
    "with",
    "without",
    "yet",
    "you",
    "your",
];

/// What `word` (before a full stop, without it) is short for, if it is an abbreviation.
pub(super) fn of(word: &str) -> Option<Abbreviation> {
    let lower = word.to_lowercase();
    let has = |list: &[&str]| list.contains(&lower.as_str());
    if has(NEVER) || TITLES.contains(&word) {
        return Some(Abbreviation::Never);
    }
    if has(PERHAPS) || DATES.contains(&word) || is_initials(word) {
        return Some(Abbreviation::Perhaps);
    }
    has(BEFORE_NUMBER).then_some(Abbreviation::BeforeNumber)
}

/// "J", "U.S", "a.m": single letters with points between them; a lone one is a capital.
fn is_initials(word: &str) -> bool {
    let mut letters = word.split('.');
    let single = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
    };
    letters.all(single) && (word.contains('.') || word.chars().all(char::is_uppercase))
}

/// Whether a sentence likely begins with `word`.
pub(super) fn starts_sentence(word: &str) -> bool {
    let lower = word.to_lowercase();
    STARTERS.binary_search(&lower.as_str()).is_ok()
}

#[test]
fn starters_are_sorted() {
    assert!(STARTERS.is_sorted());
}
