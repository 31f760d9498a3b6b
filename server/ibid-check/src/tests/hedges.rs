//! What the source leaves open, and the claim does not.

use super::{silent, wrong};

const COURT: (&str, &str) = (
    "court.md",
    "The court found that the payments may have been in breach of the rules on aid in four cases; it has passed the files on. It established \
     that the ministry had kept no register of the payments. The treasury may release a further 8 million crowns in the autumn, if the plan is published.\n",
);

#[test]
fn what_may_be_so_is_not_established() {
    wrong(
        &[COURT],
        &[
            (
                "In four cases, the court has established, the payments were in breach of the rules on aid [@court].",
                "established",
            ),
            (
                "There is good news, since the treasury will release a further 8 million crowns in the autumn [@court].",
                "will release",
            ),
            ("The court proved that the payments were in breach of the rules on aid [@court].", "proved"),
        ],
    );
    silent(
        &[COURT],
        &[
            "In four cases, the court found, the rules on aid may have been breached by the payments [@court].",
            "The treasury might release a further 8 million crowns in the autumn [@court].",
            "The court established that the ministry had kept no register of the payments [@court].",
            "The court has not established that the payments were in breach of the rules on aid [@court].",
        ],
    );
}
