//! Text with a gutter beside it and marks under it, in the manner of rustc, but broken at words: a
//! paragraph of prose is one long line.

use std::fmt::Write as _;

use anstyle::Style;
use ibid_text::Span;

use super::excerpt::Line;
use super::look::{GUTTER, Look};
use super::wrap;

/// Narrower than this nothing can be read.
const NARROWEST: usize = 30;

/// What is being drawn.
pub(crate) struct Snippet {
    look: Look,
    /// Columns of the line numbers.
    gutter: usize,
    out: String,
}

impl Snippet {
    /// Nothing yet, with room for line numbers up to `last_line`.
    pub(crate) fn new(look: Look, last_line: usize) -> Snippet {
        Snippet { look, gutter: last_line.max(1).to_string().len(), out: String::new() }
    }

    /// `--> place` where `first`, else `::: place`.
    pub(crate) fn origin(&mut self, place: &str, first: bool) {
        let arrow = self.look.paint(GUTTER, if first { "-->" } else { ":::" });
        let _ = writeln!(self.out, "{:gutter$}{arrow} {place}", "", gutter = self.gutter);
    }

    /// A line with nothing but the gutter.
    pub(crate) fn space(&mut self) {
        self.row(None, "");
    }

    /// `lines` with their numbers, marks under them in `style`.
    pub(crate) fn lines(&mut self, lines: &[Line], style: Style) {
        for line in lines {
            for (nth, piece) in wrap::pieces(&line.text, self.room()).into_iter().enumerate() {
                self.row((nth == 0).then_some(line.number), piece.of(&line.text));
                if let Some(mark) = line.mark.and_then(|mark| within(mark, piece)) {
                    let before = wrap::columns(&line.text[piece.start..mark.start]);
                    let under = "^".repeat(wrap::columns(mark.of(&line.text)).max(1));
                    let under = self.look.paint(style, &under);
                    self.row(None, &format!("{:before$}{under}", ""));
                }
            }
        }
    }

    /// `text` broken at words, without numbers.
    pub(crate) fn text(&mut self, text: &str) {
        for piece in wrap::pieces(text, self.room()) {
            self.row(None, piece.of(text));
        }
    }

    /// `= name: text`.
    pub(crate) fn note(&mut self, name: &str, text: &str) {
        let sign = self.look.paint(GUTTER, "=");
        let indent = self.gutter + name.len() + 5;
        let pieces = wrap::pieces(text, self.look.width.saturating_sub(indent).max(NARROWEST));
        let name = self.look.paint(super::look::STRONG, name);
        for (nth, piece) in pieces.into_iter().enumerate() {
            let _ = match nth {
                0 => writeln!(
                    self.out,
                    "{:gutter$} {sign} {name}: {}",
                    "",
                    piece.of(text),
                    gutter = self.gutter
                ),
                _ => writeln!(self.out, "{:indent$}{}", "", piece.of(text)),
            };
        }
    }

    /// All that was drawn.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    fn row(&mut self, number: Option<usize>, text: &str) {
        let number = number.map_or_else(String::new, |number| number.to_string());
        let number = self.look.paint(GUTTER, &format!("{number:>gutter$}", gutter = self.gutter));
        let bar = self.look.paint(GUTTER, "|");
        let _ = if text.is_empty() {
            writeln!(self.out, "{number} {bar}")
        } else {
            writeln!(self.out, "{number} {bar} {text}")
        };
    }

    fn room(&self) -> usize {
        self.look.width.saturating_sub(self.gutter + 3).max(NARROWEST)
    }
}

/// The part of `mark` inside `piece`; an empty mark stands in the piece that it touches.
fn within(mark: Span, piece: Span) -> Option<Span> {
    let inside = Span::new(mark.start.clamp(piece.start, piece.end), mark.end.clamp(piece.start, piece.end));
    (mark.overlaps(piece) || (mark.is_empty() && piece.touches(mark.start))).then_some(inside)
}
