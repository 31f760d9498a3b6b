//! One extractor a format: bytes in, [`crate::Extracted`] out.

mod front_matter;
pub(crate) mod html;
pub(crate) mod markdown;
pub(crate) mod pdf;
pub(crate) mod text;
