//! Tables and lists: whose figure it is, of which year, and how far something moved from one column to the next.

use super::{faithful, silent, wrong};

const MUSEUMS: (&str, &str) = (
    "museums.txt",
    "CULTURE OFFICE\n\nTABLE 3. MUSEUMS BY TOWN\n\nTown            2020     2021     2022\n\nVisits (thousand)\nAlder          1,412    1,655    1,702\n\
     Birk             644      610      587\nCedarholm        871      902      915\n\nPaid staff\nAlder            310      322      329\n\
     Birk             121      118      104\nCedarholm        187      191      188\n\nOpening hours came to 41,200 in 2022, against 39,800 in \
     2021. The share of evenings was 14.2 percent in 2022.\n",
);
const BAKERIES: (&str, &str) = (
    "bakeries.md",
    "| Bakery | Price of a loaf (EUR) | Loaves a day |\n|---|---|---|\n| Mill Lane, Torvik | 4.15 | 1,240 |\n| Old Oven, Sund | 3.85 | \
     1,690 |\n| Kaffebrod, Sund | 4.40 | 870 |\n",
);
const CROPS: (&str, &str) = (
    "crops.txt",
    "全省农业统计\n\n表1 主要产品产量及增长速度\n产品名称  单位  产量  比上年增长(%)\n棉花  万吨  18.6  -3.4\n水果  万吨  412.7  6.8\n水产品  万吨  96.3  -7.2\n\n\
     全年水果出口31.4亿元,增长12.6%;茶叶出口18.7亿元,下降9.3%;棉花出口7.9亿元,增长4.1%。年末全省图书馆42.6万个座位,其中公共图书馆11.8万个座位。\n",
);

#[test]
fn a_figure_of_another_row_or_year() {
    faithful(
        &[MUSEUMS, BAKERIES],
        &[
            "Birk counted 610,000 visits in 2021 [@museums].",
            "Mill Lane asks 4.15 euros for a loaf and Old Oven 3.85 [@bakeries].",
        ],
    );
    wrong(
        &[MUSEUMS, BAKERIES],
        &[
            ("Birk, a small town, counted 915,000 visits in 2022 [@museums].", "915,000"),
            ("Birk counted 587,000 visits in 2021 [@museums].", "587,000"),
            (
                "A loaf costs 3.85 euros at Mill Lane and 4.15 euros at Old Oven [@bakeries].",
                "3.85 euros 4.15 euros",
            ),
            ("Mill Lane asks 3.85 euros for a loaf and Old Oven 4.15 [@bakeries].", "3.85 euros 4.15"),
            ("Alder followed with 1,655,000 visits and Cedarholm with 915,000 [@museums].", "1,655,000"),
        ],
    );
}

#[test]
fn a_row_moves_from_one_year_to_the_next() {
    faithful(
        &[MUSEUMS],
        &[
            "In Birk visits fell by 23,000 between 2021 and 2022 [@museums].",
            "The staff of Cedarholm grew by four between 2020 and 2021 [@museums].",
        ],
    );
    wrong(
        &[MUSEUMS],
        &[
            ("In Birk visits rose by 23,000 between 2021 and 2022 [@museums].", "23,000"),
            ("Birk lost staff: it grew by 14 people, to 104 [@museums].", "14 people 14"),
            ("Opening hours shrank by 1,400 to 41,200 [@museums].", "1,400"),
        ],
    );
    silent(&[MUSEUMS], &["Opening hours grew by 1,400 to 41,200 [@museums]."]);
}

#[test]
fn chinese_lists_with_marks_of_half_width() {
    faithful(
        &[CROPS],
        &[
            "Exports of fruit rose by 12.6 percent and those of cotton by 4.1 percent [@crops].",
            "Cotton fell by 3.4 percent and fruit came to 4.127 million tonnes [@crops].",
        ],
    );
    wrong(
        &[CROPS],
        &[
            (
                "Exports of fruit rose by 4.1 percent, to 3.14 billion yuan [@crops].",
                "4.1 percent 3.14 billion yuan",
            ),
            ("Cotton fell by 7.2 percent [@crops].", "7.2 percent"),
            ("The public libraries had 426,000 seats [@crops].", "426,000 seats"),
        ],
    );
}

const SHARES: (&str, &str) = (
    "shares.md",
    "The share of empty flats was 5.2 percent in 2019.\n\n| District | Flats 2019 | Flats 2024 | Empty flats 2024 (%) |\n|---|---|---|---|\n\
     | Nordby | 14,200 | 14,950 | 7.9 |\n| Sudby | 9,310 | 9,870 | 8.8 |\n| **Town** | **23,510** | **24,820** | **8.3** |\n\n\
     No landlord may raise a rent by more than 3 percent a year. Of the 24,820 flats 1,900 have no bath. The bank sold 310 of the 860 \
     flats.\n",
);

#[test]
fn points_limits_and_wholes() {
    silent(
        &[SHARES],
        &[
            "The share of empty flats rose by 3.1 percentage points between 2019 and 2024 [@shares].",
            "Landlords may raise a rent by at most 3 percent a year [@shares].",
            "Nordby, with about three fifths of the town's flats, is the larger [@shares].",
            "There are 14,950 flats in Nordby, 60 percent of them all [@shares].",
            "The bank sold more than a third of the 860 flats [@shares].",
        ],
    );
    wrong(
        &[SHARES],
        &[
            ("The share of empty flats rose by 3.1 percent between 2019 and 2024 [@shares].", "3.1 percent"),
            ("Landlords must raise a rent by at least 3 percent a year [@shares].", "3 percent"),
            ("The bank sold about a fifth of the 860 flats [@shares].", "a fifth"),
        ],
    );
}

const LIBRARIES: (&str, &str) = (
    "libraries.txt",
    "COUNTY LIBRARIES\n\nTable 2. Visits and loans by town (thousands)\n\n\
     \x20                    Visits                    Loans\n\
     Town            2021/22   2022/23       2021/22   2022/23\n\
     ----------------------------------------------------------\n\
     Alder             1,136     1,224         1,302     1,287\n\
     Birk                243       168           287       196\n\
     Cedarholm           655       634           741       703\n\
     ----------------------------------------------------------\n\n\
     Table 3. Spending (EUR thousand)\n\n\
     Heading                2021/22     2022/23\n\
     --------------------------------------------\n\
     Staff                    6,842       6,517\n\
     Books                    1,204       1,018\n\
     --------------------------------------------\n\n\
     Birk lost 63 hours a week, close to one in ten; Alder lost 15 and Cedarholm lost 43.\n",
);

#[test]
fn years_that_end_in_the_next() {
    faithful(
        &[LIBRARIES],
        &[
            "Staff cost about €6.5 million in 2022/23 [@libraries].",
            "Birk counted 168,000 visits in 2022/23 [@libraries].",
        ],
    );
    wrong(
        &[LIBRARIES],
        &[
            (
                "Staff remained the largest item, at some €6.8 million in 2022/23 [@libraries].",
                "€6.8 million",
            ),
            ("Birk counted 243,000 visits in 2022/23 [@libraries].", "243,000"),
        ],
    );
}

#[test]
fn a_movement_that_names_no_year() {
    silent(
        &[LIBRARIES],
        &[
            "Even in Alder, where 88,000 more visits were counted, loans fell by 15,000 [@libraries].",
            "Cedarholm lost 38,000 loans [@libraries].",
        ],
    );
    wrong(
        &[LIBRARIES],
        &[(
            "In Alder, where more visits were counted, the number of loans rose by 15,000 [@libraries].",
            "15,000",
        )],
    );
}

#[test]
fn what_has_the_unit_of_the_item_before() {
    silent(&[LIBRARIES], &["Birk bore the heaviest loss, giving up 63 hours a week [@libraries]."]);
    wrong(
        &[LIBRARIES],
        &[("Cedarholm bore the heaviest loss, giving up 63 hours a week [@libraries].", "63 hours")],
    );
}

const BRANCHES: (&str, &str) = (
    "branches.md",
    "| Before the transfer | Transferred | Matched |\n|---|---|---|\n| Population served | 8,640 | 8,910 |\n| Opening hours | 22.8 | 24.9 \
     |\n| Annual loans | 31,500 | 33,200 |\n\nAfter one year 131 of the branches were open, after three years 119 and after five years 108.\n",
);

#[test]
fn a_figure_of_another_group() {
    silent(
        &[BRANCHES],
        &[
            "The matched branches had 33,200 annual loans [@branches].",
            "The population served was 8,640 in the transferred branches and 8,910 in the matched ones [@branches].",
            "Before the transfer annual loans came to 31,500 [@branches].",
            "After three years 119 of them were open [@branches].",
        ],
    );
    wrong(
        &[BRANCHES],
        &[
            ("The matched branches had 31,500 annual loans [@branches].", "31,500"),
            ("Of these libraries, 119 were still open after five years [@branches].", "119"),
        ],
    );
}

const FUND: (&str, &str) = (
    "fund.md",
    "| Year | Pensioners (thousand) | Contributors (thousand) | Balance (bn crowns) |\n|:--|--:|--:|--:|\n\
     | 2010 | 2,140 | 6,634 | 0.5 |\n| 2016 | 2,412 | 6,512 | 0.3 |\n| 2022 | 2,790 | 6,417 | 0.2 |\n",
);
const SEED: (&str, &str) = (
    "seed.md",
    "| Crop | 2017 | 2019 | 2021 | 2023 |\n|:--|--:|--:|--:|--:|\n| Beans | 410 | 455 | 520 | 815 |\n\
     | Chickpeas | 285 | 270 | 310 | 390 |\n| Lentils | 100 | 240 | 260 | 300 |\n",
);

#[test]
fn a_movement_down_a_column_of_years() {
    faithful(
        &[FUND],
        &["The pensioners have grown by 650,000 [@fund].", "The contributors fell by 217,000 [@fund]."],
    );
    wrong(
        &[FUND],
        &[(
            "The pensioners have grown by 650,000 since 2010; the contributors have grown as well, though only by some 217,000 [@fund].",
            "some 217,000",
        )],
    );
    silent(
        &[FUND],
        &[
            "The pensioners have grown by 272,000 from 2010 to 2016, and by 650,000 since 2010 [@fund].",
            "The contributors rose by 300,000, if those abroad are counted [@fund].",
        ],
    );
}

#[test]
fn what_doubled_is_another_row() {
    wrong(&[SEED], &[("Chickpea seed did best: its sales have all but doubled [@seed].", "doubled")]);
    silent(
        &[SEED],
        &[
            "Bean seed did best: its sales have all but doubled [@seed].",
            "The sales of lentils more than doubled [@seed].",
            "Chickpea seed did well, and its price doubled in 2020 [@seed].",
        ],
    );
}

const PERMITS: (&str, &str) = (
    "permits.md",
    "Permits by year\n\n| Year | Granted | Refused |\n|---|---|---|\n| 2019 | 14 | 6 |\n| 2021 | 29 | 5 |\n| 2023 | 63 | 2 |\n\nVisits by way \
     of travel (thousand)\n\n| Way | 2019 | 2021 | 2022 | 2023 |\n|---|---|---|---|---|\n| Ferry | 418 | 361 | 352 | 340 |\n| By bus or tram | 26 | \
     287 | 251 | 264 |\n",
);

#[test]
fn a_figure_of_another_year_beside_one_of_its_own() {
    silent(
        &[PERMITS],
        &[
            "Permits went from 14 in 2019 to 63 in 2023 [@permits].",
            "The road brought 26,000 visitors in 2019 and 264,000 in 2023 [@permits].",
        ],
    );
    wrong(
        &[PERMITS],
        &[
            ("Permits went from 14 in 2019 to 36 in 2023 [@permits].", "36"),
            ("The road brought 26,000 visitors in 2019 and 287,000 in 2023 [@permits].", "287,000"),
        ],
    );
}

#[test]
fn a_row_that_goes_one_way_for_years() {
    silent(
        &[PERMITS],
        &["Visits by ferry fell for the second year in a row, to 340,000 in 2023 [@permits]."],
    );
    wrong(
        &[PERMITS],
        &[(
            "Visits by ferry have gone up two years in a row and came to 340,000 in 2023 [@permits].",
            "340,000",
        )],
    );
}

/// "16,100 of its 18,500 houses": each figure has its own head.
#[test]
fn a_part_beside_the_whole_of_its_row() {
    let lines = (
        "lines.md",
        "Houses passed (thousand)\n\n| Island | All houses | 2022 | 2023 |\n|---|---|---|---|\n| Perna | 18.5 | 13.8 | 16.1 |\n| Lunt | 22.4 | 3.1 | 4.9 |\n",
    );
    faithful(&[lines], &["Perna is far ahead, with 16,100 of its 18,500 houses on the line [@lines]."]);
}

/// "40–59" over a column is no figure of the row, and "a third" names no row of the third.
#[test]
fn words_of_labels_and_heads() {
    let ages = (
        "ages.md",
        "Share of the vaccinated by age (percent)\n\n| State | 12–17 | 40–59 | 75 and over |\n|---|---|---|---|\n| Farrow | 51.7 | 79.3 | 91.9 |\n| \
         Galt | 44.1 | 71.6 | 93.0 |\n\nBorrowers (percent)\n\n| Group | 2019 | 2024 |\n|---|---|---|\n| Lowest fifth | 71 | 78 |\n| Third fifth | 52 | \
         55 |\n| Highest fifth | 21 | 14 |\n",
    );
    silent(
        &[ages],
        &[
            "In Farrow the oldest are ahead of the youngest by as little as 40 percentage points [@ages].",
            "Among the poorest fifth the share went up by seven points to 78 percent, while among the richest it fell by a third [@ages].",
        ],
    );
}
