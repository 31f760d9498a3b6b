//! The body of a footnote's definition, read as a text of its own.

use ibid_text::Span;

use crate::cut::lines;
use crate::structure::{Leaf, Structure, structure};

/// How far a footnote's later paragraphs are indented.
const INDENT: usize = 4;

/// A footnote's text without its marker and indentation, with a map back.
pub(crate) struct NoteBody {
    text: String,
    lines: Vec<BodyLine>,
}

/// A line of the body.
struct BodyLine {
    /// Where it begins in the body.
    body: usize,
    /// Where it begins in the definition, and where what was kept of it begins.
    start: usize,
    kept: usize,
}

impl NoteBody {
    /// The body of `definition`, whose marker is `marker` bytes long.
    pub(crate) fn new(definition: &str, marker: usize) -> NoteBody {
        let mut body = NoteBody { text: String::with_capacity(definition.len()), lines: Vec::new() };
        for line in lines(definition) {
            let cut = if line.start == 0 { marker } else { indentation(line.text) };
            body.lines.push(BodyLine { body: body.text.len(), start: line.start, kept: line.start + cut });
            body.text.push_str(&line.text[cut..]);
        }
        body
    }

    /// Its structure, in spans of the definition.
    pub(crate) fn structure(&self) -> Structure {
        let found = structure(&self.text);
        Structure {
            leaves: found.leaves.into_iter().map(|leaf| self.leaf(leaf)).collect(),
            code: found.code.into_iter().map(|span| self.span(span)).collect(),
            html: found.html.into_iter().map(|span| self.span(span)).collect(),
        }
    }

    fn leaf(&self, leaf: Leaf) -> Leaf {
        let span = self.span(leaf.span);
        let cut = self.lines.iter().map(|line| Span::new(line.start, line.kept));
        let mut gaps: Vec<_> = leaf.gaps.into_iter().map(|gap| self.span(gap)).collect();
        gaps.extend(cut.filter(|cut| !cut.is_empty() && span.overlaps(*cut)));
        gaps.sort_unstable();
        Leaf { span, gaps, quote: leaf.quote.map(|quote| self.span(quote)), ..leaf }
    }

    fn span(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.offset(span.start);
            return Span::new(at, at);
        }
        Span::new(self.offset(span.start), self.offset(span.end - 1) + 1)
    }

    fn offset(&self, at: usize) -> usize {
        let line = self.lines.partition_point(|line| line.body <= at).saturating_sub(1);
        self.lines.get(line).map_or(at, |line| line.kept + (at - line.body))
    }
}

fn indentation(line: &str) -> usize {
    if line.starts_with('\t') {
        return 1;
    }
    line.bytes().take(INDENT).take_while(|&b| b == b' ').count()
}
