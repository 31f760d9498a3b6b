use expect_test::{Expect, expect};
use ibid_text::Span;

use super::cursor;
use crate::Draft;

#[track_caller]
fn half_typed(text: &str, expected: &Expect) {
    let (text, at) = cursor(text);
    let found = Draft::new(&text).half_typed_citation_at(at);
    let shown = found.map(|found| match found.syntax {
        crate::Syntax::At => format!("{:?} bracketed {}", found.query, found.bracketed),
        syntax => format!("{:?} in a {syntax:?}", found.query),
    });
    expected.assert_eq(&shown.unwrap_or_default());
}

#[test]
fn what_is_being_typed_is_found() {
    half_typed("[@$0", &expect![[r#""" bracketed true"#]]);
    half_typed("See [@ren p$0", &expect![[r#""ren p" bracketed true"#]]);
    half_typed("[see @a; @one gen$0]", &expect![[r#""one gen" bracketed true"#]]);
    half_typed("As @re$0 says", &expect![[r#""re" bracketed false"#]]);
    half_typed("根据@任正$0", &expect![[r#""任正" bracketed false"#]]);
    half_typed("As @re says$0", &expect![[r#""#]]);
    half_typed("[@re, p. $0", &expect![[r#""#]]);
    half_typed("[@re] x$0", &expect![[r#""#]]);
    half_typed("mail a@re$0", &expect![[r#""#]]);
    half_typed("`[@re$0`", &expect![[r#""#]]);
    half_typed("```\n[@re$0\n", &expect![[r#""#]]);
    half_typed("@fig-a$0", &expect![[r#""#]]);
    half_typed(r"So \parencite[see][3]{a, re$0}", &expect![[r#""re" in a Command('}')"#]]);
    half_typed(r"So \Textcite*{chip ga$0", &expect![[r#""chip ga" in a Command('}')"#]]);
    half_typed(r"So \emph{re$0", &expect![[r#""#]]);
    half_typed(r"So \cite{re} and re$0", &expect![[r#""#]]);
    half_typed(r"So `\cite{re$0`", &expect![[r#""#]]);
    half_typed("So {cite:p}`re$0`", &expect![[r#""re" in a Command('`')"#]]);
    half_typed("So [[ren 20$0", &expect![[r#""ren 20" in a Page"#]]);
    half_typed("So [[ren|R$0", &expect![[r#""#]]);
    half_typed("```\n[[re$0\n", &expect![[r#""#]]);
}

#[track_caller]
fn is_prose(text: &str, expected: bool) {
    let (text, at) = cursor(text);
    assert_eq!(Draft::new(&text).is_prose(at), expected, "{text:?} at {at}");
}

#[test]
fn prose_is_where_prose_is_written() {
    is_prose("Some te$0xt", true);
    is_prose("Some text.$0", true);
    is_prose("$0", true);
    is_prose("Text.\n\n$0\n\nMore.", true);
    is_prose("# Head$0ing", false);
    is_prose("Some `co$0de`", false);
    is_prose("Some [@a$0b] x", false);
    is_prose("```\nco$0de\n```\n", false);
    is_prose("```\ncode\n\nmo$0re\n", false);
    is_prose("---\ntitle: x$0\n---\n", false);
}

#[track_caller]
fn ignores(text: &str, expected: &Expect) {
    let draft = Draft::new(text);
    let shown: Vec<_> =
        draft.ignores().iter().map(|i| format!("{:?} {:?}", i.codes, draft.slice(i.covers))).collect();
    expected.assert_eq(&shown.join("\n"));
}

#[test]
fn ignores_cover_a_sentence_or_the_next_line() {
    ignores("One. Two. <!-- ibid: ignore misquote, x --> Three.", &expect![[r#"["misquote", "x"] "Two.""#]]);
    ignores("<!-- ibid: ignore -->\nOne\ntwo. Three.\n", &expect![[r#"[] "One\ntwo.""#]]);
    ignores("Text.\n<!-- ibid: ignore a -->\n\nOne. Two.\n\nThree.\n", &expect![[r#"["a"] "One. Two.""#]]);
    ignores(
        "`<!-- ibid: ignore a -->` <!-- other -->\n\n```\n<!-- ibid: ignore a -->\n```\n",
        &expect![[r#""#]],
    );
}

#[test]
fn front_matter_is_read_also_when_broken() {
    let text = "---\nbibliography: [a.bib, \"b c.bib\"]\nibid: { ignore: [misquote], private: true }\nauthor: [\n---\nText\n";
    let draft = Draft::new(text);
    let front = draft.front_matter();
    let files: Vec<_> =
        front.bibliography.iter().map(|(span, name)| (draft.slice(*span), name.as_str())).collect();
    assert_eq!(files, [("a.bib".to_owned(), "a.bib"), ("b c.bib".to_owned(), "b c.bib")]);
    assert_eq!(front.ignore, ["misquote"]);
    assert!(front.private);
    assert_eq!(Draft::new("---\nbibliography: é.bib\n---\n").front_matter().bibliography[0].1, "é.bib");
    assert_eq!(Draft::new("---\n\nText\n").front_matter(), crate::FrontMatter::default());
}

#[test]
fn claims_and_citations_are_found_by_place() {
    let (text, at) = cursor("One is. Two [@a]$0 is. Three.");
    let draft = Draft::new(&text);
    assert_eq!(draft.claim_at(at).map(|claim| draft.slice(claim.span)), Some("Two [@a] is.".to_owned()));
    assert_eq!(draft.citation_at(at - 1).map(|citation| draft.slice(citation.span)), Some("@a".to_owned()));
    assert_eq!(draft.citation_at(2), None);
}

#[test]
fn a_half_typed_table_loses_no_paragraph() {
    let draft = Draft::new("A claim.\n\n| a | b |\n|---|---|\n| 1 | 2 |\n|\nMore [@a].\n");
    assert!(draft.citations().iter().any(|citation| draft.slice(citation.span) == "@a"));
}

#[test]
fn masked_text_is_as_long_and_only_prose() {
    let draft = Draft::new("> One *two*\n> three [@a].\n>\n> Four.\n\n`code`\n");
    let masked = draft.masked(Span::new(2, draft.len()));
    assert_eq!(masked, "One  two \n  three     .\n \n  Four.\n\n      \n");
}
