//! Movements that a source tells by their two ends.

use expect_test::expect;

use super::{check, faithful, silent, wrong};

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

const YARD: (&str, &str) = (
    "yard.md",
    "The yard took in 412 million euros. The year before it had been 451 million euros. Its order book fell to 1,240 million \
     euros. The share of tankers was 31 percent. A year earlier it had been 26 percent. It made 62,400 calls, against \
     58,100 the year before.\n",
);

#[test]
fn what_follows_from_one_end_and_the_other() {
    faithful(
        &[YARD],
        &[
            "The yard took in 412 million euros, 39 million less than the year before [@yard].",
            "Its calls rose to 62,400 [@yard].",
        ],
    );
    check(
        &[YARD],
        "The yard took in 412 million euros, 49 million less than the year before [@yard].",
        expect![[r#"
            number-mismatch «49 million» The source goes from “451 million euros” to “412 million euros” where this says “49 million”.
              yard.md, line 1: The yard took in 412 million euros."#]],
    );
    check(
        &[YARD],
        "The share of tankers went up by five percent, from 26 to 31 percent [@yard].",
        expect![[r#"
            number-mismatch «five percent» From “26 percent” to “31 percent”, as the source has it, is a difference in percentage points; this says “five percent”.
              yard.md, line 1: The share of tankers was 31 percent."#]],
    );
    check(
        &[YARD],
        "Its calls fell to 62,400 [@yard].",
        expect![[r#"
            number-mismatch «62,400» The source goes from “58,100” to “62,400”: the other way.
              yard.md, line 1: It made 62,400 calls, against 58,100 the year before."#]],
    );
    check(
        &[YARD],
        "Its order book rose to 1,240 million euros [@yard].",
        expect![[r#"
        number-mismatch «1,240 million euros» The source comes to “1,240 million euros” the other way.
          yard.md, line 1: Its order book fell to 1,240 million euros."#]],
    );
}

const BARGES: (&str, &str) = (
    "barges.md",
    "| Port | Loaded 2022 (tonnes) | Loaded 2023 (tonnes) | Calls 2023 |\n|---|---|---|---|\n| Harn | 17,912 | 19,640 | 812 |\n| Ulm Quay \
     | 21,305 | 20,118 | 655 |\n\nEach skipper burnt 438 tonnes, compared with 452 tonnes in 2022. The fund took in 618 million euros and \
     spent 541 million. A berth costs 104 million euros in Harn, against 61 million in Ulm. Among those under 30, 71 per cent wear a vest, among those over 60, 92 per cent.\n",
);

#[test]
fn how_far_from_a_level_that_is_told() {
    faithful(
        &[BARGES],
        &[
            "Harn loaded 19,640 tonnes, 1,728 more than a year earlier [@barges].",
            "Each skipper burnt 438 tonnes, fourteen fewer than a year earlier [@barges].",
            "The fund took in 77 million euros more than it spent [@barges].",
            "A berth costs 104 million euros in Harn, some 70 per cent more than in Ulm [@barges].",
        ],
    );
    wrong(
        &[BARGES],
        &[
            ("Harn loaded 19,640 tonnes, 1,728 fewer than a year earlier [@barges].", "1,728"),
            (
                "Each skipper burnt 452 tonnes, fourteen fewer than a year earlier [@barges].",
                "452 tonnes fourteen",
            ),
            (
                "A berth costs 104 million euros in Harn, some 70 per cent less than in Ulm [@barges].",
                "70 per cent",
            ),
        ],
    );
}

#[test]
fn a_share_of_those_of_another_age() {
    faithful(&[BARGES], &["Some 92 per cent of those over 60 wear a vest [@barges]."]);
    wrong(
        &[BARGES],
        &[("No fewer than 71 per cent of those over 60 wear a vest [@barges].", "71 per cent 60")],
    );
}

#[test]
fn what_something_stood_at_before() {
    let lake = (
        "lake.md",
        "On 30 September the lakes together held 3,265 gigalitres, or 31 per cent of their capacity; a year earlier they had held 52 \
         per cent. Boats paid 14 francs at the lock.",
    );
    faithful(
        &[lake],
        &[
            "At the end of September the lakes were 31 per cent full, with 3,265 gigalitres [@lake].",
            "A year before they had held 52 per cent of their capacity [@lake].",
        ],
    );
    wrong(
        &[lake],
        &[(
            "At the end of September the lakes were 52 per cent full, with 3,265 gigalitres [@lake].",
            "52 per cent",
        )],
    );
}

#[test]
fn what_had_been_before() {
    let kitchen = (
        "kitchen.md",
        "For each post, 44 meals were served on an average day; in 2021 the number had been 35. The vacancy rate of posts on offer was \
         0.9 per cent, compared with 1.3 per cent a year earlier. The mainland took 23.0 per cent of all exports. In 2022 the \
         mainland’s share had still been 32.0 per cent.",
    );
    wrong(
        &[kitchen],
        &[
            ("Each post now serves 35 meals a day, down from 44 in 2021 [@kitchen].", "35 meals 44"),
            ("The vacancy rate has come down by 0.4 per cent within a year [@kitchen].", "0.4 per cent"),
            (
                "The mainland’s share declined by nine per cent, to 23.0 per cent of exports [@kitchen].",
                "nine per cent",
            ),
        ],
    );
    super::silent(
        &[kitchen],
        &[
            "Each post now serves 44 meals a day, up from 35 in 2021 [@kitchen].",
            "The vacancy rate has come down by 0.4 percentage points within a year [@kitchen].",
            "The mainland’s share declined by nine percentage points, to 23.0 per cent of exports [@kitchen].",
            "The mainland’s share declined by 28 per cent, to 23.0 per cent of exports [@kitchen].",
        ],
    );
}

const DRAWN: (&str, &str) = (
    "drawn.md",
    "Mines took 31 percent of the water, compared with 22 percent in 2020.\n\nIn the winter of 2023 keepers lost 17.6 percent of their hives. In the \
     winter before, the worst so far, it had been 19.1 percent.\n\nThe share of Halland in all imports fell from 40.8 percent in 2022 to 21.5 percent \
     in 2023.\n\n| District | 2015 | 2019 | 2023 |\n|---|---|---|---|\n| Moor | 6.6 | 8.9 | 14.9 |\n| Fen | 5.1 | 7.2 | 9.3 |\n",
);

#[test]
fn points_told_as_percent_of_two_shares() {
    silent(
        &[DRAWN],
        &[
            "The mines' share of the water has gone up by nine percentage points since 2020 and is 31 percent now [@drawn].",
            "The share of Halland in imports fell by 19.3 percentage points [@drawn].",
        ],
    );
    wrong(
        &[DRAWN],
        &[
            (
                "The mines' share of the water has gone up by nine percent since 2020 and is 31 percent now [@drawn].",
                "nine percent",
            ),
            (
                "In the winter of 2023 keepers lost 17.6 percent of their hives, which is 1.5 percent lower than the winter before [@drawn].",
                "1.5 percent",
            ),
            ("The share of Halland in imports fell by 19.3 percent [@drawn].", "19.3 percent"),
            (
                "The rate of the Moor has gone up by 8.3 percent and is 14.9 percent now [@drawn].",
                "8.3 percent",
            ),
        ],
    );
}
