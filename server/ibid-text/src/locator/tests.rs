use super::*;

/// Reads the locator before `|` in `marked`; its kind and ranges are `expected`.
#[track_caller]
fn check(marked: &str, kind: LocatorKind, expected: &[(&str, &str)]) {
    let (taken, rest) = marked.split_once('|').unwrap_or((marked, ""));
    let (locator, len) = Locator::parse(&format!("{taken}{rest}")).expect(marked);
    let ranges: Vec<_> = locator.ranges.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!((locator.kind, ranges.as_slice(), len), (kind, expected, taken.len()), "{marked}");
}

#[track_caller]
fn no_locator(text: &str) {
    assert_eq!(Locator::parse(text), None, "{text}");
}

#[track_caller]
fn holds(locator: &str, place: &Place, expected: Option<bool>) {
    assert_eq!(Locator::parse(locator).unwrap().0.matches(place), expected, "{locator} at {place:?}");
}

fn page(label: &str) -> Place {
    Place { page: Some(label.into()), page_index: Some(99), ..Place::default() }
}

#[test]
fn pages() {
    use LocatorKind::Page;
    check("p. 3", Page, &[("3", "3")]);
    check("pp. 33-35, 40|; see", Page, &[("33", "35"), ("40", "40")]);
    check("33|, and passim", Page, &[("33", "33")]);
    check("133–5", Page, &[("133", "135")]);
    check(" p. iv|]", Page, &[("iv", "iv")]);
    check("iv-x", Page, &[("iv", "x")]);
    check("p.33ff.| and", Page, &[("33", "")]);
    check("page 3 and 5| 👍", Page, &[("3", "3"), ("5", "5")]);
    check("p. A12--A14", Page, &[("A12", "A14")]);
    check("{pp. iv, vi-x}| more", Page, &[("iv", "iv"), ("vi", "x")]);
    check("第3页", Page, &[("3", "3")]);
    check("第3-5頁|。", Page, &[("3", "5")]);
    check("at p. 5", Page, &[("5", "5")]);
}

#[test]
fn other_units() {
    check("ch. 2|.", LocatorKind::Chapter, &[("2", "2")]);
    check("Chapter IV| of", LocatorKind::Chapter, &[("IV", "IV")]);
    check("sec. 3.2", LocatorKind::Section, &[("3.2", "3.2")]);
    check("§ 3", LocatorKind::Section, &[("3", "3")]);
    check("§§3-4", LocatorKind::Section, &[("3", "4")]);
    check("¶ 12", LocatorKind::Paragraph, &[("12", "12")]);
    check("ll. 3-9", LocatorKind::Line, &[("3", "9")]);
    check("fig. 2", LocatorKind::Other, &[("2", "2")]);
    check("第2章", LocatorKind::Chapter, &[("2", "2")]);
    check("at 12:30", LocatorKind::Time, &[("12:30", "12:30")]);
    check("1:02:03-1:03:00", LocatorKind::Time, &[("1:02:03", "1:03:00")]);
}

#[test]
fn words_are_no_locators() {
    for text in [
        "",
        "I think",
        "mix of it",
        "Chip",
        "page",
        "passim",
        "see p. 3",
        "5G chips",
        "中",
        "第三方",
        "p",
        "{",
        "👍",
    ] {
        no_locator(text);
    }
}

#[test]
fn pages_match_by_label() {
    holds("pp. 33-35", &page("34"), Some(true));
    holds("pp. 33-35", &page("36"), Some(false));
    holds("p. iv", &page("IV"), Some(true));
    holds("pp. ii-ix", &page("iv"), Some(true));
    holds("p. 4", &page("iv"), Some(false));
    holds("pp. A9-A11", &page("A10"), Some(true));
    holds("33ff", &page("60"), Some(true));
}

#[test]
fn pages_match_by_number_without_a_label() {
    let place = Place { page_index: Some(5), ..Place::default() };
    holds("p. 5", &place, Some(true));
    holds("p. 6", &place, Some(false));
    holds("p. iv", &place, None);
    holds("p. 5", &Place::default(), None);
}

#[test]
fn times_lines_and_headings() {
    let time = Place { time: Some(745.0), ..Place::default() };
    holds("12:30", &time, Some(true));
    holds("at 10:00-11:00", &time, Some(false));
    let line = Place { line: Some(7), ..Place::default() };
    holds("ll. 3-9", &line, Some(true));
    let under = |heading: &str| Place { heading: Some(heading.into()), ..Place::default() };
    holds("ch. 2", &under("Chapter II: Chips"), Some(false));
    holds("ch. 2", &under("Chapter 2. Chips"), Some(true));
    holds("sec. 3", &under("3.2 Results"), Some(true));
    holds("sec. 3", &under("4 Talk"), None);
    holds("sec. 3", &under("Talk"), None);
}
