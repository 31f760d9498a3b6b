//! Citations as Pandoc 3.9 reads them. Each line of `pandoc/3.9.tsv` is a text and, after a tab each, the citations that
//! `pandoc -f markdown -t json` finds in it: key, mode, prefix, suffix, and the locator that its citeproc takes from
//! the suffix. `pandoc/differs.tsv` has those that ibid reads in another way, and why.

use std::collections::HashMap;

use ibid_text::{LocatorKind, Span};

use crate::{Citation, CitationForm, Draft, Target};

/// A citation in words: letters and digits of each part alone, since Pandoc's reader makes dashes, marks and spaces
/// others.
fn show(draft: &Draft, citation: &Citation) -> String {
    let key = citation.target_span;
    let (before, after) = (Span::new(citation.span.start, key.start), Span::new(key.end, citation.span.end));
    let prefix = draft.slice(before);
    let mode = match citation.form {
        _ if prefix.ends_with('-') => "suppress",
        CitationForm::Narrative => "intext",
        _ => "normal",
    };
    let locator =
        citation.locator.as_ref().map(|(span, locator)| locator_words(locator.kind, &draft.slice(*span)));
    let key = draft.slice(key);
    let key = key.trim_start_matches('@').trim_matches(['{', '}']);
    let parts = [key, mode, &letters(&prefix), &letters(&draft.slice(after)), &locator.unwrap_or_default()];
    parts.join(" ¦ ")
}

/// The same of a citation as the table has it.
fn expected(citation: &str) -> String {
    let parts: Vec<&str> = citation.split(" ¦ ").collect();
    let (label, number) = parts[4].split_once(' ').unwrap_or((parts[4], ""));
    let kind = match label.trim_end_matches('s') {
        "page" => "page",
        "chapter" => "chapter",
        "section" => "section",
        "paragraph" => "paragraph",
        "line" => "line",
        "" => "",
        _ => "other",
    };
    let locator = format!("{kind} {}", letters(number));
    [parts[0], parts[1], &letters(parts[2]), &letters(parts[3]), locator.trim()].join(" ¦ ")
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn locator_words(kind: LocatorKind, written: &str) -> String {
    let kind = match kind {
        LocatorKind::Page => "page",
        LocatorKind::Chapter => "chapter",
        LocatorKind::Section => "section",
        LocatorKind::Paragraph => "paragraph",
        LocatorKind::Line => "line",
        LocatorKind::Time => "time",
        LocatorKind::Other => "other",
    };
    let written = written.trim_start_matches('{');
    let number = match written.split_once(['.', ' ']) {
        Some((term, number)) if term.chars().all(char::is_alphabetic) => number,
        _ => written,
    };
    format!("{kind} {}", letters(number))
}

/// A text of a table, whose line breaks are written out.
fn text(cell: &str) -> String {
    cell.replace("\\n", "\n").replace("\\\\", "\\")
}

/// The texts that ibid reads in its own way, and what it reads.
fn differing() -> HashMap<String, &'static str> {
    let lines = include_str!("pandoc/differs.tsv").lines().filter(|line| !line.starts_with("# "));
    lines.filter_map(|line| line.split_once('\t')).map(|(case, ours)| (text(case), ours)).collect()
}

#[test]
fn citations_are_read_as_pandoc_reads_them() {
    let mut differing = differing();
    let mut wrong = String::new();
    for line in include_str!("pandoc/3.9.tsv").lines() {
        let mut cells = line.split('\t');
        let text = text(cells.next().unwrap());
        let pandoc: Vec<String> = cells.filter(|cell| !cell.is_empty()).map(expected).collect();
        let expected = differing.remove(&text).map_or_else(|| pandoc.join(" ⁏ "), str::to_owned);
        let draft = Draft::new(&text);
        let citations = draft.citations();
        let keyed = citations.iter().filter(|citation| matches!(citation.target, Target::Key(_)));
        let ours = keyed.map(|citation| show(&draft, citation)).collect::<Vec<_>>().join(" ⁏ ");
        if ours != expected {
            wrong.push_str(&format!("{text:?}\n  expected {expected}\n  ours     {ours}\n"));
        }
    }
    assert!(wrong.is_empty() && differing.is_empty(), "{wrong}not in the table: {differing:?}");
}
