//! What a source denies and the claim says: "it does not propose to make fares free" against "it wants fares to be free".
//!
//! Told only where the claim has all that stands behind the "not", and no word by which it may deny it itself.

use ibid_evidence::SourceText;
use ibid_text::{Language, Span, words};

use super::readings::denies;
use super::{Sentence, dates_agree, is_up_to_a_time, said};

/// Terms behind the "not" that the claim must have.
const FEWEST: usize = 2;
/// The share of the claim's clause that the source's sentence, and the one before it, must have.
const OURS: f32 = 0.5;
/// Words of meaning, saying and doing, which say nothing of what is meant.
#[rustfmt::skip]
const IDLE: [&str; 40] = [
    "propos", "intend", "plan", "want", "wish", "ask", "make", "made", "let", "allow", "expect", "think", "thought", "believ", "seek",
    "sought", "demand", "consid", "go", "come", "take", "took", "get", "give", "gave", "put", "bring", "brought", "do", "done", "try",
    "tri", "mean", "meant", "promis", "agre", "need", "see", "saw", "abl",
];
/// Words by which a claim denies, or limits, what it says.
#[rustfmt::skip]
pub(super) const NEGATIVE: [&str; 46] = [
    "without", "reject", "rejects", "rejected", "refuse", "refuses", "refused", "oppose", "opposes", "opposed", "against", "deny",
    "denies", "denied", "declined", "declines", "rule", "rules", "ruled", "abandoned", "dropped", "stop", "stopped", "prevent",
    "prevented", "avoid", "avoids", "avoided", "fail", "fails", "failed", "lack", "lacks", "lacked", "instead", "rather", "hardly",
    "barely", "few", "little", "only", "unless", "except", "nobody", "nothing", "none",
];

/// A clause of the source's sentence `index` that denies what a plain clause of the claim says; that clause of the claim, and its own.
pub(super) fn denied(
    ours: &Sentence<'_>,
    there: &Sentence<'_>,
    (text, index): (&SourceText, usize),
) -> Option<(Span, Span)> {
    let lower = |text: &str| words(text).map(|word| word.text.to_lowercase()).collect::<Vec<_>>();
    let own = lower(ours.text);
    if own.iter().any(|word| denies(word) || NEGATIVE.contains(&word.as_str())) {
        return None;
    }
    there.read.clauses.iter().filter(|clause| clause.plain).find_map(|clause| {
        let all: Vec<_> = words(clause.span.of(there.text)).collect();
        let denial = all.iter().find(|word| denies(&word.text.to_lowercase()))?.span.shift(clause.span.start);
        if is_up_to_a_time(&there.text[denial.end..]) && !is_up_to_a_time(ours.text) {
            return None;
        }
        let (ahead, behind): (Vec<_>, Vec<_>) =
            clause.terms.iter().partition(|(_, span)| span.end <= denial.start);
        let behind: Vec<&String> =
            behind.into_iter().map(|(term, _)| term).filter(|term| !IDLE.contains(&term.as_str())).collect();
        let known = said(ours);
        let subject = ahead.iter().filter(|(term, _)| known.contains(term)).count();
        if behind.len() < FEWEST || 2 * subject < ahead.len() || !dates_agree(ours, there) {
            return None;
        }
        let context = said(there);
        let found = ours.read.clauses.iter().filter(|own| own.plain).find(|own| {
            let has = |term: &&String| own.terms.iter().any(|(known, _)| known == *term);
            let (mut all, mut common) = (0.0, 0.0);
            for (term, _) in own.terms.iter().filter(|(term, _)| !IDLE.contains(&term.as_str())) {
                all += text.rarity().weight(term);
                common += if context.contains(term) { text.rarity().weight(term) } else { 0.0 };
            }
            behind.iter().all(has) && common >= OURS * all
        })?;
        // What another sentence says without a "not" may be what the claim says.
        let says = |other: usize| {
            other != index
                && behind.iter().all(|term| text.has(other, term))
                && Sentence::of(text, other).says_plainly(&behind)
        };
        let said_elsewhere = (0..text.sentences().len()).any(says);
        (!said_elsewhere && text.language_of(index) == Language::English)
            .then_some((from_word_to_word(ours.text, found.span), clause.span))
    })
}

/// A part of a text without what stands around its words.
fn from_word_to_word(text: &str, part: Span) -> Span {
    let mut words = words(part.of(text)).map(|word| word.span.shift(part.start));
    let first = words.next();
    first.map_or(part, |first| first.cover(words.last().unwrap_or(first)))
}

impl Sentence<'_> {
    /// Whether a clause has all of `terms`, and nothing by which it may deny them.
    fn says_plainly(&self, terms: &[&String]) -> bool {
        self.read.clauses.iter().any(|clause| {
            let denied = words(clause.span.of(self.text)).any(|word| {
                let word = word.text.to_lowercase();
                denies(&word) || NEGATIVE.contains(&word.as_str())
            });
            !denied && terms.iter().all(|term| clause.terms.iter().any(|(known, _)| known == *term))
        })
    }
}
