//! A claim, its source and what a judge says go in; what the writer would see comes out.

use std::path::Path;

use expect_test::{Expect, expect};
use ibid_draft::Draft;
use serde_json::{Value, json};

use super::{library, show};
use crate::judge::{Answer, Judged, Next, add_judged, inquiry};
use crate::{Context, Verdict, check as check_draft};

const ROOM: usize = 4_000;
const TAX: (&str, &str) = (
    "smith.md",
    "# The tax\n\nThe tax may have slowed the rise of emissions. It did not cut them. Ministers were pleased.\n",
);

/// What a judge says.
fn says(verdict: &str, quote: &str) -> Value {
    json!({ "passage": 1, "quote": quote, "reason": "", "translation": "", "verdict": verdict, "wording": "" })
}

/// What is believed of the first claim of `draft` when the judge answers `answers` in turn, and what was asked.
fn judge(sources: &[(&str, &str)], draft: &str, answers: &[Value]) -> (Judged, Vec<String>) {
    let library = library(sources, "");
    let draft = Draft::new(draft);
    let cx = Context { draft: &draft, file: Path::new("/w/draft.md"), shelf: &library.shelf };
    let claims = cx.draft.claims();
    let claim = claims.iter().find(|claim| claim.is_cited()).expect("a cited claim");
    let inquiry = inquiry(&cx, claim, ROOM).expect("a judgeable claim");
    let (mut asked, mut told) = (Vec::new(), Vec::new());
    loop {
        match inquiry.next(&told) {
            Next::Judged(judged) => return (*judged, asked),
            Next::Ask(question) => {
                asked.push(question.data.clone());
                let answer = answers.get(told.len()).or(answers.last()).expect("an answer");
                told.push(serde_json::from_value::<Answer>(answer.clone()).expect("the form of an answer"));
            }
        }
    }
}

/// What the writer is shown of the first claim of `draft` when the judge answers so.
#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "`expect!` reads best in place")]
fn check(sources: &[(&str, &str)], draft: &str, answer: Value, expected: Expect) {
    let (judged, _) = judge(sources, draft, &[answer]);
    let library = library(sources, "");
    let parsed = Draft::new(draft);
    let cx = Context { draft: &parsed, file: Path::new("/w/draft.md"), shelf: &library.shelf };
    let mut findings = check_draft(&cx).findings;
    let claims = cx.draft.claims();
    let claim = claims.iter().find(|claim| claim.is_cited()).expect("a cited claim");
    add_judged(&cx, &mut findings, std::iter::once((claim, &judged, None)));
    let shown: Vec<String> = findings.iter().map(|finding| show(draft, finding)).collect();
    let verdict = judged.verdict.as_str();
    expected.assert_eq(format!("{verdict}\n{}", shown.join("\n")).trim_end());
}

#[test]
fn a_contradiction_is_shown_with_the_words_that_decide() {
    check(
        &[TAX],
        "The tax cut emissions [@smith].",
        json!({ "passage": 1, "quote": "It did not cut them.", "reason": "The source denies it.", "translation": "",
                "verdict": "contradicted", "wording": "" }),
        expect![[r#"
            contradicted
            contradicted «The tax cut emissions [@smith].» The judge finds that the source says otherwise: “It did not cut them”. The source denies it.
              smith.md, “The tax”, line 3: It did not cut them"#]],
    );
}

#[test]
fn what_is_supported_or_unknown_shows_nothing() {
    let draft = "The tax slowed the rise of emissions [@smith].";
    check(&[TAX], draft, says("supported", "slowed the rise of emissions"), expect!["supported"]);
    check(&[TAX], draft, says("unknown", ""), expect!["unknown"]);
}

#[test]
fn words_that_stand_in_no_passage_decide_nothing() {
    let draft = "The tax cut emissions [@smith].";
    check(&[TAX], draft, says("contradicted", "The tax raised emissions."), expect!["unknown"]);
    check(&[TAX], draft, says("contradicted", ""), expect!["unknown"]);
    check(&[TAX], draft, says("contradicted", "Ministers were pleased."), expect!["unknown"]);
}

#[test]
fn silence_is_claimed_of_what_was_read_whole() {
    let draft = "The port plans a second cruise terminal [@smith].";
    check(
        &[TAX],
        draft,
        says("unsupported", ""),
        expect![[r#"
        unsupported
        unsupported «The port plans a second cruise terminal [@smith].» The judge read what is cited here, and finds nothing in it that bears this out."#]],
    );
    let long: String = (0..4_000).map(|n| format!("Sentence {n} says something of its own kind. ")).collect();
    check(&[("smith.md", &long)], draft, says("unsupported", ""), expect!["unknown"]);
}

#[test]
fn a_source_that_fits_is_read_on_until_something_decides() {
    let filler: String =
        (0..120).map(|n| format!("The terminal number {n} was painted again in that year. ")).collect();
    let text = format!("The port is large. {filler}Nobody plans any further terminal.");
    let silent = says("unsupported", "");
    let (judged, asked) = judge(
        &[("smith.md", &text)],
        "Guests will have their own terminal by the sea [@smith].",
        &[silent.clone(), silent, says("contradicted", "Nobody plans any further terminal.")],
    );
    assert_eq!((judged.verdict, asked.len()), (Verdict::Contradicted, 3), "{judged:?}");
    let all: String = asked.concat();
    for number in 0..120 {
        let sentence = format!("The terminal number {number} was");
        assert_eq!(all.matches(&sentence).count(), 1, "each sentence goes out once: {sentence}");
    }
}

#[test]
fn a_fault_that_the_checks_found_stands_whatever_the_judge_says() {
    let source = ("smith.md", "Emissions at berth fell by 12 percent in 2024 because of shore power.\n");
    let draft = "Emissions at berth fell by 21 percent in 2024 because of shore power [@smith].";
    check(
        &[source],
        draft,
        says("supported", "Emissions at berth fell by 12 percent in 2024"),
        expect![[r#"
        supported
        number-mismatch «21 percent» The source has “12 percent” where this says “21 percent”.
          smith.md, line 1: Emissions at berth fell by 12 percent in 2024 because of shore power.
          fix: Use the source’s “12 percent”: Emissions at berth fell by 12 percent in 2024 because of shore power [@smith]."#]],
    );
}

#[test]
fn a_foreign_source_is_judged_in_the_original() {
    let source = ("smith.md", "我们的单芯片还是落后美国一代。\n");
    check(
        &[source],
        "The company's chips lead those of the United States [@smith].",
        json!({ "passage": 1, "quote": "单芯片还是落后美国一代", "reason": "The source says the opposite.",
                "translation": "single chips are still one generation behind the United States",
                "verdict": "contradicted", "wording": "" }),
        expect![[r#"
            contradicted
            contradicted «The company's chips lead those of the United States [@smith].» The judge finds that the source says otherwise: “单芯片还是落后美国一代” (the model's translation: “single chips are still one generation behind the United States”). The source says the opposite.
              smith.md, line 1: 单芯片还是落后美国一代"#]],
    );
}

#[test]
fn the_context_goes_along() {
    let (_, asked) =
        judge(&[TAX], "# Taxes\n\nThe tax came in 2019. It cut emissions [@smith].", &[says("unknown", "")]);
    let sent: Value = serde_json::from_str(&asked[0]).unwrap();
    assert_eq!(sent["before"], "The tax came in 2019.");
    assert_eq!(sent["claim"], "It cut emissions [@smith].");
    assert_eq!(sent["sources"][0]["title"], "Title of smith");
}
