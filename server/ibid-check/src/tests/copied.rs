//! Sentences that are nearly the source's own, with one figure wrong, or with all of them right.

use expect_test::expect;

use super::{check, faithful};

const TRIAL: (&str, &str) = (
    "trial.md",
    "# Results\n\nParticipants were 11,151 men and 8563 women (N = 19,714) aged 20 to 93 years, who were seen twice between 1964 \
     and 1988. The mean pressure was 93 mm in the first group and 99 mm in the second, and the risk ratio was 0.69 (95% CI: \
     0.56 to 0.84) with fixed effects and 0.62 (95% CI: 0.45 to 0.86) with random effects. Of the patients, 53 received the \
     standard dose of the drug and 52 received the low dose of the drug.\n",
);

#[test]
fn what_stands_between_the_same_words_decides() {
    check(
        &[TRIAL],
        "The risk ratio was 0.69 (95% CI: 0.56 to 0.84) with fixed effects and 0.62 (95% CI: 0.56 to 0.86) with random effects \
         [@trial].",
        expect![[r#"
            number-mismatch «0.56 to 0.86» The source has “0.45 to 0.86” where this says “0.56 to 0.86”.
              trial.md, “Results”, line 3: The mean pressure was 93 mm in the first group and 99 mm in the second, and the risk ratio was 0.69 (95% CI: 0.56 to 0.84) with fixed effects and 0.62 (95% CI: 0.45 to 0.86) with random effects.
              fix: Use the source’s “0.45 to 0.86”: The risk ratio was 0.69 (95% CI: 0.56 to 0.84) with fixed effects and 0.62 (95% CI: 0.45 to 0.86) with random effects [@trial]."#]],
    );
    check(
        &[TRIAL],
        "The risk ratio was 0.69 (45% CI: 0.56 to 0.84) with fixed effects and 0.62 (95% CI: 0.45 to 0.86) with random effects \
         [@trial].",
        expect![[r#"
            number-mismatch «45%» The source has “95%” where this says “45%”.
              trial.md, “Results”, line 3: The mean pressure was 93 mm in the first group and 99 mm in the second, and the risk ratio was 0.69 (95% CI: 0.56 to 0.84) with fixed effects and 0.62 (95% CI: 0.45 to 0.86) with random effects.
              fix: Use the source’s “95%”: The risk ratio was 0.69 (95% CI: 0.56 to 0.84) with fixed effects and 0.62 (95% CI: 0.45 to 0.86) with random effects [@trial]."#]],
    );
    check(
        &[TRIAL],
        "Of the patients, 53 received the standard dose of the drug and 53 received the low dose of the drug [@trial].",
        expect![[r#"
            number-mismatch «53» The source has “52” where this says “53”.
              trial.md, “Results”, line 3: Of the patients, 53 received the standard dose of the drug and 52 received the low dose of the drug.
              fix: Use the source’s “52”: Of the patients, 53 received the standard dose of the drug and 52 received the low dose of the drug [@trial]."#]],
    );
}

#[test]
fn the_same_words_with_the_same_figures() {
    faithful(
        &[TRIAL],
        &[
            "Participants were 11,151 men and 8563 women aged 20 to 93 years, who were seen twice between 1964 and 1988 [@trial].",
            "The risk ratio was 0.69 (95% CI: 0.56 to 0.84) with fixed effects and 0.62 (95% CI: 0.45 to 0.86) with random \
             effects [@trial].",
        ],
    );
}

/// The same words said of another thing, or of another year, are not the same sentence.
#[test]
fn the_same_words_of_another_thing() {
    let source = (
        "ports.md",
        "The port of Estrey handled 12 million tonnes of cargo in the year to June. Lanting, whose port is smaller, handled 8 \
         million tonnes of cargo in that year.\n",
    );
    super::silent(
        &[source],
        &["The port of Lanting handled 8 million tonnes of cargo in the year to June [@ports]."],
    );
}
