//! MyST's roles that cite: `` {cite:p}`{see}key{p. 3};other` ``.

use ibid_text::Span;

use super::cite::{locator, trimmed};
use crate::{Citation, CitationForm, Target};

/// A role that cites.
pub(super) struct Role {
    /// One past its closing brace, where the code begins.
    pub(super) end: usize,
    /// Whether it stands for the author's name in the sentence.
    pub(super) in_text: bool,
}

/// The role that begins at byte `at` and has code right behind it, if it is one that cites.
pub(super) fn role(text: &str, at: usize) -> Option<Role> {
    let rest = text[at..].strip_prefix("{cite")?;
    let (kind, after) = rest.split_once('}')?;
    let known =
        kind.is_empty() || (kind.starts_with(':') && kind[1..].bytes().all(|b| b.is_ascii_lowercase()));
    let in_text = kind.starts_with(":t") || kind.starts_with(":ct") || kind.starts_with(":author");
    (known && after.starts_with('`')).then_some(Role { end: text.len() - after.len(), in_text })
}

impl Role {
    /// What the role over `group`, its code included, cites.
    pub(super) fn citations(&self, text: &str, group: Span) -> Vec<Citation> {
        let code = text[self.end..group.end].trim_start_matches('`');
        let inner =
            Span::new(group.end - code.len(), group.end - (code.len() - code.trim_end_matches('`').len()));
        let mut depth = 0;
        let mut items = Vec::new();
        let mut start = inner.start;
        for (at, c) in inner.of(text).char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' | ';' if depth <= 0 => {
                    items.push(Span::new(start, inner.start + at));
                    start = inner.start + at + 1;
                }
                _ => {}
            }
        }
        items.push(Span::new(start, inner.end));
        items.into_iter().filter_map(|item| self.item(text, item, group)).collect()
    }

    /// `{see}key{p. 3}`, or `key <label>`.
    fn item(&self, text: &str, item: Span, group: Span) -> Option<Citation> {
        let body = item.of(text);
        let from = body.trim_start().strip_prefix('{').and_then(|rest| rest.split_once('}'));
        let from = from.map_or(0, |(_, rest)| body.len() - rest.len());
        let start = from + (body[from..].len() - body[from..].trim_start().len());
        let len = body[start..].find(|c: char| c.is_whitespace() || c == '{').unwrap_or(body.len() - start);
        let key = Span::new(item.start + start, item.start + start + len);
        (!key.is_empty()).then(|| Citation {
            span: trimmed(text, item),
            group,
            target_span: key,
            target: Target::Key(key.of(text).trim_start_matches('@').to_owned()),
            locator: locator(text, Span::new(key.end, item.end)),
            form: if self.in_text { CitationForm::Narrative } else { CitationForm::Bracketed },
        })
    }
}
