//! How the entries of a .bib file are laid out.

use crate::scan::RawEntry;

/// How entries are laid out.
pub(super) struct Layout {
    pub(super) newline: &'static str,
    /// An empty line stands between entries.
    pub(super) apart: bool,
    /// What stands before a field on a line of its own; `None` where all stand on one line.
    indent: Option<String>,
    /// How long a field's name is with the spaces behind it, where the signs stand in a column.
    column: usize,
    before_sign: &'static str,
    after_sign: &'static str,
    quotes: bool,
    /// Titles stand in two pairs of braces.
    double: bool,
    last_comma: bool,
    /// The closing brace has a line of its own.
    own_close: bool,
    capital: bool,
}

impl Layout {
    /// That of the last of `entries` in `text` that has fields; a plain one where there is none.
    pub(super) fn of(text: &str, entries: &[RawEntry<'_>]) -> Layout {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let mut pairs = entries.iter().zip(entries.iter().skip(1)).rev();
        let between =
            |(a, b): (&RawEntry<'_>, &RawEntry<'_>)| text[a.span.end..b.span.start].matches('\n').count();
        let Some(last) = entries.iter().rev().find(|entry| !entry.fields.is_empty()) else {
            return Layout { newline, ..Layout::plain() };
        };
        let one_line = !last.span.of(text).contains('\n');
        let apart = pairs.next().map_or(!one_line, |pair| between(pair) > 1);
        Layout { newline, apart, ..Layout::of_entry(last.span.of(text), last) }
    }

    fn plain() -> Layout {
        Layout {
            newline: "\n",
            apart: true,
            indent: Some("  ".to_owned()),
            column: 0,
            before_sign: " ",
            after_sign: " ",
            quotes: false,
            double: false,
            last_comma: true,
            own_close: true,
            capital: false,
        }
    }

    /// That of `entry`, which stands in the file as `written`.
    pub(super) fn of_entry(written: &str, entry: &RawEntry<'_>) -> Layout {
        let mut signs = Vec::new();
        for (name, _) in &entry.fields {
            let lower = written.to_ascii_lowercase();
            let found = lower.match_indices(name.as_str()).find_map(|(at, _)| {
                let rest = &written[at + name.len()..];
                let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                let begins = written[..at].ends_with(|c: char| c.is_whitespace() || c == ',');
                (begins && rest[gap..].starts_with('=')).then_some((at, gap))
            });
            signs.extend(found.map(|(at, gap)| (at, name.len(), gap)));
        }
        let Some(&(at, len, gap)) = signs.first() else { return Layout::plain() };
        let line = written[..at].rfind('\n').map(|line| &written[line + 1..at]);
        let indent = line.filter(|before| before.trim().is_empty()).map(str::to_owned);
        let value = written[at + len + gap + 1..].trim_start();
        let ends: Vec<usize> = signs.iter().map(|(_, len, gap)| len + gap).collect();
        let varied = signs.iter().any(|(_, other, _)| *other != len);
        let aligned = varied && ends.iter().all(|end| *end == ends[0]);
        let inner = written[..written.len().saturating_sub(1)].trim_end();
        let title = entry.fields.iter().position(|(name, _)| name == "title");
        let title = title
            .and_then(|title| signs.get(title))
            .map(|(at, len, gap)| written[at + len + gap + 1..].trim_start());
        let newline = if written.contains("\r\n") { "\r\n" } else { "\n" };
        Layout {
            newline,
            apart: true,
            indent,
            column: if aligned { ends[0] } else { 0 },
            before_sign: if gap == 0 { "" } else { " " },
            after_sign: if written[at + len + gap + 1..].starts_with([' ', '\t']) { " " } else { "" },
            quotes: value.starts_with('"'),
            double: title.is_some_and(|title| title.starts_with("{{")),
            last_comma: inner.ends_with(','),
            own_close: written.lines().last().is_some_and(|line| matches!(line.trim(), "}" | ")")),
            capital: written[at..].starts_with(|c: char| c.is_ascii_uppercase())
                || written[1..].starts_with(|c: char| c.is_ascii_uppercase()),
        }
    }

    /// `value` of the field `name` in its marks.
    pub(super) fn enclosed(&self, name: &str, value: &str) -> String {
        match (name, self.double, self.quotes && !value.contains('"')) {
            ("title", true, _) => format!("{{{{{value}}}}}"),
            (_, _, true) => format!("\"{value}\""),
            _ => format!("{{{value}}}"),
        }
    }

    /// A whole entry; values stand in their marks.
    pub(super) fn entry(&self, kind: &str, key: &str, fields: &[(String, String)]) -> String {
        let comma = if self.last_comma { "," } else { "" };
        let close = if self.own_close && self.indent.is_some() { self.newline } else { "" };
        format!("@{}{{{key},{}{comma}{close}}}", self.cased(kind), self.fields(fields))
    }

    /// Fields as they stand behind a comma, the last without one.
    pub(super) fn fields(&self, fields: &[(String, String)]) -> String {
        let before = match &self.indent {
            Some(indent) => format!("{}{indent}", self.newline),
            None => " ".to_owned(),
        };
        let each = fields.iter().map(|(name, value)| {
            let name = self.cased(name);
            let fill = " ".repeat(self.column.saturating_sub(name.len()));
            let gap = if self.column > 0 && !fill.is_empty() { &fill } else { self.before_sign };
            format!("{before}{name}{gap}={}{value}", self.after_sign)
        });
        each.collect::<Vec<_>>().join(",")
    }

    /// Whether a comma stands behind the last field.
    pub(super) fn has_last_comma(&self) -> bool {
        self.last_comma
    }

    fn cased(&self, name: &str) -> String {
        let mut name = name.to_owned();
        if let Some(first) = name.get_mut(..1).filter(|_| self.capital) {
            first.make_ascii_uppercase();
        }
        name
    }
}
