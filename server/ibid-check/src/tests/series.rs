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
