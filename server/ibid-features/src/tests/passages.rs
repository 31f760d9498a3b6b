//! The passages beside a claim.

use std::path::Path;

use ibid_check::{Context, account, check};
use ibid_draft::Draft;

use super::shelf;
use crate::{Rests, passages};

/// The passages beside the only claim of `draft`, the words that are quoted in it marked.
#[track_caller]
fn beside(draft: &str) -> Vec<String> {
    let (_dir, shelf) = shelf();
    let draft = Draft::new(draft);
    let cx = Context { draft: &draft, file: Path::new("/w/draft.md"), shelf: &shelf };
    let checked = check(&cx);
    let account = account(&cx, &checked.ledger(), &checked.findings, &[]);
    let [claim] = account.claims.as_slice() else { panic!("{:?}", account.claims) };
    let told = passages(&cx, claim).into_iter().map(|passage| {
        let mut quote = passage.evidence.quote.clone();
        for words in passage.words.iter().rev() {
            quote.insert(words.end, '»');
            quote.insert(words.start, '«');
        }
        let why = if passage.rests == Rests::Compared { "" } else { " (nearest)" };
        format!("{}{why}: {quote}", passage.evidence.place)
    });
    told.collect()
}

#[test]
fn a_quotation_stands_in_its_sentence() {
    assert_eq!(
        beside("He said they are “still one generation behind” in this [@ren2025]."),
        ["p. 11: Our single chip is «still one generation behind» the United States."]
    );
}

#[test]
fn what_several_facts_rest_on_is_shown_once() {
    assert_eq!(
        beside("They spend 180 billion yuan on research each year, “180 billion yuan” [@ren2025]."),
        ["p. 12: We spend «180 billion yuan» on research each year."]
    );
}

#[test]
fn a_cited_source_that_nothing_was_compared_with_shows_its_nearest_words() {
    assert_eq!(
        beside("Their single chip is a generation behind [@ren2025, p. 11]."),
        ["p. 11 (nearest): Our single chip is still one generation behind the United States."]
    );
    assert_eq!(beside("It was all lost [@gone1999]."), [""; 0]);
}
