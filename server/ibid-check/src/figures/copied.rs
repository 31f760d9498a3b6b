//! A fact in a sentence that is nearly the source's own: what stands between the same words there is what the claim should
//! say, whatever is told elsewhere.

use std::collections::HashSet;

use ibid_facts::{Comparison, Fact, Value, compare, terms};
use ibid_text::Language;

use super::{Claimed, Searched};
use crate::slot::agree;

/// Sentences of a source that the claim may be copied from.
const SENTENCES: usize = 3;
/// The share of the claim's words that must stand in the source's sentence.
const WORDS: f64 = 0.75;
/// Words looked at on either side of a fact. Chinese characters count half, here and below.
const AROUND: usize = 6;
/// Words on one side that must be the source's, where the claim has so many.
const ONE_SIDE: usize = 3;
/// Words on both sides together.
const TOGETHER: usize = 7;
/// Words on both sides together, on whichever, for agreement.
const TO_AGREE: usize = 6;

/// A source, and the fact of it that stands where the claim's does: its sentence, and which of its facts.
pub(super) struct Copied<'s, 'a> {
    pub(super) source: &'s Searched<'a>,
    pub(super) sentence: usize,
    pub(super) fact: usize,
    /// Whether it says what the claim says.
    pub(super) agrees: bool,
}

/// What stands in the sources between the claim's own words; what agrees goes first.
pub(super) fn copied<'s, 'a>(claimed: &Claimed<'_>, sources: &'s [Searched<'a>]) -> Option<Copied<'s, 'a>> {
    let words = Words::of(claimed);
    let near = sources.iter().flat_map(|source| {
        source.search.closest(claimed.i, SENTENCES).into_iter().map(move |sentence| (source, sentence))
    });
    let own = || terms(claimed.frame.text, claimed.frame.language);
    let mut differing = None;
    for (source, sentence) in near {
        let text = &source.resolved.text;
        let there = text.sentences()[sentence].span.of(text.text());
        let facts = text.facts(sentence);
        for (fact, theirs) in facts.iter().enumerate() {
            let agrees = match compare(&claimed.fact().value, &theirs.value) {
                Comparison::Same | Comparison::Compatible => true,
                Comparison::Different => false,
                Comparison::Unrelated => continue,
            };
            if words.stand_around(there, theirs, agrees) && is_retold(claimed, there, facts) {
                let copied = Copied { source, sentence, fact, agrees };
                if agrees {
                    return Some(copied);
                }
                // What the next sentence says of another thing, which the claim names, the claim may say in the words of this one.
                let next = sentence + 1;
                let goes_on = next < text.sentences().len()
                    && text.facts(next).iter().any(|fact| agree(claimed.fact(), fact))
                    && own().iter().any(|term| text.has(next, term) && !text.has(sentence, term));
                if !goes_on {
                    differing.get_or_insert(copied);
                }
            }
        }
    }
    differing
}

/// Whether the claim tells what a sentence with the facts `theirs` tells, in its words: with most of them, all its names,
/// and no date of its own.
fn is_retold(claimed: &Claimed<'_>, there: &str, theirs: &[Fact]) -> bool {
    let frame = &claimed.frame;
    let known: HashSet<String> = lower(there).collect();
    let own: Vec<_> = ibid_text::words(frame.text)
        .filter(|word| !frame.facts.iter().any(|fact| fact.span.overlaps(word.span)))
        .collect();
    let has = |word: &str| known.contains(&word.to_lowercase());
    let found = own.iter().filter(|word| has(word.text)).count();
    let named = own.iter().skip(1).filter(|word| word.text.starts_with(char::is_uppercase));
    let mut dates = frame
        .facts
        .iter()
        .filter(|fact| matches!(fact.value, Value::Date(_)) && fact.span != claimed.fact().span);
    found as f64 >= WORDS * own.len() as f64
        && named.into_iter().all(|word| has(word.text))
        && dates.all(|date| theirs.iter().any(|fact| agree(date, fact)))
}

/// The words on either side of the claim's fact, the nearest first.
struct Words {
    before: Vec<String>,
    after: Vec<String>,
    /// How many of them count as one.
    letters: usize,
}

impl Words {
    fn of(claimed: &Claimed<'_>) -> Words {
        let letters = if claimed.frame.language == Language::Chinese { 2 } else { 1 };
        let (before, after) = around(claimed.frame.text, claimed.fact(), AROUND * letters);
        Words { before, after, letters }
    }

    /// Whether these stand around `fact` of `sentence` too; that it `agrees` takes less to believe.
    fn stand_around(&self, sentence: &str, fact: &Fact, agrees: bool) -> bool {
        let (before, after) = around(sentence, fact, AROUND * self.letters);
        let (left, right) = (alike(&self.before, &before), alike(&self.after, &after));
        let enough = |found: usize, ours: &[String]| found >= (ONE_SIDE * self.letters).min(ours.len());
        let framed = enough(left, &self.before) && enough(right, &self.after);
        agrees && left + right >= TO_AGREE * self.letters || framed && left + right >= TOGETHER * self.letters
    }
}

fn around(text: &str, fact: &Fact, count: usize) -> (Vec<String>, Vec<String>) {
    let mut before: Vec<String> = lower(&text[..fact.span.start]).collect();
    before.reverse();
    before.truncate(count);
    (before, lower(&text[fact.span.end..]).take(count).collect())
}

fn lower(text: &str) -> impl Iterator<Item = String> {
    ibid_text::words(text).map(|word| word.text.to_lowercase())
}

/// How many words are the same from the fact on.
fn alike(ours: &[String], theirs: &[String]) -> usize {
    ours.iter().zip(theirs).take_while(|(a, b)| a == b).count()
}
