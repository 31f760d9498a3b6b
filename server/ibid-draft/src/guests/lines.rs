//! What the guests' paragraphs have in common: they are made of lines.

use ibid_text::Span;

use crate::cut::{Cut, Opening, lines};
use crate::structure::{Leaf, LeafKind, Structure};

/// A stretch that is not cut at blank lines.
pub(super) struct Stretch {
    /// What its last line holds.
    pub(super) closes: String,
    /// Whether there is no prose in it.
    pub(super) opaque: bool,
}

impl Stretch {
    /// Whether `line` is the last; a bracket is, where the line begins with it.
    fn ends_in(&self, line: &str) -> bool {
        if self.closes.len() == 1 { line.starts_with(&*self.closes) } else { line.contains(&*self.closes) }
    }
}

/// Cuts `text` at blank lines, and around the stretches that `opens` sees begin at a line; notes that `is_note` sees begin
/// are regions of their own.
pub(super) fn cut(
    text: &str,
    opens: impl Fn(&str) -> Option<Stretch>,
    is_note: impl Fn(&str) -> bool,
) -> Vec<Cut> {
    let mut cuts: Vec<Cut> = Vec::new();
    let mut within: Option<Stretch> = None;
    let mut fresh = true;
    for line in lines(text) {
        let words = line.text.trim();
        if let Some(stretch) = &within {
            if stretch.ends_in(words) {
                (within, fresh) = (None, true);
            }
            continue;
        }
        let note = is_note(line.text);
        if let Some(stretch) = opens(words) {
            let opening = if stretch.opaque { Opening::Opaque } else { Opening::Text };
            cuts.push(Cut { start: line.start, opening });
            fresh = stretch.closes.len() > 1
                && words.get(1..).is_some_and(|words| words.contains(&*stretch.closes));
            within = (!fresh).then_some(stretch);
        } else if note {
            cuts.push(Cut { start: line.start, opening: Opening::Note });
            fresh = false;
        } else if cuts.is_empty() || (fresh && !line.is_blank()) {
            cuts.push(Cut { start: line.start, opening: Opening::Text });
            fresh = line.is_blank();
        } else {
            fresh |= line.is_blank();
        }
    }
    if cuts.is_empty() {
        cuts.push(Cut { start: 0, opening: Opening::Text });
    }
    cuts
}

/// What a line is to the paragraph around it.
pub(super) enum LineKind {
    /// It carries it on.
    Prose,
    /// It is none of it, and ends it.
    Markup,
    /// It is a heading by itself.
    Heading,
    /// It begins an item of a list, whose text begins at this byte.
    Item(usize),
    /// It is a row of a table.
    Row,
}

/// The paragraphs of `text`, of which `kind` says what each line is; `quote` where they stand in a block quote.
pub(super) fn structure(text: &str, quote: Option<Span>, kind: impl Fn(&str) -> LineKind) -> Structure {
    let mut found = Structure::default();
    let mut open: Option<(LeafKind, Span)> = None;
    let mut push = |leaf: Option<(LeafKind, Span)>| {
        let Some((kind, span)) = leaf else { return };
        let body = span.of(text);
        let start = span.start + (body.len() - body.trim_start().len());
        let span = Span::new(start, start + body.trim().len());
        if !span.is_empty() {
            let kind = if quote.is_some() { LeafKind::Quote } else { kind };
            found.leaves.push(Leaf { kind, span, gaps: Vec::new(), quote });
        }
    };
    for line in lines(text) {
        let whole = Span::new(line.start, line.start + line.text.len());
        let (ended, begun) = match kind(line.text) {
            _ if line.is_blank() => (open.take(), None),
            LineKind::Markup => (open.take(), None),
            LineKind::Heading => {
                push(open.take());
                (Some((LeafKind::Heading, whole)), None)
            }
            LineKind::Row => {
                push(open.take());
                (Some((LeafKind::TableRow, whole)), None)
            }
            LineKind::Item(at) => {
                (open.take(), Some((LeafKind::ListItem, Span::new(line.start + at, whole.end))))
            }
            LineKind::Prose => match open.take() {
                Some((kind, span)) => (None, Some((kind, Span::new(span.start, whole.end)))),
                None => (None, Some((LeafKind::Prose, whole))),
            },
        };
        push(ended);
        open = begun;
    }
    push(open);
    found
}
