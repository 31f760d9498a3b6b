//! A leaf of the structure to a block: masked text, sentences, citations, quotations.

use ibid_text::Span;

use crate::inline::{self, Marks};
use crate::structure::{Leaf, LeafKind};
use crate::{Block, BlockKind, Citation, Markup, Names, Quotation, guests, quotes, sentences};

/// A block, and what only this crate needs to know of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paragraph {
    pub(crate) block: Block,
    /// The outermost block quote around it.
    pub(crate) quote: Option<Span>,
    /// The HTML comments in it.
    pub(crate) comments: Vec<Span>,
}

impl Paragraph {
    /// The same, `by` bytes further on.
    pub(crate) fn shift(self, by: usize) -> Paragraph {
        Paragraph {
            block: shift_block(self.block, by),
            quote: self.quote.map(|span| span.shift(by)),
            comments: self.comments.into_iter().map(|span| span.shift(by)).collect(),
        }
    }
}

/// The paragraph of `leaf` in `text`, spans counted from `text`'s first byte; `note` is the label of
/// the footnote that holds it; `names` says what sources are named by words.
pub(crate) fn paragraph(
    markup: Markup,
    text: &str,
    leaf: &Leaf,
    note: Option<&str>,
    names: Option<&dyn Names>,
) -> Paragraph {
    let source = guests::prose(markup, source(text, leaf));
    let inline = inline::scan(markup, &source, note.is_some(), names);
    let mut marks = inline.marks;
    if leaf.quote.is_some() {
        mask_attribution(&source, &inline.citations, &mut marks);
        mask_callout(&source, &mut marks);
    }
    let by = leaf.span.start;
    let text = marks.masked(&source);
    let block = Block {
        kind: kind(leaf, note),
        span: leaf.span,
        sentences: sentences::sentences(&source, &text, &marks, leaf.kind)
            .into_iter()
            .map(|s| s.shift(by))
            .collect(),
        text,
        citations: inline.citations.into_iter().map(|c| shift_citation(c, by)).collect(),
        quotations: quotes::quotations(&source, &marks).into_iter().map(|q| shift_quotation(q, by)).collect(),
    };
    let comments = inline.comments.into_iter().map(|span| span.shift(by)).collect();
    Paragraph { block, quote: leaf.quote, comments }
}

fn kind(leaf: &Leaf, note: Option<&str>) -> BlockKind {
    match (note, leaf.kind) {
        (Some(label), _) => BlockKind::Footnote(label.to_owned()),
        (None, LeafKind::Prose) => BlockKind::Prose,
        (None, LeafKind::Heading) => BlockKind::Heading,
        (None, LeafKind::ListItem) => BlockKind::ListItem,
        (None, LeafKind::TableRow) => BlockKind::TableRow,
        (None, LeafKind::Quote) => BlockKind::Quote,
    }
}

/// The leaf's text with a space for each byte of a container's marker.
fn source(text: &str, leaf: &Leaf) -> String {
    let mut out = String::with_capacity(leaf.span.len());
    let mut at = leaf.span.start;
    for gap in &leaf.gaps {
        let (start, end) = (gap.start.max(at), gap.end.min(leaf.span.end));
        if start < end {
            out.push_str(&text[at..start]);
            out.extend(std::iter::repeat_n(' ', end - start));
            at = end;
        }
    }
    out.push_str(&text[at..leaf.span.end]);
    out
}

/// The last line of a block quote that names its source: `— Ren, @ren2025`.
fn mask_attribution(source: &str, citations: &[Citation], marks: &mut Marks) {
    if let Some(line) = attribution(source, citations) {
        marks.hide(line);
    }
}

/// `[!note]` at the head of a callout.
fn mask_callout(source: &str, marks: &mut Marks) {
    if let Some(end) = source.strip_prefix("[!").and_then(|rest| rest.find([']', '\n'])) {
        marks.hide(Span::new(0, end + 3));
    }
}

/// The last line, where it begins with a dash or holds nothing but citations.
fn attribution(source: &str, citations: &[Citation]) -> Option<Span> {
    let start = source.rfind('\n').map_or(0, |at| at + 1);
    let line = source[start..].trim_start();
    let dashed = line.starts_with(['—', '–', '―']) || line.starts_with("--");
    (dashed || only_citations(source, start, citations)).then_some(Span::new(start, source.len()))
}

/// Whether nothing but citations stands in `source` from `start` on.
fn only_citations(source: &str, start: usize, citations: &[Citation]) -> bool {
    let covered = |at: usize| citations.iter().any(|c| c.group.start <= at && at < c.group.end);
    !source[start..].char_indices().any(|(at, c)| c.is_alphanumeric() && !covered(start + at))
}

/// `citation`, `by` bytes further on.
pub(crate) fn shift_citation(mut citation: Citation, by: usize) -> Citation {
    citation.span = citation.span.shift(by);
    citation.group = citation.group.shift(by);
    citation.target_span = citation.target_span.shift(by);
    citation.locator = citation.locator.map(|(span, locator)| (span.shift(by), locator));
    citation
}

/// `quotation`, `by` bytes further on.
fn shift_quotation(mut quotation: Quotation, by: usize) -> Quotation {
    quotation.span = quotation.span.shift(by);
    quotation.inner = quotation.inner.shift(by);
    quotation
}

/// `block` with all its spans `by` bytes further on.
fn shift_block(mut block: Block, by: usize) -> Block {
    block.span = block.span.shift(by);
    block.sentences.iter_mut().for_each(|span| *span = span.shift(by));
    block.citations = block.citations.into_iter().map(|citation| shift_citation(citation, by)).collect();
    block.quotations = block.quotations.into_iter().map(|quotation| shift_quotation(quotation, by)).collect();
    block
}
