//! Passages of the library by their words, for who looks through it while writing, with what puts them into the draft.

use ibid_check::Context;
use ibid_draft::citing;
use ibid_evidence::{Evidence, Quote, Resolved, Stream, Topic};
use ibid_text::Span;

use crate::search::{self, Search};
use crate::{link, quoting, reference};

/// So many words that stand in a source as they were looked for are a quotation of it.
const QUOTED: usize = 5;

/// A passage that was found. Its words are the source's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The passage.
    pub evidence: Evidence,
    /// The bytes of it that come nearest to what was looked for: those very words, else a sentence.
    pub nearest: Option<Span>,
    /// Its source in a few words; empty where no reference belongs to it, and the file gives no title.
    pub title: String,
    /// The `file:` address that opens it.
    pub address: String,
    /// What cites it, as the draft's markup has it.
    pub cite: Option<String>,
    /// What comes nearest as a quotation, with its citation.
    pub quote: Option<String>,
}

/// The passages that `search` finds in the library, best first; none where it is kept to a citekey or a language that is none.
pub fn found(cx: &Context<'_>, search: &Search) -> Vec<Found> {
    let topic = Topic::new(&search.query);
    let quote = Quote::new(&search.query);
    let Ok(filter) = search::filter(cx.shelf, search) else { return Vec::new() };
    let hits = cx.shelf.search_where(&search.query, &filter, search.limit).into_iter();
    // What changed since it was indexed is found again once it is read.
    let read = hits.filter_map(|hit| {
        let source = cx.shelf.text(&hit.path).filter(|source| source.text.hash == hit.hash)?;
        Some((hit.span, source))
    });
    let marks = quoting::marks(cx);
    let found = read.map(|(span, source)| {
        let nearest = quoted_in(&quote, &source, span).or_else(|| topic.nearest_within(&source.text, span));
        passage(cx, marks, &source, span, nearest)
    });
    found.collect()
}

/// Where in the passage `span` of `source` the words of `quote` stand, of which there are enough to be a quotation.
fn quoted_in(quote: &Quote, source: &Resolved, span: Span) -> Option<Span> {
    if quote.words() < QUOTED {
        return None;
    }
    let passage = Stream::new(span.of(source.text.text()));
    quote.find(&passage, 1).first().map(|found| found.shift(span.start))
}

fn passage(
    cx: &Context<'_>,
    marks: (char, char),
    source: &Resolved,
    span: Span,
    nearest: Option<Span>,
) -> Found {
    let near = nearest.map(|nearest| source.evidence(nearest));
    let evidence = source.evidence(span);
    let told = near.as_ref().unwrap_or(&evidence);
    let known = source.reference.as_deref();
    Found {
        nearest: nearest.map(|at| Span::new(at.start - span.start, at.end - span.start)),
        title: reference::title(known, Some(&source.text)),
        address: link::to(&evidence.source, &told.place),
        cite: known.map(|known| citing::citation(cx.draft, &known.key, &told.place)),
        quote: quoting::between(cx, marks, told),
        evidence,
    }
}
