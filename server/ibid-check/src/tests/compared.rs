//! From what a figure differs, of which whole it is a part, and what share of it.

use expect_test::expect;

use super::{check, silent, wrong};

const WARDS: &str = "\
Sick leave averaged 24.7 days, 5.3 days more than in 2019 and 9.9 days more than in other trades. Guests wait 23 weeks on average, \
seven weeks longer than two years ago.

The council approved a settlement that required savings of 940,000 crowns over two years, of which 560,000 crowns fell in the year \
reported here.

The operators had 4,310 buses, of which 1,480 were electric, 610 ran on gas and the remaining 2,220 on diesel. Of the fourteen \
skippers, four had been moved to other boats, seven had taken a pension and three had been dismissed. Of those who left, 44 per cent \
gave shifts at weekends as their reason, 27 per cent wages and 16 per cent violence.

| Season | Films | Concerts | Total |
|---|---|---|---|
| 2022/23 | 264,800 | 203,100 | 467,900 |

| City | Passengers 2022 | Passengers 2023 |
|---|---|---|
| Eskby | 80,900 | 86,100 |
";

#[test]
fn a_difference_is_one_from_something() {
    check(
        &[("w.md", WARDS)],
        "Sick leave is 9.9 days more than in 2019 [@w].",
        expect![[r#"
            number-mismatch «9.9 days» The source has “5.3 days” where this says “9.9 days”.
              w.md, line 1: Sick leave averaged 24.7 days, 5.3 days more than in 2019 and 9.9 days more than in other trades.
              fix: Use the source’s “5.3 days”: Sick leave is 5.3 days more than in 2019 [@w]."#]],
    );
    wrong(
        &[("w.md", WARDS)],
        &[
            ("In 2019 sick leave had averaged 24.7 days [@w].", "24.7 days"),
            ("Two years ago guests waited 23 weeks [@w].", "23 weeks"),
        ],
    );
    silent(
        &[("w.md", WARDS)],
        &[
            "Sick leave is 5.3 days more than in 2019 [@w].",
            "Sick leave is 9.9 days more than in other trades [@w].",
            "Sick leave averages 24.7 days, more than in 2019 [@w].",
            "Guests wait 23 weeks, longer than two years ago [@w].",
        ],
    );
}

#[test]
fn a_part_is_no_whole() {
    wrong(
        &[("w.md", WARDS)],
        &[("The settlement required savings of 560,000 crowns over two years [@w].", "560,000 crowns")],
    );
    silent(
        &[("w.md", WARDS)],
        &[
            "The settlement required savings of 940,000 crowns over two years [@w].",
            "In the year reported savings of 560,000 crowns were required [@w].",
            "Of the savings of 940,000 crowns, 560,000 crowns fell in the year reported [@w].",
        ],
    );
}

#[test]
fn a_share_is_that_of_its_part() {
    wrong(
        &[("w.md", WARDS)],
        &[
            ("Only one bus in four still burns diesel [@w].", "one bus in four"),
            ("Of the 467,900 visits concerts drew more than half [@w].", "half"),
        ],
    );
    silent(
        &[("w.md", WARDS)],
        &[
            "Every second bus still burns diesel [@w].",
            "More than half of the buses still burn diesel [@w].",
            "About a third of the buses are electric [@w].",
            "Of the 467,900 visits films drew more than half [@w].",
        ],
    );
}

#[test]
fn what_is_said_of_one_of_several_groups() {
    wrong(
        &[("w.md", WARDS)],
        &[
            ("Of the fourteen skippers, four had taken a pension [@w].", "four"),
            ("Wages were the reason for 44 per cent of those who left [@w].", "44 per cent"),
            ("In Eskby there are now 80,900 passengers [@w].", "80,900"),
        ],
    );
    silent(
        &[("w.md", WARDS)],
        &[
            "Of the fourteen skippers, seven had taken a pension [@w].",
            "Shifts were the reason for 44 per cent of those who left [@w].",
            "In Eskby there are now 86,100 passengers [@w].",
            "Eskby had 80,900 passengers [@w].",
        ],
    );
}

const RENTS: &str = "\
At the end of 2023, 31,400 households were at least two months behind with their rent. That is 7.1 per cent of all. At the end of 2021 the \
share had been 5.2 per cent. The depot holds 3,265 crates, or 31 per cent of what it could hold. In spring it was 48 per cent.

The plant will cut 640 of the 2,150 jobs there.

| Season | Films | Concerts | Total |
|---|---|---|---|
| 2017/18 | 64,800 | 43,100 | 107,900 |
| 2018/19 | 88,400 | 61,200 | 149,600 |
| 2019/20 | 141,300 | 98,900 | 240,200 |
| 2020/21 | 159,700 | 107,400 | 267,100 |
| 2021/22 | 192,900 | 129,600 | 322,500 |
| 2022/23 | 264,800 | 203,100 | 467,900 |
";

#[test]
fn an_amount_is_one_share_of_its_whole() {
    wrong(
        &[("r.md", RENTS)],
        &[
            (
                "Some 31,400 households, or 5.2 per cent of all, are behind with their rent [@r].",
                "5.2 per cent",
            ),
            ("The depot is 48 per cent full, with 3,265 crates [@r].", "48 per cent"),
        ],
    );
    silent(
        &[("r.md", RENTS)],
        &[
            "Some 31,400 households, or 7.1 per cent of all, are behind with their rent [@r].",
            "Some 31,400 households, or one in fourteen, are behind with their rent, after 5.2 per cent in 2021 [@r].",
            "The depot is 31 per cent full, with 3,265 crates [@r].",
            "The depot held 3,265 crates, after 48 per cent in spring [@r].",
        ],
    );
}

#[test]
fn a_part_of_a_whole_that_goes() {
    wrong(&[("r.md", RENTS)], &[("The plant will shed about a fifth of the 2,150 jobs [@r].", "a fifth")]);
    silent(&[("r.md", RENTS)], &["The plant will shed about three tenths of the 2,150 jobs [@r]."]);
}

#[test]
fn a_limit_is_no_share_of_just_any_whole() {
    wrong(
        &[("r.md", RENTS)],
        &[("Visits came to 467,900, of which concerts made up more than half [@r].", "half")],
    );
    silent(&[("r.md", RENTS)], &["Visits came to 467,900, of which films made up more than half [@r]."]);
}
