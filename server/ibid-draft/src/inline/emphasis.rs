//! Marks of emphasis: `*`, `_`, `~~`.

use ibid_text::Span;

use super::Marks;
use super::marks::Mark;

/// Masks the marks of emphasis; `3 * 4` and `snake_case` are left alone.
pub(crate) fn mark(text: &str, marks: &mut Marks) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if !matches!(byte, b'*' | b'_' | b'~') || !marks.is_open(at) {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|&&b| b == byte).count();
        let before = text[..at].chars().next_back();
        let after = text[end..].chars().next();
        if is_emphasis(byte, end - at, before, after) {
            marks.set(Span::new(at, end), Mark::Markup);
        }
        at = end;
    }
}

fn is_emphasis(byte: u8, run: usize, before: Option<char>, after: Option<char>) -> bool {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if space(before) && space(after) {
        return false;
    }
    match byte {
        b'*' => true,
        b'_' => !(word(before) && word(after)),
        _ => run == 2,
    }
}
