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

/// All that a .bib file holds.
#[derive(Debug, Default)]
pub(crate) struct Scan<'a> {
    pub(crate) entries: Vec<RawEntry<'a>>,
    /// `@string` definitions by name in lower case.
    pub(crate) strings: HashMap<String, Value<'a>>,
    pub(crate) faults: Vec<Fault>,
    /// The citekeys of entries that are never closed.
    pub(crate) broken: Vec<&'a str>,
}

/// Cuts `text` into entries.
pub(crate) fn scan(text: &str) -> Scan<'_> {
    let mut scan = Scan::default();
    let mut cursor = Cursor::new(text);
    while let Some(start) = cursor.find_entry() {
        if let Err(problem) = scan.entry(&mut cursor, start) {
            cursor.at = cursor.at.max(start + 1); // never the same entry again
            cursor.skip_to_line_start_entry();
            scan.faults.push(problem.into_fault());
        }
    }
    scan
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
    /// Reads what begins with the `@` at `start`.
    fn entry(&mut self, cursor: &mut Cursor<'a>, start: usize) -> Result<(), Problem> {
        cursor.at = start + 1;
        let kind = cursor.name().to_lowercase();
        cursor.skip_space();
        let header = Span::new(start, cursor.at);
        let close = cursor.open().ok_or_else(|| not_closed(header, &kind))?;
        match kind.as_str() {
            "comment" => {
                cursor.skip_balanced(close);
                Ok(())
            }
            "preamble" => self.preamble(cursor, header, close),
            "string" => self.strings(cursor, header, close),
            _ => self.reference(cursor, start, kind, close),
        }
    }

    fn preamble(&mut self, cursor: &mut Cursor<'a>, header: Span, close: char) -> Result<(), Problem> {
        cursor.skip_space();
        let read = cursor.value(Escapes::Skipped).is_some();
        cursor.skip_space();
        if read && cursor.eat(close) { Ok(()) } else { Err(not_closed(header, "@preamble")) }
    }

    fn strings(&mut self, cursor: &mut Cursor<'a>, header: Span, close: char) -> Result<(), Problem> {
        let fields = self.fields(cursor, close).ok_or_else(|| not_closed(header, "@string"))?;
        self.strings.extend(fields);
        Ok(())
    }

    fn reference(
        &mut self,
        cursor: &mut Cursor<'a>,
        start: usize,
        kind: String,
        close: char,
    ) -> Result<(), Problem> {
        cursor.skip_space();
        let key_span = cursor.key();
        let key = key_span.of(cursor.text);
        let header = Span::new(start, start + cursor.text[start..key_span.end].trim_end().len());
        cursor.skip_space();
        if key.is_empty() || key.contains('=') || !(cursor.eat(',') || cursor.peek() == Some(close)) {
            return Err(Problem { span: header, message: no_key(&kind) });
        }
        let Some(fields) = self.fields(cursor, close) else {
            self.broken.push(key);
            return Err(not_closed(header, key));
        };
        let span = Span::new(start, cursor.at);
        self.entries.push(RawEntry { kind, key, span, key_span, fields });
        Ok(())
    }

    /// The fields up to and with `close`; `None` where it does not come.
    fn fields(&mut self, cursor: &mut Cursor<'a>, close: char) -> Option<Vec<(String, Value<'a>)>> {
        let start = cursor.at;
        let (mut faults, mut end) = (Vec::new(), start);
        // TeX lets `\}` stand in a value; BibTeX counts it as a brace. Where one reading finds no end,
        // the other may.
        for escapes in [Escapes::Skipped, Escapes::Counted] {
            cursor.at = start;
            faults.clear();
            if let Some(fields) = cursor.fields(close, escapes, &mut faults) {
                self.faults.append(&mut faults);
                return Some(fields);
            }
            end = end.max(cursor.at);
        }
        cursor.at = end;
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
