//! Typst's code, as far as it stands between prose: where it ends, and what it is given.

use crate::metadata::Field;

use super::reader::Reader;

/// No group is longer (in bytes): where one never ends, each look goes so far.
const LONGEST: usize = 64 << 10;

/// The bytes of the group that `text` begins with, its marks included; strings in it count for nothing.
pub(super) fn group(text: &str) -> Option<usize> {
    let (mut depth, mut chars) = (0usize, text.char_indices());
    while let Some((at, c)) = chars.next().filter(|(at, _)| *at < LONGEST) {
        match c {
            '\\' => drop(chars.next()),
            '"' if !text.starts_with('[') => while chars.next().is_some_and(|(_, c)| c != '"') {},
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + c.len_utf8());
                }
            }
            _ => {}
        }
        if depth == 0 {
            return None;
        }
    }
    None
}

/// The bytes of the statement that `text` begins with: to the end of its line, groups that run on included.
pub(super) fn statement(text: &str) -> usize {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match c {
            '\n' => return at,
            '(' | '[' | '{' => at += group(&text[at..]).unwrap_or(1),
            c => at += c.len_utf8(),
        }
    }
    at
}

/// The arguments in `text`, which is without its brackets: each with its name, if it has one.
pub(super) fn arguments(text: &str) -> Vec<(Option<&str>, &str)> {
    let (mut found, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '(' | '[' | '{' => at += group(&text[at..]).unwrap_or(1),
            '"' => at += text[at + 1..].find('"').map_or(1, |end| end + 2),
            ',' => {
                found.push(&text[from..at]);
                at += 1;
                from = at;
            }
            c => at += c.len_utf8(),
        }
    }
    found.push(&text[from..]);
    found.into_iter().map(named).filter(|(_, value)| !value.is_empty()).collect()
}

fn named(argument: &str) -> (Option<&str>, &str) {
    let argument = argument.trim();
    match argument.split_once(':') {
        Some((name, value))
            if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)) =>
        {
            (Some(name), value.trim())
        }
        _ => (None, argument),
    }
}

/// What `#set document(…)`, or the template that a document is shown through, says of it.
pub(super) fn metadata(source: &str, reader: &mut Reader) {
    let calls = ["#set document(", ".with(", "=> conf("];
    let starts =
        calls.iter().flat_map(|call| source.match_indices(call).map(|(at, call)| at + call.len() - 1));
    for start in starts {
        let Some(len) = group(&source[start..]) else { continue };
        for (name, value) in arguments(&source[start + 1..start + len - 1]) {
            match name {
                Some("title") => about(reader, Field::Title, value),
                Some("author" | "authors") => about(reader, Field::Author, value),
                Some("date") => about(reader, Field::Date, value),
                Some("lang") => about(reader, Field::Language, value),
                _ => {}
            }
        }
    }
}

/// A text, a string, or a list of either.
fn about(reader: &mut Reader, field: Field, value: &str) {
    let inside = value.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    if let Some(inside) = inside {
        for (name, value) in arguments(inside) {
            if matches!(name, None | Some("name")) {
                about(reader, field, value);
            }
        }
        return;
    }
    let date = value.strip_prefix("datetime").map(|parts| {
        let numbers = parts.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        numbers.collect::<Vec<_>>().join("-")
    });
    let quoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).map(str::to_owned);
    let text = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let text = date.or(quoted).or_else(|| text.map(|text| reader.inline(text)));
    if let Some(text) = text {
        reader.prose.metadata().add(field, &text);
    }
}
