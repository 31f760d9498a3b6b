//! Which row of a table is the highest, and which stands above which.

use expect_test::expect;

use super::{check, silent, wrong};

const QUAYS: (&str, &str) = (
    "quays.md",
    "Table 1. The ports\n\n\
     | Port | Landings 2022 (tonnes) | Landings 2023 (tonnes) | Berths | Share of cod (%) |\n|---|---|---|---|---|\n\
     | Ormvik | 4,100 | 3,900 | 31 | 22 |\n| Dale | 2,700 | 4,600 | 18 | 41 |\n| Harden | 5,200 | 5,100 | 44 | 12 |\n\
     | Other ports | 9,800 | 9,300 | 120 | 19 |\n| All ports | 21,800 | 22,900 | 213 | 20 |\n",
);

#[test]
fn another_row_is_the_highest() {
    check(
        &[QUAYS],
        "Ormvik has the largest number of berths [@quays].",
        expect![[r#"
            contradicted «largest» The source’s table has it otherwise: “Harden; Landings 2022: 5,200 tonnes; Landings 2023: 5,100 tonnes; Berths: 44; Share of cod: 12%”.
              quays.md, line 7: Harden; Landings 2022: 5,200 tonnes; Landings 2023: 5,100 tonnes; Berths: 44; Share of cod: 12%"#]],
    );
    wrong(
        &[QUAYS],
        &[
            ("Nowhere are there fewer berths than in Ormvik [@quays].", "fewer"),
            ("In 2023 Dale had the highest landings [@quays].", "highest"),
            ("Dale has the second-largest number of berths [@quays].", "second-largest"),
            ("Ormvik has more berths than Harden [@quays].", "more"),
            ("In Ormvik the share of cod is larger than in Dale [@quays].", "larger"),
        ],
    );
}

#[test]
fn what_the_table_bears_out_or_says_nothing_of() {
    silent(
        &[QUAYS],
        &[
            "Harden has the largest number of berths [@quays].",
            "Dale has fewer berths than anywhere else [@quays].",
            "In 2022 Dale had the lowest landings [@quays].",
            "Dale had the lowest landings [@quays].",
            "Ormvik has more berths than Dale [@quays].",
            "Ormvik has the most reliable harbour master [@quays].",
            "Ormvik has the largest share of berths for its size [@quays].",
            "Of the southern ports Ormvik has the largest number of berths [@quays].",
            "Ormvik does not have the largest number of berths [@quays].",
            "Landings in Dale rose more than in Ormvik [@quays].",
            "Ormvik has more than 30 berths [@quays].",
        ],
    );
}

#[test]
fn most_are_more_than_half() {
    let dues = (
        "dues.md",
        "Only 31 of the 97 refusals concerned customers in the islands. Some 38 per cent of the skippers belonged to a guild. Of the 812 \
         permits 640 went to owners on the mainland.\n",
    );
    wrong(
        &[dues],
        &[
            ("Most of the 97 refusals concerned customers in the islands [@dues].", "Most of"),
            ("The majority of the skippers belonged to a guild [@dues].", "majority of"),
        ],
    );
    silent(
        &[dues],
        &[
            "Some of the 97 refusals concerned customers in the islands [@dues].",
            "Most of the 97 refusals concerned customers on the mainland [@dues].",
            "Most of the refusals concerned large customers in the islands [@dues].",
            "Most of the skippers did not belong to a guild [@dues].",
            "Most of the permits went to owners on the mainland [@dues].",
        ],
    );
}

const COMPLAINTS: (&str, &str) = (
    "complaints.md",
    "Of the complaints, 39 percent concerned lost items, 34 percent late delivery and 11 percent failures of redirection.\n\n\
     | Group | 2022 | 2023 |\n|---|---|---|\n| Walkers | 204 | 187 |\n| Riders | 178 | 182 |\n| Drivers | 514 | 476 |\n| Divers | 30 | 190 |\n",
);

#[test]
fn what_is_put_ahead_of_another_has_more() {
    wrong(
        &[COMPLAINTS],
        &[
            ("Late delivery was the most frequent reason, ahead of lost items [@complaints].", "ahead of"),
            ("Riders were the second largest group, ahead of walkers [@complaints].", "largest"),
        ],
    );
    silent(
        &[COMPLAINTS],
        &[
            "Lost items were the most frequent reason, ahead of late delivery [@complaints].",
            "Walkers were the second largest group, ahead of riders [@complaints].",
            "Divers were the second largest group, ahead of riders [@complaints].",
            "Late delivery was the fastest growing of the main reasons, ahead of lost items [@complaints].",
        ],
    );
}
