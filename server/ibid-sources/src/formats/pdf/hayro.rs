//! The engine in pure Rust, which is always there: a file's glyphs, page labels and metadata by hayro.

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache,
    InterpreterSettings, SoftMask, TransformExt,
    font::{Glyph as FontGlyph, GlyphRun, PositionedGlyph},
    hayro_cmap::{BfString, WritingMode},
    hayro_syntax::{
        DecryptionError, LoadPdfError, Pdf,
        object::{Dict, Stream, String as PdfString},
        page::Page,
    },
    interpret_page,
    kurbo::{Affine, BezPath, Point, Rect, Vec2},
};

use super::{
    Read, Refusal,
    about::About,
    codes::Codes,
    glyphs::{Drawn, Letters, PageGlyphs, Sheet},
    labels, strings,
};

/// What `bytes` hold, or why they cannot be read.
pub(super) fn read(bytes: &[u8]) -> Result<Read, Refusal> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(refusal)?;
    let cache = InterpreterCache::new();
    let codes = Codes::of(&pdf);
    Ok(Read {
        pages: pdf.pages().iter().map(|page| glyphs(page, &pdf, &cache, &codes)).collect(),
        labels: labels::labels(&pdf),
        about: About {
            title: pdf.metadata().title.as_deref().map(strings::text),
            author: pdf.metadata().author.as_deref().map(strings::text),
            packet: packet(&pdf),
        },
    })
}

/// The catalog's metadata stream (ISO 32000-1, 14.3.2).
fn packet(pdf: &Pdf) -> Option<Vec<u8>> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let stream = catalog.get::<Stream<'_>>(b"Metadata")?;
    Some(stream.decoded_data().ok()?.into_owned())
}

fn refusal(error: LoadPdfError) -> Refusal {
    match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => Refusal::Encrypted,
        LoadPdfError::Decryption(_) => Refusal::Damaged("its encryption is broken"),
        LoadPdfError::Invalid => Refusal::Damaged("it is not a PDF, or is broken"),
    }
}

fn glyphs<'a>(page: &Page<'a>, pdf: &'a Pdf, cache: &InterpreterCache<'a>, codes: &Codes<'_>) -> PageGlyphs {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let transform = page.initial_transform(true).to_kurbo();
    let bounds = Rect::new(0.0, 0.0, width, height);
    let mut context = Context::new(transform, bounds, cache, pdf.xref(), InterpreterSettings::default());
    let mut collector = Collector { codes, sheet: Sheet::new(width, height), marked: Vec::new() };
    interpret_page(page, &mut context, &mut collector);
    collector.sheet.finish()
}

/// Text that stands for what is drawn inside a marked sequence, or that the sequence is none of the text.
#[derive(Default)]
struct Marked {
    instead: Option<Letters>,
    artifact: bool,
}

struct Collector<'c> {
    codes: &'c Codes<'c>,
    sheet: Sheet,
    marked: Vec<Marked>,
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
        let along = if vertical { axis(transform, 0.0, -1.0) } else { axis(transform, 1.0, 0.0) };
        let advance = if vertical { size } else { f64::from(advance(glyph)) / 1000.0 * size * stretch };
        let artifact = self.marked.iter().any(|marked| marked.artifact);
        self.sheet.add(Drawn {
            text,
            origin: (origin.x, origin.y),
            along: (along.x, along.y),
            advance,
            size,
            artifact,
        });
    }

    /// The letters of a glyph.
    fn letters(&mut self, glyph: &FontGlyph<'_>) -> Letters {
        if let Some(marked) = self.marked.iter_mut().rev().find_map(|marked| marked.instead.as_mut()) {
            // The first glyph of the sequence carries all of it.
            return std::mem::replace(marked, Letters::None);
        }
        match glyph.as_unicode().or_else(|| self.by_code(glyph)) {
            Some(BfString::Char(c)) => c.into(),
            Some(BfString::String(text)) => Letters::of(&text),
            None => Letters::None,
        }
    }

    fn by_code(&self, glyph: &FontGlyph<'_>) -> Option<BfString> {
        let FontGlyph::Outline(outline) = glyph else { return None };
        let name = outline.font_data()?.postscript_name?;
        self.codes.letters(&name, outline.char_code())
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        self.run(run, props.transform);
    }

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let instead = properties.and_then(|dict| dict.get::<PdfString<'_>>(b"ActualText"));
        self.marked.push(Marked {
            instead: instead.map(|text| Letters::of(&strings::text(text.as_bytes()))),
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
