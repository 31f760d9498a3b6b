//! Paths as the addresses that pages and SARIF want: relative where that leads there, percent-encoded.

use std::path::{Component, Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but what RFC 3986 leaves as it is in a path.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The address of `path` within the folder `root`; `None` outside it.
pub(crate) fn within(root: &Path, path: &Path) -> Option<String> {
    path.strip_prefix(root).ok().map(encoded)
}

/// The `file:` address of `path`, an absolute one; that of a folder ends in a slash if `path` does.
pub(crate) fn file(path: &Path) -> String {
    let path = encoded(path);
    let slash = if path.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{path}")
}

/// The address of `path` as seen from the folder `folder`, both absolute.
pub(crate) fn from(folder: &Path, path: &Path) -> String {
    let (theirs, ours): (Vec<_>, Vec<_>) = (folder.components().collect(), path.components().collect());
    let shared = theirs.iter().zip(&ours).take_while(|(a, b)| a == b).count();
    // Another drive.
    if shared == 0 {
        return file(path);
    }
    let up = theirs[shared..].iter().map(|_| Component::ParentDir);
    encoded(&up.chain(ours[shared..].iter().copied()).collect::<PathBuf>())
}

fn encoded(path: &Path) -> String {
    let path = path.to_string_lossy();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() };
    utf8_percent_encode(&path, ENCODED).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_name_is_encoded() {
        let within = |path| within(Path::new("/w"), Path::new(path));
        assert_eq!(within("/w/a b/(任)#?%.md").unwrap(), "a%20b/%28%E4%BB%BB%29%23%3F%25.md");
        assert_eq!(within("/w/javascript:x").unwrap(), "javascript%3Ax");
        assert_eq!(within("/wide/x.md"), None);
        assert_eq!(file(Path::new("/w d/")), "file:///w%20d/");
    }

    #[test]
    fn a_page_links_to_what_lies_beside_above_and_below_it() {
        let from = |folder, path| from(Path::new(folder), Path::new(path));
        assert_eq!(from("/w", "/w/sources/a.pdf"), "sources/a.pdf");
        assert_eq!(from("/w/out/x", "/w/sources/a.pdf"), "../../sources/a.pdf");
        assert_eq!(from("/tmp", "/w/a.pdf"), "../w/a.pdf");
    }
}
