//! CSL YAML: a list of items, on its own or under `references:`, in a file or in a draft's front matter.

use std::path::Path;

use ibid_text::Span;

use crate::bibliography::Found;
use crate::csl;
use crate::yaml::{self, Node};

/// Whether `text`, the beginning of a file, is such a list: its first item has an id, and a type or a title.
pub(super) fn looks_like(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| is_said(line)).peekable();
    if lines.next_if(|line| line.starts_with("references:")).is_none()
        && !lines.peek().is_some_and(|line| line.starts_with("- "))
    {
        return false;
    }
    let indent = |line: &str| line.len() - line.trim_start().len();
    let Some(first) = lines.next().filter(|line| line.trim_start().starts_with("- ")) else { return false };
    let rest = lines.take_while(|line| indent(line) > indent(first));
    let (mut has_id, mut has_more) = (false, false);
    for line in std::iter::once(first).chain(rest) {
        let member = line.trim_start_matches(['-', ' ']);
        has_id |= member.starts_with("id:");
        has_more |= member.starts_with("type:") || member.starts_with("title:");
    }
    has_id && has_more
}

fn is_said(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with('#') && line != "---"
}

/// Reads `text`, the content of the file at `path`.
pub(super) fn read(path: &Path, text: &str) -> Found {
    read_within(path, text, Span::new(0, text.len()), true)
}

/// The `references:` in the front matter of the draft at `path`, whose text is `text`.
pub(super) fn read_front_matter(path: &Path, text: &str) -> Found {
    let Some(within) = front_matter(text) else { return Found::default() };
    // Most drafts have none, and a fault elsewhere in the head is none of a reference.
    let has_any = within.of(text).lines().any(|line| line.starts_with("references:"));
    if has_any { read_within(path, text, within, false) } else { Found::default() }
}

/// What stands between the lines of dashes that a draft begins with; to the end, where the second is missing.
fn front_matter(text: &str) -> Option<Span> {
    let mut at = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        match line.trim_end() {
            "---" if number == 0 => {}
            _ if number == 0 => return None,
            "---" | "..." => return Some(Span::new(text.find('\n')? + 1, at)),
            _ => {}
        }
        at += line.len();
    }
    Some(Span::new(text.find('\n')? + 1, text.len()))
}

/// Reads the part `within` of `text`, which is nothing but a bibliography where it `is_whole`.
fn read_within(path: &Path, text: &str, within: Span, is_whole: bool) -> Found {
    let mut found = Found::default();
    match yaml::read(text, within) {
        Ok(Some(root)) => {
            let items = root.items().or_else(|| root.get("references").and_then(Node::items));
            match items {
                Some(items) => items.iter().for_each(|item| take(path, text, item, &mut found)),
                None if is_whole => found.malformed(
                    yaml::first_line(text, within),
                    "There are no references in this file: write them as a list under “references:”, each with an “id:”, or as a mapping of citekeys for Hayagriva.".to_owned(),
                ),
                None => {}
            }
        }
        Ok(None) => {}
        Err(_) => read_pieces(path, text, within, &mut found),
    }
    found
}

/// Reads a list that is broken somewhere item by item.
fn read_pieces(path: &Path, text: &str, within: Span, found: &mut Found) {
    let list = list(text, within);
    let first = list.of(text).lines().find(|line| line.trim_start().starts_with('-'));
    let indent = first.map_or(0, |line| line.len() - line.trim_start().len());
    let begins = |line: &str| {
        line.get(indent..).is_some_and(|rest| line[..indent].trim().is_empty() && rest.starts_with("- "))
    };
    for piece in yaml::pieces(text, list, begins) {
        match yaml::read(text, piece) {
            Ok(read) => {
                let items = read.as_ref().and_then(Node::items).unwrap_or_default();
                items.iter().for_each(|item| take(path, text, item, found));
            }
            Err(fault) => {
                let line = yaml::first_line(text, piece);
                found.malformed(line, broken(text, &fault));
                found.broken.extend(id_of(piece.of(text)));
            }
        }
    }
}

/// What stands under `references:`, or all.
fn list(text: &str, within: Span) -> Span {
    let mut list = within;
    let mut at = within.start;
    let mut is_in = false;
    for line in within.of(text).split_inclusive('\n') {
        let opens_key = line.starts_with(|c: char| !c.is_whitespace() && c != '-' && c != '#');
        if is_in && (opens_key || line.starts_with("---")) {
            list.end = at;
            break;
        }
        at += line.len();
        if line.starts_with("references:") {
            is_in = true;
            list.start = at;
        }
    }
    list
}

/// What is wrong at `fault`, told with its line.
pub(super) fn broken(text: &str, fault: &yaml::Broken) -> String {
    let line = text[..fault.at.min(text.len())].matches('\n').count() + 1;
    format!("This entry cannot be read: {} (line {line}). The other entries are read.", fault.message)
}

/// The id in an item that cannot be read.
fn id_of(item: &str) -> Option<String> {
    let id = item.lines().find_map(|line| line.trim_start_matches(['-', ' ']).strip_prefix("id:"))?;
    let id = id.trim().trim_matches(['"', '\'']);
    (!id.is_empty()).then(|| id.to_owned())
}

fn take(path: &Path, text: &str, item: &Node, found: &mut Found) {
    let id = item.get("id").filter(|id| id.text().is_some_and(|text| !text.trim().is_empty()));
    let Some((id, key)) = id.and_then(|id| Some((id, id.text()?.trim().to_owned()))) else {
        let message = "This reference has no citekey: give it an “id:”.".to_owned();
        found.malformed(yaml::first_line(text, item.span), message);
        return;
    };
    found.add(csl::reference(path, (key, id.span), item.span, &item.object(), &plain));
}

/// `text` without the marks of Markdown that Pandoc takes for markup here: emphasis, spans, escapes.
fn plain(text: &str) -> String {
    let text = super::csl_json::plain(text);
    let mut out = String::with_capacity(text.len());
    let mut before = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let after = &text[at + c.len_utf8()..];
        let mut taken = c.len_utf8();
        match c {
            '\\' if after.starts_with(|next: char| next.is_ascii_punctuation()) => {
                out.extend(after.chars().next());
                taken += 1;
            }
            '[' if after.split_once(']').is_some_and(|(_, after)| after.starts_with('{')) => {}
            ']' if after.starts_with('{') && after.contains('}') => taken += after.find('}').unwrap_or(0) + 1,
            '*' | '_' if is_emphasis(c, before, after) => {}
            c => out.push(c),
        }
        before = Some(c);
        at += taken;
    }
    out
}

/// Whether `mark`, between `before` and `after`, opens or closes emphasis: it touches a word on one side only.
fn is_emphasis(mark: char, before: Option<char>, after: &str) -> bool {
    let next = after.trim_start_matches(mark).chars().next();
    let ends = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
    let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    (ends(before) && touches(next)) || (touches(before) && ends(next))
}
