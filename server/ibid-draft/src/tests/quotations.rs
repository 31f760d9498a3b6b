use expect_test::{Expect, expect};

use crate::Draft;

#[track_caller]
fn check(text: &str, expected: &Expect) {
    let draft = Draft::new(text);
    let quotations = draft.blocks().into_iter().flat_map(|block| block.quotations);
    let shown: Vec<_> = quotations.map(|quotation| draft.slice(quotation.inner)).collect();
    expected.assert_eq(&shown.join("\n"));
}

#[test]
fn marks_of_many_lands() {
    check(
        "He said \"one *thing*\", “two”, „drei“, «quatre», 「五」 and 『六』, ‹sept›, ‘eight’. 他说\"九\"，“十”。",
        &expect![[r#"
            one *thing*
            two
            drei
            quatre
            五
            六
            sept
            eight
            九
            十"#]],
    );
}

#[test]
fn inches_and_apostrophes_are_none() {
    check(
        "A 6\" nail and a 5'10\" man. It’s the dogs’ day in the ‘90s. A \"6\" nail\" he said.",
        &expect![[r#"6" nail"#]],
    );
}

#[test]
fn they_run_over_sentences_and_nest() {
    check(
        "“We ‘rise’ again. It is so,” he said. ‘The dogs’ bowls’ were full. “Open and never closed.",
        &expect![[r#"
            We ‘rise’ again. It is so,
            rise
            The dogs’ bowls"#]],
    );
}

#[test]
fn code_and_citations_hold_none() {
    check(
        "`\"a\"` [@a, \"x\"] <i title=\"b\">t</i> \\\"c\\\" \"d\"[@e] \"f\"",
        &expect![[r#"
        d
        f"#]],
    );
}

#[test]
fn block_quotes_leave_out_their_source() {
    check(
        "> One line.\n> Two lines.\n>\n> More.\n>\n> — Ren, @a\n",
        &expect![[r#"
        One line.
        > Two lines.
        >
        > More."#]],
    );
}
