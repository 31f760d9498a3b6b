//! Two things compared the wrong way about: "birch more than beech", where the source has beech more than birch.

use ibid_facts::terms;
use ibid_text::{Language, Span, words};

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

/// Whether one of the two says of what it is more, or fewer, and the other does not speak of that: "for fewer hours", "40 francs more".
pub(super) fn are_of_two_things(
    (ours, reading): (&Sentence<'_>, &Reading),
    (there, theirs): (&Sentence<'_>, &Reading),
) -> bool {
    let unsaid = |sentence: &Sentence<'_>, reading: &Reading, other: &Sentence<'_>| {
        let known = |thing: &String| terms(other.text, Language::English).contains(thing);
        counted(sentence, reading).is_some_and(|thing| !known(&thing))
    };
    unsaid(ours, reading, there) || unsaid(there, theirs, ours)
}

/// The term of which a sentence says that it is more, or fewer: the one right behind the word.
fn counted(sentence: &Sentence<'_>, reading: &Reading) -> Option<String> {
    const WORDS: [&str; 3] = ["more", "fewer", "less"];
    let counts = WORDS.contains(&reading.span.of(sentence.text));
    let terms = &sentence.read.clauses[reading.clause].terms;
    let next = terms.iter().find(|(_, span)| span.start == reading.span.end + 1).filter(|_| counts);
    next.map(|(term, _)| term.clone())
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
