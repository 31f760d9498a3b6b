//! Bytes to text, whatever their encoding.

use std::borrow::Cow;

use chardetng::EncodingDetector;
use encoding_rs::Encoding;

/// The text of `bytes`: by byte-order mark, as UTF-8 (bytes that are none cost themselves), or in the legacy encoding that fits
/// them best.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    decode_as(bytes, None)
}

/// The text of a web page: as [`decode`], but where the page names its encoding, that is believed
/// before a guess.
pub(crate) fn decode_html(bytes: &[u8]) -> Cow<'_, str> {
    decode_html_as(bytes, None)
}

/// The same, where the encoding is `told` beside the page.
pub(crate) fn decode_html_as<'a>(bytes: &'a [u8], told: Option<&'static Encoding>) -> Cow<'a, str> {
    decode_as(bytes, told.or_else(|| declared(bytes)))
}

/// `text`, each of its lines ended by a line feed alone.
pub(crate) fn line_feeds(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn decode_as<'a>(bytes: &'a [u8], named: Option<&'static Encoding>) -> Cow<'a, str> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode_with_bom_removal(bytes).0;
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        return encoding.decode_without_bom_handling(bytes).0;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let lossy = String::from_utf8_lossy(bytes);
    if is_mostly_utf_8(&lossy) {
        return lossy;
    }
    named.unwrap_or_else(|| guess(bytes)).decode_without_bom_handling(bytes).0
}

/// Whether more characters beyond ASCII are read right than are lost.
fn is_mostly_utf_8(lossy: &str) -> bool {
    let lost = lossy.matches(char::REPLACEMENT_CHARACTER).count();
    lossy.chars().filter(|c| !c.is_ascii()).take(2 * lost + 1).count() > 2 * lost
}

/// UTF-16 without a mark, where every second of the first bytes is zero.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.get(..32)?.chunks_exact(2);
    let zero = |at: usize| pairs.clone().all(|pair| pair[at] == 0 && pair[1 - at] != 0);
    match (zero(0), zero(1)) {
        (true, _) => Some(encoding_rs::UTF_16BE),
        (_, true) => Some(encoding_rs::UTF_16LE),
        _ => None,
    }
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new();
    detector.feed(bytes, true);
    detector.guess(None, true)
}

/// The encoding that a page's first kilobyte names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label = after.trim_start_matches(['"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end]).filter(|encoding| *encoding != encoding_rs::UTF_8)
}
