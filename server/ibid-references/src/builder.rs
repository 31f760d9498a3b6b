//! A reference put together field by field, for formats whose values are plain text.

use std::path::Path;

use ibid_text::Span;

use crate::tex::one_line;
use crate::{CONTAINERS, Reference, dates, names};

/// A reference in the making. What is empty is left out; of two values for one field, the first counts.
pub(crate) struct Builder {
    reference: Reference,
}

impl Builder {
    /// The entry at `span` of the bibliography at `path`, cited by `key`, which stands at `key_span`.
    pub(crate) fn new(path: &Path, key: String, key_span: Span, span: Span, kind: &str) -> Builder {
        let reference = Reference {
            key,
            file: path.to_owned(),
            span,
            key_span,
            kind: kind.to_owned(),
            ..Reference::default()
        };
        Builder { reference }
    }

    pub(crate) fn title(&mut self, title: impl AsRef<str>) {
        if self.reference.title.is_empty() {
            self.reference.title = one_line(title.as_ref());
        }
    }

    pub(crate) fn field(&mut self, name: &str, value: impl AsRef<str>) {
        let value = one_line(value.as_ref());
        if !value.is_empty() && self.get(name).is_none() {
            self.reference.fields.push((name.to_owned(), value));
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.reference.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The people of a role, family names first; `author` has a place of its own.
    pub(crate) fn people(&mut self, role: &str, names: Vec<String>) {
        if role == "author" {
            self.reference.authors = names;
        } else {
            let names = names.join(" and ");
            if !names.is_empty() && self.get(role).is_none() {
                self.reference.fields.push((role.to_owned(), names));
            }
        }
    }

    /// The date on which it came out, in EDTF or with a year somewhere in it.
    pub(crate) fn date(&mut self, text: &str) {
        if let Some(written) = dates::edtf(text) {
            self.reference.date = Some(written.known);
            self.field("date", written.more.unwrap_or_default());
        } else {
            self.reference.date = dates::fields(text, None, None);
        }
    }

    /// The same, where none is known yet.
    pub(crate) fn date_if_none(&mut self, text: &str) {
        if self.reference.date.is_none() {
            self.date(text);
        }
    }

    pub(crate) fn pages(&mut self, pages: impl AsRef<str>) {
        let pages = one_line(pages.as_ref());
        self.reference.pages = Some(pages).filter(|pages| !pages.is_empty());
    }

    /// A file that holds its text, as written.
    pub(crate) fn file(&mut self, path: impl Into<String>) {
        self.reference.files.push(path.into());
    }

    pub(crate) fn finish(mut self) -> Reference {
        self.reference.container = CONTAINERS.iter().find_map(|name| self.get(name)).map(str::to_owned);
        if self.reference.authors.is_empty() {
            let people = names::PEOPLE.iter().find_map(|name| self.get(name));
            let body = || names::BODIES.iter().find_map(|name| self.get(name));
            self.reference.authors = match people {
                Some(names) => names.split(" and ").map(str::to_owned).collect(),
                None => body().map(names::body).into_iter().collect(),
            };
        }
        self.reference.fields.shrink_to_fit();
        self.reference
    }
}
