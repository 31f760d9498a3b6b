//! `contradicted`: "completed before construction began", where the source has it completed after.
//!
//! Told only where the two say the same of the same, but for which came first.

use ibid_draft::Claim;
use ibid_evidence::SourceText;
use ibid_facts::terms;
use ibid_text::{Language, Span, Word, words};

use crate::context::Context;
use crate::held::{contradicted, only_source};
use crate::model::Finding;

/// Words that put what stands ahead of them before what stands behind, and the other way about.
const BEFORE: &[&str] = &["before"];
const AFTER: &[&str] = &["after", "once"];
/// The share of what stands ahead that the other must have, each of the other's; and how many words.
const AHEAD: f32 = 0.5;
const FEWEST: usize = 2;
/// Words by which a clause says it otherwise.
const ODD: [&str; 11] = ["not", "never", "no", "long", "soon", "even", "both", "until", "only", "or", "if"];

/// The finding that the one cited source has what the claim tells in the other order.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Option<Finding> {
    if Language::of(&claim.text) != Language::English {
        return None;
    }
    let ours = sequence(&claim.text)?;
    let source = only_source(cx, claim, ours.at)?;
    let text = &source.resolved.text;
    let told = (0..text.sentences().len()).filter_map(|s| Some((s, told_of_it(&ours, text, s)?)));
    let told: Vec<(usize, Sequence)> = told.collect();
    let (sentence, theirs) =
        told.first().filter(|_| told.iter().all(|(_, other)| other.is_before != ours.is_before))?;
    let line = text.sentences()[*sentence].span;
    let message = format!(
        "The source has “{}” where this says “{}”.",
        theirs.at.of(line.of(text.text())),
        ours.at.of(&claim.text)
    );
    Some(contradicted(cx, claim, ours.at, message, (&source, *sentence)))
}

/// Two things of which a sentence says which came first.
struct Sequence {
    at: Span,
    is_before: bool,
    ahead: Vec<String>,
    behind: Vec<String>,
}

/// The one sequence that a sentence tells.
fn sequence(text: &str) -> Option<Sequence> {
    let all: Vec<Word<'_>> = words(text).collect();
    let is = |word: &Word<'_>, list: &[&str]| list.contains(&word.text.to_lowercase().as_str());
    let mut found = all.iter().filter(|word| is(word, BEFORE) || is(word, AFTER));
    let word = found.next().filter(|_| found.next().is_none())?;
    if all.iter().any(|word| is(word, &ODD)) {
        return None;
    }
    let marks = [',', ';', ':', '(', '–', '—'];
    let from = text[..word.span.start].rfind(marks).map_or(0, |at| at + 1);
    let from = text.ceil_char_boundary(from);
    let to = text[word.span.end..]
        .find([',', ';', ':', '(', '–', '—', '.'])
        .map_or(text.len(), |at| word.span.end + at);
    let plain = |part: &str| {
        let mut terms = terms(part, Language::English);
        terms.retain(|term| !term.starts_with(|c: char| c.is_ascii_digit()));
        terms
    };
    let (ahead, behind) = (plain(&text[from..word.span.start]), plain(&text[word.span.end..to]));
    // "Two years after": how much later, and "before 2010": no event.
    let figures = text[word.span.end..to].contains(|c: char| c.is_ascii_digit());
    (ahead.len() >= FEWEST && !behind.is_empty() && !figures).then(|| Sequence {
        at: word.span,
        is_before: is(word, BEFORE),
        ahead,
        behind,
    })
}

/// The sequence of sentence `s`, where it is of what the claim's is.
fn told_of_it(ours: &Sequence, text: &SourceText, s: usize) -> Option<Sequence> {
    // Most sentences have nothing of it.
    if !ours.behind.iter().any(|term| text.has(s, term)) || text.language_of(s) != Language::English {
        return None;
    }
    let theirs = sequence(text.sentences()[s].span.of(text.text()))?;
    let common = |a: &[String], b: &[String]| a.iter().filter(|term| b.contains(term)).count();
    let share = |a: &[String], b: &[String]| common(a, b) as f32 / a.len() as f32;
    let ahead = share(&ours.ahead, &theirs.ahead) >= AHEAD
        && share(&theirs.ahead, &ours.ahead) >= AHEAD
        && common(&ours.ahead, &theirs.ahead) >= FEWEST;
    let behind = share(&ours.behind, &theirs.behind) >= AHEAD && share(&theirs.behind, &ours.behind) >= AHEAD;
    (ahead && behind).then_some(theirs)
}
