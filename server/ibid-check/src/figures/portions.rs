//! Shares of a whole that the claim names, where the source tells the part: "a fifth of the 2,150 jobs", of "640 of the 2,150 jobs";
//! and what is said of all of them, where the source says it of a part: "in each of the 14 cases", of "in nine of those 14 cases".

use ibid_facts::{Change, Dimension, Fact, Quantity, Value, terms};

use super::shown::differs;
use super::{Claimed, Searched};
use crate::held::Held;
use crate::matching::{is_count, telling};
use crate::slot::agree;
use crate::swaps::is_part_of;

/// By how much of itself a share in words may be off.
const OFF: f64 = 0.2;

/// The finding that the one part which the sources tell of the claim's whole is another share of it.
pub(super) fn portion(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let (text, facts) = (claimed.frame.text, claimed.frame.facts);
    // "Shed a fifth of its 2,150 jobs" tells a part as well.
    let share = amount(claimed.fact()).filter(|q| q.dimension == Dimension::Percent)?;
    let whole = facts.get(claimed.i + 1).filter(|whole| telling(whole))?;
    if !is_part_of(text.get(claimed.fact().span.end..whole.span.start)?) {
        return None;
    }
    let mut parts = sources.iter().flat_map(|source| {
        (0..source.resolved.text.sentences().len())
            .flat_map(move |s| parts_of(source, s, whole).map(move |part| (source, s, part)))
    });
    let fits =
        |part: f64| (part / share.low - 1.0).abs() <= OFF || (part - share.low).abs() <= share.step / 2.0;
    let first = parts.next().filter(|(.., (_, part))| !fits(*part))?;
    if parts.any(|(.., (_, part))| fits(part)) {
        return None;
    }
    let (source, sentence, (j, _)) = first;
    Some(differs(claimed, source.resolved, sentence, j))
}

/// Words that say something of all.
const ALL: [&str; 7] =
    ["each of ", "all of ", "every one ", "in each ", "in every ", "in all ", "every time "];
/// Words behind a part that the claim must have.
const FEWEST: usize = 3;

/// The finding that the claim says of all what the source says of a part of them.
pub(super) fn told_of_all(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let (text, whole) = (claimed.frame.text, claimed.fact());
    let counted = amount(whole).is_some_and(|q| is_count(&q.dimension) && q.change == Change::Level);
    let (before, behind) = (text[..whole.span.start].to_lowercase(), text[whole.span.end..].to_lowercase());
    let all = before.trim_end().ends_with("all") || ALL.iter().any(|words| behind.contains(words));
    if !counted || !all {
        return None;
    }
    let said = terms(text, claimed.frame.language);
    let has_part = |part: &Fact| claimed.frame.facts.iter().any(|own| agree(own, part));
    sources.iter().find_map(|source| {
        let text = &source.resolved.text;
        let tells_all = |s: usize| {
            let mut words = ibid_text::words(text.sentences()[s].span.of(text.text()));
            words.any(|word| matches!(word.text.to_lowercase().as_str(), "all" | "each" | "every"))
        };
        let sentences = 0..text.sentences().len();
        let tells = |s: &usize| text.facts(*s).iter().any(|fact| agree(whole, fact));
        if sentences.clone().filter(tells).any(tells_all) {
            return None;
        }
        sentences.filter(tells).find_map(|s| {
            let there = text.sentences()[s].span.of(text.text());
            let (j, _) = parts_of(source, s, whole)
                .find(|(j, share)| *share < 100.0 && !has_part(&text.facts(s)[*j]))?;
            let behind = there[text.facts(s)[j + 1].span.end..].split([';', '.']).next()?;
            let told = terms(behind, text.language_of(s));
            let common = told.iter().filter(|term| said.contains(term)).count();
            (common >= FEWEST).then(|| differs(claimed, source.resolved, s, j))
        })
    })
}

/// The parts of `whole` that a sentence tells, each with the share that it is, in percent.
fn parts_of<'s>(
    source: &'s Searched<'_>,
    sentence: usize,
    whole: &'s Fact,
) -> impl Iterator<Item = (usize, f64)> + 's {
    let text = &source.resolved.text;
    let (facts, words) = (text.facts(sentence), text.sentences()[sentence].span.of(text.text()));
    let share = |part: &Quantity, all: &Quantity| part.low / all.low * 100.0;
    (1..facts.len()).filter(move |k| agree(whole, &facts[*k])).filter_map(move |k| {
        let (part, all) = (amount(&facts[k - 1])?, amount(&facts[k])?);
        let told = words.get(facts[k - 1].span.end..facts[k].span.start).is_some_and(is_part_of);
        let kin = part.dimension == all.dimension || is_count(&part.dimension) && is_count(&all.dimension);
        (told && kin && all.low > 0.0).then(|| (k - 1, share(part, all)))
    })
}

fn amount(fact: &Fact) -> Option<&Quantity> {
    match &fact.value {
        Value::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}
