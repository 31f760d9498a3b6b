use std::path::Path;

use super::*;

fn references(texts: &[&str]) -> References {
    let parse = |text: &&str| Arc::new(Catalogue::parse(Path::new("a.bib"), text));
    References::new(texts.iter().map(parse).collect())
}

#[test]
fn the_first_of_two_counts() {
    let references =
        references(&["@misc{a, title={One}}", "@misc{a, title={Two}} @misc{b, ids={old, older}}"]);
    assert_eq!(references.len(), 2);
    assert_eq!(references.get("a").map(|r| r.title.clone()).as_deref(), Some("One"));
    assert_eq!(references.get("older").map(|r| r.key.clone()).as_deref(), Some("b"));
    assert!(references.get("A").is_none());
    assert_eq!(references.iter().map(|r| r.key.clone()).collect::<Vec<_>>(), ["a", "b"]);
}

#[test]
fn near_keys() {
    let references =
        references(&["@misc{ren2025,} @misc{ren2024,} @misc{smith2010book,} @misc{jones,} @misc{李2021,}"]);
    assert_eq!(references.near_keys("ren2052", 3), ["ren2025", "ren2024"]);
    assert_eq!(references.near_keys("Ren2025", 1), ["ren2025"]);
    assert_eq!(references.near_keys("smith2010", 3), ["smith2010book"]);
    assert_eq!(references.near_keys("johnes", 3), ["jones"]);
    assert_eq!(references.near_keys("李2022", 3), ["李2021"]);
    assert_eq!(references.near_keys("nothing_like_it", 3), [""; 0]);
}
