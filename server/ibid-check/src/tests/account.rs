//! What becomes of each claim.

use std::path::Path;

use expect_test::{Expect, expect};
use ibid_draft::Draft;

use super::{library, show};
use crate::{Context, Judged, Verdict, account};

const SOURCE: &str = "The office repaired 312 bridges in 2023 at a cost of €48 million.\n\nA bridge that nobody inspects \
    is a promise that nobody keeps.\n";
const OTHER: &str = "Nothing in this world is as certain as rust on old iron.\n";

/// Each claim of `draft` with its verdict, how many facts it has, and its findings.
#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "`expect!` reads best in place")]
fn check(draft: &str, expected: Expect) {
    let library = library(&[("office.md", SOURCE), ("rust.md", OTHER)], "");
    let text = Draft::new(draft);
    let cx = Context { draft: &text, file: Path::new("/w/draft.md"), shelf: &library.shelf };
    let checked = crate::check(&cx);
    let account = account(&cx, &checked.ledger(), &checked.findings, &[]);
    let mut shown = String::new();
    for claim in &account.claims {
        let (verdict, facts) = (claim.verdict.as_str(), claim.facts.len());
        shown += &format!("{verdict} {facts} «{}»\n", claim.claim.span.of(draft));
        for finding in &claim.findings {
            shown += &format!("  {}\n", show(draft, finding).lines().next().unwrap());
        }
    }
    for finding in &account.others {
        shown += &format!("else {}\n", show(draft, finding).lines().next().unwrap());
    }
    let all: usize = account.claims.iter().map(|claim| claim.facts.len()).sum();
    assert_eq!(all, checked.ledger().len(), "each fact belongs to one claim");
    expected.assert_eq(&shown);
}

#[test]
fn a_claim_is_what_its_weightiest_fact_is() {
    check(
        "This is mine. The office repaired 312 bridges in 2023 at a cost of €48 million [@office]. The office repaired \
         213 bridges in 2023 at a cost of €48 million [@office]. It \
         cost me 7 coins. It repaired 312 bridges and 17 tunnels [@office].",
        expect![[r#"
            supported 3 «The office repaired 312 bridges in 2023 at a cost of €48 million [@office].»
            contradicted 3 «The office repaired 213 bridges in 2023 at a cost of €48 million [@office].»
              number-mismatch «213» The source has “312” where this says “213”.
            unknown 1 «It cost me 7 coins.»
            unsupported 2 «It repaired 312 bridges and 17 tunnels [@office].»
        "#]],
    );
}

#[test]
fn words_on_another_page_and_in_another_source() {
    check(
        "It says “a promise that nobody keeps” [@office]. It says that “nothing in this world is as certain as rust” \
         [@office]. It says that “nobody would ever say these words of a bridge” [@office].",
        expect![[r#"
            supported 1 «It says “a promise that nobody keeps” [@office].»
            unsupported 1 «It says that “nothing in this world is as certain as rust” [@office].»
              misattributed-quote «“nothing in this world is as certain as rust”» These words stand in @rust, not in the source that is cited.
            unsupported 1 «It says that “nobody would ever say these words of a bridge” [@office].»
              quote-not-found «“nobody would ever say these words of a bridge”» These words stand neither in @office nor in any other source of the library.
        "#]],
    );
}

#[test]
fn citations_without_facts_and_findings_without_claims() {
    check(
        "# On [@gone]\n\nBridges want looking after [@office]. So they do. [@lost]\n\nThey do.[^1]\n\n[^1]: See [@office].",
        expect![[r#"
            unknown 0 «Bridges want looking after [@office].»
            unknown 0 «So they do.»
              unknown-citation «@lost» No reference has the citekey “lost”.
            unknown 0 «They do.»
            else unknown-citation «@gone» No reference has the citekey “gone”.
        "#]],
    );
}

#[test]
fn a_quotation_over_two_sentences_is_told_of_once() {
    check(
        "“A bridge that nobody inspects. Is a promise” it says [@office].",
        expect![[r#"
        unknown 0 «“A bridge that nobody inspects.»
        supported 1 «Is a promise” it says [@office].»
    "#]],
    );
}

#[test]
fn the_judge_adds_to_what_was_found_and_takes_nothing_back() {
    let library = library(&[("office.md", SOURCE)], "");
    let verdict = |draft: &str, said: Verdict| {
        let text = Draft::new(draft);
        let cx = Context { draft: &text, file: Path::new("/w/draft.md"), shelf: &library.shelf };
        let checked = crate::check(&cx);
        let judged =
            Judged { verdict: said, reason: String::new(), words: None, translation: None, wording: None };
        let judged = [(text.claims()[0].span, judged)];
        account(&cx, &checked.ledger(), &checked.findings, &judged).claims[0].verdict
    };
    let (open, wrong) =
        ("Bridges want looking after [@office].", "It repaired 213 bridges in 2023 [@office].");
    assert_eq!(verdict(open, Verdict::Supported), Verdict::Supported);
    assert_eq!(verdict(open, Verdict::Unsupported), Verdict::Unsupported);
    assert_eq!(verdict(wrong, Verdict::Supported), Verdict::Contradicted);
    let right = "The office repaired 312 bridges in 2023 [@office].";
    assert_eq!(verdict(right, Verdict::Unknown), Verdict::Supported);
    assert_eq!(verdict(right, Verdict::Contradicted), Verdict::Contradicted);
}

#[test]
fn what_another_source_contradicts_is_contradicted() {
    check(
        "The office repaired 213 bridges in 2023 at a cost of €48 million.",
        expect![[r#"
        contradicted 3 «The office repaired 213 bridges in 2023 at a cost of €48 million.»
          number-mismatch «213» The source has “312” where this says “213”. This cites nothing; @office is about the same.
    "#]],
    );
}
