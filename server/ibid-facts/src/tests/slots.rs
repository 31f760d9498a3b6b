//! Which slot of a source a claim's fact stands closest to.

use ibid_text::{Language, Span};

use crate::{Rarity, Slot, facts};

/// The words of the source fact whose slot is closest to that of the claim's fact `«…»`.
#[track_caller]
fn check(claim: &str, source: &[&str], expected: &str) {
    let language = Language::of(source[0]);
    let start = claim.find('«').unwrap();
    let plain = claim.replace(['«', '»'], "");
    let found = facts(&plain, language);
    let i = found.iter().position(|f| f.span.touches(start)).unwrap();
    let slot = Slot::new(&plain, &found, i, None, language);
    let (rarity, _) = Rarity::new(source.iter().copied(), language);
    let mut ranked: Vec<(f32, String)> = Vec::new();
    for (k, sentence) in source.iter().enumerate() {
        let before = k.checked_sub(1).map(|b| source[b]);
        let found = facts(sentence, language);
        for i in 0..found.len() {
            let other = Slot::new(sentence, &found, i, before, language);
            let near = slot.overlap(&other, &|term| rarity.weight(term));
            ranked.push((near, found[i].span.of(sentence).to_owned()));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    assert_eq!(ranked[0].1, expected, "{ranked:?} for {slot:?}");
    assert!(ranked[0].0 > ranked[1].0, "two slots are equally close: {ranked:?}");
}

#[test]
fn the_clause_decides() {
    let source = ["Exports of rice were 12 tonnes and imports of wheat were 15 tonnes."];
    check("The country exported rice: «14 tonnes».", &source, "12 tonnes");
    check("Wheat imports reached «14 tonnes».", &source, "15 tonnes");
}

#[test]
fn nouns_belong_to_their_own_figure() {
    let source = ["The firm employs 55 engineers and 30 lawyers."];
    check("It has «50» engineers.", &source, "55");
    check("It has «50» lawyers.", &source, "30");
}

#[test]
fn the_year_tells_the_slot() {
    let source = ["In 2019, output reached 12 tonnes.", "In 2020, output reached 15 tonnes."];
    check("Output in 2020 was «14 tonnes».", &source, "15 tonnes");
}

#[test]
fn the_sentence_before_helps() {
    let source = ["Q: How much goes to research?", "A: We invest 180 billion.", "Wages cost 60 billion."];
    check("For research they invest «170 billion».", &source, "180 billion");
}

#[test]
fn the_nearest_words_tell_most() {
    let source = ["He led the team at the 2015 games in Baku and at the 2018 games in Seoul."];
    check("In «2016» the Baku games were led by him.", &source, "2015");
    check("It was «2016» when the games in Seoul were held.", &source, "2018");
}

#[test]
fn chinese_slots() {
    let source = ["出口大米12万吨，进口小麦15万吨。"];
    check("小麦进口达到«14万吨»。", &source, "15万吨");
    check("大米出口为«14万吨»。", &source, "12万吨");
}

#[test]
fn a_slot_leaves_figures_and_directions_out() {
    let text = "Sales rose 12 percent in Bavaria.";
    let found = facts(text, Language::English);
    let slot = Slot::new(text, &found, 0, None, Language::English);
    assert_eq!(slot.words().map(|(w, _)| w).collect::<Vec<_>>(), ["bavaria", "sale"]);
    assert_eq!(slot.words().map(|(_, weight)| weight).collect::<Vec<_>>(), [2.0, 2.0]);
    assert_eq!(found[0].span, Span::new(11, 21));
}

#[test]
fn words_that_the_source_never_uses_weigh_half() {
    let (rarity, _) = Rarity::new(["the coal burns", "the coal cools"], Language::English);
    assert!(rarity.weight("coal") < 0.5);
    assert_eq!(rarity.weight("burn"), 1.0);
    assert_eq!(rarity.weight("unseen"), 0.5);
}
