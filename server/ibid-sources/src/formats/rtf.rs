//! RTF: the text that Word and others show; no field codes, comments, deleted text, or headers.

mod group;
mod tokens;

use std::path::Path;

use crate::{Error, Extracted};

use self::group::Reader;
use self::tokens::Tokens;

pub(crate) fn extract(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    if !bytes.starts_with(b"{\\rtf") {
        return Err(Error::damaged(path, "it is not RTF"));
    }
    let mut reader = Reader::default();
    for token in Tokens::new(bytes) {
        reader.take(token);
    }
    if reader.is_open() {
        return Err(Error::damaged(path, "its end is missing, as of a download cut short"));
    }
    Ok(reader.finish())
}
