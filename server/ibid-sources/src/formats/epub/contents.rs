//! The titles of an EPUB's chapters, as its contents have them.

use std::collections::HashMap;

use dom_query::Document;

use crate::{Error, archive::Archive, decode::decode_html, xml::Element};

use super::package::{Package, within};

/// The title of each part, by its name in the archive.
pub(super) fn titles(archive: &mut Archive<'_>, package: &Package) -> Result<HashMap<String, String>, Error> {
    let mut titles = HashMap::new();
    if let Some(name) = &package.navigation
        && let Some(bytes) = archive.part(name)?
    {
        let page = Document::from(decode_html(&bytes).as_ref());
        for link in page.select("nav a[href]").nodes() {
            let href = link.attr("href").unwrap_or_default();
            titles.entry(within(name, &href)).or_insert_with(|| link.text().to_string());
        }
    }
    if titles.is_empty()
        && let Some(name) = &package.ncx
        && let Some(ncx) = archive.tree(name)?
    {
        for point in ncx.all("navPoint") {
            let Some(target) = point.child("content").and_then(|content| content.attribute("src")) else {
                continue;
            };
            let title = point.child("navLabel").map(Element::text).unwrap_or_default();
            titles.entry(within(name, target)).or_insert(title);
        }
    }
    Ok(titles)
}
