//! LaTeX's commands to paragraphs.

use ibid_draft::LatexCommand;

use crate::{Extracted, formats::prose::Prose};

use super::cursor::Cursor;
use super::letters::{accented, letter};
use super::mathematics;
use super::table;

/// How deep groups and notes may nest before what is in them is left out.
const DEEPEST: usize = 64;

/// A text that is being read.
pub(super) struct Reader {
    pub(super) prose: Prose,
    /// The paragraph so far, line by line.
    paragraph: Vec<(u32, String)>,
    has_chapters: bool,
    depth: usize,
}

impl Reader {
    pub(super) fn new(has_chapters: bool) -> Reader {
        Reader { prose: Prose::default(), paragraph: Vec::new(), has_chapters, depth: 0 }
    }

    pub(super) fn finish(mut self) -> Extracted {
        self.end_paragraph();
        self.prose.finish()
    }

    /// Reads blocks up to the cursor's end.
    pub(super) fn read(&mut self, cursor: &mut Cursor<'_>) {
        while let Some(c) = cursor.peek() {
            let line = cursor.line();
            match c {
                '\n' => self.line_end(cursor),
                '\\' => {
                    cursor.next();
                    self.command(cursor, line);
                }
                _ => {
                    let text = plain(cursor);
                    self.write(line, &text);
                }
            }
        }
    }

    /// The text of `source` on one line; notes in it are kept for the section's end.
    pub(super) fn inline(&mut self, source: &str) -> String {
        if self.depth >= DEEPEST {
            return String::new();
        }
        let around = std::mem::take(&mut self.paragraph);
        self.depth += 1;
        self.read(&mut Cursor::new(source, 0, source.len()));
        self.depth -= 1;
        let inside = std::mem::replace(&mut self.paragraph, around);
        inside.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ")
    }

    /// The text of a table's cell, as often as the columns that it spans.
    pub(super) fn cell(&mut self, source: &str) -> Vec<String> {
        let mut cursor = Cursor::new(source.trim_start(), 0, source.trim_start().len());
        let mut columns = 1;
        let mut text = source;
        if cursor.takes("\\multicolumn") {
            columns = cursor.argument().and_then(|columns| columns.trim().parse().ok()).unwrap_or(1);
            cursor.argument();
            text = cursor.argument().unwrap_or_default();
        }
        let text = self.inline(text).split_whitespace().collect::<Vec<_>>().join(" ");
        vec![text; usize::clamp(columns, 1, crate::tables::MOST_COLUMNS)]
    }

    fn write(&mut self, line: u32, text: &str) {
        match self.paragraph.last_mut() {
            Some((own, before)) if *own == line => before.push_str(text),
            _ => self.paragraph.push((line, text.to_owned())),
        }
    }

    fn line_end(&mut self, cursor: &mut Cursor<'_>) {
        cursor.next();
        cursor.spaces();
        // An argument is one paragraph, whatever stands in it.
        if cursor.peek() == Some('\n') && self.depth == 0 {
            self.end_paragraph();
        } else if let Some((_, before)) = self.paragraph.last_mut().filter(|_| self.depth > 0) {
            before.push(' ');
        }
    }

    fn end_paragraph(&mut self) {
        if self.depth > 0 {
            return;
        }
        let pieces = std::mem::take(&mut self.paragraph);
        for (at, (line, text)) in pieces.iter().enumerate() {
            if at == 0 {
                self.prose.paragraph(Some(*line), text);
            } else {
                self.prose.more(Some(*line), text);
            }
        }
    }

    fn command(&mut self, cursor: &mut Cursor<'_>, line: u32) {
        let name = cursor.name();
        if name.is_empty() {
            return self.sign(cursor, line);
        }
        let starred = cursor.takes("*");
        match name {
            "begin" => self.begin(cursor),
            "end" => {
                cursor.argument();
                self.end_paragraph();
            }
            "item" => self.item(cursor, line),
            "par" | "maketitle" | "bigskip" | "medskip" | "smallskip" | "newpage" | "clearpage" => {
                self.end_paragraph();
                cursor.spaces();
            }
            // What a writer defines is no text where it is defined.
            "def" | "gdef" | "edef" => {
                cursor.until("{");
                cursor.back();
                cursor.argument();
            }
            "title" | "author" | "date" => drop((cursor.option(), cursor.argument())),
            "caption" | "captionof" => self.caption(cursor, line),
            "verb" => self.verbatim(cursor, line),
            "href" => {
                cursor.argument();
            }
            "url" | "texttt" | "lstinline" | "path" => {
                let text = cursor.argument().unwrap_or_default().replace('\\', "");
                self.write(line, &text);
            }
            "enquote" | "textquote" => {
                let text = self.argument(cursor);
                self.write(line, &format!("“{text}”"));
            }
            "SI" | "qty" | "num" | "si" => {
                let number = mathematics::plain(cursor.argument().unwrap_or_default());
                let unit = if matches!(name, "SI" | "qty") { cursor.argument() } else { None };
                let unit = unit.map(|unit| unit.replace('\\', "")).unwrap_or_default();
                self.write(line, format!("{number} {unit}").trim_end());
            }
            "ensuremath" => {
                let formula = mathematics::plain(cursor.argument().unwrap_or_default());
                self.write(line, &formula);
            }
            "textsuperscript" => {
                let raised = self.argument(cursor);
                let before = self.paragraph.last().map_or("", |(_, text)| text.as_str());
                let kept = crate::notes::raised(before, raised.trim()).unwrap_or_default();
                self.write(line, &kept);
            }
            name if heading_level(name, self.has_chapters).is_some() => {
                self.heading(cursor, line, name);
            }
            name => self.other(cursor, line, name, starred),
        }
    }

    fn other(&mut self, cursor: &mut Cursor<'_>, line: u32, name: &str, starred: bool) {
        if let Some(letter) = letter(name) {
            // White space after a command's name ends it, and is no part of the text.
            cursor.spaces();
            cursor.takes("{}");
            return self.write(line, letter);
        }
        if accented(name, "a").is_some() && !starred {
            cursor.spaces();
            return self.accent(cursor, line, name);
        }
        let role = if name == "thanks" { LatexCommand::Note } else { LatexCommand::of(name) };
        match role {
            LatexCommand::Note => {
                cursor.option();
                let note = self.argument(cursor);
                self.prose.note(Some(line), note);
            }
            LatexCommand::Setting | LatexCommand::Word | LatexCommand::Citation => {
                if let Some((_, before)) =
                    self.paragraph.last_mut().filter(|_| role == LatexCommand::Citation)
                {
                    before.truncate(before.trim_end().len());
                }
                while cursor.option().is_some() || cursor.argument().is_some() {}
            }
            LatexCommand::Prose => {
                cursor.option();
                cursor.spaces();
                cursor.takes("{}");
            }
        }
    }

    fn argument(&mut self, cursor: &mut Cursor<'_>) -> String {
        let source = cursor.argument().unwrap_or_default();
        self.inline(source)
    }

    fn accent(&mut self, cursor: &mut Cursor<'_>, line: u32, accent: &str) {
        let base = match cursor.argument() {
            Some(group) => group.to_owned(),
            None if cursor.takes("\\") => format!("\\{}", cursor.name()),
            None => cursor.next().map(String::from).unwrap_or_default(),
        };
        let composed = accented(accent, &base).unwrap_or(base);
        self.write(line, &composed);
    }

    /// A backslash before anything but a letter.
    fn sign(&mut self, cursor: &mut Cursor<'_>, line: u32) {
        match cursor.next() {
            Some('(') => self.formula(cursor, line, "\\)"),
            Some('[') => self.formula(cursor, line, "\\]"),
            Some('\\') => {
                cursor.takes("*");
                cursor.option();
                self.write(line, " ");
            }
            Some(c @ ('%' | '&' | '$' | '#' | '_' | '{' | '}')) => {
                self.write(line, c.encode_utf8(&mut [0; 4]));
            }
            Some(c @ ('\'' | '`' | '^' | '"' | '~' | '=' | '.')) => {
                self.accent(cursor, line, c.encode_utf8(&mut [0; 4]));
            }
            Some('-' | '/' | '@' | '!') | None => {}
            Some(_) => self.write(line, " "),
        }
    }

    fn formula(&mut self, cursor: &mut Cursor<'_>, line: u32, close: &str) {
        let formula = mathematics::plain(cursor.until(close));
        self.write(line, &formula);
    }

    fn begin(&mut self, cursor: &mut Cursor<'_>) {
        let name = cursor.argument().unwrap_or_default();
        let line = cursor.line();
        self.end_paragraph();
        if table::is_table(name) {
            table::skip_layout(cursor, name);
            let line = cursor.line().max(line);
            let body = cursor.until(&format!("\\end{{{name}}}"));
            let cells = table::cells(body, line, self);
            self.prose.table(&cells);
        } else if !LatexCommand::environment_is_prose(name) {
            cursor.until(&format!("\\end{{{name}}}"));
        } else {
            cursor.option();
            if matches!(name, "minipage" | "multicols" | "adjustbox" | "thebibliography") {
                cursor.argument();
            }
        }
    }

    fn item(&mut self, cursor: &mut Cursor<'_>, line: u32) {
        self.end_paragraph();
        cursor.spaces();
        if let Some(label) = cursor.option() {
            let label = self.inline(label);
            self.write(line, &format!("{label} "));
        }
    }

    /// A paragraph of its own, as the caption within a long table is.
    pub(super) fn apart(&mut self, line: u32, source: &str) {
        let text = self.inline(source);
        self.prose.paragraph(Some(line), &text);
    }

    fn caption(&mut self, cursor: &mut Cursor<'_>, line: u32) {
        cursor.option();
        let caption = self.argument(cursor);
        self.end_paragraph();
        self.write(line, &caption);
        self.end_paragraph();
    }

    fn verbatim(&mut self, cursor: &mut Cursor<'_>, line: u32) {
        if let Some(fence) = cursor.next() {
            let text = cursor.until(fence.encode_utf8(&mut [0; 4]));
            self.write(line, text);
        }
    }

    fn heading(&mut self, cursor: &mut Cursor<'_>, line: u32, name: &str) {
        cursor.option();
        let text = self.argument(cursor);
        self.end_paragraph();
        if let Some(level) = heading_level(name, self.has_chapters) {
            self.prose.heading(Some(line), level, &text);
        }
    }
}

/// The level of a heading, from 1.
fn heading_level(name: &str, has_chapters: bool) -> Option<u8> {
    let below = u8::from(has_chapters);
    Some(match name {
        "part" | "chapter" => 1,
        "section" => 1 + below,
        "subsection" => 2 + below,
        "subsubsection" => 3 + below,
        "paragraph" => 4 + below,
        "subparagraph" => 5 + below,
        _ => return None,
    })
}

/// Plain text up to the next command or line end, its quotation marks and dashes as they are printed.
fn plain(cursor: &mut Cursor<'_>) -> String {
    let mut out = String::new();
    while let Some(c) = cursor.peek().filter(|c| !matches!(c, '\\' | '\n')) {
        match c {
            '%' => {
                cursor.until("\n");
                cursor.spaces();
                continue;
            }
            '$' => {
                let fence = if cursor.takes("$$") { "$$" } else { "$" };
                if fence == "$" {
                    cursor.next();
                }
                out.push_str(&mathematics::plain(cursor.until(fence)));
                continue;
            }
            _ => {}
        }
        let signs = [
            ("---", "—"),
            ("--", "–"),
            ("``", "“"),
            ("''", "”"),
            (",,", "„"),
            ("`", "‘"),
            ("'", "’"),
            ("~", " "),
            ("{", ""),
            ("}", ""),
            ("&", " "),
        ];
        match signs.iter().find(|(sign, _)| cursor.takes(sign)) {
            Some((_, printed)) => out.push_str(printed),
            None => out.extend(cursor.next()),
        }
    }
    out
}
