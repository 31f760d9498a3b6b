//! Shares of a whole that the claim names, where the source tells the part: "a fifth of the 2,150 jobs", of "640 of the 2,150 jobs".

use ibid_facts::{Change, Dimension, Fact, Quantity, Value};

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
    let share =
        amount(claimed.fact()).filter(|q| q.dimension == Dimension::Percent && q.change == Change::Level)?;
    let whole = facts.get(claimed.i + 1).filter(|whole| telling(whole))?;
    if !is_part_of(text.get(claimed.fact().span.end..whole.span.start)?) {
        return None;
    }
    let mut parts = sources.iter().flat_map(|source| {
        (0..source.resolved.text.sentences().len())
            .flat_map(move |s| parts_of(source, s, whole).map(move |part| (source, s, part)))
    });
    let fits = |part: f64| (part / share.low - 1.0).abs() <= OFF || (part - share.low).abs() <= share.step;
    let first = parts.next().filter(|(.., (_, part))| !fits(*part))?;
    if parts.any(|(.., (_, part))| fits(part)) {
        return None;
    }
    let (source, sentence, (j, _)) = first;
    Some(differs(claimed, source.resolved, sentence, j))
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
