//! Reading locators.

use super::matching::roman;
use super::{Locator, LocatorKind};

const TERMS: &[(LocatorKind, &[&str])] = &[
    (LocatorKind::Page, &["p", "pp", "page", "pages", "pg", "pgs"]),
    (LocatorKind::Chapter, &["ch", "chs", "chap", "chaps", "chapter", "chapters"]),
    (LocatorKind::Section, &["sec", "secs", "sect", "section", "sections", "§", "§§"]),
    (LocatorKind::Paragraph, &["para", "paras", "par", "pars", "paragraph", "paragraphs", "¶", "¶¶"]),
    (LocatorKind::Line, &["l", "ll", "line", "lines"]),
    (LocatorKind::Time, &["time", "timestamp", "min"]),
    (
        LocatorKind::Other,
        &[
            "act", "app", "appendix", "art", "article", "bk", "book", "books", "canon", "cap", "col", "cols",
            "column", "columns", "eq", "equation", "fig", "figs", "figure", "figures", "fol", "fols",
            "folio", "issue", "n", "nn", "no", "nos", "note", "notes", "number", "op", "opus", "part",
            "parts", "pt", "pts", "rule", "scene", "suppl", "tab", "table", "tables", "v", "verse", "verses",
            "vv", "vol", "vols", "volume", "volumes",
        ],
    ),
];
const WIDE_TERMS: &[(&str, LocatorKind)] = &[
    ("页", LocatorKind::Page),
    ("頁", LocatorKind::Page),
    ("章", LocatorKind::Chapter),
    ("节", LocatorKind::Section),
    ("節", LocatorKind::Section),
    ("段", LocatorKind::Paragraph),
    ("行", LocatorKind::Line),
    ("卷", LocatorKind::Other),
];

type Ranges = Vec<(String, String)>;

pub(super) fn parse(text: &str) -> Option<(Locator, usize)> {
    let start = text.len() - text.trim_start().len();
    let (locator, len) = read(&text[start..])?;
    Some((locator, start + len))
}

fn read(text: &str) -> Option<(Locator, usize)> {
    if let Some(inside) = text.strip_prefix('{') {
        let inside = &inside[..inside.find('}')?];
        return Some((parse(inside)?.0, inside.len() + 2));
    }
    if let Some(wide) = text.strip_prefix('第') {
        let (locator, len) = read_wide(wide)?;
        return Some((locator, len + '第'.len_utf8()));
    }
    if let Some(rest) = text.strip_prefix("at ") {
        let (locator, len) = read(rest)?;
        return Some((locator, len + 3));
    }
    read_with_term(text).or_else(|| read_bare(text))
}

/// "3页", "3至5页", after 第.
fn read_wide(text: &str) -> Option<(Locator, usize)> {
    let (ranges, len) = ranges(text, true)?;
    let gap = text[len..].len() - text[len..].trim_start().len();
    let (term, kind) = WIDE_TERMS.iter().find(|(term, _)| text[len + gap..].starts_with(term))?;
    Some((Locator { kind: *kind, ranges }, len + gap + term.len()))
}

fn read_with_term(text: &str) -> Option<(Locator, usize)> {
    let len = text.find(|c: char| !c.is_ascii_alphabetic() && !matches!(c, '§' | '¶')).unwrap_or(text.len());
    let term = text[..len].to_ascii_lowercase();
    let (kind, _) = TERMS.iter().find(|(_, terms)| terms.contains(&term.as_str()))?;
    let rest = &text[len..];
    let label = rest.trim_start_matches('.').trim_start();
    let gap = rest.len() - label.len();
    let (ranges, taken) = ranges(label, gap > 0 || !term.is_ascii())?;
    Some((Locator { kind: *kind, ranges }, len + gap + taken))
}

/// A number alone is a page, or a time if it has a colon. A lower-case Roman numeral must stand
/// alone: "mix" and "I" are words.
fn read_bare(text: &str) -> Option<(Locator, usize)> {
    let (ranges, len) = ranges(text, false)?;
    let kind = if ranges[0].0.contains(':') { LocatorKind::Time } else { LocatorKind::Page };
    Some((Locator { kind, ranges }, len))
}

/// The ranges that `text` begins with, and their length. `termed`: a term stands before them.
fn ranges(text: &str, termed: bool) -> Option<(Ranges, usize)> {
    let (first, mut len) = range(text, termed)?;
    let mut ranges = vec![first];
    loop {
        let rest = &text[len..];
        let after = rest.trim_start();
        let Some(more) = [",", "，", "、", "&", "and "].iter().find_map(|mark| after.strip_prefix(mark))
        else {
            break;
        };
        let more = more.trim_start();
        let Some((next, taken)) = range(more, false) else { break };
        len += rest.len() - more.len() + taken;
        ranges.push(next);
    }
    Some((ranges, len))
}

fn range(text: &str, termed: bool) -> Option<((String, String), usize)> {
    let first = label(text, termed)?;
    let rest = &text[first.len()..];
    if let Some(open) = ["ff.", "ff", "f.", "f"].iter().find(|open| {
        rest.strip_prefix(**open).is_some_and(|r| !r.starts_with(char::is_alphanumeric))
            && ends_in_digit(first)
    }) {
        return Some(((first.to_owned(), String::new()), first.len() + open.len()));
    }
    let dash = rest.trim_start().trim_start_matches(is_dash);
    let dashed = rest.trim_start().starts_with(is_dash);
    if let Some(last) = dashed.then(|| label(dash.trim_start(), true)).flatten() {
        let len = text.len() - dash.trim_start().len() + last.len();
        return Some(((first.to_owned(), written_out(first, last)), len));
    }
    Some(((first.to_owned(), first.to_owned()), first.len()))
}

fn ends_in_digit(label: &str) -> bool {
    label.ends_with(|c: char| c.is_ascii_digit())
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '−' | '～' | '~' | '至')
}

/// One label: "33", "33a", "A12", "3.2.1", "12:30", "iv".
fn label(text: &str, termed: bool) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ':');
    let run = &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())];
    let run = run.trim_end_matches(['.', ':']);
    let digits = run.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return roman_label(run, &text[run.len()..], termed).or_else(|| lettered(run, termed));
    }
    let numeric = run.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b':')).count();
    let numeric = run[..numeric].trim_end_matches(['.', ':']).len();
    match &run[numeric..] {
        "f" | "ff" => Some(&run[..numeric]),
        tail if tail.len() <= 1 && (termed || tail.bytes().all(|b| b.is_ascii_lowercase())) => Some(run),
        _ => None,
    }
}

fn roman_label<'a>(run: &'a str, after: &str, termed: bool) -> Option<&'a str> {
    roman(run)?;
    let lower = run.bytes().all(|b| b.is_ascii_lowercase());
    let alone = after.trim_start().is_empty()
        || after.starts_with([',', ';', ']', ')'])
        || after.starts_with(is_dash);
    (termed || (lower && alone)).then_some(run)
}

/// "A12", "S3", and after a term a single letter.
fn lettered(run: &str, termed: bool) -> Option<&str> {
    let mut chars = run.chars();
    let first = chars.next().filter(char::is_ascii_alphabetic)?;
    let rest = chars.as_str();
    let digits = !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let alone = rest.is_empty() && termed && first.is_ascii_uppercase();
    ((digits && first.is_ascii_uppercase()) || alone).then_some(run)
}

/// `last` with the digits that were left out: 5 after 133 is 135.
fn written_out(first: &str, last: &str) -> String {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if digits(first) && digits(last) && last.len() < first.len() {
        return format!("{}{last}", &first[..first.len() - last.len()]);
    }
    last.to_owned()
}
