//! A .bib file cut into entries. What is broken costs the entry it stands in: the next one begins at
//! the next `@type{` at the start of a line.

mod cursor;

use std::collections::HashMap;

use ibid_text::Span;

use cursor::{Cursor, Escapes};

use crate::{Fault, FaultKind};

/// A field's value: its parts, joined by `#` in the file.
pub(crate) type Value<'a> = Vec<Part<'a>>;

/// A part of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    /// What stands between braces or quotation marks, or a number.
    Text(&'a str),
    /// The name of an `@string`, or of a month.
    Name(&'a str),
}

/// An entry as written.
#[derive(Debug)]
pub(crate) struct RawEntry<'a> {
    pub(crate) kind: String,
    pub(crate) key: &'a str,
    pub(crate) span: Span,
    pub(crate) key_span: Span,
    /// Field names in lower case, with their values, in order.
    pub(crate) fields: Vec<(String, Value<'a>)>,
}

/// Cuts a .bib file into entries, one after the other; what else it holds is known once all are cut.
pub(crate) struct Scan<'a> {
    cursor: Cursor<'a>,
    /// `@string` definitions by name in lower case.
    pub(crate) strings: HashMap<String, Value<'a>>,
    pub(crate) faults: Vec<Fault>,
    /// The citekeys of entries that are never closed.
    pub(crate) broken: Vec<&'a str>,
}

impl<'a> Scan<'a> {
    /// Begins at the beginning of `text`.
    pub(crate) fn new(text: &'a str) -> Scan<'a> {
        Scan { cursor: Cursor::new(text), strings: HashMap::new(), faults: Vec::new(), broken: Vec::new() }
    }

    /// Whether a comment is open that a brace further down may close, so that what stands between was read as entries.
    pub(crate) fn has_open_comment(&self) -> bool {
        self.cursor.open_comment
    }
}

impl<'a> Iterator for Scan<'a> {
    type Item = RawEntry<'a>;

    fn next(&mut self) -> Option<RawEntry<'a>> {
        while let Some(start) = self.cursor.find_entry() {
            match self.entry(start) {
                Ok(Some(entry)) => return Some(entry),
                Ok(None) => {}
                Err(problem) => {
                    self.cursor.at = self.cursor.at.max(start + 1); // never the same entry again
                    self.cursor.skip_to_line_start_entry();
                    self.faults.push(problem.into_fault());
                }
            }
        }
        None
    }
}

/// Why an entry could not be read.
struct Problem {
    span: Span,
    message: String,
}

impl Problem {
    fn into_fault(self) -> Fault {
        Fault { kind: FaultKind::Malformed, span: self.span, message: self.message }
    }
}

impl<'a> Scan<'a> {
    /// Reads what begins with the `@` at `start`: an entry, or something else.
    fn entry(&mut self, start: usize) -> Result<Option<RawEntry<'a>>, Problem> {
        let cursor = &mut self.cursor;
        cursor.at = start + 1;
        let kind = cursor.name().to_lowercase();
        cursor.skip_space();
        let header = Span::new(start, cursor.at);
        let close = cursor.open().ok_or_else(|| not_closed(header, &kind))?;
        match kind.as_str() {
            "comment" => cursor.skip_balanced(close),
            "preamble" => self.preamble(header, close)?,
            "string" => {
                let fields = self.fields(close).ok_or_else(|| not_closed(header, "@string"))?;
                self.strings.extend(fields);
            }
            _ => return self.reference(start, kind, close).map(Some),
        }
        Ok(None)
    }

    fn preamble(&mut self, header: Span, close: char) -> Result<(), Problem> {
        let cursor = &mut self.cursor;
        cursor.skip_space();
        let read = cursor.value(Escapes::Skipped).is_some();
        cursor.skip_space();
        if read && cursor.eat(close) { Ok(()) } else { Err(not_closed(header, "@preamble")) }
    }

    fn reference(&mut self, start: usize, kind: String, close: char) -> Result<RawEntry<'a>, Problem> {
        let cursor = &mut self.cursor;
        cursor.skip_space();
        let key_span = cursor.key();
        let key = key_span.of(cursor.text);
        let header = Span::new(start, start + cursor.text[start..key_span.end].trim_end().len());
        cursor.skip_space();
        if key.is_empty() || key.contains('=') || !(cursor.eat(',') || cursor.peek() == Some(close)) {
            return Err(Problem { span: header, message: no_key(&kind) });
        }
        let Some(fields) = self.fields(close) else {
            self.broken.push(key);
            return Err(not_closed(header, key));
        };
        let span = Span::new(start, self.cursor.at);
        Ok(RawEntry { kind, key, span, key_span, fields })
    }

    /// The fields up to and with `close`; `None` where it does not come.
    fn fields(&mut self, close: char) -> Option<Vec<(String, Value<'a>)>> {
        let start = self.cursor.at;
        let (mut faults, mut end) = (Vec::new(), start);
        // TeX lets `\}` stand in a value; BibTeX counts it as a brace. Where one reading finds no end,
        // the other may.
        for escapes in [Escapes::Skipped, Escapes::Counted] {
            self.cursor.at = start;
            faults.clear();
            if let Some(fields) = self.cursor.fields(close, escapes, &mut faults) {
                self.faults.append(&mut faults);
                return Some(fields);
            }
            end = end.max(self.cursor.at);
        }
        self.cursor.at = end;
        None
    }
}

fn not_closed(span: Span, name: &str) -> Problem {
    let message = format!(
        "“{name}” cannot be read: a brace, quotation mark or equals sign is missing in it. Mend it before the next entry; the other entries are read."
    );
    Problem { span, message }
}

fn no_key(kind: &str) -> String {
    format!("This entry has no citekey. Write one after the brace: “@{kind}{{key, …}}”.")
}

#[cfg(test)]
mod tests;
