//! A chapter of a book, in XHTML: all of it is text, so that nothing is taken for a menu or a notice.

use dom_query::Document;

use super::walk;
use crate::builder::Builder;

/// What holds no text whatever the book.
const EMPTY: &str = "script, style, nav, template, svg, iframe, object, audio, video, rp, rt";
/// Elements that XML may write without an end, and that HTML would read on and on.
const UNENDED: [&str; 5] = ["title", "script", "style", "textarea", "iframe"];

/// Writes the chapter `page`; `title` is what the contents call it, and stands where it has no heading of its own.
pub(in crate::formats) fn chapter(page: &str, title: Option<&str>, builder: &mut Builder) {
    let document = Document::from(ended(page));
    for node in document.select(EMPTY).nodes() {
        node.remove_from_parent();
    }
    builder.paragraph();
    let says = !document.select("body").text().trim().is_empty();
    let title = title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    if says && !title.is_empty() && document.select("h1, h2, h3, h4, h5, h6").length() == 0 {
        builder.heading(None, 1, &title);
    }
    walk::walk(&document, builder);
    builder.paragraph();
}

/// `page` without the elements that end where they begin.
fn ended(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        let name = tag[1..].split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let ends = tag.ends_with("/>") && UNENDED.iter().any(|known| known.eq_ignore_ascii_case(name));
        if !ends {
            out.push_str(tag);
        }
        rest = after;
    }
    out + rest
}
