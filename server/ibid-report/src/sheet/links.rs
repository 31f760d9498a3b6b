//! Addresses on the sheet: of sources, as seen from where the sheet stands, and of web pages. No other text becomes one.

use std::path::Path;

use ibid_text::Place;

use super::Sheet;
use super::text::text;
use crate::uri;

/// The address of the source `file`, opened at the page of `place` where it has pages.
pub(super) fn source(sheet: &Sheet<'_>, file: &Path, place: &Place) -> String {
    let address = uri::from(sheet.folder, file);
    match place.page_index {
        Some(page) => format!("{address}#page={page}"),
        None => address,
    }
}

/// `address` if a browser would open it as a web page and nothing else.
pub(super) fn web(address: &str) -> Option<String> {
    let address = text(address);
    let scheme = |name: &str| address.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    (scheme("https://") || scheme("http://")).then_some(address)
}
