//! `contradicted`: "most of the 97 refusals concerned the islands", where the source has "31 of the 97 refusals concerned the islands".
//!
//! Told only where the two say the same of the same, word for word but for how many.

use ibid_draft::Claim;
use ibid_evidence::SourceText;
use ibid_facts::{Change, Dimension, Fact, Value, terms};
use ibid_text::{Language, Span, words};

use crate::context::Context;
use crate::held::{contradicted, only_source};
use crate::matching::is_count;
use crate::model::Finding;
use crate::slot::agree;
use crate::swaps::is_part_of;

/// Up to what share of all, in percent, something is surely not most of it.
const NOT_MOST: f64 = 45.0;
/// Words of both that must be the same.
const FEWEST: usize = 3;
/// Bytes between "most of" and how many there are.
const BESIDE: usize = 12;

/// The finding that what the claim says of most, the one cited source says of less than half.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Option<Finding> {
    let most = most_of(&claim.text)?;
    let source = only_source(cx, claim, most)?;
    let text = &source.resolved.text;
    let facts = ibid_facts::facts(&claim.text, Language::English);
    let said = said_behind(&claim.text, most.end, &facts);
    let all = facts.iter().find(|fact| fact.span.start >= most.end && fact.span.start <= most.end + BESIDE);
    let told = (0..text.sentences().len()).flat_map(|s| shares(text, s, all).map(move |share| (s, share)));
    let of_it = |(s, share): &(usize, Share)| {
        let line = text.sentences()[*s].span.of(text.text());
        said.len() >= FEWEST && said_behind(line, share.end, text.facts(*s)) == said
    };
    let told: Vec<(usize, Share)> = told.filter(of_it).collect();
    let (sentence, share) =
        told.first().filter(|_| told.iter().all(|(_, share)| share.percent < NOT_MOST))?;
    let line = text.sentences()[*sentence].span;
    let theirs = Span::new(line.start + share.start, line.start + share.end).of(text.text());
    let message = format!("The source has “{theirs}” where this says “{}”.", most.of(&claim.text));
    Some(contradicted(cx, claim, most, message, (&source, *sentence)))
}

/// The words "most of", or "the majority of", where `text` is English and has them once and denies nothing.
fn most_of(text: &str) -> Option<Span> {
    const DENIALS: [&str; 6] = ["not", "no", "never", "nor", "without", "but"];
    let all: Vec<_> = words(text).collect();
    let lower = |i: usize| all.get(i).map(|word| word.text.to_lowercase()).unwrap_or_default();
    let mut found = (0..all.len()).filter(|i| {
        let before = i.checked_sub(1).map(lower).unwrap_or_default();
        let most = lower(*i) == "most" && !matches!(before.as_str(), "the" | "at" | "second");
        (most || lower(*i) == "majority") && lower(i + 1) == "of"
    });
    let i = found.next().filter(|_| found.next().is_none())?;
    let denied = (0..all.len()).any(|i| DENIALS.contains(&lower(i).as_str()) || lower(i).ends_with("n't"));
    (!denied && Language::of(text) == Language::English).then(|| all[i].span.cover(all[i + 1].span))
}

/// How many of all a sentence tells.
struct Share {
    start: usize,
    end: usize,
    percent: f64,
}

/// The shares that sentence `index` tells, of `all` where the claim says how many those are.
fn shares<'t>(
    source: &'t SourceText,
    index: usize,
    all: Option<&Fact>,
) -> impl Iterator<Item = Share> + use<'t> {
    let (facts, line) = (source.facts(index), source.sentences()[index].span.of(source.text()));
    let level = |fact: &Fact| match &fact.value {
        Value::Quantity(q) if q.change == Change::Level => Some(q.clone()),
        _ => None,
    };
    let known = all.cloned();
    let parts = (1..facts.len()).filter_map(move |k| {
        let (part, whole) = (level(&facts[k - 1])?, level(&facts[k])?);
        let told = line.get(facts[k - 1].span.end..facts[k].span.start).is_some_and(is_part_of);
        let of_all = known.as_ref().is_none_or(|all| agree(all, &facts[k]));
        let counts = is_count(&part.dimension) && is_count(&whole.dimension) && whole.low > 0.0;
        let share = Share {
            start: facts[k - 1].span.start,
            end: facts[k].span.end,
            percent: part.low / whole.low * 100.0,
        };
        (told && of_all && counts).then_some(share)
    });
    let plain = all.is_none();
    let percents = facts.iter().filter_map(move |fact| {
        let share = level(fact).filter(|q| q.dimension == Dimension::Percent)?;
        let of = line.get(fact.span.end..).is_some_and(|rest| rest.starts_with(" of "));
        (plain && of).then_some(Share { start: fact.span.start, end: fact.span.end, percent: share.low })
    });
    parts.chain(percents)
}

/// The terms of what stands behind byte `from` up to the end of its clause, its figures left out, in order.
fn said_behind(text: &str, from: usize, facts: &[Fact]) -> Vec<String> {
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.find([',', ';', ':', '(', '[', '.', '–', '—']).unwrap_or(rest.len());
    // Words of a figure say how many, and what those are.
    let within = facts.iter().filter(|fact| fact.span.start >= from && fact.span.end <= from + end);
    let digits = |term: &String| term.starts_with(|c: char| c.is_ascii_digit());
    let counted = within.map(|fact| fact.span.of(text)).flat_map(|words| terms(words, Language::English));
    let counted: Vec<String> = counted.filter(digits).collect();
    let mut said = terms(&rest[..end], Language::English);
    said.retain(|term| !counted.contains(term));
    said
}
