//! `contradicted`: "late delivery was the most frequent reason, ahead of lost items", where the source has more of the latter.
//!
//! Told only where each of the two names one figure of the source, in one sentence or in two rows of one table, and where each column
//! that has both puts them the other way about.

use std::collections::HashSet;

use ibid_draft::Claim;
use ibid_evidence::SourceText;
use ibid_facts::{Change, Fact, Quantity, Value, terms};
use ibid_text::{Language, Span, words};

use crate::candidates::frame;
use crate::context::Context;
use crate::held::{contradicted, only_source};
use crate::model::Finding;
use crate::rows::{Row, tables};
use crate::swaps::{is_of_kind, label_of};

/// What sets the thing before it above the one behind it.
const AHEAD: &str = ", ahead of ";
/// Words that make the thing before it the first or second by how much of it there is.
#[rustfmt::skip]
const MOST: [&str; 10] = [
    "most", "largest", "biggest", "commonest", "main", "chief", "highest", "greatest", "top", "leading",
];
/// Words by which a sentence says it of a time, of a movement, or denies it.
const ODD: [&str; 10] =
    ["not", "no", "never", "fastest", "growth", "increase", "rise", "fall", "growing", "until"];

/// The finding that what the claim puts ahead stands behind in the one cited source.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Option<Finding> {
    let (at, first, second) = ahead(&claim.text)?;
    let source = only_source(cx, claim, at)?;
    let text = &source.resolved.text;
    let sentence = in_a_sentence(text, &first, &second)
        .or_else(|| in_a_table(text, (&claim.text, at), &first, &second))?;
    let line = text.sentences()[sentence].span;
    let message = format!("The source has it otherwise: “{}”.", line.of(text.text()));
    Some(contradicted(cx, claim, at, message, (&source, sentence)))
}

/// The words that set one thing ahead of another in an English `text`, and the terms for the two.
fn ahead(text: &str) -> Option<(Span, Vec<String>, Vec<String>)> {
    let from = text.find(AHEAD)?;
    let lower = |part: &str| words(part).map(|word| word.text.to_lowercase()).collect::<Vec<_>>();
    let before = &text[..from];
    let clause = before.rfind([';', ':']).map_or(0, |at| at + 1);
    let own = lower(&before[clause..]);
    let most = own.iter().position(|word| MOST.contains(&word.as_str()))?;
    let odd = own.iter().any(|word| ODD.contains(&word.as_str()));
    // What is said to be first stands before its verb.
    let verb = own.iter().take(most).rposition(|word| {
        matches!(word.as_str(), "is" | "was" | "are" | "were" | "form" | "formed" | "made" | "remained")
    })?;
    let subject = own[..verb].join(" ");
    let rest = &text[from + AHEAD.len()..];
    let end = rest.find([',', ';', '.', '(', '[']).unwrap_or(rest.len());
    let second = rest[..end].split(" and ").next().unwrap_or_default();
    let (first, second) = (terms(&subject, Language::English), terms(second, Language::English));
    let told = !odd && !first.is_empty() && !second.is_empty() && Language::of(text) == Language::English;
    told.then(|| (Span::new(from + 2, from + AHEAD.len() - 1), first, second))
}

/// The one sentence that tells a level of each of the two, where it has more of the second.
fn in_a_sentence(text: &SourceText, first: &[String], second: &[String]) -> Option<usize> {
    let mut found = None;
    for s in 0..text.sentences().len() {
        let there = frame(text, s);
        let labels: Vec<Vec<String>> = (0..there.facts.len()).map(|j| label_of(&there, j)).collect();
        let only = |named: &[String], other: &[String]| {
            let is = |j: &usize| {
                level(&there.facts[*j]).is_some()
                    && named.iter().all(|term| labels[*j].contains(term))
                    && !other.iter().any(|term| labels[*j].contains(term))
            };
            let mut all = (0..there.facts.len()).filter(is);
            all.next().filter(|_| all.next().is_none())
        };
        let (Some(a), Some(b)) = (only(first, second), only(second, first)) else { continue };
        let (Some(more), Some(less)) = (level(&there.facts[a]), level(&there.facts[b])) else { continue };
        if !is_of_kind(&there.facts[a].value, &there.facts[b].value) {
            continue;
        }
        if more.low >= less.low {
            return None;
        }
        found = found.or(Some(s));
    }
    found
}

/// The row of the second in the one table that has both, where each of its columns has more of the second.
fn in_a_table(
    text: &SourceText,
    (claim, at): (&str, Span),
    first: &[String],
    second: &[String],
) -> Option<usize> {
    let all = tables(text, 2);
    let mut found = all.iter().filter_map(|table| {
        let row = |named: &[String], part: &str| {
            let words: HashSet<&str> = named.iter().map(String::as_str).collect();
            let is = |row: &&Row<'_>| row.is_named(part, &words, false);
            let mut rows = table.rows.iter().filter(is);
            rows.next().filter(|_| rows.next().is_none())
        };
        Some((table, row(first, &claim[..at.start])?, row(second, &claim[at.end..])?))
    });
    let (table, first, second) = found.next().filter(|_| found.next().is_none())?;
    let columns = (0..table.heads().count()).filter_map(|column| {
        let (_, figures) = table.column(text, column)?;
        let of = |row: &Row<'_>| {
            let at = table.rows.iter().position(|other| other.sentence == row.sentence)?;
            figures.iter().find(|figure| figure.row == at).map(|figure| figure.amount)
        };
        Some((of(first)?, of(second)?))
    });
    let columns: Vec<(f64, f64)> = columns.collect();
    (!columns.is_empty() && columns.iter().all(|(first, second)| first < second)).then_some(second.sentence)
}

fn level(fact: &Fact) -> Option<&Quantity> {
    match &fact.value {
        Value::Quantity(q) if q.change == Change::Level => Some(q),
        _ => None,
    }
}
