//! Org: the prose that it exports, its keywords as metadata.

mod inline;

use std::path::Path;

use crate::{Error, Extracted, decode::decode, metadata::Field};

use self::inline::inline;
use super::prose::{Cells, Prose};

/// Blocks whose text is prose.
const PROSE: [&str; 4] = ["quote", "verse", "center", "abstract"];
const KEYWORDS: [(&str, Field); 4] = [
    ("title", Field::Title),
    ("author", Field::Author),
    ("date", Field::Date),
    ("language", Field::Language),
];

pub(crate) fn extract(_path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let source = decode(bytes);
    let mut reader = Reader::default();
    for (line, text) in (1..).zip(source.lines()) {
        reader.line(line, text);
    }
    reader.end_paragraph();
    reader.end_table();
    Ok(reader.prose.finish())
}

#[derive(Default)]
struct Reader {
    prose: Prose,
    /// What ends the stretch without prose that is open, in small letters.
    closes: Option<String>,
    /// The paragraph so far, as it is written, and the line that it begins in.
    paragraph: Option<(u32, String)>,
    /// Whether it is a note's.
    in_note: bool,
    table: Cells,
}

impl Reader {
    fn line(&mut self, line: u32, text: &str) {
        let body = text.trim();
        let lower = body.to_ascii_lowercase();
        if let Some(close) = &self.closes {
            if lower == *close {
                self.closes = None;
            }
            return;
        }
        if body.starts_with('|') {
            return self.row(line, body);
        }
        self.end_table();
        let stars = text.len() - text.trim_start_matches('*').len();
        if stars > 0 && text[stars..].starts_with(' ') {
            self.end_paragraph();
            self.prose.heading(
                Some(line),
                u8::try_from(stars).unwrap_or(u8::MAX),
                &inline(headline(&text[stars..]), &mut |_| {}),
            );
        } else if lower.starts_with("#+") || body.starts_with("# ") || body == "#" {
            self.end_paragraph();
            self.keyword(body, &lower);
        } else if is_drawer(&lower) {
            self.end_paragraph();
            self.closes = Some(":end:".to_owned());
        } else if body.is_empty() || body.bytes().all(|byte| byte == b'-') && body.len() >= 5 {
            self.end_paragraph();
        } else if let Some(rest) = note(text) {
            self.end_paragraph();
            self.in_note = true;
            self.paragraph = Some((line, rest.to_owned()));
        } else {
            self.prose_line(line, body);
        }
    }

    fn prose_line(&mut self, line: u32, body: &str) {
        let item = item(body).filter(|_| !self.in_note);
        if item.is_some() {
            self.end_paragraph();
        }
        match &mut self.paragraph {
            Some((_, text)) => {
                text.push('\n');
                text.push_str(body);
            }
            None => self.paragraph = Some((line, body[item.unwrap_or(0)..].to_owned())),
        }
    }

    fn end_paragraph(&mut self) {
        let in_note = std::mem::take(&mut self.in_note);
        let Some((line, text)) = self.paragraph.take() else { return };
        let prose = &mut self.prose;
        let text = inline(&text, &mut |note| prose.note(Some(line), note));
        if in_note {
            return self.prose.note(Some(line), text);
        }
        for (at, text) in (0..).zip(text.split('\n')) {
            if at == 0 {
                self.prose.paragraph(Some(line), text);
            } else {
                self.prose.more(Some(line + at), text);
            }
        }
    }

    fn keyword(&mut self, body: &str, lower: &str) {
        if let Some(name) = lower.strip_prefix("#+begin_") {
            let name = name.split_whitespace().next().unwrap_or_default();
            if !PROSE.contains(&name) {
                self.closes = Some(format!("#+end_{name}"));
            }
            return;
        }
        let Some((name, value)) = body.trim_start_matches("#+").split_once(':') else { return };
        let name = name.to_ascii_lowercase();
        if name == "caption" {
            let caption = inline(value, &mut |_| {});
            return self.prose.paragraph(None, &caption);
        }
        if let Some((_, field)) = KEYWORDS.iter().find(|(known, _)| *known == name) {
            self.prose.metadata().add(*field, value.trim().trim_matches(['<', '>', '[', ']']));
        }
    }

    fn row(&mut self, line: u32, body: &str) {
        self.end_paragraph();
        if body.starts_with("|-") {
            // A rule under the first rows makes them headers.
            if self.table.headers == 0 {
                self.table.headers = self.table.rows.len();
            }
            return;
        }
        let cells = body.trim_matches('|').split('|').map(|cell| inline(cell.trim(), &mut |_| {}));
        self.table.rows.push(cells.collect());
        self.table.lines.push(line);
    }

    fn end_table(&mut self) {
        if !self.table.rows.is_empty() {
            let mut table = std::mem::take(&mut self.table);
            // A rule at the very end is no header's.
            table.headers = if table.headers < table.rows.len() { table.headers } else { 0 };
            self.prose.table(&table);
        }
    }
}

/// A headline without its keyword, priority and tags.
fn headline(line: &str) -> &str {
    let mut line = line.trim();
    for keyword in ["TODO ", "DONE "] {
        line = line.strip_prefix(keyword).unwrap_or(line).trim_start();
    }
    if let Some((priority, rest)) = line.split_once(']').filter(|_| line.starts_with("[#"))
        && priority.len() == 3
    {
        line = rest.trim_start();
    }
    let tags = line
        .rsplit_once(char::is_whitespace)
        .filter(|(_, tags)| tags.len() > 2 && tags.starts_with(':') && tags.ends_with(':'));
    tags.map_or(line, |(title, _)| title.trim_end())
}

fn is_drawer(line: &str) -> bool {
    let name = line.strip_prefix(':').and_then(|rest| rest.strip_suffix(':')).unwrap_or_default();
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// What follows the label of the note that a line begins.
fn note(line: &str) -> Option<&str> {
    let (label, rest) = line.strip_prefix("[fn:")?.split_once(']')?;
    (!label.is_empty() && !label.contains(char::is_whitespace)).then_some(rest)
}

/// The length of the marker of a list's item.
fn item(line: &str) -> Option<usize> {
    let marker = ["- ", "+ "].into_iter().find(|marker| line.starts_with(marker)).map(str::len);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let numbered = digits > 0 && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    let at = marker.or(numbered.then_some(digits + 2))?;
    let checked = ["[ ] ", "[X] ", "[x] ", "[-] "].into_iter().find(|mark| line[at..].starts_with(mark));
    Some(at + checked.map_or(0, str::len))
}
