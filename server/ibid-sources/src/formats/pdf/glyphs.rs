//! The glyphs of a page, with their letters and places, turned so that lines run to the right and down.
//! Whichever engine reads the file, its glyphs come through here.

mod letters;

use std::collections::HashMap;

pub(crate) use letters::Letters;

/// A glyph where it stands: points from the left and from the top, on its baseline.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    /// Its letters; none for a glyph that only draws.
    pub(crate) text: Letters,
    /// Where it begins.
    pub(crate) start: f64,
    /// Where the next one would begin.
    pub(crate) end: f64,
    /// Its baseline.
    pub(crate) y: f64,
    /// Size of the font.
    pub(crate) size: f64,
}

/// What stands on a page.
#[derive(Debug, Default)]
pub(crate) struct PageGlyphs {
    /// In the order drawn.
    pub(crate) glyphs: Vec<Glyph>,
    /// Height of the page as its lines run, in points.
    pub(crate) height: f64,
}

/// Glyphs that make up less than this share of a page and run another way are stamps and margin notes.
const STAMP: usize = 4;
/// Letters this many points outside the page are not on it.
const OUTSIDE: f64 = 2.0;

/// A glyph as an engine gives it: points from the upper left corner of the page as it is shown.
pub(crate) struct Drawn {
    /// Its letters.
    pub(crate) text: Letters,
    /// Where it begins.
    pub(crate) origin: (f64, f64),
    /// Where its line runs, in any length.
    pub(crate) along: (f64, f64),
    /// How far it is from its origin to the next one's.
    pub(crate) advance: f64,
    /// Size of the font.
    pub(crate) size: f64,
    /// Whether the file says that it is none of the text: a running head, say.
    pub(crate) artifact: bool,
}

/// A page whose glyphs are being collected.
pub(crate) struct Sheet {
    width: f64,
    height: f64,
    glyphs: Vec<(Way, bool, Glyph)>,
}

/// Which way lines run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Way {
    Right,
    Down,
    Left,
    Up,
}

impl Way {
    /// The way of a direction; none where it is aslant, as watermarks are.
    fn of((x, y): (f64, f64)) -> Option<Way> {
        match () {
            () if x.abs() > 4.0 * y.abs() => Some(if x > 0.0 { Way::Right } else { Way::Left }),
            () if y.abs() > 4.0 * x.abs() => Some(if y > 0.0 { Way::Down } else { Way::Up }),
            () => None,
        }
    }
}

impl Sheet {
    /// An empty page, so many points wide and high as it is shown.
    pub(crate) fn new(width: f64, height: f64) -> Sheet {
        Sheet { width, height, glyphs: Vec::new() }
    }

    /// Adds a glyph, unless it stands outside the page, or aslant.
    pub(crate) fn add(&mut self, drawn: Drawn) {
        let Drawn { text, origin: (x, y), along, advance, size, artifact } = drawn;
        let inside = |at: f64, end: f64| (-OUTSIDE..end + OUTSIDE).contains(&at);
        let is_there = inside(x, self.width) && inside(y, self.height) && size.is_finite() && size > 0.0;
        let Some(way) = Way::of(along).filter(|_| is_there) else { return };
        let (start, y) = self.turn(way, x, y);
        let advance = if advance.is_finite() { advance.max(0.0) } else { 0.0 };
        self.glyphs.push((way, artifact, Glyph { text, start, end: start + advance, y, size }));
    }

    /// How far along its line and how far down the lines a point is.
    fn turn(&self, way: Way, x: f64, y: f64) -> (f64, f64) {
        match way {
            Way::Right => (x, y),
            Way::Down => (y, self.width - x),
            Way::Left => (self.width - x, self.height - y),
            Way::Up => (self.height - y, x),
        }
    }

    /// The glyphs that run the page's main way, then those that run another and are more than a stamp.
    pub(crate) fn finish(self) -> PageGlyphs {
        let artifacts = self.glyphs.iter().filter(|(_, artifact, _)| *artifact).count();
        let keep_artifacts = artifacts * 2 > self.glyphs.len();
        let mut ways: HashMap<Way, Vec<Glyph>> = HashMap::new();
        for (way, artifact, glyph) in self.glyphs {
            if keep_artifacts || !artifact {
                ways.entry(way).or_default().push(glyph);
            }
        }
        let mut ways: Vec<(Way, Vec<Glyph>)> = ways.into_iter().collect();
        ways.sort_by_key(|(way, glyphs)| (std::cmp::Reverse(glyphs.len()), *way));
        let mut page = PageGlyphs::default();
        for (way, glyphs) in ways {
            if glyphs.len() * STAMP < page.glyphs.len() {
                continue;
            }
            let height = if matches!(way, Way::Right | Way::Left) { self.height } else { self.width };
            let below = page.height;
            page.glyphs.extend(glyphs.into_iter().map(|glyph| Glyph { y: glyph.y + below, ..glyph }));
            page.height += height;
        }
        page
    }
}
