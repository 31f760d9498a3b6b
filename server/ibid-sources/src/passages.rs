//! Cuts a source into passages: two to four sentences, overlapping by one, never across a heading.

use ibid_text::{Language, Place, Span, is_cjk, sentences};

use crate::{Extracted, Mark, MarkKind, Passage};

/// A passage ends once it has this many words (a CJK character weighs [`CJK`] tenths of a word).
const ENOUGH: usize = 600;
/// No sentence is added beyond this.
const MOST: usize = 1200;
/// The weight of a word; that of a CJK character.
const WORD: usize = 10;
const CJK: usize = 6;
/// Most sentences in a passage.
const SENTENCES: usize = 4;

/// The passages of a source, in order. Their spans point into [`Extracted::text`]; headings belong to none.
pub fn passages(source: &Extracted) -> Vec<Passage> {
    let mut passages = Vec::new();
    let mut places = Places { marks: &source.marks, place: Place::default() };
    for section in sections(source) {
        let units: Vec<Unit> = units(&source.text, section);
        group(&units, |first, last| {
            let span = first.span.cover(last.span);
            let (text, place) = (span.of(&source.text).to_string(), places.next(span.start));
            passages.push(Passage { span, place, language: Language::of(&text), text });
        });
    }
    passages
}

/// The places of passages one after the other: to look each up by itself takes long where every line is marked.
struct Places<'a> {
    /// Those ahead.
    marks: &'a [Mark],
    place: Place,
}

impl Places<'_> {
    /// The place of byte `offset`, which is not before that of the last call.
    fn next(&mut self, offset: usize) -> Place {
        let reached = self.marks.iter().take_while(|mark| mark.at <= offset).count();
        let (reached, ahead) = self.marks.split_at(reached);
        reached.iter().for_each(|mark| mark.kind.enter(&mut self.place));
        self.marks = ahead;
        self.place.clone()
    }
}

/// The stretches of text between headings.
fn sections(source: &Extracted) -> Vec<Span> {
    let mut sections = Vec::new();
    let mut start = 0;
    for mark in source.marks.iter().filter(|mark| matches!(mark.kind, MarkKind::Heading { .. })) {
        let rest = source.text.get(mark.at..).unwrap_or_default();
        sections.push((start, mark.at));
        start = mark.at + rest.find("\n\n").unwrap_or(rest.len());
    }
    sections.push((start, source.text.len()));
    sections
        .into_iter()
        .filter(|(start, end)| start < end)
        .map(|(start, end)| Span::new(start, end))
        .collect()
}

/// A sentence, or a part of one too long for a passage.
struct Unit {
    span: Span,
    weight: usize,
}

fn units(text: &str, section: Span) -> Vec<Unit> {
    let whole = sentences(section.of(text)).into_iter().map(|span| span.shift(section.start));
    whole.flat_map(|span| split(text, span)).collect()
}

/// A sentence as it is, or, where it is too long, in parts that end between words.
fn split(text: &str, sentence: Span) -> Vec<Unit> {
    let mut parts = Vec::new();
    let (mut start, mut weight, mut inside) = (sentence.start, 0, false);
    for (at, c) in sentence.of(text).char_indices() {
        let at = sentence.start + at;
        if weight >= MOST && (c.is_whitespace() || is_cjk(c)) {
            parts.push(Unit { span: Span::new(start, at), weight });
            start = at + if c.is_whitespace() { c.len_utf8() } else { 0 };
            (weight, inside) = (0, false);
        }
        weight += match c {
            _ if is_cjk(c) => CJK,
            _ if c.is_whitespace() || inside => 0,
            _ => WORD,
        };
        inside = !c.is_whitespace() && !is_cjk(c);
    }
    if start < sentence.end {
        parts.push(Unit { span: Span::new(start, sentence.end), weight });
    }
    parts
}

/// Calls `take` with the first and last unit of each passage.
fn group(units: &[Unit], mut take: impl FnMut(&Unit, &Unit)) {
    let mut first = 0;
    while first < units.len() {
        let mut last = first;
        let mut weight = units[first].weight;
        while let Some(next) = units.get(last + 1) {
            if weight >= ENOUGH && last > first
                || weight + next.weight > MOST
                || last + 1 - first == SENTENCES
            {
                break;
            }
            weight += next.weight;
            last += 1;
        }
        take(&units[first], &units[last]);
        if last + 1 == units.len() {
            return;
        }
        // The last sentence leads into the next passage too, unless the two would not fit together.
        let fits = units[last].weight + units[last + 1].weight <= MOST;
        first = if last > first && fits { last } else { last + 1 };
    }
}
