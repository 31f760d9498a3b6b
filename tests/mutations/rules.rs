//! Ways to spoil a fact, by its kind. A rule that does not apply to the words gives nothing.

type Rule = (&'static str, fn(&str) -> Option<String>);

const QUANTITY: [Rule; 5] = [
    ("first digit", first_digit),
    ("last digit", last_digit),
    ("number word", number_word),
    ("scale", scale),
    ("unit", unit),
];
const DATE: [Rule; 3] = [("year", year), ("month", month), ("day", day)];
const QUOTATION: [Rule; 3] =
    [("word changed", word_changed), ("word dropped", word_dropped), ("negated", negated)];

/// The words spoilt in every way that their kind allows, with the rule's name.
pub(crate) fn spoilt(kind: &str, words: &str) -> Vec<(&'static str, String)> {
    let rules: &[Rule] = match kind {
        "quantity" | "ordinal" => &QUANTITY,
        "date" => &DATE,
        "quotation" => &QUOTATION,
        _ => &[],
    };
    let spoil = |(name, rule): &Rule| rule(words).filter(|after| after != words).map(|after| (*name, after));
    rules.iter().filter_map(spoil).collect()
}

/// The words with their bracketed parts, which are the writer's own, put out of a rule's sight.
fn outside_brackets(words: &str, rule: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (before, rest) = words.split_once('[').unwrap_or((words, ""));
    let after = rest.split_once(']').map_or("", |(_, after)| after);
    let bracketed = &words[before.len()..words.len() - after.len()];
    if before.len() > after.len() {
        rule(before).map(|spoilt| format!("{spoilt}{bracketed}{after}"))
    } else {
        rule(after).map(|spoilt| format!("{before}{bracketed}{spoilt}"))
    }
}

fn first_digit(words: &str) -> Option<String> {
    let at = words.find(|c: char| c.is_ascii_digit() && c != '0')?;
    Some(with_next_digit(words, at))
}

fn last_digit(words: &str) -> Option<String> {
    let first = words.find(|c: char| c.is_ascii_digit() && c != '0')?;
    let last = words.rfind(|c: char| c.is_ascii_digit() && c != '0')?;
    (last != first).then(|| with_next_digit(words, last))
}

fn with_next_digit(words: &str, at: usize) -> String {
    let next = match &words[at..=at] {
        "9" => "4".to_owned(),
        digit => (digit.parse::<u8>().unwrap() + 1).to_string(),
    };
    format!("{}{next}{}", &words[..at], &words[at + 1..])
}

fn number_word(words: &str) -> Option<String> {
    const NUMBERS: [&str; 12] =
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    swap(words, &pairs_to_next(&NUMBERS))
}

fn scale(words: &str) -> Option<String> {
    swap(
        words,
        &[
            ("million", "billion"),
            ("billion", "million"),
            ("thousand", "million"),
            ("亿", "万"),
            ("万", "亿"),
        ],
    )
}

fn unit(words: &str) -> Option<String> {
    swap(
        words,
        &[
            ("€", "$"),
            ("$", "€"),
            ("yuan", "dollars"),
            ("cents", "euros"),
            ("tonnes", "kilograms"),
            ("megawatts", "gigawatts"),
            ("gigawatt-hours", "megawatt-hours"),
            ("percent", "percentage points"),
            ("years", "months"),
            ("days", "weeks"),
            ("hours", "days"),
        ],
    )
}

fn year(words: &str) -> Option<String> {
    let digits: Vec<usize> =
        words.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let four = digits.windows(4).find(|four| four[3] - four[0] == 3)?;
    Some(with_next_digit(words, four[3]))
}

fn month(words: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    swap(words, &pairs_to_next(&MONTHS))
}

fn day(words: &str) -> Option<String> {
    let day =
        words.split_whitespace().find(|word| word.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)))?;
    let other = day.parse::<u8>().unwrap() % 28 + 1;
    Some(words.replacen(day, &other.to_string(), 1))
}

fn word_changed(words: &str) -> Option<String> {
    outside_brackets(words, |words| with_longest_word(words, "lantern", "河"))
}

/// A word from within: what is left out at either end leaves a shorter quotation, and no false one.
fn word_dropped(words: &str) -> Option<String> {
    let inner = |words: &str| {
        let (first, rest) = words.split_once(' ')?;
        let (within, last) = rest.rsplit_once(' ')?;
        Some(format!("{first} {} {last}", with_longest_word(within, "", "")?.trim()))
    };
    outside_brackets(words, inner)
}

/// The longest word, or where there is none the third Chinese character, replaced.
fn with_longest_word(words: &str, word: &str, character: &str) -> Option<String> {
    let longest =
        words.split(|c: char| !c.is_ascii_alphabetic()).max_by_key(|w| w.len()).filter(|w| w.len() > 3);
    match longest {
        Some(longest) => Some(words.replacen(longest, word, 1).replace("  ", " ")),
        None => {
            let (at, third) = words.char_indices().filter(|(_, c)| c.is_alphanumeric()).nth(2)?;
            Some(format!("{}{character}{}", &words[..at], &words[at + third.len_utf8()..]))
        }
    }
}

fn negated(words: &str) -> Option<String> {
    const TURNS: [(&str, &str); 8] = [
        (" not ", " "),
        (" is ", " is not "),
        (" was ", " was not "),
        (" will ", " will not "),
        (" would ", " would not "),
        (" have ", " have not "),
        (" works ", " never works "),
        ("never ", ""),
    ];
    outside_brackets(words, |words| swap(words, &TURNS))
}

/// The first pair whose left side stands in the words as a whole word (or as a sign), exchanged.
fn swap(words: &str, pairs: &[(&str, &str)]) -> Option<String> {
    pairs.iter().find_map(|(old, new)| {
        let at = words.match_indices(old).map(|(at, _)| at).find(|at| stands_alone(words, *at, old))?;
        Some(format!("{}{new}{}", &words[..at], &words[at + old.len()..]))
    })
}

fn stands_alone(words: &str, at: usize, old: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let ends_open = !letter(old.chars().next()) || !letter(words[..at].chars().next_back());
    ends_open && (!letter(old.chars().next_back()) || !letter(words[at + old.len()..].chars().next()))
}

fn pairs_to_next<'a>(cycle: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let next = cycle.iter().cycle().skip(1);
    cycle.iter().zip(next).map(|(word, next)| (*word, *next)).collect()
}
