//! Citations in a paragraph: bracketed, narrative, notes and links.

use std::collections::HashMap;

use ibid_text::{Locator, Span};

use super::key::Key;
use super::marks::Mark;
use super::{Marks, key_at, links};
use crate::{Citation, CitationForm, Target};

/// What may stand right before a locator.
const BEFORE_LOCATOR: [char; 10] = [' ', '\t', '\n', '\r', ',', '，', '{', '(', '*', '_'];

/// How deep notes may nest before their insides are no longer looked at.
const MAX_DEPTH: usize = 8;

/// Finds and masks citations and links; and the notes that stand in the text, each whole and what stands in it.
pub(super) fn mark(
    text: &str,
    pairs: &HashMap<usize, usize>,
    marks: &mut Marks,
) -> (Vec<Citation>, Vec<(Span, Span)>) {
    let mut scan = Scan { text, pairs, marks, citations: Vec::new(), notes: Vec::new() };
    scan.range(0, text.len(), 0);
    (scan.citations, scan.notes)
}

pub(super) struct Scan<'a> {
    pub(super) text: &'a str,
    pub(super) pairs: &'a HashMap<usize, usize>,
    pub(super) marks: &'a mut Marks,
    pub(super) citations: Vec<Citation>,
    notes: Vec<(Span, Span)>,
}

impl Scan<'_> {
    fn range(&mut self, start: usize, end: usize, depth: usize) {
        let mut at = start;
        while at < end {
            let byte = self.text.as_bytes()[at];
            let next = if !self.marks.is_open(at) {
                None
            } else {
                match byte {
                    b'@' => self.narrative(at),
                    b'[' => self.bracket(at),
                    b'^' => self.inline_note(at, depth),
                    _ => None,
                }
            };
            at = next.unwrap_or(at + 1);
        }
    }

    /// `@key` and `@key [p. 3; @other]`.
    fn narrative(&mut self, at: usize) -> Option<usize> {
        let key = key_at(self.text, at)?;
        if key.internal {
            self.marks.set(key.span, Mark::Name);
            return Some(key.span.end);
        }
        let start = if self.suppressed(at) { at - 1 } else { at };
        let suffix = self.suffix(key.span.end);
        let end = suffix.map_or(key.span.end, |(_, close)| close + 1);
        let group = Span::new(start, end);
        let mut citation = Citation {
            span: group,
            group,
            target_span: key.span,
            target: Target::Key(key.name),
            locator: None,
            form: CitationForm::Narrative,
        };
        if let Some((open, close)) = suffix {
            let mut items = self.items(Span::new(open + 1, close)).into_iter();
            if let Some(first) = items.next() {
                citation.locator = locator(self.text, first);
            }
            let others: Vec<_> = items.flat_map(|item| self.item(item, group)).collect();
            if let Some(first) = others.first() {
                citation.span.end = self.text[..first.span.start].trim_end_matches([' ', ';']).len();
            }
            self.citations.push(citation);
            self.citations.extend(others);
        } else {
            self.citations.push(citation);
        }
        self.marks.set(group, Mark::Name);
        Some(end)
    }

    /// Whether the `@` at `at` follows a `-` that suppresses the author.
    fn suppressed(&self, at: usize) -> bool {
        let before = &self.text[..at];
        self.marks.is_open(at.wrapping_sub(1))
            && before
                .strip_suffix('-')
                .is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphanumeric() || c == '-'))
    }

    /// The bracket right after a narrative key that is its locator.
    fn suffix(&self, after: usize) -> Option<(usize, usize)> {
        let rest = &self.text[after..];
        let gap = rest.len() - rest.trim_start().len();
        let open = after + gap;
        let close = *self.pairs.get(&open)?;
        let inner = &self.text[open + 1..close];
        let other = inner.starts_with('^') || inner.trim_start_matches('-').starts_with('@');
        let link = self.text[close + 1..].starts_with(['(', '[', '{']);
        let first = inner.split(';').next().unwrap_or_default();
        let plain = !first.contains('@') && !first.trim().is_empty() && !inner.starts_with('[');
        (!other && !link && plain && rest[..gap].matches('\n').count() < 2).then_some((open, close))
    }

    fn bracket(&mut self, open: usize) -> Option<usize> {
        let close = *self.pairs.get(&open)?;
        if let Some(label) = links::note_label(&self.text[open + 1..close]) {
            return Some(self.note(open, close, label.len()));
        }
        if let Some(next) = links::link(self, open, close) {
            return Some(next);
        }
        self.group(open, close)
    }

    fn note(&mut self, open: usize, close: usize, label: usize) -> usize {
        let span = Span::new(open, close + 1);
        let target_span = Span::new(open + 2, open + 2 + label);
        self.citations.push(Citation {
            span,
            group: span,
            target_span,
            target: Target::Footnote(target_span.of(self.text).to_owned()),
            locator: None,
            form: CitationForm::Footnote,
        });
        self.marks.set(span, Mark::Markup);
        close + 1
    }

    /// `[see @a, pp. 33-35; @b]`.
    fn group(&mut self, open: usize, close: usize) -> Option<usize> {
        let group = Span::new(open, close + 1);
        let items = self.items(Span::new(open + 1, close));
        let found: Vec<_> = items.into_iter().flat_map(|item| self.item(item, group)).collect();
        if found.is_empty() {
            return None;
        }
        self.citations.extend(found);
        self.marks.set(group, Mark::Markup);
        Some(close + 1)
    }

    /// The parts of a bracket between semicolons; a part without a key goes with the one before.
    fn items(&self, inner: Span) -> Vec<Span> {
        let mut items: Vec<Span> = Vec::new();
        let mut start = inner.start;
        let ends = inner.of(self.text).bytes().enumerate().map(|(at, b)| (at + inner.start, b));
        let ends = ends.filter(|&(at, b)| b == b';' && !self.in_braces(inner.start, at)).map(|(at, _)| at);
        for end in ends.chain([inner.end]) {
            let item = Span::new(start, end);
            match items.last_mut() {
                Some(last) if self.first_key(item).is_none() => last.end = end,
                _ => items.push(item),
            }
            start = end + 1;
        }
        items
    }

    fn in_braces(&self, from: usize, at: usize) -> bool {
        let before = &self.text[from..at];
        before.rfind("@{").is_some_and(|open| !before[open..].contains('}'))
    }

    fn first_key(&self, item: Span) -> Option<Key> {
        let ats = item.of(self.text).match_indices('@').map(|(at, _)| at + item.start);
        ats.filter(|&at| self.marks.is_open(at))
            .filter_map(|at| key_at(self.text, at))
            .find(|key| !key.internal)
    }

    /// The citations of an item: one as a rule, two in "see @a and @b".
    fn item(&self, item: Span, group: Span) -> Vec<Citation> {
        let keys: Vec<Key> = std::iter::successors(self.first_key(item), |key| {
            self.first_key(Span::new(key.span.end, item.end.max(key.span.end)))
        })
        .collect();
        let ends = keys.iter().skip(1).map(|next| next.span.start).chain([item.end]);
        let mut start = item.start;
        let cited = keys.iter().zip(ends).map(|(key, end)| {
            let part = trimmed(self.text, Span::new(start, end));
            start = end;
            Citation {
                span: part,
                group,
                locator: locator(self.text, Span::new(key.span.end.min(part.end), part.end)),
                target_span: key.span,
                target: Target::Key(key.name.clone()),
                form: CitationForm::Bracketed,
            }
        });
        cited.collect()
    }

    /// `^[a note]`: no part of the sentence, but its citations govern it.
    fn inline_note(&mut self, at: usize, depth: usize) -> Option<usize> {
        let close = *self.pairs.get(&(at + 1))?;
        let span = Span::new(at, close + 1);
        let from = self.citations.len();
        if depth < MAX_DEPTH {
            self.range(at + 2, close, depth + 1);
        }
        if depth == 0 {
            self.notes.push((span, Span::new(at + 2, close)));
        }
        for citation in &mut self.citations[from..] {
            citation.group = span;
        }
        self.marks.set(span, Mark::Markup);
        Some(close + 1)
    }
}

/// `span` without white space at either end.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let body = span.of(text);
    let start = span.start + (body.len() - body.trim_start().len());
    Span::new(start, (span.start + body.trim_end().len()).max(start))
}

/// The first locator in what follows a key: at its start a bare number will do, further on it must
/// name its unit.
pub(crate) fn locator(text: &str, suffix: Span) -> Option<(Span, Locator)> {
    let mut first = true;
    let mut at = suffix.start;
    while at < suffix.end {
        let rest = &text[at..suffix.end];
        let gap = rest.len() - rest.trim_start_matches(BEFORE_LOCATOR).len();
        at += gap;
        let word = &text[at..suffix.end];
        let bare =
            |locator: &Locator| locator.ranges.first().is_some_and(|(label, _)| word.starts_with(label));
        if let Some((locator, len)) = Locator::parse(word).filter(|(locator, _)| first || !bare(locator)) {
            return Some((Span::new(at, (at + len).min(suffix.end)), locator));
        }
        first = false;
        at += word.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(word.len()).max(1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    None
}
