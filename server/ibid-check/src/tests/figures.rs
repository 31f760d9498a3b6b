//! Figures and dates: the same in another form, another value in the same slot, and what cannot be told.

use expect_test::expect;

use super::{check, faithful, silent};

const TRADE: (&str, &str) = (
    "trade.md",
    "# Trade in August\n\nIn August 2025 the country exported goods worth 8.42 billion euros and imported goods worth 9.17 \
     billion euros.\n\nExports to Germany fell by 2.5 percent to 1.97 billion euros. Exports to Italy rose by 4.1 percent to \
     1.08 billion euros. Imports from China rose by 21.6 percent to 1.83 billion euros.\n\nThe tariff has applied since 7 \
     August 2025. Orders stood at 312,000 tonnes in March, and at 280,000 tonnes in April.\n\nThe canal is 42 miles long and \
     was dug in the 1830s by some 3,960 men.\n",
);
const CHINESE: (&str, &str) = ("zh.md", "我们每年投入1800亿元做研发，其中大约600亿元做基础理论研究。\n");

#[test]
fn the_same_in_another_form() {
    faithful(
        &[TRADE],
        &[
            "Exports to Germany slipped to just under two billion euros [@trade].",
            "Sales to Germany fell by 2.5% to €1.97bn [@trade].",
            "Imports from China were worth €1,830 million, a rise of 21.6 per cent [@trade].",
            "The tariff has applied since August 2025 [@trade].",
            "The canal, 42 miles long, was dug in the 1830s by nearly four thousand men [@trade].",
        ],
    );
    faithful(&[CHINESE], &["Of the 180 billion yuan about 60 billion yuan go to basic research [@zh]."]);
}

#[test]
fn another_value_in_the_same_slot() {
    check(
        &[TRADE],
        "Exports to Germany fell by 2.5 percent to 1.79 billion euros [@trade].",
        expect![[r#"
        number-mismatch «1.79 billion euros» The source has “1.97 billion euros” where this says “1.79 billion euros”.
          trade.md, “Trade in August”, line 5: Exports to Germany fell by 2.5 percent to 1.97 billion euros.
          fix: Use the source’s “1.97 billion euros”: Exports to Germany fell by 2.5 percent to 1.97 billion euros [@trade]."#]],
    );
    check(
        &[TRADE],
        "Exports to Italy rose by 1.4 percent to 1.08 billion euros [@trade].",
        expect![[r#"
        number-mismatch «1.4 percent» The source has “4.1 percent” where this says “1.4 percent”.
          trade.md, “Trade in August”, line 5: Exports to Italy rose by 4.1 percent to 1.08 billion euros.
          fix: Use the source’s “4.1 percent”: Exports to Italy rose by 4.1 percent to 1.08 billion euros [@trade]."#]],
    );
    check(
        &[TRADE],
        "Imports from China fell by 21.6 percent to 1.83 billion euros [@trade].",
        expect![[r#"
            number-mismatch «21.6 percent» The source says that it rose (“21.6 percent”) where this says that it fell.
              trade.md, “Trade in August”, line 5: Imports from China rose by 21.6 percent to 1.83 billion euros."#]],
    );
    check(
        &[TRADE],
        "Imports from China rose by 21.6 percent to 1.83 billion dollars [@trade].",
        expect![[r#"
        number-mismatch «1.83 billion dollars» The source has “1.83 billion euros” where this says “1.83 billion dollars”.
          trade.md, “Trade in August”, line 5: Imports from China rose by 21.6 percent to 1.83 billion euros.
          fix: Use the source’s “1.83 billion euros”: Imports from China rose by 21.6 percent to 1.83 billion euros [@trade]."#]],
    );
    check(
        &[TRADE],
        "The tariff has applied since 7 July 2025 [@trade].",
        expect![[r#"
        date-mismatch «7 July 2025» The source has “7 August 2025” where this says “7 July 2025”.
          trade.md, “Trade in August”, line 7: The tariff has applied since 7 August 2025.
          fix: Use the source’s “7 August 2025”: The tariff has applied since 7 August 2025 [@trade]."#]],
    );
    check(
        &[CHINESE],
        "Of the 180 billion yuan, 6 billion yuan go to basic research [@zh].",
        expect![[r#"
        number-mismatch «6 billion yuan» The source has “600亿元” where this says “6 billion yuan”.
          zh.md, line 1: 我们每年投入1800亿元做研发，其中大约600亿元做基础理论研究。"#]],
    );
}

/// Dates of which one part is wrong, told by the other parts.
#[test]
fn a_date_with_a_slip_in_it() {
    let source = (
        "pact.md",
        "The pact with Kessia was signed on Friday, 9 March 2018 in the ballroom of a hotel. It entered into force in \
         the second quarter of 2019. The board adopted its budget on 18 May 2021.\n",
    );
    faithful(&[source], &["The two signed their pact on Friday, 9 March 2018 [@pact]."]);
    check(
        &[source],
        "He calls the agreement with Kessia, concluded on 9 March 2016, good but not fair [@pact].",
        expect![[r#"
            date-mismatch «9 March 2016» The source has “Friday, 9 March 2018” where this says “9 March 2016”.
              pact.md, line 1: The pact with Kessia was signed on Friday, 9 March 2018 in the ballroom of a hotel.
              fix: Use the source’s “Friday, 9 March 2018”: He calls the agreement with Kessia, concluded on 9 March 2018, good but not fair [@pact]."#]],
    );
    check(
        &[source],
        "The pact was signed on Thursday, 9 March 2018 [@pact].",
        expect![[r#"
        date-mismatch «Thursday, 9 March 2018» The source has “Friday, 9 March 2018” where this says “Thursday, 9 March 2018”.
          pact.md, line 1: The pact with Kessia was signed on Friday, 9 March 2018 in the ballroom of a hotel.
          fix: Use the source’s “Friday, 9 March 2018”: The pact was signed on Friday, 9 March 2018 [@pact]."#]],
    );
    check(
        &[source],
        "The pact entered into force in the second quarter of 2020 [@pact].",
        expect![[r#"
        date-mismatch «second quarter of 2020» The source has “second quarter of 2019” where this says “second quarter of 2020”.
          pact.md, line 1: It entered into force in the second quarter of 2019.
          fix: Use the source’s “second quarter of 2019”: The pact entered into force in the second quarter of 2019 [@pact]."#]],
    );
    check(
        &[source],
        "The budget was adopted in May 2022 [@pact].",
        expect![[r#"
            date-mismatch «May 2022» The source has “18 May 2021” where this says “May 2022”.
              pact.md, line 1: The board adopted its budget on 18 May 2021.
              fix: Use the source’s “18 May 2021”: The budget was adopted in May 2021 [@pact]."#]],
    );
}

/// The same digits in another currency, of which one is not named whole.
#[test]
fn another_currency() {
    let source = (
        "wages.md",
        "The median wage in construction is 33,120 crowns a month. In trade it is 28,450 crowns.\n",
    );
    faithful(&[source], &["The median builder earns 33,120 crowns a month [@wages]."]);
    check(
        &[source],
        "The median builder earns 33,120 euros a month before tax [@wages].",
        expect![[r#"
        number-mismatch «33,120 euros» The source has “33,120 crowns” where this says “33,120 euros”.
          wages.md, line 1: The median wage in construction is 33,120 crowns a month.
          fix: Use the source’s “33,120 crowns”: The median builder earns 33,120 crowns a month before tax [@wages]."#]],
    );
}

/// What the reference says of the source's own day.
#[test]
fn the_day_of_publication() {
    let library = super::library(
        &[("ren.md", "We invest 180 billion yuan in research.\n")],
        "@article{ren, title = {Dialogue}, date = {2025-06-10}, file = {ren.md}}\n",
    );
    let findings = |draft: &str| {
        let found = super::run(&library, draft).findings;
        found.iter().map(|finding| super::show(draft, finding)).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(findings("The paper published it on 10 June 2025 [@ren]."), "");
    assert_eq!(findings("They met on 10 July 2025 [@ren]."), "");
    expect![[r#"
        date-mismatch «10 July 2025» By its reference the source is of 2025-06-10, where this says “10 July 2025”.
          library.bib, : date: 2025-06-10
          fix: Use the reference’s date: The paper published it on 10 June 2025 [@ren]."#]].assert_eq(&findings("The paper published it on 10 July 2025 [@ren]."));
}

/// Headings tell which of two like sentences is meant.
#[test]
fn a_section_that_the_claim_names() {
    let source = (
        "orders.md",
        "# Naval\n\nThe order book stood at €12,400 million.\n\n# Air\n\nThe order book stood at €9,860 million.\n",
    );
    faithful(&[source], &["The naval order book stood at €12.4 billion [@orders]."]);
    check(
        &[source],
        "The naval order book stood at €9.86 billion [@orders].",
        expect![[r#"
        number-mismatch «€9.86 billion» The source has “€12,400 million” where this says “€9.86 billion”.
          orders.md, “Naval”, line 3: The order book stood at €12,400 million.
          fix: Use the source’s “€12,400 million”: The naval order book stood at €12,400 million [@orders]."#]],
    );
}

#[test]
fn what_cannot_be_told_is_not_told() {
    let village = (
        "village.md",
        "Labour made up 29 percent of the \
         price of a new flat in 2003. Last year it made up 21 percent. There are five regions in the bulletin. \
         The strike lasted from 8 to 19 April.\n",
    );
    silent(
        &[village],
        &[
            "Of the three regions with a rate of their own the coast wastes most [@village].",
            "Two events made April worse than it was, a strike and a storm [@village].",
        ],
    );
    silent(
        &[TRADE],
        &[
            "Freight rates rose by 12 percent in the same month [@trade].",
            "There are three reasons for this [@trade].",
            "Orders fell by 32,000 tonnes from March to April [@trade].",
            "The deficit was thus 750 million euros [@trade].",
            "Orders fell from 312,000 tonnes in March to 280,000 in April [@trade].",
        ],
    );
}

#[test]
fn a_figure_in_a_translated_quotation_is_held_against_the_original() {
    let source = [("ren.md", "我们每年投入1800亿元用于研发。明年我们计划招聘8000名毕业生。\n")];
    check(
        &source,
        "Ren said: “We invest 190 billion yuan in research and development each year” [@ren].",
        expect![[r#"
            number-mismatch «190 billion yuan» The source has “1800亿元” where this says “190 billion yuan”.
              ren.md, line 1: 我们每年投入1800亿元用于研发。"#]],
    );
    silent(
        &source,
        &["Ren said: “We invest 180 billion yuan in research and development each year” [@ren]."],
    );
}
