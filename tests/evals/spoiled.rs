//! What writers must not do to the words they quote: each way gives the words between the marks, no longer true.

use fastrand::Rng;

use crate::quoted::{bare_end, boundary, changed, within};

/// A way, whether it turns what is said into its opposite, and what it makes of the words.
type Way = (&'static str, bool, fn(&str, &str, &mut Rng) -> Option<String>);

pub(crate) const ENGLISH: [Way; 15] = [
    ("word changed", false, |words, text, rng| {
        let other = random_word(text, rng);
        at_word(words, rng, |word| (word.len() > 3).then(|| other.clone()))
    }),
    ("first word changed", false, |words, text, rng| {
        let (_, rest) = words.split_once(' ')?;
        Some(format!("{} {rest}", random_word(text, rng)))
    }),
    ("last word changed", false, |words, text, rng| {
        let (rest, _) = bare_end(words).rsplit_once(' ')?;
        Some(format!("{rest} {}", random_word(text, rng)))
    }),
    ("word dropped", false, |words, _, rng| at_word(words, rng, |_| Some(String::new()))),
    ("words dropped", false, words_dropped),
    ("word added", false, |words, _, rng| {
        let added = ["really", "largely", "only", "even", "once", "almost"][rng.usize(..6)];
        at_word(words, rng, |word| Some(format!("{word} {added}")))
    }),
    ("small word changed", false, |words, _, _| {
        const OTHERS: [(&str, &str); 8] = [
            ("the", "a"),
            ("and", "or"),
            ("in", "on"),
            ("of", "for"),
            ("to", "from"),
            ("all", "most"),
            ("by", "with"),
            ("shall", "should"),
        ];
        swapped(words, &OTHERS)
    }),
    ("ending changed", false, |words, _, rng| {
        at_word(words, rng, |word| match word.strip_suffix('s') {
            Some(stem) if stem.len() > 3 && !stem.ends_with('s') => Some(stem.to_owned()),
            _ => (word.len() > 3).then(|| format!("{word}s")),
        })
    }),
    ("number changed", false, |words, _, _| {
        const NUMBERS: [(&str, &str); 17] = [
            ("one", "two"),
            ("two", "three"),
            ("three", "four"),
            ("four", "five"),
            ("five", "six"),
            ("six", "seven"),
            ("seven", "eight"),
            ("nine", "ten"),
            ("ten", "twelve"),
            ("twenty", "thirty"),
            ("thirty", "forty"),
            ("thousand", "hundred"),
            ("hundred", "thousand"),
            ("second", "third"),
            ("1837,", "1838,"),
            ("1844", "1845"),
            ("first", "second"),
        ];
        swapped(words, &NUMBERS)
    }),
    ("two words in other order", false, |words, _, rng| {
        let mut all: Vec<&str> = words.split(' ').collect();
        let at = within(&all, rng)?;
        (letters(all[at]) != letters(all[at + 1])).then(|| all.swap(at, at + 1))?;
        Some(all.join(" "))
    }),
    ("order around an ellipsis", false, |words, _, rng| {
        let all: Vec<&str> = words.split(' ').collect();
        let at = within(&all, rng).filter(|at| *at > 3 && at + 4 < all.len())?;
        Some(format!("{} … {}", all[at..].join(" "), all[..at].join(" ")))
    }),
    ("changed beside an ellipsis", false, |words, text, rng| {
        let all: Vec<&str> = words.split(' ').collect();
        (all.len() >= 14).then_some(())?;
        let (half, other) = (all.len() / 2, random_word(text, rng));
        let kept = at_word(&all[..half].join(" "), rng, |word| (word.len() > 3).then(|| other.clone()))?;
        Some(format!("{kept} … {}", all[half + 2..].join(" ")))
    }),
    ("negation dropped", true, |words, _, rng| {
        at_word(words, rng, |_| None).or_else(|| {
            const DENIALS: [(&str, &str); 13] = [
                ("not", ""),
                ("never", ""),
                ("cannot", "can"),
                ("don't", "do"),
                ("nor", "and"),
                ("no", "a"),
                ("Neither", "Either"),
                ("neither", "either"),
                ("Nobody", "Anybody"),
                ("No", "A"),
                ("unreasonable", "reasonable"),
                ("insufficient", "sufficient"),
                ("imperfect.", "perfect."),
            ];
            swapped(words, &DENIALS)
        })
    }),
    ("negation added", true, |words, _, _| {
        const DENIED: [(&str, &str); 15] = [
            ("shall", "shall not"),
            ("should", "should not"),
            ("is", "is not"),
            ("was", "was not"),
            ("were", "were not"),
            ("are", "are never"),
            ("have", "have not"),
            ("has", "has not"),
            ("had", "had never"),
            ("will", "will not"),
            ("could", "could not"),
            ("may", "may not"),
            ("can", "cannot"),
            ("reasonable", "unreasonable"),
            ("possible", "impossible"),
        ];
        swapped(words, &DENIED)
    }),
    ("negation added in a short form", true, |words, _, _| {
        const DENIED: [(&str, &str); 6] = [
            ("is", "isn't"),
            ("was", "wasn’t"),
            ("were", "weren't"),
            ("have", "haven’t"),
            ("had", "hadn't"),
            ("could", "couldn’t"),
        ];
        swapped(words, &DENIED)
    }),
];

pub(crate) const CHINESE: [Way; 7] = [
    ("character changed", false, |words, text, rng| {
        let other = random_character(text, rng);
        at_character(words, rng, |_| other.to_string())
    }),
    ("character dropped", false, |words, _, rng| at_character(words, rng, |_| String::new())),
    ("character added", false, |words, text, rng| {
        let other = random_character(text, rng);
        at_character(words, rng, |c| format!("{c}{other}"))
    }),
    ("two characters in other order", false, |words, _, rng| {
        let at = boundary(words, rng)?;
        let (mut rest, before) = (words[at..].chars(), &words[..at]);
        let (first, second) = (rest.next()?, rest.next()?);
        let both = first.is_alphanumeric() && second.is_alphanumeric() && first != second;
        both.then(|| format!("{before}{second}{first}{}", rest.as_str()))
    }),
    ("number changed", false, |words, _, _| {
        let numbers = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];
        let at = numbers.iter().position(|number| words.contains(number))?;
        changed(words, words.replacen(numbers[at], numbers[(at + 1) % 10], 1))
    }),
    ("negation dropped", true, |words, _, _| {
        let denial = ["不", "无", "未", "莫"].into_iter().find(|d| inside(words, d))?;
        let at = words.rfind(denial)?;
        Some(words[..at].to_owned() + &words[at + denial.len()..])
    }),
    ("negation added", true, |words, _, rng| at_character(words, rng, |c| format!("不{c}"))),
];

/// A word from within changed by `change`; the first that it makes something of.
fn at_word(words: &str, rng: &mut Rng, change: impl Fn(&str) -> Option<String>) -> Option<String> {
    let all: Vec<&str> = words.split(' ').collect();
    let start = within(&all, rng)?;
    let made = |i: usize| Some((i, change(letters(all[i])).filter(|after| after != letters(all[i]))?));
    let (at, after) =
        (start..all.len() - 2).chain(2..start).filter(|i| !letters(all[*i]).is_empty()).find_map(made)?;
    let word = all[at].replacen(letters(all[at]), &after, 1);
    let kept = [all[..at].join(" "), word, all[at + 1..].join(" ")];
    Some(kept.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "))
}

/// The word without the marks around it.
fn letters(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn words_dropped(words: &str, _: &str, rng: &mut Rng) -> Option<String> {
    let all: Vec<&str> = words.split(' ').collect();
    (all.len() >= 10).then_some(())?;
    let from = rng.usize(3..all.len() - 6);
    Some(format!("{} {}", all[..from].join(" "), all[from + 3..].join(" ")))
}

/// The first of `pairs` whose left side is a word from within, exchanged.
fn swapped(words: &str, pairs: &[(&str, &str)]) -> Option<String> {
    let all: Vec<&str> = words.split(' ').collect();
    let end = all.len().saturating_sub(1);
    pairs.iter().find_map(|(before, after)| {
        let at = all.iter().take(end).skip(1).position(|word| word == before)? + 1;
        let denied = after.ends_with("not") && all[at + 1] == "not";
        let mut all = all.clone();
        all[at] = after;
        (!denied).then(|| all.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" "))
    })
}

fn random_word(text: &str, rng: &mut Rng) -> String {
    let words: Vec<&str> = text.split_whitespace().map(letters).filter(|word| word.len() > 3).collect();
    words[rng.usize(..words.len())].to_lowercase()
}

fn random_character(text: &str, rng: &mut Rng) -> char {
    let all: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    all[rng.usize(..all.len())]
}

fn at_character(words: &str, rng: &mut Rng, change: impl Fn(char) -> String) -> Option<String> {
    let at = boundary(words, rng)?;
    let c = words[at..].chars().next().filter(|c| c.is_alphanumeric())?;
    Some(format!("{}{}{}", &words[..at], change(c), &words[at + c.len_utf8()..]))
}

/// Whether `part` stands in the words, and not at their ends.
fn inside(words: &str, part: &str) -> bool {
    let end = bare_end(words);
    end.rfind(part).is_some_and(|at| at > 0 && at + part.len() < end.len())
}
