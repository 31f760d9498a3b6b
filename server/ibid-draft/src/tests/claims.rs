use std::fmt::Write;

use expect_test::{Expect, expect};

use super::name;
use crate::Draft;

/// One line a claim: its text, then what governs it (`~` weakly, `^` through a note).
#[track_caller]
fn check(text: &str, expected: &Expect) {
    let draft = Draft::new(text);
    let mut out = String::new();
    for claim in draft.claims() {
        let _ = write!(out, "{:?}", draft.slice(claim.span));
        for governing in &claim.governed_by {
            let weak = if governing.weak { "~" } else { "" };
            let via = if governing.via.is_some() { "^" } else { "" };
            let _ = write!(out, " {weak}{via}{}", name(&governing.citation.target));
            if let Some((span, _)) = &governing.citation.locator {
                let _ = write!(out, "@{}", draft.slice(*span));
            }
        }
        for quotation in &claim.quotations {
            let _ = write!(out, " “{}”", draft.slice(quotation.inner));
        }
        out.push('\n');
        assert_eq!(claim.text.len(), claim.span.len());
    }
    expected.assert_eq(&out);
}

#[test]
fn a_citation_governs_its_sentence_or_the_one_before() {
    check(
        "It grew [@a]. It fell. [@b] It rose. @c says it stayed. Then @d.",
        &expect![[r#"
            "It grew [@a]." a
            "It fell." b
            "It rose." ~d
            "@c says it stayed." c
            "Then @d." d
        "#]],
    );
}

#[test]
fn a_citation_that_ends_a_paragraph_governs_the_rest_weakly() {
    check(
        "One thing is so. Another [@a] too. The last one is this [@b].\n\nAnother paragraph.",
        &expect![[r#"
            "One thing is so." ~b
            "Another [@a] too." a
            "The last one is this [@b]." b
            "Another paragraph."
        "#]],
    );
}

#[test]
fn notes_stand_for_what_they_cite() {
    check(
        "It grew.[^1] It fell.[^x] It broke.[^none] And so on^[See @i.].\n\n[^1]: See @a, p. 3.\n    And more.\n\n    Also @b.\n[^x]: No key here.\n",
        &expect![[r#"
            "It grew." ^a ^b
            "It fell." ^x
            "It broke." ^none
            "And so on^[See @i.]." i
            "See @a, p. 3." a
            "And more."
            "Also @b." b
            "No key here."
        "#]],
    );
}

#[test]
fn block_quotes_know_their_source() {
    check(
        "As @before puts it:\n\n> We fell. We rose.\n\n> It was so.\n> — @inside\n\n> Third quote.\n\n— @after\n\n> [!note]\n> Not a quotation.\n",
        &expect![[r#"
            "As @before puts it:" before
            "We fell." before
            "We rose." before “We fell. We rose.”
            "It was so." inside “It was so.”
            "Third quote." after “Third quote.”
            "Not a quotation."
        "#]],
    );
}

#[test]
fn headings_make_no_claims_and_rows_are_sentences() {
    check(
        "# One. Two.\n\n| a | b |\n|---|---|\n| x 1 | y @k |\n\n- Item one.\n- Item two [@a].\n",
        &expect![[r#"
        "x 1 | y @k" k
        "Item one."
        "Item two [@a]." a
    "#]],
    );
}

#[test]
fn markup_never_breaks_a_sentence() {
    check(
        "A long line that\n[@a, p. 3. and more; @b]\ngoes on <!-- a.\nb. -->\nto *its*\nend `x.\n y`. 第一句。第二句[@c]。",
        &expect![[r#"
            "A long line that\n[@a, p. 3. and more; @b]\ngoes on <!-- a.\nb. -->\nto *its*\nend `x.\n y`." a@p. 3 b
            "第一句。" ~c
            "第二句[@c]。" c
        "#]],
    );
}

#[test]
fn ibid_stands_for_the_citation_before() {
    check(
        "It grew [@a, p. 3]. It fell (ibid., p. 4). It rose.[^1] It broke.[^2] It stood.[^3]\n\nIt is so (ibid.).\n\n\
         [^1]: @b, p. 9.\n[^2]: Ibid.\n[^3]: Ibid., p. 7.\n",
        &expect![[r#"
            "It grew [@a, p. 3]." a@p. 3
            "It fell (ibid., p. 4)." a@p. 4
            "It rose." ^b
            "It broke." ^b
            "It stood." ^b@p. 7
            "It is so (ibid.)." b@p. 7
            "@b, p. 9." b
            "Ibid." b
            "Ibid., p. 7." b@p. 7
        "#]],
    );
    check(
        "The ibid server reads along [@a]. Use ibid to check.",
        &expect![[r#"
        "The ibid server reads along [@a]." a
        "Use ibid to check."
    "#]],
    );
}

#[test]
fn ibid_after_nothing_ends() {
    let draft = Draft::new(&"[^1]: Ibid.\n".repeat(40));
    assert!(draft.claims().iter().all(|claim| claim.governed_by.is_empty()));
    let circle = Draft::new(&format!("See.[^1]\n\n[^1]: {}\n", "[^1] ibid. [^1] ".repeat(20)));
    assert!(!circle.claims().is_empty());
}

#[test]
fn citations_at_every_kind_of_end() {
    check(
        "He said: \"We fell.\" [@a] Then “more”[@b]. “It is so,” he said (see @c, and @d [p. 4]). It grew by 3.5% [@e].[^1] \
         See @f. Then [a talk](t.md). 第一句[@g]。第二句：“好。”[@h]第三句。\n\n[@i] Leads here. Not here.\n\n\
         One ends ***so***! [@j]\n\n“All of it. Quoted.” [@k, p. 2]\n",
        &expect![[r#"
            "He said: \"We fell.\"" a “We fell.”
            "Then “more”[@b]." b “more”
            "“It is so,” he said (see @c, and @d [p. 4])." c d@p. 4 “It is so,”
            "It grew by 3.5% [@e]." e ^1
            "See @f." f
            "Then [a talk](t.md)." <t.md>
            "第一句[@g]。" g
            "第二句：“好。”" h “好。”
            "第三句。"
            "Leads here." i
            "Not here."
            "One ends ***so***!" j
            "“All of it." k@p. 2
            "Quoted.”" k@p. 2 “All of it. Quoted.”
        "#]],
    );
}
