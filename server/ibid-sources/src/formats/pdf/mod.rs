//! PDF: an engine gives each page's glyphs; from there on the order is our own, whichever engine it was:
//! glyphs to lines to columns to paragraphs, page by page.

mod about;
mod codes;
mod columns;
mod document;
mod furniture;
mod glyphs;
mod hayro;
mod labels;
mod lines;
mod paragraphs;
mod pdfium;
mod raised;
mod strings;
mod xmp;

use std::{
    panic::{catch_unwind, resume_unwind},
    path::Path,
    sync::OnceLock,
};

use crate::{Error, Extracted};

pub(crate) use pdfium::library;

/// Which engines a process reads PDFs by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PdfEngines {
    /// The one that is always there: no library is loaded.
    #[default]
    BuiltIn,
    /// That one, and PDFium, where it is found, for what it cannot read.
    BuiltInThenPdfium,
    /// PDFium and nothing else, to hold the one against the other.
    PdfiumAlone,
}

static ENGINES: OnceLock<PdfEngines> = OnceLock::new();

/// Says by which engines this process reads PDFs from now on. Only the child may load a library: a fault in it costs
/// the file that is being read.
pub(crate) fn read_by(engines: PdfEngines) {
    ENGINES.get_or_init(|| engines);
}

/// What an engine reads of a file.
struct Read {
    pages: Vec<glyphs::PageGlyphs>,
    /// The printed label of each page, where there are labels.
    labels: Vec<Option<String>>,
    about: about::About,
}

/// Why an engine reads nothing.
enum Refusal {
    /// A password is needed.
    Encrypted,
    /// The file is broken, in this way.
    Damaged(&'static str),
}

pub(crate) fn extract(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    if is_cut_off(bytes) {
        return Err(Error::damaged(path, "its end is missing, as of a download cut short"));
    }
    let read = read(bytes).map_err(|refusal| match refusal {
        Refusal::Encrypted => Error::Encrypted { file: path.to_path_buf() },
        Refusal::Damaged(reason) => Error::damaged(path, reason),
    })?;
    if read.pages.is_empty() {
        return Err(Error::damaged(path, "it has no pages"));
    }
    let pages: Vec<columns::Page> = read.pages.into_iter().map(columns::read).collect();
    let metadata = read.about.metadata(pages.first());
    let pages = furniture::without_furniture(pages, &read.labels);
    let extracted = Extracted { metadata, ..document::assemble(&pages, &read.labels) };
    if extracted.text.is_empty() {
        return Err(Error::NoText { file: path.to_path_buf() });
    }
    Ok(extracted)
}

/// By hayro; what that one cannot open, breaks down on, or finds no text in, by PDFium where it may be used.
fn read(bytes: &[u8]) -> Result<Read, Refusal> {
    let engines = ENGINES.get().copied().unwrap_or_default();
    if engines == PdfEngines::PdfiumAlone {
        return pdfium::read(bytes).ok_or(Refusal::Damaged("PDFium does not open it"));
    }
    let first = catch_unwind(|| hayro::read(bytes));
    if matches!(&first, Ok(Ok(read)) if read.has_text()) {
        return first.unwrap_or_else(|panic| resume_unwind(panic));
    }
    let second =
        if engines == PdfEngines::BuiltIn { None } else { pdfium::read(bytes).filter(Read::has_text) };
    second.map_or_else(|| first.unwrap_or_else(|panic| resume_unwind(panic)), Ok)
}

impl Read {
    fn has_text(&self) -> bool {
        self.pages.iter().any(|page| page.glyphs.iter().any(|glyph| !glyph.text.is_empty()))
    }
}

/// Whether the mark of the end (ISO 32000-1, 7.5.5) is missing. What is read of such a file is a part of it, and what
/// that part does not say may well stand in the rest.
fn is_cut_off(bytes: &[u8]) -> bool {
    const MARK: &[u8] = b"%%EOF";
    const WITHIN: usize = 2048;
    let end = bytes.iter().rposition(|byte| *byte != 0 && !byte.is_ascii_whitespace()).map_or(0, |at| at + 1);
    let tail = &bytes[end.saturating_sub(WITHIN)..end];
    bytes.starts_with(b"%PDF") && !tail.windows(MARK.len()).any(|window| window == MARK)
}
