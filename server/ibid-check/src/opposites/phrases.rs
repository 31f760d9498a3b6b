//! Words that the source has only behind a "not": "found to be statistically significant", of a difference that "is not statistically
//! significant".
//!
//! Told only where the claim has no word by which it may deny them or leave them open, and the source says them nowhere else.

use ibid_evidence::SourceText;
use ibid_facts::{Term, placed_terms};
use ibid_text::{Language, Span, Word, words};

use super::denials::NEGATIVE;
use super::readings::{OTHERWISE, denies};
use super::{Sentence, near};

/// Words from a "not" to the first word that it denies, and from that to the next.
const REACH: usize = 3;
/// The share of the claim's words that the sentence and those beside it must have, and how many besides the denied ones.
const LIKE: f32 = 0.5;
const SHARED: usize = 2;
/// Words that leave open what is said, or limit what is denied.
#[rustfmt::skip]
const OPEN: [&str; 34] = [
    "if", "whether", "would", "should", "could", "may", "might", "must", "can", "until", "before", "unless", "only", "but", "except", "yet",
    "always", "necessarily", "all", "every", "merely", "just", "enough", "than", "even", "question", "questions", "asked", "sought", "hopes",
    "hoped", "supposed", "so", "or",
];

/// More words by which a claim denies something.
#[rustfmt::skip]
const MORE_NEGATIVE: [&str; 16] = [
    "too", "neither", "absence", "absent", "free", "far", "short", "missing", "nowhere", "scarcely", "doubt", "doubts", "doubtful",
    "dismissed", "want", "less",
];
/// What is said not to have been found: behind a "no", other words may be of who did nothing.
const SIGNS: [&str; 8] = ["evid", "evidence", "proof", "sign", "indic", "reason", "record", "trace"];

/// Two words of the claim, side by side, that the source has only behind a "not"; and the sentence that has.
pub(super) fn denied_phrase(ours: &Sentence<'_>, text: &SourceText) -> Option<(Span, usize)> {
    if may_deny(ours.text) {
        return None;
    }
    let own = placed_terms(ours.text, Language::English);
    let denying = near(ours, text).filter(|i| words(line(text, *i)).any(|word| is_denial(word.text)));
    denying.flat_map(|i| clauses(line(text, i)).map(move |clause| (i, clause))).find_map(|(i, clause)| {
        let there = clause.of(line(text, i));
        let [first, second] = denied(there).filter(|_| !is_open(there))?;
        let said = pair(ours.text, &own, [&first, &second])?;
        let within = clauses(ours.text).find(|clause| clause.contains(said))?.of(ours.text);
        let again = |other: usize| {
            let line = line(text, other);
            let has = [&first, &second].iter().all(|term| text.has(other, term));
            other != i
                && has
                && pair(line, &placed_terms(line, Language::English), [&first, &second]).is_some()
        };
        let alone = || !(0..text.sentences().len()).any(again);
        (!is_open(within) && is_like(&own, said, text, i) && alone()).then_some((said, i))
    })
}

fn line(text: &SourceText, i: usize) -> &str {
    text.sentences()[i].span.of(text.text())
}

/// The parts of a sentence between its marks.
fn clauses(sentence: &str) -> impl Iterator<Item = Span> {
    let mut start = 0;
    sentence.split_inclusive([',', ';', ':', '(', ')', '–', '—']).map(move |part| {
        start += part.len();
        Span::new(start - part.len(), start)
    })
}

fn is_open(clause: &str) -> bool {
    words(clause).any(|word| OPEN.contains(&word.text.to_lowercase().as_str()))
}

/// Whether a sentence may deny what it says, in whatever words; what figures are held against is no denial.
fn may_deny(sentence: &str) -> bool {
    let all: Vec<Word<'_>> = words(sentence).collect();
    all.iter().enumerate().any(|(i, word)| {
        let word = word.text.to_lowercase();
        let next = all.get(i + 1).is_some_and(|next| next.text.starts_with(|c: char| c.is_ascii_digit()));
        let denies =
            denies(&word) || NEGATIVE.contains(&word.as_str()) || MORE_NEGATIVE.contains(&word.as_str());
        denies && !(next && matches!(word.as_str(), "against" | "rather"))
    })
}

/// The two words behind the one "not" of a clause.
fn denied(clause: &str) -> Option<[String; 2]> {
    let mut denials = words(clause).filter(|word| is_denial(word.text));
    let denial = denials.next().filter(|_| denials.next().is_none())?;
    // "Not one long march", of several.
    let next = words(&clause[denial.span.end..]).next()?;
    if OTHERWISE.contains(&next.text.to_lowercase().as_str()) {
        return None;
    }
    let behind = placed_terms(clause, Language::English);
    let mut behind = behind.into_iter().filter(|term| term.span.start >= denial.span.end);
    let (first, second) = (behind.next()?, behind.next()?);
    let near = follows(clause, denial.span, first.span) && follows(clause, first.span, second.span);
    let plain = |term: &Term| term.text.chars().all(char::is_alphabetic);
    let none = denial.text.eq_ignore_ascii_case("no") && !SIGNS.contains(&first.text.as_str());
    (near && !none && plain(&first) && plain(&second)).then_some([first.text, second.text])
}

fn is_denial(word: &str) -> bool {
    denies(&word.to_lowercase())
}

/// Whether `next` follows `first` with hardly a word between, and no mark.
fn follows(text: &str, first: Span, next: Span) -> bool {
    let between = text.get(first.end..next.start).unwrap_or(",");
    !between.contains([',', ';', ':', '(', '“', '"']) && words(between).count() <= REACH
}

/// Where the two words stand side by side.
fn pair(text: &str, terms: &[Term], [first, second]: [&str; 2]) -> Option<Span> {
    let pair = terms.windows(2).find(|pair| {
        pair[0].text == first && pair[1].text == second && follows(text, pair[0].span, pair[1].span)
    })?;
    Some(pair[0].span.cover(pair[1].span))
}

/// Whether the sentence `i`, or one beside it, has enough of what the claim says besides the two words.
fn is_like(own: &[Term], said: Span, text: &SourceText, i: usize) -> bool {
    let beside = i.saturating_sub(1)..(i + 2).min(text.sentences().len());
    let (mut all, mut found, mut shared) = (0.0, 0.0, 0);
    for term in own.iter().filter(|term| !said.overlaps(term.span)) {
        let tells = text.rarity().weight(&term.text);
        all += tells;
        if beside.clone().any(|i| text.has(i, &term.text)) {
            found += tells;
            shared += 1;
        }
    }
    found >= LIKE * all && shared >= SHARED
}
