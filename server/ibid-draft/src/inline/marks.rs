//! Which bytes of a paragraph are prose.

use ibid_text::Span;

/// What a byte is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Prose, open to every pass.
    Prose,
    /// Prose by an escape: no pass reads markup into it.
    Literal,
    /// Markup.
    Markup,
    /// Something that is no prose but stands where a noun would (code, a narrative citation).
    Name,
}

/// A mark for each byte of a paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Marks(Vec<Mark>);

impl Marks {
    pub(crate) fn new(text: &str) -> Marks {
        Marks(vec![Mark::Prose; text.len()])
    }

    /// Marks `span`.
    pub(crate) fn set(&mut self, span: Span, mark: Mark) {
        self.0[span.start..span.end].fill(mark);
    }

    /// Makes `span` markup, names in it too.
    pub(crate) fn hide(&mut self, span: Span) {
        self.set(span, Mark::Markup);
    }

    /// Whether the byte at `at` is open to markup.
    pub(crate) fn is_open(&self, at: usize) -> bool {
        self.0.get(at) == Some(&Mark::Prose)
    }

    /// Whether the byte at `at` is markup.
    pub(crate) fn is_markup(&self, at: usize) -> bool {
        self.0.get(at) == Some(&Mark::Markup)
    }

    /// `text` with a space for each masked byte.
    pub(crate) fn masked(&self, text: &str) -> String {
        self.rewrite(text, false)
    }

    /// `text` as [`Marks::masked`] gives it, but with made-up names where a noun is hidden, so that
    /// a sentence that begins with a citation is seen to begin there.
    pub(crate) fn named(&self, text: &str) -> String {
        self.rewrite(text, true)
    }

    fn rewrite(&self, text: &str, name: bool) -> String {
        let mut out = String::with_capacity(text.len());
        for (at, c) in text.char_indices() {
            match self.0[at] {
                Mark::Prose | Mark::Literal => out.push(c),
                Mark::Name if name => self.push_name(&mut out, at, c),
                _ => out.extend(std::iter::repeat_n(' ', c.len_utf8())),
            }
        }
        join_blank_lines(out)
    }

    fn push_name(&self, out: &mut String, at: usize, c: char) {
        let first = at == 0 || self.0[at - 1] != Mark::Name;
        out.push(if first { 'X' } else { 'x' });
        out.extend(std::iter::repeat_n('x', c.len_utf8() - 1));
    }
}

/// Makes a line break beside an emptied line a space: there are no blank lines inside a paragraph,
/// and one would end a sentence.
fn join_blank_lines(text: String) -> String {
    let blank = |line: &str| line.trim().is_empty();
    if !text.split('\n').any(blank) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut lines = text.split('\n').peekable();
    while let Some(line) = lines.next() {
        let Some(next) = lines.peek() else {
            out.push_str(line);
            break;
        };
        if blank(line) || blank(next) {
            out.push_str(line.strip_suffix('\r').unwrap_or(line));
            out.push_str(if line.ends_with('\r') { "  " } else { " " });
        } else {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}
