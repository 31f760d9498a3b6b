//! From a citation straight to the source: its file at the page, or its address at the words.

use std::fmt::Write;
use std::path::Path;
use std::sync::Arc;

use ibid_check::Context;
use ibid_draft::{Citation, Target};
use ibid_references::Reference;
use ibid_text::{Place, Span, is_cjk};

use crate::definition::cited_place;
use crate::{link, reference, shown};

/// Words at either end of a quotation that find it in a page, or characters where there are no spaces.
const WORDS: usize = 5;
const CHARACTERS: usize = 12;

/// What a link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkTarget {
    /// An address: `file:`, `https:`, `http:`, or that of a reference manager (`zotero:`).
    pub address: String,
    /// What it is, for people.
    pub tooltip: String,
}

/// The stretches of the draft that open a source, in order: each citekey with its locator, where a source or an address
/// belongs to it. What each opens, [`link_target`] says.
pub fn links(cx: &Context<'_>) -> Vec<Span> {
    let citations = cx.draft.citations();
    let mut spans: Vec<Span> = citations.iter().filter_map(|citation| opens(cx, citation)).collect();
    spans.sort();
    spans
}

fn opens(cx: &Context<'_>, citation: &Citation) -> Option<Span> {
    let reference = cited(cx, citation)?;
    let opens = cx.shelf.source_of(&reference).is_some() || address(&reference).is_some();
    let end = citation.locator.as_ref().map_or(citation.target_span.end, |(span, _)| span.end);
    opens.then(|| Span::new(citation.target_span.start, end.max(citation.target_span.end)))
}

/// What the link at byte `offset` opens: the source at the cited place, else at the passage that is shown on hover; the
/// reference's address where its text is not in the library.
pub fn link_target(cx: &Context<'_>, offset: usize) -> Option<LinkTarget> {
    let citation = cx.draft.citation_at(offset)?;
    let known = cited(cx, &citation)?;
    let tooltip = |place: String| {
        let short = reference::short(&known);
        if place.is_empty() { short } else { format!("{short}, {place}") }
    };
    if let Ok(source) = shown::source(cx, &citation, None) {
        let located = citation.locator.as_ref().and_then(|(_, locator)| cited_place(locator, &source));
        let passage = || shown::cited(cx, &citation, None, &source).map(|evidence| evidence.place);
        let place = located.or_else(passage).unwrap_or_default();
        let address = file(cx, &known, &source.text.path, &place);
        return Some(LinkTarget { address, tooltip: tooltip(place.to_string()) });
    }
    if let Some(path) = cx.shelf.source_of(&known) {
        let address = file(cx, &known, &path, &Place::default());
        return Some(LinkTarget { address, tooltip: tooltip(String::new()) });
    }
    let words = shown::claim(cx, &citation, None).and_then(|(claim, _)| {
        let quotation = claim.quotations.last()?;
        fragment(&cx.draft.slice(quotation.inner))
    });
    let mut address = address(&known)?;
    if let Some(words) = words {
        let gap = if address.contains('#') { "" } else { "#" };
        address.push_str(&format!("{gap}:~:text={words}"));
    }
    Some(LinkTarget { address, tooltip: tooltip(String::new()) })
}

/// What opens `path`, a file of `reference`, at `place`: the reference manager that has it (its reader is for PDFs), else
/// whatever opens files.
fn file(cx: &Context<'_>, reference: &Reference, path: &Path, place: &Place) -> String {
    let collected = || cx.shelf.references().collected(&reference.key)?.address_of(path, place.page_index);
    let is_pdf = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("pdf"));
    is_pdf.then(collected).flatten().unwrap_or_else(|| link::to(path, place))
}

fn cited(cx: &Context<'_>, citation: &Citation) -> Option<Arc<Reference>> {
    match &citation.target {
        Target::Key(key) => cx.shelf.references().get(key),
        _ => None,
    }
}

/// The address of `reference` on the web: its `url`, else its `doi`.
pub(crate) fn address(reference: &Reference) -> Option<String> {
    let field =
        |name: &str| reference.fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.trim());
    let url = field("url").filter(|url| {
        let lower = url.get(..8).unwrap_or(url).to_ascii_lowercase();
        (lower.starts_with("https://") || lower.starts_with("http://")) && url.len() > 8
    });
    if let Some(url) = url {
        return Some(encoded(url, b"%:/?#[]@!$&'()*+,;="));
    }
    doi(reference)
}

/// Where the `doi` of `reference` leads.
pub(crate) fn doi(reference: &Reference) -> Option<String> {
    let (_, doi) = reference.fields.iter().find(|(field, _)| field == "doi")?;
    let doi = doi.trim().find("10.").map(|at| &doi.trim()[at..])?;
    Some(format!("https://doi.org/{}", encoded(doi, b"/:;()")))
}

/// The text fragment that finds `quotation` in a page: its words, or its first and last.
fn fragment(quotation: &str) -> Option<String> {
    let quotation = quotation.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends: Vec<(usize, &str)> = if quotation.contains(is_cjk) {
        quotation.char_indices().map(|(at, c)| (at, &quotation[at..at + c.len_utf8()])).collect()
    } else {
        quotation
            .split(' ')
            .map(|word| (word.as_ptr() as usize - quotation.as_ptr() as usize, word))
            .collect()
    };
    let most = if quotation.contains(is_cjk) { CHARACTERS } else { WORDS };
    if ends.is_empty() || quotation.is_empty() {
        return None;
    }
    if ends.len() <= 2 * most {
        return Some(encoded(&quotation, b""));
    }
    let (last_of_first, word) = ends[most - 1];
    let first = &quotation[..last_of_first + word.len()];
    let last = &quotation[ends[ends.len() - most].0..];
    Some(format!("{},{}", encoded(first, b""), encoded(last, b"")))
}

/// `text` with all but letters, digits, `_`, `.`, `~` (and `-` where `kept` has marks at all) and `kept` as percents.
fn encoded(text: &str, kept: &[u8]) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let plain =
            byte.is_ascii_alphanumeric() || b"_.~".contains(&byte) || (byte == b'-' && !kept.is_empty());
        if plain || kept.contains(&byte) {
            out.push(byte.into());
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_one_whatever_stands_in_the_field() {
        let address = |fields: &str| {
            let bib = format!("@misc{{a, {fields}}}");
            let read = ibid_references::Bibliography::parse(std::path::Path::new("a.bib"), &bib);
            address(&read.references[0])
        };
        assert_eq!(address("url = {https://x.org/a b}").as_deref(), Some("https://x.org/a%20b"));
        assert_eq!(
            address("doi = {https://doi.org/10.1/a<b}").as_deref(),
            Some("https://doi.org/10.1/a%3Cb")
        );
        for field in ["url = {javascript:x}", "url = {file:///etc}", "url = {http://}", "doi = {none}"] {
            assert_eq!(address(field), None, "{field}");
        }
    }

    #[test]
    fn a_quotation_is_found_by_its_words_or_its_ends() {
        assert_eq!(fragment("so, well-made").as_deref(), Some("so%2C%20well%2Dmade"));
        let long = "one two three four five six seven eight nine ten eleven";
        let ends = "one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven";
        assert_eq!(fragment(long).as_deref(), Some(ends));
        assert_eq!(fragment(" "), None);
        let chinese = "我们单芯片还是落后美国一代我们单芯片还是落后美国一代";
        let (first, last) =
            fragment(chinese).unwrap().split_once(',').map(|(a, b)| (a.len(), b.len())).unwrap();
        assert_eq!((first, last), (CHARACTERS * 9, CHARACTERS * 9));
    }
}
