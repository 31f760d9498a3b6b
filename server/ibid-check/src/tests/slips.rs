//! Slips of the hand, figures of the time before, and what is told over two sentences or in another script.

use expect_test::expect;

use super::{check, faithful, silent, wrong};

const FISH: (&str, &str) = (
    "fish.md",
    "# The year at sea\n\nThe boats brought home 305,410 tonnes of fish and sold a third of it abroad.\n\nThe average price of cod \
     was 7.61 crowns per kilogram, against 6.94 crowns in 2022. Haddock fetched 4.11 crowns per kilogram, down from 4.26 \
     crowns.\n\nThe European Union took fish worth 934 million crowns, Britain 318 million, China 246 million and Japan 207 \
     million.\n\nThe port of Estrey brought in 43 percent of all fees in 2021. In 2024 it brought in 18 percent.\n\n4.2 \
     Inspectors found faults in 97 of the holds.\n",
);
const CITIES: (&str, &str) = (
    "cities.md",
    "# 人口公报\n\n各市60岁及以上人口占比\n\n| 地区 | 占比（%） |\n|---|---|\n| 青屏市 | 30.1 |\n| 安水市 | 28.2 |\n| 临州市 | 19.8 |\n\n\
     公共充电桩全年充电量108.4亿千瓦时。\n",
);

#[test]
fn a_digit_gone_wrong() {
    check(&[FISH], "Fishermen landed 305,140 tonnes [@fish].", expect![""]);
}

#[test]
fn what_was_before_is_not_now() {
    check(
        &[FISH],
        "Haddock sold at 4.26 crowns per kilogram in 2023 [@fish].",
        expect![[r#"
            number-mismatch «4.26 crowns» The source has “4.11 crowns” where this says “4.26 crowns”.
              fish.md, “The year at sea”, line 5: Haddock fetched 4.11 crowns per kilogram, down from 4.26 crowns.
              fix: Use the source’s “4.11 crowns”: Haddock sold at 4.11 crowns per kilogram in 2023 [@fish]."#]],
    );
    faithful(&[FISH], &["In 2022 cod still sold at 6.94 crowns per kilogram [@fish]."]);
}

#[test]
fn an_item_named_once_has_its_own_figure() {
    check(
        &[FISH],
        "Japan, where sales grew, bought fish for 246 million crowns [@fish].",
        expect![[r#"
            number-mismatch «246 million crowns» The source has “207 million” where this says “246 million crowns”.
              fish.md, “The year at sea”, line 7: The European Union took fish worth 934 million crowns, Britain 318 million, China 246 million and Japan 207 million.
              fix: Use the source’s “207 million”: Japan, where sales grew, bought fish for 207 million [@fish]."#]],
    );
    faithful(&[FISH], &["China bought fish for 246 million crowns [@fish]."]);
}

#[test]
fn the_next_sentence_goes_on() {
    check(
        &[FISH],
        "Estrey's part of the fees fell from 43 percent in 2021 to 28 percent in 2024 [@fish].",
        expect![[r#"
            number-mismatch «28 percent» The source has “18 percent” where this says “28 percent”.
              fish.md, “The year at sea”, line 9: In 2024 it brought in 18 percent.
              fix: Use the source’s “18 percent”: Estrey's part of the fees fell from 43 percent in 2021 to 18 percent in 2024 [@fish]."#]],
    );
}

#[test]
fn names_in_pinyin_are_the_names() {
    check(
        &[CITIES],
        "In Qingping 28.2 percent of the people are past sixty [@cities].",
        expect![[r#"
            number-mismatch «28.2 percent» The source has “30.1%” where this says “28.2 percent”.
              cities.md, “人口公报”, line 7: 青屏市；占比：30.1%"#]],
    );
    faithful(&[CITIES], &["In Anshui it is 28.2 percent of the people [@cities]."]);
    faithful(
        &[CITIES],
        &["The public network of charging delivered 10.84 terawatt-hours of electricity [@cities]."],
    );
}

#[test]
fn a_paragraphs_number_is_no_figure() {
    silent(&[FISH], &["Inspectors found faults 97 times [@fish]."]);
}

const HARBOUR: (&str, &str) = (
    "harbour.md",
    "The council approved the order on dues this morning. It takes effect on 1 February 2024.\n\nThe member for Velm asked when the \
     ferries will be free for pupils of secondary schools. The aim is August 2026.\n\nIce closed the channel on 3 January 2023. It was \
     opened again on 9 March. A pilot drowned in May.\n\nBecause the lines to the mainland were full, wind farms had to be curtailed. \
     The energy lost in this way came to 1.9 TWh, compared with 0.8 TWh the year before.\n",
);

#[test]
fn one_part_of_a_date_told_over_two_sentences() {
    wrong(
        &[HARBOUR],
        &[
            ("The order on dues came into force on 1 January 2024 [@harbour].", "1 January 2024"),
            (
                "The ferries will be free for pupils of secondary schools in August 2025 [@harbour].",
                "August 2025",
            ),
            ("Ice closed the channel from 3 January to 9 May 2023 [@harbour].", "9 May 2023"),
        ],
    );
    silent(
        &[HARBOUR],
        &[
            "The order on dues came into force on 1 February 2024 [@harbour].",
            "The ferries will be free for pupils of secondary schools in August 2026 [@harbour].",
            "Ice closed the channel from 3 January to 9 March 2023 [@harbour].",
            "The strike lasted from 9 January to 4 March 2023 [@harbour].",
            "The masters of the tugs will get their next pay rise in August 2025 [@harbour].",
        ],
    );
}

#[test]
fn a_scale_told_over_two_sentences() {
    wrong(
        &[HARBOUR],
        &[(
            "The owners had to forgo 1.9 gigawatt-hours while the lines to the mainland were full [@harbour].",
            "1.9 gigawatt-hours",
        )],
    );
    silent(
        &[HARBOUR],
        &[
            "The owners had to forgo 1.9 terawatt-hours while the lines to the mainland were full [@harbour].",
            "The cranes of the old quay used 1.9 gigawatt-hours [@harbour].",
        ],
    );
}
