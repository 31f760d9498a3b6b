use std::path::PathBuf;

use expect_test::{Expect, expect};
use ibid_check::{Code, Edit, Finding, Fix, Outcome, Related, Severity};
use ibid_text::{Place, Span};

use super::*;
use crate::Provenance;
use crate::fixtures::{self, draft, evidence};

const PLAIN: Look = Look { colour: false, width: 80 };

/// How the finding that `build` makes of a draft's mark looks.
#[track_caller]
fn check(marked: &str, build: impl FnOnce(Span) -> Finding, expected: &Expect) {
    let (context, span) = draft(marked);
    let built = build(span);
    let shown = finding(&context, PLAIN, &built, built.code.severity());
    expected.assert_eq(&shown);
    assert!(shown.lines().all(|line| wrap::columns(line) <= 100), "too wide: {shown}");
}

#[test]
fn the_sentence_its_mark_the_evidence_and_the_help() {
    check(
        "# Plan\n\nBefore. By the Authority's own inventory, ships at berth emitted «64,100 tonnes» of carbon dioxide in 2024 [@audit2024]. After.",
        |span| Finding {
            evidence: vec![evidence("Ships at berth emitted\n61,400 tonnes of carbon dioxide in 2024.")],
            fixes: vec![
                Fix {
                    title: "Use the source’s figure".to_owned(),
                    edits: vec![Edit { span, text: "61,400 tonnes".to_owned() }],
                },
                Fix {
                    title: "Ignore number-mismatch here".to_owned(),
                    edits: vec![Edit { span, text: " <!-- ibid: ignore number-mismatch -->".to_owned() }],
                },
            ],
            ..fixtures::finding(Code::NumberMismatch, span, "The source says 61,400 tonnes.")
        },
        &expect![[r#"
            warning[number-mismatch]: The source says 61,400 tonnes.
             --> essay.md:3:66
              |
            3 | By the Authority's own inventory, ships at berth emitted 64,100 tonnes of
              |                                                          ^^^^^^^^^^^^^
              | carbon dioxide in 2024 [@audit2024].
              |
             ::: sources/audit.pdf, p. 3 (@audit2024)
              |
              | Ships at berth emitted 61,400 tonnes of carbon dioxide in 2024.
              |
              = help: Use the source’s figure: “61,400 tonnes”

        "#]],
    );
}

#[test]
fn a_mark_over_two_lines_in_chinese() {
    check(
        "她说：「«我们先想到的是土地，后想到的才是船，这个顺序错了，而且错了很久很久，直到今天还没有改过来，我们都知道»」。",
        |span| fixtures::finding(Code::Misquote, span, "The source’s words differ."),
        &expect![[r#"
            warning[misquote]: The source’s words differ.
             --> essay.md:1:5
              |
            1 | 她说：「我们先想到的是土地，后想到的才是船，这个顺序错了，而且错了很久很久，
              |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              | 直到今天还没有改过来，我们都知道」。
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
              |

        "#]],
    );
}

#[test]
fn related_places_and_titles_that_say_it_all() {
    check(
        "It says so [«@adit2024»].",
        |span| Finding {
            related: vec![Related {
                file: PathBuf::from("/w/essay.md"),
                span: Span::new(3, 7),
                message: "The note\u{1b}[2J stands here".to_owned(),
            }],
            fixes: vec![Fix {
                title: "Cite @audit2024".to_owned(),
                edits: vec![Edit { span, text: "@audit2024".to_owned() }],
            }],
            ..fixtures::finding(Code::UnknownCitation, span, "No reference has the citekey “adit2024”.")
        },
        &expect![[r#"
            error[unknown-citation]: No reference has the citekey “adit2024”.
             --> essay.md:1:13
              |
            1 | It says so [@adit2024].
              |             ^^^^^^^^^
              |
              = note: The note stands here: essay.md:1:4
              = help: Cite @audit2024

        "#]],
    );
}

#[test]
fn what_a_source_says_is_shortened_and_obeyed_by_no_terminal() {
    let hostile = format!("\u{1b}]0;owned\u{7}Start {}end", "many \u{202e}words ".repeat(60));
    check(
        "«One»\n",
        |span| Finding {
            evidence: vec![evidence(&hostile)],
            ..fixtures::finding(Code::CitationNeeded, span, "A source has\nthis.")
        },
        &expect![[r#"
            hint[citation-needed]: A source has this.
             --> essay.md:1:1
              |
            1 | One
              | ^^^
              |
             ::: sources/audit.pdf, p. 3 (@audit2024)
              |
              | Start many words many words many words many words many words many words many
              | words many words many words many words many words many words many words many
              | words many words many words many words many words many words many words many
              | words many words many words many words many words many words many words many
              | words many words many words many words many words …
              |

        "#]],
    );
}

#[test]
fn a_file_without_a_text_is_told_by_name() {
    let (context, span) = draft("«x»");
    let elsewhere =
        Finding { file: PathBuf::from("/w/gone.md"), ..fixtures::finding(Code::Misquote, span, "Differs.") };
    let shown = finding(&context, PLAIN, &elsewhere, Severity::Warning);
    expect![[r#"
        warning[misquote]: Differs.
         --> gone.md

    "#]]
    .assert_eq(&shown);
}

#[test]
fn colours_are_all_that_colour_adds() {
    let (context, span) = draft("It is «41». More.");
    let found = Finding {
        evidence: vec![evidence("It is 14.")],
        ..fixtures::finding(Code::NumberMismatch, span, "The source says 14.")
    };
    let plain = finding(&context, PLAIN, &found, Severity::Error);
    let colour = finding(&context, Look { colour: true, ..PLAIN }, &found, Severity::Error);
    assert!(colour.contains("\u{1b}[") && !plain.contains('\u{1b}'));
    assert_eq!(anstream::adapter::strip_str(&colour).to_string(), plain);
}

#[test]
fn the_ledger() {
    let (context, span) = draft("It cost «€18 million» in all, they said.");
    let differs = ibid_check::LedgerLine {
        evidence: vec![evidence("The cost was €81 million.")],
        ..fixtures::fact(span, "quantity", "€18 million", Outcome::Differs, "the source says €81 million")
    };
    let agrees = ibid_check::LedgerLine {
        evidence: vec![Evidence { place: Place::default(), reference: None, ..evidence("…") }],
        ..fixtures::fact(span, "date", "2024", Outcome::Agrees, "the source says the same")
    };
    let unknown =
        fixtures::fact(span, "quotation", "“we said so”", Outcome::NotCheckable, "no source is cited");
    let mut shown = heading(&context, PLAIN, std::path::Path::new("/w/essay.md"));
    shown.extend(
        [differs, agrees, unknown].iter().map(|line| fact(&context, PLAIN, line, &Provenance::default())),
    );
    expect![[r#"
        essay.md
              1:9  differs        quantity   €18 million  @audit2024, p. 3: the source says €81 million
                                             The cost was €81 million.
              1:9  agrees         date       2024  sources/audit.pdf
              1:9  not-checkable  quotation  “we said so”  no source is cited
    "#]]
    .assert_eq(&shown);
}

#[test]
fn a_passage_that_was_found() {
    let (context, _) = draft("«»");
    let found = evidence(
        "One.\n\nTwo words and many more of them, so that the line runs over the end of the screen.",
    );
    expect![[r#"
        sources/audit.pdf, p. 3 (@audit2024)
            One. Two words and many more of them, so that the line runs over the end of
            the screen.

    "#]]
    .assert_eq(&hit(&context, PLAIN, &found, &[]));
    let marked = [Span::new(5, 8), Span::new(80, 86)];
    let plain = hit(&context, PLAIN, &found, &marked);
    assert_eq!(plain, hit(&context, PLAIN, &found, &[]));
    let coloured = hit(&context, Look { colour: true, width: 80 }, &found, &marked);
    assert_eq!(coloured.matches("\u{1b}[33m").count(), 2, "{coloured:?}");
    assert!(coloured.contains("mTwo\u{1b}[0m words"), "{coloured:?}");
}
