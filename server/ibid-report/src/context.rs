//! What a report must know besides the findings: where paths begin, and the texts that spans are of.

use std::collections::{BTreeMap, HashMap};
use std::path::{Component, Path, PathBuf};

use ibid_evidence::WebCopy;
use ibid_text::{Encoding, LineIndex, Position, Span};

use crate::clean;

/// Where paths begin, and the texts of the files that spans are of.
#[derive(Clone, Debug, Default)]
pub struct Context {
    root: PathBuf,
    texts: HashMap<PathBuf, Text>,
    copies: BTreeMap<PathBuf, WebCopy>,
}

/// A text with its lines.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) lines: LineIndex,
}

impl Context {
    /// A report whose paths are told relative to `root` where they lie in it.
    pub fn new(root: &Path) -> Context {
        Context { root: root.to_owned(), ..Context::default() }
    }

    /// Says that the source at `file` is this copy of a web page.
    pub fn add_copy(&mut self, file: &Path, copy: WebCopy) {
        self.copies.insert(file.to_owned(), copy);
    }

    /// The copy that the source at `file` is, if it is one.
    pub(crate) fn copy(&self, file: &Path) -> Option<&WebCopy> {
        self.copies.get(file)
    }

    /// Every copy of a web page, by file.
    pub(crate) fn copies(&self) -> &BTreeMap<PathBuf, WebCopy> {
        &self.copies
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Adds the text that the spans of `file` are of. A file without one is told of without its words, at
    /// its beginning.
    pub fn add_text(&mut self, file: &Path, text: String) {
        let lines = LineIndex::new(&text);
        self.texts.insert(file.to_owned(), Text { text, lines });
    }

    /// `path` as it is told: relative to the root, absolute outside it, with `/` between its parts.
    pub fn told(&self, path: &Path) -> String {
        let path = path.strip_prefix(&self.root).unwrap_or(path);
        let mut told = String::new();
        for part in path.components() {
            match part {
                Component::RootDir => told.push('/'),
                part => {
                    if !told.is_empty() && !told.ends_with('/') {
                        told.push('/');
                    }
                    told.push_str(&part.as_os_str().to_string_lossy());
                }
            }
        }
        clean::one_line(&told)
    }

    pub(crate) fn text(&self, file: &Path) -> Option<&Text> {
        self.texts.get(file)
    }

    /// The ends of `span` in UTF-16 units, as the protocol has them.
    pub(crate) fn range(&self, file: &Path, span: Span) -> (Position, Position) {
        let begin = Position { line: 0, character: 0 };
        let Some(text) = self.text(file) else { return (begin, begin) };
        let span = text.within(span);
        let position = |at| text.lines.position(&text.text, at, Encoding::Utf16);
        (position(span.start), position(span.end))
    }
}

impl Text {
    /// `span` brought within the text and out to character boundaries.
    pub(crate) fn within(&self, span: Span) -> Span {
        let end = self.text.len();
        let start = self.text.floor_char_boundary(span.start.min(end));
        Span::new(start, self.text.ceil_char_boundary(span.end.clamp(start, end)))
    }

    /// The line of byte `at`, and its character in it, both counted by people: from 1, in characters.
    pub(crate) fn line_and_column(&self, at: usize) -> (usize, usize) {
        let line = self.lines.line(at);
        (line + 1, self.text[self.lines.start(line)..at].chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_root_and_absolute_outside_it() {
        let context = Context::new(Path::new("/w"));
        assert_eq!(context.told(Path::new("/w/sources/论文.pdf")), "sources/论文.pdf");
        assert_eq!(context.told(Path::new("/zotero/a b.pdf")), "/zotero/a b.pdf");
        assert_eq!(context.told(Path::new("/wide/a.md")), "/wide/a.md");
        assert_eq!(context.told(Path::new("/w/\u{1b}[31mred\n.md")), "red .md");
    }

    #[test]
    fn ranges_count_utf16_units_and_survive_any_span() {
        let mut context = Context::new(Path::new("/w"));
        let file = Path::new("/w/a.md");
        context.add_text(file, "𝒳中\r\né!".to_owned());
        let range = |start, end| {
            let (start, end) = context.range(file, Span::new(start, end));
            (start.line, start.character, end.line, end.character)
        };
        assert_eq!(range(4, 7), (0, 2, 0, 3));
        assert_eq!(range(9, 11), (1, 0, 1, 1));
        assert_eq!(range(1, 5), (0, 0, 0, 3), "inside characters");
        assert_eq!(range(12, 999), (1, 2, 1, 2), "beyond the end");
        let (start, _) = context.range(Path::new("/w/unknown.md"), Span::new(3, 4));
        assert_eq!((start.line, start.character), (0, 0));
    }
}
