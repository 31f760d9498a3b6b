//! What the source says the other way about, in nearly the same words; and what only looks like it.

use expect_test::expect;

use super::{check, silent, wrong};

const COAST: &str = "\
Ormvik had the highest share of empty houses and Dale the lowest, although Dale receives the fewest visitors of all. The guests of \
the inns were content with the ferry. Members of the harbour board rejected the plan for a second quay. The mayor was against the \
toll from the first day.

We will not raise berth fees again before 2027. In six of the eight seasons the catch was larger than the station had advised. \
Skippers did not know that nets with holes would be turned away.

Overnight stays rose in the islands. Day trips fell in both seasons. The tunnel is the second-longest of the coast. Landings of \
cod fell in Ormvik in 2019. Landings of cod rose in Ormvik in 2020. Pots are lighter than nets. The council has not yet decided on the \
tunnel, but it did not only pay for the quay. No skipper may raise a net by more than three metres.
";

#[test]
fn the_opposite_of_what_the_source_says() {
    wrong(
        &[("s.md", COAST)],
        &[
            ("Dale, for its part, receives the most visitors of all [@s].", "most"),
            ("Fees for a berth would go up again before 2027, it said [@s].", "up"),
            (
                "In six of the eight seasons the catch was smaller than the station had advised [@s].",
                "smaller",
            ),
            ("Most skippers knew that nets with holes would be turned away [@s].", "knew"),
            ("The harbour board approved the plan for a second quay [@s].", "approved"),
            ("Its mayor was for the toll from the first day [@s].", "for"),
            ("Overnight stays fell in the islands [@s].", "fell"),
            ("The guests of the inns were not content with the ferry [@s].", "content"),
        ],
    );
}

#[test]
fn it_is_shown_with_the_sources_words() {
    check(
        &[("s.md", COAST)],
        "The harbour board approved the plan for a second quay [@s].",
        expect![[r#"
        contradicted «approved» The source says the opposite: “Members of the harbour board rejected the plan for a second quay”.
          s.md, line 1: Members of the harbour board rejected the plan for a second quay."#]],
    );
}

#[test]
fn what_is_said_of_something_else_or_of_another_time() {
    silent(
        &[("s.md", COAST)],
        &[
            "Ormvik had the highest share of empty houses [@s].",
            "Dale has the lowest share of empty houses [@s].",
            "The number of day trips, by contrast, did not fall in the islands [@s].",
            "Landings of cod rose in Ormvik [@s].",
            "Landings of cod rose in Ormvik in 2020 [@s].",
            "Nets are heavier than pots [@s].",
            "Berth fees will not go up before 2027 [@s].",
            "The harbour board did not approve the plan for a second quay [@s].",
            "The council paid for the quay [@s].",
            "If the harbour board approved the plan for a second quay, it would have to be dredged [@s].",
            "Skippers may raise a net by at most three metres [@s].",
            "Skippers knew that nets with floats would be bought [@s].",
        ],
    );
}

#[test]
fn of_several_sources_another_may_say_so() {
    silent(
        &[("s.md", COAST), ("t.md", "The harbour board, we read, has at last approved the plan.")],
        &["The harbour board approved the plan for a second quay [@s; @t]."],
    );
}

const FARES: &str = "\
We did not merge the ferry lines. I was for the bridge, and I am for it still. The agency does not propose to make fares free; it does \
propose one ticket for all ports from 2026. The loan of 12.4 million crowns will run for fifteen years. In June 38.2 per cent of the \
guests did not know the new rules. Nets of hemp were stronger than nets of flax. Some 1,240 boats lack a licence. The operators lost 27 million crowns together.
";

#[test]
fn in_other_words_than_the_sources() {
    wrong(
        &[("f.md", FARES)],
        &[
            ("She merged the ferry lines [@f].", "merged"),
            ("Holm, who had been against the bridge, now waits for it [@f].", "against"),
            (
                "The agency wants fares to be free from 2026 [@f].",
                "The agency wants fares to be free from 2026 ",
            ),
            ("The loan of 12.4 million crowns would not have to be paid back for fifteen years [@f].", "not"),
            ("Nets of flax were stronger than nets of hemp [@f].", "stronger"),
            ("Together the operators made a profit of 27 million crowns [@f].", "profit"),
        ],
    );
    silent(
        &[("f.md", FARES)],
        &[
            "She left the ferry lines apart [@f].",
            "Holm, who had been for the bridge, now waits for it [@f].",
            "The agency rules out that fares will be free [@f].",
            "The agency wants one ticket from 2026 [@f].",
            "Of the guests 38.2 per cent were not aware of the new rules in June [@f].",
            "Nets of hemp were stronger than nets of flax [@f].",
            "Some 1,240 boats do not have a licence [@f].",
        ],
    );
}

#[test]
fn what_is_set_against_it_and_what_is_counted() {
    let nurses = (
        "nurses.md",
        "On the Gannet Coast the number of nurses grew in 2023 for the second year running, and Brack had its first increase since 2019.\n\nShe used to take home 1,050 \
         crowns a month and now takes home 1,090, for fewer hours.\n",
    );
    wrong(
        &[nurses],
        &[(
            "On the Gannet Coast the number of nurses fell in 2023 for the second year running, whereas Brack saw its first increase since 2019 [@nurses].",
            "fell",
        )],
    );
    silent(&[nurses], &["She takes home 40 crowns a month more than she used to take home [@nurses]."]);
}

#[test]
fn other_numbers_of_them_may_say_the_opposite() {
    let vote = (
        "vote.md",
        "The seven states met in Skarn. Five states voted in favour, Estholm voted against and Galt abstained.\n",
    );
    silent(&[vote], &["Just one of the seven states voted against it [@vote]."]);
}

const COURT: (&str, &str) = (
    "court.md",
    "The Court compared wards with and without the bonus. In 2022, 9.1 per cent of nurses with the bonus left, against 9.8 per cent of the others. The \
     difference is not statistically significant.\n\nBetween 2020 and 2022 the carrier was paid too much because it had counted empty boxes. The \
     Court found no evidence that the carrier had overstated its loads on purpose; the form did not ask.\n\nThe board did not publish \
     its yearly report before June. No other board member agreed to the plan for the harbour. In the autumn it was told to publish its rules.\n",
);

#[test]
fn words_that_the_source_has_behind_a_not_alone() {
    wrong(
        &[COURT],
        &[
            (
                "In 2022, 9.1 per cent of nurses with the bonus left, against 9.8 per cent of the others, a difference that the auditors found to be statistically significant [@court].",
                "statistically significant",
            ),
            (
                "The Court found evidence that the carrier had overstated its loads on purpose [@court].",
                "evidence that the carrier",
            ),
        ],
    );
    let march = ("march.md", "There was not one long march, but a series of marches by several armies.\n");
    silent(&[march], &["The long march consisted of a series of marches by several armies [@march]."]);
    silent(
        &[COURT],
        &[
            "The Court compared the wards, and the difference is not statistically significant [@court].",
            "Whether the difference between wards with and without the bonus is statistically significant, the Court leaves open [@court].",
            "The Court looked for evidence that the carrier had overstated its loads, and failed to find any [@court].",
            "In 2022, 9.1 per cent of nurses with the bonus left, a difference too small to be statistically significant [@court].",
            "The Court noted the absence of evidence that the carrier had overstated its loads on purpose [@court].",
            "At its meeting in June the board members agreed to the plan for the harbour [@court].",
            "The board publishes its yearly report in June [@court].",
        ],
    );
}
