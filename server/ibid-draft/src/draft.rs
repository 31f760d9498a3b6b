//! The draft as a value.

use std::sync::Arc;

use ibid_text::Span;
use ropey::Rope;

use crate::Block;
use crate::block::Paragraph;
use crate::chunks::{Chunks, Placed};
use crate::cut::{Opening, cut};
use crate::region::Region;

/// A draft: its text, and what stands in it, read where and when somebody asks. Cheap to clone; an
/// edit gives a new draft that shares all regions it did not touch.
#[derive(Clone, Debug)]
pub struct Draft {
    rope: Rope,
    pub(crate) chunks: Chunks,
}

impl Default for Draft {
    fn default() -> Draft {
        Draft::new("")
    }
}

impl Draft {
    /// The draft of `text`.
    pub fn new(text: &str) -> Draft {
        let regions = regions(text, Opening::Text, true);
        Draft { rope: Rope::from_str(text), chunks: Chunks::new(regions) }
    }

    /// The text.
    pub fn rope(&self) -> &Rope {
        &self.rope
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.rope.len_bytes()
    }

    /// Whether there is no text.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The text of `span`, brought within the text and to character boundaries.
    pub fn slice(&self, span: Span) -> String {
        let span = self.clamp(span);
        self.rope.byte_slice(span.start..span.end).to_string()
    }

    /// The draft with `span` replaced by `text`. A span beyond the end, or with an end inside a
    /// character, is brought back to the nearest boundary before it.
    pub fn edit(&self, span: Span, text: &str) -> Draft {
        let span = self.clamp(span);
        let mut rope = self.rope.clone();
        let (start, end) = (rope.byte_to_char(span.start), rope.byte_to_char(span.end));
        rope.remove(start..end);
        rope.insert(start, text);
        Draft { rope, chunks: self.edit_regions(span, text) }
    }

    pub(crate) fn clamp(&self, span: Span) -> Span {
        let floor = |at: usize| self.rope.char_to_byte(self.rope.byte_to_char(at.min(self.len())));
        Span::new(floor(span.start), floor(span.end))
    }

    /// Cuts from the region before the edit on, until a cut falls together with one there was.
    fn edit_regions(&self, span: Span, insert: &str) -> Chunks {
        let Some(touched) = self.chunks.at(span.start) else {
            return Chunks::new(regions(insert, Opening::Text, true));
        };
        let first = self.chunks.before(&touched).unwrap_or(touched);
        let mut window = Window::new(self, &first, span, insert);
        loop {
            let cuts = cut(&window.text, first.region.opening, first.start == 0);
            let meeting =
                cuts.iter().find_map(|cut| Some((cut.start, window.meeting(cut.start, cut.opening)?)));
            let end = meeting.as_ref().map_or(window.text.len(), |(at, _)| *at);
            if meeting.is_some() || window.is_whole() {
                let regions = window.regions(&cuts, end, &first);
                return self.chunks.splice(&first, meeting.as_ref().map(|(_, placed)| placed), regions);
            }
            window.grow(self);
        }
    }

    /// The paragraphs of all regions that touch `span`, in spans of the draft.
    pub(crate) fn paragraphs(&self, span: Span) -> Vec<Paragraph> {
        let regions =
            self.chunks.from(span.start.saturating_sub(1)).take_while(|placed| placed.start <= span.end);
        regions.flat_map(|placed| placed.paragraphs()).collect()
    }

    /// All blocks, in order; those of footnotes where they are defined.
    pub fn blocks(&self) -> Vec<Block> {
        self.blocks_in(Span::new(0, self.len()))
    }

    /// The blocks that touch `span`.
    pub fn blocks_in(&self, span: Span) -> Vec<Block> {
        let blocks = self.paragraphs(span).into_iter().map(|paragraph| paragraph.block);
        blocks.filter(|block| block.span.start <= span.end && span.start <= block.span.end).collect()
    }
}

impl Placed {
    /// The region's paragraphs, in spans of the draft.
    pub(crate) fn paragraphs(&self) -> Vec<Paragraph> {
        self.region.content().paragraphs.iter().map(|paragraph| paragraph.clone().shift(self.start)).collect()
    }
}

/// The stretch of an edited draft that is cut again.
struct Window {
    /// Its new text.
    text: String,
    /// Old regions in it that the edit did not touch, where each begins in `text`.
    untouched: Vec<(usize, Placed)>,
    /// The next old region that is not in it yet.
    next: Option<Placed>,
}

impl Window {
    fn new(draft: &Draft, first: &Placed, span: Span, insert: &str) -> Window {
        let mut old = first.region.text.to_string();
        let mut next = draft.chunks.after(first);
        while let Some(placed) = next.take_if(|placed| placed.start <= span.end) {
            old.push_str(&placed.region.text);
            next = draft.chunks.after(&placed);
        }
        old.replace_range(span.start - first.start..span.end - first.start, insert);
        let mut window = Window { text: old, untouched: Vec::new(), next };
        window.grow(draft);
        window
    }

    /// Takes in as many old regions again as it holds untouched, and one more.
    fn grow(&mut self, draft: &Draft) {
        for _ in 0..=self.untouched.len() {
            let Some(placed) = self.next.take() else { return };
            self.next = draft.chunks.after(&placed);
            let start = self.text.len();
            self.text.push_str(&placed.region.text);
            self.untouched.push((start, placed));
        }
    }

    fn is_whole(&self) -> bool {
        self.next.is_none()
    }

    /// The old region that begins at `start` in the same state.
    fn meeting(&self, start: usize, opening: Opening) -> Option<Placed> {
        let found = self.untouched.binary_search_by_key(&start, |(at, _)| *at).ok()?;
        let (_, placed) = &self.untouched[found];
        (placed.region.opening == opening).then(|| placed.clone())
    }

    /// The new regions up to `end`; `first` itself where it stayed as it was.
    fn regions(&self, cuts: &[crate::cut::Cut], end: usize, first: &Placed) -> Vec<Arc<Region>> {
        let mut regions = Vec::new();
        for (at, cut) in cuts.iter().enumerate().take_while(|(_, cut)| cut.start < end) {
            let stop = cuts.get(at + 1).map_or(end, |next| next.start);
            let text = &self.text[cut.start..stop];
            let same = at == 0 && *first.region.text == *text && first.region.opening == cut.opening;
            regions.push(if same {
                Arc::clone(&first.region)
            } else {
                Arc::new(Region::new(cut.opening, text))
            });
        }
        regions
    }
}

fn regions(text: &str, opening: Opening, head: bool) -> Vec<Arc<Region>> {
    let cuts = cut(text, opening, head);
    let ends = cuts.iter().skip(1).map(|cut| cut.start).chain([text.len()]);
    let regions = cuts.iter().zip(ends).filter(|(cut, end)| cut.start < *end);
    regions.map(|(cut, end)| Arc::new(Region::new(cut.opening, &text[cut.start..end]))).collect()
}
