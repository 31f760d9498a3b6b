//! Definitions of links: `[label]: address "title"`.

use ibid_text::Span;

use super::Marks;
use super::marks::Mark;

/// Masks the definitions at the head of a paragraph; nowhere else can one stand.
pub(super) fn mark(text: &str, marks: &mut Marks) {
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if !line.trim().is_empty() && !is_definition(line.trim()) {
            break;
        }
        at += line.len();
    }
    marks.set(Span::new(0, at), Mark::Markup);
}

fn is_definition(line: &str) -> bool {
    let label = line.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
    let Some((label, address)) = label else { return false };
    let named = !label.trim().is_empty()
        && !label.contains(['[', ']'])
        && !label.starts_with('^')
        && !label.contains('@');
    let address = address.trim();
    let title = address.split_once([' ', '\t']).map(|(_, title)| title.trim());
    named && !address.is_empty() && title.is_none_or(|title| title.starts_with(['"', '\'', '(']))
}
