//! What a model is asked: the draft around the cursor, and the passages of the library that fit. All of it goes as one JSON
//! object, so that no text can end its own field.

use std::collections::{BTreeMap, BTreeSet};

use ibid_check::Context;
use ibid_draft::{BlockKind, Draft, Target, citing};
use ibid_evidence::Evidence;
use ibid_llm::{Message, Prompt, estimate_tokens};
use ibid_references::Reference;
use ibid_text::Span;
use serde::Serialize;

use super::{AFTER, BEFORE};
use crate::reference;

/// The rules that the model is given, unless the user has others.
const RULES: &str = include_str!("../../prompts/continue.md");
/// Passages given.
const PASSAGES: usize = 6;
/// References given besides those of the passages.
const REFERENCES: usize = 12;
/// Bytes before the cursor that passages are looked for with.
const TOPIC: usize = 400;
/// Enough for two sentences and their citations.
const MOST_TOKENS: u32 = 120;
/// Headings above the cursor that are looked at.
const HEADINGS: usize = 40_000;
/// The text before the cursor begins at a multiple of so many bytes.
const STEP: usize = 1_000;

/// What the model is given. What stays the same while the writer goes on comes first: a server need not read again what a request
/// has in common with the beginning of the one before.
#[derive(Serialize)]
struct Given<'a> {
    passages: Vec<&'a Passage>,
    references: &'a [Described],
    headings: &'a [String],
    after: &'a str,
    before: &'a str,
}

/// A passage as a model is given it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Passage {
    /// The citation to use for it.
    citation: String,
    text: String,
}

/// A reference as a model is given it.
#[derive(Serialize)]
struct Described {
    key: String,
    is: String,
}

/// What to ask for the words after byte `offset`; `None` where none are wanted: outside prose, inside a citation, in an empty
/// draft. `rules` are the user's own in place of ibid's; `room` are the tokens that the model has for all of it. Searches the
/// library.
pub fn wish(cx: &Context<'_>, offset: usize, rules: Option<&str>, room: usize) -> Option<Prompt> {
    let beginning = beginning(offset);
    let before = cx.draft.slice(Span::new(beginning, offset));
    let typed = cx.draft.half_typed_citation_at(offset).is_some() || cx.draft.citation_at(offset).is_some();
    if typed || before.trim().is_empty() || !cx.draft.is_prose(offset) {
        return None;
    }
    let found = passages(cx, &before);
    let told: Vec<Passage> = found.iter().filter_map(passage).collect();
    let rules = rules.unwrap_or(RULES);
    let near = Span::new(beginning, offset + AFTER);
    let (headings, references) = (headings(cx, offset), references(cx, near, &found));
    let after = cx.draft.slice(Span::new(offset, offset + AFTER));
    let asked = fitting(&told, rules, room.saturating_sub(MOST_TOKENS as usize), |told| {
        // Their rank may change with every word.
        let mut passages: Vec<&Passage> = told.iter().collect();
        passages.sort();
        Given { passages, references: &references, headings: &headings, after: &after, before: &before }
    })?;
    Some(Prompt {
        purpose: "ghost-text",
        system: rules.to_owned(),
        messages: vec![Message::user(asked)],
        max_tokens: MOST_TOKENS,
        temperature: 0.2,
        stop: Vec::new(),
    })
}

/// What is asked with as many of the `passages` as there is room for, in tokens, the first ones; as JSON.
pub(crate) fn fitting<'a, T: Serialize>(
    passages: &'a [Passage],
    rules: &str,
    room: usize,
    asked: impl Fn(&'a [Passage]) -> T,
) -> Option<String> {
    let mut count = passages.len();
    loop {
        let text = serde_json::to_string(&asked(&passages[..count])).ok()?;
        if estimate_tokens(&text) + estimate_tokens(rules) <= room || count == 0 {
            return Some(text);
        }
        count -= 1;
    }
}

/// A passage as a model is given it.
pub(crate) fn passage(evidence: &Evidence) -> Option<Passage> {
    let cited = citing::key_at(&evidence.reference.as_ref()?.key, &evidence.place);
    Some(Passage { citation: format!("[@{cited}]"), text: evidence.quote.clone() })
}

/// Where the text before byte `offset` begins that a model is given: not at each word elsewhere.
fn beginning(offset: usize) -> usize {
    offset.saturating_sub(BEFORE).next_multiple_of(STEP)
}

/// Whether a sentence or paragraph has just ended at byte `offset`, so that a pause says more.
pub fn is_at_end(draft: &Draft, offset: usize) -> bool {
    const LAST: usize = 8;
    let before = draft.slice(Span::new(offset.saturating_sub(LAST), offset));
    let words = before.trim_end();
    before.ends_with('\n') || words.ends_with(['.', '!', '?', '。', '！', '？', ']'])
}

/// The passages that the end of `before` comes nearest to.
fn passages(cx: &Context<'_>, before: &str) -> Vec<Evidence> {
    let from = before.len().saturating_sub(TOPIC);
    let from = (from..=before.len()).find(|&at| before.is_char_boundary(at)).unwrap_or(before.len());
    citable(cx, &before[from..], PASSAGES)
}

/// The passages of the library that come nearest to `words`, those of references alone: others cannot be cited.
pub(crate) fn citable(cx: &Context<'_>, words: &str, limit: usize) -> Vec<Evidence> {
    let offers = cx.shelf.offers(words, limit).into_iter();
    offers.map(|offer| offer.evidence).filter(|evidence| evidence.reference.is_some()).collect()
}

/// The references of the passages, and those that the draft cites in the stretch `near`; by their keys.
fn references(cx: &Context<'_>, near: Span, passages: &[Evidence]) -> Vec<Described> {
    let cited = cx.draft.citations_in(near).into_iter().filter(|citation| near.contains(citation.span));
    let keys = cited.filter_map(|citation| match citation.target {
        Target::Key(key) => Some(key),
        _ => None,
    });
    let keys: BTreeSet<String> = keys.take(REFERENCES).collect();
    let known = keys.iter().filter_map(|key| cx.shelf.references().get(key));
    let all = passages.iter().filter_map(|passage| passage.reference.clone()).chain(known);
    let all: BTreeMap<_, _> = all.map(|reference| (reference.key.clone(), reference)).collect();
    all.into_values().map(|reference| describe(&reference)).collect()
}

fn describe(reference: &Reference) -> Described {
    Described { key: citing::key(&reference.key), is: reference::short(reference) }
}

/// The headings that the cursor stands under, the last ones.
fn headings(cx: &Context<'_>, offset: usize) -> Vec<String> {
    const SHOWN: usize = 3;
    let blocks = cx.draft.blocks_in(Span::new(offset.saturating_sub(HEADINGS), offset));
    let mut headings: Vec<String> = blocks
        .into_iter()
        .filter(|block| block.kind == BlockKind::Heading && block.span.end <= offset)
        .map(|block| block.text.trim().to_owned())
        .collect();
    headings.split_off(headings.len().saturating_sub(SHOWN))
}
