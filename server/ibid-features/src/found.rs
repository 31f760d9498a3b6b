//! Passages of the library by their words, for who looks through it while writing, with what puts them into the draft.

use ibid_check::Context;
use ibid_draft::citing;
use ibid_evidence::{Evidence, Resolved, Topic};
use ibid_text::Span;

use crate::search::{self, Search};
use crate::{link, quoting, reference};

/// A passage that was found. Its words are the source's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The passage.
    pub evidence: Evidence,
    /// The bytes of it that come nearest to what was looked for: a sentence.
    pub nearest: Option<Span>,
    /// Its source in a few words; empty where no reference belongs to it, and the file gives no title.
    pub title: String,
    /// The `file:` address that opens it.
    pub address: String,
    /// What cites it, as the draft's markup has it.
    pub cite: Option<String>,
    /// Its nearest sentence as a quotation, with its citation.
    pub quote: Option<String>,
}

/// The passages that `search` finds in the library, best first; none where it is kept to a citekey or a language that is none.
pub fn found(cx: &Context<'_>, search: &Search) -> Vec<Found> {
    let topic = Topic::new(&search.query);
    let Ok(filter) = search::filter(cx.shelf, search) else { return Vec::new() };
    let hits = cx.shelf.search_where(&search.query, &filter, search.limit).into_iter();
    // What changed since it was indexed is found again once it is read.
    let read = hits.filter_map(|hit| {
        let source = cx.shelf.text(&hit.path).filter(|source| source.text.hash == hit.hash)?;
        Some((hit.span, source))
    });
    let marks = quoting::marks(cx);
    let found = read.map(|(span, source)| {
        let nearest = topic.nearest_within(&source.text, span);
        passage(cx, marks, &source, span, nearest)
    });
    found.collect()
}

fn passage(
    cx: &Context<'_>,
    marks: (char, char),
    source: &Resolved,
    span: Span,
    sentence: Option<Span>,
) -> Found {
    let nearest = sentence.map(|sentence| source.evidence(sentence));
    let evidence = source.evidence(span);
    let told = nearest.as_ref().unwrap_or(&evidence);
    let known = source.reference.as_deref();
    Found {
        nearest: sentence.map(|at| Span::new(at.start - span.start, at.end - span.start)),
        title: reference::title(known, Some(&source.text)),
        address: link::to(&evidence.source, &told.place),
        cite: known.map(|known| citing::citation(cx.draft, &known.key, &told.place)),
        quote: quoting::between(cx, marks, told),
        evidence,
    }
}
