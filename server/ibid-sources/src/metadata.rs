//! What a file says of itself, for a reference to be made of it. Only what the file says: nothing is guessed.

mod values;

use serde::{Deserialize, Serialize};

/// What a file says of the work that it holds. What it does not say is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct Metadata {
    /// Its title.
    pub title: Option<String>,
    /// Its authors in order, each as written: "Anna Ren", "Ren, Anna".
    pub authors: Vec<String>,
    /// Its editors, likewise.
    pub editors: Vec<String>,
    /// When it was published: "2025", "2025-05" or "2025-05-15".
    pub date: Option<String>,
    /// Its language as a tag: "en", "zh-CN".
    pub language: Option<String>,
    /// Its DOI, without a resolver's address: "10.1000/182".
    pub doi: Option<String>,
    /// Its ISBN, as written.
    pub isbn: Option<String>,
    /// Its address, `http` or `https`.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// What it appeared in: a journal, a site, a book.
    pub container: Option<String>,
    /// The volume of what it appeared in.
    pub volume: Option<String>,
    /// The issue of what it appeared in.
    pub issue: Option<String>,
    /// Its pages there: "33-35".
    pub pages: Option<String>,
    /// What kind of work it is.
    pub work: Option<Work>,
}

/// A kind of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Work {
    /// In a journal, magazine or newspaper.
    Article,
    /// A book.
    Book,
    /// A part of a book.
    Chapter,
    /// In the proceedings of a conference.
    Paper,
    /// A report.
    Report,
    /// A thesis.
    Thesis,
    /// A page of a web site.
    Page,
}

/// A field of [`Metadata`], as the formats' tables of names have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Field {
    Title,
    Author,
    Editor,
    Date,
    Language,
    Doi,
    Isbn,
    Url,
    Publisher,
    Container,
    Volume,
    Issue,
    Pages,
}

impl Metadata {
    /// Takes in what the file has under `field`, brought to its form. Of two values the first counts, of names each; what
    /// is no value of the field is left out.
    pub(crate) fn add(&mut self, field: Field, value: &str) {
        let slot = match field {
            Field::Author => return add_names(&mut self.authors, value),
            Field::Editor => return add_names(&mut self.editors, value),
            Field::Title => &mut self.title,
            Field::Date => &mut self.date,
            Field::Language => &mut self.language,
            Field::Doi => &mut self.doi,
            Field::Isbn => &mut self.isbn,
            Field::Url => &mut self.url,
            Field::Publisher => &mut self.publisher,
            Field::Container => &mut self.container,
            Field::Volume => &mut self.volume,
            Field::Issue => &mut self.issue,
            Field::Pages => &mut self.pages,
        };
        if slot.is_none() {
            *slot = match field {
                Field::Date => values::date(value),
                Field::Language => values::language(value),
                Field::Doi => values::doi(value),
                Field::Isbn => values::isbn(value),
                Field::Url => values::address(value),
                _ => values::tidy(value),
            };
        }
    }

    /// Takes what is still missing from `other`, which is believed less.
    pub(crate) fn fill(&mut self, other: Metadata) {
        let names = |own: &mut Vec<String>, others| {
            if own.is_empty() {
                *own = others;
            }
        };
        let text = |own: &mut Option<String>, others| {
            if own.is_none() {
                *own = others;
            }
        };
        names(&mut self.authors, other.authors);
        names(&mut self.editors, other.editors);
        text(&mut self.title, other.title);
        text(&mut self.date, other.date);
        text(&mut self.language, other.language);
        text(&mut self.doi, other.doi);
        text(&mut self.isbn, other.isbn);
        text(&mut self.url, other.url);
        text(&mut self.publisher, other.publisher);
        text(&mut self.container, other.container);
        text(&mut self.volume, other.volume);
        text(&mut self.issue, other.issue);
        text(&mut self.pages, other.pages);
        self.work = self.work.or(other.work);
    }
}

fn add_names(names: &mut Vec<String>, value: &str) {
    for name in values::names(value) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
}

pub(crate) use values::{address, date};
