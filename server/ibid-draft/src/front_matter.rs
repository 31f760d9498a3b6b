//! What the YAML head of a draft says.

use ibid_text::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::chunks::Placed;
use crate::cut::{Barrier, Opening};
use crate::inline::key_at;
use crate::{Citation, CitationForm, Draft, FrontMatter, Markup, Target};

impl Draft {
    /// What the front matter says; empty where there is none. What stands before a mistake in the YAML
    /// still counts.
    pub fn front_matter(&self) -> FrontMatter {
        if self.markup() != Markup::Markdown {
            return FrontMatter { bibliography: self.named_bibliographies(), ..FrontMatter::default() };
        }
        let text = self.front_matter_text();
        if text.is_empty() {
            return FrontMatter::default();
        }
        let mut found =
            FrontMatter { span: Some(Span::new(0, text.trim_end().len())), ..FrontMatter::default() };
        for entry in entries(&text) {
            let path: Vec<&str> = entry.path.iter().map(String::as_str).collect();
            match path[..] {
                ["references", ..] => found.references = true,
                ["bibliography"] => found.bibliography.push((entry.span, entry.value)),
                ["csl"] => found.csl = Some((entry.span, entry.value)),
                ["ibid", "ignore"] => found.ignore.push(entry.value),
                ["ibid", "private"] => {
                    found.private = matches!(entry.value.as_str(), "true" | "yes" | "True" | "TRUE");
                }
                _ => {}
            }
        }
        found
    }

    /// The bibliographies that a guest names, wherever it does.
    fn named_bibliographies(&self) -> Vec<(Span, String)> {
        let of = |placed: Placed| {
            let named = placed.region.bibliographies().iter();
            named.map(|(span, name)| (span.shift(placed.start), name.clone())).collect::<Vec<_>>()
        };
        self.chunks.from(0).flat_map(of).collect()
    }

    /// The keys under `nocite`.
    pub(crate) fn nocite(&self) -> Vec<Citation> {
        let text = self.front_matter_text();
        let nocite = entries(&text).into_iter().filter(|entry| entry.path == ["nocite"]);
        nocite.flat_map(|entry| keys(&text, entry.span)).collect()
    }

    /// The front matter as it stands in the text; empty where there is none.
    pub fn front_matter_text(&self) -> String {
        let regions = self.chunks.from(0);
        let head = regions
            .take_while(|placed| matches!(placed.region.opening, Opening::Inside(Barrier::FrontMatter(_))));
        head.map(|placed| placed.region.text.to_string()).collect()
    }
}

fn keys(text: &str, span: Span) -> Vec<Citation> {
    let ats = span.of(text).match_indices('@').map(|(at, _)| at + span.start);
    let keys = ats.filter_map(|at| key_at(text, at)).filter(|key| !key.internal);
    keys.map(|key| Citation {
        span: key.span,
        group: key.span,
        target_span: key.span,
        target: Target::Key(key.name),
        locator: None,
        form: CitationForm::NoCite,
    })
    .collect()
}

/// What the YAML head `text`, fences included, has: each scalar under the keys that lead to it; items of a list have their
/// list's keys. What stands before a mistake still counts.
pub fn front_matter_entries(text: &str) -> impl Iterator<Item = (Vec<String>, String)> {
    entries(text).into_iter().map(|entry| (entry.path, entry.value))
}

/// A scalar of the head, under the keys that lead to it; items of a list have their list's path.
struct Entry {
    path: Vec<String>,
    value: String,
    /// The value without its quotation marks, in bytes of the head.
    span: Span,
}

/// Where in a mapping or list the reader is.
enum Level {
    /// Waiting for a key.
    Key,
    /// Waiting for the value of the last key of the path.
    Value,
    List,
}

fn entries(text: &str) -> Vec<Entry> {
    let body = body(text);
    let yaml = body.of(text);
    let offsets: Vec<usize> = yaml.char_indices().map(|(at, _)| at).chain([yaml.len()]).collect();
    let byte = |index: usize| body.start + offsets.get(index).copied().unwrap_or(yaml.len());
    let mut reader = Reader::default();
    for event in Parser::new_from_str(yaml) {
        let Ok((event, span)) = event else { break };
        match event {
            Event::MappingStart(..) => reader.levels.push(Level::Key),
            Event::SequenceStart(..) => reader.levels.push(Level::List),
            Event::MappingEnd | Event::SequenceEnd => {
                reader.levels.pop();
                reader.value_ends();
            }
            Event::Scalar(value, style, ..) => {
                let (start, end) = (byte(span.start.index()), byte(span.end.index()));
                reader.scalar(&value, unquoted(text, start, end.max(start), style));
            }
            Event::Alias(_) => reader.value_ends(),
            _ => {}
        }
    }
    reader.entries
}

#[derive(Default)]
struct Reader {
    path: Vec<String>,
    levels: Vec<Level>,
    entries: Vec<Entry>,
}

impl Reader {
    fn scalar(&mut self, value: &str, span: Span) {
        if let Some(level @ Level::Key) = self.levels.last_mut() {
            *level = Level::Value;
            self.path.push(value.to_owned());
            return;
        }
        self.entries.push(Entry { path: self.path.clone(), value: value.to_owned(), span });
        self.value_ends();
    }

    fn value_ends(&mut self) {
        if let Some(level @ Level::Value) = self.levels.last_mut() {
            *level = Level::Key;
            self.path.pop();
        }
    }
}

/// The lines between the fences.
fn body(text: &str) -> Span {
    let start = text.find(['\n', '\r']).map_or(text.len(), |at| at + 1);
    let end = text.trim_end();
    let last = end.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let closed = last >= start && matches!(&end[last..], "---" | "...");
    Span::new(start, if closed { last } else { text.len() })
}

fn unquoted(text: &str, start: usize, end: usize, style: ScalarStyle) -> Span {
    let inner = matches!(style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted) && end >= start + 2;
    let span = if inner { Span::new(start + 1, end - 1) } else { Span::new(start, end) };
    match text.get(span.start..span.end) {
        Some(value) => Span::new(span.start, span.start + value.trim_end().len()),
        None => Span::new(start, start),
    }
}
