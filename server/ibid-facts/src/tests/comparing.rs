//! How a claim's fact stands to a source's.

use ibid_text::Language;

use crate::Comparison::{self, Compatible, Different, Same, Unrelated};
use crate::{compare, facts, same_noun};

fn first(text: &str) -> crate::Value {
    let language = Language::of(text);
    facts(text, language).first().unwrap_or_else(|| panic!("no fact in {text:?}")).value.clone()
}

/// Compares the first fact of a claim with the first of a source.
#[track_caller]
fn check(claim: &str, source: &str, expected: Comparison) {
    let (c, s) = (first(claim), first(source));
    assert_eq!(compare(&c, &s), expected, "{claim:?} against {source:?}: {c:?} {s:?}");
}

#[test]
fn other_forms_and_units_are_the_same() {
    check("180 billion yuan", "1800亿元", Same);
    check("180bn yuan", "180,000 million yuan", Same);
    check("two-thirds of it", "三分之二", Same);
    check("Three hundred people", "300 people", Same);
    check("30 percent", "百分之三十", Same);
    check("3 km", "3公里", Same);
    check("18 months", "1.5 years", Same);
    check("25 basis points", "0.25 percentage points", Same);
}

#[test]
fn rounding_goes_by_the_claims_step() {
    check("180 billion yuan", "181.3 billion yuan", Compatible);
    check("181 billion yuan", "181.3 billion yuan", Compatible);
    check("1,800 people", "1,812 people", Compatible);
    check("3 percent", "3.1 percent", Compatible);
    check("about 100 people", "97 people", Compatible);
    check("a third of it", "33.4 percent", Compatible);
    check("110 miles", "177 km", Compatible);
    check("9.7 km", "6 miles", Compatible);
    check("a hundred years", "87 years", Compatible);
    check("a hundred years", "60 years", Different);
    check("18 months", "2 years", Different);
    check("182 billion yuan", "181.3 billion yuan", Different);
    check("3.4 percent", "3 percent", Different);
    check("3.2 percent", "3.1 percent", Different);
    check("100 percent", "97 percent", Different);
    check("54 factories", "55 factories", Different);
    check("about 30 percent", "20 percent", Different);
}

#[test]
fn about_and_a_limit_are_said_of_round_numbers() {
    check("about 25 percent", "24 percent", Compatible);
    check("about 240 metres", "about 230 metres", Compatible);
    check("some 62 miles", "100 km", Compatible);
    check("about 23 percent", "about 22 percent", Different);
    check("about 94 million people", "93 million people", Different);
    check("more than 250 boats", "more than 300 boats", Compatible);
    check("more than 59 percent", "59.4 percent", Compatible);
    check("more than 54 chapters", "more than 59 chapters", Different);
    check("fewer than 61 boats", "fewer than 58 boats", Different);
    check("fewer than 61 boats", "58 boats", Compatible);
}

#[test]
fn scale_and_currency_are_part_of_the_value() {
    check("180 million yuan", "180 billion yuan", Different);
    check("180 billion dollars", "180 billion yuan", Different);
    check("180 billion euros", "180 billion yuan", Different);
    check("180 billion dollars", "US$180 billion", Same);
    check("¥180 billion", "180 billion yuan", Same);
    check("5 km", "5 miles", Different);
    check("5 tonnes", "5 kg", Different);
    check("more than 180 million yuan", "180 billion yuan", Different);
}

#[test]
fn bounds_and_ranges() {
    check("more than 50 firms", "53 firms", Compatible);
    check("more than 50 firms", "47 firms", Different);
    check("more than 50 firms", "530 firms", Different);
    check("nearly 100 firms", "97 firms", Compatible);
    check("at most 50 firms", "47 firms", Compatible);
    check("at most 50 firms", "53 firms", Different);
    check("less than 50 firms", "more than 50 firms", Different);
    check("50 firms", "more than 50 firms", Compatible);
    check("60 firms", "more than 50 firms", Different);
    check("7 years", "5 to 10 years", Compatible);
    check("12 years", "5 to 10 years", Different);
    check("5 to 8 years", "5 to 10 years", Different);
    check("5-10 years", "between 5 and 10 years", Same);
}

#[test]
fn direction_and_kind_of_share() {
    check("It rose 3.1 percent", "It fell 3.1 percent", Different);
    check("It rose 3.1 percent", "增长3.1%", Same);
    check("It rose to 3.1 percent", "It rose 3.1 percent", Unrelated);
    check("It rose 3 percentage points", "It rose 3 percent", Different);
    check("It fell by half", "It halved: halved", Same);
    check("It doubled", "It rose 100 percent", Compatible);
    check("It doubled", "It tripled", Different);
    check("It rose 3.6 degrees Fahrenheit", "It rose by 2 °C", Same);
    check("55 firms", "55 percent", Unrelated);
    check("5 tonnes", "5 years", Unrelated);
}

#[test]
fn counts_compare_by_amount() {
    check("55 firms", "55 factories", Same);
    check("55 firms", "54 factories", Different);
    let (crate::Value::Quantity(a), crate::Value::Quantity(b)) = (first("55 firms"), first("54 firms"))
    else {
        panic!("counts are quantities");
    };
    assert!(same_noun(&a, &b));
}

#[test]
fn dates_compare_what_both_state() {
    check("In June 2025", "On 10 June 2025", Compatible);
    check("In July 2025", "On 10 June 2025", Different);
    check("On 10 June 2025", "2025年6月10日", Same);
    check("On 11 June 2025", "June 10, 2025", Different);
    check("in the 1940s", "in 1947", Compatible);
    check("in the 1940s", "in 1951", Different);
    check("In 1947", "in the 20th century", Compatible);
    check("in May", "in 2019", Unrelated);
    check("in Q2 2024", "in May 2024", Compatible);
    check("in Q1 2024", "in May 2024", Different);
    check("in 2020", "from 2019 to 2022", Compatible);
    check("in 2023", "from 2019 to 2022", Different);
    check("from 2019 to 2023", "from 2019 to 2022", Different);
    check("2019–22 saw", "from 2019 to 2022", Same);
    check("in February 2024", "from January to March 2024", Compatible);
    check("in May 2024", "from January to March 2024", Different);
    check("On 7 March 2024", "On March 5-11, 2024", Compatible);
    check("On 12 March 2024", "On March 5-11, 2024", Different);
    check("in 2019", "2,019 units", Unrelated);
}

#[test]
fn ranks() {
    check("the third largest", "第三大", Same);
    check("the 4th largest", "the third largest", Different);
}
