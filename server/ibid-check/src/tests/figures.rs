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

#[test]
fn what_cannot_be_told_is_not_told() {
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
