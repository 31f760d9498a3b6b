//! Two things compared the wrong way about: "birch more than beech", where the source has beech more than birch.

use ibid_text::{Span, words};

use super::Sentence;
use super::readings::Reading;

/// Whether the two clauses, of one word by which a thing is set above another, have the two things in each other's place.
pub(super) fn are_swapped(
    (ours, reading): (&Sentence<'_>, &Reading),
    (there, theirs): (&Sentence<'_>, &Reading),
) -> bool {
    if !reading.compares() || reading.denied || theirs.denied {
        return false;
    }
    let (Some([a, b]), Some([c, d])) = (compared(ours, reading), compared(there, theirs)) else {
        return false;
    };
    let common = |x: &[String], y: &[String]| x.iter().any(|term| y.contains(term));
    common(&a, &d) && common(&b, &c) && !common(&a, &c) && !common(&b, &d)
}

/// What stands before the word in its clause, and behind its "than", as terms.
fn compared(sentence: &Sentence<'_>, reading: &Reading) -> Option<[Vec<String>; 2]> {
    let clause = &sentence.read.clauses[reading.clause];
    let rest = Span::new(reading.span.end, clause.span.end);
    let than = words(rest.of(sentence.text)).find(|word| word.text == "than")?.span.shift(rest.start);
    let within = |part: Span| -> Vec<String> {
        let own = clause.terms.iter().filter(|(_, span)| part.contains(*span));
        own.map(|(term, _)| term.clone()).collect()
    };
    let before = within(Span::new(clause.span.start, reading.span.start));
    let behind = within(Span::new(than.end, clause.span.end));
    // What both are, tells neither from the other.
    let only = |these: &[String], those: &[String]| {
        these.iter().filter(|term| !those.contains(term)).cloned().collect::<Vec<String>>()
    };
    let sides = [only(&before, &behind), only(&behind, &before)];
    sides.iter().all(|side| !side.is_empty()).then_some(sides)
}
