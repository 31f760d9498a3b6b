//! Where a .bib file names an entry: as the citekey of one, or in a field of another that points to it.

use std::collections::HashSet;

use ibid_text::Span;

use crate::scan::{Part, RawEntry, Scan};

/// Fields that name other entries.
const POINTING: [&str; 5] = ["crossref", "xref", "xdata", "related", "entryset"];

/// One place in a .bib file where an entry is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mention {
    /// The citekey's bytes.
    pub span: Span,
    /// It is the entry's own citekey.
    pub own: bool,
}

/// Where the .bib file `text` names one of `keys`, in its order. Only entries in which one stands are read.
pub fn mentions(text: &str, keys: &[&str]) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for key in keys.iter().filter(|key| !key.is_empty()) {
        let places = text.match_indices(key).map(|(at, _)| Span::new(at, at + key.len()));
        let places = places.filter(|place| is_apart(text, *place));
        let named =
            places.filter_map(|place| mention_at(text, place.start).filter(|mention| mention.span == place));
        found.extend(named);
    }
    found.sort();
    found.dedup();
    found
}

/// The citekey in the .bib file `text` at byte `offset`, if one stands there. Only the entry there is read.
pub fn mention_at(text: &str, offset: usize) -> Option<Mention> {
    let here = around(text, offset);
    let found = all(here.of(text)).find(|mention| mention.span.shift(here.start).touches(offset))?;
    Some(Mention { span: found.span.shift(here.start), ..found })
}

/// Whether the word at `place` is not a part of a longer one.
fn is_apart(text: &str, place: Span) -> bool {
    let ends = |c: char| c.is_whitespace() || "{},()\"".contains(c);
    text[..place.start].ends_with(ends) && text[place.end..].starts_with(ends)
}

/// The entry around byte `offset`: from one that begins a line to the next.
fn around(text: &str, offset: usize) -> Span {
    let begins = |at: &usize| {
        let rest = text[at + 1..].trim_start_matches(|c: char| c.is_ascii_alphabetic());
        rest.len() < text.len() - at - 1 && rest.trim_start().starts_with(['{', '('])
    };
    let starts = |from: usize, to: usize| text[from..to].match_indices('@').map(move |(at, _)| from + at);
    let first_on_line = |at: &usize| text[..*at].trim_end_matches([' ', '\t']).ends_with('\n') || *at == 0;
    let offset = offset.min(text.len());
    let before =
        text[..offset].rmatch_indices('@').map(|(at, _)| at).find(|at| first_on_line(at) && begins(at));
    let after = starts(offset, text.len()).find(|at| first_on_line(at) && begins(at));
    Span::new(before.unwrap_or(0), after.unwrap_or(text.len()))
}

/// The citekeys, in lower case, to which entries of the .bib file `text` point.
pub fn pointed(text: &str) -> HashSet<String> {
    all(text).filter(|mention| !mention.own).map(|mention| mention.span.of(text).to_lowercase()).collect()
}

fn all(text: &str) -> impl Iterator<Item = Mention> + '_ {
    Scan::new(text).flat_map(move |entry| {
        let own = Mention { span: entry.key_span, own: true };
        std::iter::once(own).chain(pointers(text, &entry))
    })
}

/// The citekeys of other entries in the fields of `entry`.
fn pointers(text: &str, entry: &RawEntry<'_>) -> Vec<Mention> {
    let fields = entry.fields.iter().filter(|(name, _)| POINTING.contains(&name.as_str()));
    let parts = fields.flat_map(|(_, value)| value).filter_map(|part| match part {
        Part::Text(words) => Some(*words),
        Part::Name(_) => None,
    });
    let names = parts.flat_map(|words| words.split(',')).map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| Mention { span: place(text, name), own: false }).collect()
}

/// Where `part`, a slice of `text`, stands in it.
fn place(text: &str, part: &str) -> Span {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    Span::new(start, start + part.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BIB: &str = "@string{a = {b}}\n@book{whole, title = {A whole, whole book}}\n\
        @inbook{part, crossref = {whole}, related = {other, whole}, note = {whole}}\n@book{wholesale,}\n";

    /// The bibliography with each mention of `key` in brackets, its own key in double ones.
    fn marked(key: &str) -> String {
        let mut text = BIB.to_owned();
        for Mention { span, own } in mentions(BIB, &[key]).into_iter().rev() {
            let (open, close) = if own { ("[[", "]]") } else { ("[", "]") };
            text.insert_str(span.end, close);
            text.insert_str(span.start, open);
        }
        text
    }

    #[test]
    fn an_entry_is_named_by_its_key_and_by_entries_that_point_to_it() {
        let expected = BIB
            .replace("{whole, title", "{[[whole]], title")
            .replace("crossref = {whole}", "crossref = {[whole]}")
            .replace("other, whole", "other, [whole]");
        assert_eq!(marked("whole"), expected);
        assert_eq!(marked("nobody"), BIB);
    }

    #[test]
    fn the_key_at_a_place() {
        let at = |words: &str| mention_at(BIB, BIB.find(words).unwrap()).map(|mention| mention.span.of(BIB));
        assert_eq!((at("art, crossref"), at("whole}, related")), (Some("part"), Some("whole")));
        assert_eq!(at("title"), None);
    }
}
