//! The glyphs of each page, with their letters and places, turned so that lines run to the right and down.

use std::collections::HashMap;

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt,
    font::{Glyph as FontGlyph, GlyphRun, PositionedGlyph},
    hayro_cmap::{BfString, WritingMode},
    hayro_syntax::{
        Pdf,
        object::{Dict, String as PdfString},
        page::Page,
    },
    interpret_page,
    kurbo::{Affine, BezPath, Point, Rect, Vec2},
};

use super::{codes::Codes, strings};

/// A glyph where it stands: points from the left and from the top, on its baseline.
#[derive(Clone, Debug)]
pub(crate) struct Glyph {
    /// Its letters; none for a glyph that only draws.
    pub(crate) text: String,
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
/// Same letter, same place within this part of an em: drawn twice for weight.
const TWICE: f64 = 0.08;

/// The glyphs of every page.
pub(crate) fn pages(pdf: &Pdf) -> Vec<PageGlyphs> {
    let cache = InterpreterCache::new();
    let codes = Codes::of(pdf);
    pdf.pages().iter().map(|page| read(page, pdf, &cache, &codes)).collect()
}

fn read<'a>(page: &Page<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>, codes: &Codes<'_>) -> PageGlyphs {
    let (width, height) = page.render_dimensions();
    let sheet = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(transform, sheet, cache, pdf.xref(), InterpreterSettings::default());
    let mut collector =
        Collector { sheet, codes, glyphs: Vec::new(), marked: Vec::new(), seen: HashMap::new() };
    interpret_page(page, &mut context, &mut collector);
    collector.finish()
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
    /// The way of `direction`; none where it is aslant, as watermarks are.
    fn of(direction: Vec2) -> Option<Way> {
        let (x, y) = (direction.x, direction.y);
        match () {
            () if x.abs() > 4.0 * y.abs() => Some(if x > 0.0 { Way::Right } else { Way::Left }),
            () if y.abs() > 4.0 * x.abs() => Some(if y > 0.0 { Way::Down } else { Way::Up }),
            () => None,
        }
    }

    /// How far along its line and how far down the lines a point is.
    fn turn(self, point: Point, sheet: Rect) -> (f64, f64) {
        match self {
            Way::Right => (point.x, point.y),
            Way::Down => (point.y, sheet.x1 - point.x),
            Way::Left => (sheet.x1 - point.x, sheet.y1 - point.y),
            Way::Up => (sheet.y1 - point.y, point.x),
        }
    }
}

/// Text that stands for what is drawn inside a marked sequence, or that the sequence is none of the text.
#[derive(Default)]
struct Marked {
    instead: Option<String>,
    artifact: bool,
}

struct Collector<'c> {
    sheet: Rect,
    codes: &'c Codes<'c>,
    glyphs: Vec<(Way, bool, Glyph)>,
    marked: Vec<Marked>,
    seen: HashMap<(String, i64, i64), Vec<(f64, f64)>>,
}

impl Collector<'_> {
    fn run(&mut self, run: &GlyphRun<'_, '_>, transform: Affine) {
        let vertical = run.writing_mode() == WritingMode::Vertical;
        let stretch =
            median(run.glyphs().iter().map(|glyph| stretch(transform * glyph.transform())).collect());
        for glyph in run.glyphs() {
            self.glyph(glyph, transform * glyph.transform(), vertical, stretch);
        }
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, transform: Affine, vertical: bool, stretch: f64) {
        let origin = transform * Point::ZERO;
        let size = axis(transform, 0.0, 1000.0).hypot();
        let text = self.letters(glyph);
        if !origin.is_finite()
            || !size.is_finite()
            || size <= 0.0
            || !self.sheet.inflate(2.0, 2.0).contains(origin)
        {
            return;
        }
        let along = if vertical { axis(transform, 0.0, -1.0) } else { axis(transform, 1.0, 0.0) };
        let Some(way) = Way::of(along) else { return };
        let advance = if vertical { size } else { f64::from(advance(glyph)) / 1000.0 * size * stretch };
        let (start, y) = way.turn(origin, self.sheet);
        if !text.is_empty() && self.is_drawn_again(&text, start, y, size) {
            return;
        }
        let artifact = self.marked.iter().any(|marked| marked.artifact);
        self.glyphs.push((way, artifact, Glyph { text, start, end: start + advance.max(0.0), y, size }));
    }

    /// The letters of a glyph, ligatures taken apart.
    fn letters(&mut self, glyph: &FontGlyph<'_>) -> String {
        if let Some(marked) = self.marked.iter_mut().rev().find(|marked| marked.instead.is_some()) {
            // The first glyph of the sequence carries all of it.
            return marked.instead.replace(String::new()).unwrap_or_default();
        }
        match glyph.as_unicode().or_else(|| self.by_code(glyph)) {
            Some(BfString::Char(c)) => expand(&c.to_string()),
            Some(BfString::String(text)) => expand(&text),
            None => String::new(),
        }
    }

    fn by_code(&self, glyph: &FontGlyph<'_>) -> Option<BfString> {
        let FontGlyph::Outline(outline) = glyph else { return None };
        let name = outline.font_data()?.postscript_name?;
        self.codes.letters(&name, outline.char_code())
    }

    fn is_drawn_again(&mut self, text: &str, x: f64, y: f64, size: f64) -> bool {
        let cell = |at: f64| (at / size).round() as i64;
        let near = |&(other_x, other_y): &(f64, f64)| {
            (other_x - x).abs() < TWICE * size && (other_y - y).abs() < TWICE * size
        };
        let (column, row) = (cell(x), cell(y));
        let around = (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (dx, dy)));
        for (dx, dy) in around {
            let key = (text.to_string(), column.saturating_add(dx), row.saturating_add(dy));
            if self.seen.get(&key).is_some_and(|places| places.iter().any(near)) {
                return true;
            }
        }
        self.seen.entry((text.to_string(), column, row)).or_default().push((x, y));
        false
    }

    /// The glyphs that run the page's main way, then those that run another and are more than a stamp.
    fn finish(self) -> PageGlyphs {
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
            let height =
                if matches!(way, Way::Right | Way::Left) { self.sheet.height() } else { self.sheet.width() };
            let below = page.height;
            page.glyphs.extend(glyphs.into_iter().map(|glyph| Glyph { y: glyph.y + below, ..glyph }));
            page.height += height;
        }
        page
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.run(run, props.transform);
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let instead = properties.and_then(|dict| dict.get::<PdfString<'_>>(b"ActualText"));
        self.marked.push(Marked {
            instead: instead.map(|text| expand(&strings::text(text.as_bytes()))),
            artifact: tag == b"Artifact",
        });
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn advance(glyph: &FontGlyph<'_>) -> f32 {
    let width = match glyph {
        FontGlyph::Outline(outline) => outline.advance_width(),
        FontGlyph::Type3(drawn) => drawn.advance_width(),
    };
    width.filter(|width| width.is_finite()).unwrap_or(500.0)
}

/// Where a vector of glyph space points on the page.
fn axis(transform: Affine, x: f64, y: f64) -> Vec2 {
    transform * Point::new(x, y) - transform * Point::ZERO
}

/// How much wider than high a font is set.
fn stretch(transform: Affine) -> f64 {
    axis(transform, 1000.0, 0.0).hypot() / axis(transform, 0.0, 1000.0).hypot()
}

/// A substitute font's glyphs are stretched each on its own; what the run has in common is the writer's.
fn median(mut values: Vec<f64>) -> f64 {
    values.retain(|value| value.is_finite() && *value > 0.0);
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(1.0)
}

/// Ligatures as letters; what no reader sees left out.
fn expand(text: &str) -> String {
    let mut expanded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => expanded.push_str("ff"),
            '\u{fb01}' => expanded.push_str("fi"),
            '\u{fb02}' => expanded.push_str("fl"),
            '\u{fb03}' => expanded.push_str("ffi"),
            '\u{fb04}' => expanded.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => expanded.push_str("st"),
            '\u{ad}' | '\u{2010}' | '\u{2011}' => expanded.push('-'),
            c if c.is_whitespace() => expanded.push(' '),
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => {}
            c if c.is_control() => {}
            c => expanded.push(c),
        }
    }
    expanded
}
