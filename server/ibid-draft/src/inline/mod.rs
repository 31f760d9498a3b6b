//! What stands inside a paragraph: markup, code, links, citations. One scan, in passes of which each
//! marks bytes that the next ones leave alone.

mod brackets;
mod cite;
mod definitions;
mod emphasis;
mod key;
mod links;
mod marks;
mod opaque;

pub(crate) use key::key_at;
pub(crate) use marks::Marks;

use ibid_text::Span;

use crate::Citation;

/// A scanned paragraph. All spans count from the paragraph's first byte.
pub(crate) struct Inline {
    /// Which bytes are prose.
    pub(crate) marks: Marks,
    /// Its citations, in order.
    pub(crate) citations: Vec<Citation>,
    /// Its HTML comments.
    pub(crate) comments: Vec<Span>,
}

/// Scans a paragraph whose container markers were replaced by spaces.
pub(crate) fn scan(text: &str) -> Inline {
    let mut marks = Marks::new(text);
    definitions::mark(text, &mut marks);
    let comments = opaque::mark(text, &mut marks);
    let pairs = brackets::pairs(text, &marks);
    let mut citations = cite::mark(text, &pairs, &mut marks);
    citations.sort_by_key(|citation| (citation.span.start, citation.span.end));
    emphasis::mark(text, &mut marks);
    Inline { marks, citations, comments }
}
