//! Which sentences of a source come nearest to a claim.

use std::collections::BTreeSet;

use ibid_facts::{Comparison, Fact, Value, compare, glossed_terms};
use ibid_text::Language;

use crate::saying;
use crate::source_text::SourceText;

/// How much a term counts that stands only in the sentence before, as a question does before its answer.
const BEFORE: f32 = 0.2;
/// How much each of the claim's facts counts that the sentence states too.
const FACT: f32 = 0.25;

/// What a claim is about: its terms and its facts.
pub struct Topic {
    terms: BTreeSet<String>,
    facts: Vec<Fact>,
}

/// A sentence of a source and how near it comes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closeness {
    /// Index into [`SourceText::sentences`].
    pub sentence: usize,
    /// The claim's terms found there, by how much they tell in this source; 0 to 1, agreeing facts on top.
    pub nearness: f32,
    /// How many of the claim's terms stand in the sentence itself.
    pub shared: usize,
}

impl Topic {
    /// What `claim` (masked text of a sentence) is about.
    pub fn new(claim: &str) -> Topic {
        let language = Language::of(claim);
        Topic {
            terms: glossed_terms(claim, language).into_iter().collect(),
            facts: ibid_facts::facts(claim, language),
        }
    }

    /// Whether there is nothing to go by.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.facts.is_empty()
    }

    /// The `limit` sentences of `source` that come nearest, nearest first; those with nothing in common left out. Of two
    /// that come as near, the one that says what was found goes before the one that says what was asked.
    pub fn closest(&self, source: &SourceText, limit: usize) -> Vec<Closeness> {
        let whole: f32 = self.terms.iter().map(|t| source.rarity().weight(t)).sum();
        let near =
            (0..source.sentences().len()).map(|i| self.closeness(source, i, whole.max(f32::MIN_POSITIVE)));
        let near: Vec<_> = near.filter(|c| c.nearness > 0.0).collect();
        let rank = |c: &Closeness| {
            c.nearness * saying::weight(source.sentences()[c.sentence].span.of(source.text()))
        };
        let mut near: Vec<(f32, Closeness)> = near.into_iter().map(|c| (rank(&c), c)).collect();
        near.sort_by(|(a, x), (b, y)| b.total_cmp(a).then(x.sentence.cmp(&y.sentence)));
        let mut near: Vec<Closeness> = near.into_iter().map(|(_, c)| c).collect();
        near.truncate(limit);
        near
    }

    fn closeness(&self, source: &SourceText, i: usize, whole: f32) -> Closeness {
        let here = &source.sentences()[i].terms;
        let before = i.checked_sub(1).map(|b| &source.sentences()[b].terms);
        let mut sum = 0.0;
        let mut shared = 0;
        for term in &self.terms {
            if here.contains(term) {
                sum += source.rarity().weight(term);
                shared += 1;
            } else if before.is_some_and(|b| b.contains(term)) {
                sum += BEFORE * source.rarity().weight(term);
            }
        }
        let agreeing = self.facts.iter().filter(|fact| telling(fact) && states(source, i, fact)).count();
        Closeness { sentence: i, nearness: sum / whole + FACT * agreeing as f32, shared }
    }
}

fn states(source: &SourceText, sentence: usize, fact: &Fact) -> bool {
    source.facts(sentence).iter().any(|other| compare(&fact.value, &other.value) == Comparison::Same)
}

/// Whether a fact is exact enough that it seldom stands in two places by chance.
fn telling(fact: &Fact) -> bool {
    match &fact.value {
        Value::Quantity(q) => q.low != 0.0 && (q.low / q.step.max(f64::MIN_POSITIVE)).abs() >= 12.0,
        Value::Date(date) => date.month.is_some() && date.year.is_some() || date.day.is_some(),
        Value::Ordinal(_) => false,
    }
}
