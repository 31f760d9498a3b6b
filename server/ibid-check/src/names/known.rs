//! Whether a source has a name, in any spelling, short form, abbreviation or language.

use std::sync::Arc;

use ibid_evidence::{Evidence, Resolved, Stream, Vocabulary};
use ibid_facts::{Name, place, terms};
use ibid_references::Reference;
use ibid_text::{Language, unaccented};

use crate::fields::evidence;

/// What a source has of a name.
pub(super) enum Known {
    /// All of it.
    Whole,
    /// It is no name: the source has it as a common word.
    Common,
    /// Its reference has what it lacks.
    InReference(Evidence),
    /// It lacks the parts with these numbers.
    Without(Vec<usize>),
}

/// What `source` has of `name`.
pub(super) fn known(name: &Name, source: &Resolved) -> Known {
    let vocabulary = source.text.vocabulary();
    let lone = name.parts.len() == 1;
    let first = &name.parts[0].text;
    let named = vocabulary.has_name(first) && !vocabulary.has_common(first) || place(first).is_some();
    if lone && name.opens && !named && has(first, source, vocabulary) {
        return Known::Common;
    }
    let short: String = name.parts.iter().filter_map(|part| part.text.chars().next()).collect();
    // "IS" may be short for it, "is" is not.
    if !lone && vocabulary.has_name(&short) && !vocabulary.has_common(&short) {
        return Known::Whole;
    }
    let lacks = |i: &usize| !has(&name.parts[*i].text, source, vocabulary);
    let missing: Vec<usize> = (0..name.parts.len()).filter(lacks).collect();
    if missing.is_empty() || !lone && is_transliterated(name, source) {
        return Known::Whole;
    }
    let missing_words = || missing.iter().map(|i| name.parts[*i].text.as_str());
    match source.reference.as_ref().and_then(|reference| in_reference(reference, missing_words())) {
        Some(evidence) => Known::InReference(evidence),
        None => Known::Without(missing),
    }
}

/// Whether `source` has the folded `word`.
fn has(word: &str, source: &Resolved, vocabulary: &Vocabulary) -> bool {
    let text = &source.text;
    let stem = || {
        let stems = terms(word, Language::English);
        !stems.is_empty() && stems.iter().all(|term| text.rarity().knows(term))
    };
    let country = || place(word).is_some_and(|place| place.words().any(|other| stands(other, source)));
    let abbreviated = || word.len() <= 6 && vocabulary.abbreviates(word);
    let spaced = || text.stream().find(&Stream::new(word), 0).is_some();
    vocabulary.has(word) || stem() || country() || abbreviated() || vocabulary.has_like(word) || spaced()
}

/// Whether the source has the name in Chinese characters, the family's name first or last.
fn is_transliterated(name: &Name, source: &Resolved) -> bool {
    let words: Vec<&str> = name.parts.iter().map(|part| part.text.as_str()).collect();
    let turned: Vec<&str> = words.iter().rev().copied().collect();
    let knows = |joined: String| {
        terms(&joined, Language::English).iter().any(|term| source.text.rarity().knows(term))
    };
    source.text.text().contains(ibid_text::is_cjk) && (knows(words.concat()) || knows(turned.concat()))
}

/// Whether `word`, of any script, stands in the source.
fn stands(word: &str, source: &Resolved) -> bool {
    if word.is_ascii() { source.text.vocabulary().has(word) } else { source.text.text().contains(word) }
}

/// The field of `reference` that has all of `words`.
fn in_reference<'a>(
    reference: &Arc<Reference>,
    mut words: impl Iterator<Item = &'a str>,
) -> Option<Evidence> {
    let vocabulary = words_of(reference);
    let known =
        |word: &str| vocabulary.has(word) || vocabulary.has_like(word) || vocabulary.abbreviates(word);
    let quote = || format!("{}: {}", reference.authors.join("; "), reference.title);
    words.all(known).then(|| evidence(reference, quote()))
}

/// The words of all that a reference says.
pub(super) fn words_of(reference: &Reference) -> Vocabulary {
    let fields = reference.fields.iter().map(|(_, value)| value.as_str());
    let own = reference.authors.iter().map(String::as_str).chain([reference.title.as_str()]);
    let all: Vec<&str> = own.chain(reference.container.as_deref()).chain(fields).collect();
    Vocabulary::new(&all.join(" "))
}

/// The folded words of `text`.
pub(super) fn folded(text: &str) -> Vec<String> {
    ibid_text::words(text).flat_map(|word| word.text.split('-').map(unaccented).collect::<Vec<_>>()).collect()
}
