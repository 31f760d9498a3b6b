//! The sentences of a source that say nearly what a claim says, and the one other name in the place of the claim's.

use std::collections::HashSet;

use ibid_evidence::{Evidence, Resolved};
use ibid_facts::{Fact, Name, is_slip, is_variant, place, placed_terms};
use ibid_text::Span;

use super::Claimed;
use super::known::folded;
use crate::matching::telling;
use crate::slot::agree;

/// What a figure that both tell is worth beside a term that stands in one sentence only.
const TIE: f32 = 1.0;
/// How far behind the closest sentence another may be that counts too.
const NEAR_BEST: f32 = 0.7;
/// Words that stand in names of many things, so that names are not kin by them.
#[rustfmt::skip]
const GENERIC: &[&str] = &[
    "world", "national", "international", "united", "new", "saint", "st", "san", "los", "great", "royal", "federal",
    "central", "european", "american", "chinese", "british", "global", "general", "first", "high", "state", "north",
    "south", "east", "west", "northern", "southern", "eastern", "western", "republic", "center", "centre", "house",
    "group", "company", "association", "union", "public", "social", "old", "big", "little", "red", "white", "black",
];

/// A source, and how near each of its sentences comes to a claim.
pub(super) struct Passages<'a> {
    pub(super) source: &'a Resolved,
    pub(super) claim: &'a str,
    /// The claim's terms, and where they stand.
    terms: Vec<(String, Span)>,
    /// The claim's figures and dates that seldom stand somewhere by chance.
    pub(super) facts: Vec<Fact>,
    /// The claim's words.
    pub(super) words: HashSet<String>,
}

/// Another name in the place of the claim's.
pub(super) struct Other {
    /// The sentence, as an index.
    pub(super) sentence: usize,
    /// Its bytes in that sentence.
    pub(super) span: Span,
}

/// How two names stand to each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kin {
    /// One may be the other gone wrong: all is alike but one word, or one letter.
    Near,
    /// They are of one series: "H20", "H100".
    Series,
    /// They are of one kind, and nothing else.
    Kind,
}

impl Kin {
    /// How much of the claim's words a sentence must have, and how many terms the two must share.
    fn bar(self, ties: usize) -> (f32, usize) {
        match self {
            // A figure in common is more than words.
            Kin::Kind | Kin::Series if ties > 0 => (0.3, 2),
            Kin::Near => (0.3, 2),
            Kin::Series => (0.5, 3),
            Kin::Kind => (0.7, 4),
        }
    }
}

impl<'a> Passages<'a> {
    pub(super) fn new(claimed: &'a Claimed<'_>, facts: &[Fact], source: &'a Resolved) -> Passages<'a> {
        let claim = claimed.claim.text.as_str();
        let of_fact = |span: Span| facts.iter().any(|fact| fact.span.overlaps(span));
        let terms = placed_terms(claim, claimed.language).into_iter().filter(|term| !of_fact(term.span));
        let terms = terms.map(|term| (term.text, term.span)).collect();
        let facts = facts.iter().filter(|fact| telling(fact)).cloned().collect();
        Passages { source, claim, terms, facts, words: folded(claim).into_iter().collect() }
    }

    /// The passage that has a word of it, nearest to the claim first.
    pub(super) fn naming(&self, name: &Name) -> Option<Evidence> {
        let text = &self.source.text;
        let own: Vec<&String> =
            self.terms.iter().filter(|(_, span)| name.span.overlaps(*span)).map(|(term, _)| term).collect();
        let has = |i: &usize| own.iter().any(|term| text.has(*i, term));
        let naming = (0..text.sentences().len()).filter(has);
        let near = naming.map(|i| (i, self.nearness(i, name).0));
        let best = near.max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        best.map(|(i, _)| self.source.evidence(text.sentences()[i].span))
    }

    /// The share of the claim's terms, but for those of `name`, that sentence `i` has, by how much they tell; and how many.
    pub(super) fn nearness(&self, i: usize, name: &Name) -> (f32, usize) {
        let (text, rarity) = (&self.source.text, self.source.text.rarity());
        let (mut whole, mut found, mut shared) = (0.0, 0.0, 0);
        for (term, _) in self.terms.iter().filter(|(_, span)| !name.span.overlaps(*span)) {
            let tells = rarity.weight(term);
            whole += tells;
            if text.has(i, term) {
                found += tells;
                shared += 1;
            }
        }
        let ties = self.ties(i);
        whole += TIE * ties as f32;
        found += TIE * ties as f32;
        shared += ties;
        (if whole > 0.0 { found / whole } else { 0.0 }, shared)
    }

    /// How many of the claim's telling facts sentence `i` states too.
    fn ties(&self, i: usize) -> usize {
        let known = self.source.text.facts(i);
        self.facts.iter().filter(|fact| known.iter().any(|there| agree(fact, there))).count()
    }

    /// The one name in the place of the claim's `name`, whose parts with the numbers `absent` stand nowhere.
    pub(super) fn other(&self, claimed: &Claimed<'_>, name: &Name, absent: &[usize]) -> Option<Other> {
        let all = (0..self.source.text.sentences().len()).map(|i| (i, self.nearness(i, name)));
        let all: Vec<(usize, (f32, usize))> = all.collect();
        let best = all.iter().map(|(_, (share, _))| *share).fold(0.0, f32::max);
        let mut found: Vec<(usize, &Name)> = Vec::new();
        for (i, near) in all.into_iter().filter(|(_, (share, _))| *share > 0.0 && *share >= NEAR_BEST * best)
        {
            let fits = |other: &&Name| {
                self.kin(name, absent, i, other)
                    .map(|kin| kin.bar(self.ties(i)))
                    .is_some_and(|bar| near.0 >= bar.0 && near.1 >= bar.1)
            };
            let unmentioned = |other: &&Name| !other.parts.iter().all(|part| self.words.contains(&part.text));
            found.extend(
                self.source.text.names(i).iter().filter(unmentioned).filter(fits).map(|other| (i, other)),
            );
        }
        let (sentence, other) = *found.first()?;
        let one = found.iter().all(|(_, more)| words_of(more) == words_of(other));
        let said = claimed.names.iter().any(|own| words_of(own) == words_of(other));
        (one && !said).then_some(Other { sentence, span: other.span })
    }

    fn kin(&self, name: &Name, absent: &[usize], sentence: usize, other: &Name) -> Option<Kin> {
        if self.is_of_one_series(name, other) {
            return Some(Kin::Series);
        }
        if differs_in_one(name, absent, other) {
            return Some(Kin::Near);
        }
        let (ours, theirs) = (name.parts.last()?, other.parts.last()?);
        let lone = name.parts.len() == 1 && other.parts.len() == 1;
        if !lone || is_variant(&ours.text, &theirs.text) {
            let titled = name.title.is_some() && name.title == other.title;
            let apart = !is_variant(&ours.text, &theirs.text) && absent.contains(&(name.parts.len() - 1));
            return (titled && apart).then_some(Kin::Kind);
        }
        if is_slip(&ours.text, &theirs.text) {
            return Some(Kin::Near);
        }
        let countries = place(&ours.text).zip(place(&theirs.text));
        match countries {
            Some((a, b)) => (!a.is(b) && a.plainly && b.plainly).then_some(Kin::Kind),
            None if place(&ours.text).is_some() || place(&theirs.text).is_some() => None,
            None => {
                (name.title == other.title && !name.opens && self.between_the_same(name, sentence, other))
                    .then_some(Kin::Kind)
            }
        }
    }

    /// Whether the two are one designation but for its digits, to which no note's mark is glued.
    fn is_of_one_series(&self, name: &Name, other: &Name) -> bool {
        let ([ours], [theirs]) = (&name.parts[..], &other.parts[..]) else { return false };
        let digits = |word: &str| word.contains(|c: char| c.is_ascii_digit());
        let letters = |word: &str| word.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
        let glued = self
            .words
            .iter()
            .any(|word| word.len() > 1 && digits(word) && theirs.text.starts_with(word.as_str()));
        digits(&ours.text) && digits(&theirs.text) && letters(&ours.text) == letters(&theirs.text) && !glued
    }

    /// Whether the same words stand right before and right after the two.
    fn between_the_same(&self, name: &Name, sentence: usize, other: &Name) -> bool {
        let text = self.source.text.sentences()[sentence].span.of(self.source.text.text());
        let before = |text: &str, span: Span| folded(&text[..span.start]).pop();
        let after = |text: &str, span: Span| folded(&text[span.end..]).into_iter().next();
        let (ours, theirs) = (before(self.claim, name.span), before(text, other.span));
        ours.is_some() && ours == theirs && after(self.claim, name.span) == after(text, other.span)
    }
}

fn words_of(name: &Name) -> Vec<&str> {
    name.parts.iter().map(|part| part.text.as_str()).collect()
}

/// Whether all parts of two names agree but for one, of which the claim's stands nowhere and is no spelling of the other's.
fn differs_in_one(name: &Name, absent: &[usize], other: &Name) -> bool {
    if name.parts.len() != other.parts.len() {
        return false;
    }
    let pairs = name.parts.iter().zip(&other.parts).enumerate();
    let (same, apart): (Vec<_>, Vec<_>) = pairs.partition(|(_, (ours, theirs))| ours.text == theirs.text);
    let [(i, (ours, theirs))] = apart[..] else { return false };
    // A word that opens a sentence may have its capital from that: "Lack of FGF21".
    if i == 0 && (name.opens || other.opens) && !is_slip(&ours.text, &theirs.text) {
        return false;
    }
    let digits = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    if digits(&ours.text) || digits(&theirs.text) {
        return digits(&ours.text) && digits(&theirs.text) && absent.contains(&i) && !same.is_empty();
    }
    let telling = same
        .iter()
        .any(|(_, (part, _))| !GENERIC.contains(&part.text.as_str()) && part.text.chars().count() > 1);
    let short = ours.text.chars().count().min(theirs.text.chars().count()) == 1;
    telling && !short && absent.contains(&i) && !is_variant(&ours.text, &theirs.text)
}
