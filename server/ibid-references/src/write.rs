//! Entries into a .bib file, laid out as their neighbours are. The file's other bytes stay as they are.

mod layout;
mod merge;

use ibid_text::Span;

use crate::scan::Scan;
pub use merge::{joined, merged, removal};

use layout::Layout;

/// Fields whose values are no TeX.
const VERBATIM: [&str; 4] = ["url", "doi", "file", "urldate"];

/// An entry that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// Its citekey.
    pub key: String,
    /// Its type, in lower case.
    pub kind: String,
    /// Names of fields and their values in plain text, in order.
    pub fields: Vec<(&'static str, String)>,
}

/// What is put where into the .bib file `text` so that it has `entry` at its end.
pub fn added(text: &str, entry: &NewEntry) -> (Span, String) {
    let entries: Vec<_> = Scan::new(text).collect();
    let layout = Layout::of(text, &entries);
    let end = text.trim_end().len();
    let gap = match end {
        0 => String::new(),
        _ => layout.newline.repeat(if layout.apart { 2 } else { 1 }),
    };
    let fields: Vec<(String, String)> = entry
        .fields
        .iter()
        .map(|(name, value)| {
            let value = if VERBATIM.contains(name) { value.replace(['{', '}'], "") } else { tex(value) };
            ((*name).to_owned(), layout.enclosed(name, &value))
        })
        .collect();
    let written = layout.entry(&entry.kind, &entry.key, &fields);
    (Span::new(end, text.len()), format!("{gap}{written}{}", layout.newline))
}

/// `text` as TeX reads it.
fn tex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        match c {
            '{' | '}' => {}
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands at the end of `text` once an entry was added.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let entry = NewEntry {
            key: "new".into(),
            kind: "online".into(),
            fields: vec![("title", "Chips & {Gaps}".into()), ("url", "https://x.org/a_b".into())],
        };
        let (span, put) = added(text, &entry);
        let whole = format!("{}{put}", &text[..span.start]);
        assert_eq!(whole, expected);
        let read = crate::Bibliography::parse(std::path::Path::new("a.bib"), &whole);
        let last = read.references.last().unwrap();
        assert_eq!((last.key.as_str(), last.title.as_str()), ("new", "Chips & Gaps"), "{:?}", read.faults);
    }

    #[test]
    fn an_entry_is_laid_out_as_its_neighbours() {
        check("", "@online{new,\n  title = {Chips \\& Gaps},\n  url = {https://x.org/a_b},\n}\n");
        check(
            "@book{a,\n\tauthor = \"A\",\n\ttitle  = \"B\"\n}\n\n\n",
            "@book{a,\n\tauthor = \"A\",\n\ttitle  = \"B\"\n}\n\n@online{new,\n\ttitle  = \"Chips \\& Gaps\",\n\turl    = \"https://x.org/a_b\"\n}\n",
        );
        check(
            "@Book{a, Title={{B}}}\n@Book{b, Title={{C}}}",
            "@Book{a, Title={{B}}}\n@Book{b, Title={{C}}}\n@Online{new, Title={{Chips \\& Gaps}}, Url={https://x.org/a_b}}\n",
        );
        check(
            "@book{a,\r\n    title = {B}}\r\n",
            "@book{a,\r\n    title = {B}}\r\n\r\n@online{new,\r\n    title = {Chips \\& Gaps},\r\n    url = {https://x.org/a_b}}\r\n",
        );
    }
}
