//! The citation that is being typed, for completion.

use ibid_text::Span;

use crate::cut::Opening;
use crate::inline::key_at;
use crate::{Draft, Markup};

/// How many bytes before the cursor are looked at.
const REACH: usize = 300;

/// A citation that is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HalfTyped {
    /// From after the `@` to the cursor.
    pub query_span: Span,
    /// What was typed there: words, also part of a title or of what a source says.
    pub query: String,
    /// Whether it stands in an open bracket, which a key closes (`[@key]`).
    pub bracketed: bool,
    /// How it is written.
    pub syntax: Syntax,
}

/// How a citation that is being typed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// `@key`.
    At,
    /// `\cite{key, key}`, `{cite}`+"`key`" or `#cite(<key>)`, which this character closes.
    Command(char),
    /// `[[page]]`.
    Page,
}

impl Draft {
    /// The citation that is being typed at byte `offset`: the words from the last `@` on the line to the
    /// cursor. Spaces belong to it only inside an open bracket. `None` in code, addresses and the like.
    pub fn half_typed_citation_at(&self, offset: usize) -> Option<HalfTyped> {
        let offset = offset.min(self.len());
        let line = self.line_before(offset);
        let closed = match self.markup() {
            Markup::Markdown => command(&line).or_else(|| page(&line)),
            Markup::Latex => command(&line),
            Markup::Typst => call(&line),
            Markup::Org => None,
        };
        if let Some((query, syntax)) = closed {
            let query_span = Span::new(offset - query.len(), offset);
            let query = query.to_owned();
            return (!self.is_barred(offset)).then_some(HalfTyped {
                query_span,
                query,
                bracketed: true,
                syntax,
            });
        }
        let at = line.rfind('@')?;
        let query = &line[at + 1..];
        let bracketed = match self.markup() {
            Markup::Markdown => in_bracket(&line[..at]),
            Markup::Org if in_bracket(&line[..at]) && is_org(&line[..at]) => true,
            Markup::Typst => false,
            Markup::Latex | Markup::Org => return None,
        };
        let fits = if bracketed { is_words(query) } else { query.chars().all(is_key) };
        if !fits || !begins_key(&line[..at]) || is_internal(query) {
            return None;
        }
        let query_span = Span::new(offset - query.len(), offset);
        (!self.is_code(query_span.start - 1)).then(|| HalfTyped {
            query_span,
            query: query.to_owned(),
            bracketed,
            syntax: Syntax::At,
        })
    }

    /// The text of the line up to `offset`, or the last part of it.
    pub(crate) fn line_before(&self, offset: usize) -> String {
        let text = self.slice(Span::new(offset.saturating_sub(REACH), offset));
        text.rsplit(['\n', '\r']).next().unwrap_or_default().to_owned()
    }

    /// The text of the line from `offset` on, or the first part of it.
    pub(crate) fn line_behind(&self, offset: usize) -> String {
        let text = self.slice(Span::new(offset, self.len().min(offset + REACH)));
        text.split(['\n', '\r']).next().unwrap_or_default().to_owned()
    }

    /// Whether byte `at` is in front matter or a block of code or HTML.
    fn is_barred(&self, at: usize) -> bool {
        let Some(placed) = self.chunks.at(at.saturating_sub(1)) else { return false };
        let content = placed.region.content();
        let inside = |span: &Span| span.start < at - placed.start && at - placed.start <= span.end;
        matches!(placed.region.opening, Opening::Inside(_))
            || content.code.iter().chain(&content.html).any(inside)
    }

    /// Whether no citation can stand at byte `at`: code, HTML, mathematics, an address.
    fn is_code(&self, at: usize) -> bool {
        let Some(placed) = self.chunks.at(at) else { return false };
        if matches!(placed.region.opening, Opening::Inside(_) | Opening::Opaque) {
            return true;
        }
        let content = placed.region.content();
        let inside = |span: &Span| span.start <= at - placed.start && at - placed.start < span.end;
        let block = content.paragraphs.iter().find(|paragraph| inside(&paragraph.block.span));
        let masked = block.is_some_and(|paragraph| {
            let cited = paragraph.block.citations.iter().any(|citation| inside(&citation.group));
            !cited && paragraph.block.text.as_bytes()[at - placed.start - paragraph.block.span.start] == b' '
        });
        masked || content.code.iter().chain(&content.html).any(inside)
    }
}

/// What was typed of a citekey in `\cite[p. 3]{a, b` or "{cite:p}`a" at the end of `line`.
fn command(line: &str) -> Option<(&str, Syntax)> {
    let (before, inner, close) = match (line.rfind('{'), line.rfind('`')) {
        (_, Some(tick)) if line[..tick].ends_with('}') => (&line[..tick], &line[tick + 1..], '`'),
        (Some(brace), _) => (&line[..brace], &line[brace + 1..], '}'),
        _ => return None,
    };
    if inner.contains([close, '{', '\\']) || line.matches('`').count() % 2 != usize::from(close == '`') {
        return None;
    }
    let cites = if close == '`' {
        before.rfind('{').is_some_and(|open| before[open..].starts_with("{cite"))
    } else {
        let mut name = before;
        while let Some(open) = name.strip_suffix(']').and_then(|name| name.rfind('[')) {
            name = &name[..open];
        }
        let name = name.trim_end_matches('*');
        let letters = name.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        letters.ends_with('\\') && name[letters.len()..].to_ascii_lowercase().contains("cite")
    };
    let query = inner.rsplit([',', ';']).next()?.trim_start();
    cites.then_some((query, Syntax::Command(close)))
}

/// What was typed of a citekey in `#cite(<key` at the end of `line`.
fn call(line: &str) -> Option<(&str, Syntax)> {
    let query = &line[line.rfind("#cite(<")? + "#cite(<".len()..];
    query.chars().all(is_key).then_some((query, Syntax::Command('>')))
}

/// Whether the bracket that is open at the end of `before` is one of Org's citations.
fn is_org(before: &str) -> bool {
    before.rfind('[').is_some_and(|at| before[at..].starts_with("[cite"))
}

/// What was typed of a page's name in `[[name` at the end of `line`.
fn page(line: &str) -> Option<(&str, Syntax)> {
    let open = line.rfind("[[")?;
    let query = &line[open + 2..];
    let code = line.matches('`').count() % 2 == 1;
    (!code && !query.contains(['[', ']', '|', '#', '@'])).then_some((query, Syntax::Page))
}

/// Whether a bracket of citations is open at the end of `before`.
fn in_bracket(before: &str) -> bool {
    before.rfind(['[', ']']).is_some_and(|at| before[at..].starts_with('['))
}

fn begins_key(before: &str) -> bool {
    key_at(&format!("{before}@x"), before.len()).is_some()
}

/// In a bracket: no closing mark, and no comma right after what looks like a whole key.
fn is_words(query: &str) -> bool {
    let key_done = query.split_once(',').is_some_and(|(key, _)| !key.trim().contains(' '));
    !query.contains([']', ';', '[']) && !key_done && !query.starts_with(' ')
}

fn is_key(c: char) -> bool {
    c.is_alphanumeric() || "_:.#$%&-+?<>~/{".contains(c)
}

fn is_internal(query: &str) -> bool {
    key_at(&format!("@{query}"), 0).is_some_and(|key| key.internal)
}
