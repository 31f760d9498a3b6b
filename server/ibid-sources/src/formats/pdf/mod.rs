//! PDF: glyphs to lines to columns to paragraphs, page by page, in our own reading order.

mod codes;
mod columns;
mod document;
mod furniture;
mod glyphs;
mod labels;
mod lines;
mod paragraphs;
mod raised;
mod strings;

use std::path::Path;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use crate::{Error, Extracted};

pub(crate) fn extract(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let file = path.to_path_buf();
    if is_cut_off(bytes) {
        return Err(Error::Damaged { file, reason: "its end is missing, as of a download cut short".into() });
    }
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| refusal(path, error))?;
    if pdf.pages().is_empty() {
        return Err(Error::Damaged { file, reason: "it has no pages".into() });
    }
    let pages: Vec<glyphs::PageGlyphs> = glyphs::pages(&pdf);
    let pages: Vec<columns::Page> = pages.iter().map(columns::read).collect();
    let labels = labels::labels(&pdf);
    let pages = furniture::without_furniture(pages, &labels);
    let extracted = document::assemble(&pages, &labels, strings::title(&pdf));
    if extracted.text.is_empty() {
        return Err(Error::NoText { file });
    }
    Ok(extracted)
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

fn refusal(path: &Path, error: LoadPdfError) -> Error {
    let file = path.to_path_buf();
    match error {
        LoadPdfError::Decryption(
            DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm,
        ) => Error::Encrypted { file },
        LoadPdfError::Decryption(_) => Error::Damaged { file, reason: "its encryption is broken".into() },
        LoadPdfError::Invalid => Error::Damaged { file, reason: "it is not a PDF, or is broken".into() },
    }
}
