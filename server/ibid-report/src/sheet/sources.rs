//! The sources that claims rest on, each once.

use std::path::PathBuf;

use ibid_evidence::Evidence;
use ibid_text::Place;
use maud::{Markup, html};

use super::text::text;
use super::{Claim, Sheet, links};

/// The sources on the sheet, in the order in which the draft comes to them.
pub(super) struct Sources(Vec<Source>);

/// A source, and how often the draft rests on it.
pub(super) struct Source {
    path: PathBuf,
    title: Option<String>,
    key: Option<String>,
    claims: usize,
}

impl Sources {
    /// Those of all passages.
    pub(super) fn of(sheet: &Sheet<'_>) -> Sources {
        let mut sources: Vec<Source> = Vec::new();
        for claim in sheet.claims {
            for evidence in each_once(claim) {
                match sources.iter_mut().find(|source| source.is_of(evidence)) {
                    Some(source) => source.count(evidence),
                    None => sources.push(Source::new(evidence)),
                }
            }
        }
        Sources(sources)
    }

    /// The names, in attributes, of the sources of `claim`, apart by spaces.
    pub(super) fn ids(&self, claim: &Claim) -> String {
        let ids: Vec<String> = each_once(claim).into_iter().filter_map(|e| self.id(e)).collect();
        ids.join(" ")
    }

    /// The name, in attributes, of the source that `evidence` is of.
    pub(super) fn id(&self, evidence: &Evidence) -> Option<String> {
        let at = self.0.iter().position(|source| source.is_of(evidence))?;
        Some(format!("s{}", at + 1))
    }

    /// The name in attributes and the name for people of each.
    pub(super) fn names(&self) -> impl Iterator<Item = (String, String)> {
        let name = |source: &Source| match (&source.key, &source.title) {
            (Some(key), Some(title)) => format!("@{key}: {title}"),
            _ => source.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        };
        self.0.iter().enumerate().map(move |(at, source)| (format!("s{}", at + 1), text(&name(source))))
    }

    /// The part of the page that lists them.
    pub(super) fn table(&self, sheet: &Sheet<'_>) -> Markup {
        html! {
            section #sources aria-labelledby="sources-title" {
                h2 #sources-title { "Sources" }
                @if self.0.is_empty() {
                    p.hint { "No claim rests on a source that could be read." }
                } @else {
                    div.wide role="region" aria-labelledby="sources-title" tabindex="0" {
                        table {
                            thead { tr {
                                th scope="col" { "Source" } th scope="col" { "File" } th scope="col" { "Claims" }
                                th scope="col" { "Copy of a web page" }
                            } }
                            tbody { @for source in &self.0 { (source.row(sheet)) } }
                        }
                    }
                }
            }
        }
    }
}

impl Source {
    fn new(evidence: &Evidence) -> Source {
        let reference = evidence.reference.as_ref();
        Source {
            path: evidence.source.clone(),
            title: reference.map(|r| r.title.clone()),
            key: reference.map(|r| r.key.clone()),
            claims: 1,
        }
    }

    /// Whether `evidence` is of this source: of its text, or a field of its reference, which stands in a bibliography.
    fn is_of(&self, evidence: &Evidence) -> bool {
        let key = evidence.reference.as_ref().map(|reference| &reference.key);
        self.path == evidence.source || (key.is_some() && key == self.key.as_ref())
    }

    fn count(&mut self, evidence: &Evidence) {
        self.claims += 1;
        if evidence.span.is_some() {
            self.path.clone_from(&evidence.source);
        }
    }

    fn row(&self, sheet: &Sheet<'_>) -> Markup {
        html! {
            tr {
                th scope="row" dir="auto" {
                    @if let Some(title) = &self.title { cite { (text(title)) } " " }
                    @if let Some(key) = &self.key { span.key { "@" (text(key)) } }
                }
                td { a href=(links::source(sheet, &self.path, &Place::default())) rel="noreferrer" {
                    (sheet.context.told(&self.path))
                } }
                td.number { (self.claims) }
                td { (self.copy(sheet)) }
            }
        }
    }

    fn copy(&self, sheet: &Sheet<'_>) -> Markup {
        html! {
            @if let Some(copy) = sheet.context.copy(&self.path) {
                @if let Some(address) = copy.address.as_deref().and_then(links::web) {
                    a.address href=(address) rel="noreferrer" { (address) } br;
                }
                @if let Some(day) = &copy.day { "saved " (text(day)) br; }
                span.hash { "blake3 " (copy.hash.0) }
            } @else { "–" }
        }
    }
}

/// The first passage of each source of `claim`.
fn each_once(claim: &Claim) -> Vec<&Evidence> {
    let mut seen: Vec<&Evidence> = Vec::new();
    for passage in &claim.passages {
        if !seen.iter().any(|known| known.source == passage.evidence.source) {
            seen.push(&passage.evidence);
        }
    }
    seen
}
