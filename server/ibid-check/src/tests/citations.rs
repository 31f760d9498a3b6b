//! Citations that lead nowhere, to no text, or to no such page.

use expect_test::expect;

use super::{check, library, run};

const NOTE: (&str, &str) = ("ren2025.md", "Our single chip is still one generation behind.\n");

#[track_caller]
fn codes(bib: &str, draft: &str, expected: &[&str]) {
    let found = run(&library(&[NOTE], bib), draft).findings;
    let found: Vec<String> =
        found.iter().map(|f| format!("{} {}", f.code.as_str(), f.span.of(draft))).collect();
    assert_eq!(found, expected);
}

#[test]
fn unknown_keys_and_notes() {
    check(
        &[NOTE],
        "It lags [@ren2052].",
        expect![[r#"
        unknown-citation «@ren2052» No reference has the citekey “ren2052”. Did you mean “ren2025”?
          fix: Cite @ren2025: It lags [@ren2025]."#]],
    );
    codes("", "It lags [@ren2025], see note.[^1]", &["unknown-citation 1"]);
    codes("", "It lags [@ren2025].[^1]\n\n[^1]: See @ren2025.", &[]);
    codes("", "See `@nobody`, a@b.org and @fig-one [@ren2025].", &[]);
}

#[test]
fn references_without_a_text() {
    codes("@misc{lost, title = {Lost}}", "It lags [@lost].", &["missing-source @lost"]);
}

#[test]
fn pages_that_are_not_there() {
    let bib = "@article{ren2025, pages = {12--15}, file = {ren2025.md}}\n@book{book, pages = {120}}";
    codes(bib, "It lags [@ren2025, p. 13].", &[]);
    codes(bib, "It lags [@ren2025, p. 33].", &["wrong-locator p. 33"]);
    codes(bib, "It lags [@book, p. 45].", &["missing-source @book"]);
}

#[test]
fn what_the_writer_ignores() {
    codes("", "It lags [@nobody]. <!-- ibid: ignore unknown-citation -->", &[]);
    codes("", "It lags [@nobody]. <!-- ibid: ignore misquote -->", &["unknown-citation @nobody"]);
    codes("", "---\nibid:\n  ignore: [unknown-citation]\n---\n\nIt lags [@nobody].", &[]);
}

#[test]
fn an_entry_that_is_never_closed_is_known_all_the_same() {
    let library = super::library(&[], "@book{ren, title = {Dialogue\n@book{other, title = {Other}}\n");
    assert_eq!(super::run(&library, "They said so [@ren].").findings, []);
    assert_eq!(super::run(&library, "They said so [@wen].").findings.len(), 1);
}
