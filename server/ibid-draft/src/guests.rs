//! Drafts in LaTeX, Typst and Org: cut to paragraphs of prose, with their markup out of the way. What a paragraph means
//! is then read as in Markdown.

mod latex;
mod lines;
mod org;
mod typst;

pub use latex::LatexCommand;

use ibid_text::Span;

use crate::cut::Cut;
use crate::inline::Marks;
use crate::structure::Structure;
use crate::{Citation, Markup, NamedFile};

/// How deep notes may nest before their insides are no longer looked at.
const MAX_DEPTH: usize = 8;

/// What a paragraph holds.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) citations: Vec<Citation>,
    /// The notes whose text stands in the paragraph itself: each whole, and its text.
    pub(crate) notes: Vec<(Span, Span)>,
}

/// A paragraph that is being scanned.
trait Scanning {
    /// Scans from `start` to `end`, `depth` notes deep.
    fn range(&mut self, start: usize, end: usize, depth: usize);
    fn found(&mut self) -> &mut Found;

    /// Scans the note `whole`, whose text is `body`: what is cited there is cited by the whole of it.
    fn note(&mut self, whole: Span, body: Span, depth: usize) {
        let from = self.found().citations.len();
        if depth < MAX_DEPTH {
            self.range(body.start, body.end, depth + 1);
        }
        for citation in &mut self.found().citations[from..] {
            citation.group = whole;
        }
        if depth == 0 {
            self.found().notes.push((whole, body));
        }
    }
}

/// What is asked of a way to mark up drafts.
trait Guest {
    /// Where the draft is cut.
    fn cut(&self, text: &str) -> Vec<Cut>;
    /// The paragraphs of a region.
    fn structure(&self, text: &str) -> Structure;
    /// A paragraph, as long in bytes, in which quotation marks and spaces are what they are in prose.
    fn prose(&self, text: String) -> String;
    /// Masks the markup of such a paragraph, and gives what stands in it.
    fn scan(&self, text: &str, marks: &mut Marks) -> Found;
    /// The bibliographies that a region names.
    fn bibliographies(&self, text: &str) -> Vec<(Span, String)>;
    /// The file whose name is being typed at the end of `line`, as far as it is typed.
    fn half_typed_path<'t>(&self, line: &'t str) -> Option<(NamedFile, &'t str)>;
    /// The label and the marker of the note that a region defines.
    fn note<'t>(&self, text: &'t str) -> Option<(&'t str, usize)>;
}

fn guest(markup: Markup) -> Option<&'static dyn Guest> {
    match markup {
        Markup::Markdown => None,
        Markup::Latex => Some(&latex::Latex),
        Markup::Typst => Some(&typst::Typst),
        Markup::Org => Some(&org::Org),
    }
}

/// Where `text` is cut; `None` for Markdown.
pub(crate) fn cut(markup: Markup, text: &str) -> Option<Vec<Cut>> {
    guest(markup).map(|guest| guest.cut(text))
}

/// The paragraphs of a region that is not opaque.
pub(crate) fn structure(markup: Markup, text: &str) -> Structure {
    guest(markup).map(|guest| guest.structure(text)).unwrap_or_default()
}

/// See [`Guest::prose`].
pub(crate) fn prose(markup: Markup, text: String) -> String {
    match guest(markup) {
        Some(guest) => guest.prose(text),
        None => text,
    }
}

/// See [`Guest::scan`].
pub(crate) fn scan(markup: Markup, text: &str, marks: &mut Marks) -> Found {
    guest(markup).map(|guest| guest.scan(text, marks)).unwrap_or_default()
}

/// See [`Guest::bibliographies`].
pub(crate) fn bibliographies(markup: Markup, text: &str) -> Vec<(Span, String)> {
    guest(markup).map(|guest| guest.bibliographies(text)).unwrap_or_default()
}

/// See [`Guest::half_typed_path`].
pub(crate) fn half_typed_path(markup: Markup, line: &str) -> Option<(NamedFile, &str)> {
    guest(markup)?.half_typed_path(line)
}

/// Whether `text` may hold a note in its own paragraph.
pub(crate) fn might_note(markup: Markup, text: &str) -> bool {
    match markup {
        Markup::Markdown => text.contains("^["),
        Markup::Latex => latex::NOTES.iter().any(|name| text.contains(name)),
        Markup::Typst => text.contains("#footnote["),
        Markup::Org => text.contains("[fn:"),
    }
}

/// See [`Guest::note`].
pub(crate) fn note(markup: Markup, text: &str) -> Option<(&str, usize)> {
    guest(markup)?.note(text)
}

/// The group that opens at byte `at` of `text`, its marks included; a backslash hides what follows it.
fn group(text: &str, at: usize, open: u8, close: u8) -> Option<Span> {
    let bytes = text.as_bytes();
    let mut depth = 0usize;
    let mut here = at;
    while let Some(&byte) = bytes.get(here) {
        if byte == b'\\' {
            here += 1;
        } else if byte == open {
            depth += 1;
        } else if byte == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(Span::new(at, here + 1));
            }
        }
        if depth == 0 {
            return None;
        }
        here += 1;
    }
    None
}

/// What stands between the marks of a group.
fn inside(group: Span) -> Span {
    Span::new(group.start + 1, (group.end - 1).max(group.start + 1))
}

/// Puts `mark` in place of the ASCII byte at `at`.
fn put(bytes: &mut [u8], at: usize, mark: u8) {
    if let Some(byte) = bytes.get_mut(at).filter(|byte| byte.is_ascii()) {
        *byte = mark;
    }
}
