//! CSL JSON: a list of items, on its own or as `items` of an object; Better BibTeX's own JSON has items in Zotero's
//! words. The file is cut into items first, so that a broken one costs itself alone.

use std::path::Path;

use ibid_text::Span;
use serde_json::{Map, Value};

use super::zotero_json;
use crate::bibliography::Found;
use crate::csl;

/// The members that name an item, the one that Pandoc goes by first.
const KEYS: [&str; 4] = ["id", "citation-key", "citekey", "citationKey"];

/// Whether `text`, the beginning of a file, is such a list: its first item has a citekey, and a type or a date
/// such as CSL has.
pub(super) fn looks_like(text: &str) -> bool {
    let Some(start) = list(text).and_then(|list| text[list..].find('{').map(|at| list + at)) else {
        return false;
    };
    let end = object_end(text, start).unwrap_or(text.len());
    let members = members(text, Span::new(start, end));
    let has = |name: &str| members.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    let is_csl = has("type").is_some_and(|kind| csl::is_type(kind.of(text))) || has("issued").is_some();
    let is_zotero = has("itemType").is_some();
    KEYS.iter().any(|key| has(key).is_some()) && (is_csl || is_zotero)
}

/// Reads `text`, the content of the file at `path`.
pub(super) fn read(path: &Path, text: &str) -> Found {
    let mut found = Found::default();
    let Some(mut at) = list(text) else {
        if !text.trim().is_empty() {
            let message = "There is no list of references in this file: CSL JSON is a list of items, “[{\"id\": …}, …]”.";
            found.malformed(crate::yaml::first_line(text, Span::new(0, text.len())), message.to_owned());
        }
        return found;
    };
    loop {
        at = skip(text, at, |c| c.is_whitespace() || c == ',');
        match text[at..].chars().next() {
            Some('{') => match take(path, text, at, &mut found) {
                Some(next) => at = next,
                None => return found,
            },
            Some(']') => return found,
            Some(_) => {
                let end = skip(text, at, |c| !matches!(c, '{' | ']' | '\n'));
                found.malformed(Span::new(at, end), "This is no item of a list of references.".to_owned());
                at = end.max(skip(text, end, |c| c == '\n'));
            }
            None => {
                let end = text.trim_end().len();
                let last = text[..end].chars().next_back().map_or(0, char::len_utf8);
                let message = "The file ends before its list does: a “]” is missing.".to_owned();
                found.malformed(Span::new(end - last, end), message);
                return found;
            }
        }
    }
}

/// Where the list of items begins: after the first bracket, if only the name of a member stands before it.
fn list(text: &str) -> Option<usize> {
    let start = skip(text, 0, |c| c.is_whitespace() || c == '\u{feff}');
    match text[start..].chars().next()? {
        '[' => Some(start + 1),
        '{' => {
            let members = members(text, Span::new(start, text.len()));
            let items = members.iter().find(|(name, _)| matches!(*name, "items" | "references"))?.1;
            items.of(text).starts_with('[').then_some(items.start + 1)
        }
        _ => None,
    }
}

fn skip(text: &str, at: usize, skipped: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !skipped(c)).map_or(text.len(), |end| at + end)
}

/// Reads the item that begins at `start`; gives where to go on, if anything comes after it.
fn take(path: &Path, text: &str, start: usize, found: &mut Found) -> Option<usize> {
    let end = match object_end(text, start) {
        Ok(end) => end,
        Err(broken) => {
            let next = next_item(text, start);
            let span = crate::yaml::first_line(text, Span::new(broken.min(next), next));
            let span = if span.is_empty() { Span::new(start, start + 1) } else { span };
            found.malformed(
                span,
                "This item is cut off: a quotation mark or brace is missing in it. The other items are read."
                    .to_owned(),
            );
            found.broken.extend(key(text, Span::new(start, next)).map(|(key, _)| key));
            return Some(next).filter(|&next| next < text.len());
        }
    };
    let span = Span::new(start, end);
    let item: Map<String, Value> = match serde_json::from_str(span.of(text)) {
        Ok(item) => item,
        Err(fault) => {
            let line = text[..start].matches('\n').count() + fault.line();
            found.malformed(
                line_of(text, span, fault.line()),
                format!(
                    "This item cannot be read: {} (line {line}). The other items are read.",
                    said(&fault)
                ),
            );
            found.broken.extend(key(text, span).map(|(key, _)| key));
            return Some(end);
        }
    };
    match key(text, span) {
        Some((written, key_span)) => {
            let alias = other_key(&item, &written);
            let key = (written, key_span);
            let csl = zotero_json::to_csl(&item);
            let mut reference = csl::reference(path, key, span, csl.as_ref().unwrap_or(&item), &plain);
            reference.files.extend(zotero_json::files(&item));
            reference.fields.extend(alias.map(|alias| ("ids".to_owned(), alias)));
            found.add(reference);
        }
        None if zotero_json::is_no_reference(&item) => {}
        None => {
            let message = "This item has no citekey: give it an “id”.".to_owned();
            found.malformed(Span::new(start, start + 1), message);
        }
    }
    Some(end)
}

/// What serde says of a fault, without the place in the item, which is told otherwise.
fn said(fault: &serde_json::Error) -> String {
    let said = fault.to_string();
    said.rsplit_once(" at line ").map_or(said.clone(), |(said, _)| said.to_owned())
}

fn line_of(text: &str, span: Span, line: usize) -> Span {
    let mut at = span.start;
    for (number, part) in span.of(text).split_inclusive('\n').enumerate() {
        if number + 1 == line {
            return crate::yaml::first_line(text, Span::new(at, at + part.len()));
        }
        at += part.len();
    }
    Span::new(span.start, span.start + 1)
}

/// The citekey of the item at `span`, and where it stands: its `id`, or, where that is an address that Zotero made,
/// its `citation-key`.
fn key(text: &str, span: Span) -> Option<(String, Span)> {
    let members = members(text, span);
    let get = |name: &str| {
        let (_, value) = members.iter().find(|(known, _)| *known == name)?;
        let written = value.of(text);
        let quoted: Option<String> = serde_json::from_str(&format!("\"{written}\"")).ok();
        let key = quoted.unwrap_or_else(|| written.to_owned());
        Some((key.trim().to_owned(), *value)).filter(|(key, _)| !key.is_empty() && key != "null")
    };
    let id = get("id");
    match KEYS[1..].iter().find_map(|name| get(name)) {
        Some(named) if id.as_ref().is_none_or(|(id, _)| id.contains("://")) => Some(named),
        _ => id,
    }
}

/// The other name that the item goes by, where it is an address or a citekey besides `key`.
fn other_key(item: &Map<String, Value>, key: &str) -> Option<String> {
    let names = ["id", "citation-key"].iter().filter_map(|name| item.get(*name)?.as_str());
    names.filter(|name| *name != key && !name.is_empty() && !name.contains(',')).map(str::to_owned).next()
}

/// The members of the object at `span`, those within its values not: names, and where the values stand (strings
/// without their quotation marks). Ends early where the object is broken.
fn members(text: &str, span: Span) -> Vec<(&str, Span)> {
    let mut members = Vec::new();
    let mut at = span.start + 1;
    loop {
        at = skip(text, at, |c| c.is_whitespace() || c == ',');
        let Some(name) = string(text, at) else { return members };
        let colon = skip(text, name.end + 1, char::is_whitespace);
        if !text[colon..].starts_with(':') {
            return members;
        }
        let start = skip(text, colon + 1, char::is_whitespace);
        let (value, end) = match text[start..].chars().next() {
            Some('"') => match string(text, start) {
                Some(value) => (value, value.end + 1),
                None => return members,
            },
            Some('{' | '[') => {
                let end = object_end(text, start).unwrap_or(text.len());
                (Span::new(start, end), end)
            }
            _ => {
                let end = skip(text, start, |c| !c.is_whitespace() && !matches!(c, ',' | '}' | ']'));
                (Span::new(start, end), end)
            }
        };
        members.push((name.of(text), value));
        if end >= span.end || end <= at {
            return members;
        }
        at = end;
    }
}

/// What stands in the quotation marks that open at `at`; `None` where none do, or the line ends first.
fn string(text: &str, at: usize) -> Option<Span> {
    let mut escaped = false;
    let inside = text[at..].strip_prefix('"')?;
    for (offset, byte) in inside.bytes().enumerate() {
        match byte {
            b'"' if !escaped => return Some(Span::new(at + 1, at + 1 + offset)),
            b'\n' => return None,
            _ => escaped = byte == b'\\' && !escaped,
        }
    }
    None
}

/// The end of the object or list that opens at `start`; where it has none, the place at which that shows.
fn object_end(text: &str, start: usize) -> Result<usize, usize> {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(byte) = text.as_bytes().get(at) {
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'"' => at = string(text, at).ok_or(at)?.end,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Ok(at);
        }
    }
    Err(start)
}

/// Where the item after the broken one at `start` begins, or the end: at a brace that opens a line as far in as the
/// one of this item does, or one that a citekey or type follows.
fn next_item(text: &str, start: usize) -> usize {
    let indent = |at: usize| {
        let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
        text[line..at].trim().is_empty().then_some(at - line)
    };
    let own = indent(start);
    let begins = |at: usize| {
        let first = string(text, skip(text, at + 1, char::is_whitespace)).map(|name| name.of(text));
        matches!(first, Some("id" | "type" | "citation-key")) || own.is_some() && indent(at) == own
    };
    let braces = text[start + 1..].match_indices('{').map(|(at, _)| start + 1 + at);
    braces.into_iter().find(|&at| begins(at)).unwrap_or(text.len())
}

/// `text` without the marks of CSL's rich text: `<i>`, `<span class="nocase">` and their like.
pub(super) fn plain(text: &str) -> String {
    const MARKS: [&str; 6] = ["i", "b", "sup", "sub", "sc", "span"];
    if !text.contains('<') {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tag = &rest[at + 1..];
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphabetic()).next();
        match tag.find('>').filter(|_| name.is_some_and(|name| MARKS.contains(&name))) {
            Some(end) => rest = &tag[end + 1..],
            None => {
                out.push('<');
                rest = tag;
            }
        }
    }
    out.push_str(rest);
    out
}
