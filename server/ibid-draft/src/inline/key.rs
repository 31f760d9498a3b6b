//! Citekeys, as Pandoc reads them.

use ibid_text::{Span, is_cjk};

/// What an `@` begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Key {
    /// The `@`, the key and its braces.
    pub(crate) span: Span,
    /// The key alone.
    pub(crate) name: String,
    /// Whether it is a reference to a figure, table, section and the like of the draft itself.
    pub(crate) internal: bool,
}

/// Prefixes of Quarto's and pandoc-crossref's references within a document.
const INTERNAL: &[&str] = &[
    "fig", "tbl", "sec", "eq", "lst", "thm", "lem", "cor", "prp", "cnj", "def", "exm", "exr", "sol", "rem",
    "alg",
];

/// The key whose `@` stands at byte `at`; `None` in an e-mail address or where no key follows.
pub(crate) fn key_at(text: &str, at: usize) -> Option<Key> {
    let rest = text.get(at..)?.strip_prefix('@')?;
    if text[..at].chars().next_back().is_some_and(|c| (c.is_alphanumeric() && !is_cjk(c)) || c == '@') {
        return None;
    }
    let (name, len) = braced(rest).or_else(|| plain(rest))?;
    let internal = is_internal(name);
    Some(Key { span: Span::new(at, at + 1 + len), name: name.to_owned(), internal })
}

/// `{odd key}`: the key and its length with braces.
fn braced(rest: &str) -> Option<(&str, usize)> {
    let inner = rest.strip_prefix('{')?;
    let mut depth = 0;
    let end = inner.find(|c| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth < 0 || matches!(c, '\n' | '\r')
    })?;
    let name = inner[..end].trim();
    (inner[end..].starts_with('}') && !name.is_empty()).then_some((name, end + 2))
}

fn plain(rest: &str) -> Option<(&str, usize)> {
    let first = rest.chars().next()?;
    let latin = !is_cjk(first);
    let letter = |c: char| (c.is_alphanumeric() || c == '_') && !(latin && is_cjk(c));
    if !letter(first) {
        return None;
    }
    let mut chars = rest.char_indices().peekable();
    let mut end = 0;
    while let Some((at, c)) = chars.next() {
        let inside =
            letter(c) || (":.#$%&-+?<>~/".contains(c) && chars.peek().is_some_and(|&(_, next)| letter(next)));
        if !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    Some((&rest[..end], end))
}

fn is_internal(name: &str) -> bool {
    name.split_once(['-', ':']).is_some_and(|(prefix, _)| {
        let mut prefix = prefix.to_owned();
        if let Some(first) = prefix.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        INTERNAL.contains(&prefix.as_str())
    })
}
