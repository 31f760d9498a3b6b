//! Typst's markup to paragraphs.

use crate::{
    Extracted,
    formats::prose::{Cells, Prose},
    notes,
    tables::MOST_COLUMNS,
};

use super::code::{arguments, group, statement};

/// After so many groups that never end, no more are looked for.
const MOST_UNENDED: u8 = 16;
/// How deep texts may nest before what is in them is left out.
const DEEPEST: usize = 32;

/// A text that is being read.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) prose: Prose,
    /// The line of the paragraph so far, and its text.
    paragraph: Vec<(u32, String)>,
    heading: Option<u8>,
    depth: usize,
    /// How many groups never ended.
    unended: u8,
}

impl Reader {
    pub(super) fn finish(mut self) -> Extracted {
        self.end_paragraph();
        self.prose.finish()
    }

    /// Reads `text`, which begins in `line` of the file.
    pub(super) fn read(&mut self, text: &str, line: u32) {
        let (mut at, mut line, mut counted) = (0, line, 0);
        let mut begins = true;
        while let Some(c) = text[at..].chars().next() {
            line += text[counted..at].matches('\n').count() as u32;
            counted = at;
            let rest = &text[at..];
            if begins && let Some(marker) = self.marker(rest) {
                at += marker;
                begins = false;
                continue;
            }
            begins = c == '\n' || begins && c.is_whitespace();
            at += match c {
                '\n' => self.line_end(rest),
                '#' => self.code(rest, line),
                '@' => self.reference(rest),
                '<' => label(rest).unwrap_or_else(|| self.put(line, "<", 1)),
                '$' => self.formula(rest, line),
                '`' => self.raw(rest, line),
                '/' if rest.starts_with("//") && !text[..at].ends_with(':') => {
                    rest.find('\n').unwrap_or(rest.len())
                }
                '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
                '\\' => self.escaped(rest, line),
                '*' => 1,
                '_' if is_emphasis(&text[..at], rest) => 1,
                '~' => self.put(line, " ", 1),
                '-' if rest.starts_with("---") => self.put(line, "—", 3),
                '-' if rest.starts_with("--") => self.put(line, "–", 2),
                '-' if rest.starts_with("-?") => 2,
                '.' if rest.starts_with("...") => self.put(line, "…", 3),
                c => self.put(line, c.encode_utf8(&mut [0; 4]), c.len_utf8()),
            };
        }
    }

    /// The text of `source` on one line.
    pub(super) fn inline(&mut self, source: &str) -> String {
        if self.depth >= DEEPEST {
            return String::new();
        }
        let around = std::mem::take(&mut self.paragraph);
        let heading = self.heading.take();
        self.depth += 1;
        self.read(source, 1);
        self.depth -= 1;
        self.heading = heading;
        let inside = std::mem::replace(&mut self.paragraph, around);
        inside.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
    }

    fn put(&mut self, line: u32, text: &str, len: usize) -> usize {
        match self.paragraph.last_mut() {
            Some((own, before)) if *own == line => before.push_str(text),
            _ => self.paragraph.push((line, text.to_owned())),
        }
        len
    }

    /// The marker of a heading or an item at a line's beginning.
    fn marker(&mut self, rest: &str) -> Option<usize> {
        let signs = rest.len() - rest.trim_start_matches('=').len();
        if signs > 0 && rest[signs..].starts_with(' ') {
            self.end_paragraph();
            self.heading = u8::try_from(signs).ok();
            return Some(signs + 1);
        }
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let numbered = digits > 0 && rest[digits..].starts_with(". ");
        let item = ["- ", "+ ", "/ "].iter().any(|marker| rest.starts_with(marker));
        if !item && !numbered {
            return None;
        }
        self.end_paragraph();
        Some(if numbered { digits + 2 } else { 2 })
    }

    fn line_end(&mut self, rest: &str) -> usize {
        let blank = rest[1..].trim_start_matches([' ', '\t']).starts_with('\n');
        if blank || self.heading.is_some() {
            self.end_paragraph();
        }
        1
    }

    fn end_paragraph(&mut self) {
        if self.depth > 0 {
            return;
        }
        let pieces = std::mem::take(&mut self.paragraph);
        if let Some(level) = self.heading.take() {
            let text: Vec<&str> = pieces.iter().map(|(_, text)| text.as_str()).collect();
            return self.prose.heading(pieces.first().map(|(line, _)| *line), level, &text.join(" "));
        }
        for (at, (line, text)) in pieces.iter().enumerate() {
            if at == 0 {
                self.prose.paragraph(Some(*line), text);
            } else {
                self.prose.more(Some(*line), text);
            }
        }
    }

    fn escaped(&mut self, rest: &str, line: u32) -> usize {
        match rest[1..].chars().next() {
            Some('u') if rest[2..].starts_with('{') => {
                let end = rest.find('}').unwrap_or(rest.len());
                let letter = rest.get(3..end).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                let letter = letter.and_then(char::from_u32).map(String::from).unwrap_or_default();
                self.put(line, &letter, (end + 1).min(rest.len()))
            }
            Some(c) if c.is_whitespace() => self.put(line, " ", 1),
            Some(c) => self.put(line, c.encode_utf8(&mut [0; 4]), 1 + c.len_utf8()),
            None => 1,
        }
    }

    fn raw(&mut self, rest: &str, line: u32) -> usize {
        let fence = rest.len() - rest.trim_start_matches('`').len();
        if fence == 2 {
            return 2;
        }
        let Some(end) = rest[fence..].find(&"`".repeat(fence)) else { return fence };
        // A block of code is no prose.
        if fence == 1 {
            self.put(line, &rest[1..=end], 0);
        }
        fence + end + fence
    }

    fn formula(&mut self, rest: &str, line: u32) -> usize {
        let Some(end) = rest[1..].find('$') else { return self.put(line, "$", 1) };
        let formula: String = rest[1..=end].chars().filter(|c| !"_\"&\\".contains(*c)).collect();
        let mut out = String::new();
        let mut parts = formula.split('^');
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let digits = part.len() - part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').len();
            out.push_str(&notes::raised("10", &part[..digits]).unwrap_or_default());
            out.push_str(&part[digits..]);
        }
        self.put(line, out.trim(), end + 2)
    }

    /// A citation or reference, which goes with the space before it.
    fn reference(&mut self, rest: &str) -> usize {
        let len = reference(rest);
        if len == 1 {
            let line = self.paragraph.last().map_or(1, |(line, _)| *line);
            return self.put(line, "@", 1);
        }
        if let Some((_, before)) = self.paragraph.last_mut() {
            before.truncate(before.trim_end().len());
        }
        len
    }

    /// Code in the text, at `#`.
    fn code(&mut self, rest: &str, line: u32) -> usize {
        let name_len =
            rest[1..].find(|c: char| !(c.is_alphanumeric() || "_-.".contains(c))).unwrap_or(rest.len() - 1);
        let name = rest[1..=name_len].trim_end_matches('.');
        let mut at = 1 + name.len();
        match name {
            "set" | "let" | "import" | "include" | "if" | "for" | "while" | "context" => {
                return statement(rest);
            }
            // All that follows is shown through it.
            "show" => return statement(rest),
            "" => return at + self.group(&rest[at..]).unwrap_or(0),
            _ => {}
        }
        let mut given = "";
        if rest[at..].starts_with('(')
            && let Some(len) = self.group(&rest[at..])
        {
            given = &rest[at + 1..at + len - 1];
            at += len;
        }
        let mut body = None;
        while rest[at..].starts_with('[')
            && let Some(len) = self.group(&rest[at..])
        {
            body.get_or_insert(&rest[at + 1..at + len - 1]);
            at += len;
        }
        at += usize::from(rest[at..].starts_with(';'));
        self.call(name, given, body, line);
        at
    }

    /// The bytes of the group that `rest` begins with.
    fn group(&mut self, rest: &str) -> Option<usize> {
        let found = if self.unended < MOST_UNENDED { group(rest) } else { None };
        self.unended = self.unended.saturating_add(u8::from(found.is_none()));
        found
    }

    /// A function that is given `given`, and a text in brackets.
    fn call(&mut self, name: &str, given: &str, body: Option<&str>, line: u32) {
        match name {
            "footnote" => {
                let note = self.inline(body.unwrap_or_default());
                self.prose.note(Some(line), note);
            }
            "cite" | "ref" | "label" | "image" | "bibliography" | "outline" | "pagebreak" | "colbreak"
            | "v" => {}
            "linebreak" | "parbreak" | "h" => drop(self.put(line, " ", 0)),
            "super" => {
                let raised = self.inline(body.or(first(given)).unwrap_or_default());
                let before = self.paragraph.last().map_or("", |(_, text)| text.as_str());
                let kept = notes::raised(before, raised.trim()).unwrap_or_default();
                self.put(line, &kept, 0);
            }
            "table" | "grid" => self.table(given, line),
            "figure" | "align" | "block" | "box" | "quote" | "pad" | "columns" => {
                self.around(given, body, line);
            }
            "link" => {
                let address = given.trim().trim_matches('"');
                match body.or_else(|| first(given)) {
                    Some(body) => self.read(body, line),
                    None => drop(self.put(line, address, 0)),
                }
            }
            _ => body.or_else(|| first(given)).into_iter().for_each(|body| self.read(body, line)),
        }
    }

    /// A function that lays out what it is given: its texts, and calls of functions among its arguments.
    fn around(&mut self, given: &str, body: Option<&str>, line: u32) {
        self.end_paragraph();
        let (mut captions, mut texts) = (Vec::new(), Vec::new());
        for (name, value) in arguments(given) {
            let text = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            match (name, text) {
                (Some("caption"), Some(text)) => captions.push(text.to_owned()),
                (None, Some(text)) => texts.push(text.to_owned()),
                (None, None) if value.contains('(') => texts.push(format!("#{value}")),
                _ => {}
            }
        }
        texts.extend(body.map(str::to_owned));
        if self.depth < DEEPEST {
            for text in captions.into_iter().chain(texts) {
                self.depth += 1;
                let inside = std::mem::take(&mut self.paragraph);
                self.read(&text, line);
                self.depth -= 1;
                self.end_paragraph();
                self.paragraph.splice(..0, inside);
            }
        }
    }

    fn table(&mut self, given: &str, line: u32) {
        self.end_paragraph();
        let mut texts: Vec<String> = Vec::new();
        let (mut columns, mut header) = (1, 0);
        for (name, value) in arguments(given) {
            match name {
                Some("columns") => columns = columns_of(value),
                Some(_) => {}
                None => {
                    let inside =
                        value.strip_prefix("table.header").or_else(|| value.strip_prefix("grid.header"));
                    let list = inside.and_then(|inside| inside.strip_prefix('(')?.strip_suffix(')'));
                    match list {
                        Some(list) => {
                            for (_, cell) in arguments(list) {
                                texts.extend(self.cell(cell));
                            }
                            header = texts.len();
                        }
                        None => texts.extend(self.cell(value)),
                    }
                }
            }
        }
        let rows: Vec<Vec<String>> = texts.chunks(columns).map(<[String]>::to_vec).collect();
        let lines = vec![line; rows.len()];
        self.prose.table(&Cells { rows, headers: header.div_ceil(columns), lines });
    }

    /// The text of a cell; a rule between rows is none.
    fn cell(&mut self, cell: &str) -> Option<String> {
        let text = match cell.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            Some(text) => text,
            None if cell.starts_with("table.cell") || cell.starts_with("grid.cell") => {
                let open = cell.rfind('[')?;
                cell[open..].strip_prefix('[')?.strip_suffix(']')?
            }
            None => cell.strip_prefix('"')?.strip_suffix('"')?,
        };
        Some(self.inline(text).trim().to_owned())
    }
}

/// How many columns `3`, `(auto, 1fr)` or `(auto,) * 3` are.
fn columns_of(value: &str) -> usize {
    let (list, times) =
        value.rsplit_once('*').map_or((value, 1), |(list, times)| (list, times.trim().parse().unwrap_or(1)));
    let list = list.trim();
    let count = match list.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(list) => arguments(list).len() * times,
        None => list.parse().unwrap_or(1),
    };
    count.clamp(1, MOST_COLUMNS)
}

/// The first text among arguments.
fn first(given: &str) -> Option<&str> {
    let texts = arguments(given).into_iter().filter(|(name, _)| name.is_none());
    texts.filter_map(|(_, value)| value.strip_prefix('[')?.strip_suffix(']')).next()
}

/// The bytes of `@key` and `@key[p. 3]`.
fn reference(rest: &str) -> usize {
    let len =
        rest[1..].find(|c: char| !(c.is_alphanumeric() || "_-.:".contains(c))).unwrap_or(rest.len() - 1);
    let at = 1 + rest[1..=len].trim_end_matches(['.', ':']).len();
    at + if rest[at..].starts_with('[') { group(&rest[at..]).unwrap_or(0) } else { 0 }
}

/// The bytes of `<label>`.
fn label(rest: &str) -> Option<usize> {
    let end = rest.find('>')?;
    let fits = end > 1 && rest[1..end].chars().all(|c| c.is_alphanumeric() || "_-.:".contains(c));
    fits.then_some(end + 1)
}

/// Whether an underscore is a mark and no part of a word.
fn is_emphasis(before: &str, rest: &str) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !(inside(before.chars().next_back()) && inside(rest[1..].chars().next()))
}
