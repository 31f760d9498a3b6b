//! The draft as a value.

use std::sync::Arc;

use ibid_text::Span;
use ropey::Rope;

use crate::block::{Paragraph, shift_citation};
use crate::chunks::{Chunks, Placed};
use crate::cut::{Opening, cut};
use crate::region::{Content, Region};
use crate::{Block, Citation, Markup, Names, guests};

/// A draft: its text, and what stands in it, read where and when somebody asks. Cheap to clone; an
/// edit gives a new draft that shares all regions it did not touch.
#[derive(Clone, Debug)]
pub struct Draft {
    rope: Rope,
    pub(crate) chunks: Chunks,
    markup: Markup,
    /// Who knows the sources that it names by words.
    names: Option<Arc<dyn Names>>,
}

impl Default for Draft {
    fn default() -> Draft {
        Draft::new("")
    }
}

impl Draft {
    /// The draft of `text` in Markdown.
    pub fn new(text: &str) -> Draft {
        Draft::written_in(Markup::Markdown, text)
    }

    /// The draft of `text`.
    pub fn written_in(markup: Markup, text: &str) -> Draft {
        let regions = regions(markup, text, Opening::Text, true);
        Draft { rope: Rope::from_str(text), chunks: Chunks::new(regions), markup, names: None }
    }

    /// How it is marked up.
    pub fn markup(&self) -> Markup {
        self.markup
    }

    /// The same draft, in which what `names` knows is cited where it is named by words.
    pub fn knowing(&self, names: Arc<dyn Names>) -> Draft {
        Draft { names: Some(names), ..self.clone() }
    }

    pub(crate) fn names(&self) -> Option<&Arc<dyn Names>> {
        self.names.as_ref()
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
        let chunks = match self.markup {
            Markup::Markdown => self.edit_regions(span, text),
            guest => self.cut_again(guest, &rope),
        };
        Draft { rope, chunks, markup: self.markup, names: self.names.clone() }
    }

    pub(crate) fn clamp(&self, span: Span) -> Span {
        let floor = |at: usize| self.rope.char_to_byte(self.rope.byte_to_char(at.min(self.len())));
        Span::new(floor(span.start), floor(span.end))
    }

    /// Cuts a guest's whole text, which is one look at each line, and keeps the regions that it has already.
    fn cut_again(&self, markup: Markup, rope: &Rope) -> Chunks {
        let mut new = regions(markup, &rope.to_string(), Opening::Text, true);
        let old: Vec<Arc<Region>> = self.chunks.from(0).map(|placed| placed.region).collect();
        let same = |new: &Arc<Region>, old: &Arc<Region>| new.opening == old.opening && new.text == old.text;
        let head = new.iter().zip(&old).take_while(|(new, old)| same(new, old)).count();
        let tail =
            new[head..].iter().rev().zip(old[head..].iter().rev()).take_while(|(new, old)| same(new, old));
        let tail = tail.count();
        let len = new.len();
        new[..head].clone_from_slice(&old[..head]);
        new[len - tail..].clone_from_slice(&old[old.len() - tail..]);
        Chunks::new(new)
    }

    /// Cuts from the region before the edit on, until a cut falls together with one there was.
    fn edit_regions(&self, span: Span, insert: &str) -> Chunks {
        let Some(touched) = self.chunks.at(span.start) else {
            return Chunks::new(regions(self.markup, insert, Opening::Text, true));
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
        regions.flat_map(|placed| placed.paragraphs(self.names())).collect()
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
    pub(crate) fn paragraphs(&self, names: Option<&Arc<dyn Names>>) -> Vec<Paragraph> {
        self.of_each_paragraph(names, |paragraph| [paragraph.clone().shift(self.start)])
    }

    /// The citations in the region's paragraphs, in spans of the draft.
    pub(crate) fn citations(&self, names: Option<&Arc<dyn Names>>) -> Vec<Citation> {
        self.of_each_paragraph(names, |paragraph| {
            let citations = paragraph.block.citations.iter().cloned();
            citations.map(|citation| shift_citation(citation, self.start)).collect::<Vec<_>>()
        })
    }

    fn of_each_paragraph<T, Of: IntoIterator<Item = T>>(
        &self,
        names: Option<&Arc<dyn Names>>,
        of: impl Fn(&Paragraph) -> Of,
    ) -> Vec<T> {
        let read = |content: &Content| content.paragraphs.iter().flat_map(of).collect();
        match names {
            Some(names) => self.region.with_named(names, read),
            None => read(self.region.content()),
        }
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
                Arc::new(Region::new(Markup::Markdown, cut.opening, text))
            });
        }
        regions
    }
}

fn regions(markup: Markup, text: &str, opening: Opening, head: bool) -> Vec<Arc<Region>> {
    let cuts = guests::cut(markup, text).unwrap_or_else(|| cut(text, opening, head));
    let ends = cuts.iter().skip(1).map(|cut| cut.start).chain([text.len()]);
    let regions = cuts.iter().zip(ends).filter(|(cut, end)| cut.start < *end);
    regions.map(|(cut, end)| Arc::new(Region::new(markup, cut.opening, &text[cut.start..end]))).collect()
}
