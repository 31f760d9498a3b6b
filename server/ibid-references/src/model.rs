//! What a bibliography is made of.

use std::path::PathBuf;

use ibid_text::Span;
use serde::{Deserialize, Serialize};

/// One bibliography entry, as much of it as is kept in memory; the rest is parsed from `span` when needed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The citekey.
    #[serde(skip)]
    pub key: String,
    /// The bibliography file it stands in.
    #[serde(skip)]
    pub file: PathBuf,
    /// The entry's bytes in that file; empty where the file is a reference manager's database.
    #[serde(skip)]
    pub span: Span,
    /// The citekey's bytes in that file, or nothing as well.
    #[serde(skip)]
    pub key_span: Span,
    /// The entry's type in lower case ("article").
    pub kind: String,
    /// Title in plain text (TeX accents and braces resolved).
    pub title: String,
    /// Authors (else editors, else the organisation), family name first: "Ren, Zhengfei".
    pub authors: Vec<String>,
    /// Date as far as it is known.
    pub date: Option<RefDate>,
    /// Journal, book, series or site it appeared in.
    pub container: Option<String>,
    /// `pages` as written.
    pub pages: Option<String>,
    /// Other fields that a claim can be held against, by name in lower case, in plain text
    /// (volume, number, publisher, location, pagetotal, edition, doi, url, keywords, abstract, langid …).
    pub fields: Vec<(String, String)>,
    /// Paths in its `file` field, as written (Zotero's and JabRef's `description:path:type` forms taken apart).
    pub files: Vec<String>,
}

impl Reference {
    /// Its citekey, and the others that it goes by (BibLaTeX's `ids`).
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        let ids = self.fields.iter().filter(|(name, _)| name == "ids").flat_map(|(_, ids)| ids.split(','));
        std::iter::once(self.key.as_str()).chain(ids.map(str::trim).filter(|id| !id.is_empty()))
    }

    /// Whether it is an entry of a file that a writer can read, and not a row in a database.
    pub fn is_entry(&self) -> bool {
        !self.span.is_empty()
    }
}

/// A date of a reference; parts that are not known are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RefDate {
    /// Year of the common era.
    pub year: i32,
    /// Month, 1 to 12.
    pub month: Option<u8>,
    /// Day of the month.
    pub day: Option<u8>,
}

/// Something in a bibliography that could not be read, or stands there twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What is wrong.
    pub kind: FaultKind,
    /// The bytes at fault in the bibliography file.
    pub span: Span,
    /// For people: what is wrong and how to mend it.
    pub message: String,
}

/// The kinds of fault in a bibliography.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FaultKind {
    /// An entry that cannot be read (the others can).
    Malformed,
    /// A citekey that an earlier entry, at this span of the same file, has already.
    Duplicate {
        /// The citekey.
        key: String,
        /// The first entry's key.
        first: Span,
    },
}
