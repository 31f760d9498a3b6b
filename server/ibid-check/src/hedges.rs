//! `contradicted`: "it has established that the payments were in breach", where the source says that they "may have been".
//!
//! Told only where the one cited source says it in the claim's words, and nowhere without the "may".

use ibid_draft::Claim;
use ibid_evidence::SourceText;
use ibid_facts::terms;
use ibid_text::{Language, Span, Word, words};

use crate::context::Context;
use crate::held::{contradicted, only_source};
use crate::model::Finding;

/// The share of what the claim says that the source's sentence must have, and how many words of it.
const LIKE: f32 = 0.5;
const FEWEST: usize = 3;
/// How much less like the claim a sentence must be that says it without a "may".
const NEARLY: f32 = 0.1;
/// Words by which somebody is sure of something.
const SURE: [&str; 14] = [
    "established",
    "establishes",
    "establish",
    "proved",
    "proven",
    "proves",
    "prove",
    "demonstrated",
    "demonstrates",
    "demonstrate",
    "confirmed",
    "confirms",
    "confirm",
    "undoubtedly",
];
/// Words by which nobody is.
#[rustfmt::skip]
const UNSURE: [&str; 44] = [
    "may", "might", "could", "can", "cannot", "not", "never", "no", "would", "possibly", "perhaps", "probably", "likely", "unlikely",
    "apparently", "seem", "seems", "seemed", "appear", "appears", "appeared", "suggest", "suggests", "suggested", "suspect", "suspects",
    "suspected", "alleged", "allegedly", "potential", "potentially", "believe", "believes", "believed", "think", "thinks", "thought",
    "whether", "if", "estimate", "estimates", "estimated", "nothing", "nobody",
];
/// Words behind which the source leaves it open.
const OPEN: [[&str; 2]; 6] =
    [["may", "have"], ["might", "have"], ["could", "have"], ["may", "be"], ["might", "be"], ["could", "be"]];

/// Words of what may come to be.
const MAY: [&str; 3] = ["may", "might", "could"];

/// The finding that the claim is sure of what the source says only may be so.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Option<Finding> {
    is_sure(cx, claim).or_else(|| will(cx, claim))
}

/// The finding that the claim says of something that it will do what the source says that it may: "will release", "may release".
fn will(cx: &Context<'_>, claim: &Claim) -> Option<Finding> {
    let (ours, done) = done(&claim.text, &["will"])?;
    let source = only_source(cx, claim, ours)?;
    let text = &source.resolved.text;
    let line = |s: usize| text.sentences()[s].span.of(text.text());
    let said = terms(&claim.text[ours.end..], Language::English);
    let all =
        || (0..text.sentences().len()).filter(|s| likeness(&said, text, *s).is_some_and(|like| like >= LIKE));
    let may = |s: usize| self::done(line(s), &MAY).filter(|(_, other)| *other == done).map(|(span, _)| span);
    let sentence = all()
        .find(|s| may(*s).is_some())
        .filter(|s| all().all(|other| other == *s || may(other).is_some()))?;
    let theirs = may(sentence)?.of(line(sentence));
    let message = format!("The source says only “{theirs}”, where this says “{}”.", ours.of(&claim.text));
    Some(contradicted(cx, claim, ours, message, (&source, sentence)))
}

/// The one of the `modals` that an English `text` has, with its verb, and the term for the verb.
fn done(text: &str, modals: &[&str]) -> Option<(Span, String)> {
    let all: Vec<Word<'_>> = words(text).collect();
    let mut found = all.windows(2).filter(|pair| modals.contains(&pair[0].text));
    let pair = found.next().filter(|_| found.next().is_none())?;
    let verb = terms(pair[1].text, Language::English).pop()?;
    (Language::of(text) == Language::English).then(|| (pair[0].span.cover(pair[1].span), verb))
}

fn is_sure(cx: &Context<'_>, claim: &Claim) -> Option<Finding> {
    let sure = sure(&claim.text)?;
    let source = only_source(cx, claim, sure)?;
    let text = &source.resolved.text;
    let said = said(&claim.text, sure);
    let like = |s: usize| likeness(&said, text, s);
    let english = |s: &usize| text.language_of(*s) == Language::English;
    let all = || (0..text.sentences().len()).filter(english);
    let line = |s: usize| text.sentences()[s].span.of(text.text());
    // Most sentences have nothing of it.
    let near: Vec<_> = all().filter_map(|s| like(s).map(|like| (s, open(line(s)), like))).collect();
    let left_open = near.iter().filter_map(|(s, open, like)| Some((*s, (*open)?, *like)));
    let (sentence, may, best) = left_open.max_by(|a, b| a.2.total_cmp(&b.2))?;
    let plain = near.iter().filter(|(_, open, _)| open.is_none()).map(|(.., like)| *like).fold(0.0, f32::max);
    if best < LIKE || plain + NEARLY > best {
        return None;
    }
    let (ours, theirs) = (sure.of(&claim.text), may.of(line(sentence)));
    let message = format!("The source says only that it “{theirs}” so, where this says “{ours}”.");
    Some(contradicted(cx, claim, sure, message, (&source, sentence)))
}

/// The one word by which an English `text` is sure of what it says, where none of it is unsure.
fn sure(text: &str) -> Option<Span> {
    let all: Vec<Word<'_>> = words(text).collect();
    let is = |word: &Word<'_>, list: &[&str]| list.contains(&word.text.to_lowercase().as_str());
    let mut found = all.iter().filter(|word| is(word, &SURE));
    let only = found.next().filter(|_| found.next().is_none())?;
    (Language::of(text) == Language::English && !all.iter().any(|word| is(word, &UNSURE)))
        .then_some(only.span)
}

/// The terms of what the claim is `sure` of: of what stands behind the word, where something does.
fn said(text: &str, sure: Span) -> Vec<String> {
    let behind = terms(&text[sure.end..], Language::English);
    if behind.len() >= FEWEST { behind } else { terms(&text[..sure.start], Language::English) }
}

/// The words by which a sentence leaves open what it says.
fn open(sentence: &str) -> Option<Span> {
    let all: Vec<Word<'_>> = words(sentence).collect();
    let open =
        |pair: &&[Word<'_>]| OPEN.iter().any(|open| pair[0].text == open[0] && pair[1].text == open[1]);
    all.windows(2).find(open).map(|pair| pair[0].span.cover(pair[1].span))
}

/// The share of the terms `said` that sentence `s` has; `None` where those are too few.
fn likeness(said: &[String], text: &SourceText, s: usize) -> Option<f32> {
    let weight = |term: &&String| text.rarity().weight(term);
    let all: f32 = said.iter().map(|term| weight(&term)).sum();
    let found = said.iter().filter(|term| text.has(s, term));
    let (count, common) = found.fold((0, 0.0), |(count, sum), term| (count + 1, sum + weight(&term)));
    (count >= FEWEST && all > 0.0).then(|| common / all)
}
