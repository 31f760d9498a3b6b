//! What one sentence tells, taken apart so that it can be held against what the others tell.

use std::collections::BTreeSet;

use ibid_draft::{BlockKind, Claim, Target};
use ibid_facts::{Change, Dimension, Fact, Name, Value, clause, placed_terms};
use ibid_text::{Language, Span};

use crate::speech;

/// Stems that are in any sentence of figures, and tell nothing of what they are figures of.
#[rustfmt::skip]
const LIGHT: &[&str] = &[
    "amount", "total", "stand", "stood", "reach", "come", "came", "number", "put", "worth", "figur", "count", "make", "made", "record",
    "regist", "around", "alreadi", "again", "thus", "therefor", "howev", "inde", "fact", "overal", "altogeth", "roughli", "approxim",
    "exact", "precis", "some", "whole", "entir", "all", "amongst", "though", "although", "while", "becaus", "get", "got", "take",
];
/// Words that say which of several versions, times or cases is meant.
#[rustfmt::skip]
const VERSIONS: &[&str] = &[
    "if", "would", "could", "may", "might", "should", "unless", "will", "until", "estimated", "estimate", "estimates", "projected",
    "forecast", "forecasts", "planned", "plan", "plans", "target", "targets", "goal", "aim", "original", "originally", "initial", "initially",
    "first", "second", "third", "last", "revised", "preliminary", "provisional", "final", "finally", "now", "today", "then", "later",
    "earlier", "before", "after", "still", "previous", "previously", "next", "new", "old", "former", "current", "currently", "each", "every",
    "per", "average", "median", "mean", "other", "others", "another", "additional", "additionally", "further", "more", "fewer", "less", "only",
    "not", "no", "never", "without", "minimum", "maximum", "at", "up", "early", "late", "half", "quarter", "month", "monthly", "year", "yearly",
    "annual", "annually", "week", "weekly", "day", "daily", "almost", "expected", "hoped", "wanted", "promised", "claimed", "claims",
    "since", "during", "between", "same", "different", "remaining", "rest", "part", "both", "either", "typical", "typically", "usually", "once",
    "when", "where", "who", "which", "example", "instance", "alone", "gross", "net", "real", "nominal", "total", "partly",
];
/// What only happens once.
#[rustfmt::skip]
const ONCE: &[&str] = &[
    "found", "establish", "born", "die", "inaugur", "sign", "ratifi", "abolish", "complet", "expir", "enact", "repeal",
    "incorpor", "assassin", "成立", "签署", "出生", "去世", "生效",
];

/// What a sentence tells.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// The names in it and where they stand, in bytes of the sentence.
    pub(super) names: Vec<(usize, Topic)>,
    /// Its dates.
    pub(super) dates: Vec<Value>,
    /// Words of [`VERSIONS`] in it.
    pub(super) versions: BTreeSet<&'static str>,
    /// Who is said to have said it.
    pub(super) speaker: Option<String>,
    /// What is cited for it.
    pub(super) cited: BTreeSet<String>,
    /// Its figures and dates.
    pub(super) statements: Vec<Statement>,
}

/// A name that what follows may be about.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Topic {
    pub(super) name: String,
    /// Whether it may be a common word that opens a sentence.
    pub(super) doubtful: bool,
}

/// A figure or date of a sentence, with what it is said of.
#[derive(Debug)]
pub(super) struct Statement {
    /// The fact; its span is in bytes of the sentence.
    pub(super) fact: Fact,
    /// Its words.
    pub(super) words: String,
    /// The telling words of its clause.
    pub(super) slot: BTreeSet<String>,
    /// The names in its clause.
    pub(super) names: BTreeSet<String>,
    /// The other figures of its clause.
    pub(super) beside: Vec<Value>,
}

impl Told {
    /// What `claim` tells; nothing where it is not prose of the writer's own.
    pub(crate) fn of(claim: &Claim) -> Told {
        if !matches!(claim.kind, BlockKind::Prose | BlockKind::ListItem) {
            return Told::default();
        }
        let (text, language) = (claim.text.as_str(), Language::of(&claim.text));
        let facts = ibid_facts::facts(text, language);
        let names = ibid_facts::names(text, &facts, language);
        let key = |target: &Target| match target {
            Target::Key(key) | Target::Link(key) | Target::Page(key) => Some(key.clone()),
            Target::Footnote(_) => None,
        };
        let quoted = |fact: &Fact| claim.quoted.iter().any(|q| q.overlaps(fact.span.shift(claim.span.start)));
        let own = (0..facts.len()).filter(|&i| !quoted(&facts[i]));
        Told {
            statements: own.filter_map(|i| statement(text, &facts, i, &names, language)).collect(),
            names: names.iter().map(|name| (name.span.start, topic(name))).collect(),
            dates: facts
                .iter()
                .map(|fact| fact.value.clone())
                .filter(|v| matches!(v, Value::Date(_)))
                .collect(),
            versions: versions(text),
            speaker: speech::attribution(text).map(|said| said.speaker.trim().to_lowercase()),
            cited: claim.cited().filter_map(|by| key(&by.citation.target)).collect(),
        }
    }
}

fn versions(text: &str) -> BTreeSet<&'static str> {
    const TO_BE: [&str; 4] = ["was to", "were to", "is to", "are to"];
    let words: Vec<String> = ibid_text::words(text).map(|word| word.text.to_lowercase()).collect();
    let said = VERSIONS.iter().copied().filter(|word| words.iter().any(|own| own == word));
    said.chain(TO_BE.into_iter().filter(|phrase| words.join(" ").contains(phrase))).collect()
}

fn topic(name: &Name) -> Topic {
    Topic { name: folded(name), doubtful: name.opens && name.parts.len() == 1 }
}

fn folded(name: &Name) -> String {
    name.parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn statement(text: &str, facts: &[Fact], i: usize, names: &[Name], language: Language) -> Option<Statement> {
    let fact = &facts[i];
    let clause = clause(text, facts, i);
    let beside: Vec<&Fact> = facts
        .iter()
        .enumerate()
        .filter(|(j, f)| *j != i && clause.contains(f.span))
        .map(|(_, f)| f)
        .collect();
    let rivals = facts.iter().filter(|other| kin(&other.value, &fact.value)).count();
    if rivals > 1 || !is_sayable(text, fact) || is_bracketed(text, fact) || qualifies(text, fact) {
        return None;
    }
    let in_facts = |span: Span| facts.iter().any(|fact| fact.span.overlaps(span));
    let terms = placed_terms(text, language)
        .into_iter()
        .filter(|term| clause.contains(term.span) && !in_facts(term.span));
    let slot: BTreeSet<String> =
        terms.map(|term| term.text).filter(|term| !LIGHT.contains(&term.as_str())).collect();
    if matches!(fact.value, Value::Date(_)) && !ONCE.iter().any(|once| slot.contains(*once)) {
        return None;
    }
    Some(Statement {
        fact: fact.clone(),
        words: fact.span.of(text).to_owned(),
        slot,
        names: names.iter().filter(|name| clause.contains(name.span)).map(folded).collect(),
        beside: beside.into_iter().map(|fact| fact.value.clone()).collect(),
    })
}

/// Whether the figure stands in brackets, where what it is of may be said by a whole list.
fn is_bracketed(text: &str, fact: &Fact) -> bool {
    let open = |opening: [char; 2], closing: [char; 2]| {
        let before = &text[..fact.span.start];
        before.rfind(opening) > before.rfind(closing)
    };
    open(['(', '（'], [')', '）']) || open(['[', '［'], [']', '］'])
}

/// Whether the figure only says which thing is meant: "the 94 kg event", "a 3-month course".
fn qualifies(text: &str, fact: &Fact) -> bool {
    #[rustfmt::skip]
    const LOOSE: [&str; 30] = [
        "of", "in", "at", "on", "per", "and", "or", "by", "to", "for", "from", "a", "an", "the", "is", "are", "was", "were", "long",
        "wide", "high", "deep", "tall", "away", "with", "as", "but", "while", "under", "after",
    ];
    let after = &text[fact.span.end..];
    let word = ibid_text::words(after).next().filter(|word| after[..word.span.start].trim().is_empty());
    let measure = matches!(&fact.value, Value::Quantity(q) if matches!(q.dimension, Dimension::Physical(_) | Dimension::Duration | Dimension::Age));
    measure
        && word.is_some_and(|word| !LOOSE.contains(&word.text) && !word.text.starts_with(ibid_text::is_cjk))
}

/// Whether the two may be rivals for one slot.
fn kin(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Date(_), Value::Date(_)) => true,
        (Value::Quantity(a), Value::Quantity(b)) => {
            let count = |d: &Dimension| matches!(d, Dimension::Number | Dimension::Count(_));
            a.dimension == b.dimension || count(&a.dimension) && count(&b.dimension)
        }
        _ => false,
    }
}

/// Whether the figure is a whole one of its own: no end of a movement, no part of another, no bare number, no rank.
fn is_sayable(text: &str, fact: &Fact) -> bool {
    let before = text[..fact.span.start].trim_end().to_lowercase();
    let after = text[fact.span.end..].trim_start();
    let end = ["from", "of the", "another", "other", "the", "of", "than", "least", "most", "every", "each"];
    let part =
        ["of ", "out of", "more ", "fewer ", "less ", "other ", "further ", "to ", "times", "per ", "a "];
    let led = ibid_text::words(&before).last().is_some_and(|word| end.contains(&word.text));
    let partial = part.iter().any(|word| after.starts_with(word));
    match &fact.value {
        Value::Quantity(q) => !led && !partial && q.dimension != Dimension::Number && q.change != Change::By,
        Value::Date(date) => date.until.is_none() && date.year.is_some() && date.period.is_none(),
        Value::Ordinal(_) => false,
    }
}
