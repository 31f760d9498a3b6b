//! Where a saved page came from and when, as far as the programs that save pages, or the page itself, say so.

use dom_query::Document;

use crate::{
    Saved,
    metadata::{address, date},
};

/// Bytes of a page in which the program that saved it leaves its note.
const HEAD: usize = 4096;

/// What the page says of its own origin. Reads `page` as it came, with its comments.
pub(super) fn saved(page: &str, document: &Document) -> Saved {
    let head = &page[..page.floor_char_boundary(HEAD)];
    let note = comments(head).find_map(note).unwrap_or_default();
    Saved { address: note.address.or_else(|| own_address(document)), day: note.day }
}

fn comments(head: &str) -> impl Iterator<Item = &str> {
    head.split("<!--").skip(1).filter_map(|rest| Some(rest.split_once("-->")?.0.trim()))
}

/// The note of a program that saved the page: SingleFile (and Zotero with it), monolith, or a browser's
/// "saved from url".
fn note(comment: &str) -> Option<Saved> {
    if comment.starts_with("Page saved with SingleFile") {
        let field = |name| comment.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
        return Some(Saved {
            address: field("url:").and_then(address),
            day: field("saved date:").and_then(day),
        });
    }
    if let Some(rest) = comment.strip_prefix("saved from url=(") {
        let (_, named) = rest.split_once(')')?;
        return Some(Saved { address: address(named), day: None });
    }
    let (named, rest) = comment.strip_prefix("Saved from ")?.split_once(" at ")?;
    rest.contains("monolith").then(|| Saved { address: address(named), day: day(rest) })
}

/// The address that the page gives itself.
fn own_address(document: &Document) -> Option<String> {
    let attribute = |selector, name| document.select(selector).attr(name).and_then(|value| address(&value));
    attribute("link[rel=canonical]", "href").or_else(|| attribute("meta[property='og:url']", "content"))
}

/// The whole day in `text`, as "2025-05-15".
fn day(text: &str) -> Option<String> {
    const DAY: usize = "2025-05-15".len();
    date(text).filter(|date| date.len() == DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, address: Option<&str>, day: Option<&str>) {
        let found = saved(page, &Document::from(page));
        assert_eq!((found.address.as_deref(), found.day.as_deref()), (address, day));
    }

    #[test]
    fn the_notes_of_programs_that_save_pages() {
        check(
            "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://e.org/a?b=c \n \
             saved date: Thu May 15 2025 10:11:12 GMT+0200 (Central European Summer Time)\n--><p>x",
            Some("https://e.org/a?b=c"),
            Some("2025-05-15"),
        );
        check("<!-- saved from url=(0019)https://e.org/page/ -->\n<p>x", Some("https://e.org/page/"), None);
        check(
            "<!-- Saved from https://e.org/ at 2025-05-15T10:11:12Z using monolith v2.8.1 --><p>x",
            Some("https://e.org/"),
            Some("2025-05-15"),
        );
    }

    #[test]
    fn the_address_that_a_page_gives_itself() {
        check("<link rel=canonical href=' https://e.org/c '><p>x", Some("https://e.org/c"), None);
        check("<meta property='og:url' content='http://e.org/og'><p>x", Some("http://e.org/og"), None);
        check("<!-- saved from url=(0014)about:internet --><link rel=canonical href=/c><p>x", None, None);
    }

    #[test]
    fn what_is_no_web_address_and_no_day_is_left_out() {
        check("<link rel=canonical href='javascript:alert(1)'><p>x", None, None);
        check(
            "<!--\n Page saved with SingleFile\n url: file:///etc/passwd\n saved date: Thu Foo 99 2025\n-->",
            None,
            None,
        );
        check(
            "<!-- Saved from https://e.org/ at 2025-13-45T10 using monolith -->",
            Some("https://e.org/"),
            None,
        );
        check("<p>url: https://e.org/", None, None);
        check("é<!-- saved from", None, None);
    }
}
