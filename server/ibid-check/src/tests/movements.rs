//! Movements that a source tells by their two ends.

use expect_test::expect;

use super::{check, faithful};

const RAIL: (&str, &str) = (
    "rail.md",
    "Net debt increased from 5.5 to 5.8 billion euros. The unemployment rate along the line was 6.2 percent, down from \
     6.7 percent. Land went from 18 percent to 37 percent of the price in twenty years.\n",
);

#[test]
fn what_the_two_ends_bear_out() {
    faithful(
        &[RAIL],
        &[
            "Net debt rose by 0.3 billion euros, to 5.8 billion [@rail].",
            "The unemployment rate fell by 0.5 percentage points, from 6.7 to 6.2 percent [@rail].",
            "Land doubled in twenty years, to 37 percent of the price [@rail].",
        ],
    );
}

#[test]
fn what_they_do_not() {
    check(
        &[RAIL],
        "Net debt shrank by 0.3 billion euros, to 5.8 billion [@rail].",
        expect![[r#"
        number-mismatch «0.3 billion euros» The source goes from “5.5” to “5.8 billion euros”: the other way.
          rail.md, line 1: Net debt increased from 5.5 to 5.8 billion euros."#]],
    );
    check(
        &[RAIL],
        "The unemployment rate came down by 0.5 percent, from 6.7 to 6.2 [@rail].",
        expect![[r#"
            number-mismatch «0.5 percent» From “6.7 percent” to “6.2 percent”, as the source has it, is a difference in percentage points; this says “0.5 percent”.
              rail.md, line 1: The unemployment rate along the line was 6.2 percent, down from 6.7 percent."#]],
    );
    check(
        &[RAIL],
        "Land tripled in twenty years, to 37 percent of the price [@rail].",
        expect![[r#"
            number-mismatch «tripled» The source goes from “18 percent” to “37 percent” where this says “tripled”.
              rail.md, line 1: Land went from 18 percent to 37 percent of the price in twenty years."#]],
    );
}
