//! What stands inside a paragraph: markup, code, links, citations. One scan, in passes of which each
//! marks bytes that the next ones leave alone.

mod brackets;
mod cite;
mod definitions;
mod emphasis;
mod key;
mod links;
mod marks;
mod myst;
mod named;
mod opaque;

pub(crate) use cite::{locator, trimmed};
pub(crate) use emphasis::mark as emphasis;
pub(crate) use key::key_at;
pub(crate) use links::link_to;
pub(crate) use marks::{Mark, Marks};
pub(crate) use named::might_name;

use ibid_text::Span;

use crate::block::shift_citation;
use crate::{Citation, Markup, Names, guests};

/// A scanned paragraph. All spans count from the paragraph's first byte.
pub(crate) struct Inline {
    /// Which bytes are prose.
    pub(crate) marks: Marks,
    /// Its citations, in order.
    pub(crate) citations: Vec<Citation>,
    /// Its HTML comments.
    pub(crate) comments: Vec<Span>,
}

/// Scans a paragraph whose container markers were replaced by spaces; `note` where it is one of a note. `names` says what
/// sources are named by words.
pub(crate) fn scan(markup: Markup, text: &str, note: bool, names: Option<&dyn Names>) -> Inline {
    let mut marks = Marks::new(text);
    let (mut citations, notes, comments) = match markup {
        Markup::Markdown => markdown(text, &mut marks),
        guest => {
            let found = guests::scan(guest, text, &mut marks);
            (found.citations, found.notes, Vec::new())
        }
    };
    if let Some(names) = names {
        for (whole, body) in notes {
            let named = named_in_note(markup, body.of(text), names).into_iter();
            let placed = |named| Citation { group: whole, ..shift_citation(named, body.start) };
            citations.extend(named.map(placed));
        }
        if note {
            let named = named::in_note(text, &citations, names, &mut marks);
            citations.extend(named);
        }
        citations.extend(named::in_prose(text, names, &mut marks));
        citations.extend(named::attributed(text, names, &marks));
    }
    citations.sort_by_key(|citation| (citation.span.start, citation.span.end));
    if markup == Markup::Markdown {
        emphasis::mark(text, &mut marks);
    }
    Inline { marks, citations, comments }
}

/// The sources named by words in `body`, a note that stands in a paragraph.
fn named_in_note(markup: Markup, body: &str, names: &dyn Names) -> Vec<Citation> {
    let mut marks = Marks::new(body);
    let cited = match markup {
        Markup::Markdown => markdown(body, &mut marks).0,
        guest => guests::scan(guest, body, &mut marks).citations,
    };
    let prose = marks.masked(body);
    let mut marks = Marks::new(&prose);
    let mut named = named::in_note(&prose, &cited, names, &mut marks);
    named.extend(named::in_prose(&prose, names, &mut marks));
    named
}

/// The citations of a paragraph of Markdown, the notes in it (each whole, and what stands in it), and its comments.
fn markdown(text: &str, marks: &mut Marks) -> (Vec<Citation>, Vec<(Span, Span)>, Vec<Span>) {
    definitions::mark(text, marks);
    let opaque = opaque::mark(text, marks);
    let pairs = brackets::pairs(text, marks);
    let (mut citations, notes) = cite::mark(text, &pairs, marks);
    citations.extend(opaque.citations);
    (citations, notes, opaque.comments)
}
