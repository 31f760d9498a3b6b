//! RTF's words to text: groups that inherit their state, destinations that are no text, tables, notes.

use encoding_rs::{Encoding, WINDOWS_1252};

use crate::{
    Extracted, Metadata,
    formats::prose::{Cells, Prose},
    metadata::Field,
    notes,
};

use super::tokens::Token;

/// Where a group's text goes.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Goes {
    Text,
    Note,
    Nowhere,
    /// The name of a style, by which headings are known.
    Style,
    About(Field),
}

/// What a group has, and groups in it inherit.
#[derive(Clone, Copy)]
struct State {
    goes: Goes,
    /// How many letters stand for a Unicode character where it is not known.
    fallback: usize,
    hidden: bool,
    raised: bool,
    encoding: &'static Encoding,
}

/// A file that is being read.
pub(super) struct Reader {
    prose: Prose,
    states: Vec<State>,
    state: State,
    text: String,
    note: String,
    /// The name or value of the destination that is open, and its number.
    value: String,
    style: i32,
    /// Letters of an encoding of several bytes.
    bytes: Vec<u8>,
    /// Letters to be passed over after a Unicode character.
    pass: usize,
    surrogate: Option<u16>,
    /// The paragraph's level as a heading.
    level: Option<u8>,
    headings: Vec<(i32, u8)>,
    /// Whether the paragraph stands in a table.
    in_table: bool,
    row: Vec<String>,
    cells: Cells,
    /// Whether the next control is of a destination that may be passed over.
    starred: bool,
    about: Metadata,
    begun: bool,
}

impl Default for Reader {
    fn default() -> Reader {
        let state =
            State { goes: Goes::Text, fallback: 1, hidden: false, raised: false, encoding: WINDOWS_1252 };
        Reader {
            prose: Prose::default(),
            states: Vec::new(),
            state,
            text: String::new(),
            note: String::new(),
            value: String::new(),
            style: 0,
            bytes: Vec::new(),
            pass: 0,
            surrogate: None,
            level: None,
            headings: Vec::new(),
            in_table: false,
            row: Vec::new(),
            cells: Cells::default(),
            starred: false,
            about: Metadata::default(),
            begun: false,
        }
    }
}

/// Groups that hold no text of the document.
const NO_TEXT: [&str; 29] = [
    "fonttbl",
    "colortbl",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "pict",
    "object",
    "fldinst",
    "info",
    "listtable",
    "listoverridetable",
    "revtbl",
    "rsidtbl",
    "generator",
    "annotation",
    "atnid",
    "atnauthor",
    "themedata",
    "datastore",
    "xmlnstbl",
    "latentstyles",
    "listtext",
    "pntext",
    "nonshppict",
];

/// Groups deeper than this are no document's.
const DEEPEST: usize = 10_000;

impl Reader {
    pub(super) fn take(&mut self, token: Token<'_>) {
        match token {
            Token::Byte(byte) => self.byte(byte),
            Token::Open => {
                self.flush();
                self.begun = true;
                if self.states.len() < DEEPEST {
                    self.states.push(self.state);
                }
            }
            Token::Close => {
                self.flush();
                self.end_destination();
                if let Some(state) = self.states.pop() {
                    self.state = state;
                }
                self.pass = 0;
            }
            Token::Control("*", _) => return self.starred = true,
            Token::Control(name, number) => {
                self.flush();
                self.control(name, number);
            }
        }
        self.starred = false;
    }

    /// Whether the file ends before its first group does.
    pub(super) fn is_open(&self) -> bool {
        !self.begun || !self.states.is_empty()
    }

    pub(super) fn finish(mut self) -> Extracted {
        self.flush();
        self.end_paragraph();
        self.end_table();
        self.prose.metadata().fill(self.about);
        self.prose.finish()
    }

    fn byte(&mut self, byte: u8) {
        if self.pass > 0 {
            self.pass -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    /// Turns the letters so far to text.
    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (text, _) = self.state.encoding.decode_without_bom_handling(&bytes);
        self.write(&text);
    }

    fn write(&mut self, text: &str) {
        if self.state.hidden {
            return;
        }
        match self.state.goes {
            Goes::Text if self.state.raised => {
                let kept = notes::raised(&self.text, text.trim()).unwrap_or_default();
                self.text.push_str(&kept);
            }
            Goes::Text => self.text.push_str(text),
            Goes::Note if self.state.raised => {}
            Goes::Note => self.note.push_str(text),
            Goes::Style | Goes::About(_) => self.value.push_str(text),
            Goes::Nowhere => {}
        }
    }

    fn control(&mut self, name: &str, number: Option<i32>) {
        let on = number != Some(0);
        match name {
            "par" | "sect" | "page" if self.state.goes == Goes::Text => self.end_paragraph(),
            "par" | "line" | "tab" | "page" | "sect" | "column" => self.write(" "),
            "cell" | "nestcell" => self.end_cell(),
            "row" | "nestrow" => self.end_row(),
            "pard" => (self.in_table, self.level) = (false, None),
            "intbl" => self.in_table = true,
            "outlinelevel" if self.state.goes == Goes::Style => self.heading_style(number),
            "outlinelevel" => {
                self.level =
                    number.and_then(|level| u8::try_from(level).ok()).filter(|l| *l < 9).map(|l| l + 1);
            }
            "s" if self.state.goes == Goes::Style => self.style = number.unwrap_or_default(),
            "s" => {
                self.level =
                    self.headings.iter().rfind(|(style, _)| Some(*style) == number).map(|(_, level)| *level);
            }
            "stylesheet" => self.state.goes = Goes::Style,
            "footnote" => (self.state.goes, self.state.raised) = (Goes::Note, false),
            "plain" => (self.state.hidden, self.state.raised) = (false, false),
            "v" | "deleted" => self.state.hidden = on,
            "super" => self.state.raised = on,
            "nosupersub" => self.state.raised = false,
            "uc" => self.state.fallback = number.and_then(|n| usize::try_from(n).ok()).unwrap_or(1).min(16),
            "u" => self.unicode(number.unwrap_or_default()),
            "ansicpg" => self.state.encoding = code_page(number.unwrap_or_default()).unwrap_or(WINDOWS_1252),
            "title" | "author" | "doccomm" | "subject" | "operator" | "keywords" | "company" => {
                self.about(name);
            }
            "fldrslt" => {}
            name if NO_TEXT.contains(&name) => self.state.goes = Goes::Nowhere,
            _ if self.starred && !matches!(name, "shppict" | "shpinst" | "shptxt") => {
                self.state.goes = Goes::Nowhere;
            }
            _ => self.write(sign(name)),
        }
    }

    fn about(&mut self, name: &str) {
        self.state.goes = match name {
            "title" => Goes::About(Field::Title),
            "author" => Goes::About(Field::Author),
            _ => Goes::Nowhere,
        };
        self.value.clear();
    }

    fn unicode(&mut self, number: i32) {
        let unit = (number & 0xffff) as u16;
        let before = self.surrogate.take();
        if (0xd800..0xdc00).contains(&unit) {
            self.surrogate = Some(unit);
        } else {
            let units = before.into_iter().chain([unit]);
            let text: String = char::decode_utf16(units).flatten().collect();
            self.write(&text);
        }
        self.pass = self.state.fallback;
    }

    fn heading_style(&mut self, level: Option<i32>) {
        let level = level.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9);
        self.headings.extend(level.map(|level| (self.style, level + 1)));
    }

    /// The group that ends may be a destination of its own.
    fn end_destination(&mut self) {
        let outer = self.states.last().map_or(Goes::Text, |state| state.goes);
        match self.state.goes {
            Goes::Note if outer != Goes::Note => {
                let note = std::mem::take(&mut self.note);
                self.prose.note(None, note);
            }
            Goes::Style => {
                let name = self.value.trim_end_matches(';').trim().to_ascii_lowercase();
                let level = name.strip_prefix("heading ").and_then(|level| level.parse::<i32>().ok());
                self.heading_style(level.map(|level| level - 1));
                (self.style, self.value) = (0, String::new());
            }
            Goes::About(field) if outer != self.state.goes => {
                self.about.add(field, &std::mem::take(&mut self.value));
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        if self.in_table && self.state.goes == Goes::Text {
            return self.text.push(' ');
        }
        self.end_table();
        let text = std::mem::take(&mut self.text);
        match self.level {
            Some(level) => self.prose.heading(None, level, &text),
            None => self.prose.paragraph(None, &text),
        }
    }

    fn end_cell(&mut self) {
        let text = std::mem::take(&mut self.text);
        self.row.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if !row.is_empty() {
            self.cells.rows.push(row);
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        if !self.cells.rows.is_empty() {
            self.prose.table(&std::mem::take(&mut self.cells));
        }
    }
}

/// The letter or mark that a control stands for.
fn sign(name: &str) -> &'static str {
    match name {
        "emdash" => "—",
        "endash" => "–",
        "lquote" => "‘",
        "rquote" => "’",
        "ldblquote" => "“",
        "rdblquote" => "”",
        "bullet" => "•",
        "~" | "emspace" | "enspace" | "qmspace" => " ",
        "_" => "-",
        _ => "",
    }
}

/// The encoding that Windows has under a number.
fn code_page(number: i32) -> Option<&'static Encoding> {
    let label = match number {
        65001 => "utf-8".to_owned(),
        932 => "shift_jis".to_owned(),
        936 => "gbk".to_owned(),
        949 => "euc-kr".to_owned(),
        950 => "big5".to_owned(),
        10000 => "macintosh".to_owned(),
        number => format!("windows-{number}"),
    };
    Encoding::for_label(label.as_bytes())
}
