//! The second engine: Google's PDFium, a library that is loaded where it is found, for files that hayro cannot read.

mod functions;
mod places;

use std::{
    path::{Path, PathBuf},
    sync::OnceLock,
};

use self::functions::{Character, Document, Page, Pdfium, Rectangle};
use super::{
    Read,
    about::About,
    glyphs::{Drawn, Letters, PageGlyphs, Sheet},
};

static LOADED: OnceLock<Option<(PathBuf, Pdfium)>> = OnceLock::new();

/// The library, loaded for the rest of this process, from the first place that has it.
fn loaded() -> Option<&'static (PathBuf, Pdfium)> {
    let load = || {
        let path = places::library()?;
        let pdfium = Pdfium::load(&path)?;
        Some((path, pdfium))
    };
    LOADED.get_or_init(load).as_ref()
}

/// The library's file, where there is one that can be loaded.
pub(crate) fn library() -> Option<&'static Path> {
    loaded().map(|(path, _)| path.as_path())
}

/// What `bytes` hold; `None` where PDFium is not there, or does not open them.
pub(super) fn read(bytes: &[u8]) -> Option<Read> {
    let (_, pdfium) = loaded()?;
    let document = pdfium.open(bytes)?;
    let pages = 0..document.page_count();
    Some(Read {
        pages: pages.clone().map(|index| glyphs(&document, index)).collect(),
        labels: pages.map(|index| document.label(index).filter(|label| !label.is_empty())).collect(),
        about: About {
            title: document.information(c"Title"),
            author: document.information(c"Author"),
            packet: None,
        },
    })
}

/// The glyphs of a page; none where the page is broken, so that the others keep their numbers.
fn glyphs(document: &Document<'_>, index: i32) -> PageGlyphs {
    let Some(page) = document.page(index) else { return PageGlyphs::default() };
    let view = View::of(&page);
    let mut sheet = Sheet::new(view.width, view.height);
    let characters: Vec<Character> = page.characters().collect();
    for run in characters.chunk_by(|a, b| a.object == b.object) {
        let artifact = page.is_marked(run[0].object, "Artifact");
        let vertical = is_vertical(run);
        // A ligature comes as its letters, all at one place.
        for glyph in run.chunk_by(|a, b| a.origin == b.origin) {
            sheet.add(view.drawn(glyph, vertical, artifact));
        }
    }
    sheet.finish()
}

/// Whether a run goes down the page while its letters stand upright.
fn is_vertical(run: &[Character]) -> bool {
    let steps = run.windows(2).map(|pair| {
        let (along, _) = axes(&pair[0]);
        let step = (pair[1].origin.0 - pair[0].origin.0, pair[1].origin.1 - pair[0].origin.1);
        let length = along.0.hypot(along.1);
        let (ahead, aside) =
            ((step.0 * along.0 + step.1 * along.1) / length, (step.0 * along.1 - step.1 * along.0) / length);
        aside > 4.0 * ahead.abs()
    });
    run.len() > 1 && steps.filter(|down| *down).count() * 2 > run.len() - 1
}

/// Where a character's line runs and where its head points, each as long as the font is large.
fn axes(character: &Character) -> ((f64, f64), (f64, f64)) {
    let matrix = &character.matrix;
    let sized = |value: f32| f64::from(value) * character.size;
    ((sized(matrix.a), sized(matrix.b)), (sized(matrix.c), sized(matrix.d)))
}

/// How a page is shown: which part of it, and turned how.
struct View {
    bounds: Rectangle,
    turns: i32,
    width: f64,
    height: f64,
}

impl View {
    fn of(page: &Page<'_>) -> View {
        let (bounds, turns) = page.bounds();
        let (width, height) =
            (f64::from(bounds.right - bounds.left).abs(), f64::from(bounds.top - bounds.bottom).abs());
        let (width, height) = if turns % 2 == 0 { (width, height) } else { (height, width) };
        View { bounds, turns, width, height }
    }

    /// A point of the file's as it is shown, from the upper left.
    fn point(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (left, top) = (f64::from(self.bounds.left), f64::from(self.bounds.top));
        let (right, bottom) = (f64::from(self.bounds.right), f64::from(self.bounds.bottom));
        match self.turns {
            1 => (y - bottom, x - left),
            2 => (right - x, y - bottom),
            3 => (top - y, right - x),
            _ => (x - left, top - y),
        }
    }

    fn direction(&self, (x, y): (f64, f64)) -> (f64, f64) {
        match self.turns {
            1 => (y, x),
            2 => (-x, y),
            3 => (-y, -x),
            _ => (x, -y),
        }
    }

    /// The glyph that `letters` are, which stand at one place.
    fn drawn(&self, letters: &[Character], vertical: bool, artifact: bool) -> Drawn {
        let first = &letters[0];
        let (along, up) = axes(first);
        let size = up.0.hypot(up.1);
        let advance = if vertical { size } else { reach(first, along) };
        let along = if vertical { (-up.0, -up.1) } else { along };
        Drawn {
            text: text(letters),
            origin: self.point(first.origin),
            along: self.direction(along),
            advance,
            size,
            artifact,
        }
    }
}

/// How far the frame of a character reaches from its origin along its line.
fn reach(character: &Character, along: (f64, f64)) -> f64 {
    let Rectangle { left, top, right, bottom } = character.frame;
    let length = along.0.hypot(along.1);
    let corners = [(left, top), (left, bottom), (right, top), (right, bottom)];
    let reaches = corners.map(|(x, y)| {
        let step = (f64::from(x) - character.origin.0, f64::from(y) - character.origin.1);
        (step.0 * along.0 + step.1 * along.1) / length
    });
    reaches.into_iter().fold(0.0, f64::max)
}

fn text(letters: &[Character]) -> Letters {
    if let [only] = letters {
        return char::from_u32(only.unicode).filter(|_| only.mapped).map_or(Letters::None, Letters::from);
    }
    let mapped = letters.iter().filter(|letter| letter.mapped);
    let units: Vec<u16> = mapped
        .flat_map(|letter| match char::from_u32(letter.unicode) {
            Some(c) => c.encode_utf16(&mut [0; 2]).to_vec(),
            None => u16::try_from(letter.unicode).into_iter().collect(),
        })
        .collect();
    Letters::of(&String::from_utf16_lossy(&units))
}
