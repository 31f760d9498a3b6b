//! Addresses of files for links that editors follow.

use std::fmt::Write;
use std::path::Path;

use ibid_text::Place;

/// The `file:` address of `path`, opened at `place` where the kind of file allows it.
pub(crate) fn to(path: &Path, place: &Place) -> String {
    let mut address = String::from("file://");
    let path = path.to_string_lossy().replace('\\', "/");
    if !path.starts_with('/') {
        address.push('/');
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                address.push(byte.into());
            }
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    match (place.page_index, place.line) {
        (Some(page), _) => address + &format!("#page={page}"),
        (None, Some(line)) => address + &format!("#L{line}"),
        (None, None) => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_file_name_makes_an_address() {
        let line = Place { line: Some(12), ..Place::default() };
        assert_eq!(to(Path::new("/a b/(任).md"), &line), "file:///a%20b/%28%E4%BB%BB%29.md#L12");
        let page = Place { page_index: Some(3), line: Some(12), ..Place::default() };
        assert_eq!(to(Path::new("C:\\x.pdf"), &page), "file:///C%3A/x.pdf#page=3");
    }
}
