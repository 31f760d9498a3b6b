//! What a source says plainly, told the other way about.

use super::{silent, wrong};

const ORCHARDS: (&str, &str) = (
    "orchards.md",
    "# The orchards in 2024\n\n\
     On 31 August 2024 the four cold stores together held 2,415 tonnes, or 38 per cent of their capacity; a year earlier they had held \
     57 per cent.\n\n\
     Water set aside for the river itself, the reserve, fell from 870 to 520 megalitres. Pears, left to themselves, fell over the same \
     years from 42,300 to 31,800 tonnes.\n\n\
     The pumps at Hollow Weir were found to be leaking in March 2024. Repairs were finished on 9 July 2024 at a cost of 12.7 million \
     crowns.\n\n\
     Funds without land held 10.4 per cent of all shares on 30 June 2024, compared with 6.1 per cent five years earlier.\n\n\
     If you pay for drains, you must take a share of the licence in return, at least half of what is saved. Every apprentice should be \
     given a tutor with at least two hours a week for the purpose.\n\n\
     The agency bought out 132 of the 401 farms that were eligible and paid 63.8 million crowns, against a budget of 49 million.\n\n\
     In 2017 one in eight of those who began had left by the end of the third year; of those who began in 2021 it was one in three.\n\n\
     We make two counts a year, each with 72 rows. In 2010 it was 120 rows. A count costs about 9,000 crowns.\n\n\
     A full-time picker works 41.2 hours a week. Of these, 18.3 hours are spent picking, 9.1 sorting and packing, 5.6 on records and \
     reports, 4.1 in meetings and 4.1 on other duties. In 2012, records took 2.7 hours.\n\n\
     There were 2,214 stores in autumn. Of the stores closed, 23 lay in Norddal and eight in Fager.\n",
);

#[test]
fn pairs_that_changed_places() {
    wrong(
        &[ORCHARDS],
        &[
            (
                "In August the cold stores were 57 per cent full, with 2,415 tonnes in them [@orchards].",
                "57 per cent",
            ),
            (
                "It spent 49 million crowns, against a budget of 63.8 million [@orchards].",
                "49 million crowns 63.8 million",
            ),
            (
                "One in three had left within three years in 2017, and one in eight of those who began in 2021 [@orchards].",
                "One in three one in eight",
            ),
            ("Each count now has 120 rows, up from 72 in 2010 [@orchards].", "120 rows 72"),
            ("Records take 9.1 hours, where in 2012 they took 2.7 [@orchards].", "9.1 hours"),
        ],
    );
    silent(
        &[ORCHARDS],
        &[
            "In August the cold stores were 38 per cent full, with 2,415 tonnes in them [@orchards].",
            "A year before, they had been 57 per cent full; now they hold 2,415 tonnes [@orchards].",
            "It spent 63.8 million crowns, against a budget of 49 million [@orchards].",
            "One in eight had left within three years in 2017, and one in three of those who began in 2021 [@orchards].",
            "Of those who began in 2021, one in three soon left, against one in eight in 2017 [@orchards].",
            "Each count now has 72 rows, down from 120 in 2010 [@orchards].",
            "Records take 5.6 hours, where in 2012 they took 2.7 [@orchards].",
        ],
    );
}

const SURVEYS: (&str, &str) = (
    "surveys.md",
    "A survey by one of the Administration’s own vessels costs 21,500 marks on average. Private contractors charge 38,000 marks.\n\n\
     Tests commissioned by the union found 38 per cent; the firm’s own tests, which it published on Wednesday, found 44.\n\n\
     In my first year we sent out 410 packets. Last year it was 2,650.\n",
);

#[test]
fn figures_that_changed_places() {
    wrong(
        &[SURVEYS],
        &[
            (
                "If the Administration sends out one of its own ships a survey comes to 38,000 marks, against 21,500 when a private firm \
                 is hired [@surveys].",
                "38,000 marks 21,500",
            ),
            (
                "Nine seeds in ten should come up; the farmers’ union had it tested and got 44 per cent, and the firm, testing for itself, \
                 got 38 [@surveys].",
                "44 per cent 38",
            ),
        ],
    );
    silent(
        &[SURVEYS],
        &[
            "If the Administration sends out one of its own ships a survey comes to 21,500 marks, against 38,000 when a private firm is \
             hired [@surveys].",
            "A private firm asks 38,000 marks, and the Administration’s own ships come to 21,500 [@surveys].",
            "The farmers’ union had it tested and got 38 per cent, and the firm, testing for itself, got 44 [@surveys].",
            "The firm’s 44 per cent stand against the union’s 38 [@surveys].",
            "We sent out 2,650 packets last year, against 410 in the first [@surveys].",
        ],
    );
}

const CONTRACTS: (&str, &str) = (
    "contracts.md",
    "Of these contracts, 23 were awarded without a tender. The Administration justified 14 of the 23 by urgency. In nine of those 14 cases \
     the Court found that the urgency was the result of the Administration’s own delay.\n\n\
     All 31 wells were dry by May. Eleven of the 31 wells were dry by March.\n",
);

#[test]
fn what_is_said_of_a_part_is_not_said_of_all() {
    wrong(
        &[CONTRACTS],
        &[
            (
                "In 14 cases the Administration pleaded urgency, and in each of these, the Court found, that was of its own making \
                 [@contracts].",
                "14 cases",
            ),
            (
                "In all 14 cases the Court found the urgency to be of the Administration’s own making [@contracts].",
                "14 cases",
            ),
        ],
    );
    silent(
        &[CONTRACTS],
        &[
            "In nine of 14 cases, the Court found, urgency was of the Administration’s own making [@contracts].",
            "In 14 cases the Administration pleaded urgency, and nine times, the Court found, that was of its own making [@contracts].",
            "The Court looked at all 14 cases [@contracts].",
            "All 31 wells were dry by May [@contracts].",
        ],
    );
}

#[test]
fn movements_told_backwards() {
    wrong(
        &[ORCHARDS],
        &[
            (
                "The reserve, on which all fish depend, rose from 520 to 870 megalitres [@orchards].",
                "520 870 megalitres",
            ),
            (
                "Pears, left alone, rose over the same years to 42,300 tonnes from 31,800 [@orchards].",
                "42,300 tonnes 31,800",
            ),
        ],
    );
    silent(
        &[ORCHARDS],
        &[
            "The reserve went down to 520 megalitres from 870 [@orchards].",
            "Pears fell to 31,800 tonnes from 42,300 [@orchards].",
        ],
    );
}

#[test]
fn a_difference_of_two_shares_is_no_share() {
    wrong(
        &[ORCHARDS],
        &[(
            "Funds without a tree hold 10.4 per cent of the shares, a part that grew by 4.3 per cent in five years [@orchards].",
            "4.3 per cent",
        )],
    );
    silent(
        &[ORCHARDS],
        &[
            "Funds without a tree hold 10.4 per cent of the shares, 4.3 points more than five years ago [@orchards].",
        ],
    );
}

#[test]
fn bounds_and_days() {
    wrong(
        &[ORCHARDS],
        &[
            (
                "Whoever takes money for drains should hand over at most half of the water saved [@orchards].",
                "at most half",
            ),
            (
                "Each apprentice should have a tutor who is given at most two hours a week for it [@orchards].",
                "at most two hours",
            ),
            ("The leaking pumps at Hollow Weir were mended by 9 June 2024 [@orchards].", "9 June 2024"),
        ],
    );
    silent(
        &[ORCHARDS],
        &[
            "Whoever takes money for drains should hand over half of the water saved or more [@orchards].",
            "Each apprentice should have a tutor with two hours a week or more for it [@orchards].",
            "The leaking pumps at Hollow Weir were mended by 10 July 2024 [@orchards].",
            "The pumps at Hollow Weir were still being mended after 9 June 2024 [@orchards].",
            "Of the stores that closed, 23 were in Norddal and eight in Fager [@orchards].",
        ],
    );
}

const SHOP: (&str, &str) = (
    "shop.md",
    "Ola Lie, who runs the shop in Ulvik, is paid 2.4 cents for every bottle. For that he gives up nine square metres of floor and, by \
     his own account, eleven hours of work a week. He bought 340 crates a year earlier. The fund costs 24 euros a month.\n\n\
     If the return rate reaches 80 percent, unclaimed deposits should fall to about 47 million euros; at 90 percent they would be no \
     more than 24 million, and fees would have to double.\n",
);

#[test]
fn per_a_stretch_of_time() {
    silent(
        &[SHOP],
        &[
            "Ola Lie, the keeper of the shop in Ulvik, gives it eleven hours a week [@shop].",
            "The shop in Ulvik costs Ola Lie eleven hours weekly [@shop].",
            "Ola Lie bought 340 crates a month before they came [@shop].",
        ],
    );
    wrong(
        &[SHOP],
        &[
            (
                "Ola Lie, the keeper of the shop in Ulvik, gives it eleven hours a month [@shop].",
                "eleven hours",
            ),
            ("The shop takes Ola Lie eleven hours a month and brings him a little [@shop].", "eleven hours"),
            ("The fund costs 24 euros a year [@shop].", "24 euros"),
        ],
    );
}

#[test]
fn a_limit_in_money_that_goes_unnamed() {
    silent(&[SHOP], &["At 90 percent, unclaimed deposits would shrink to at most €24 million [@shop]."]);
    wrong(
        &[SHOP],
        &[(
            "At 90 percent, unclaimed deposits would shrink to at least €24 million [@shop].",
            "at least €24 million",
        )],
    );
}

const COST: (&str, &str) = (
    "cost.md",
    "Costs thus exceeded the plan by 35.2 million euros, or 24 percent. Information technology alone accounts for 13.3 million of the \
     excess.\n",
);

#[test]
fn a_share_for_an_amount() {
    silent(&[COST], &["The costs exceeded the plan by 35.2 million euros, which is 24 percent [@cost]."]);
    wrong(
        &[COST],
        &[("The costs were 35.2 percent more than the plan had foreseen [@cost].", "35.2 percent")],
    );
}
