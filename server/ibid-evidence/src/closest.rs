//! Which sentences of a source come nearest to a claim.

use std::collections::BTreeSet;

use ibid_facts::{Comparison, Fact, Rarity, Value, compare, glossed_terms};
use ibid_text::{Language, Span};

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
        let words = Words::new(&self.terms, source.rarity());
        let telling: Vec<&Fact> = self.facts.iter().filter(|fact| telling(fact)).collect();
        // A sentence's facts, and what it says of itself, are read only where they could bring it before the nearest.
        let most = |c: &Closeness| (c.nearness + FACT * telling.len() as f32) * saying::MOST;
        let by_words = (0..source.sentences().len()).map(|i| words.closeness(source, i));
        let mut open: Vec<(f32, Closeness)> = by_words.map(|c| (most(&c), c)).collect();
        open.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        let mut near: Vec<(f32, Closeness)> = Vec::new();
        for (most, mut c) in open {
            if near.len() >= limit && near.last().is_none_or(|(last, _)| most < *last) {
                break;
            }
            let agreeing = telling.iter().filter(|fact| states(source, c.sentence, fact)).count();
            c.nearness += FACT * agreeing as f32;
            let could_be_near = |last: f32| c.nearness * saying::MOST >= last;
            if c.nearness > 0.0
                && (near.len() < limit || near.last().is_some_and(|(last, _)| could_be_near(*last)))
            {
                let rank = c.nearness * source.weight(c.sentence);
                let nearer = |(other, o): &(f32, Closeness)| {
                    other.total_cmp(&rank).reverse().then(o.sentence.cmp(&c.sentence)).is_lt()
                };
                near.insert(near.partition_point(nearer), (rank, c));
                near.truncate(limit);
            }
        }
        near.into_iter().map(|(_, c)| c).collect()
    }

    /// The sentence of the passage `span` of `source` that comes nearest, by the words of the passage alone: to take the whole of a
    /// book apart for one passage takes longer than to find it.
    pub fn nearest_within(&self, source: &SourceText, span: Span) -> Option<Span> {
        let passage = source.part(span);
        let nearest = self.closest(&passage, 1).first()?.sentence;
        passage.sentences().get(nearest).map(|sentence| sentence.span.shift(span.start))
    }
}

/// A topic's terms as one source has them: the number of each, where it is there, and what it tells.
struct Words {
    terms: Vec<(Option<u32>, f32)>,
    whole: f32,
}

impl Words {
    fn new(terms: &BTreeSet<String>, rarity: &Rarity) -> Words {
        let terms: Vec<_> = terms.iter().map(|term| (rarity.number(term), rarity.weight(term))).collect();
        let whole: f32 = terms.iter().map(|(_, tells)| tells).sum();
        Words { terms, whole: whole.max(f32::MIN_POSITIVE) }
    }

    /// How near sentence `i` comes by its words.
    fn closeness(&self, source: &SourceText, i: usize) -> Closeness {
        let here = &source.sentences()[i].terms;
        let before = i.checked_sub(1).map(|b| &source.sentences()[b].terms);
        let (mut sum, mut shared) = (0.0, 0);
        for (number, tells) in self.terms.iter().filter_map(|(number, tells)| Some(((*number)?, tells))) {
            if here.has(number) {
                sum += tells;
                shared += 1;
            } else if before.is_some_and(|b| b.has(number)) {
                sum += BEFORE * tells;
            }
        }
        Closeness { sentence: i, nearness: sum / self.whole, shared }
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

#[cfg(test)]
mod tests {
    use ibid_sources::{ContentHash, Extracted};

    use super::*;

    const SOURCE: &str = "Exports fell. Exports fell by 2.5 percent to 1.97 billion euros in May. We examined whether exports \
        fell in May. The port was closed on 4 March 2019. We found that exports fell by 2.5 percent. Ships came. It was 1.97 billion \
        euros. Imports to the port rose by 14.2 percent in May.";

    /// All sentences are read where all are asked for: whoever asks for fewer gets the first of them.
    #[test]
    fn what_is_not_read_is_not_among_the_nearest() {
        let extracted = Extracted { text: SOURCE.to_owned(), ..Extracted::default() };
        let source = SourceText::new("/w/a.txt".into(), ContentHash("a".to_owned()), extracted);
        for claim in [
            "Exports fell by 2.5 percent in May.",
            "It came to 1.97 billion euros.",
            "The port was closed on 4 March 2019, and imports rose by 14.2 percent.",
            "Ships came to the port in May.",
        ] {
            let topic = Topic::new(claim);
            let all = topic.closest(&source, usize::MAX);
            assert!(all.len() > 2, "{all:?}");
            for limit in 0..all.len() {
                assert_eq!(topic.closest(&source, limit), all[..limit], "{claim}");
            }
        }
    }

    #[test]
    fn within_a_passage_its_own_sentences_are_compared() {
        let extracted = Extracted { text: SOURCE.to_owned(), ..Extracted::default() };
        let source = SourceText::new("/w/a.txt".into(), ContentHash("a".to_owned()), extracted);
        let nearest = |claim: &str, passage: &str| {
            let start = SOURCE.find(passage).unwrap();
            let within = Span::new(start, start + passage.len());
            Topic::new(claim).nearest_within(&source, within).map(|sentence| sentence.of(SOURCE))
        };
        let port =
            "The port was closed on 4 March 2019. We found that exports fell by 2.5 percent. Ships came.";
        assert_eq!(nearest("exports fell", port), Some("We found that exports fell by 2.5 percent."));
        assert_eq!(nearest("the port closed", port), Some("The port was closed on 4 March 2019."));
        assert_eq!(nearest("euros", port), None);
    }
}
