//! A source's words without quotation marks: which are flagged, how that is mended, and what is nobody's own.

use expect_test::expect;

use super::{check, library, run, show, silent};

const AUDIT: (&str, &str) = (
    "audit.md",
    "# The audit of the quays\n\nThe sockets were bought before anybody had asked which of the ships could take power from \
     them at all. In the second quarter of 2023 the Ministry of Transport paid 4.2 million euros to Norlink.\n\nThe committee \
     of the whole shall meet on the first Monday of each month unless it decides otherwise.\n",
);
const CHINESE: (&str, &str) =
    ("zh.md", "# 访谈\n\n我们最大的困难不是钱不够，而是没有人愿意花十年时间去做一件看不到结果的事情。\n");

#[test]
fn a_run_of_a_sources_words_wants_marks() {
    check(
        &[AUDIT],
        "As it turned out, the sockets were bought before anybody had asked which of the ships could take power [@audit].",
        expect![[r#"
            unmarked-quotation «the sockets were bought before anybody had asked which of the ships could take power» These 15 words are those of @audit, and stand without quotation marks.
              audit.md, “The audit of the quays”, line 3: The sockets were bought before anybody had asked which of the ships could take power
              fix: Put it in quotation marks: As it turned out, “the sockets were bought before anybody had asked which of the ships could take power” [@audit].
              fix: Mark it as a paraphrase to be done: As it turned out, the sockets were bought before anybody had asked which of the ships could take power [@audit]. <!-- TODO: paraphrase -->"#]],
    );
    check(
        &[CHINESE],
        "他说「研发」很难。他认为最大的困难不是钱不够，而是没有人愿意花十年时间去做一件看不到的事情。",
        expect![[r#"
            unmarked-quotation «最大的困难不是钱不够，而是没有人愿意花十年时间去做一件看不到» These 29 characters are those of @zh, and stand without quotation marks.
              zh.md, “访谈”, line 3: 最大的困难不是钱不够，而是没有人愿意花十年时间去做一件看不到
              fix: Put it in quotation marks, with [@zh]: 他说「研发」很难。他认为「最大的困难不是钱不够，而是没有人愿意花十年时间去做一件看不到」的事情[@zh]。
              fix: Mark it as a paraphrase to be done: 他说「研发」很难。他认为最大的困难不是钱不够，而是没有人愿意花十年时间去做一件看不到的事情。 <!-- TODO: paraphrase -->"#]],
    );
}

/// Without a citation the whole library is looked through, and the fix names the source in the draft's own marks.
#[test]
fn words_of_any_source_want_marks_and_a_citation() {
    check(
        &[AUDIT],
        "They say \"so\". The sockets were bought long before anybody had asked. So before anybody had asked which of the \
         ships could take power from them at all, the money was gone.",
        expect![[r#"
            unmarked-quotation «before anybody had asked which of the ships could take power from them at all» These 15 words are those of @audit, and stand without quotation marks.
              audit.md, “The audit of the quays”, line 3: before anybody had asked which of the ships could take power from them at all
              fix: Put it in quotation marks, with [@audit]: They say "so". The sockets were bought long before anybody had asked. So "before anybody had asked which of the ships could take power from them at all", the money was gone [@audit].
              fix: Mark it as a paraphrase to be done: They say "so". The sockets were bought long before anybody had asked. So before anybody had asked which of the ships could take power from them at all, the money was gone. <!-- TODO: paraphrase -->"#]],
    );
}

#[test]
fn what_is_marked_or_said_in_one_way_only_is_left_alone() {
    let twice = |name| {
        (
            name,
            "The committee of the whole shall meet on the first Monday of each month unless it decides otherwise.\n",
        )
    };
    silent(
        &[AUDIT, twice("rules.md"), twice("statutes.md")],
        &[
            "“The sockets were bought before anybody had asked which of the ships could take power” [@audit].",
            "> The sockets were bought before anybody had asked which of the ships could take power from them at all.\n>\n> [@audit]",
            "`The sockets were bought before anybody had asked which of the ships could take power` [@audit].",
            "# The sockets were bought before anybody had asked which of the ships could take power",
            // Eleven words.
            "The sockets were bought before anybody had asked which of the lot [@audit].",
            // Names and figures do not count.
            "In the second quarter of 2023 the Ministry of Transport paid 4.2 million euros to Norlink [@audit].",
            // What stands in several sources is nobody's own.
            "The committee of the whole shall meet on the first Monday of each month unless it decides otherwise [@audit].",
            // The writer knows.
            "The sockets were bought before anybody had asked which of the ships could take power [@audit]. <!-- TODO: paraphrase -->",
        ],
    );
}

#[test]
fn a_title_is_no_quotation() {
    let title = "How the sockets were bought before anybody had asked which of the ships could take power";
    let source = ("audit.md", &*format!("{title}\n\nNothing more is known.\n"));
    let library = library(&[source], &format!("@book{{audit, title = {{{title}}}, file = {{audit.md}}}}\n"));
    let draft = format!("He wrote the book {} [@audit].", title.to_lowercase());
    let shown: Vec<String> = run(&library, &draft).findings.iter().map(|f| show(&draft, f)).collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}
