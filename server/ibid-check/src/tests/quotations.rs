//! Quotations, with what writers may do to them and what they may not.

use expect_test::expect;

use super::{check, faithful, library, run, silent};

const REPORT: (&str, &str) = (
    "report.md",
    "# Findings\n\nThe committee met in June. It did not find that exports would improve within the year, and it said so \
     plainly. “Nobody asked the ports,” the chair wrote. Long-term plans don't pay for themselves.\n",
);
const OTHER: (&str, &str) =
    ("other.md", "A socket on the quay tells us little about what happens behind it, the auditors found.\n");
const CHINESE: (&str, &str) =
    ("zh.md", "# 访谈\n\n我们每年投入1800亿元做研发，其中大约600亿元做基础理论研究，不考核。\n");

#[test]
fn what_writers_may_do() {
    faithful(
        &[REPORT],
        &[
            "It “did not find that exports would improve within the year” [@report].",
            "It said: \"did not find that exports would improve within the year,\" [@report].",
            "It “did not find that exports would improve […] and it said so plainly” [@report].",
            "It “did not find … that exports would improve within the year” [@report].",
            "“[T]he committee met in June” [@report].",
            "It “did not find that [sales abroad] would improve within the year” [@report].",
            "It “did not find that exports *would* improve within the year” [@report].",
            "The chair wrote that ‘Nobody asked the ports’ [@report].",
            "It says “long term plans don’t pay for themselves” [@report].",
            "> It did not find that exports would improve within the year, and it said so plainly.\n>\n> [@report]",
        ],
    );
    faithful(
        &[CHINESE],
        &["他说「我们每年投入1800亿元做研发」[@zh]。", "“每年投入1800亿元做研发……不考核” [@zh]。"],
    );
}

#[test]
fn other_words_are_a_misquotation() {
    check(
        &[REPORT],
        "It “did find that exports would improve within the year” [@report].",
        expect![[r#"
            misquote «“did find that exports would improve within the year”» The source’s words differ: “not” is missing.
              report.md, “Findings”, line 3: It did not find that exports would improve within the year, and it said so plainly.
              fix: Use the source’s words: It “did not find that exports would improve within the year” [@report]."#]],
    );
    check(
        &[REPORT],
        "It “did not find that imports would improve within the year” [@report].",
        expect![[r#"
            misquote «“did not find that imports would improve within the year”» The source’s words differ: “imports” where it has “exports”.
              report.md, “Findings”, line 3: It did not find that exports would improve within the year, and it said so plainly.
              fix: Use the source’s words: It “did not find that exports would improve within the year” [@report]."#]],
    );
    check(
        &[REPORT],
        "It “did not find that exports would improve, and it said so plainly” [@report].",
        expect![[r#"
        misquote «“did not find that exports would improve, and it said so plainly”» The source’s words differ: “within the year” is missing.
          report.md, “Findings”, line 3: It did not find that exports would improve within the year, and it said so plainly.
          fix: Use the source’s words: It “did not find that exports would improve within the year, and it said so plainly” [@report].
          fix: Mark what was left out: It “did not find that exports would improve …, and it said so plainly” [@report]."#]],
    );
    check(
        &[CHINESE],
        "他说「我们每年投入1600亿元做研发」[@zh]。",
        expect![[r#"
        misquote «「我们每年投入1600亿元做研发」» The source’s words differ: “1600” where it has “1800”.
          zh.md, “访谈”, line 3: 我们每年投入1800亿元做研发，其中大约600亿元做基础理论研究，不考核。
          fix: Use the source’s words: 他说「我们每年投入1800亿元做研发」[@zh]。"#]],
    );
}

#[test]
fn words_of_another_source_and_of_none() {
    check(
        &[REPORT, OTHER],
        "They say “a socket on the quay tells us little about what happens behind it” [@report].",
        expect![[r#"
            misattributed-quote «“a socket on the quay tells us little about what happens behind it”» These words stand in @other, not in the source that is cited.
              other.md, line 1: A socket on the quay tells us little about what happens behind it
              fix: Cite @other: They say “a socket on the quay tells us little about what happens behind it” [@other]."#]],
    );
    check(
        &[REPORT],
        "They say “no quay should ever become a museum of good intentions” [@report].",
        expect![
            "quote-not-found «“no quay should ever become a museum of good intentions”» These words stand neither in @report nor in any other source of the library."
        ],
    );
}

#[test]
fn few_words_that_somebody_put_so_are_a_quotation() {
    check(
        &[REPORT, OTHER],
        "“A socket on the quay,” as the chair put it to them in June [@report].",
        expect![[r#"
            misattributed-quote «“A socket on the quay,”» These words stand in @other, not in the source that is cited.
              other.md, line 1: A socket on the quay
              fix: Cite @other: “A socket on the quay,” as the chair put it to them in June [@other]."#]],
    );
}

#[test]
fn terms_titles_and_uncited_words_are_left_alone() {
    silent(
        &[REPORT],
        &[
            "The so-called “export miracle” ended in June [@report].",
            "His book “The Museum of Good Intentions and Other Essays” says otherwise [@report].",
            "As my father used to say, “no quay should ever become a museum of good intentions”.",
        ],
    );
}

#[test]
fn absence_needs_a_complete_library() {
    let draft = "They say “no quay should ever become a museum of good intentions” [@report; @lost].";
    let bib = "@misc{lost, title = {Lost}}\n@misc{report, file = {report.md}}\n";
    let codes: Vec<_> =
        run(&library(&[REPORT], bib), draft).findings.iter().map(|f| f.code.as_str()).collect();
    assert_eq!(codes, ["missing-source"]);
}

/// A quotation of several sentences is held as one, and what stands in it is not held again by itself.
#[test]
fn a_date_in_a_longer_quotation_is_told_once() {
    let source = ("talk.md", "We met on 3 May 2021 in Kell. Nobody knew what to say then.\n");
    let draft = "“We met on 3 May 2022 in Kell. Nobody knew what to say then,” she said [@talk].";
    let found = super::run(&super::library(&[source], ""), draft).findings;
    assert_eq!(found.iter().map(|f| f.code.as_str()).collect::<Vec<_>>(), ["misquote"]);
}

#[test]
fn a_not_left_out_before_the_marks_is_a_misquotation() {
    let source = ("audit.md", "Of the 41 berths, eight had never been connected to a ship.\n");
    super::faithful(
        &[source],
        &[
            "Eight had never “been connected to a ship” [@audit].",
            "据审计法院的报告，在全部的泊位当中，有好些泊位从来都没有 “been connected to a ship” [@audit].",
        ],
    );
    check(
        &[source],
        "Eight of them had “been connected to a ship” [@audit].",
        expect![[r#"
        misquote «“been connected to a ship”» The source’s words differ: “never” is missing.
          audit.md, line 1: Of the 41 berths, eight had never been connected to a ship.
          fix: Use the source’s words: Eight of them had “never been connected to a ship” [@audit]."#]],
    );
}
