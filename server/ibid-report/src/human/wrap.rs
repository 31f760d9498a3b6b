//! Lines broken to a width that a reader has, counted in the columns of a terminal.

use ibid_text::Span;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Marks that no line begins with.
const NEVER_FIRST: &str = "，。、；：？！”’」』）》〉】…—·%％,.;:?!)]}";

/// The columns that `text` takes.
pub(crate) fn columns(text: &str) -> usize {
    text.width()
}

/// The pieces of `line` (which has no line breaks) that fit into `width` columns each, the white space
/// between them left out. A word wider than that is cut.
pub(crate) fn pieces(line: &str, width: usize) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < line.len() {
        let end = start + piece_len(&line[start..], width);
        let piece = &line[start..end];
        let shown = if end == line.len() { piece } else { piece.trim_end() };
        pieces.push(Span::new(start, start + shown.len()));
        start = end;
    }
    if pieces.is_empty() {
        pieces.push(Span::new(0, 0));
    }
    pieces
}

/// How many bytes of `text` go onto one line: up to the last place within `width` where a line may end.
fn piece_len(text: &str, width: usize) -> usize {
    let (mut used, mut may_end, mut before) = (0, 0, None);
    for (at, c) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, c)) {
            may_end = at;
        }
        used += c.width().unwrap_or(0);
        if used > width && !c.is_whitespace() && at > 0 {
            return if may_end > 0 { may_end } else { at };
        }
        before = Some(c);
    }
    text.len()
}

fn may_break(before: char, after: char) -> bool {
    let wide = |c: char| c.width() == Some(2);
    !after.is_whitespace()
        && (before.is_whitespace() || ((wide(before) || wide(after)) && !NEVER_FIRST.contains(after)))
}

/// `text` shortened to some `width` columns at the end of a word, with "…" for what was left out.
pub(crate) fn shortened(text: &str, width: usize) -> String {
    match pieces(text, width).as_slice() {
        [first, _, ..] => format!("{} …", first.of(text)),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, width: usize, expected: &[&str]) {
        let pieces: Vec<&str> = pieces(line, width).into_iter().map(|span| span.of(line)).collect();
        assert_eq!(pieces, expected);
    }

    #[test]
    fn lines_end_between_words() {
        check("one two three", 8, &["one two", "three"]);
        check("one two three", 7, &["one two", "three"]);
        check("one two three", 99, &["one two three"]);
        check("", 8, &[""]);
    }

    #[test]
    fn a_word_too_wide_is_cut() {
        check("incomprehensible", 6, &["incomp", "rehens", "ible"]);
        check("ab incomprehensible", 6, &["ab", "incomp", "rehens", "ible"]);
    }

    #[test]
    fn chinese_ends_between_characters_but_not_before_a_comma() {
        check("我们先想到的是土地，后想到的", 18, &["我们先想到的是土", "地，后想到的"]);
        check("共计18.6亿元", 6, &["共计", "18.6亿", "元"]);
    }

    #[test]
    fn any_width_comes_to_an_end() {
        for width in 0..5 {
            assert_eq!(pieces("中 a👩‍🔬é", width).last().unwrap().end, "中 a👩‍🔬é".len());
        }
    }

    #[test]
    fn what_is_long_is_shortened_at_a_word() {
        assert_eq!(shortened("one two three", 8), "one two …");
        assert_eq!(shortened("one two", 8), "one two");
    }
}
