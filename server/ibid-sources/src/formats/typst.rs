//! Typst: the prose in its markup. What is code is passed over, but for the text in the brackets that it is given.

mod code;
mod reader;

use std::path::Path;

use crate::{
    Error, Extracted,
    decode::{decode, line_feeds},
};

use self::reader::Reader;

pub(crate) fn extract(_path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let source = line_feeds(&decode(bytes));
    let mut reader = Reader::default();
    code::metadata(&source, &mut reader);
    reader.read(&source, 1);
    Ok(reader.finish())
}
