//! Numbers that state nothing a source could bear out.

use ibid_text::Language;

use super::check;
use crate::{Slot, facts};

#[test]
fn labels_codes_and_strings() {
    for text in [
        "See Figure 3.",
        "See Fig. 3 and Table 2.",
        "See Section 2.1 and chapters 3 and 4.",
        "It runs v1.2 on a GP10.",
        "The H100 and the 910B and the A100 are chips.",
        "The G7 and the G20 met on 5G.",
        "Covid-19 spread.",
        "It meets ISO 9001.",
        "It is open 24/7.",
        "Article 5 holds.",
        "The train left at 12:30.",
        "Its number is 978-3-16-148410-0.",
        "Write to a1@example.org or https://example.org/2019/05/x-12.html now.",
        "The Mate 60 has a Kirin 9000 chip.",
        "In season 5 it ended.",
        "The train left at 9 a.m. or at 10 PM.",
        "Call (512) 471-3168 now.",
        "1. Introduction",
        "It is shown before [3].",
        "参见第3章和图2。",
    ] {
        check(text, "");
    }
}

#[test]
fn pronouns_and_vague_words() {
    for text in [
        "One of them left.",
        "No one came.",
        "One day it ended.",
        "They met one another.",
        "It is second to none.",
        "At first it rained.",
        "First, it rained.",
        "Hundreds of people came.",
        "Tens of thousands of people came.",
        "For a second it held.",
        "It may march on.",
        "A quarter later it fell.",
        "万一下雨怎么办。",
        "数百人参加。",
        "他们一起来了。",
        "百姓十分高兴。",
    ] {
        check(text, "");
    }
}

#[test]
fn odd_text_is_no_trouble() {
    let parts = [
        "",
        " ",
        "1",
        "１２",
        "1,",
        "1.",
        "½",
        "2½",
        "😀",
        "５月",
        "百分之",
        "分之",
        "三分之",
        "上世纪",
        "年",
        "-",
        "$",
        "US$",
        "between",
        "from",
        "to",
        "a third",
        "1,234,",
        "2019–",
        "Q1",
        "\u{301}e",
        "’s",
        "(",
        "增长",
    ];
    for a in parts {
        for b in parts {
            for c in ["", "1", "年", "-", "to", "分之"] {
                let text = format!("{a}{b} {c}{a}");
                let found = facts(&text, Language::English);
                assert!(found.windows(2).all(|w| w[0].span.end <= w[1].span.start), "{text:?}");
                for i in 0..found.len() {
                    Slot::new(&text, &found, i, Some(&text), Language::Chinese);
                }
            }
        }
    }
}
