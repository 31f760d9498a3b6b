//! What stands beside the sentence at the cursor.

use std::path::Path;

use ibid_check::{Context, account_of, check};
use ibid_draft::{Draft, Markup};

use super::shelf;
use crate::{Beside, Search, beside, found};

/// What stands beside the first sentence of `draft`, and the draft after each way of taking the first passage up.
#[track_caller]
fn of(draft: &str) -> (Beside, Vec<String>) {
    let (_dir, shelf) = shelf();
    let draft = Draft::new(draft);
    let cx = Context { draft: &draft, file: Path::new("/w/draft.md"), shelf: &shelf };
    let checked = check(&cx);
    let claim = draft.claim_at(0).unwrap();
    let accounted = account_of(&cx, &claim, &checked.ledger(), &checked.findings, None);
    let beside = beside(&cx, &accounted);
    let first = beside.shown.first();
    let changes = first.iter().flat_map(|shown| [&shown.cite, &shown.quote]).flatten();
    let changed = changes.map(|edit| draft.edit(edit.span, &edit.text).rope().to_string()).collect();
    (beside, changed)
}

#[test]
fn a_passage_stands_in_its_context_and_can_be_quoted() {
    let (beside, changed) = of("Their single chip is a generation behind [@ren2025, p. 11].");
    let [shown] = beside.shown.as_slice() else { panic!("{beside:?}") };
    assert!(!beside.offered);
    assert_eq!(shown.before, "The paper asked about chips. ");
    assert_eq!(shown.after, "\n\nWe spend 180 billion yuan on research each year.");
    assert_eq!(shown.title, "Ren, 2025: The Country's *Chips*");
    assert_eq!(shown.address, "file:///w/sources/interview.pdf#page=1");
    assert_eq!(
        changed,
        [
            "Their single chip is a generation behind [@ren2025, p. 11]. “Our single chip is still one generation behind the \
          United States” [@ren2025, p. 11]."
        ],
        "it is cited already"
    );
}

#[test]
fn a_sentence_that_cites_nothing_is_offered_what_comes_nearest() {
    let (beside, changed) = of("Our single chip is still one generation behind.");
    assert!(beside.offered);
    assert_eq!(changed[0], "Our single chip is still one generation behind [@ren2025, p. 11].");
}

#[test]
fn what_cannot_be_shown_says_why() {
    let (beside, _) = of("It was all lost [@gone1999].");
    assert!(beside.shown.is_empty() && !beside.offered);
    let [silent] = beside.silent.as_slice() else { panic!("{beside:?}") };
    assert_eq!((silent.name.as_str(), silent.why.as_str()), ("@gone1999", "Its text is not in the library."));
}

#[test]
fn a_passage_that_is_found_can_be_cited_and_its_nearest_sentence_quoted() {
    let (_dir, shelf) = shelf();
    for (file, cite) in [("/w/draft.md", "[@ren2025, p. 11]"), ("/w/draft.tex", "\\cite[p.~11]{ren2025}")] {
        let draft = Draft::written_in(Markup::of(Path::new(file)).unwrap(), "");
        let cx = Context { draft: &draft, file: Path::new(file), shelf: &shelf };
        let found = &found(&cx, &chips(5))[0];
        assert_eq!(found.cite.as_deref(), Some(cite));
        let quote = "“Our single chip is still one generation behind the United States” ".to_owned() + cite;
        assert_eq!(found.quote, Some(quote));
        assert_eq!(found.nearest.unwrap().of(&found.evidence.quote).split(' ').next(), Some("Our"));
    }
}

#[test]
fn words_that_stand_there_as_they_were_looked_for_are_quoted_alone() {
    let (_dir, shelf) = shelf();
    let draft = Draft::new("");
    let cx = Context { draft: &draft, file: Path::new("/w/draft.md"), shelf: &shelf };
    let quoted = |query: &str| {
        let search = Search { query: query.to_owned(), limit: 1, ..Search::default() };
        found(&cx, &search)[0].quote.clone().unwrap()
    };
    // As they come from a PDF, over lines.
    assert_eq!(
        quoted("still one genera-\ntion behind the United"),
        "“still one generation behind the United” [@ren2025, p. 11]"
    );
    assert!(quoted("one generation behind").starts_with("“Our single chip is still one generation behind"));
}

#[test]
fn a_quotation_gets_the_marks_that_the_draft_uses_most() {
    let quoted = |draft: &str| {
        let (_dir, shelf) = shelf();
        let draft = Draft::new(draft);
        let cx = Context { draft: &draft, file: Path::new("/w/draft.md"), shelf: &shelf };
        found(&cx, &chips(1))[0].quote.as_ref().unwrap().chars().next()
    };
    assert_eq!(quoted("He said “one” and “two”, and 「三」."), Some('“'));
    assert_eq!(quoted("He said “one”, and 「二」."), Some('「'), "of as many, the last");
    assert_eq!(quoted(r#"He said "one"."#), Some('"'));
}

fn chips(limit: usize) -> Search {
    Search { query: "chip generation behind".to_owned(), limit, ..Search::default() }
}
