//! What of a model's rewriting is offered.

use ibid_text::Span;

use super::ask;
use crate::Rewrite::{self, Answer, Mend, Plainer, Shorten, Summarise, Translate};
use crate::{rewrites, rewritten, task};

const WRONG: &str = "They spend 190 billion yuan on research each year [@ren2025, p. 12].|";
const LONG: &str =
    "It is the case that they do in fact spend 180 billion yuan on research each year [@ren2025, p. 12].|";

/// What the draft is once `said` was taken for the sentence at the cursor; `None` where it is not offered.
#[track_caller]
fn check(draft: &str, rewrite: Rewrite, said: &str, expected: Option<&str>) {
    ask(draft, |cx, offset| {
        let span = Span::new(offset, offset);
        let span = task(cx, span, rewrite, None, 8_000).unwrap().span;
        let edit = rewritten(cx, rewrite, span, said);
        let after = edit.map(|edit| cx.draft.edit(edit.span, &edit.text).rope().to_string());
        assert_eq!(after.as_deref(), expected, "{said}");
    });
}

#[test]
fn what_fits_the_sentence_is_offered() {
    let offered = |draft: &str| ask(draft, |cx, offset| rewrites(cx, Span::new(offset, offset)));
    assert_eq!(offered(WRONG), [Mend, Shorten, Plainer, Summarise]);
    assert_eq!(offered("How much do they spend on research each year?|"), [Answer, Shorten, Plainer]);
    assert_eq!(offered("So it is.|"), []);
    assert_eq!(offered("```\nlet x = 1;|\n```\n"), []);
}

#[test]
fn a_claim_is_mended_to_its_source_or_not_at_all() {
    let right = "They spend 180 billion yuan on research each year [@ren2025, p. 12].";
    check(WRONG, Mend, right, Some(right));
    check(WRONG, Mend, "They spend 185 billion yuan on research each year [@ren2025, p. 12].", None);
    check(WRONG, Mend, "They spend 180 billion yuan on research each year [@luo2020].", None);
    check(WRONG, Mend, "They spend 180 billion yuan on research each year.", None);
    check(WRONG, Mend, "See <b>this</b> [@ren2025].", None);
}

#[test]
fn a_shorter_text_keeps_its_citations_and_figures() {
    let shorter = "They spend 180 billion yuan on research each year [@ren2025, p. 12].";
    check(LONG, Shorten, shorter, Some(shorter));
    check(LONG, Shorten, "They spend 108 billion yuan on research each year [@ren2025, p. 12].", None);
    check(LONG, Shorten, "They spend 180 billion yuan on research each year.", None);
    check(LONG, Shorten, &LONG.replace('|', ""), None);
}

#[test]
fn a_question_is_answered_in_a_paragraph_of_its_own() {
    check(
        "How much do they spend on research each year?|\n\nMore.",
        Answer,
        "They spend 180 billion yuan on research each year [@ren2025, p. 12].",
        Some(
            "How much do they spend on research each year?\n\nThey spend 180 billion yuan on research each year [@ren2025, p. 12].\n\nMore.",
        ),
    );
    check(
        "How much do they spend on research each year?|",
        Answer,
        "They spend 300 billion yuan on research [@ren2025].",
        None,
    );
}

#[test]
fn a_foreign_sentence_is_translated_and_its_original_kept() {
    check(
        "The chips are hard to make, and it will take the country a long time.\n\n我们单芯片还是落后美国一代 [@luo2020]。|",
        Translate,
        "Our single chip is still one generation behind America [@luo2020].",
        Some(
            "The chips are hard to make, and it will take the country a long time.\n\nOur single chip is still one generation behind \
             America [@luo2020]. <!-- 我们单芯片还是落后美国一代 [@luo2020]。 -->",
        ),
    );
}

#[test]
fn a_source_is_summarised_with_its_pages() {
    check(
        "Ren speaks of it [@ren2025].|",
        Summarise,
        "The single chip is still one generation behind the United States [@ren2025, p. 11]. Research costs 180 billion yuan each year \
         [@ren2025, p. 12]. It has 90,000 engineers [@ren2025, p. 12].",
        Some(
            "Ren speaks of it [@ren2025].\n\nThe single chip is still one generation behind the United States [@ren2025, p. 11]. \
             Research costs 180 billion yuan each year [@ren2025, p. 12].",
        ),
    );
}

#[test]
fn what_is_asked_fits_the_model() {
    ask("How much do they spend on research each year?|", |cx, offset| {
        let passages = |room| {
            let task = task(cx, Span::new(offset, offset), Answer, Some("Answer."), room).unwrap();
            let asked: serde_json::Value = serde_json::from_str(&task.prompt.messages[0].text).unwrap();
            asked["passages"].as_array().unwrap().len()
        };
        assert!(passages(8_000) > 0);
        assert_eq!(passages(100), 0);
    });
}
