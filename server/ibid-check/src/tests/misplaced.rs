//! Figures that stand in another section, on another page or in another source than the one cited.

use super::{faithful, silent, wrong};

const AUDIT: (&str, &str) = (
    "audit.md",
    "# Boats and buoys\n\n## 1. Moorings\n\nThe harbour has 1,240 moorings. In 2023 some 310 of them were empty for more than nine months.\n\n\
     ## 2. Fees\n\nA mooring costs 86 crowns a month. It took 41 days on average to answer an application, and 17 forms were in use.\n\n\
     ## 3. Cranes\n\nThe crane was bought for 3.6 million crowns.\n",
);
const SPEECH: (&str, &str) = (
    "speech.txt",
    "We have 96 buoys, and we clean them all in May.\n\nFishing is another matter.\n\x0cLast year 1,870 boats came, and 240 of them stayed \
     the winter.\n\x0cThank you.\n",
);
const LETTER: (&str, &str) = (
    "letter.md",
    "The pilots of Sund went on strike for 23 days in the spring. Each of their 38 boats stayed in port.\n\nNobody was hurt.\n",
);

#[test]
fn figures_of_another_section_or_page() {
    faithful(
        &[AUDIT, SPEECH],
        &[
            "An answer took 41 days on average, and 17 forms were in use [@audit, sec. 2].",
            "The harbour has 1,240 moorings [@audit, secs. 1-2].",
            "Of the 1,870 boats that came, 240 stayed the winter [@speech, p. 2].",
        ],
    );
    wrong(
        &[AUDIT, SPEECH],
        &[
            ("An answer took 41 days on average, and 17 forms were in use [@audit, sec. 3].", "sec. 3"),
            ("The harbour has 1,240 moorings [@audit, sec. 2].", "sec. 2"),
            ("Of the 1,870 boats that came, 240 stayed the winter [@speech, p. 3].", "p. 3"),
        ],
    );
}

/// A section that is numbered anew in each part, and a place that the source does not have, say nothing.
#[test]
fn sections_that_cannot_be_told() {
    let parts = (
        "parts.md",
        "# Part one\n\n## 1. Fees\n\nA mooring costs 86 crowns.\n\n## 2. Cranes\n\nThere are two.\n\n# Part two\n\n## 1. Boats\n\nThe \
         harbour has 1,240 moorings.\n\n## 2. Buoys\n\nThere are nine.\n",
    );
    silent(
        &[parts, AUDIT],
        &[
            "The harbour has 1,240 moorings [@parts, sec. 2].",
            "The harbour has 1,240 moorings [@audit, sec. 9].",
            "The harbour has 1,240 moorings [@audit, fig. 2].",
        ],
    );
}

#[test]
fn figures_of_another_source() {
    faithful(&[AUDIT, LETTER], &["The pilots of Sund were on strike for 23 days in spring [@letter]."]);
    wrong(
        &[AUDIT, LETTER],
        &[(
            "In spring the pilots of Sund were on strike for 23 days, with their 38 boats in port [@audit].",
            "@audit",
        )],
    );
    // What is in no source, or in hardly the same words, may be from anywhere.
    silent(
        &[AUDIT, LETTER],
        &[
            "The pilots of Sund were on strike for 29 days in spring [@audit].",
            "The trainees of the crane company passed 23 tests a year [@audit].",
        ],
    );
}

const TABLES: (&str, &str) = (
    "tables.md",
    "# Loans\n\n**Table 3. Borrowers by income, per cent**\n\n| Income | 2019 | 2024 |\n|---|---:|---:|\n| Lowest fifth | 71 | 78 |\n| Second \
     fifth | 64 | 69 |\n| Third fifth | 52 | 55 |\n\nThe figures are of spring.\n\n**Table 4. Borrowers at the end of 2024, per cent**\n\n| Left \
     in | Repaid | Below threshold | In arrears |\n|---|---:|---:|---:|\n| 2016 | 23 | 18 | 9 |\n| 2018 | 14 | 22 | 10 |\n| 2020 | 6 | 28 | 11 \
     |\n",
);

#[test]
fn figures_of_another_table() {
    faithful(
        &[TABLES],
        &[
            "Of those who left in 2020, 28 per cent were below the threshold and 11 per cent in arrears [@tables, Table 4].",
        ],
    );
    wrong(
        &[TABLES],
        &[(
            "Of those who left in 2020, 28 per cent were below the threshold and 11 per cent in arrears [@tables, Table 3].",
            "Table 3",
        )],
    );
    silent(
        &[TABLES],
        &[
            "Of those who left in 2020, 28 per cent were below the threshold and 11 per cent in arrears [@tables, Table 9].",
            "Of those who left in 2020, 28 per cent were below the threshold and 11 per cent in arrears [@tables, Table 3 and Table 4].",
        ],
    );
}

/// What stands together in another source, in whatever words: a figure, a name and a month.
#[test]
fn figures_of_another_source_in_other_words() {
    let nights = (
        "nights.md",
        "For 14 nights in February the citizens of Orsel stood at the upper bend. Between ten and five they counted 1,148 lorries, or 82 a \
         night. Lorries have been banned from the road since 1994.\n",
    );
    wrong(
        &[AUDIT, nights],
        &[("In Orsel volunteers counted an average of 82 lorries a night in February [@audit].", "@audit")],
    );
    silent(
        &[AUDIT, nights],
        &[
            "In Varde volunteers counted an average of 82 buoys a year in August [@audit].",
            "By the chart 1,148 lorries came through Orsel at night in February [@audit].",
        ],
    );
}

/// Captions below their tables are of those above them.
#[test]
fn captions_below() {
    let below = (
        "below.html",
        "<article><h1>Loans</h1><p>The two tables are of the loans that the state has made to students since the law was passed.</p><table><tr>\
         <th>Left in</th><th>Below threshold</th><th>In arrears</th></tr><tr><td>2016</td><td>18</td><td>9</td></tr><tr><td>2018</td><td>22</td>\
         <td>10</td></tr></table><p>Table 1. The first loans, per cent.</p><table><tr><th>Left in</th><th>Below threshold</th><th>In arrears</th>\
         </tr><tr><td>2020</td><td>28</td><td>11</td></tr><tr><td>2022</td><td>38</td><td>12</td></tr></table><p>Table 2. The later loans, per \
         cent.</p></article>",
    );
    silent(
        &[below],
        &["Of those who left in 2020, 28 were below the threshold and 11 in arrears [@below, Table 2]."],
    );
}
