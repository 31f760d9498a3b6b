//! How far two facts are about the same thing: the words around them, and the other facts of their sentences.

use std::borrow::Cow;

use ibid_facts::{Comparison, Fact, Rarity, Slot, Terms, Value, compare};
use ibid_text::{Language, Span};

use crate::candidates::moves;
use crate::matching::telling;

/// How much another fact of the sentence tells, where a term of one sentence only tells 1.
const FACT: f32 = 0.6;
/// What another fact of the same kind tells that does not stand nearest.
const FAR_FACT: f32 = 0.3;
/// What is left of an overlap where the two are plainly about different things.
const AT_ODDS: f32 = 0.4;

/// How much a clause must have to be gone by alone.
const CLAUSE: f32 = 1.2;
/// What a match of the clauses alone is worth beside one of the sentences.
const CLAUSE_ALONE: f32 = 0.9;

/// Terms of which a slot has one or the other: a figure of one is no figure of the other.
const OPPOSITES: &[(&str, &str)] = &[
    ("export", "import"),
    ("birth", "death"),
    ("revenu", "expenditur"),
    ("incom", "expenditur"),
    ("bought", "sold"),
    ("buy", "sell"),
    ("men", "women"),
    ("male", "femal"),
    ("minimum", "maximum"),
    ("lowest", "highest"),
    ("north", "south"),
    ("east", "west"),
    ("public", "privat"),
    ("domest", "foreign"),
    ("urban", "rural"),
    ("surplus", "deficit"),
    ("出口", "进口"),
    ("收入", "支出"),
    ("出生", "死亡"),
    ("城镇", "农村"),
    ("lower", "higher"),
    ("lower", "upper"),
    ("low", "high"),
    ("summer", "winter"),
    ("morn", "even"),
    ("boy", "girl"),
    ("mother", "father"),
    ("buyer", "seller"),
    ("winner", "loser"),
    ("former", "latter"),
    ("上半", "下半"),
    ("男性", "女性"),
];

/// A sentence with its facts.
#[derive(Clone, Copy)]
pub(crate) struct Frame<'a> {
    /// Its text.
    pub text: &'a str,
    /// Its facts, with spans in bytes of `text`.
    pub facts: &'a [Fact],
    /// The sentence before it.
    pub before: Option<&'a str>,
    /// Its language.
    pub language: Language,
}

/// What surrounds one fact of a frame.
pub(crate) struct Surroundings<'a> {
    slot: Cow<'a, Slot>,
    others: Vec<(&'a Fact, f32)>,
}

impl<'a> Frame<'a> {
    /// What surrounds fact `i`.
    pub(crate) fn around(&self, i: usize) -> Surroundings<'a> {
        let slot = Slot::new(self.text, self.facts, i, self.context(), self.language);
        Surroundings { slot: Cow::Owned(slot), others: self.others(i) }
    }

    /// What surrounds fact `i`, whose slot is known.
    pub(crate) fn around_known(&self, i: usize, slot: &'a Slot) -> Surroundings<'a> {
        Surroundings { slot: Cow::Borrowed(slot), others: self.others(i) }
    }

    /// The sentence before, where this one leans on it: it begins with a word that stands for something there.
    fn context(&self) -> Option<&'a str> {
        const LEANING: [&str; 14] = [
            "that", "this", "it", "they", "she", "he", "these", "those", "its", "their", "his", "her",
            "both", "there",
        ];
        let first = ibid_text::words(self.text).next()?.text.to_lowercase();
        let leans =
            LEANING.contains(&first.as_str()) || first.starts_with(['其', '它', '他', '她', '这', '那']);
        self.before.filter(|_| leans)
    }

    fn others(&self, i: usize) -> Vec<(&'a Fact, f32)> {
        let placed =
            |j: usize| (&self.facts[j], std::mem::discriminant(&self.facts[j].value), self.distance(i, j));
        let others: Vec<_> = (0..self.facts.len()).filter(|&j| j != i).map(placed).collect();
        let nearest =
            |kind, far| others.iter().all(|(_, other, distance)| *other != kind || far <= *distance);
        let weigh = |kind, far| if nearest(kind, far) { FACT } else { FAR_FACT };
        others.iter().map(|(fact, kind, far)| (*fact, weigh(*kind, *far))).collect()
    }

    /// The fact that tells by how much something moved and stands nearest to fact `at`.
    pub(crate) fn movement_at(&self, at: usize) -> Option<usize> {
        let movements = (0..self.facts.len()).filter(|&j| j != at && moves(&self.facts[j]));
        movements.min_by_key(|&j| self.distance(at, j))
    }

    /// How far apart two facts stand: marks that part clauses count more than letters.
    fn distance(&self, i: usize, j: usize) -> usize {
        let (a, b) = (self.facts[i].span.min(self.facts[j].span), self.facts[i].span.max(self.facts[j].span));
        let between = Span::new(a.end.min(b.start), b.start).of(self.text);
        let is_mark = |c: &char| {
            matches!(c, ',' | ';' | ':' | '—' | '(' | ')' | '，' | '；' | '：' | '、' | '（' | '）')
        };
        let marks = between.chars().filter(is_mark).count();
        between.len() + 100 * marks
    }
}

impl Surroundings<'_> {
    /// How much of these (a claim's) surroundings `source`'s has too, 0 to 1.
    pub(crate) fn overlap(&self, source: &Surroundings<'_>, rarity: &Rarity) -> f32 {
        let weight = |term: &str| rarity.weight(term);
        let context = self.slot.context(&weight);
        let mut common = self.slot.overlap(&source.slot, &weight) * context;
        let mut whole = context;
        for (fact, tells) in &self.others {
            whole += tells;
            let stated =
                source.others.iter().filter(|(other, _)| agree(fact, other)).map(|(_, tells)| *tells);
            common += stated.fold(0.0, f32::max).min(*tells);
        }
        let overlap = if whole > 0.0 { common / whole } else { 0.0 };
        let overlap = overlap.max(CLAUSE_ALONE * self.clause_overlap(source, rarity));
        if self.at_odds(source) { overlap * AT_ODDS } else { overlap }
    }

    /// The share of these (a claim's) words, but for those that say when, that `source`'s sentence has too.
    pub(crate) fn content(&self, source: &Surroundings<'_>, rarity: &Rarity) -> f32 {
        let (mut whole, mut found) = (0.0, 0.0);
        for (term, weight) in self.slot.own_words().filter(|(term, _)| !says_when(term)) {
            let tells = weight * rarity.weight(term);
            whole += tells;
            if source.slot.own_words().any(|(known, _)| known == term) {
                found += tells;
            }
        }
        if whole > 0.0 { found / whole } else { 0.0 }
    }

    /// How well the two clauses match, taken both ways: a long sentence may tell one thing in each of its clauses.
    fn clause_overlap(&self, source: &Surroundings<'_>, rarity: &Rarity) -> f32 {
        let ours = self.clause_found_in(source, rarity);
        let theirs = source.clause_found_in(self, rarity);
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if ours + theirs > 0.0 => 2.0 * ours * theirs / (ours + theirs),
            _ => 0.0,
        }
    }

    /// The share of this fact's clause that stands in the other's sentence; `None` where the clause is too short
    /// to go by.
    fn clause_found_in(&self, other: &Surroundings<'_>, rarity: &Rarity) -> Option<f32> {
        let (mut whole, mut found) = (0.0, 0.0);
        for (term, _) in self.slot.words().filter(|(_, weight)| *weight >= 1.0) {
            let tells = rarity.weight(term);
            whole += tells;
            if other.slot.words().any(|(known, _)| known == term) {
                found += tells;
            }
        }
        for (fact, tells) in self.others.iter().filter(|(_, tells)| *tells >= FACT) {
            whole += tells;
            if other.others.iter().any(|(known, _)| agree(fact, known)) {
                found += tells;
            }
        }
        (whole >= CLAUSE).then(|| found / whole)
    }

    /// How much there is to go by.
    pub(crate) fn context(&self, rarity: &Rarity) -> f32 {
        self.slot.context(&|term: &str| rarity.weight(term))
            + self.others.iter().map(|(_, tells)| tells).sum::<f32>()
    }

    /// Those of these surroundings' words that a source has, by their numbers in it, and what each tells there.
    pub(crate) fn words_of(&self, rarity: &Rarity) -> Vec<(u32, f32)> {
        let known = |(term, weight)| Some((rarity.number(term)?, weight * rarity.weight(term)));
        self.slot.words().filter_map(known).collect()
    }

    /// Whether the two are plainly about different things: opposite words, or another date right beside.
    pub(crate) fn at_odds(&self, source: &Surroundings<'_>) -> bool {
        let has = |slot: &Slot, word: &str| slot.words().any(|(term, weight)| term == word && weight >= 1.0);
        let opposite = |a: &str, b: &str| {
            has(&self.slot, a) && !has(&self.slot, b) && has(&source.slot, b) && !has(&source.slot, a)
        };
        if OPPOSITES.iter().any(|(a, b)| opposite(a, b) || opposite(b, a)) {
            return true;
        }
        let Some(date) = self.date() else { return false };
        let beside = source.dates().map(|other| compare(&date.value, &other.value));
        let beside: Vec<_> = beside.collect();
        beside.contains(&Comparison::Different)
            && !beside.iter().any(|c| matches!(c, Comparison::Same | Comparison::Compatible))
    }

    /// Whether an amount that seldom stands somewhere by chance stands nearest to both.
    pub(crate) fn goes_with(&self, source: &Surroundings<'_>) -> bool {
        let nearest = |s: &Surroundings<'_>| {
            let mut amounts = s.others.iter().filter(|(f, tells)| *tells >= FACT && is_amount(f));
            amounts.next().map(|(fact, _)| (*fact).clone())
        };
        matches!((nearest(self), nearest(source)), (Some(a), Some(b)) if telling(&a) && agree(&a, &b))
    }

    /// The date that stands nearest.
    pub(crate) fn date(&self) -> Option<&Fact> {
        self.others
            .iter()
            .find(|(f, tells)| *tells >= FACT && matches!(f.value, Value::Date(_)))
            .map(|(f, _)| *f)
    }

    fn dates(&self) -> impl Iterator<Item = &Fact> {
        self.others.iter().map(|(fact, _)| *fact).filter(|fact| matches!(fact.value, Value::Date(_)))
    }
}

/// How much of `words` (see [`Surroundings::words_of`]) stands among the terms of a sentence.
pub(crate) fn found_in(words: &[(u32, f32)], terms: &Terms) -> f32 {
    words.iter().filter(|(number, _)| terms.has(*number)).map(|(_, tells)| tells).sum()
}

pub(crate) fn is_amount(fact: &Fact) -> bool {
    matches!(fact.value, Value::Quantity(_))
}

/// Whether a term says when something was, or only that it is compared.
pub(crate) fn says_when(term: &str) -> bool {
    const TERMS: [&str; 25] = [
        "earlier", "later", "quarter", "half", "period", "month", "week", "previous", "preced", "ago",
        "compar", "same", "end", "start", "spring", "summer", "autumn", "winter", "season", "annual",
        "twelv", "percent", "second", "third", "fourth",
    ];
    TERMS.contains(&term) || term.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a sentence tells several things first and their values after.
pub(crate) fn tells_in_turn(text: &str) -> bool {
    ["respectively", "in turn", "in that order", "分别", "依次"].iter().any(|words| text.contains(words))
}

/// Whether two facts state the same.
pub(crate) fn agree(a: &Fact, b: &Fact) -> bool {
    matches!(compare(&a.value, &b.value), Comparison::Same | Comparison::Compatible)
}
