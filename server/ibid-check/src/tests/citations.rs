//! Citations that lead nowhere, to no text, or to no such page.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use expect_test::expect;
use ibid_draft::{Draft, Markup};
use ibid_evidence::{Shelf, SourceFile, SourceState, Texts};
use ibid_references::{Catalogue, References};
use ibid_sources::ContentHash;

use crate::Context;

use super::{check, library, run, show};

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

/// A source of Ren's with a figure, and a reference that fits it by name.
const FIGURES: &[(&str, &str)] = &[("ren2025.md", "We spend 180 billion yuan on research each year.\n")];
const REN: &str = "@article{ren2025, author = {Ren, Zhengfei}, title = {Dialogue with People's Daily}, journal = {People's Daily}, \
    date = {2025-06-10}, url = {https://people.cn/ren}, file = {ren2025.md}}";

/// What is said of a draft with a wrong figure, however it cites.
#[track_caller]
fn mismatches(draft: &str, expected: &[&str]) {
    let found = run(&library(FIGURES, REN), draft).findings;
    let found: Vec<String> =
        found.iter().map(|f| format!("{} {}", f.code.as_str(), f.span.of(draft))).collect();
    assert_eq!(found, expected, "{draft}");
}

#[test]
fn a_source_governs_in_whatever_way_it_is_cited() {
    let wrong = ["number-mismatch 190 billion yuan"];
    for cited in [
        "[@ren2025]",
        "{cite:p}`ren2025`",
        "(Ren 2025, 1)",
        "(see Ren, 2025)",
        "([his words](https://people.cn/ren/))",
        "<https://www.people.cn/ren>",
        "[[ren2025]]",
        "[[ren2025#Research|his words]]",
        "[[@ren2025|Ren]]",
        "[^1]",
        "[^2]",
    ] {
        let notes =
            "\n\n[^1]: Ren, Dialogue, *People’s Daily*, June 10, 2025, 1.\n\n[^2]: Ren, Dialogue, 4.\n";
        mismatches(&format!("Huawei spends 190 billion yuan on research each year {cited}.{notes}"), &wrong);
        mismatches(&format!("Huawei spends 180 billion yuan on research each year {cited}.{notes}"), &[]);
    }
    mismatches("Ren (2025) says Huawei spends 190 billion yuan on research each year.", &wrong);
    mismatches(
        "Huawei spends much.[^1] It spends 190 billion yuan on research each year.[^2]\n\n\
        [^1]: Ren, Dialogue, People's Daily, June 10, 2025, 1.\n\n[^2]: Ibid., 4.\n",
        &wrong,
    );
}

#[test]
fn who_told_a_newspaper_is_no_reason_for_a_fault() {
    let draft = "Ren told People’s Daily that Huawei spends 190 billion yuan on research each year.";
    mismatches(draft, &[]);
    let library = library(FIGURES, REN);
    let read = Draft::new(draft).knowing(library.shelf.names());
    let claim = read.claims().remove(0);
    assert!(claim.governed_by[0].weak && !claim.is_cited(), "{:?}", claim.governed_by);
}

#[test]
fn words_that_name_no_source_are_no_fault() {
    mismatches("Huawei spends 190 billion yuan on research each year (Wen 2025; China 2024).", &[]);
    mismatches(
        "It rose (May 2020).[^1] It fell (Figure 3).\n\n[^1]: Wen, Dialogue, 4. See [[nowhere]] and https://x.org/.\n",
        &[],
    );
}

/// What is said of a draft in `markup`.
#[track_caller]
fn guests(markup: Markup, draft: &str, expected: &[&str]) {
    let library = library(FIGURES, REN);
    let read = Draft::written_in(markup, draft).knowing(library.shelf.names());
    let found =
        crate::check(&Context { draft: &read, file: Path::new("/w/draft"), shelf: &library.shelf }).findings;
    let found: Vec<String> =
        found.iter().map(|f| format!("{} {}", f.code.as_str(), f.span.of(draft))).collect();
    assert_eq!(found, expected, "{draft}");
}

#[test]
fn drafts_in_latex_typst_and_org_are_checked() {
    let wrong = ["number-mismatch 190 billion yuan"];
    for cited in [
        "\\cite{ren2025}",
        "\\autocite[see][1]{ren2025}",
        "(Ren 2025, 1)",
        "\\footnote{See \\textcite{ren2025}.}",
    ] {
        guests(
            Markup::Latex,
            &format!("\\section{{Money}}\nHuawei spends 190 billion yuan on research each year~{cited}.\n"),
            &wrong,
        );
    }
    guests(
        Markup::Latex,
        "He said: ``We spend 180 billion yuan on \\emph{research} every year'' \\cite{ren2025}.",
        &["misquote `We spend 180 billion yuan on \\emph{research} every year'"],
    );
    for cited in ["@ren2025", "@ren2025[p. 1]", "#cite(<ren2025>)", "#footnote[See @ren2025.]"] {
        guests(
            Markup::Typst,
            &format!("= Money\n\nHuawei spends 190 billion yuan on research each year {cited}.\n"),
            &wrong,
        );
    }
    for cited in ["[cite:@ren2025 p. 1]", "[cite/t:see @ren2025]", "cite:ren2025", "[fn:1]", "[fn:2]"] {
        let notes = "\n\n[fn:1] See [cite:@ren2025].\n\n[fn:2] Ren, Dialogue, 4.\n";
        guests(
            Markup::Org,
            &format!("* Money\nHuawei spends 190 billion yuan on research each year {cited}.{notes}"),
            &wrong,
        );
    }
}

#[test]
fn citekeys_of_guests_that_nobody_has_are_told_and_mended() {
    guests(Markup::Latex, "It lags \\cite{ren2052}. % \\cite{ren2053}\n", &["unknown-citation ren2052"]);
    guests(Markup::Org, "It lags [cite:@ren2052].\n", &["unknown-citation @ren2052"]);
    guests(
        Markup::Typst,
        "It lags @ren2052, as @table shows.\n\n#figure(image(\"x.png\")) <table>\n",
        &["unknown-citation @ren2052"],
    );
    let silenced = "% ibid: ignore number-mismatch\nHuawei spends 190 billion yuan on research each year \\cite{ren2025}.\n";
    guests(Markup::Latex, silenced, &[]);
}

#[test]
fn an_entry_that_names_a_source_that_cannot_be_read_is_told_in_its_bibliography() {
    let bib = "@misc{ren, title = {A}, file = {ren.pdf}}\n@misc{ek, title = {B}, file = {ek.pdf}}\n";
    let file = Path::new("/w/library.bib");
    let references = References::new(vec![Arc::new(Catalogue::parse(file, bib))]);
    let source = |name: &str| {
        let state = SourceState::Unreadable(format!("cannot read /w/{name}: it holds no text."));
        SourceFile::new(PathBuf::from(format!("/w/{name}")), state)
    };
    let sources = vec![source("ren.pdf"), source("ek.pdf")];
    let texts = Arc::new(Texts::new(Box::new(|_: &ContentHash| None)));
    let shelf = Shelf::new(Arc::new(references), sources, texts, Vec::new(), true);
    // The other was not tried, as one outside of the workspace is not.
    let found = crate::check_unreadable(file, &shelf, &HashSet::from([PathBuf::from("/w/ren.pdf")]));
    let shown: Vec<String> = found.iter().map(|finding| show(bib, finding)).collect();
    assert_eq!(shown, ["unreadable-source «ren» Cannot read /w/ren.pdf: it holds no text."]);
}
