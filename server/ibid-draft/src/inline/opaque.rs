//! What no other markup reaches into: code, mathematics, raw HTML, addresses, escapes.

use std::collections::HashMap;

use ibid_text::{Span, is_cjk};

use super::Marks;
use super::links::link_to;
use super::marks::Mark;
use super::myst;
use crate::Citation;

/// What was found on the way.
#[derive(Debug, Default)]
pub(super) struct Opaque {
    /// HTML comments.
    pub(super) comments: Vec<Span>,
    /// Bare addresses, and MyST's roles that cite.
    pub(super) citations: Vec<Citation>,
}

/// Marks all of it, from left to right: what begins first wins.
pub(super) fn mark(text: &str, marks: &mut Marks) -> Opaque {
    let ticks = tick_runs(text);
    let mut found = Opaque::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let next = match c {
            _ if !marks.is_open(at) => None,
            '\\' => escape(text, at, marks),
            '{' => role(text, at, &ticks, marks, &mut found.citations),
            '`' => code(text, at, &ticks, marks),
            '$' => masked(math_end(text, at), at, Mark::Name, marks),
            '<' => masked(html_end(text, at), at, Mark::Markup, marks),
            'h' | 'H' => address(text, at, marks, &mut found.citations),
            '&' => masked(space_entity_end(text, at), at, Mark::Markup, marks),
            _ => None,
        };
        let next = next.unwrap_or(at + c.len_utf8());
        let taken = &text[at..next];
        if taken.starts_with("<!--") {
            found.comments.push(Span::new(at, next));
        } else if taken.starts_with("<http") && taken.ends_with('>') {
            found.citations.extend(link_to(text, Span::new(at, next), Span::new(at + 1, next - 1)));
        }
        at = next;
    }
    found
}

/// `https://…` in the prose.
fn address(text: &str, at: usize, marks: &mut Marks, found: &mut Vec<Citation>) -> Option<usize> {
    let end = masked(address_end(text, at), at, Mark::Name, marks)?;
    // The address of `[text](address)` is the link's own.
    if !text[..at].ends_with(['(', '<']) || !text[..at - 1].ends_with(']') {
        let span = Span::new(at, end);
        found.extend(link_to(text, span, span));
    }
    Some(end)
}

/// MyST's `{cite}` before code.
fn role(
    text: &str,
    at: usize,
    ticks: &HashMap<usize, Vec<usize>>,
    marks: &mut Marks,
    found: &mut Vec<Citation>,
) -> Option<usize> {
    let role = myst::role(text, at)?;
    let end = code(text, role.end, ticks, marks)?;
    let cited = role.citations(text, Span::new(at, end));
    marks.set(Span::new(at, end), if role.in_text { Mark::Name } else { Mark::Markup });
    found.extend(cited);
    Some(end)
}

fn masked(end: Option<usize>, at: usize, mark: Mark, marks: &mut Marks) -> Option<usize> {
    let end = end?;
    marks.set(Span::new(at, end), mark);
    Some(end)
}

fn escape(text: &str, at: usize, marks: &mut Marks) -> Option<usize> {
    let next = text.as_bytes().get(at + 1)?;
    if next.is_ascii_punctuation() {
        marks.set(Span::new(at, at + 1), Mark::Markup);
        marks.set(Span::new(at + 1, at + 2), Mark::Literal);
        return Some(at + 2);
    }
    masked(matches!(next, b'\n' | b'\r').then_some(at + 1), at, Mark::Markup, marks)
}

/// Where each run of backticks of a length begins, by length.
fn tick_runs(text: &str) -> HashMap<usize, Vec<usize>> {
    let mut runs: HashMap<usize, Vec<usize>> = HashMap::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let len = run(text, at, b'`');
        if len > 0 {
            runs.entry(len).or_default().push(at);
        }
        at += len.max(1);
    }
    runs
}

fn run(text: &str, at: usize, byte: u8) -> usize {
    text.as_bytes()[at..].iter().take_while(|&&b| b == byte).count()
}

fn code(text: &str, at: usize, ticks: &HashMap<usize, Vec<usize>>, marks: &mut Marks) -> Option<usize> {
    let len = run(text, at, b'`');
    let starts = ticks.get(&len)?;
    match starts.get(starts.partition_point(|&start| start <= at)) {
        Some(&close) => masked(Some(close + len), at, Mark::Name, marks),
        None => Some(at + len),
    }
}

/// The end of `$…$` or `$$…$$`, by Pandoc's rule that keeps sums of money out.
fn math_end(text: &str, at: usize) -> Option<usize> {
    let fence = run(text, at, b'$');
    if fence == 2 {
        return text[at + 2..].find("$$").map(|end| at + 2 + end + 2);
    }
    let body = &text[at + 1..];
    if fence > 2 || body.chars().next()?.is_whitespace() {
        return None;
    }
    let mut before = ' ';
    for (end, c) in body.char_indices() {
        if c == '$' && before != '\\' {
            let digit = body[end + 1..].starts_with(|c: char| c.is_ascii_digit());
            return (!before.is_whitespace() && !digit).then_some(at + 1 + end + 1);
        }
        before = c;
    }
    None
}

/// The end of a tag, comment or autolink that begins with the `<` at `at`.
fn html_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map(|end| at + 4 + end + 3);
    }
    let first = rest[1..].chars().next()?;
    if !(first.is_ascii_alphabetic() || matches!(first, '/' | '!' | '?')) {
        return None;
    }
    let mut quote = None;
    for (end, c) in rest.char_indices().skip(1) {
        match (quote, c) {
            (None, '>') => return Some(at + end + 1),
            (None, '<') => return None,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// The end of a bare web address.
fn address_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| rest.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))?;
    if text[..at].ends_with(|c: char| c.is_alphanumeric() && !is_cjk(c)) {
        return None;
    }
    let mut depth = 0i32;
    let mut end = scheme.len();
    for (offset, c) in rest.char_indices().skip(scheme.len()) {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        let stop = c.is_whitespace() || "<>\"[]`“”，。；、）（」』".contains(c) || is_cjk(c);
        if stop || depth < 0 {
            break;
        }
        end = offset + c.len_utf8();
    }
    let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    (address.len() > scheme.len()).then_some(at + address.len())
}

fn space_entity_end(text: &str, at: usize) -> Option<usize> {
    ["&nbsp;", "&#160;", "&ensp;", "&emsp;", "&thinsp;"]
        .into_iter()
        .find(|entity| text[at..].starts_with(entity))
        .map(|entity| at + entity.len())
}
