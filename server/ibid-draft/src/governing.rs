//! Which sentence a citation governs.

use ibid_text::Span;

use crate::block::Paragraph;
use crate::claims::add;
use crate::{Block, BlockKind, Citation, CitationForm};

/// For each sentence of `block` those of its `citations` that govern it, and whether weakly.
pub(crate) fn by_sentence(block: &Block, citations: &[Citation]) -> Vec<Vec<(Citation, bool)>> {
    let mut governed = vec![Vec::new(); block.sentences.len()];
    for citation in citations.iter().filter(|citation| citation.form != CitationForm::NoCite) {
        if let Some(sentence) = sentence(&block.sentences, citation.group) {
            add(&mut governed[sentence], citation, citation.form == CitationForm::Attributed);
        }
    }
    for quotation in &block.quotations {
        share_quotation(&block.sentences, quotation.span, &mut governed);
    }
    let ending = ending(block);
    for governors in governed.iter_mut().filter(|governors| is_uncited(governors)) {
        for citation in &ending {
            add(governors, citation, true);
        }
    }
    governed
}

/// What governs the sentence in which a quotation ends governs the uncited ones that it runs over.
fn share_quotation(sentences: &[Span], quotation: Span, governed: &mut [Vec<(Citation, bool)>]) {
    let first = sentences.partition_point(|sentence| sentence.end <= quotation.start);
    let end = sentences.partition_point(|sentence| sentence.start < quotation.end);
    let Some(governors) = end.checked_sub(1).map(|last| governed[last].clone()) else { return };
    for earlier in governed.iter_mut().take(end).skip(first).filter(|earlier| is_uncited(earlier)) {
        earlier.clone_from(&governors);
    }
}

/// Whether nothing that the writer cites governs a sentence.
fn is_uncited(governors: &[(Citation, bool)]) -> bool {
    governors.iter().all(|(citation, _)| citation.form == CitationForm::Attributed)
}

/// The sentence that holds `group`; else the one before it; else, at a paragraph's head, the first.
fn sentence(sentences: &[Span], group: Span) -> Option<usize> {
    let begun = sentences.partition_point(|sentence| sentence.start <= group.start);
    (!sentences.is_empty()).then_some(begun.saturating_sub(1))
}

/// The citations with no word after them in their block.
fn ending(block: &Block) -> Vec<Citation> {
    let words = block.text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let end = block.span.start + words.len();
    let governs = |citation: &&Citation| {
        let others = matches!(citation.form, CitationForm::NoCite | CitationForm::Attributed);
        citation.group.end >= end && !others
    };
    block.citations.iter().filter(governs).cloned().collect()
}

/// The citations that give the source of the block quote around the paragraph at `at`: those that end
/// it, else those in the line after it, else those in the line that leads up to it.
pub(crate) fn quote_source(paragraphs: &[Paragraph], at: usize) -> Vec<Citation> {
    let Some(quote) = paragraphs[at].quote else { return Vec::new() };
    let inside = |paragraph: &Paragraph| paragraph.quote == Some(quote);
    let first = paragraphs[..at].iter().rposition(|p| !inside(p)).map_or(0, |before| before + 1);
    let end = paragraphs[at..].iter().position(|p| !inside(p)).map_or(paragraphs.len(), |after| at + after);
    let own = own_source(&paragraphs[first..end]);
    if !own.is_empty() {
        return own;
    }
    if end < paragraphs.len() && is_attribution(paragraphs, end) {
        return paragraphs[end].block.citations.clone();
    }
    first.checked_sub(1).map(|before| lead(&paragraphs[before].block)).unwrap_or_default()
}

/// The citations after or in the last sentence of a block quote.
fn own_source(quote: &[Paragraph]) -> Vec<Citation> {
    let mut found = Vec::new();
    for paragraph in quote.iter().rev() {
        found.splice(0..0, ending(&paragraph.block));
        if !paragraph.block.sentences.is_empty() {
            break;
        }
    }
    found
}

/// The citations of a paragraph's last sentence, where it leads up to what follows.
fn lead(block: &Block) -> Vec<Citation> {
    let leads = block.text.trim_end().ends_with([':', '：', ',', '，']);
    let last = block.sentences.len().checked_sub(1);
    let (Some(last), BlockKind::Prose | BlockKind::ListItem) = (last, &block.kind) else { return Vec::new() };
    let ending = ending(block);
    if !leads {
        return ending;
    }
    let inside = |citation: &&Citation| sentence(&block.sentences, citation.group) == Some(last);
    block.citations.iter().filter(inside).cloned().collect()
}

/// Whether the paragraph at `at` only names the source of the block quote right before it.
pub(crate) fn is_attribution(paragraphs: &[Paragraph], at: usize) -> bool {
    let paragraph = &paragraphs[at];
    let after_quote = at > 0 && paragraphs[at - 1].quote.is_some() && paragraph.quote.is_none();
    let block = &paragraph.block;
    let text = block.text.trim_start();
    let dashed = text.starts_with(['—', '–', '―']) || text.starts_with("--");
    after_quote && !block.citations.is_empty() && (dashed || block.sentences.is_empty())
}
