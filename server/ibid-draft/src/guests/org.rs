//! Org, with its own citations and those of org-ref.

use ibid_text::Span;

use super::lines::{self, LineKind, Stretch};
use super::{Found, Guest, Scanning, group, inside, put};
use crate::cut::Cut;
use crate::inline::{Mark, Marks, key_at, link_to, locator, trimmed};
use crate::structure::Structure;
use crate::{Citation, CitationForm, NamedFile, Target};

pub(super) struct Org;

/// Blocks whose text is prose.
const PROSE: [&str; 4] = ["quote", "verse", "center", "abstract"];

impl Guest for Org {
    fn cut(&self, text: &str) -> Vec<Cut> {
        lines::cut(text, opens, |line| note(line).is_some())
    }

    fn structure(&self, text: &str) -> Structure {
        let head = text.trim_start().get(..13).unwrap_or_default().to_ascii_lowercase();
        let quote = head.starts_with("#+begin_quote").then(|| {
            let start = text.find('\n').map_or(text.len(), |at| at + 1);
            let lower = text.to_ascii_lowercase();
            let end = lower.rfind("#+end_quote").filter(|&end| end > start).unwrap_or(text.len());
            Span::new(start, start + text[start..end.max(start)].trim_end().len())
        });
        lines::structure(text, quote, |line| {
            let stars = line.len() - line.trim_start_matches('*').len();
            if stars > 0 && line[stars..].starts_with(' ') {
                return LineKind::Heading;
            }
            let line = line.trim_start();
            if line.starts_with("#+")
                || line.starts_with("# ")
                || line.trim_end() == "#"
                || line.trim_end() == "-----"
            {
                return LineKind::Markup;
            }
            if line.starts_with('|') {
                return if line.starts_with("|-") { LineKind::Markup } else { LineKind::Row };
            }
            if line.starts_with(':') && line.trim_end().ends_with(':') {
                return LineKind::Markup;
            }
            match item(line) {
                Some(_) => LineKind::Item(0),
                None => LineKind::Prose,
            }
        })
    }

    fn prose(&self, text: String) -> String {
        if !text.starts_with('|') {
            return text;
        }
        let mut bytes = text.clone().into_bytes();
        text.match_indices('|').for_each(|(at, _)| put(&mut bytes, at, b' '));
        String::from_utf8(bytes).unwrap_or(text)
    }

    fn scan(&self, text: &str, marks: &mut Marks) -> Found {
        let mut scan = Scan { text, marks, found: Found::default() };
        let stars = text.len() - text.trim_start_matches('*').len();
        let head = if text[stars..].starts_with(' ') { stars } else { 0 };
        let marker = note(text).map(|(_, len)| len).or_else(|| item(text));
        scan.mask(0, marker.unwrap_or(0).max(head), Mark::Markup);
        scan.range(marker.unwrap_or(0).max(head), text.len(), 0);
        scan.emphasis();
        scan.found
    }

    fn bibliographies(&self, text: &str) -> Vec<(Span, String)> {
        let mut found = Vec::new();
        for line in crate::cut::lines(text) {
            let body = line.text.trim_end();
            let Some((keyword, value)) = body.split_once(':') else { continue };
            if !keyword.eq_ignore_ascii_case("#+bibliography") {
                continue;
            }
            let start = line.start + body.len() - value.trim_start().len();
            let span = Span::new(start, line.start + body.len());
            let name = value.trim().trim_matches('"');
            if !name.is_empty() {
                found.push((span, name.to_owned()));
            }
        }
        found
    }

    fn half_typed_path<'t>(&self, line: &'t str) -> Option<(NamedFile, &'t str)> {
        let (keyword, value) = line.split_once(':')?;
        let value = value.trim_start();
        match keyword.to_ascii_lowercase().as_str() {
            "#+bibliography" => Some((NamedFile::Bibliography, value.trim_start_matches('"'))),
            "#+cite_export" => Some((NamedFile::Style, value.strip_prefix("csl ")?.trim_start())),
            _ => None,
        }
    }

    fn note<'t>(&self, text: &'t str) -> Option<(&'t str, usize)> {
        note(text)
    }
}

fn opens(line: &str) -> Option<Stretch> {
    let lower = line.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("#+begin_") {
        let name = rest.split_whitespace().next().unwrap_or_default();
        return Some(Stretch { closes: end_as_written(line, name), opaque: !PROSE.contains(&name) });
    }
    let drawer = matches!(&*lower, ":properties:" | ":logbook:");
    drawer.then(|| Stretch {
        closes: if line.contains("PROP") || line.contains("LOG") { ":END:" } else { ":end:" }.to_owned(),
        opaque: true,
    })
}

/// What ends the block that `line` begins, in the same letters.
fn end_as_written(line: &str, name: &str) -> String {
    if line.starts_with("#+BEGIN") {
        format!("#+END_{}", name.to_uppercase())
    } else {
        format!("#+end_{name}")
    }
}

/// The label and the length of `[fn:label] ` at the start of a line.
fn note(line: &str) -> Option<(&str, usize)> {
    let rest = line.strip_prefix("[fn:")?;
    let (label, after) = rest.split_once(']')?;
    let fits = !label.is_empty()
        && !label.contains(|c: char| c.is_whitespace() || c == ':')
        && after.starts_with([' ', '\t']);
    fits.then_some((label, "[fn:".len() + label.len() + 1))
}

/// The length of the marker of a list's item.
fn item(line: &str) -> Option<usize> {
    let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() < line.len() && (digits.starts_with(". ") || digits.starts_with(") ")) {
        return Some(line.len() - digits.len() + 1);
    }
    (line.starts_with("- ") || line.starts_with("+ ")).then_some(1)
}

struct Scan<'a> {
    text: &'a str,
    marks: &'a mut Marks,
    found: Found,
}

impl Scanning for Scan<'_> {
    fn range(&mut self, start: usize, end: usize, depth: usize) {
        let mut at = start;
        while at < end {
            let next = match self.text.as_bytes()[at] {
                b'[' => self.bracket(at, depth),
                b'=' | b'~' => self.verbatim(at),
                b'\\' => self.mathematics(at),
                b'<' => self.angled(at),
                b'c' | b'p' | b't' | b'a' => self.old(at),
                b'h' => self.address(at),
                _ => None,
            };
            at = next.unwrap_or(at + 1).max(at + 1);
        }
    }

    fn found(&mut self) -> &mut Found {
        &mut self.found
    }
}

impl Scan<'_> {
    fn mask(&mut self, start: usize, end: usize, mark: Mark) -> usize {
        self.marks.set(Span::new(start, end), mark);
        end
    }

    /// Whether a word may begin at byte `at`.
    fn begins(&self, at: usize) -> bool {
        !self.text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
    }

    fn bracket(&mut self, at: usize, depth: usize) -> Option<usize> {
        let rest = &self.text[at..];
        if rest.starts_with("[[") {
            return self.link(at);
        }
        let whole = group(self.text, at, b'[', b']')?;
        let body = inside(whole).of(self.text);
        if let Some(label) = body.strip_prefix("fn:") {
            return Some(self.footnote(whole, label, depth));
        }
        let style = body.strip_prefix("cite")?;
        let (style, _) = style.split_once(':')?;
        let known = style.is_empty() || style.starts_with('/') && !style.contains(char::is_whitespace);
        known.then(|| self.cite(whole, style))
    }

    /// `[cite/t:see @a p. 3; @b]`.
    fn cite(&mut self, whole: Span, style: &str) -> usize {
        let form = match style.split('/').nth(1).unwrap_or_default() {
            "n" | "nocite" => CitationForm::NoCite,
            "t" | "text" | "a" | "author" => CitationForm::Narrative,
            _ => CitationForm::Bracketed,
        };
        let mut start = whole.start + "[cite".len() + style.len() + 1;
        let end = whole.end - 1;
        for part in self.text[start..end].split(';') {
            let item = trimmed(self.text, Span::new(start, start + part.len()));
            start += part.len() + 1;
            let key =
                item.of(self.text).match_indices('@').find_map(|(at, _)| key_at(self.text, item.start + at));
            if let Some(key) = key.filter(|key| key.span.end <= item.end) {
                let locator = locator(self.text, Span::new(key.span.end, item.end));
                let target = Target::Key(key.name);
                self.found.citations.push(Citation {
                    span: item,
                    group: whole,
                    target_span: key.span,
                    target,
                    locator,
                    form,
                });
            }
        }
        self.mask(
            whole.start,
            whole.end,
            if form == CitationForm::Narrative { Mark::Name } else { Mark::Markup },
        )
    }

    /// `[fn:label]`, `[fn::text]`, `[fn:label:text]`.
    fn footnote(&mut self, whole: Span, label: &str, depth: usize) -> usize {
        match label.split_once(':') {
            None => {
                let target_span = Span::new(whole.end - 1 - label.len(), whole.end - 1);
                let (target, form) = (Target::Footnote(label.to_owned()), CitationForm::Footnote);
                self.found.citations.push(Citation {
                    span: whole,
                    group: whole,
                    target_span,
                    target,
                    locator: None,
                    form,
                });
            }
            Some((_, text)) => {
                let body = Span::new(whole.end - 1 - text.len(), whole.end - 1);
                self.note(whole, body, depth);
            }
        }
        self.mask(whole.start, whole.end, Mark::Markup)
    }

    /// `[[destination][text]]`.
    fn link(&mut self, at: usize) -> Option<usize> {
        let close = self.text[at..].find("]]").map(|end| at + end)?;
        let body = Span::new(at + 2, close);
        let (destination, text) = match body.of(self.text).split_once("][") {
            Some((destination, _)) => {
                let end = body.start + destination.len();
                (Span::new(body.start, end), end + 2)
            }
            None => (body, close),
        };
        let span = Span::new(at, close + 2);
        let written = destination.of(self.text);
        if let Some(keys) = old_keys(written) {
            self.old_keys(Span::new(destination.end - keys.len(), destination.end), span);
        } else {
            let file =
                written.strip_prefix("file:").map_or(destination.start, |file| destination.end - file.len());
            self.found.citations.extend(link_to(self.text, span, Span::new(file, destination.end)));
        }
        self.mask(close, close + 2, Mark::Markup);
        Some(self.mask(at, text, if text == close { Mark::Name } else { Mark::Markup }))
    }

    /// org-ref's `cite:key,other`, `citep:&key`.
    fn old(&mut self, at: usize) -> Option<usize> {
        let keys = old_keys(&self.text[at..]).filter(|_| self.begins(at))?;
        let len = keys.find(|c: char| !(c.is_alphanumeric() || "_-:,&;".contains(c))).unwrap_or(keys.len());
        let start = self.text.len() - keys.len();
        let keys = Span::new(start, start + keys[..len].trim_end_matches([',', ':', ';', '-']).len());
        let span = Span::new(at, keys.end);
        if keys.is_empty() {
            return None;
        }
        self.old_keys(keys, span);
        Some(self.mask(span.start, span.end, Mark::Markup))
    }

    fn old_keys(&mut self, keys: Span, group: Span) {
        let mut start = keys.start;
        for name in keys.of(self.text).split([',', ';']) {
            let key = trimmed(self.text, Span::new(start, start + name.len()));
            let key = Span::new(key.end - key.of(self.text).trim_start_matches('&').len(), key.end);
            start += name.len() + 1;
            if !key.is_empty() {
                let (target, form) = (Target::Key(key.of(self.text).to_owned()), CitationForm::Bracketed);
                self.found.citations.push(Citation {
                    span: key,
                    group,
                    target_span: key,
                    target,
                    locator: None,
                    form,
                });
            }
        }
    }

    fn verbatim(&mut self, at: usize) -> Option<usize> {
        let mark = &self.text[at..at + 1];
        let opens = self.begins(at) && !self.text[at + 1..].starts_with(char::is_whitespace);
        let end = self.text[at + 1..].find(mark).filter(|&end| opens && end > 0).map(|end| at + 1 + end)?;
        let after = self.text[end + 1..].chars().next();
        after.is_none_or(|c| !c.is_alphanumeric()).then(|| self.mask(at, end + 1, Mark::Name))
    }

    fn mathematics(&mut self, at: usize) -> Option<usize> {
        let close = match self.text.as_bytes().get(at + 1)? {
            b'(' => "\\)",
            b'[' => "\\]",
            _ => return None,
        };
        let end = self.text[at..].find(close)?;
        Some(self.mask(at, at + end + 2, Mark::Name))
    }

    /// `<https://…>` and `<<target>>`, `<2025-06-10 Tue>`.
    fn angled(&mut self, at: usize) -> Option<usize> {
        let end = self.text[at..]
            .find(['>', '\n'])
            .map(|end| at + end)
            .filter(|&end| self.text[end..].starts_with('>'))?;
        let body = Span::new(at + 1, end);
        if body.of(self.text).starts_with("http") {
            let span = Span::new(at, end + 1);
            self.found.citations.extend(link_to(self.text, span, body));
            return Some(self.mask(at, end + 1, Mark::Name));
        }
        None
    }

    fn address(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        if !(rest.starts_with("https://") || rest.starts_with("http://")) || !self.begins(at) {
            return None;
        }
        let len =
            rest.find(|c: char| c.is_whitespace() || "<>[]\"”）)，。".contains(c)).unwrap_or(rest.len());
        let span = Span::new(at, at + rest[..len].trim_end_matches(['.', ',', ';', ':']).len());
        self.found.citations.extend(link_to(self.text, span, span));
        Some(self.mask(span.start, span.end, Mark::Name))
    }

    /// Masks marks of emphasis: `*bold*`, `/italic/`, `_underlined_`, `+struck+`.
    fn emphasis(&mut self) {
        for (at, mark) in self.text.match_indices(['*', '/', '_', '+']) {
            if !self.marks.is_open(at) {
                continue;
            }
            let before = self.text[..at].chars().next_back();
            let after = self.text[at + mark.len()..].chars().next();
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
            let within = word(before) && word(after);
            let apart = space(before) && space(after);
            if !within && !apart {
                self.marks.set(Span::new(at, at + 1), Mark::Markup);
            }
        }
    }
}

/// What follows the type of one of org-ref's links.
fn old_keys(text: &str) -> Option<&str> {
    const TYPES: [&str; 9] = [
        "cite:",
        "citep:",
        "citet:",
        "parencite:",
        "textcite:",
        "autocite:",
        "citealp:",
        "footcite:",
        "citeauthor:",
    ];
    TYPES
        .iter()
        .find_map(|kind| text.strip_prefix(kind))
        .filter(|keys| !keys.starts_with(char::is_whitespace))
}
