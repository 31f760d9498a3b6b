//! Links and the labels of notes.

use ibid_text::Span;

use super::cite::Scan;
use super::key_at;
use super::marks::Mark;
use crate::{Citation, CitationForm, Target};

/// The label of `[^label]`, given what stands between the brackets.
pub(super) fn note_label(inner: &str) -> Option<&str> {
    let label = inner.strip_prefix('^')?;
    let fits = !label.is_empty() && !label.contains(|c: char| c.is_whitespace() || c == '[' || c == ']');
    fits.then_some(label)
}

/// Reads `[text](destination)`, `[[page|text]]` and `[text][label]`; masks all but the text, and
/// gives where to go on (inside the text).
pub(super) fn link(scan: &mut Scan<'_>, open: usize, close: usize) -> Option<usize> {
    let start = if open > 0 && scan.text[..open].ends_with('!') && scan.marks.is_open(open - 1) {
        open - 1
    } else {
        open
    };
    let image = start < open;
    if let Some((destination, end)) = destination(scan.text, close + 1) {
        let attributes = attributes_end(scan.text, end);
        scan.marks.set(Span::new(start, open + 1), Mark::Markup);
        scan.marks.set(Span::new(close, attributes), Mark::Markup);
        if !image {
            scan.citations.extend(link_to(scan.text, Span::new(open, end), destination));
        }
        return Some(open + 1);
    }
    if let Some(next) = wiki_link(scan, open, close, image) {
        return Some(next);
    }
    reference_link(scan, open, close)
}

/// The link over `span` to `destination`; `None` where it leads out of the text to no file or page.
pub(crate) fn link_to(text: &str, span: Span, destination: Span) -> Option<Citation> {
    let target = destination.of(text);
    let leads = !target.is_empty() && !target.starts_with('#') && !target.starts_with("mailto:");
    leads.then(|| citation(span, destination, Target::Link(target.to_owned())))
}

fn citation(span: Span, target_span: Span, target: Target) -> Citation {
    Citation { span, group: span, target_span, target, locator: None, form: CitationForm::Link }
}

/// `(destination "title")` at `at`: the destination, and the end.
fn destination(text: &str, at: usize) -> Option<(Span, usize)> {
    let rest = text.get(at..)?.strip_prefix('(')?;
    let from = at + 1 + (rest.len() - rest.trim_start().len());
    let body = &text[from..];
    let (span, after) = if let Some(angled) = body.strip_prefix('<') {
        let end = from + 1 + angled.find(['>', '\n'])?;
        (Span::new(from + 1, end), end + 1)
    } else {
        let end = from + bare_destination(body);
        (Span::new(from, end), end)
    };
    let tail = text.get(after..)?;
    let title = after + (tail.len() - tail.trim_start().len());
    let end = title_end(text, title)?;
    Some((span, end))
}

fn bare_destination(body: &str) -> usize {
    let mut depth = 0usize;
    for (at, c) in body.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return at,
            ')' => depth -= 1,
            c if c.is_whitespace() => return at,
            _ => {}
        }
    }
    body.len()
}

/// The end of an optional title and the closing parenthesis.
fn title_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    if rest.starts_with(')') {
        return Some(at + 1);
    }
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '('))?;
    let closing = if quote == '(' { ')' } else { quote };
    let end = at + 1 + rest[1..].find(closing)? + 1;
    let tail = &text[end..];
    let end = end + (tail.len() - tail.trim_start().len());
    text[end..].starts_with(')').then_some(end + 1)
}

/// `{#id .class}` right after a link or image.
fn attributes_end(text: &str, at: usize) -> usize {
    let end = text[at..].strip_prefix('{').and_then(|inner| inner.find(['}', '{', '\n']));
    match end {
        Some(end) if text[at + 1 + end..].starts_with('}') => at + 1 + end + 1,
        _ => at,
    }
}

/// `[[page]]`, `[[page#heading|text]]`, `[[@key|text]]`, and the same embedded by a `!` before it.
fn wiki_link(scan: &mut Scan<'_>, open: usize, close: usize, embedded: bool) -> Option<usize> {
    let inner_close = *scan.pairs.get(&(open + 1))?;
    if inner_close + 1 != close {
        return None;
    }
    let inner = Span::new(open + 2, inner_close);
    let page = inner.of(scan.text).split('|').next().unwrap_or_default();
    let page = Span::new(inner.start, inner.start + page.trim_end_matches('\\').len());
    let alias = inner.of(scan.text).find('|').map(|at| inner.start + at + 1);
    scan.citations.extend(page_cited(scan.text, Span::new(open, close + 1), page));
    let text = alias.unwrap_or(if page.of(scan.text).starts_with('@') { inner.end } else { inner.start });
    let start = if embedded { open - 1 } else { open };
    // An embedded page is shown in its place: its name is no part of the sentence.
    let text = if embedded { inner_close } else { text };
    scan.marks.set(Span::new(start, text), if text == inner_close { Mark::Name } else { Mark::Markup });
    scan.marks.set(Span::new(inner_close, close + 1), Mark::Markup);
    Some(text)
}

/// What a wikilink over `span` to `page` cites; a picture is no source.
fn page_cited(text: &str, span: Span, page: Span) -> Option<Citation> {
    const PICTURES: [&str; 7] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "bmp"];
    let name = page.of(text).trim();
    if let Some(key) = key_at(text, page.start).filter(|key| !key.internal && key.span == page) {
        return Some(citation(span, page, Target::Key(key.name)));
    }
    let picture =
        name.rsplit_once('.').is_some_and(|(_, end)| PICTURES.contains(&&*end.to_ascii_lowercase()));
    let leads = !name.is_empty() && !name.starts_with('#') && !name.starts_with('^') && !picture;
    leads.then(|| citation(span, page, Target::Page(name.to_owned())))
}

/// `[text][label]` and `[text]{.attributes}`.
fn reference_link(scan: &mut Scan<'_>, open: usize, close: usize) -> Option<usize> {
    let attributes = attributes_end(scan.text, close + 1);
    let label = scan.pairs.get(&(close + 1)).copied();
    let label = label.filter(|&end| !scan.text[close + 2..end].contains(['@', '^', '[']));
    let end = label.map(|end| end + 1).or((attributes > close + 1).then_some(attributes))?;
    if scan.text[open + 1..close].contains('@') && label.is_some() {
        return None;
    }
    scan.marks.set(Span::new(open, open + 1), Mark::Markup);
    scan.marks.set(Span::new(close, end), Mark::Markup);
    Some(open + 1)
}
