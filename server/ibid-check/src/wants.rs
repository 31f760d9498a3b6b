//! Which sentences want a source, by their words alone: those that state amounts, compare, say what is most or first, or what
//! somebody said; not what the writer thinks, asks, demands or counts.

use ibid_draft::Claim;
use ibid_facts::{Dimension, Fact, Quantity, Value};
use ibid_text::Language;

use crate::matching::is_count;
use crate::speech;

/// Why a sentence wants a source, the plainest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Want {
    /// It states an amount of something that is or was.
    Amount,
    /// It says what is most, or first.
    Superlative,
    /// It says that something is more than something, or changed by so much.
    Comparison,
    /// It says how somebody voted, or what became law, which is on record.
    Record,
    /// It states an amount of what the writer did, or of what is to come.
    OwnAmount,
    /// It states another figure, or a date.
    Figure,
    /// It says what somebody said.
    Attribution,
    /// It quotes.
    Quotation,
}

impl Want {
    /// All, the plainest first.
    pub const ALL: [Want; 8] = [
        Want::Amount,
        Want::Superlative,
        Want::Comparison,
        Want::Record,
        Want::OwnAmount,
        Want::Figure,
        Want::Attribution,
        Want::Quotation,
    ];
}

/// Up to here a number is mostly the writer's own count.
const COUNTED: f64 = 12.0;
/// Words between "I" or "we" and what shows that a thought or a plan of theirs follows.
const NEAR: usize = 4;

/// Why `claim` wants a source, most plainly; `None` where it wants none.
pub fn wants(claim: &Claim) -> Option<Want> {
    if !claim.quotations.is_empty() {
        return Some(Want::Quotation);
    }
    let text = claim.text.as_str();
    let words: Vec<String> = ibid_text::words(text).map(|word| word.text.to_lowercase()).collect();
    let facts = ibid_facts::facts(text, Language::of(text));
    if is_own(text, &words, facts.iter().any(is_shared)) {
        return None;
    }
    let own = is_told_of_oneself(&words) || is_to_come(&words);
    let has = |want: &Want| match want {
        Want::Amount => !own && facts.iter().any(is_amount),
        Want::Superlative => !own && is_superlative(&words),
        Want::Comparison => !own && compares(&words),
        Want::Record => !is_to_come(&words) && is_on_record(&words),
        Want::OwnAmount => facts.iter().any(is_amount) || is_superlative(&words) || compares(&words),
        Want::Figure => facts.iter().any(is_figure),
        Want::Attribution => speech::attribution(text).is_some(),
        Want::Quotation => false,
    };
    Want::ALL.into_iter().find(has)
}

/// Whether a sentence says how somebody voted, or what bill was passed or signed.
fn is_on_record(words: &[String]) -> bool {
    const REACH: usize = 6;
    const LAWS: [&str; 5] = ["bill", "law", "act", "legislation", "amendment"];
    words.iter().enumerate().any(|(at, word)| match word.as_str() {
        "voted" | "vetoed" => true,
        "passed" | "signed" | "sponsored" => {
            words[at + 1..].iter().take(REACH).any(|word| LAWS.contains(&word.as_str()))
        }
        _ => false,
    })
}

/// Whether a sentence begins with its writer: "I lived there for 18 years".
fn is_told_of_oneself(words: &[String]) -> bool {
    const OPENERS: [&str; 6] = ["and", "but", "so", "now", "well", "then"];
    let first = words.iter().find(|word| !OPENERS.contains(&word.as_str()));
    first.is_some_and(|word| matches!(word.replace('’', "'").as_str(), "i" | "i'm" | "i've" | "i'd"))
}

/// Whether a sentence tells of what is to come, which no source bears out yet.
fn is_to_come(words: &[String]) -> bool {
    let going = words.windows(2).any(|pair| pair[0] == "going" && pair[1] == "to");
    going
        || words
            .iter()
            .any(|word| word == "will" || word == "won't" || word.replace('’', "'").ends_with("'ll"))
}

/// Whether a sentence states a figure or date that is not the writer's own count.
pub(crate) fn states_figure(text: &str) -> bool {
    ibid_facts::facts(text, Language::of(text)).iter().any(is_figure)
}

fn is_figure(fact: &Fact) -> bool {
    match &fact.value {
        Value::Quantity(q) => !q.in_words,
        Value::Date(_) => true,
        Value::Ordinal(_) => false,
    }
}

/// Whether a fact is an amount of something that is no small count, no length of time, and no round "millions".
fn is_amount(fact: &Fact) -> bool {
    let Value::Quantity(q) = &fact.value else { return false };
    let Quantity { dimension, low, in_words, .. } = q;
    match dimension {
        Dimension::Duration | Dimension::Age => false,
        Dimension::Number if *in_words => false,
        d if is_count(d) => *low > COUNTED,
        _ => true,
    }
}

/// Whether a sentence compares: "more ships than any other port", "doubled", "twice as many", "an increase in rents".
fn compares(words: &[String]) -> bool {
    const CHANGES: [&str; 12] = [
        "reduced",
        "doubled",
        "tripled",
        "quadrupled",
        "halved",
        "increased",
        "decreased",
        "rose",
        "fell",
        "declined",
        "grew",
        "dropped",
    ];
    const COMPARATIVES: [&str; 12] = [
        "more", "less", "fewer", "higher", "lower", "greater", "larger", "faster", "slower", "smaller",
        "longer", "bigger",
    ];
    const REACH: usize = 6;
    let is = |at: usize, word: &str| words.get(at).is_some_and(|found| found == word);
    // "More than willing" compares nothing.
    let than = |at: usize| {
        let bound = matches!(words[at].as_str(), "more" | "less") && is(at + 1, "than");
        !bound && words[at + 1..].iter().take(REACH).any(|word| word == "than")
    };
    // "As increased prices" says of no price that it rose.
    let attribute = |at: usize| {
        let before = at.checked_sub(1).map_or("", |before| words[before].as_str());
        const BEFORE: [&str; 14] =
            ["as", "with", "of", "for", "by", "in", "a", "an", "the", "been", "be", "from", "to", "through"];
        BEFORE.contains(&before) && words[at].ends_with("ed")
    };
    // "More talented than" is a matter of opinion, "more ships than" is not.
    let judged = |at: usize| {
        matches!(words[at].as_str(), "more" | "less") && is(at + 2, "than") && !words[at + 1].ends_with('s')
    };
    // "An increase in rents", "have cut", "has gone up".
    const TELLS: [(&[&str], &[&str]); 3] = [
        (&["increase", "decrease", "decline", "drop", "rise", "reduction"], &["in"]),
        (&["have", "has", "had"], &["cut", "risen", "fallen", "grown"]),
        (&["gone", "went"], &["up", "down"]),
    ];
    let tells = |at: usize| {
        TELLS.iter().any(|(first, second)| {
            first.contains(&words[at].as_str()) && second.iter().any(|word| is(at + 1, word))
        })
    };
    (0..words.len()).any(|at| {
        let word = words[at].as_str();
        tells(at)
            || COMPARATIVES.contains(&word) && than(at) && !judged(at)
            || CHANGES.contains(&word) && !is(at + 1, "up") && !attribute(at)
            || word == "twice" && is(at + 1, "as")
    })
}

/// Whether a sentence says what is most or first of all: "the largest port in the country".
fn is_superlative(words: &[String]) -> bool {
    const OF: [&str; 7] = ["in", "of", "among", "ever", "since", "on", "to"];
    // What is greatest or finest is a matter of taste.
    const NONE: [&str; 10] = [
        "greatest", "finest", "hardest", "proudest", "interest", "honest", "deepest", "closest", "quickest",
        "easiest",
    ];
    const REACH: usize = 4;
    // "The worst crisis since the Great Depression".
    let since = |at: usize| words[at..].iter().any(|word| word == "since");
    words.windows(2).enumerate().any(|(at, pair)| {
        let [the, word] = pair else { return false };
        let most = word.len() > 5 && word.ends_with("est") && !NONE.contains(&word.as_str())
            || word == "first"
            || matches!(word.as_str(), "worst" | "best") && since(at);
        let ranged = words[at + 2..].iter().take(REACH).any(|word| OF.contains(&word.as_str()));
        (the == "the" || the.ends_with("'s") || the.ends_with("’s")) && most && ranged
    })
}

/// Whether a fact is a share of something, or a sum that is nobody's own.
fn is_shared(fact: &Fact) -> bool {
    const NOBODYS: f64 = 1e9;
    matches!(&fact.value, Value::Quantity(q) if match q.dimension {
        Dimension::Percent => true,
        Dimension::Money(_) => q.low >= NOBODYS,
        _ => false,
    })
}

/// Whether a sentence asks, demands, supposes, or says what the writer thinks, does or means to do.
fn is_own(text: &str, words: &[String], states_shared: bool) -> bool {
    const SHORT: [&str; 8] = ["i'm", "i'd", "i'll", "we'll", "we'd", "we're", "you'd", "you'll"];
    const DEMANDS: [&str; 8] = ["should", "must", "ought", "let's", "let", "if", "suppose", "please"];
    const THOUGHTS: [&str; 20] = [
        "think", "believe", "feel", "hope", "want", "will", "would", "can", "could", "shall", "may", "might",
        "need", "propose", "promise", "suggest", "guess", "wish", "going", "intend",
    ];
    let says = |word: &String| THOUGHTS.contains(&word.as_str());
    let first = |at: usize, word: &str| match word {
        // "We can see that 12 percent of them left": what is shared is told as so.
        "we" | "you" | "our" | "we're" | "we’re" if states_shared => false,
        "i" | "we" | "you" | "my" | "our" => words[at + 1..].iter().take(NEAR).any(says),
        _ => SHORT.contains(&word.replace('’', "'").as_str()),
    };
    let says_so = |pair: &[String]| match pair {
        [first, second] => match first.as_str() {
            "have" | "has" | "got" => second == "to",
            "my" => matches!(second.as_str(), "opinion" | "view" | "judgment"),
            _ => false,
        },
        _ => false,
    };
    text.trim_end().ends_with(['?', '？'])
        || words.windows(2).any(says_so)
        || words.iter().any(|word| DEMANDS.contains(&word.as_str()))
        || words.iter().enumerate().any(|(at, word)| first(at, word))
}
