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
