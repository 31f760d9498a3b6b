//! Footnotes and what they cite.

use std::collections::BTreeMap;

use ibid_text::Span;

use crate::block::Paragraph;
use crate::chunks::Placed;
use crate::ibidem::Trail;
use crate::{Block, Citation, Draft, Target};

impl Draft {
    /// The blocks of each footnote by label; of two definitions the first counts.
    pub fn footnotes(&self) -> BTreeMap<String, Vec<Block>> {
        let mut notes = BTreeMap::new();
        for placed in self.chunks.from(0) {
            if let Some(label) = placed.region.note() {
                notes.entry(label.to_owned()).or_insert_with(|| self.note_blocks(&placed));
            }
        }
        notes
    }

    /// The blocks of the footnote `label`, and the span of its definition.
    pub fn footnote(&self, label: &str) -> Option<(Span, Vec<Block>)> {
        let placed = self.chunks.note(label)?;
        let end = placed.start + placed.region.text.trim_end().len();
        Some((Span::new(placed.start, end), self.note_blocks(&placed)))
    }

    /// What the note that `citation` refers to cites, notes in notes followed.
    pub(crate) fn note_citations(&self, citation: &Citation, trail: &mut Trail) -> Vec<Citation> {
        let Target::Footnote(label) = &citation.target else { return Vec::new() };
        let Some(placed) = self.chunks.note(label).filter(|_| trail.step()) else { return Vec::new() };
        let mut found = Vec::new();
        for cited in
            self.note_blocks(&placed).iter().flat_map(|block| self.cited_in(block, trail)).collect::<Vec<_>>()
        {
            match cited.target {
                Target::Footnote(_) => found.extend(self.note_citations(&cited, trail)),
                _ => found.push(cited),
            }
        }
        found
    }

    fn note_blocks(&self, placed: &Placed) -> Vec<Block> {
        placed.paragraphs(self.names()).into_iter().map(|Paragraph { block, .. }| block).collect()
    }

    /// The citations of a block, "ibid." among them, in order.
    pub(crate) fn cited_in(&self, block: &Block, trail: &mut Trail) -> Vec<Citation> {
        let mut citations = block.citations.clone();
        citations.extend(self.ibidem(block, trail));
        citations.sort_by_key(|citation| citation.span.start);
        citations
    }
}
