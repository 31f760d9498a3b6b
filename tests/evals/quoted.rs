//! What writers may do to the words they quote: each way gives the words between the marks, still true.

use fastrand::Rng;

type Way = (&'static str, fn(&str, &mut Rng) -> Option<String>);

pub(crate) const ENGLISH: [Way; 14] = [
    ("word for word", |words, _| Some(words.to_owned())),
    ("ellipsis", |words, rng| left_out(words, "…", rng)),
    ("ellipsis of dots", |words, rng| left_out(words, "...", rng)),
    ("ellipsis in brackets", |words, rng| left_out(words, "[…]", rng)),
    ("words in brackets", |words, rng| left_out(words, "[the said things]", rng)),
    ("capital in brackets", |words, _| first_letter(words, |c| format!("[{}]", turned(c)))),
    ("capital turned", |words, _| first_letter(words, |c| turned(c).to_string())),
    ("comma for the stop", |words, _| Some(format!("{},", bare_end(words)))),
    ("stop for the comma", |words, _| Some(format!("{}.", bare_end(words)))),
    ("other apostrophes", |words, _| changed(words, words.replace('\'', "’"))),
    ("emphasis", |words, rng| inner(words, rng, |word| format!("*{word}*"))),
    ("sic", |words, rng| inner(words, rng, |word| format!("{word} [sic]"))),
    ("dashes", |words, _| changed(words, words.replace(" -- ", "—"))),
    ("broken line", |words, rng| inner(words, rng, |word| format!("{word}\n"))),
];

pub(crate) const CHINESE: [Way; 6] = [
    ("word for word", |words, _| Some(words.to_owned())),
    ("ellipsis", |words, rng| left_out_characters(words, "……", rng)),
    ("ellipsis in brackets", |words, rng| left_out_characters(words, "［……］", rng)),
    ("end left off", |words, _| Some(bare_end(words).to_owned())),
    ("marks of half width", |words, _| changed(words, words.replace('，', ",").replace('；', ";"))),
    ("broken line", |words, rng| {
        let at = boundary(words, rng)?;
        Some(format!("{}\n{}", &words[..at], &words[at..]))
    }),
];

/// `after`, if it is not `before`.
pub(crate) fn changed(before: &str, after: String) -> Option<String> {
    (before != after).then_some(after)
}

/// The words without marks at their end.
pub(crate) fn bare_end(words: &str) -> &str {
    words.trim_end_matches(|c: char| !c.is_alphanumeric())
}

/// A word from within, by number, `None` where there are too few.
pub(crate) fn within(words: &[&str], rng: &mut Rng) -> Option<usize> {
    (words.len() > 4).then(|| rng.usize(2..words.len() - 2))
}

fn inner(words: &str, rng: &mut Rng, change: impl Fn(&str) -> String) -> Option<String> {
    let mut all: Vec<String> = words.split(' ').map(str::to_owned).collect();
    let plain = |i: &usize| all[*i].chars().all(char::is_alphanumeric);
    let at = within(&words.split(' ').collect::<Vec<_>>(), rng).filter(plain)?;
    all[at] = change(&all[at]);
    Some(all.join(" "))
}

fn left_out(words: &str, mark: &str, rng: &mut Rng) -> Option<String> {
    let all: Vec<&str> = words.split(' ').collect();
    (all.len() >= 8).then_some(())?;
    let from = rng.usize(2..all.len() - 4);
    let to = from + rng.usize(1..3);
    Some(format!("{} {mark} {}", all[..from].join(" "), all[to..].join(" ")))
}

fn left_out_characters(words: &str, mark: &str, rng: &mut Rng) -> Option<String> {
    let from = boundary(words, rng)?;
    let len: usize = words[from..].chars().take(2).map(char::len_utf8).sum();
    Some(format!("{}{mark}{}", &words[..from], &words[from + len..]))
}

/// A byte between two characters, with at least three on either side.
pub(crate) fn boundary(words: &str, rng: &mut Rng) -> Option<usize> {
    let starts: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
    (starts.len() >= 8).then(|| starts[rng.usize(3..starts.len() - 4)])
}

fn first_letter(words: &str, letter: impl Fn(char) -> String) -> Option<String> {
    let first = words.chars().next().filter(|c| c.is_ascii_alphabetic())?;
    Some(letter(first) + &words[1..])
}

fn turned(letter: char) -> char {
    if letter.is_uppercase() { letter.to_ascii_lowercase() } else { letter.to_ascii_uppercase() }
}
