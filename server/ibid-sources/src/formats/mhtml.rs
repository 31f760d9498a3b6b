//! MHTML: a web page that a browser saved with its parts in one file. The page itself is read as any other.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use encoding_rs::Encoding;

use super::html;
use crate::{Error, Extracted, decode::decode_html_as, metadata::date};

/// How deep parts may stand in parts.
const DEEPEST: usize = 8;

pub(crate) fn extract(path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let whole = Part::of(bytes);
    let page = Part::of(bytes).page(0);
    let page = page.ok_or_else(|| Error::damaged(path, "it holds no web page, or is cut short"))?;
    let body = page.decoded();
    let mut extracted = html::page(&decode_html_as(&body, page.charset()));
    let address = whole.header("snapshot-content-location").or_else(|| page.header("content-location"));
    let day = whole.header("date").and_then(|day| date(&day));
    html::was_saved(&mut extracted, address.as_deref(), day);
    Ok(extracted)
}

/// A part of a message (RFC 2045): its headers and what they are of.
struct Part<'a> {
    headers: Vec<(String, String)>,
    body: &'a [u8],
}

impl<'a> Part<'a> {
    fn of(bytes: &'a [u8]) -> Part<'a> {
        let mut headers: Vec<(String, String)> = Vec::new();
        let mut at = 0;
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            at += line.len();
            let line = String::from_utf8_lossy(line);
            let text = line.trim();
            if text.is_empty() {
                break;
            }
            if let Some((_, value)) = headers.last_mut().filter(|_| line.starts_with([' ', '\t'])) {
                value.push(' ');
                value.push_str(text);
            } else if let Some((name, value)) = text.split_once(':') {
                headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
            }
        }
        Part { headers, body: &bytes[at..] }
    }

    fn header(&self, name: &str) -> Option<String> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
    }

    /// The value of `name` among the parameters of what the part is.
    fn parameter(&self, name: &str) -> Option<String> {
        let kind = self.header("content-type")?;
        let mut parameters = kind.split(';').skip(1).filter_map(|parameter| parameter.split_once('='));
        let (_, value) = parameters.find(|(own, _)| own.trim().eq_ignore_ascii_case(name))?;
        Some(value.trim().trim_matches('"').to_owned())
    }

    fn charset(&self) -> Option<&'static Encoding> {
        Encoding::for_label(self.parameter("charset")?.as_bytes())
    }

    /// The first web page in the part, or the part itself.
    fn page(self, depth: usize) -> Option<Part<'a>> {
        let kind = self.header("content-type").unwrap_or_default().to_ascii_lowercase();
        if kind.starts_with("text/html") || kind.starts_with("application/xhtml") {
            return Some(self);
        }
        let boundary =
            self.parameter("boundary").filter(|_| kind.starts_with("multipart/") && depth < DEEPEST)?;
        parts(self.body, &boundary).into_iter().find_map(|part| Part::of(part).page(depth + 1))
    }

    /// What the part holds, whatever it was wrapped in for its way.
    fn decoded(&self) -> Vec<u8> {
        match self.header("content-transfer-encoding").unwrap_or_default().to_ascii_lowercase().as_str() {
            "base64" => {
                let letters: Vec<u8> = self
                    .body
                    .iter()
                    .copied()
                    .filter(|b| b.is_ascii_alphanumeric() || b"+/".contains(b))
                    .collect();
                // A last group that was cut short is left out.
                let whole = &letters[..letters.len() / 4 * 4];
                let mut rest = letters[whole.len()..].to_vec();
                rest.resize(if rest.len() > 1 { 4 } else { 0 }, b'=');
                let mut bytes = STANDARD.decode(whole).unwrap_or_default();
                bytes.extend(STANDARD.decode(rest).unwrap_or_default());
                bytes
            }
            "quoted-printable" => quoted_printable(self.body),
            _ => self.body.to_vec(),
        }
    }
}

/// The parts that lines of `boundary` set apart in `body`.
fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let fence = format!("--{boundary}");
    let (mut parts, mut begun, mut at) = (Vec::new(), None, 0);
    for line in body.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(fence.as_bytes()) {
            parts.extend(begun.map(|start: usize| &body[start..at]));
            begun = Some(at + line.len());
        }
        at += line.len();
    }
    parts.extend(begun.map(|start| &body[start..]));
    parts
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'=' {
            bytes.push(byte);
            continue;
        }
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        if let Some(byte) = digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else if after.starts_with(b"\r\n") {
            rest = &after[2..];
        } else if after.starts_with(b"\n") {
            rest = &after[1..];
        } else {
            bytes.push(byte);
        }
    }
    bytes
}
