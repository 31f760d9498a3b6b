//! What a figure is told of: a share of something or a distance from it, a range or one end of it, one year's event or another's.

use super::{check, faithful, silent, wrong};
use expect_test::expect;

const MILLS: (&str, &str) = (
    "mills.md",
    "Two years after they opened, the output of the new mills was on average 38 percent below the plan. We estimate that the subsidy saved \
     between 55 and 80 jobs in six years. On 3 October 2023 the board imposed a fine of 6.2 million crowns for the outage in 2022. The \
     board noted that the outage in 2022 had lasted nine hours.\n\n\
     Our share of the flour market was 52 percent in 2021, and it is 46 percent today. Last year's loss was 143 million crowns, on \
     revenue of 1.84 billion in 2023. The year before, we still made a profit of 22 million.\n\n\
     Fires fell by 31 percent at mills with sprinklers and by 12 percent at old mills, measured against the three years before. Below \
     200,000 tonnes a year I found 6 that pay their way. \
     The volume of grain fell by 10.8 percent in 2023. Since 2013 it has fallen by 59.8 percent. Farmers are paid 55 crowns a hectare each year. Each tree costs 4 crowns. Between its launch on 21 March 2018 \
     and 31 December 2024 the board felled 104 million trees. I ran a mill with 51 hands in my first \
     year and 33 in my last. The number of inspections has more than doubled since 2020.\n\n\
     | Region | 2015 | 2020 | 2022 | 2023 |\n|---|---|---|---|---|\n| Aldmoor | 163 | 112 | 126 | 118 |\n| Birkholm | 201 | 121 | 141 | 134 |\n\
     | Cresset | 118 | 92 | 104 | 107 |\n",
);

#[test]
fn a_share_of_something_is_no_distance_from_it() {
    check(
        &[MILLS],
        "Two years after opening, the mills’ output was on average just 38 percent of the plan [@mills].",
        expect![[r#"
            number-mismatch «38 percent» The source has “38 percent below” where this says “38 percent of”.
              mills.md, line 1: Two years after they opened, the output of the new mills was on average 38 percent below the plan."#]],
    );
    silent(
        &[MILLS],
        &[
            "Two years after opening, the mills’ output was on average 38 percent below the plan [@mills].",
            "Two years after opening, the mills’ output was on average 38 percent lower than planned [@mills].",
            "Two years after opening, the mills’ output was on average 62 percent of the plan [@mills].",
        ],
    );
}

#[test]
fn one_end_of_a_range_is_not_the_figure() {
    wrong(&[MILLS], &[("The subsidy saved 80 jobs in six years [@mills].", "80")]);
    silent(
        &[MILLS],
        &[
            "The subsidy saved up to 80 jobs in six years [@mills].",
            "The subsidy saved at least 55 jobs in six years [@mills].",
            "The subsidy may have saved 80 jobs in six years [@mills].",
        ],
    );
}

#[test]
fn the_year_of_what_is_named_before_it() {
    wrong(
        &[MILLS],
        &[("For the outage in 2023 the board has imposed a fine of 6.2 million crowns [@mills].", "2023")],
    );
    silent(
        &[MILLS],
        &[
            "For the outage in 2022 the board has imposed a fine of 6.2 million crowns [@mills].",
            "In 2023 the board imposed a fine of 6.2 million crowns [@mills].",
        ],
    );
}

#[test]
fn the_difference_of_two_shares_of_one_sentence() {
    wrong(
        &[MILLS],
        &[(
            "Between 2021 and early 2024 its share of the flour market shrank by just 6 percent [@mills].",
            "6 percent",
        )],
    );
    silent(
        &[MILLS],
        &[
            "Between 2021 and early 2024 its share of the flour market shrank by 6 percentage points [@mills].",
            "Between 2021 and early 2024 its share of the flour market shrank by more than a tenth [@mills].",
        ],
    );
}

#[test]
fn two_shares_that_changed_places() {
    wrong(
        &[MILLS],
        &[(
            "Fires fell by 12 percent at mills with sprinklers and by 31 percent at comparable ones without any [@mills].",
            "12 percent 31 percent",
        )],
    );
    silent(
        &[MILLS],
        &[
            "Fires fell by 31 percent at mills with sprinklers and by 12 percent at comparable ones without any [@mills].",
        ],
    );
}

#[test]
fn a_row_over_so_many_years_and_in_its_last() {
    wrong(
        &[MILLS],
        &[
            ("Aldmoor brought its number down from 163 to 126 over eight years [@mills].", "126"),
            ("In Cresset the number fell by three last year [@mills].", "three"),
        ],
    );
    silent(
        &[MILLS],
        &[
            "Aldmoor brought its number down from 163 to 118 over eight years [@mills].",
            "Aldmoor brought its number down from 163 to 126 over seven years [@mills].",
            "In Cresset the number rose by three last year [@mills].",
            "Birkholm, which had 201 in 2015, had 134 last year [@mills].",
        ],
    );
}

#[test]
fn what_is_told_beside_it_is_of_another_time() {
    silent(
        &[MILLS],
        &[
            "It lost 143 million crowns last year, after a small profit in 2022, on revenue of just over 1.8 billion [@mills].",
            "Of the 212 mills studied, only six with fewer than 200,000 tonnes a year pay their way [@mills].",
            "Revenue from inspections roughly tripled between 2019 and 2023 [@mills].",
        ],
    );
}

#[test]
fn over_how_long_something_moved() {
    wrong(
        &[MILLS],
        &[
            ("Last year alone the volume of grain fell by 59.8 percent [@mills].", "59.8 percent"),
            ("The hands rose from 33 in the first year to 51 in the last [@mills].", "33 51"),
        ],
    );
    silent(
        &[MILLS],
        &[
            "The volume of grain has fallen by 59.8 percent since 2013 [@mills].",
            "Last year alone the volume of grain fell by 10.8 percent [@mills].",
            "The hands fell from 51 in the first year to 33 in the last [@mills].",
        ],
    );
}

#[test]
fn for_each_of_what_it_is_told() {
    wrong(&[MILLS], &[("Farmers receive 55 crowns a tree each year [@mills].", "55 crowns")]);
    silent(
        &[MILLS],
        &[
            "Farmers receive 55 crowns a hectare each year [@mills].",
            "Between March 2018 and the end of last year the board felled 104 million trees [@mills].",
        ],
    );
}

const ROADS: (&str, &str) = (
    "roads.md",
    "At the end of 2015, 22,700 people lived more than 30 minutes by road from a clinic.\n\nFewer than one in five rural nurses are under 35. A further 29 percent are \
     55 or older.\n\nThe range of its estimate is wide, from 0.4 to 2.6 percent.\n\nThe group turned over 180 billion yuan in 2024, and its cables brought in 24 billion.\n\nIts adult rate, which went \
     up to 12.30 crowns an hour, applies from 18 on.\n\nThe new scale would have brought 89 million crowns more in 2022, and 12 million less in 2024.\n\nMany are slow: 49.3 percent of the houses passed have a line.\n",
);

#[test]
fn limits_units_ranges_and_verbs_that_end_with_over_or_up() {
    faithful(
        &[ROADS],
        &[
            "In 2015 some 22,700 people lived more than 30 minutes from a clinic [@roads].",
            "The group turned over 180 billion yuan in 2024 [@roads].",
            "Nobody over 17 may be paid less than 12.30 crowns an hour, the adult rate [@roads].",
            "Almost half of the houses passed have a line [@roads].",
        ],
    );
    wrong(
        &[ROADS],
        &[
            ("In 2015 some 22,700 people lived more than 30 miles from a clinic [@roads].", "30 miles"),
            (
                "More than one in five rural nurses are under 35, and 29 percent are at least 55 [@roads].",
                "one in five",
            ),
            ("Its estimate ranges from 0.4 to 6.2 percent [@roads].", "0.4 to 6.2 percent"),
            ("The group turned over 18 billion yuan in 2024 [@roads].", "18 billion yuan"),
            (
                "The new scale would have brought 89 million crowns more in 2022 and 12 million more in 2024 [@roads].",
                "12 million",
            ),
        ],
    );
}

/// How many times as much something is as what the source tells beside it.
#[test]
fn multiples_of_what_stands_beside() {
    let bus = (
        "bus.md",
        "They were not cheap: the state gave 185,000 crowns, which makes 88 crowns a dose. In the vaccination centre in Skarn a dose cost \
         31.\n\nA petition to keep the bus was signed by 9,300 people, in a town of 41,000.\n",
    );
    wrong(
        &[bus],
        &[
            (
                "At 88 crowns, a dose from the bus cost four times as much as one in the vaccination centre at Skarn [@bus].",
                "four times",
            ),
            (
                "A petition was signed by 9,300 people, which is a third of the number of inhabitants [@bus].",
                "a third",
            ),
        ],
    );
    silent(
        &[bus],
        &[
            "At 88 crowns, a dose from the bus cost almost three times as much as one in the vaccination centre at Skarn [@bus].",
            "A petition was signed by 9,300 people, which is more than a fifth of the number of inhabitants [@bus].",
            "At 88 crowns, a dose from the bus cost four times as much as a bottle of milk [@bus].",
        ],
    );
}
