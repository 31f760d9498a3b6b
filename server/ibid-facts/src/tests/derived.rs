//! Figures that the writer worked out.

use ibid_text::Language;

use crate::{Operation, Value, derivable, facts, named_operation};

/// What is said to be done for the fact `«…»` of `claim`, and whether it follows from the source's.
fn worked_out(claim: &str, source: &str) -> (Option<Operation>, bool) {
    let start = claim.find('«').unwrap();
    let plain = claim.replace(['«', '»'], "");
    let language = Language::of(source);
    let found = facts(&plain, language);
    let fact = found.iter().find(|f| f.span.touches(start)).unwrap();
    let of_source = facts(source, language);
    let values: Vec<&Value> = of_source.iter().map(|f| &f.value).collect();
    let operation = named_operation(&plain, fact);
    (operation, derivable(&fact.value, &values, operation).is_some())
}

#[track_caller]
fn holds(claim: &str, source: &str) {
    let (operation, follows) = worked_out(claim, source);
    assert!(follows, "{claim:?} does not follow from {source:?} by {operation:?}");
}

#[track_caller]
fn fails(claim: &str, source: &str) {
    let (operation, follows) = worked_out(claim, source);
    assert!(!follows, "{claim:?} follows from {source:?} by {operation:?}");
}

#[test]
fn named_operations() {
    let both = "Rice exports were 120 tonnes, wheat exports 80 tonnes.";
    holds("Together the exports were «200 tonnes».", both);
    fails("Together the exports were «210 tonnes».", both);
    holds("The difference was «40 tonnes».", both);
    fails("The difference was «45 tonnes».", both);
    holds("Half of it, «60 tonnes», went abroad.", both);
    holds("On average it was «100 tonnes».", both);
    holds("Twice that, or «240 tonnes», is needed.", both);
    holds("The remaining «40 tonnes» rotted.", both);
    holds("The remaining «70 percent» left.", "About 30 percent stayed.");
    fails("The remaining «80 percent» left.", "About 30 percent stayed.");
    holds("A third of it, «60 billion», goes to research.", "They invest 180 billion a year.");
    holds("The gap widened by «4 percentage points».", "The share went from 12 percent to 16 percent.");
    holds("两者合计«200万吨»。", "大米120万吨，小麦80万吨。");
    holds("其余«70%»的人离开了。", "30%的人留下。");
}

#[test]
fn shares_and_movements() {
    let both = "Rice exports were 120 tonnes, wheat exports 80 tonnes.";
    holds("Wheat was «two-thirds» of rice.", both);
    holds("Exports fell «33 percent».", both);
    fails("Exports fell «40 percent».", both);
}

#[test]
fn unnamed_operations_need_three_digits() {
    holds(
        "Wheat trailed rice; «112 tonnes» lay there.",
        "Rice exports were 192 tonnes, wheat exports 80 tonnes.",
    );
    fails(
        "Wheat trailed rice; «40 tonnes» lay there.",
        "Rice exports were 120 tonnes, wheat exports 80 tonnes.",
    );
}

#[test]
fn time_between_dates() {
    holds("It lasted «six years».", "The war began in 1939 and ended in 1945.");
    holds("It lasted «28 months».", "It began in January 2019 and ended in May 2021.");
    fails("It lasted «eight years».", "The war began in 1939 and ended in 1945.");
}

#[test]
fn what_a_whole_has_beyond_its_parts() {
    let source = "Of the 1,130 boats 402 were late, 371 lost and 198 sold.";
    holds("The remaining «159» are at sea.", source);
    holds("At sea are «159» of them.", source);
    fails("The remaining «158» are at sea.", source);
}
