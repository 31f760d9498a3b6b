//! Files of metadata for drafts, such as Quarto's, which may name bibliographies.

use ibid_text::Span;

use crate::yaml;

/// The names under `bibliography:` in the YAML of `text`, as written, in order. What is broken elsewhere in it does
/// not matter.
pub fn named_in_metadata(text: &str) -> Vec<String> {
    let begins = |line: &str| line.starts_with(|c: char| !c.is_whitespace() && !matches!(c, '#' | '-'));
    let pieces = yaml::pieces(text, Span::new(0, text.len()), begins);
    let piece = pieces.into_iter().find(|piece| piece.of(text).starts_with("bibliography:"));
    let Some(Ok(Some(root))) = piece.map(|piece| yaml::read(text, piece)) else { return Vec::new() };
    let Some(named) = root.get("bibliography") else { return Vec::new() };
    let names = named.items().unwrap_or(std::slice::from_ref(named));
    names.iter().filter_map(|name| name.text()).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(named_in_metadata(text), expected, "{text}");
    }

    #[test]
    fn one_or_a_list() {
        check("project:\n  type: book\nbibliography: refs.bib\nformat: html\n", &["refs.bib"]);
        check("bibliography:\n  - a.bib\n  - \"b c.json\"\n", &["a.bib", "b c.json"]);
        check("bibliography:\n- a.bib\n- b.bib\ncsl: x.csl\n", &["a.bib", "b.bib"]);
        check("bibliography: [a.bib, b.bib]", &["a.bib", "b.bib"]);
        check("book:\n  bibliography: no.bib\n", &[]);
        check("bibliography:\n", &[]);
    }

    #[test]
    fn a_fault_elsewhere_costs_nothing() {
        check("title: [half\nbibliography: refs.bib\nother: \"x\n", &["refs.bib"]);
        check("bibliography: [half\nother: x\n", &[]);
    }
}
