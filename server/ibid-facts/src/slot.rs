//! The slot of a fact: the words around it, which say what it is a figure or date of.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use ibid_text::{Language, Span, is_cjk};

use crate::terms::{self, Term};
use crate::{Dimension, Fact, Quantity, Value, clauses, gloss};

/// How much more than the rest of its clause the words next to a fact weigh, and the noun it counts.
const CLOSE: f32 = 2.0;
const CLAUSE: f32 = 1.0;
const SENTENCE: f32 = 0.5;
const BEFORE: f32 = 0.2;
/// Of a word that belongs to another figure ("55 engineers and 30 lawyers").
const OTHERS: f32 = 0.5;

/// A weighted bag of terms (see [`terms::terms`]): 1 inside the fact's clause, 0.5 in the rest of
/// its sentence, 0.2 in the sentence before; twice that for the two words next to the fact on each
/// side and for the noun it counts; half of it for words right after another figure.
/// The words of quantities and the fact's own words are left out; other dates' words stay.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slot {
    words: BTreeMap<String, f32>,
}

/// The words of a sentence and of the one before it, of which the slots of all its facts are made.
struct Words<'a> {
    sentence: &'a str,
    facts: &'a [Fact],
    terms: Vec<Term>,
    /// English ones for the Chinese words and names.
    english: Vec<Term>,
    before: Vec<String>,
}

impl<'a> Words<'a> {
    fn new(sentence: &'a str, facts: &'a [Fact], before: Option<&str>, language: Language) -> Words<'a> {
        let english = gloss::glosses(sentence).into_iter().chain(gloss::transliterations(sentence));
        Words {
            sentence,
            facts,
            terms: terms::placed_terms(sentence, language),
            english: english.collect(),
            before: before.map(|before| terms::glossed_terms(before, language)).unwrap_or_default(),
        }
    }

    /// The slot of fact `i`.
    fn slot(&self, i: usize) -> Slot {
        let mut slot = Slot::default();
        let clause = clauses::clause(self.sentence, self.facts, i);
        let tails = others_tails(self.sentence, self.facts, i);
        let outside = |term: &&Term| !inside_fact(term, self.facts, i);
        let terms: Vec<&Term> = self.terms.iter().filter(outside).collect();
        let close = close(&terms, &self.facts[i]);
        for term in self.english.iter().filter(outside) {
            let near = if clause.contains(term.span) { CLAUSE } else { SENTENCE };
            let beside = close.iter().any(|k| terms[*k].span.overlaps(term.span));
            slot.add(&term.text, near * if beside { CLOSE } else { 1.0 });
        }
        for (k, term) in terms.iter().enumerate() {
            let near = if clause.contains(term.span) { CLAUSE } else { SENTENCE };
            let others = tails.iter().any(|tail| tail.contains(term.span));
            let factor = match close.contains(&k) {
                _ if others => OTHERS,
                true => CLOSE,
                false => 1.0,
            };
            slot.add(&term.text, near * factor);
        }
        for term in &self.before {
            slot.add(term, BEFORE);
        }
        slot
    }
}

impl Slot {
    /// The slot of fact `i` of `facts`, the facts of `sentence` (spans in its bytes); `before` is the
    /// sentence before it. Empty where there is no fact `i`.
    pub fn new(sentence: &str, facts: &[Fact], i: usize, before: Option<&str>, language: Language) -> Slot {
        if i >= facts.len() || !are_within(facts, sentence) {
            return Slot::default();
        }
        Words::new(sentence, facts, before, language).slot(i)
    }

    /// The slots of all `facts` of `sentence`, in their order.
    pub fn all(sentence: &str, facts: &[Fact], before: Option<&str>, language: Language) -> Vec<Slot> {
        if facts.is_empty() || !are_within(facts, sentence) {
            return facts.iter().map(|_| Slot::default()).collect();
        }
        let words = Words::new(sentence, facts, before, language);
        (0..facts.len()).map(|i| words.slot(i)).collect()
    }

    fn add(&mut self, term: &str, weight: f32) {
        match self.words.get_mut(term) {
            Some(held) => *held = held.max(weight),
            None => {
                self.words.insert(term.to_owned(), weight);
            }
        }
    }

    /// The share of this slot's weight (the claim's) that `other` (the source's) holds too, 0 to 1.
    /// `rarity` says how much a term tells, from 0; [`Rarity::weight`] is meant for it, and gives
    /// a term that the source never uses half of the most. An empty slot overlaps with nothing.
    pub fn overlap(&self, other: &Slot, rarity: &dyn Fn(&str) -> f32) -> f32 {
        let (mut found, mut all) = (0.0, 0.0);
        for (term, weight) in &self.words {
            let tells = rarity(term);
            all += tells * weight;
            found += tells * other.words.get(term).map_or(0.0, |held| held.min(*weight));
        }
        if all > 0.0 { found / all } else { 0.0 }
    }

    /// How much context there is: the sum of the terms' weights times what each tells.
    pub fn context(&self, rarity: &dyn Fn(&str) -> f32) -> f32 {
        self.words.iter().map(|(term, weight)| weight * rarity(term)).sum()
    }

    /// The terms and their weights, in the terms' order.
    pub fn words(&self) -> impl Iterator<Item = (&str, f32)> {
        self.words.iter().map(|(term, weight)| (term.as_str(), *weight))
    }

    /// The same without those that only the sentence before has.
    pub fn own_words(&self) -> impl Iterator<Item = (&str, f32)> {
        self.words().filter(|(_, weight)| *weight > BEFORE)
    }
}

/// Whether all `facts` stand in `sentence`.
fn are_within(facts: &[Fact], sentence: &str) -> bool {
    facts.iter().all(|fact| sentence.get(fact.span.start..fact.span.end).is_some())
}

/// Which of the terms stand next to the fact, two on each side (four pairs of characters), and the
/// noun that it counts.
fn close(terms: &[&Term], fact: &Fact) -> BTreeSet<usize> {
    let after = terms.iter().position(|t| t.span.start >= fact.span.end).unwrap_or(terms.len());
    let reach = |k: Option<usize>| {
        let pair = |t: &&Term| t.text.starts_with(is_cjk);
        if k.and_then(|k| terms.get(k)).is_some_and(pair) { 4 } else { 2 }
    };
    let from = after.saturating_sub(reach(after.checked_sub(1)));
    let to = (after + reach(Some(after))).min(terms.len());
    let noun = match &fact.value {
        Value::Quantity(Quantity { dimension: Dimension::Count(noun), .. }) => {
            (after..terms.len()).find(|k| terms[*k].text == *noun)
        }
        _ => None,
    };
    (from..to).chain(noun).collect()
}

/// What each figure but `i` has for itself.
fn others_tails(sentence: &str, facts: &[Fact], i: usize) -> Vec<Span> {
    let figure = |j: &usize| *j != i && matches!(facts[*j].value, Value::Quantity(_));
    (0..facts.len()).filter(figure).map(|j| clauses::tail(sentence, facts, j)).collect()
}

/// Whether the term belongs to a quantity, or to the fact itself.
fn inside_fact(term: &Term, facts: &[Fact], i: usize) -> bool {
    let inside = |(j, fact): (usize, &Fact)| {
        fact.span.overlaps(term.span) && (j == i || !matches!(fact.value, Value::Date(_)))
    };
    facts.iter().enumerate().any(inside)
}

/// How rare each term is in one source: what stands in every sentence tells nothing.
#[derive(Clone, Debug, Default)]
pub struct Rarity {
    sentences: usize,
    /// Each term's number, and how many sentences have it.
    terms: HashMap<String, (u32, usize)>,
}

/// The terms of one sentence of a source, as the numbers that its [`Rarity`] gives them, in order.
#[derive(Clone, Debug, Default)]
pub struct Terms(Box<[u32]>);

impl Terms {
    /// Whether the term of this number is among them.
    pub fn has(&self, number: u32) -> bool {
        self.0.binary_search(&number).is_ok()
    }
}

impl Rarity {
    /// Counts the terms of a source's sentences; gives those of each.
    pub fn new<'a>(sentences: impl IntoIterator<Item = &'a str>, language: Language) -> (Rarity, Vec<Terms>) {
        let mut rarity = Rarity::default();
        let terms = sentences.into_iter().map(|sentence| rarity.add(sentence, language)).collect();
        (rarity, terms)
    }

    fn add(&mut self, sentence: &str, language: Language) -> Terms {
        self.sentences += 1;
        let mut numbers = Vec::new();
        for term in terms::glossed_terms(sentence, language).into_iter().collect::<BTreeSet<_>>() {
            let next = u32::try_from(self.terms.len()).unwrap_or(u32::MAX);
            let (number, count) = self.terms.entry(term).or_insert((next, 0));
            *count += 1;
            numbers.push(*number);
        }
        numbers.sort_unstable();
        Terms(numbers.into())
    }

    /// The number of `term`; `None` where no sentence has it.
    pub fn number(&self, term: &str) -> Option<u32> {
        self.terms.get(term).map(|(number, _)| *number)
    }

    /// Whether any sentence has `term`.
    pub fn knows(&self, term: &str) -> bool {
        self.terms.contains_key(term)
    }

    /// What `term` tells: 1 where one sentence has it, near 0 where all have it, 0.5 where none has.
    pub fn weight(&self, term: &str) -> f32 {
        let Some((_, count)) = self.terms.get(term) else { return 0.5 };
        let all = self.sentences as f32 + 1.0;
        (all / *count as f32).ln() / all.ln()
    }
}
