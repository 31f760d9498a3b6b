//! `@`: the references that fit what was typed, and where none fits well, the sources that say it.

use ibid_check::{Context, Edit};
use ibid_draft::{HalfTyped, citing};
use ibid_references::Reference;
use ibid_text::{Span, is_cjk};

use crate::{markdown, reference};

/// Offers of references at most.
const MOST: usize = 50;
/// Offers of passages at most.
const PASSAGES: usize = 8;
/// A reference of this score has every word that was typed, none misspelt.
const GOOD: f32 = 0.6;
/// Bytes after the cursor that are looked at for the rest of the citation.
const AHEAD: usize = 200;

/// What can be put where a citation is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// Why it is offered.
    pub kind: CompletionKind,
    /// The citekey, with the page where there is one.
    pub label: String,
    /// What it is, in a few words: author, year and title, or the passage's words. Plain text.
    pub detail: String,
    /// What accepting it changes.
    pub edit: Edit,
    /// What was typed: an editor that filters by it keeps every offer, in the order given.
    pub filter: String,
    /// The citekey, for [`describe`].
    pub key: String,
    /// What is known without asking again: the passage as Markdown.
    pub documentation: Option<String>,
}

/// Why it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// The reference fits.
    Reference,
    /// Its source says it.
    Passage,
}

/// What can be cited at byte `offset`, best first; `None` where no citation is being typed. The next letter
/// may bring others, so that a list is never complete.
pub fn complete(cx: &Context<'_>, offset: usize) -> Option<Vec<Completion>> {
    let typed = cx.draft.half_typed_citation_at(offset)?;
    let spot = Spot::new(cx, &typed);
    let query = typed.query.trim_start_matches('{');
    let references = cx.shelf.references().search(query, MOST);
    let fits = references.first().is_some_and(|best| best.score >= GOOD);
    let mut offers = Vec::new();
    if typed.bracketed && !fits && says_something(query) {
        offers = passages(cx, &spot, query);
    }
    offers.extend(references.iter().map(|found| spot.reference(&found.reference)));
    offers.truncate(MOST);
    Some(offers)
}

/// The reference `key` in full, as Markdown.
pub fn describe(cx: &Context<'_>, key: &str) -> Option<String> {
    cx.shelf.references().get(key).map(|found| reference::full(found))
}

fn passages(cx: &Context<'_>, spot: &Spot<'_>, query: &str) -> Vec<Completion> {
    let mut offers = Vec::new();
    for evidence in cx.shelf.offers(query, PASSAGES).into_iter().map(|offer| offer.evidence) {
        let Some(reference) = &evidence.reference else { continue };
        let cited = citing::key_at(&reference.key, &evidence.place);
        offers.push(Completion {
            kind: CompletionKind::Passage,
            detail: evidence.quote.split_whitespace().collect::<Vec<_>>().join(" "),
            documentation: Some(markdown::passage(&evidence)),
            ..spot.offer(reference, cited, true)
        });
    }
    offers
}

/// Whether `query` is enough to look for it in the sources: two words, or three Chinese characters.
fn says_something(query: &str) -> bool {
    query.split_whitespace().count() >= 2 || query.chars().filter(|&c| is_cjk(c)).count() >= 3
}

/// Where an offer goes.
struct Spot<'a> {
    typed: &'a HalfTyped,
    /// What was typed, and the rest of the citekey that the cursor stands in.
    span: Span,
    /// A bracket is open that nothing on the line closes.
    open: bool,
}

impl<'a> Spot<'a> {
    fn new(cx: &Context<'_>, typed: &'a HalfTyped) -> Spot<'a> {
        let cursor = typed.query_span.end;
        let after = cx.draft.slice(Span::new(cursor, cursor + AHEAD));
        let line = after.split(['\n', '\r']).next().unwrap_or_default();
        let closed = line.find(['[', ']']).is_some_and(|i| line[i..].starts_with(']'));
        let end = cursor + rest_of_key(typed, line);
        Spot { typed, span: Span::new(typed.query_span.start, end), open: typed.bracketed && !closed }
    }

    fn reference(&self, reference: &Reference) -> Completion {
        let detail = reference::short(reference);
        Completion { detail, ..self.offer(reference, citing::key(&reference.key), false) }
    }

    fn offer(&self, reference: &Reference, mut cited: String, close: bool) -> Completion {
        let label = cited.clone();
        if close && self.open {
            cited.push(']');
        }
        Completion {
            kind: CompletionKind::Reference,
            label,
            detail: String::new(),
            edit: Edit { span: self.span, text: cited },
            filter: self.typed.query.clone(),
            key: reference.key.clone(),
            documentation: None,
        }
    }
}

/// The bytes of `after` that belong to the citekey of which a part was typed.
fn rest_of_key(typed: &HalfTyped, after: &str) -> usize {
    if typed.query.starts_with('{') {
        return after.find('}').map_or(0, |i| i + 1);
    }
    // Outside brackets what follows may be the next word of the sentence.
    if !typed.bracketed && (typed.query.is_empty() || typed.query.contains(char::is_whitespace)) {
        return 0;
    }
    let key = after.find(|c| !citing::is_key(c)).map_or(after, |end| &after[..end]);
    key.trim_end_matches(|c: char| !c.is_alphanumeric()).len()
}
