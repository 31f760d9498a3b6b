//! Glyphs to stretches of a line: letters in order, words apart, raised note marks dropped.

use ibid_text::is_cjk;
use unicode_normalization::UnicodeNormalization;

use super::{
    glyphs::{Glyph, Letters},
    raised,
};
use crate::{
    builder::{is_cjk_mark, joins_closely},
    notes,
};

/// A stretch of one line without a wide gap in it: a whole line, or one column's part of it.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    /// Its text.
    pub(crate) text: String,
    /// Left edge.
    pub(crate) x0: f64,
    /// Right edge.
    pub(crate) x1: f64,
    /// Baseline.
    pub(crate) y: f64,
    /// Size of most of its letters.
    pub(crate) size: f64,
    /// Wide gaps in it, from edge to edge, where it was put together from cells.
    pub(crate) gaps: Vec<(f64, f64)>,
}

/// In parts of an em: baselines as near as this are one row.
const SAME_ROW: f64 = 0.2;
/// A gap this wide parts a row in two.
const WIDE_GAP: f64 = 0.65;
/// A gap this wide is a space, where the line has space characters too, and where it has none.
const WORD_GAP: f64 = 0.25;
const WORD_GAP_ONLY: f64 = 0.15;
/// Same letter, same place within this part of an em: drawn twice for weight.
const TWICE: f64 = 0.08;
/// Raised and lowered letters are at most this part of their line's size.
pub(super) const SMALL: f64 = 0.85;
/// Raised by more than this.
const RAISED: f64 = 0.15;

/// The segments of a page, from the top.
pub(crate) fn segments(glyphs: Vec<Glyph>) -> Vec<Segment> {
    let mut pieces: Vec<Vec<Glyph>> = rows(glyphs).into_iter().flat_map(pieces).collect();
    raised::attach(&mut pieces);
    pieces.iter().filter_map(|piece| segment(piece)).collect()
}

/// Glyphs on one baseline, from the left.
fn rows(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if glyph.y - row[0].y <= SAME_ROW * glyph.size.min(row[0].size) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.start.total_cmp(&b.start));
        drop_drawn_again(row);
    }
    rows
}

/// Of glyphs that are drawn twice for weight, drops the second.
fn drop_drawn_again(row: &mut Vec<Glyph>) {
    let again = |at: usize| {
        let glyph = &row[at];
        let near = row[..at].iter().rev().take_while(|other| glyph.start - other.start < TWICE * glyph.size);
        let mut same = near.filter(|other| (glyph.y - other.y).abs() < TWICE * glyph.size);
        !glyph.text.is_empty() && same.any(|other| other.text == glyph.text)
    };
    let drop: Vec<bool> = (0..row.len()).map(again).collect();
    if drop.contains(&true) {
        let mut drop = drop.into_iter();
        row.retain(|_| !drop.next().unwrap_or_default());
    }
}

pub(super) fn is_blank(glyph: &Glyph) -> bool {
    glyph.text.is_blank()
}

/// Cuts a row at its wide gaps.
fn pieces(row: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let mut pieces: Vec<Vec<Glyph>> = Vec::new();
    let (mut end, mut size) = (f64::NEG_INFINITY, 0.0_f64);
    for glyph in row {
        let blank = is_blank(&glyph);
        let apart = !blank && glyph.start - end > WIDE_GAP * size.max(glyph.size);
        if !blank {
            (end, size) = (end.max(glyph.end), glyph.size);
            if apart {
                end = glyph.end;
            }
        }
        match pieces.last_mut() {
            Some(piece) if !apart => piece.push(glyph),
            _ => pieces.push(vec![glyph]),
        }
    }
    pieces
}

/// Size of most of a piece's letters.
pub(super) fn size_of(piece: &[Glyph]) -> f64 {
    let mut sizes: Vec<f64> = piece.iter().filter(|glyph| !is_blank(glyph)).map(|glyph| glyph.size).collect();
    sizes.sort_by(f64::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or(0.0)
}

/// The baseline of most of a piece's letters.
pub(super) fn baseline(piece: &[Glyph]) -> f64 {
    let mut ys: Vec<f64> = piece.iter().map(|glyph| glyph.y).collect();
    ys.sort_by(f64::total_cmp);
    ys.get(ys.len() / 2).copied().unwrap_or(0.0)
}

fn segment(piece: &[Glyph]) -> Option<Segment> {
    let (size, y) = (size_of(piece), baseline(piece));
    let text = Line { size, y, gap: word_gap(piece), ..Line::default() }.read(piece);
    let solid = || piece.iter().filter(|glyph| !is_blank(glyph));
    let x0 = solid().map(|glyph| glyph.start).fold(f64::INFINITY, f64::min);
    let x1 = solid().map(|glyph| glyph.end).fold(f64::NEG_INFINITY, f64::max);
    (!text.is_empty()).then_some(Segment { text, x0, x1, y, size, gaps: Vec::new() })
}

fn word_gap(piece: &[Glyph]) -> f64 {
    if piece.iter().any(is_blank) { WORD_GAP } else { WORD_GAP_ONLY }
}

/// A line being read from its glyphs.
#[derive(Default)]
struct Line {
    size: f64,
    y: f64,
    gap: f64,
    text: String,
    /// Raised letters not yet judged.
    raised: String,
    /// An accent drawn before its letter.
    accent: Option<char>,
    end: f64,
    space: bool,
}

impl Line {
    fn read(mut self, piece: &[Glyph]) -> String {
        self.end = piece.first().map_or(0.0, |glyph| glyph.start);
        for (at, glyph) in piece.iter().enumerate() {
            if is_blank(glyph) {
                self.space = true;
                continue;
            }
            self.space |= glyph.start - self.end > self.gap * glyph.size;
            self.end = self.end.max(glyph.end);
            self.glyph(glyph, piece.get(at + 1));
        }
        self.settle_raised();
        self.text.trim().nfc().collect()
    }

    fn glyph(&mut self, glyph: &Glyph, next: Option<&Glyph>) {
        let is_raised = glyph.size <= SMALL * self.size && glyph.y < self.y - RAISED * self.size;
        if is_raised {
            glyph.text.push_to(&mut self.raised);
            return;
        }
        self.settle_raised();
        if let Some(accent) = accent(&glyph.text) {
            let middle = (glyph.start + glyph.end) / 2.0;
            if next.is_some_and(|next| next.start < middle && middle < next.end) {
                self.accent = Some(accent);
                return;
            }
        }
        self.push(&glyph.text);
        self.text.extend(self.accent.take().filter(|_| !glyph.text.is_empty()));
    }

    fn push(&mut self, letters: &Letters) {
        let Some(first) = letters.first() else { return };
        if std::mem::take(&mut self.space)
            && let Some(last) = self.text.chars().next_back()
            && !joins_closely(last, first)
            && !(is_cjk_mark(last) || is_cjk(last) && is_cjk_mark(first))
        {
            self.text.push(' ');
        }
        letters.push_to(&mut self.text);
    }

    fn settle_raised(&mut self) {
        let raised = std::mem::take(&mut self.raised);
        if raised.is_empty() {
            return;
        }
        let space = std::mem::take(&mut self.space) || self.text.is_empty();
        if let Some(kept) = notes::raised(&self.text, raised.trim()) {
            self.text.push_str(&kept);
        }
        self.space = space;
    }
}

/// The combining form of an accent drawn by itself, as TeX's old fonts do.
fn accent(text: &Letters) -> Option<char> {
    Some(match text.only()? {
        '`' => '\u{300}',
        '\u{b4}' => '\u{301}',
        '\u{2c6}' => '\u{302}',
        '\u{2dc}' => '\u{303}',
        '\u{af}' => '\u{304}',
        '\u{2d8}' => '\u{306}',
        '\u{2d9}' => '\u{307}',
        '\u{a8}' => '\u{308}',
        '\u{2da}' => '\u{30a}',
        '\u{2dd}' => '\u{30b}',
        '\u{2c7}' => '\u{30c}',
        '\u{b8}' => '\u{327}',
        '\u{2db}' => '\u{328}',
        _ => return None,
    })
}
