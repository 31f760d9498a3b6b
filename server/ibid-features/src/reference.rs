//! A reference as a writer sees it: in a few words, and in full.

use ibid_evidence::SourceText;
use ibid_references::{Reference, Style, family, format};

use crate::markdown::escape;

/// Letters of an abstract that are shown.
const ABSTRACT: usize = 600;

/// "Ren, 2025", "Ren and Li, 2025", "Ren et al., 2025"; empty where neither is known.
pub(crate) fn byline(reference: &Reference) -> String {
    let names: Vec<String> = reference.authors.iter().take(3).map(|author| family(author)).collect();
    let names = match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [one, ..] => format!("{one} et al."),
    };
    let year = reference.date.map(|date| date.year.to_string()).unwrap_or_default();
    let parts: Vec<String> = [names, year].into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}

/// What a source is called: its reference in a few words, or the title that the file gives; empty where there is neither.
pub(crate) fn title(known: Option<&Reference>, source: Option<&SourceText>) -> String {
    known.map(short).or_else(|| Some(source?.title()?.to_owned())).unwrap_or_default()
}

/// The reference in a few words: author, year and title.
pub(crate) fn short(reference: &Reference) -> String {
    let byline = byline(reference);
    let gap = if byline.is_empty() { "" } else { ": " };
    format!("{byline}{gap}{}", reference.title)
}

/// The reference in full in the manner of `style`, with its abstract, as Markdown.
pub(crate) fn full(reference: &Reference, style: &Style) -> String {
    let mut shown = escape(&format(reference, style));
    if let Some(summary) = summary(reference) {
        shown.push_str(&format!("\n\n{}", escape(&summary)));
    }
    shown
}

/// The abstract, or as much of it as can be read at a glance.
fn summary(reference: &Reference) -> Option<String> {
    let (_, whole) = reference.fields.iter().find(|(name, _)| name == "abstract")?;
    let words = whole.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.char_indices().nth(ABSTRACT) else { return Some(words) };
    let end = words[..end].rfind(char::is_whitespace).unwrap_or(end);
    Some(format!("{}…", words[..end].trim_end()))
}
