//! Entries of one citekey made one.

use std::path::Path;

use ibid_text::Span;

use super::layout::Layout;
use crate::Bibliography;
use crate::scan::{Part, RawEntry, Scan, Value};

/// Fields that say the same under two names.
const ALIKE: [[&str; 2]; 4] =
    [["date", "year"], ["journaltitle", "journal"], ["location", "address"], ["institution", "school"]];

/// What changes in the .bib file `text` so that all entries with the citekey at byte `offset` become one: the one that counts
/// now, with the fields that only the others have. In the order of the text. `None` where there is but one.
pub fn merged(text: &str, offset: usize) -> Option<Vec<(Span, String)>> {
    let entries: Vec<RawEntry<'_>> = Scan::new(text).collect();
    let here = entries.iter().find(|entry| entry.span.touches(offset))?;
    let read = Bibliography::parse(Path::new("a.bib"), text).references;
    let counts = read.iter().find(|reference| reference.key == here.key)?.key_span;
    let alike = entries.iter().filter(|entry| entry.key == here.key);
    let (kept, others): (Vec<_>, Vec<_>) = alike.partition(|entry| entry.key_span == counts);
    let kept = kept.first().filter(|_| !others.is_empty())?;
    Some(into_one(text, kept, &others))
}

/// What changes in the .bib file `text` so that the entry with the citekey `gone` becomes a part of the one with the citekey
/// `kept`. `None` where they are not both there.
pub fn joined(text: &str, kept: &str, gone: &str) -> Option<Vec<(Span, String)>> {
    let entries: Vec<RawEntry<'_>> = Scan::new(text).collect();
    let entry = |key: &str| entries.iter().find(|entry| entry.key == key);
    Some(into_one(text, entry(kept)?, &[entry(gone).filter(|_| kept != gone)?]))
}

/// What makes `kept` and `others` one entry.
fn into_one(text: &str, kept: &RawEntry<'_>, others: &[&RawEntry<'_>]) -> Vec<(Span, String)> {
    let mut names: Vec<&str> = kept.fields.iter().map(|(name, _)| name.as_str()).collect();
    let mut added = Vec::new();
    for (name, value) in others.iter().flat_map(|entry| &entry.fields) {
        let same = |known: &&str| {
            known == name || ALIKE.iter().any(|pair| pair.contains(known) && pair.contains(&name.as_str()))
        };
        if !names.iter().any(same) {
            names.push(name);
            added.push((name.clone(), written(value)));
        }
    }
    let mut edits = Vec::new();
    if !added.is_empty() {
        edits.push(insertion(text, kept, &added));
    }
    edits.extend(others.iter().map(|entry| (removal(text, entry.span), String::new())));
    edits.sort_by_key(|(span, _)| *span);
    edits
}

/// `added` behind the last field of `entry`.
fn insertion(text: &str, entry: &RawEntry<'_>, added: &[(String, String)]) -> (Span, String) {
    let layout = Layout::of_entry(entry.span.of(text), entry);
    let inner = &text[entry.span.start..entry.span.end - 1];
    let end = entry.span.start + inner.trim_end().len();
    let fields = layout.fields(added);
    let put = if layout.has_last_comma() || inner.trim_end().ends_with(',') {
        format!("{fields},")
    } else {
        format!(",{fields}")
    };
    (Span::new(end, end), put)
}

/// The bytes to take out of the .bib file `text` for the entry at `span`: with the empty lines behind it, or before it where it is the last.
pub fn removal(text: &str, span: Span) -> Span {
    let rest = &text[span.end..];
    let after = rest.len() - rest.trim_start().len();
    if after < rest.len() {
        return Span::new(span.start, span.end + after);
    }
    let before = text[..span.start].trim_end();
    let newline = text[before.len()..].find('\n').map_or(before.len(), |at| before.len() + at + 1);
    Span::new(newline.min(span.start), text.len())
}

/// A value as it is written.
fn written(value: &Value<'_>) -> String {
    let parts = value.iter().map(|part| match part {
        Part::Text(text) => format!("{{{text}}}"),
        Part::Name(name) => (*name).to_owned(),
    });
    parts.collect::<Vec<_>>().join(" # ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let offset = text.rfind("@").unwrap() + 1;
        let merged = merged(text, offset).map(|edits| {
            edits.into_iter().rev().fold(text.to_owned(), |mut text, (span, put)| {
                text.replace_range(span.start..span.end, &put);
                text
            })
        });
        assert_eq!(merged.as_deref(), expected);
    }

    #[test]
    fn the_one_that_counts_gets_what_only_the_others_have() {
        check(
            "@book{a, title = {U}, date = {2021}, publisher = {P}, month = may # {x}}\n\n@book{b, title = {B}}\n\n@book{a,\n  title = {T},\n  year = 2020\n}\n",
            Some(
                "@book{b, title = {B}}\n\n@book{a,\n  title = {T},\n  year = 2020,\n  publisher = {P},\n  month = may # {x}\n}\n",
            ),
        );
        check(
            "@book{a, title = {T}}\n@book{a, title = {T}, url = {u}}\n",
            Some("@book{a, title = {T}, url = {u}}\n"),
        );
        check("@book{a, title = {T}}\n@book{b, title = {T}}", None);
    }
}
