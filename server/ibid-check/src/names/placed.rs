//! Where so many are: "54 posts are vacant, among them 23 in the Highlands", of "54 posts were vacant, 23 of them in Port Mallin".

use ibid_facts::{Fact, Name, Value};

use super::elsewhere::same;
use super::place::{Other, Passages};
use crate::slot::agree;

/// Words between a figure and the place that it is told of, at most.
const BETWEEN: usize = 4;

impl Passages<'_> {
    /// The place of which the one sentence with the claim's figures tells the one that the claim tells of `name`.
    pub(super) fn told_of_place(&self, names: &[Name], facts: &[Fact], name: &Name) -> Option<Other> {
        let amounts: Vec<&Fact> = facts.iter().filter(|fact| is_stated_amount(fact)).collect();
        let own = amounts.iter().find(|fact| is_placed(self.claim, fact, name))?;
        let text = &self.source.text;
        let has = |i: usize, own: &Fact| text.facts(i).iter().any(|fact| agree(own, fact));
        let with_others = |i: &usize| {
            has(*i, own) && amounts.iter().filter(|other| other.span != own.span).any(|other| has(*i, other))
        };
        let mut stating = (0..text.sentences().len()).filter(with_others);
        let sentence = stating.next().filter(|_| stating.next().is_none())?;
        let there = self.sentence(sentence);
        let named = |other: &Name| names.iter().any(|own| same(own, other));
        let fact = text.facts(sentence).iter().find(|fact| agree(own, fact))?;
        let mut others = text.names(sentence).iter().filter(|other| is_placed(there, fact, other));
        let other = others.next().filter(|_| others.next().is_none())?;
        let words = self.words_of(sentence);
        let absent = !name.parts.iter().any(|part| words.contains(&part.text));
        (absent && !named(other)).then_some(Other { sentence, span: other.span })
    }
}

/// Whether an amount is told as itself, and as no limit.
fn is_stated_amount(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if !q.bound.is_limit())
}

/// Whether a sentence tells `fact` of the place `name`, which stands right behind it: "23 of them in Port Mallin".
fn is_placed(text: &str, fact: &Fact, name: &Name) -> bool {
    let Some(between) = text.get(fact.span.end..name.span.start) else { return false };
    let plain = between.chars().all(|c| c.is_alphabetic() || c == ' ');
    let led = [" in", " in the", " at", " on"].iter().any(|word| between.trim_end().ends_with(word));
    plain && led && between.split_whitespace().count() <= BETWEEN
}
