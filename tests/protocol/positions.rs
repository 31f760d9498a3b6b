//! Positions in the encoding agreed on, after characters that each encoding counts otherwise.

use crate::client::{Abilities, Client};
use crate::draft::Encoding;

const SENTENCE: &str =
    "\n🚢 「船」 naïve: the plan will equip 19 berths with shore power by the end of 2029 [@harbour2025]. ";

#[track_caller]
fn marks_the_figure(abilities: Abilities, encoding: Encoding) {
    let mut client = Client::on_sample(abilities);
    assert_eq!(client.encoding(), encoding);
    let mut draft = client.open("essay.md");
    client.type_at_end(&mut draft, SENTENCE);
    let last = draft.text.matches('\n').count();
    let found = client.diagnostics_until("a finding on the new sentence", &draft, |found| {
        found.iter().any(|finding| finding["range"]["start"]["line"] == last)
    });
    let finding = found.iter().find(|finding| finding["range"]["start"]["line"] == last).unwrap();
    assert!(draft.words(&finding["range"]).starts_with("19"), "{finding:#}");
}

#[test]
fn utf16_by_default() {
    marks_the_figure(Abilities::PUSH, Encoding::Utf16);
}

#[test]
fn utf8_where_the_client_offers_it_first() {
    marks_the_figure(Abilities { utf8: true, ..Abilities::PUSH }, Encoding::Utf8);
}
