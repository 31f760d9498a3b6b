//! One extractor a format: bytes in, [`crate::Extracted`] out.

pub(crate) mod docx;
pub(crate) mod epub;
mod front_matter;
pub(crate) mod html;
pub(crate) mod latex;
pub(crate) mod markdown;
pub(crate) mod mhtml;
pub(crate) mod odt;
pub(crate) mod org;
mod pages;
pub(crate) mod pdf;
mod prose;
pub(crate) mod rtf;
pub(crate) mod subtitles;
pub(crate) mod text;
pub(crate) mod typst;
