//! Reading the parts of an entry.

use ibid_text::Span;

use super::{Part, Value};
use crate::{Fault, FaultKind};

/// What a brace after a backslash is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// A character like others.
    Skipped,
    /// A brace like others.
    Counted,
}

/// A place in a .bib file.
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    /// Where the line of the last `@` looked at begins, and that `@`.
    line: (usize, usize),
    /// A comment was found that nothing closes: looking for the end of more would take too long.
    pub(super) open_comment: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Cursor<'a> {
        Cursor { text, at: 0, line: (0, 0), open_comment: false }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn eat(&mut self, c: char) -> bool {
        let found = self.rest().starts_with(c);
        self.at += if found { c.len_utf8() } else { 0 };
        found
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(|c| !keep(c)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    /// Skips white space, and comments from `%` to the end of the line.
    pub(super) fn skip_space(&mut self) {
        loop {
            self.take_while(char::is_whitespace);
            if self.peek() != Some('%') {
                return;
            }
            self.take_while(|c| !is_break(c));
        }
    }

    /// The `@` of the next entry. One in a line that begins with `%` is commented out; one that no
    /// `type{` follows, as in an address, is text.
    pub(super) fn find_entry(&mut self) -> Option<usize> {
        loop {
            let start = self.at + self.rest().find('@')?;
            self.at = start + 1;
            let before = &self.text[self.line_start(start)..start];
            if before.trim_start().starts_with('%') {
                self.take_while(|c| !is_break(c));
            } else if begins_entry(&self.text[start..]) && !before.ends_with(char::is_alphanumeric) {
                return Some(start);
            }
        }
    }

    fn line_start(&mut self, at: usize) -> usize {
        let (start, seen) = self.line;
        let seen = seen.min(at);
        let start = self.text[seen..at].rfind(is_break).map_or(start, |i| seen + i + 1);
        self.line = (start, at);
        start
    }

    /// Goes on to the next `@type{` at the start of a line, or the end.
    pub(super) fn skip_to_line_start_entry(&mut self) {
        self.at = self.text[..self.at].trim_end_matches([' ', '\t']).len();
        while !self.rest().is_empty() {
            let begins_line = self.text[..self.at].ends_with(is_break)
                && begins_entry(self.rest().trim_start_matches([' ', '\t']));
            if begins_line {
                return;
            }
            self.take_while(|c| !is_break(c));
            self.take_while(is_break);
        }
    }

    pub(super) fn name(&mut self) -> &'a str {
        self.take_while(is_name)
    }

    /// The opening brace or parenthesis; gives the mark that closes it.
    pub(super) fn open(&mut self) -> Option<char> {
        match (self.eat('{'), self.eat('(')) {
            (true, _) => Some('}'),
            (_, true) => Some(')'),
            _ => None,
        }
    }

    /// The citekey; empty where the next entry begins instead.
    pub(super) fn key(&mut self) -> Span {
        let start = self.at;
        if self.peek() != Some('@') {
            self.take_while(|c| !c.is_whitespace() && !matches!(c, ',' | '{' | '}' | '"' | '#' | '%'));
        }
        Span::new(start, self.at)
    }

    /// Skips to the mark that closes what was opened, or only past this line if none does.
    pub(super) fn skip_balanced(&mut self, close: char) {
        let start = self.at;
        if close == '}' && self.braced(Escapes::Counted, self.open_comment).is_some() {
            return;
        }
        self.open_comment = true;
        self.at = start;
        self.skip_to_line_start_entry();
    }

    /// The fields up to and with `close`.
    pub(super) fn fields(
        &mut self,
        close: char,
        escapes: Escapes,
        faults: &mut Vec<Fault>,
    ) -> Option<Vec<(String, Value<'a>)>> {
        let mut fields = Vec::new();
        let mut separated = true;
        loop {
            self.skip_space();
            while self.eat(',') {
                separated = true;
                self.skip_space();
            }
            if self.eat(close) {
                return Some(fields);
            }
            let start = self.at;
            let name = self.take_while(|c| is_name(c) && c != '(' && c != ')').to_lowercase();
            let name_span = Span::new(start, self.at);
            self.skip_space();
            if name.is_empty() || !self.eat('=') {
                return None;
            }
            self.skip_space();
            fields.push((name, self.value(escapes)?));
            if !separated {
                faults.push(no_comma(self.text, name_span));
            }
            separated = false;
        }
    }

    /// A value: parts with `#` between them.
    pub(super) fn value(&mut self, escapes: Escapes) -> Option<Value<'a>> {
        let mut parts = vec![self.part(escapes)?];
        loop {
            self.skip_space();
            if !self.eat('#') {
                return Some(parts);
            }
            self.skip_space();
            parts.push(self.part(escapes)?);
        }
    }

    fn part(&mut self, escapes: Escapes) -> Option<Part<'a>> {
        if self.eat('{') {
            return self.braced(escapes, true).map(Part::Text);
        }
        if self.eat('"') {
            return self.quoted(escapes).map(Part::Text);
        }
        let word = self.take_while(|c| is_name(c) && !matches!(c, '(' | ')'));
        match word.chars().next()? {
            c if c.is_numeric() || c == '-' => Some(Part::Text(word)),
            _ => Some(Part::Name(word)),
        }
    }

    /// What stands before the closing brace of a group that is open.
    fn braced(&mut self, escapes: Escapes, stop_at_entry: bool) -> Option<&'a str> {
        let start = self.at;
        self.until(escapes, stop_at_entry, |c, depth| c == '}' && depth == 0)?;
        Some(&self.text[start..self.at - 1])
    }

    fn quoted(&mut self, escapes: Escapes) -> Option<&'a str> {
        let start = self.at;
        self.until(escapes, true, |c, depth| c == '"' && depth == 0)?;
        Some(&self.text[start..self.at - 1])
    }

    /// Goes past the first character for which `ends` holds, given the depth of braces before it;
    /// `None` at the end of the text, at a brace too many, or where a line begins an entry.
    fn until(
        &mut self,
        escapes: Escapes,
        stop_at_entry: bool,
        ends: impl Fn(char, usize) -> bool,
    ) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            let skipped = self.take_while(|c| !matches!(c, '{' | '}' | '"' | '\\' | '@'));
            let c = self.peek()?;
            if ends(c, depth) {
                self.at += 1;
                return Some(());
            }
            match c {
                '@' if stop_at_entry && begins_entry(self.rest()) && at_line_start(skipped) => return None,
                '{' => depth += 1,
                '}' => depth = depth.checked_sub(1)?,
                '\\' if escapes == Escapes::Skipped => {
                    self.at += 1;
                    self.at +=
                        self.peek().filter(|c| matches!(c, '{' | '}' | '\\' | '"')).map_or(0, char::len_utf8);
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }
}

/// Whether only blanks stand after the last line break of `skipped`.
fn at_line_start(skipped: &str) -> bool {
    skipped.trim_end_matches([' ', '\t']).ends_with(is_break)
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r')
}

fn is_name(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '@' | '{' | '}' | '"' | '#' | ',' | '=' | '%' | '\\' | '(' | ')')
}

/// Whether `text` begins with `@type{` or `@type(`.
fn begins_entry(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('@') else { return false };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    after.len() < rest.len()
        && rest.starts_with(|c: char| c.is_ascii_alphabetic())
        && after.trim_start().starts_with(['{', '('])
}

fn no_comma(text: &str, name: Span) -> Fault {
    let message = format!("A comma is missing before “{}”.", name.of(text));
    Fault { kind: FaultKind::Malformed, span: name, message }
}
