//! Which of two things came first.

use super::{silent, wrong};

const COURT: (&str, &str) = (
    "court.md",
    "In five cases the decision to invest was taken before the analysis had been finished. In two, Venn and Kell, the analysis of costs was \
     finished after building had begun. The bridge was opened before the tunnel was dug.\n",
);

#[test]
fn what_came_after_did_not_come_before() {
    wrong(
        &[COURT],
        &[
            (
                "At Venn and Kell the analysis of costs was finished shortly before building began [@court].",
                "before",
            ),
            ("The bridge was opened after the tunnel had been dug [@court].", "after"),
        ],
    );
    silent(
        &[COURT],
        &[
            "At Venn and Kell the analysis of costs was finished only after building had begun [@court].",
            "At Venn and Kell the analysis of costs was finished after building began [@court].",
            "The bridge was opened before anybody dug the tunnel [@court].",
        ],
    );
}
