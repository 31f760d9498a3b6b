//! A reference as a writer sees it: in a few words, and in full.

use ibid_references::{Reference, Style, format};

use crate::markdown::escape;

/// "Ren, 2025", "Ren and Li, 2025", "Ren et al., 2025"; empty where neither is known.
pub(crate) fn byline(reference: &Reference) -> String {
    let family = |author: &String| author.split(',').next().unwrap_or_default().trim().to_owned();
    let names: Vec<String> = reference.authors.iter().take(3).map(family).collect();
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

/// The reference in a few words: author, year and title.
pub(crate) fn short(reference: &Reference) -> String {
    let byline = byline(reference);
    let gap = if byline.is_empty() { "" } else { ": " };
    format!("{byline}{gap}{}", reference.title)
}

/// The reference in full by CSL (APA), as Markdown.
pub(crate) fn full(reference: &Reference) -> String {
    escape(&format(reference, Style::default()))
}
