//! Which line small letters belong to that stand above or below its baseline.

use super::{
    glyphs::Glyph,
    lines::{SMALL, baseline, is_blank, size_of},
};

/// In ems of the line: this far off its baseline, and this far before its start or after its end.
const OFF_BASELINE: f64 = 0.6;
const BEFORE: f64 = 1.0;
const AFTER: f64 = 0.35;
/// A small letter has a place of its own in the line: no more of it than this is over other letters.
const OVERLAP: f64 = 0.5;

/// Moves raised and lowered letters into the pieces of lines they belong to.
pub(super) fn attach(pieces: &mut Vec<Vec<Glyph>>) {
    let shapes: Vec<Shape> = pieces.iter().map(|piece| Shape::of(piece)).collect();
    for (small, shape) in shapes.iter().enumerate() {
        let hosts = shapes
            .iter()
            .enumerate()
            .filter(|(at, host)| shape.may_belong_to(host) && shape.has_room_in(&pieces[*at]));
        let nearest = hosts.min_by(|(_, a), (_, b)| shape.distance(a).total_cmp(&shape.distance(b)));
        if let Some((host, _)) = nearest {
            let glyphs = std::mem::take(&mut pieces[small]);
            pieces[host].extend(glyphs);
            pieces[host].sort_by(|a, b| a.start.total_cmp(&b.start));
        }
    }
    pieces.retain(|piece| !piece.is_empty());
}

/// Where a piece of a line stands, and how large it is.
struct Shape {
    start: f64,
    end: f64,
    y: f64,
    size: f64,
}

impl Shape {
    fn of(piece: &[Glyph]) -> Shape {
        let solid = || piece.iter().filter(|glyph| !is_blank(glyph));
        Shape {
            start: solid().map(|glyph| glyph.start).fold(f64::INFINITY, f64::min),
            end: solid().map(|glyph| glyph.end).fold(f64::NEG_INFINITY, f64::max),
            y: baseline(piece),
            size: size_of(piece),
        }
    }

    fn may_belong_to(&self, host: &Shape) -> bool {
        self.size <= SMALL * host.size
            && (self.y - host.y).abs() < OFF_BASELINE * host.size
            && self.start > host.start - BEFORE * host.size
            && self.start < host.end + AFTER * host.size
    }

    fn has_room_in(&self, host: &[Glyph]) -> bool {
        let letters = host.iter().filter(|glyph| !is_blank(glyph));
        let over: f64 =
            letters.map(|glyph| (glyph.end.min(self.end) - glyph.start.max(self.start)).max(0.0)).sum();
        over <= OVERLAP * (self.end - self.start)
    }

    fn distance(&self, host: &Shape) -> f64 {
        (self.y - host.y).abs() + (host.start - self.start).max(self.start - host.end).max(0.0)
    }
}
