//! Web pages: the article without menus, scripts and notices; where no article stands out, the body.

mod chapter;
mod clean;
mod grid;
mod linked;
mod meta;
mod saved;
mod table;
mod walk;

use std::path::Path;

use dom_query::Document;
use dom_smoothie::Readability;

pub(super) use chapter::chapter;

use crate::{
    Error, Extracted,
    builder::Builder,
    decode::decode_html,
    metadata::{self, Field},
};

/// An article of so many bytes is one, however much stands beside it; a shorter one must be a good part
/// of its page.
const ENOUGH: usize = 1000;
const PART: usize = 4;

pub(crate) fn extract(_path: &Path, bytes: &[u8]) -> Result<Extracted, Error> {
    let page = decode_html(bytes);
    Ok(self::page(&page))
}

/// What the text of a page holds: the article, what the page says of it, and where it came from.
pub(super) fn page(page: &str) -> Extracted {
    let document = Document::from(page);
    let saved = saved::saved(page, &document);
    let mut metadata = meta::metadata(&document);
    clean::clean(&document);
    let mut extracted = said(document);
    metadata.fill(std::mem::take(&mut extracted.metadata));
    let mut page = Extracted { metadata, saved: Some(saved), ..extracted };
    was_saved(&mut page, None, None);
    page
}

/// Adds what is said beside a page of where it came from and when it was saved; what the page says goes before.
pub(super) fn was_saved(page: &mut Extracted, address: Option<&str>, day: Option<String>) {
    let saved = page.saved.get_or_insert_default();
    saved.address = saved.address.take().or_else(|| metadata::address(address?));
    saved.day = saved.day.take().or(day);
    if let Some(address) = &saved.address {
        page.metadata.add(Field::Url, address);
    }
}

/// What a page says, without what is no part of it.
fn said(document: Document) -> Extracted {
    let name = document.select("title").text();
    let heading =
        only_heading(&document).filter(|heading| name.is_empty() || name.contains(heading.as_str()));
    let body = read(&document, heading.as_deref().unwrap_or(&name));
    let Some((title, content)) = article(document) else { return body };
    let article = read(&Document::from(content), &heading.unwrap_or(title));
    // Readability can settle on one short part of a page of many like parts, and lose the rest.
    let keeps_enough = article.text.len() >= ENOUGH || article.text.len() * PART >= body.text.len();
    if keeps_enough { article } else { body }
}

/// Writes what a piece of a page says, as it stands in Markdown, say.
pub(super) fn fragment(html: &str, builder: &mut Builder) {
    let document = Document::from(html);
    clean::clean(&document);
    walk::walk(&document, builder);
}

/// The page's own heading, where it has one and only one.
fn only_heading(document: &Document) -> Option<String> {
    let headings = document.select("h1");
    let text = headings.text().split_whitespace().collect::<Vec<_>>().join(" ");
    (headings.length() == 1 && !text.is_empty()).then_some(text)
}

/// Title and markup of the article, where the page has one.
fn article(page: Document) -> Option<(String, String)> {
    let article = Readability::with_document(page, None, None).ok()?.parse().ok()?;
    Some((article.title, article.content.to_string()))
}

/// The text of a page or article.
fn read(document: &Document, title: &str) -> Extracted {
    let mut builder = Builder::default();
    builder.title(title);
    head(document, title, &mut builder);
    walk::walk(document, &mut builder);
    builder.finish()
}

/// Puts the title first where it does not stand in the text: readability takes it out of an article.
fn head(document: &Document, title: &str, builder: &mut Builder) {
    let stands = document.select("h1, h2, h3").iter().any(|heading| heading.text().contains(title));
    if !title.trim().is_empty() && !stands {
        builder.heading(None, 1, title);
    }
}
