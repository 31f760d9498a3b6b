//! Takes out of a page what is no part of what it says: code, controls, menus, hidden things, notices.

use dom_query::{Document, NodeRef};

/// Elements that hold no prose, whatever is in them.
const EMPTY: &str = "script, style, noscript, template, nav, footer, aside, button, select, textarea, svg, math, \
    iframe, object, canvas, audio, video, dialog, pre, rp, rt, [hidden], [aria-hidden=true], \
    [role=navigation], [role=contentinfo], [role=search], [role=menu], [role=alertdialog], [role=dialog]";
/// Elements that may be a notice or a box beside the text, by their names.
const NAMED: &str = "body [class], body [id]";
/// What holds more than one part in so many of the page's text is no notice, whatever its name.
const NOTICE: usize = 4;

/// Cleans a page in place.
pub(super) fn clean(document: &Document) {
    for node in document.select(EMPTY).nodes() {
        node.remove_from_parent();
    }
    for node in document.select("br").nodes() {
        space_out(node);
    }
    let most = document.select("body").text().len() / NOTICE;
    for node in document.select(NAMED).nodes() {
        if is_notice(node) && node.text().len() <= most {
            node.remove_from_parent();
        }
    }
}

/// A single line break becomes a space, since readability drops it; of two it makes a paragraph.
fn space_out(node: &NodeRef<'_>) {
    let is_break = |other: Option<NodeRef<'_>>| other.is_some_and(|other| other.has_name("br"));
    if !is_break(node.next_element_sibling()) && !is_break(node.prev_element_sibling()) {
        node.replace_with_html(" ");
    }
}

fn is_notice(node: &NodeRef<'_>) -> bool {
    ["id", "class"].iter().any(|name| node.attr(name).is_some_and(|value| names_notice(&value)))
}

fn names_notice(value: &str) -> bool {
    value.split(|c: char| !c.is_alphanumeric()).any(|word| {
        let word = word.to_ascii_lowercase();
        word.starts_with("cookie")
            || word.starts_with("consent")
            || matches!(word.as_str(), "gdpr" | "newsletter" | "breadcrumb" | "breadcrumbs")
    })
}
