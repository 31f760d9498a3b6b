//! The writer's own files, as an editor would show them.

use std::path::Path;

/// The text of the file at `path`, without a byte order mark. Bytes that are no UTF-8 cost themselves.
pub fn read_text(path: &Path) -> std::io::Result<String> {
    let bytes = std::fs::read(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_no_text_and_odd_bytes_cost_themselves() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.bib");
        std::fs::write(&file, b"\xef\xbb\xbf@book{a\xff}").unwrap();
        assert_eq!(read_text(&file).unwrap(), "@book{a\u{fffd}}");
    }
}
