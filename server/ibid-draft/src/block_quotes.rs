//! Block quotes as quotations.

use ibid_text::Span;

use crate::Quotation;
use crate::block::Paragraph;

/// Gives the last paragraph with words of each block quote the quotation that the whole quote is.
/// Callouts (`> [!note]`) quote nobody.
pub(crate) fn mark(text: &str, paragraphs: &mut [Paragraph]) {
    for group in paragraphs.chunk_by_mut(|a, b| a.quote == b.quote) {
        let Some(span) = group[0].quote else { continue };
        let callout = group[0].block.span.of(text).starts_with("[!");
        if let Some(inner) = words(group).filter(|_| !callout)
            && let Some(last) = group.iter_mut().rfind(|paragraph| !paragraph.block.sentences.is_empty())
        {
            last.block.quotations.insert(0, Quotation { span, inner, block: true });
        }
    }
}

/// From the first sentence to the last.
fn words(group: &[Paragraph]) -> Option<Span> {
    let mut sentences = group.iter().flat_map(|paragraph| &paragraph.block.sentences);
    let first = *sentences.next()?;
    Some(sentences.next_back().map_or(first, |last| first.cover(*last)))
}
