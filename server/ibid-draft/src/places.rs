//! What stands at a place of the draft.

use ibid_text::Span;

use crate::cut::Opening;
use crate::ibidem::Trail;
use crate::{BlockKind, Citation, Draft, Markup};

impl Draft {
    /// All citations, those of `nocite` first, then in the order of the text.
    pub fn citations(&self) -> Vec<Citation> {
        let mut citations = self.nocite();
        citations.extend(self.chunks.from(0).flat_map(|placed| placed.citations(self.names())));
        citations
    }

    /// Whether `name` is a label of the draft itself, as Typst writes it: what refers to it cites nothing.
    pub fn has_label(&self, name: &str) -> bool {
        let label = format!("<{name}>");
        self.markup() == Markup::Typst
            && self.chunks.from(0).any(|placed| placed.region.text.contains(&label))
    }

    /// The citations that touch `span`, without a look at the rest of the draft.
    pub fn citations_in(&self, span: Span) -> Vec<Citation> {
        let blocks = self.blocks_in(span).into_iter().flat_map(|block| block.citations);
        let all = self.nocite().into_iter().chain(blocks);
        all.filter(|citation| citation.span.start <= span.end && span.start <= citation.span.end).collect()
    }

    /// The citation at byte `offset`, the innermost where one holds another; "ibid." is one too, with the
    /// target that it stands for.
    pub fn citation_at(&self, offset: usize) -> Option<Citation> {
        let at = Span::new(offset, offset);
        let blocks = self.blocks_in(at);
        let all =
            blocks.iter().flat_map(|block| self.cited_in(block, &mut Trail::new())).chain(self.nocite());
        all.filter(|citation| citation.span.touches(offset)).min_by_key(|citation| citation.span.len())
    }

    /// The text of `span` with a space for each byte that is no prose (see [`crate::Block::text`]), so as long in
    /// bytes as the span; between paragraphs line breaks stay.
    pub fn masked(&self, span: Span) -> String {
        let span = self.clamp(span);
        let text = self.slice(span);
        let mut out = String::with_capacity(text.len());
        for block in self.blocks_in(span).iter().filter(|block| block.span.overlaps(span)) {
            let part = Span::new(block.span.start.max(span.start), block.span.end.min(span.end));
            out.push_str(&blank(&text[out.len()..part.start - span.start]));
            out.push_str(&block.text[part.start - block.span.start..part.end - block.span.start]);
        }
        let rest = blank(&text[out.len()..]);
        out + &rest
    }

    /// Whether prose is written at byte `offset`: not in code, HTML, mathematics, front matter, a
    /// heading, or inside a citation or other markup. An empty line between paragraphs counts.
    pub fn is_prose(&self, offset: usize) -> bool {
        let Some(placed) = self.chunks.at(offset) else { return true };
        if matches!(placed.region.opening, Opening::Inside(_) | Opening::Opaque) {
            return false;
        }
        let at = offset.saturating_sub(placed.start);
        let content = placed.region.content();
        if content.code.iter().chain(&content.html).any(|span| span.start < at && at <= span.end) {
            return false;
        }
        let paragraph = content.paragraphs.iter().rev().find(|paragraph| paragraph.block.span.touches(at));
        let Some(paragraph) = paragraph else { return true };
        let block = &paragraph.block;
        let masked = |at: usize| {
            let rest = |text: &str, from: usize| text.get(from..).and_then(|rest| rest.chars().next());
            let written = rest(&placed.region.text, at);
            rest(&block.text, at - block.span.start) == Some(' ')
                && written.is_some_and(|c| !c.is_whitespace())
        };
        let inside = block.span.start < at && at < block.span.end;
        let before = || {
            placed
                .region
                .text
                .get(..at)
                .and_then(|text| text.chars().next_back())
                .map_or(at, |c| at - c.len_utf8())
        };
        block.kind != BlockKind::Heading && !(inside && masked(at) && masked(before()))
    }
}

/// As many spaces as `text` has bytes; its line breaks stay.
pub(crate) fn blank(text: &str) -> String {
    text.bytes().map(|byte| if matches!(byte, b'\n' | b'\r') { byte as char } else { ' ' }).collect()
}
