//! Names of people, organisations, places and products in a sentence.

use ibid_text::{Language, Span, is_cjk, unaccented, words};

use crate::names::OPENERS;
use crate::terms::STOPS;
use crate::{Dimension, Fact, Value};

/// A name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words, a title before it and a possessive ending left out.
    pub span: Span,
    /// Its words one by one, those that only join left out; an abbreviation with points is one.
    pub parts: Vec<Part>,
    /// The title right before it, folded: "minister".
    pub title: Option<String>,
    /// Whether its first word may have its capital from opening a sentence.
    pub opens: bool,
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Folded: in lower case, without marks on its letters.
    pub text: String,
    /// Its bytes in the text.
    pub span: Span,
}

/// Small words inside a name.
const JOINTS: [&str; 19] = [
    "of", "the", "de", "la", "del", "von", "van", "der", "den", "di", "da", "bin", "ibn", "al", "el", "du",
    "des", "dos", "zu",
];
#[rustfmt::skip]
const TITLES: &[&str] = &[
    "president", "minister", "professor", "prof", "dr", "mr", "mrs", "ms", "sir", "lady", "lord", "chairman",
    "chairwoman", "chair", "chancellor", "senator", "governor", "mayor", "king", "queen", "prince", "princess",
    "pope", "general", "colonel", "captain", "judge", "justice", "ambassador", "secretary", "director", "ceo", "cfo",
    "founder", "commissioner", "deputy", "vice", "prime", "premier", "chief", "congressman", "congresswoman",
    "representative", "councillor", "inspector", "sergeant", "admiral", "bishop", "archbishop", "coach", "analyst",
    "economist", "author", "engineer",
];
const TITLES_CHINESE: &[&str] = &[
    "总裁",
    "董事长",
    "总经理",
    "部长",
    "副部长",
    "市长",
    "副市长",
    "省长",
    "主席",
    "总理",
    "总统",
    "教授",
    "院士",
    "首席执行官",
    "创始人",
    "局长",
    "主任",
    "书记",
    "发言人",
    "记者",
    "院长",
    "校长",
];
const SAYING_CHINESE: &[&str] = &["说", "表示", "称", "指出", "强调", "认为", "告诉", "写道", "坦言"];
/// Words with a capital that name a part of a text, or a step, and no thing in the world.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "figure", "fig", "table", "section", "sec", "chapter", "appendix", "article", "part", "box", "annex", "panel",
    "page", "step", "phase", "stage", "type", "class", "group", "day", "week", "year", "level", "grade", "room",
    "question", "note", "footnote", "volume", "vol", "no", "number", "case", "line", "paragraph", "option", "item",
];
#[rustfmt::skip]
const CALENDAR: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "spring", "summer",
    "autumn", "winter", "i", "i'm", "i've", "i'd", "i'll", "ok", "q1", "q2", "q3", "q4", "h1", "h2", "fy", "am", "pm",
    "ad", "bc", "ce", "bce", "gmt", "utc", "co", "inc", "ltd", "corp", "plc", "etc",
];

/// Words for anybody and anything, which open sentences.
#[rustfmt::skip]
const INDEFINITE: &[&str] = &[
    "nobody", "everybody", "somebody", "anybody", "everyone", "someone", "anyone", "none", "nothing", "everything", "something",
    "anything", "another", "others", "several", "such", "neither", "either", "here", "yes", "well", "perhaps", "maybe", "yet",
    "meanwhile", "however", "moreover", "therefore", "instead", "indeed", "finally", "today", "yesterday", "later", "once",
    "according", "despite", "unlike", "unless", "whether", "together", "critics", "experts", "officials", "lack", "use",
];

/// The names in `text` (masked prose), whose facts are `facts`, in order.
pub fn names(text: &str, facts: &[Fact], language: Language) -> Vec<Name> {
    match language {
        Language::English if !is_title_case(text) => latin(text, facts),
        Language::Chinese => {
            let mut found = latin(text, facts);
            found.extend(chinese(text));
            found.sort_by_key(|name| name.span);
            found
        }
        _ => Vec::new(),
    }
}

/// Whether all words but the small ones have a capital, as in a heading, so that capitals say nothing.
fn is_title_case(text: &str) -> bool {
    let small = |word: &str| STOPS.contains(&word) || JOINTS.contains(&word);
    let told: Vec<&str> = words(text).map(|word| word.text).filter(|word| !small(word)).collect();
    told.len() > 4 && !told.iter().any(|word| word.starts_with(char::is_lowercase))
}

/// A word that may be part of a name.
struct Word<'a> {
    text: &'a str,
    span: Span,
    folded: String,
    opens: bool,
}

fn latin(text: &str, facts: &[Fact]) -> Vec<Name> {
    let all: Vec<Word<'_>> = words(text).map(|word| read_word(text, word)).collect();
    let mut found: Vec<Name> = Vec::new();
    let mut i = 0;
    while i < all.len() {
        if !begins_name(&all[i], facts) {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        while let Some(next) = goes_on(text, &all, end, facts) {
            end = next;
        }
        let before = i.checked_sub(1).map(|before| &all[before]);
        found.extend(name(text, before, &all[i..end]));
        i = end;
    }
    found
}

fn read_word<'a>(text: &'a str, word: ibid_text::Word<'a>) -> Word<'a> {
    let bare = ["'s", "’s", "'", "’"].iter().find_map(|end| word.text.strip_suffix(end)).unwrap_or(word.text);
    let before = text[..word.span.start].trim_end().chars().next_back();
    let opens = before.is_none_or(|c| !(c.is_alphanumeric() || ",'’)%".contains(c)));
    let span = Span::new(word.span.start, word.span.start + bare.len());
    Word { text: bare, span, folded: unaccented(bare), opens }
}

fn is_capital(word: &Word<'_>) -> bool {
    word.text.starts_with(char::is_uppercase)
}

/// Letters with a capital and digits in one: "910B", "H20".
fn is_designation(word: &Word<'_>) -> bool {
    let has = |test: fn(char) -> bool| word.text.contains(test);
    has(|c| c.is_ascii_digit()) && has(|c| c.is_ascii_uppercase()) && word.text.is_ascii()
}

fn states_fact(word: &Word<'_>, facts: &[Fact]) -> bool {
    facts.iter().any(|fact| fact.span.overlaps(word.span))
}

fn begins_name(word: &Word<'_>, facts: &[Fact]) -> bool {
    let known = |list: &[&str]| list.contains(&word.folded.as_str());
    let idle = known(CALENDAR)
        || known(&["the"])
        || word.opens && (known(OPENERS) || known(STOPS) || known(INDEFINITE));
    !states_fact(word, facts) && !idle && (is_capital(word) || is_designation(word))
}

/// Where a name that holds the words up to `at` goes on to, if it does.
fn goes_on(text: &str, all: &[Word<'_>], at: usize, facts: &[Fact]) -> Option<usize> {
    let joint = |word: &Word<'_>| JOINTS.contains(&word.text);
    let mut next = at;
    let designation = all[at - 1].text.contains(|c: char| c.is_ascii_digit());
    // "of the", but no "the" alone.
    let may_join =
        |next: usize| all.get(next).is_some_and(|word| joint(word) && (word.text != "the" || next > at));
    while !designation && next < at + 3 && may_join(next) {
        next += 1;
    }
    let word = all.get(next)?;
    let linked = (at..=next).all(|k| {
        let gap = &text[all[k - 1].span.end..all[k].span.start];
        let short = all[k - 1].text.chars().count() == 1 || TITLES.contains(&all[k - 1].folded.as_str());
        gap == " " || gap == " & " || short && (gap == "." || gap == ". ")
    });
    let number = next == at && is_number(text, word, facts);
    let part = is_capital(word) && !CALENDAR.contains(&word.folded.as_str()) || is_designation(word);
    (linked && (part && !states_fact(word, facts) || number)).then_some(next + 1)
}

/// Whether a number behind a name is a part of it: "Mate 60", "the Kirin 9000 chip", but not "Kell 9000 ships".
fn is_number(text: &str, word: &Word<'_>, facts: &[Fact]) -> bool {
    let plain = word.text.len() <= 5 && word.text.bytes().all(|b| b.is_ascii_digit());
    let counts_one = |fact: &Fact| {
        let next = words(&text[word.span.end..]).next().map_or("", |next| next.text);
        let noun = matches!(&fact.value, Value::Quantity(q) if matches!(q.dimension, Dimension::Count(_)));
        noun && fact.span.start == word.span.start && next.starts_with(char::is_lowercase) && !is_plural(next)
    };
    plain && facts.iter().filter(|fact| fact.span.overlaps(word.span)).all(counts_one)
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s')
        || ["people", "men", "women", "children", "staff", "troops", "aircraft"].contains(&word)
}

fn name(text: &str, before: Option<&Word<'_>>, words: &[Word<'_>]) -> Option<Name> {
    let title = |word: &Word<'_>| TITLES.contains(&word.folded.as_str());
    let led = words.iter().take_while(|word| title(word)).count();
    // "President of the Council" is an office, and no name with a title.
    let office = words.get(led).is_some_and(|word| JOINTS.contains(&word.text));
    let own = if office { words } else { &words[led..] };
    let titled = own.first().filter(|_| !office).and_then(|_| match led {
        0 => before.filter(|word| title(word)),
        led => Some(&words[led - 1]),
    });
    let (first, last) = (own.first()?, own.last()?);
    if LABELS.contains(&first.folded.as_str()) {
        return None;
    }
    let parts = parts(text, own);
    let lone = parts
        .iter()
        .all(|part| part.text.chars().count() == 1 || part.text.bytes().all(|b| b.is_ascii_digit()));
    (!lone).then(|| Name {
        span: Span::new(first.span.start, last.span.end),
        parts,
        title: titled.map(|word| word.folded.clone()),
        opens: first.opens && titled.is_none(),
    })
}

fn parts(text: &str, words: &[Word<'_>]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for word in words.iter().filter(|word| !JOINTS.contains(&word.text)) {
        let letter = |part: &Part| part.span.of(text).split('.').all(|letters| letters.chars().count() == 1);
        match parts.last_mut() {
            // "U.S."
            Some(last)
                if word.text.chars().count() == 1
                    && letter(last)
                    && text[last.span.end..word.span.start] == *"." =>
            {
                last.text.push_str(&word.folded);
                last.span = last.span.cover(word.span);
            }
            _ => parts.push(Part { text: word.folded.clone(), span: word.span }),
        }
    }
    parts
}

/// People between a title and a word of saying: "副市长陈立说".
fn chinese(text: &str) -> Vec<Name> {
    let mut found = Vec::new();
    for title in TITLES_CHINESE {
        for (at, _) in text.match_indices(title) {
            let from = at + title.len();
            let saying = SAYING_CHINESE.iter().filter_map(|verb| text[from..].find(verb)).min();
            let Some(len) = saying else { continue };
            let span = Span::new(from, from + len);
            let letters = span.of(text).chars().count();
            if (2..=3).contains(&letters) && span.of(text).chars().all(is_cjk) {
                let parts = vec![Part { text: span.of(text).to_owned(), span }];
                found.retain(|known: &Name| known.span != span);
                found.push(Name { span, parts, title: Some((*title).to_owned()), opens: false });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read;

    /// The names of `text`, titles in brackets before them.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let show = |name: &Name| match &name.title {
            Some(title) => format!("({title}) {}", name.span.of(text)),
            None => name.span.of(text).to_owned(),
        };
        let language = Language::of(text);
        let found: Vec<String> =
            names(text, &read::facts(text, language), language).iter().map(show).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn people_organisations_places_products() {
        check(
            "The mayor, Delphine Arkwright, met Prime Minister Rishi Sunak in Oslo.",
            &["(mayor) Delphine Arkwright", "(minister) Rishi Sunak", "Oslo"],
        );
        check(
            "In March the Bank of Japan and the University of the Arts met Huawei’s Peter Ding.",
            &["Bank of Japan", "University of the Arts", "Huawei", "Peter Ding"],
        );
        check(
            "It fits the Kirin 9000S, the Mate 60 Pro and the 910B of the U.S. army.",
            &["Kirin 9000S", "Mate 60 Pro", "910B", "U.S"],
        );
        check("Under Brandvold the NPA met.", &["Brandvold", "NPA"]);
        check("The Kirin 9000 chip went to Norway 9000 times.", &["Kirin 9000", "Norway"]);
        check("副市长陈立说，先想到的是土地。", &["(副市长) 陈立"]);
    }

    #[test]
    fn capitals_that_name_nothing() {
        check("The plan costs 5 million euros in May, as Table 2 of Section 3 says; I doubt it.", &[]);
        check("Why the Great Plan for the New Harbour Costs So Much", &[]);
    }
}
