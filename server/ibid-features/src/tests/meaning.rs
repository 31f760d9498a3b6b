//! What is offered while a citation is typed, with a model of a few words.

#[path = "../../../../tests/meaning/mod.rs"]
mod made_model;

use std::path::Path;

use ibid_check::Context;
use ibid_draft::Draft;
use ibid_evidence::{Meaning, Shelf};
use ibid_meaning::{Kind, Model, Vectors, embedded};
use ibid_sources::Extracted;

use super::{Arc, INTERVIEW, complete, shelf};
use crate::Completion;

/// What is offered at the end of `draft`, where `shelf` is known.
fn offers(draft: &str, shelf: &Shelf) -> Vec<Completion> {
    let parsed = Draft::new(draft).knowing(shelf.names());
    let cx = Context { draft: &parsed, file: Path::new("/w/draft.md"), shelf };
    complete(&cx, draft.len()).unwrap_or_default()
}

#[test]
fn a_passage_that_says_it_in_other_words_is_offered_where_a_model_knows_it() {
    let draft = "It lags [@processor of theirs";
    let (_dir, shelf) = shelf();
    assert_eq!(offers(draft, &shelf), []);
    let folder = tempfile::tempdir().unwrap();
    made_model::write_model(folder.path());
    let model = Model::open(folder.path()).unwrap();
    let read = Extracted { text: INTERVIEW.into(), ..Extracted::default() };
    let mut vectors = Vectors::default();
    for (passage, text) in embedded(&read) {
        vectors.push(passage.span, &model.vector(&text, Kind::Passage).unwrap());
    }
    let sources = [("/w/sources/interview.pdf".into(), Arc::new(vectors))].into();
    let offer = offers(draft, &shelf.with_meaning(Some(Meaning::new(Arc::new(model), sources)))).remove(0);
    assert_eq!((offer.key.as_str(), offer.label.as_str()), ("ren2025", "ren2025, p. 11"));
    assert!(offer.detail.contains("Our single chip"), "{}", offer.detail);
}
