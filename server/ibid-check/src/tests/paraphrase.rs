//! What writers work out from a source and say in their own words is no fault; and the faults that look like it.

use super::{silent, wrong};

const FERRIES: &str = "\
The eleven lines carried 4.62 million passengers in 2023, against 4.18 million in 2022 and 5.05 million in 2019. Of the 1,130 \
late departures 402 were due to weather, 371 to the locks, 198 to repairs and the rest to want of crew. The messages on delays \
reached 64 per cent of the passengers who had given a number. The subsidy is to be at least 90 million crowns a year. Fuel, \
repairs and rent together came to 88 million.

On 412 quays of the coast a battery boat could berth, enough for 9,300 calls a day.

Crew: 1,240 people worked aboard, 37 per cent of them women; ashore there were 310. Sick leave came down to 6.1 per cent, \
compared with 7.4 per cent a year earlier. A household waited 6.4 years for a berth; the list grew from 410 to 830 names. \
Seven in ten of those who left said that shifts were the reason.

In a survey of 2,050 passengers in June 58 per cent were content; among those under 25 it was 41 per cent, among those over 65 77 \
per cent. Ice nearby lowered the odds of a punctual crossing by 23 per cent. Ice one or two days old lowered them by 35 per cent.

| Line | Share on time 2022 (%) | Share on time 2023 (%) |
|---|---|---|
| Harden–Lise | 91.2 | 87.4 |
| Harden–Aske | 90.3 | 92.8 |

Prices of fuel, crowns a tonne:

| Fuel | 2021 | 2022 | 2023 |
|---|---|---|---|
| Heavy oil | 4,150 | 6,800 | 4,900 |
| Gas oil | 5,600 | 9,700 | 7,100 |
| Methanol | 3,800 | 5,700 | 2,600 |
";

const MUSEUM: &str = "\
Takings at the desk came to 1.37 million euros, those of the shop to 412,000 and those of the café to 298,000. The state pays 3.9 \
million euros a year, the city 2.6 million, and foundations gave 740,000. The ministry gives 2.4 million euros a year, 40 per cent \
of it from the European fund.

Last year six ships were open to the public, two more than the year before. In a survey of 1,460 visitors, 71 per cent came by \
train or bus, 22 per cent by car and the others on foot; in 2013 the shares were 54 and 38 per cent. A printed guide lengthened \
visits by 14 per cent, an app by 3 per cent and a talk by 26 per cent.

The losses were heaviest in the hills (31 per cent), lighter in the plain (19 per cent) and lightest in the towns (12 per cent). \
Growers of almonds pay 38 euros a hive, growers of apples 24. Roe deer make up 63 per cent of what wolves eat, red deer 19 per cent \
and boar 12 per cent. Where there was a dog and a fence of at least 90 centimetres, losses were lower by 81 per cent; a fence alone \
lowered them by 46 per cent, a dog alone by 35.

He teaches two classes in Skarn and one in Lom at the same time from a bedroom. \"Good morning, all four of you,\" he says.
";

#[test]
fn what_a_share_leaves_is_no_other_share() {
    silent(
        &[("s.md", FERRIES), ("m.md", MUSEUM)],
        &[
            "Some 36 per cent of those who had given a number never got a message about the delay [@s].",
            "About a third of the passengers who had left a number were not told [@s].",
            "Three in ten of those who left gave another reason than shifts [@s].",
            "Seven per cent of visitors came on foot [@m].",
            "Deer, roe and red, make up 82 per cent of what wolves eat [@m].",
        ],
    );
}

#[test]
fn what_follows_from_several_figures_is_no_other_figure() {
    silent(
        &[("s.md", FERRIES), ("m.md", MUSEUM)],
        &[
            "Want of crew explains 159 of the late departures [@s].",
            "With those ashore, 1,550 people work for the lines [@s].",
            "The European fund gives 960,000 euros a year of it [@m].",
            "The year before, four ships had been open [@m].",
            "One man teaches four classes at the same time from a bedroom [@m].",
        ],
    );
}

#[test]
fn how_long_a_change_took_is_no_wait() {
    silent(
        &[("s.md", FERRIES)],
        &["The list of households that wait for a berth has doubled in ten years to 830 names [@s]."],
    );
}

#[test]
fn what_is_said_of_the_first_is_said_of_the_others() {
    silent(
        &[("s.md", FERRIES), ("m.md", MUSEUM)],
        &[
            "Of the old, 77 per cent were content, of the young 41 [@s].",
            "In 2013 a car brought 38 per cent of visitors, and trains and buses brought 54 [@m].",
            "A dog without a fence lowers losses by 35 per cent, a fence without a dog by 46 [@m].",
            "Quays of the coast could take 9,300 calls a day [@s].",
        ],
    );
    wrong(
        &[("s.md", FERRIES), ("m.md", MUSEUM)],
        &[
            ("The city pays 3.9 million euros a year [@m].", "3.9 million euros"),
            ("The shop took 298,000 euros [@m].", "298,000 euros"),
            ("An app lengthened visits by 14 per cent [@m].", "14 per cent"),
            ("Growers of apples pay 38 euros a hive [@m].", "38 euros"),
            ("A dog alone lowered losses by 46 per cent [@m].", "46 per cent"),
            ("In the hills 12 per cent of colonies died [@m].", "12 per cent"),
        ],
    );
}

#[test]
fn more_than_half_is_a_bound_of_many_a_movement() {
    silent(
        &[("s.md", FERRIES)],
        &[
            "Methanol, which had stood at 5,700 crowns, lost more than half of its price within a year [@s].",
            "Where there was ice, ferries were punctual less often, by 23 per cent in terms of odds [@s].",
        ],
    );
}

#[test]
fn a_row_told_backwards_or_of_another() {
    wrong(
        &[("s.md", FERRIES)],
        &[
            (
                "Between Harden and Lise the share on time rose from 87.4 to 91.2 per cent [@s].",
                "91.2 per cent",
            ),
            ("Heavy oil cost 7,100 crowns a tonne in 2023 [@s].", "7,100 crowns"),
            ("The lines carried 4.18 million passengers in 2023 [@s].", "4.18 million"),
            ("Sick leave came down by 1.3 per cent within a year [@s].", "1.3 per cent"),
        ],
    );
    silent(
        &[("s.md", FERRIES)],
        &[
            "Between Harden and Lise the share on time fell from 91.2 to 87.4 per cent [@s].",
            "Gas oil cost 7,100 crowns a tonne in 2023, heavy oil 4,900 [@s].",
            "In 2022 the lines had carried 4.18 million passengers [@s].",
            "Sick leave came down by 1.3 points within a year [@s].",
        ],
    );
}

#[test]
fn a_bound_turned_among_amounts_within_it() {
    wrong(
        &[("s.md", FERRIES)],
        &[("The subsidy is to be at most 90 million crowns a year [@s].", "at most 90 million crowns")],
    );
}

/// As a PDF's text has them: a line of years, and lines of a name and as many figures.
const EXPORTS: &str = "\
Destination 2017, 2019, 2021, overseas tonnes tonnes tonnes

Mallow 11,300 48,700 26,500

Terran 8,600 37,400 41,900

All overseas 197,000 117,300 87,500
";

#[test]
fn rows_that_were_read_as_text() {
    wrong(
        &[("s.md", EXPORTS)],
        &[
            ("Mallow received 48,700 tonnes in 2021 [@s].", "48,700 tonnes"),
            ("Terran took 48,700 tonnes in 2019 [@s].", "48,700 tonnes"),
        ],
    );
    silent(
        &[("s.md", EXPORTS)],
        &[
            "Mallow received 48,700 tonnes in 2019 [@s].",
            "Mallow received 26,500 tonnes in 2021, Terran 41,900 [@s].",
            "Exports to Terran rose from 8,600 to 41,900 tonnes [@s].",
            "Mallow took 22,200 tonnes less in 2021 than in 2019 [@s].",
        ],
    );
}

const LIBRARIES: &str = "\
The 34 branches lent 2.91 million items in 2024, against 3.07 million in 2023. The budget was 214 million kronor. Wages took 131 \
million, rents 38 million, media 27 million and the rest went to transport and computers.

The branch at Vik closed in March 2022; it had 1,900 members, the branch at Sund has 2,300. A loan costs 71 kronor on average, in the \
bus 118, in the post branch 96. Reading hours raised loans by 19 per cent, a summer competition by 8 per cent, and a visit by an \
author by 27.

Emissions came to 612 kilograms for each tonne of cement, compared with 641 kilograms a year earlier. Accidents numbered 19 (2022: \
27), of which six led to more than 30 days of absence. In a survey 71 per cent came by train or bus. A third had been before.

Fines, kronor in the year:

| Kind | 2022 | 2023 | 2024 |
|---|---|---|---|
| Books | 310,000 | 285,000 | 190,000 |
| Films | 120,000 | 84,000 | 31,000 |
";

#[test]
fn what_is_told_in_numbers_that_were_read_as_no_figures() {
    silent(
        &[("l.md", LIBRARIES)],
        &[
            "Transport and computers cost 18 million [@l].",
            "The bus costs 118 kronor a loan [@l].",
            "A loan in the bus is dearer by 47 kronor than the average of 71 [@l].",
            "Where an author came, loans rose by more than a quarter [@l].",
            "Thirteen accidents led to 30 days of absence or fewer [@l].",
            "Two in three came for the first time [@l].",
            "Before 2024 books had brought 285,000 kronor [@l].",
        ],
    );
    wrong(
        &[("l.md", LIBRARIES)],
        &[
            ("Wages took 38 million kronor [@l].", "38 million kronor"),
            ("The branches lent 3.07 million items in 2024 [@l].", "3.07 million items in 2024"),
            ("Sund had 1,900 members [@l].", "1,900 members"),
            ("Emissions per tonne went from 612 to 641 kilograms [@l].", "641 kilograms"),
            ("In 2024 books brought 285,000 kronor [@l].", "285,000 kronor"),
        ],
    );
}
