//! The writer's own files, as an editor would show them.

use std::io::{self, Write as _};
use std::path::Path;

/// The text of the file at `path`, without a byte order mark. Bytes that are no UTF-8 cost themselves.
pub fn read_text(path: &Path) -> std::io::Result<String> {
    let bytes = std::fs::read(path)?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    Ok(String::from_utf8_lossy(bytes).into_owned())
}

/// Writes `bytes` to the file at `path`, whole or not at all: whoever reads it meanwhile sees what was there. A link is
/// followed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut whole = tempfile::Builder::new();
    // As any program would make it (or as it was), not for the user alone as temporary files are.
    #[cfg(unix)]
    whole.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut whole = whole.prefix(".ibid-").tempfile_in(folder)?;
    whole.write_all(bytes)?;
    if let Ok(known) = std::fs::metadata(&path) {
        whole.as_file().set_permissions(known.permissions())?;
    }
    whole.as_file().sync_all()?;
    whole.persist(&path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.html");
        write_whole(&file, b"first").unwrap();
        write_whole(&file, b"second").unwrap();
        assert_eq!(std::fs::read(&file).unwrap(), b"second");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        assert!(write_whole(&folder.path().join("gone/a.html"), b"x").is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_one_and_others_may_read_the_file() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("a.html"), folder.path().join("b.html"));
        std::fs::write(&file, "first").unwrap();
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode();
        let usual = mode(&file);
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write_whole(&link, b"second").unwrap();
        assert_eq!((std::fs::read(&file).unwrap().as_slice(), mode(&file)), (b"second".as_slice(), usual));
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    }

    #[test]
    fn a_byte_order_mark_is_no_text_and_odd_bytes_cost_themselves() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.bib");
        std::fs::write(&file, b"\xef\xbb\xbf@book{a\xff}").unwrap();
        assert_eq!(read_text(&file).unwrap(), "@book{a\u{fffd}}");
    }
}
