//! Where a draft is cut into regions.
//!
//! A cut is made where what follows no longer depends on what stands before, but for an [`Opening`]:
//! after a blank line, before a line that is not indented; around footnote definitions, display
//! mathematics and the front matter; and anywhere inside code or HTML that was left open. Whether a
//! fence or comment is open at a cut is asked of the grammar itself, so that both always agree.

mod barrier;
mod lines;
mod probe;

pub(crate) use barrier::{Barrier, note_marker};
pub(crate) use lines::lines;

use lines::Line;

/// In which state a region begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// Ordinary text, under no container.
    Text,
    /// The definition of a footnote.
    Note,
    /// Inside (or at the opening line of) something that holds no prose.
    Inside(Barrier),
    /// Something of a guest's that holds no prose.
    Opaque,
}

/// The start of a region within the text that was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut {
    pub(crate) start: usize,
    pub(crate) opening: Opening,
}

/// Cuts `text`, which begins in the state `opening`; `head` where it is the beginning of the draft.
pub(crate) fn cut(text: &str, opening: Opening, head: bool) -> Vec<Cut> {
    let opening = if head { barrier::at_head(text) } else { opening };
    let mut cutter = Cutter {
        text,
        cuts: vec![Cut { start: 0, opening }],
        blank: false,
        suspicious: false,
        pending: None,
    };
    for line in lines(text) {
        cutter.line(&line);
    }
    cutter.cuts
}

struct Cutter<'a> {
    text: &'a str,
    cuts: Vec<Cut>,
    /// Whether the line before is blank.
    blank: bool,
    /// Whether the region so far holds what might have opened a barrier.
    suspicious: bool,
    /// The state in which the next line must begin a region.
    pending: Option<Opening>,
}

impl Cutter<'_> {
    fn last(&self) -> Cut {
        self.cuts[self.cuts.len() - 1]
    }

    fn line(&mut self, line: &Line<'_>) {
        if let Some(opening) = self.opening(line)
            && line.start > self.last().start
        {
            self.cuts.push(Cut { start: line.start, opening });
            self.suspicious = false;
        }
        self.pending = match self.last().opening {
            Opening::Inside(barrier) => {
                let first = line.start == self.last().start;
                barrier.closes(line, first && barrier.has_opening_line()).then_some(Opening::Text)
            }
            _ => None,
        };
        self.suspicious |= barrier::might_open(line.text);
        self.blank = line.is_blank();
    }

    /// The state in which a region begins at `line`, if one does.
    fn opening(&self, line: &Line<'_>) -> Option<Opening> {
        match (self.pending, self.last().opening) {
            (Some(_), _) => Some(barrier::opened_by(line).unwrap_or(Opening::Text)),
            (None, Opening::Inside(barrier)) => {
                (self.blank && !line.is_blank()).then(|| Opening::Inside(barrier.continued()))
            }
            (None, Opening::Text | Opening::Opaque) => self.in_text(line),
            (None, Opening::Note) => self.in_note(line),
        }
    }

    fn in_text(&self, line: &Line<'_>) -> Option<Opening> {
        let opened = barrier::opened_by(line);
        let free = self.blank && !line.is_blank() && line.indent() == 0;
        if opened.is_none() && !free {
            return None;
        }
        let open =
            self.suspicious.then(|| probe::open_at(&self.text[self.last().start..line.start])).flatten();
        match open {
            Some(barrier) => free.then_some(Opening::Inside(barrier)),
            None => Some(opened.unwrap_or(Opening::Text)),
        }
    }

    fn in_note(&self, line: &Line<'_>) -> Option<Opening> {
        if line.is_blank() {
            return None;
        }
        let ends = if self.blank { line.indent() < 4 } else { line.indent() == 0 && line.is_special() };
        ends.then(|| barrier::opened_by(line).unwrap_or(Opening::Text))
    }
}
