//! Bodies that are said to have said something: "replied the Water Agency", of what the Mining Authority wrote.

use ibid_facts::Name;
use ibid_text::{Span, Word, unaccented, words};

use crate::speech::is_saying;

/// Words that make a name one of a body.
#[rustfmt::skip]
const BODIES: [&str; 30] = [
    "institute", "ministry", "agency", "authority", "office", "council", "board", "court", "union", "federation", "association", "bank",
    "department", "committee", "commission", "service", "company", "party", "chamber", "society", "inspectorate", "treasury", "bureau",
    "trust", "foundation", "university", "college", "parliament", "government", "league",
];
/// Words that join the words of a body's name.
const JOINING: [&str; 5] = ["of", "for", "and", "the", "on"];

/// The body that stands right beside a verb of saying of `text`, outside of what `is_quoted`.
pub(super) fn speaking(text: &str, is_quoted: &dyn Fn(Span) -> bool) -> Option<Span> {
    let all: Vec<Word<'_>> = words(text).collect();
    let verbs = (0..all.len())
        .filter(|i| !is_quoted(all[*i].span) && is_saying(&all[*i].text.to_lowercase()))
        .collect::<Vec<_>>();
    let mut found = verbs.into_iter().filter_map(|verb| {
        let plain = |a: usize, b: usize| text[all[a].span.end..all[b].span.start].trim().is_empty();
        let before = (verb > 0 && plain(verb - 1, verb)).then(|| named_up_to(text, &all, verb)).flatten();
        before.or_else(|| named_from(text, &all, verb + 1))
    });
    found.next().filter(|_| found.next().is_none())
}

/// The body that the words before number `end` name last.
fn named_up_to(text: &str, all: &[Word<'_>], end: usize) -> Option<Span> {
    let mut from = end;
    while from > 0 && (is_capital(&all[from - 1]) || from < end && is_joining(&all[from - 1])) {
        from -= 1;
    }
    body(text, &all[from..end])
}

/// The body that the words from number `from` on name, an article before it left out.
fn named_from(text: &str, all: &[Word<'_>], from: usize) -> Option<Span> {
    let from = from + usize::from(all.get(from).is_some_and(|word| word.text == "the"));
    let name = all.get(from..)?.iter().take_while(|word| is_capital(word) || is_joining(word)).count();
    body(text, &all[from..from + name])
}

/// A run of words as a body's name, what only joins it left out at its ends.
fn body(text: &str, run: &[Word<'_>]) -> Option<Span> {
    let first = run.iter().position(|word| is_capital(word) && word.text != "The")?;
    let last = run.iter().rposition(is_capital)?;
    let name = run.get(first..=last)?;
    let span = Span::new(name.first()?.span.start, name.last()?.span.end);
    let is_body = name.iter().any(is_of_a_body);
    let plain = !span.of(text).contains([',', ';', '.', ':', '“', '”', '"']);
    (is_body && plain && name.len() > 1).then_some(span)
}

/// Whether a word makes a name one of a body.
fn is_of_a_body(word: &Word<'_>) -> bool {
    BODIES.contains(&word.text.to_lowercase().as_str())
}

fn is_capital(word: &Word<'_>) -> bool {
    word.text.starts_with(char::is_uppercase)
}

fn is_joining(word: &Word<'_>) -> bool {
    JOINING.contains(&word.text)
}

/// The body that by `text` says what stands at `at` of its paragraph: it stands beside the verb of saying there, or is what "it" means.
pub(super) fn said_by(text: &str, paragraph: Span, (before, after): (Span, Span)) -> Option<Span> {
    let none = |_: Span| false;
    let next = ibid_text::sentences(after.of(text)).first().copied()?;
    let clause = next.of(after.of(text));
    if let Some(named) = speaking(clause, &none) {
        return Some(named.shift(after.start + next.start));
    }
    let told: Vec<String> = words(clause).take(2).map(|word| word.text.to_lowercase()).collect();
    let it = matches!(&told[..], [it, verb] if it == "it" && is_saying(verb));
    let ahead = Span::new(paragraph.start, before.end).of(text);
    // What "it" means is what the last sentence names first that does not begin with "it" itself.
    let sentences = ibid_text::sentences(ahead);
    let opened = sentences.iter().rfind(|sentence| !sentence.of(ahead).starts_with("It "))?;
    it.then(|| Some(first_in(opened.of(ahead))?.shift(opened.start + paragraph.start))).flatten()
}

/// The body that a sentence names first.
fn first_in(text: &str) -> Option<Span> {
    let all: Vec<Word<'_>> = words(text).collect();
    (0..all.len()).filter(|i| is_capital(&all[*i])).find_map(|i| named_from(text, &all, i))
}

/// What tells a body's name from others, folded.
pub(super) fn telling(name: &str) -> Vec<String> {
    let lower = words(name).map(|word| unaccented(word.text));
    lower.filter(|word| !BODIES.contains(&word.as_str()) && !JOINING.contains(&word.as_str())).collect()
}

/// A name without the body that somebody is of: "Tassilo Brandt of the Federation of Employers".
pub(super) fn without(text: &str, name: Name) -> Name {
    /// Words of other names that go on with "of".
    const OTHERS: [&str; 7] = ["house", "academy", "school", "group", "church", "bay", "city"];
    let Some(at) = name.span.of(text).find(" of ") else { return name };
    let own = &text[name.span.start..name.span.start + at];
    let count = words(own).count();
    let body =
        words(own).any(|word| is_of_a_body(&word) || OTHERS.contains(&word.text.to_lowercase().as_str()));
    let person = count >= 2 && count < name.parts.len() && !own.contains('&') && !body;
    let span = Span::new(name.span.start, name.span.start + at);
    let mut parts = name.parts;
    if !person {
        return Name { parts, ..name };
    }
    parts.truncate(count);
    Name { span, parts, ..name }
}
