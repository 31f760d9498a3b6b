//! "Ibid.": the citation before it, once more.

use ibid_text::{Locator, Span};

use crate::chunks::Placed;
use crate::{Block, BlockKind, Citation, CitationForm, Draft, Target};

/// What writers write for "in the same place".
const WORDS: [&str; 6] = ["ibidem", "ibid", "ebenda", "ebd", "同上", "同前"];

/// How many regions back a citation is looked for.
const REACH: usize = 60;

/// How many notes and "ibid." one question may still follow; they can lead in circles.
pub(crate) struct Trail(usize);

impl Trail {
    pub(crate) fn new() -> Trail {
        Trail(200)
    }

    /// Whether one more may be followed.
    pub(crate) fn step(&mut self) -> bool {
        self.0 = self.0.saturating_sub(1);
        self.0 > 0
    }
}

impl Draft {
    /// The citations that "ibid." stands for in `block`; each has the span of the word, with its locator.
    pub(crate) fn ibidem(&self, block: &Block, trail: &mut Trail) -> Vec<Citation> {
        let mut found: Vec<Citation> = Vec::new();
        for word in words(&block.text) {
            let at = word.start + block.span.start;
            let in_block = cited(block).chain(&found).filter(|citation| citation.span.end <= at);
            let before = in_block.max_by_key(|citation| citation.span.end).cloned();
            let Some(meant) = before.or_else(|| self.last_before(block, trail)) else { break };
            found.extend(self.meant(&meant, trail).map(|meant| again(&meant, block, word)));
        }
        found
    }

    /// The last citation in the blocks before `block`; for one in a footnote, in the notes before it.
    fn last_before(&self, block: &Block, trail: &mut Trail) -> Option<Citation> {
        let in_note = matches!(block.kind, BlockKind::Footnote(_));
        let first = self.chunks.at(block.span.start)?;
        let regions = std::iter::successors(Some(first), |placed| self.chunks.before(placed)).take(REACH);
        let regions = regions.filter(|placed| placed.region.note().is_some() == in_note);
        let mut blocks = regions.flat_map(|placed| self.blocks_before(&placed, block.span.start));
        // The nearest block with either decides, or a row of "ibid." after nothing is walked again and again.
        let block = blocks.find(|block| cited(block).next().is_some() || !words(&block.text).is_empty())?;
        let again = if trail.step() { self.ibidem(&block, trail) } else { Vec::new() };
        cited(&block).cloned().chain(again).max_by_key(|citation| citation.span.end)
    }

    /// The blocks of a region that end before `offset`, the last one first.
    fn blocks_before(&self, placed: &Placed, offset: usize) -> Vec<Block> {
        let blocks = placed.paragraphs(self.names()).into_iter().map(|paragraph| paragraph.block);
        let mut blocks: Vec<_> = blocks.filter(|block| block.span.end <= offset).collect();
        blocks.reverse();
        blocks
    }

    /// What a citation leads to: for a footnote the last one in it.
    fn meant(&self, citation: &Citation, trail: &mut Trail) -> Option<Citation> {
        match citation.target {
            Target::Footnote(_) => self.note_citations(citation, trail).pop(),
            _ => Some(citation.clone()),
        }
    }
}

/// The citations of `block` that the writer wrote as such.
fn cited(block: &Block) -> impl Iterator<Item = &Citation> {
    block.citations.iter().filter(|citation| citation.form != CitationForm::Attributed)
}

/// Where the words stand in a masked text.
fn words(text: &str) -> Vec<Span> {
    if !text.contains(['b', 'B', '同']) {
        return Vec::new();
    }
    let lower = text.to_ascii_lowercase();
    let mut found: Vec<Span> = Vec::new();
    for word in WORDS {
        let spans = lower.match_indices(word).map(|(at, word)| Span::new(at, at + word.len()));
        found.extend(spans.filter(|span| stands_alone(&lower, *span)));
    }
    found.sort_unstable();
    found
}

fn stands_alone(text: &str, span: Span) -> bool {
    let latin = |c: char| c.is_ascii_alphanumeric();
    let (before, after) = (&text[..span.start], &text[span.end..]);
    let stops = after.is_empty()
        || after.starts_with(['.', ',', ';', ':', ')', '，', '。', '；', '：', '）', ']', '］']);
    let start = before.trim_end();
    let begins = start.is_empty() || start.ends_with(['(', '（', '[', '.', '。', ';', '；', ':', '：']);
    stops && !before.ends_with(latin) && (begins || span.of(text).is_ascii())
}

/// `meant`, cited again by the word at `word` of `block`: at its own locator, else in the same place.
fn again(meant: &Citation, block: &Block, word: Span) -> Citation {
    let rest = &block.text[word.end..];
    let gap = rest.len() - rest.trim_start_matches(['.', ',', '，', ' ', '\n']).len();
    let from = word.end + gap;
    let locator =
        Locator::parse(&block.text[from..]).map(|(locator, len)| (Span::new(from, from + len), locator));
    let end = locator.as_ref().map_or(word.end, |(span, _)| span.end);
    let by = block.span.start;
    let span = Span::new(word.start, end).shift(by);
    Citation {
        span,
        group: span,
        target_span: word.shift(by),
        target: meant.target.clone(),
        locator: locator.map(|(span, locator)| (span.shift(by), locator)).or_else(|| meant.locator.clone()),
        form: meant.form,
    }
}
