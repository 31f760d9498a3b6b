//! Sentences with the citations that govern them.

use ibid_text::Span;

use crate::block::Paragraph;
use crate::governing::{self, quote_source};
use crate::ibidem::Trail;
use crate::{Block, BlockKind, Citation, Claim, Draft, Governing};

/// How many regions before and after are looked at for the source of a block quote.
const NEIGHBOURS: usize = 3;

impl Draft {
    /// All claims, in the order of the text; headings make none.
    pub fn claims(&self) -> Vec<Claim> {
        self.claims_in(Span::new(0, self.len()))
    }

    /// The claims that touch `span`.
    pub fn claims_in(&self, span: Span) -> Vec<Claim> {
        let paragraphs = self.paragraphs(self.with_neighbours(span));
        let mut claims = Vec::new();
        for at in 0..paragraphs.len() {
            let block = &paragraphs[at].block;
            if block.span.start <= span.end && span.start <= block.span.end {
                claims.extend(self.block_claims(&paragraphs, at));
            }
        }
        claims.retain(|claim: &Claim| claim.span.start <= span.end && span.start <= claim.span.end);
        claims
    }

    /// The claim at byte `offset`, or the one that ends there; in white space after it too, until the
    /// block's end.
    pub fn claim_at(&self, offset: usize) -> Option<Claim> {
        let block = self.blocks_in(Span::new(offset, offset)).into_iter().next_back()?;
        let claims = self.claims_in(block.span);
        claims.into_iter().rfind(|claim| block.span.contains(claim.span) && claim.span.start <= offset)
    }

    fn with_neighbours(&self, span: Span) -> Span {
        let Some(first) = self.chunks.at(span.start.saturating_sub(1)) else { return span };
        let before =
            std::iter::successors(Some(first), |placed| self.chunks.before(placed)).take(NEIGHBOURS + 1);
        let after = self.chunks.from(span.end).take(NEIGHBOURS + 1);
        let start = before.last().map_or(span.start, |placed| placed.start);
        Span::new(start.min(span.start), after.last().map_or(span.end, |placed| placed.end()).max(span.end))
    }

    fn block_claims(&self, paragraphs: &[Paragraph], at: usize) -> Vec<Claim> {
        let block = &paragraphs[at].block;
        if block.kind == BlockKind::Heading || governing::is_attribution(paragraphs, at) {
            return Vec::new();
        }
        let mut governed = governing::by_sentence(block, &self.cited_in(block, &mut Trail::new()));
        for citation in quote_source(paragraphs, at) {
            for (governors, _) in governed.iter_mut().zip(&block.sentences) {
                add(governors, &citation, false);
            }
        }
        let claims = block.sentences.iter().zip(governed).enumerate();
        claims.map(|(at, (&span, governors))| self.claim(block, at, span, governors)).collect()
    }

    fn claim(&self, block: &Block, at: usize, span: Span, governors: Vec<(Citation, bool)>) -> Claim {
        let text =
            |span: Span| block.text[span.start - block.span.start..span.end - block.span.start].to_owned();
        let ends_here = |end: usize| {
            let after = block.sentences.get(at + 1).is_none_or(|next| end <= next.start);
            after && (span.start < end || at == 0)
        };
        Claim {
            span,
            text: text(span),
            governed_by: governors
                .into_iter()
                .flat_map(|(citation, weak)| self.resolved(citation, weak))
                .collect(),
            quotations: block.quotations.iter().filter(|q| ends_here(q.span.end)).cloned().collect(),
            quoted: block.quotations.iter().map(|q| q.span).filter(|quoted| quoted.overlaps(span)).collect(),
            block: block.span,
            before: at.checked_sub(1).map(|before| text(block.sentences[before])),
            kind: block.kind.clone(),
        }
    }

    /// A reference to a footnote becomes what the note cites; one whose note cites nothing stays.
    fn resolved(&self, citation: Citation, weak: bool) -> Vec<Governing> {
        let via = Some(citation.span);
        let cited = self.note_citations(&citation, &mut Trail::new());
        if cited.is_empty() {
            return vec![Governing { citation, weak, via: None }];
        }
        cited.into_iter().map(|citation| Governing { citation, weak, via }).collect()
    }
}

/// Adds a citation to those that govern a sentence, once.
pub(crate) fn add(governors: &mut Vec<(Citation, bool)>, citation: &Citation, weak: bool) {
    if !governors.iter().any(|(known, _)| known.span == citation.span) {
        governors.push((citation.clone(), weak));
    }
}
