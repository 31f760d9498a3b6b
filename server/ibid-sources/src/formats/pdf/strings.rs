//! Strings of the file itself, outside its pages.

use hayro_interpret::hayro_syntax::Pdf;
use std::path::Path;

/// A text string: UTF-16 or UTF-8 by its mark, else Latin.
pub(crate) fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_string(),
            Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}

/// The title in the file's own metadata, unless a program put a file name or nothing there.
pub(crate) fn title(pdf: &Pdf) -> Option<String> {
    let title = text(pdf.metadata().title.as_deref()?);
    let title = title.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let is_name = Path::new(title)
        .extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|e| (2..5).contains(&e.len()) && e.chars().all(|c| c.is_ascii_alphanumeric()));
    let says_nothing = title.chars().filter(|c| c.is_alphanumeric()).count() < 2
        || is_name
        || title.starts_with("Microsoft Word")
        || title.eq_ignore_ascii_case("untitled")
        || title.eq_ignore_ascii_case("anonymous");
    (!says_nothing).then(|| title.to_string())
}
