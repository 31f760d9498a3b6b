//! Sentences that want a source.

use expect_test::expect;

use super::{check, silent};

const TALK: (&str, &str) = (
    "ren2025.md",
    "# Dialogue with Ren Zhengfei\n\nReporters met Huawei's chief executive Ren Zhengfei.\n\nOur single chip is still one \
     generation behind the United States. We invest 180 billion yuan in R&D each year.\n",
);

#[test]
fn what_somebody_said_and_figures_are_offered_their_source() {
    check(
        &[TALK],
        "Huawei’s chief executive admitted in an interview that their chips lag at least one year behind Nvidia.",
        expect![[r#"
            citation-needed «Huawei’s chief executive admitted in an interview that their chips lag at least one year behind Nvidia.» This wants a source, and names none. @ren2025 has a passage near to it.
              ren2025.md, “Dialogue with Ren Zhengfei”, line 5: Our single chip is still one generation behind the United States.
              fix: Cite [@ren2025]: Huawei’s chief executive admitted in an interview that their chips lag at least one year behind Nvidia [@ren2025]."#]],
    );
    check(
        &[TALK],
        "Huawei invests 180 billion yuan in R&D each year.",
        expect![[r#"
        citation-needed «Huawei invests 180 billion yuan in R&D each year.» This wants a source, and names none. @ren2025 has a passage near to it.
          ren2025.md, “Dialogue with Ren Zhengfei”, line 5: We invest 180 billion yuan in R&D each year.
          fix: Cite [@ren2025]: Huawei invests 180 billion yuan in R&D each year [@ren2025]."#]],
    );
}

#[test]
fn opinions_and_what_the_library_does_not_have_are_left_alone() {
    silent(
        &[TALK],
        &[
            "I admitted in the office that my own chips lag behind.",
            "The chips are still behind, and that is that.",
            "Analysts said that exports of wheat fell by 12 percent in May.",
            "There are three reasons for this.",
            "I think that we should invest 180 billion yuan in R&D each year.",
            "Do we invest 180 billion yuan in R&D each year?",
            "If we invest 180 billion yuan in R&D each year, the chips must get better.",
            "Ren Zhengfei said so in the paragraph before, and here it is cited [@ren2025].",
        ],
    );
}

#[test]
fn what_is_most_or_more_wants_a_source() {
    let source = (
        "port.md",
        "# The port\n\nKell is the largest container port on the northern coast. Ships from Kell wait longer \
                   for a berth than ships from Lanting.\n",
    );
    let wanted = |draft: &str| {
        let checked = super::run(&super::library(&[source], ""), draft);
        checked.findings.iter().any(|finding| finding.code.as_str() == "citation-needed")
    };
    assert!(wanted("Kell is the largest container port on the coast."));
    assert!(wanted("Ships from Kell wait longer for a berth than ships from Lanting."));
    assert!(!wanted("Kell is a container port on the northern coast."));
    assert!(!wanted("Kell is the finest container port on the northern coast."));
    assert!(!wanted("I hope that Kell is the largest container port on the coast."));
}

/// A closing mark of several bytes between the speaker and the verb.
#[test]
fn a_quotation_before_the_verb_of_saying() {
    super::silent(&[("a.md", "Nothing like it.\n")], &["The “old” Ren said that all of it was wrong."]);
}

const PORT: (&str, &str) = (
    "port.md",
    "# Port\n\nShips at berth in the harbour of Kiel emitted 61,400 tonnes of carbon dioxide in 2024. The harbour has nine \
     quays.\n",
);

#[test]
fn a_figure_without_a_citation_is_held_against_the_whole_library() {
    check(
        &[TALK, PORT],
        "Ships at berth in the harbour of Kiel emitted 64,100 tonnes of carbon dioxide in 2024.",
        expect![[r#"
            number-mismatch «64,100 tonnes» The source has “61,400 tonnes” where this says “64,100 tonnes”. This cites nothing; @port is about the same.
              port.md, “Port”, line 3: Ships at berth in the harbour of Kiel emitted 61,400 tonnes of carbon dioxide in 2024.
              fix: Use the source’s “61,400 tonnes”: Ships at berth in the harbour of Kiel emitted 61,400 tonnes of carbon dioxide in 2024."#]],
    );
}

#[test]
fn a_source_that_says_otherwise_is_not_offered_and_one_that_bears_it_out_comes_first() {
    let other = (
        "agency.md",
        "Ships at berth in the harbour of Kiel emitted 64,100 tonnes of carbon dioxide in 2024.\n",
    );
    check(
        &[PORT, other],
        "Ships at berth in the harbour of Kiel emitted 64,100 tonnes of carbon dioxide in 2024.",
        expect![[r#"
            citation-needed «Ships at berth in the harbour of Kiel emitted 64,100 tonnes of carbon dioxide in 2024.» This wants a source, and names none. @agency has a passage near to it.
              agency.md, line 1: Ships at berth in the harbour of Kiel emitted 64,100 tonnes of carbon dioxide in 2024.
              fix: Cite [@agency]: Ships at berth in the harbour of Kiel emitted 64,100 tonnes of carbon dioxide in 2024 [@agency]."#]],
    );
    silent(
        &[PORT],
        &[
            "Ships at berth in the harbour of Odense emitted 12,000 tonnes of sulphur in 2019.",
            "Ships in the harbour emitted 64,100 tonnes, by our own count.",
        ],
    );
}

#[test]
fn a_day_of_the_source_contradicts_nothing_that_does_not_cite_it() {
    let report = (
        "port.md",
        "2024年5月，港务局公布了年报。2023年港口吞吐量为8420万吨，2022年港口吞吐量为8167万吨。\n",
    );
    let shown = super::run(&super::library(&[report], ""), "2023年吞吐量为8420万吨，2022年为8167万吨。");
    assert!(shown.findings.iter().all(|f| f.code == crate::Code::CitationNeeded), "{:?}", shown.findings);
}
