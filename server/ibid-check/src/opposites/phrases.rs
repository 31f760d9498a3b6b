//! Words that the source has only behind a "not": "found to be statistically significant", of a difference that "is not statistically
//! significant".
//!
//! Told only where the claim has no word by which it may deny them or leave them open, and the source says them nowhere else.

use ibid_evidence::SourceText;
use ibid_facts::{Term, placed_terms};
use ibid_text::{Language, Span, words};

use super::Sentence;
use super::denials::NEGATIVE;
use super::readings::denies;

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

/// Two words of the claim, side by side, that the source has only behind a "not"; and the sentence that has.
pub(super) fn denied_phrase(ours: &Sentence<'_>, text: &SourceText) -> Option<(Span, usize)> {
    let own = placed_terms(ours.text, Language::English);
    let english = (0..text.sentences().len()).filter(|i| text.language_of(*i) == Language::English);
    english.flat_map(|i| clauses(line(text, i)).map(move |clause| (i, clause))).find_map(|(i, clause)| {
        let there = clause.of(line(text, i));
        let [first, second] = denied(there).filter(|_| !is_open(there))?;
        let said = pair(ours.text, &own, [&first, &second])?;
        // "They looked for evidence of it, and failed to find any."
        let mut within = clauses(ours.text).skip_while(|clause| !clause.contains(said)).take(2);
        let within = within.next().map(|own| within.next().map_or(own, |next| own.cover(next)))?;
        let within = within.of(ours.text);
        let again = |other: usize| {
            let line = line(text, other);
            other != i && pair(line, &placed_terms(line, Language::English), [&first, &second]).is_some()
        };
        let alone = !(0..text.sentences().len()).any(again);
        (!may_deny(within) && !is_open(within) && alone && is_like(&own, said, text, i)).then_some((said, i))
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

fn may_deny(clause: &str) -> bool {
    words(clause).any(|word| {
        let word = word.text.to_lowercase();
        denies(&word) || NEGATIVE.contains(&word.as_str())
    })
}

/// The two words behind the one "not" of a clause.
fn denied(clause: &str) -> Option<[String; 2]> {
    let is_denial = |word: &str| denies(word) || word == "without";
    let mut denials = words(clause).filter(|word| is_denial(&word.text.to_lowercase()));
    let denial = denials.next().filter(|_| denials.next().is_none())?;
    let behind = placed_terms(clause, Language::English);
    let mut behind = behind.into_iter().filter(|term| term.span.start >= denial.span.end);
    let (first, second) = (behind.next()?, behind.next()?);
    let near = follows(clause, denial.span, first.span) && follows(clause, first.span, second.span);
    let plain = |term: &Term| term.text.chars().all(char::is_alphabetic);
    (near && plain(&first) && plain(&second)).then_some([first.text, second.text])
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
