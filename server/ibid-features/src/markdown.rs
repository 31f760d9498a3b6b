//! Text of others as Markdown that shows it as it is: nothing in a source may become a link, an image or
//! HTML in the writer's editor. What needs no escape gets none, since some editors show the bare text.

use std::path::Path;

use ibid_evidence::Evidence;
use ibid_text::Place;

use crate::link;

/// `text` on one line with all that Markdown would take for markup escaped; control characters left out.
pub(crate) fn escape(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut escaped = String::with_capacity(line.len() + 8);
    let mut before = None;
    for (at, c) in line.char_indices().filter(|(_, c)| !c.is_control()) {
        let rest = &line[at + c.len_utf8()..];
        if is_markup(c, before, rest) || (at == 0 && begins_block(&line)) {
            escaped.push('\\');
        }
        escaped.push(c);
        before = Some(c);
    }
    escape_list_number(&mut escaped);
    escaped
}

/// The words of a source, where they stand, and a link that opens them.
pub(crate) fn passage(evidence: &Evidence) -> String {
    let place = evidence.place.to_string();
    let place = if place.is_empty() { place } else { format!(", {}", escape(&place)) };
    format!("> {}\n\n{}{place}", escape(&evidence.quote), link(&evidence.source, &evidence.place))
}

/// A link that opens `source` at `place`, under the file's name.
pub(crate) fn link(source: &Path, place: &Place) -> String {
    let name = source.file_name().unwrap_or(source.as_os_str()).to_string_lossy();
    format!("[{}]({})", escape(&name), link::to(source, place))
}

/// Whether `c` between `before` and `rest` could begin or end markup inside a line.
fn is_markup(c: char, before: Option<char>, rest: &str) -> bool {
    let next = rest.chars().next();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
        '_' => !(word(before) && word(next)),
        '&' => next.is_some_and(|n| n == '#' || n.is_ascii_alphanumeric()),
        // Bare addresses become links.
        ':' => rest.starts_with("//"),
        '@' => word(before) && word(next),
        '.' => matches!(before, Some('w' | 'W')) && word(next),
        _ => false,
    }
}

/// Whether the first character of `line` would make it a heading, list item, rule or the like.
fn begins_block(line: &str) -> bool {
    line.starts_with(['#', '+', '-', '=', '|'])
}

/// Keeps "1." and "1)" at the beginning from making a list.
fn escape_list_number(line: &mut String) {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        line.insert(digits, '\\');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(escape(text), expected);
    }

    const PROSE: &str = "It rose 3.5%, from 12:30 - “so” (he said); & more!";

    #[test]
    fn prose_stays_as_it_is() {
        check(PROSE, PROSE);
        check("我们单芯片还是落后美国一代。", "我们单芯片还是落后美国一代。");
        check("snake_case", "snake_case");
        check(" two\n lines\u{7} ", "two lines");
    }

    #[test]
    fn markup_does_not() {
        check("[x](http://e.org) ![y](z)", r"\[x\](http\://e.org) !\[y\](z)");
        check("<img src=x> **b** _i_ `c` &lt;", r"\<img src=x\> \*\*b\*\* \_i\_ \`c\` \&lt;");
        check("www.example.org me@example.org", r"www\.example.org me\@example.org");
        check("# Title", r"\# Title");
        check("1. one", r"1\. one");
        check("- one", r"\- one");
    }
}
