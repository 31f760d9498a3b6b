//! What one word of a sentence says for a figure or date that stands elsewhere in it.

use super::check_all;

#[test]
fn units_said_once() {
    check_all(
        "
        They cover 214,000, 128,000 and 31,500 hectares. => 214,000 = 2140000000 m2; 128,000 = 1280000000 m2; 31,500 hectares = 315000000 m2
        It cost 12, 15 and 20 million crowns. => 12 = 12000000 ?kr; 15 = 15000000 ?kr; 20 million crowns = 20000000 ?kr
        A day paid 60 yuan in 2010 and pays 190 now. => 60 yuan = 60 CNY; 2010 = 2010/-/-; 190 = 190 CNY
        Tea went from 14 yuan to 5. => 14 yuan = 14 CNY; 5 = 5 CNY
        The wait came down from 71 days to 58. => 71 days = 6134400 duration; 58 = 5011200 duration
        The wait grew by five minutes, to 43. => five minutes = 300 duration Up; 43 = 2580 duration
        It took five minutes, and the score was 43. => five minutes = 300 duration; 43 = 43 number
        It came to 1.37 million euros, that of the shop to 412,000. => 1.37 million euros = 1370000 EUR; 412,000 = 412000 EUR
        A fence lowered them by 46 percent, a dog by 35. => 46 percent = 46 percent Down; 35 = 35 percent Down
        A rally raised loans by 19 percent, and a visit by one of the authors of the books by 27. => 19 percent = 19 percent Up; 27 = 27 percent Up
        Of them 37 percent were women; ashore there were 310. => 37 percent = 37 percent; 310 = 310 number
        It paid 60 yuan to 190 workers. => 60 yuan = 60 CNY; 190 = 190 of worker
        It lost 4.8 points and fell to 88 percent. => 4.8 = 4.8 percentagepoints By; 88 percent = 88 percent
        ",
    );
}

#[test]
fn differences_are_no_levels() {
    check_all(
        "
        Diesel was two and a half crowns a litre cheaper. => two and a half crowns = 2.5 ?kr Down
        Their total was 1.8 million crowns higher. => 1.8 million crowns = 1800000 ?kr Up
        It has 51 fewer members than before. => 51 = 51 of member Down
        It shipped 240,000 more than in 2023. => 240,000 = 240000 number Up; 2023 = 2023/-/-
        It made up 21 percent of the price. => 21 percent = 21 percent
        ",
    );
}

#[test]
fn parts_of_a_whole_and_money_by_other_names() {
    check_all(
        "
        One avocado in ten is lost. => One avocado in ten = 10 percent
        Five in every six had drunk it. => Five in every six = 83.33333 percent
        It owes V$412 million. => V$412 million = 412000000 X$
        It costs 42 cents. => 42 cents = 0.42 ?¢
        We reported a hundred and twelve cases. => a hundred and twelve = 112 of case
        ",
    );
}

#[test]
fn days_and_quarters() {
    check_all(
        "
        It closed on Friday, 31 May 2024. => Friday, 31 May 2024 = 2024/5/31
        It ran until the thirty-first of March 2026. => thirty-first of March 2026 = 2026/3/31
        They struck between 8 and 19 April. => 8 and 19 April = -/4/8 until -/4/19
        In the last quarter of 2024 it fell. => last quarter of 2024 = 2024/-/- Quarter(4)
        September brought rain. => September = -/9/-
        March on, they said. => 
        ",
    );
}
