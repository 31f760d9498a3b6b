//! Shares of what the source tells in parts: "one bus in four runs on diesel", of "4,310 buses, of which 1,480 electric, 610 on gas and
//! 2,220 on diesel".
//!
//! Told only where the parts make up their whole, and the claim names one of them alone.

use ibid_facts::{Bound, Change, Dimension, Fact, Quantity, Value};
use ibid_text::Language;

use super::shown::differs;
use super::{Claimed, Searched};
use crate::candidates::frame;
use crate::held::Held;
use crate::matching::{is_count, telling};
use crate::rows::cells_of;
use crate::slot::agree;
use crate::swaps::label_of;

/// Sentences like the claim that are looked at.
const NEAREST: usize = 5;
/// Parts that make a whole.
const FEWEST: usize = 2;
/// By how much of itself the sum may be off.
const ROUNDING: f64 = 0.003;
/// By how much of itself a share in words may be off, and one that is a limit.
const OFF: f64 = 0.2;
const OFF_LIMIT: f64 = 0.04;

/// Words that name no part but what is left.
const OF_THE_REST: [&str; 4] = ["remain", "rest", "other", "total"];

/// A whole and its parts, in a sentence of a source.
struct Composed {
    sentence: usize,
    whole: usize,
    /// Which facts the parts are, with the words that name each.
    parts: Vec<(usize, Vec<String>)>,
}

/// The finding that the part which the claim names is another share of its whole.
pub(super) fn check(claimed: &Claimed<'_>, sources: &[Searched<'_>]) -> Option<Held> {
    let share = amount(claimed.fact())?;
    let level = share.dimension == Dimension::Percent && share.change == Change::Level && share.in_words;
    if !level || claimed.frame.language != Language::English {
        return None;
    }
    let said = ibid_facts::terms(claimed.frame.text, Language::English);
    let mut wrong = None;
    for source in sources {
        let near = source.search.closest(claimed.i, NEAREST).into_iter();
        let known = (0..claimed.frame.facts.len()).filter(|k| telling(&claimed.frame.facts[*k]));
        let stating = known.flat_map(|k| source.search.stating(k));
        for composed in near.chain(stating).filter_map(|s| composed(source, s)) {
            let facts = source.resolved.text.facts(composed.sentence);
            let whole = &facts[composed.whole];
            let tied = claimed.frame.facts.iter().any(|fact| telling(fact) && agree(fact, whole));
            let Some(part) = composed.named(claimed, (&said, tied), source) else { continue };
            let (Some(part_amount), Some(all)) = (amount(&facts[part]), amount(whole)) else { continue };
            match fits(share, part_amount.low / all.low * 100.0) {
                true => return None,
                false => wrong = wrong.or(Some((source, composed.sentence, part))),
            }
        }
    }
    let (source, sentence, part) = wrong?;
    Some(differs(claimed, source.resolved, sentence, part))
}

impl Composed {
    /// The one part that the claim's terms `said` name, where they are of its whole: it is `tied` to that by its figure, or has a word
    /// of what that is.
    fn named(
        &self,
        claimed: &Claimed<'_>,
        (said, tied): (&[String], bool),
        source: &Searched<'_>,
    ) -> Option<usize> {
        let own = |k: usize| {
            let others = self.parts.iter().enumerate().filter(move |(other, _)| *other != k);
            let others: Vec<&String> = others.flat_map(|(_, (_, words))| words).collect();
            let telling = |word: &&String| !others.contains(word) && !OF_THE_REST.contains(&word.as_str());
            self.parts[k].1.iter().filter(telling).cloned().collect::<Vec<_>>()
        };
        let is_named = |k: &usize| {
            let own = own(*k);
            let found = own.iter().filter(|word| said.contains(word)).count();
            found > 0 && 2 * found >= own.len()
        };
        let mut named = (0..self.parts.len()).filter(is_named);
        let part = named.next().filter(|_| named.next().is_none())?;
        let text = &source.resolved.text;
        let labels: Vec<&String> = self.parts.iter().flat_map(|(_, words)| words).collect();
        let whole = &text.facts(self.sentence)[self.whole].value;
        let counts = |term: &String| match whole {
            Value::Quantity(Quantity { dimension: Dimension::Count(noun), .. }) => {
                noun == term || noun.strip_suffix('e') == Some(term)
            }
            _ => false,
        };
        let of_whole = said
            .iter()
            .any(|term| (text.has(self.sentence, term) || counts(term)) && !labels.contains(&term));
        (tied || of_whole).then_some(self.parts[part].0).filter(|_| !self.is_whole(part, claimed))
    }
}

impl Composed {
    /// Whether the claim's is a share of the part itself: "a quarter of the diesel buses".
    fn is_whole(&self, part: usize, claimed: &Claimed<'_>) -> bool {
        const WORDS: usize = 4;
        let rest = claimed.frame.text.get(claimed.fact().span.end..).unwrap_or_default();
        let of = rest.strip_prefix(" of ").map(|rest| rest.split([',', ';', '.']).next().unwrap_or_default());
        let whole: Vec<&str> = of.unwrap_or_default().split_whitespace().take(WORDS).collect();
        let terms = ibid_facts::terms(&whole.join(" "), Language::English);
        terms.iter().any(|term| self.parts[part].1.contains(term))
    }
}

/// The whole and the parts that the sentence `index` tells: in a row of a table, or one after the other.
fn composed(source: &Searched<'_>, index: usize) -> Option<Composed> {
    let text = &source.resolved.text;
    let facts = text.facts(index);
    if let Some(cells) = cells_of(text, index) {
        let figures: Vec<(usize, Vec<String>)> = cells
            .into_iter()
            .map(|(head, fact)| (fact, ibid_facts::terms(head, Language::English)))
            .collect();
        let whole = (0..figures.len()).find(|k| {
            let parts: Vec<usize> = (0..figures.len()).filter(|p| p != k).map(|p| figures[p].0).collect();
            is_sum(facts, figures[*k].0, &parts)
        })?;
        let parts = figures.iter().enumerate().filter(|(k, _)| *k != whole).map(|(_, part)| part.clone());
        return Some(Composed { sentence: index, whole: figures[whole].0, parts: parts.collect() });
    }
    let there = frame(text, index);
    let counts: Vec<usize> =
        (0..facts.len()).filter(|j| amount(&facts[*j]).is_some_and(|q| q.change == Change::Level)).collect();
    counts.iter().enumerate().find_map(|(at, whole)| {
        let rest = &counts[at + 1..];
        let parts =
            (FEWEST..=rest.len()).map(|len| &rest[..len]).find(|parts| is_sum(facts, *whole, parts))?;
        let parts = parts.iter().map(|j| (*j, label_of(&there, *j))).collect();
        Some(Composed { sentence: index, whole: *whole, parts })
    })
}

/// Whether the facts `parts` make up the fact `whole`.
fn is_sum(facts: &[Fact], whole: usize, parts: &[usize]) -> bool {
    let Some(all) = amount(&facts[whole]).filter(|q| q.low > 0.0) else { return false };
    let kin =
        |q: &Quantity| q.dimension == all.dimension || is_count(&q.dimension) && is_count(&all.dimension);
    let parts: Option<Vec<f64>> =
        parts.iter().map(|j| amount(&facts[*j]).filter(|q| kin(q)).map(|q| q.low)).collect();
    parts.is_some_and(|parts| {
        parts.len() >= FEWEST && (parts.iter().sum::<f64>() / all.low - 1.0).abs() <= ROUNDING
    })
}

/// Whether a share of so many percent is what the claim's words say.
fn fits(share: &Quantity, part: f64) -> bool {
    match share.bound {
        Bound::AtLeast => part >= share.low * (1.0 - OFF_LIMIT),
        Bound::AtMost => part <= share.low * (1.0 + OFF_LIMIT),
        Bound::Exact | Bound::About | Bound::JustOver | Bound::JustUnder => {
            (part / share.low - 1.0).abs() <= OFF || (part - share.low).abs() <= share.step
        }
    }
}

fn amount(fact: &Fact) -> Option<&Quantity> {
    match &fact.value {
        Value::Quantity(quantity) => Some(quantity),
        _ => None,
    }
}
