//! One entry to a reference.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use super::{granular, inherit, values};
use crate::dates::Written;
use crate::scan::{RawEntry, Value};
use crate::{CONTAINERS, Reference, dates, files, names, tex};

/// Fields that are not TeX.
const VERBATIM: &[&str] = &[
    "url",
    "doi",
    "eprint",
    "file",
    "pdf",
    "ids",
    "isbn",
    "issn",
    "urlraw",
    "entryset",
    "urldate",
    "origdate",
    "eventdate",
];
/// Fields that hold names.
const NAMES: &[&str] = &[
    "author",
    "editor",
    "editora",
    "editorb",
    "director",
    "composer",
    "bookauthor",
    "translator",
    "shortauthor",
    "holder",
];
/// Fields that nobody can hold a claim against: what programs note for themselves, and what has a
/// place of its own in the reference.
const LEFT_OUT: &[&str] = &[
    "title",
    "subtitle",
    "author",
    "pages",
    "file",
    "pdf",
    "date",
    "year",
    "month",
    "day",
    "crossref",
    "xref",
    "xdata",
    "timestamp",
    "owner",
    "groups",
    "creationdate",
    "modificationdate",
    "comment",
    "bdsk-url-1",
    "bdsk-url-2",
    "bdsk-file-1",
    "bdsk-file-2",
    "mendeley-groups",
    "mendeley-tags",
    "__markedentry",
    "date-added",
    "date-modified",
];
/// Archives that an `eprint` may be in, and what stands before its number in its address.
const ARCHIVES: &[(&str, &str)] = &[
    ("arxiv", "https://arxiv.org/abs/"),
    ("jstor", "https://www.jstor.org/stable/"),
    ("pubmed", "https://pubmed.ncbi.nlm.nih.gov/"),
    ("hdl", "https://hdl.handle.net/"),
    ("googlebooks", "https://books.google.com/books?id="),
];

/// The reference that `entry` describes.
pub(super) fn reference<'a>(
    entry: &RawEntry<'a>,
    by_key: &HashMap<String, RawEntry<'a>>,
    strings: &HashMap<String, Value<'a>>,
    path: &Path,
) -> Reference {
    let fields = Fields {
        values: inherit::fields(entry, by_key)
            .into_iter()
            .map(|(name, value)| (name, granular::resolved(values::text(value, strings), by_key, strings)))
            .collect(),
    };
    let date = fields.date();
    Reference {
        key: entry.key.to_owned(),
        file: path.to_owned(),
        span: entry.span,
        key_span: entry.key_span,
        kind: inherit::kind(entry, by_key).to_owned(),
        title: fields.title(),
        authors: fields.authors(),
        date: date.as_ref().map(|date| date.known),
        container: CONTAINERS.iter().find_map(|name| fields.plain(name)),
        pages: fields.raw("pages").map(|pages| tex::one_line(&pages.replace(['{', '}'], ""))),
        files: ["file", "pdf"]
            .iter()
            .filter_map(|n| fields.raw(n))
            .flat_map(files::parse_file_field)
            .collect(),
        fields: fields.others(date.and_then(|date| date.more)),
    }
}

/// An entry's fields as written, names resolved.
struct Fields<'e> {
    values: Vec<(&'e str, Cow<'e, str>)>,
}

impl Fields<'_> {
    fn raw(&self, name: &str) -> Option<&str> {
        let value = self.values.iter().find(|(known, _)| *known == name)?.1.trim();
        Some(value).filter(|value| !value.is_empty())
    }

    fn plain(&self, name: &str) -> Option<String> {
        self.raw(name).map(tex::plain).filter(|text| !text.is_empty())
    }

    fn title(&self) -> String {
        let title = ["title", "booktitle", "titleaddon"].iter().find_map(|name| self.plain(name));
        let title = title.unwrap_or_default();
        match self.plain("subtitle") {
            Some(subtitle) if title.ends_with(['?', '!', ':', '？', '！', '：']) => {
                format!("{title} {subtitle}")
            }
            Some(subtitle) if !title.is_empty() => format!("{title}: {subtitle}"),
            Some(subtitle) => subtitle,
            None => title,
        }
    }

    fn authors(&self) -> Vec<String> {
        let people =
            ["author"].iter().chain(names::PEOPLE).filter_map(|name| Some(names::names(self.raw(name)?)));
        let bodies = names::BODIES.iter().filter_map(|name| Some(vec![names::body(&self.plain(name)?)]));
        people.chain(bodies).find(|names| !names.is_empty()).unwrap_or_default()
    }

    fn date(&self) -> Option<Written> {
        let edtf = |name: &str| dates::edtf(&self.raw(name)?.replace(['{', '}'], ""));
        // A year may be a whole date.
        let whole = || edtf("year").filter(|written| written.known.month.is_some());
        let written = edtf("date").or_else(whole);
        let told = || dates::fields(&self.plain("year")?, self.plain("month").as_deref(), self.raw("day"));
        let anyhow = || dates::fields(&self.plain("date")?, None, None);
        written.or_else(|| told().or_else(anyhow).map(|known| Written { known, more: None }))
    }

    fn others(&self, date: Option<String>) -> Vec<(String, String)> {
        let kept =
            self.values.iter().filter(|(name, value)| !LEFT_OUT.contains(name) && !value.trim().is_empty());
        let mut others: Vec<_> =
            kept.map(|(name, value)| ((*name).to_owned(), readable(name, value))).collect();
        others.extend(date.map(|date| ("date".to_owned(), date)));
        if self.raw("url").is_none() {
            let published =
                others.iter_mut().find(|(name, value)| name == "howpublished" && is_address(value));
            match published {
                Some((name, _)) => *name = "url".to_owned(),
                None => others.extend(self.archived().map(|address| ("url".to_owned(), address))),
            }
        }
        others.shrink_to_fit();
        others
    }

    /// The address in an archive of what has no DOI.
    fn archived(&self) -> Option<String> {
        let archive = self.raw("eprinttype").or_else(|| self.raw("archiveprefix"));
        let archive = archive.filter(|_| self.raw("doi").is_none())?;
        let (_, start) = ARCHIVES.iter().find(|(name, _)| archive.eq_ignore_ascii_case(name))?;
        let number = tex::verbatim(self.raw("eprint")?);
        Some(if number.contains("://") { number } else { format!("{start}{number}") })
    }
}

fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains(' ')
}

fn readable(name: &str, value: &str) -> String {
    if VERBATIM.contains(&name) {
        return tex::verbatim(value);
    }
    if NAMES.contains(&name) {
        return names::names(value).join(" and ");
    }
    tex::plain(value)
}
