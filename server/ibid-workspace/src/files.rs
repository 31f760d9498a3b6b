//! The writer's own files, as an editor would show them.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

/// The text of the file at `path`, without a byte order mark, in whatever encoding it is.
pub fn read_text(path: &Path) -> std::io::Result<String> {
    let bytes = std::fs::read(path)?;
    let text = match ibid_sources::decode(&bytes) {
        // As it stands: a large file is not copied.
        Cow::Borrowed(text) if text.len() == bytes.len() => None,
        text => Some(text.into_owned()),
    };
    text.map_or_else(|| String::from_utf8(bytes).map_err(io::Error::other), Ok)
}

/// Whether an editor reads the file at `path` as it is, without asking for its encoding.
pub(crate) fn is_utf8(path: &Path) -> bool {
    std::fs::read(path).is_ok_and(|bytes| std::str::from_utf8(&bytes).is_ok_and(|text| !text.contains('\0')))
}

/// Writes `bytes` to the file at `path`, whole or not at all: whoever reads it meanwhile sees what was there. A link is
/// followed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_whole_with(path, |file| file.write_all(bytes))
}

/// The same for what `write` writes, piece by piece.
pub(crate) fn write_whole_with(
    path: &Path,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut whole = tempfile::Builder::new();
    // As any program would make it (or as it was), not for the user alone as temporary files are.
    #[cfg(unix)]
    whole.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut whole = whole.prefix(".ibid-").tempfile_in(folder)?;
    write(whole.as_file_mut())?;
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
    fn a_file_is_read_whatever_its_encoding_is() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.bib");
        let reads = |bytes: &[u8], utf8: bool, expected: &str| {
            std::fs::write(&file, bytes).unwrap();
            assert_eq!((read_text(&file).unwrap().as_str(), is_utf8(&file)), (expected, utf8));
        };
        reads(b"\xef\xbb\xbf@book{a}", true, "@book{a}");
        reads(b"@book{a, title = {G\xf6del, M\xfcller}}", false, "@book{a, title = {Gödel, Müller}}");
        reads("@book{a, title = {Gödel}}".as_bytes(), true, "@book{a, title = {Gödel}}");
        let utf16: Vec<u8> = "@book{a, title = {Gödel}}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        reads(&[b"\xff\xfe", utf16.as_slice()].concat(), false, "@book{a, title = {Gödel}}");
        reads(
            b"@book{a, author = {M\xc3\xbcller, J\xc3\xb6rg}, title = {G\xc3\xb6\xff}}",
            false,
            "@book{a, author = {Müller, Jörg}, title = {Gö\u{fffd}}}",
        );
    }
}
