//! What a draft says against itself, and what only looks it.

use expect_test::expect;

use super::{check, library, run, show, silent, wrong};

/// Findings of a draft with their related places.
#[track_caller]
#[allow(clippy::needless_pass_by_value, reason = "`expect!` reads best in place")]
fn told(draft: &str, expected: expect_test::Expect) {
    let found = run(&library(&[], ""), draft).findings;
    let line = |finding: &crate::Finding| {
        let related = finding.related.iter().map(|r| format!("\n  see «{}» {}", r.span.of(draft), r.message));
        format!("{}{}", show(draft, finding), related.collect::<String>())
    };
    expected.assert_eq(&found.iter().map(line).collect::<Vec<_>>().join("\n"));
}

/// None of `drafts` says anything against itself.
#[track_caller]
fn consistent(drafts: &[&str]) {
    let library = library(&[], "");
    for draft in drafts {
        let found = run(&library, draft).findings.into_iter().find(|f| f.code == crate::Code::Inconsistent);
        assert!(found.is_none(), "{draft}\n{found:?}");
    }
}

#[test]
fn one_quantity_given_two_ways() {
    told(
        "The harbour plan costs €386 million. Nobody doubts it.\n\nThere are many critics. The harbour plan costs €368 million.",
        expect![[r#"
            inconsistent «€368 million» This says “€368 million” where the draft says “€386 million” before.
              fix: Write “€386 million”: The harbour plan costs €386 million. Nobody doubts it.

            There are many critics. The harbour plan costs €386 million.
              fix: Write “€368 million” there too: The harbour plan costs €368 million. Nobody doubts it.

            There are many critics. The harbour plan costs €368 million.
              see «€386 million» Here the draft says “€386 million”."#]],
    );
    told(
        "Lanting Ferries was founded in 1987 by two captains.\n\nSome say so. Lanting Ferries was founded in 1978 by two captains.",
        expect![[r#"
            inconsistent «1978» This says “1978” where the draft says “1987” before.
              fix: Write “1987”: Lanting Ferries was founded in 1987 by two captains.

            Some say so. Lanting Ferries was founded in 1987 by two captains.
              fix: Write “1978” there too: Lanting Ferries was founded in 1978 by two captains.

            Some say so. Lanting Ferries was founded in 1978 by two captains.
              see «1987» Here the draft says “1987”."#]],
    );
    told(
        "港口改造工程总投资38.6亿元。\n\n没有人反对。港口改造工程总投资36.8亿元。",
        expect![[r#"
        inconsistent «36.8亿元» This says “36.8亿元” where the draft says “38.6亿元” before.
          fix: Write “38.6亿元”: 港口改造工程总投资38.6亿元。

        没有人反对。港口改造工程总投资38.6亿元。
          fix: Write “36.8亿元” there too: 港口改造工程总投资36.8亿元。

        没有人反对。港口改造工程总投资36.8亿元。
          see «38.6亿元» Here the draft says “38.6亿元”."#]],
    );
}

#[test]
fn parts_that_do_not_make_their_sum() {
    told(
        "The crew was 12 men and 9 women, 22 people in all.",
        expect![[r#"
        inconsistent «22» “12” and “9” make 21, not “22”.
          fix: Write “21”: The crew was 12 men and 9 women, 21 people in all."#]],
    );
    told(
        "The town lost 140 houses, 35 barns and 12 mills, a total of 197 buildings.",
        expect![[r#"
        inconsistent «197» “140”, “35” and “12” make 187, not “197”.
          fix: Write “187”: The town lost 140 houses, 35 barns and 12 mills, a total of 187 buildings."#]],
    );
    told(
        "The crew was 22 people in all: 12 men and 9 women.",
        expect![[r#"
        inconsistent «22» “12” and “9” make 21, not “22”.
          fix: Write “21”: The crew was 21 people in all: 12 men and 9 women."#]],
    );
    told(
        "| Port | Calls | Ships |\n|---|---|---|\n| Larnvik | 1,204 | 40 |\n| Osthavn | 310 | 22 |\n| Kell | 96 | 5 |\n| **Total** | 1,620 | 67 |\n",
        expect![[r#"
            inconsistent «1,620» The rows above make 1610, not “1,620”.
              fix: Write “1,610”: | Port | Calls | Ships |
            |---|---|---|
            | Larnvik | 1,204 | 40 |
            | Osthavn | 310 | 22 |
            | Kell | 96 | 5 |
            | **Total** | 1,610 | 67 |

              see «1,204 | 40 |
            | Osthavn | 310 | 22 |
            | Kell | 96» The rows that it sums up."#]],
    );
}

#[test]
fn a_percentage_that_does_not_fit_its_counts() {
    told(
        "Of the ships, 30 of 120 (30%) had a socket.",
        expect![[r#"
        inconsistent «30%» “30” of “120” is 25 percent, not “30%”.
          fix: Write “25%”: Of the ships, 30 of 120 (25%) had a socket."#]],
    );
    told(
        "The number of berths rose from 40 to 50, up 20 percent.",
        expect![[r#"
        inconsistent «20 percent» From “40” to “50” is 25 percent, not “20 percent”.
          fix: Write “25 percent”: The number of berths rose from 40 to 50, up 25 percent."#]],
    );
    told(
        "120艘船中有30艘（30%）装有插座。",
        expect![[r#"
        inconsistent «30%» “30” of “120” is 25 percent, not “30%”.
          fix: Write “25%”: 120艘船中有30艘（25%）装有插座。"#]],
    );
}

#[test]
fn different_slots_and_other_ways_to_say_it_are_left_alone() {
    consistent(&[
        // Other years, places, items, versions, sources.
        "In 2023 the harbour plan cost €386 million.\n\nIn 2024 the harbour plan cost €412 million.",
        "The harbour plan of Kell costs €386 million.\n\nThe harbour plan of Norvik costs €412 million.",
        "Kell is old. The harbour office has 40 clerks on its payroll.\n\nNorvik is new. The harbour office has 55 clerks on its payroll.",
        "## Germany\n\nThe harbour programme employs 40 clerks.\n\n## Norway\n\nThe harbour programme employs 55 clerks.",
        "The harbour plan costs €386 million.\n\nThe harbour plan was to cost €412 million.",
        "The harbour plan costs €386 million [@a].\n\nThe harbour plan costs €412 million [@b].",
        "According to Kell, the harbour plan costs €386 million.\n\nAccording to Norvik, the harbour plan costs €412 million.",
        // Rounded, ranged, a level against a change.
        "The harbour plan costs €386.4 million.\n\nThe harbour plan costs about €390 million.",
        "The harbour fleet carried 4.2 million people.\n\nThe harbour fleet carried 1.1 million people more.",
        "The fleet of Kell has 26 ships.\n\nOf these, 17 ships of the fleet of Kell are electric.",
        // Sums that are right, rounded, or of a part.
        "The crew was 12 men and 9 women, 21 people in all.",
        "The crew was two men and a boy, three people in all.",
        "The plan costs €1.2 million and €2.4 million, €3.7 million in all.",
        "The crew, including 12 men and 9 women, was 34 people in all.",
        "On two farms they kept 12 cows and 9 sheep, 21 animals in all.",
        "They built 3 houses of 4 flats, 12 flats in all.",
        "| Port | Calls | Share |\n|---|---|---|\n| Larnvik | 1,204 | 74.8% |\n| Osthavn | 310 | 19.3% |\n| Kell | 96 | 6.0% |\n| Total | 1,610 | 100% |\n",
        "| Largest ports | Calls |\n|---|---|\n| Larnvik | 1,204 |\n| Osthavn | 310 |\n| Total | 2,610 |\n",
        "| Port | Calls per ship |\n|---|---|\n| Larnvik | 12 |\n| Osthavn | 14 |\n| Total | 13 |\n",
        // Percentages that fit, are of something else, or are points.
        "Of the ships, 30 of 120 (25%) had a socket, and 41 of 120 (34%) a battery.",
        "Some 20 of 60 ships (one third, or 33%) had a socket.",
        "Of the ships, 30 of 120 (80% of them ferries) had a socket.",
        "The number of berths rose from 40 to 50, up 25 percent.",
        "Berths rose from 40 in 2019 to 50 in 2023, an increase of 6 percent a year.",
        "The share rose from 40 percent to 50 percent, up 10 points.",
    ]);
}

/// The place is in the draft, so a figure that is the source's is flagged all the same, and once.
#[test]
fn beside_a_source() {
    let source = ("plan.md", "The harbour plan costs €386 million in all.\n");
    check(
        &[source],
        "The harbour plan costs €386 million [@plan].\n\nNobody knows why. The harbour plan costs €368 million.",
        expect![[r#"
            inconsistent «€368 million» This says “€368 million” where the draft says “€386 million” before.
              fix: Write “€386 million”: The harbour plan costs €386 million [@plan].

            Nobody knows why. The harbour plan costs €386 million.
              fix: Write “€368 million” there too: The harbour plan costs €368 million [@plan].

            Nobody knows why. The harbour plan costs €368 million."#]],
    );
}

/// A part of the draft is held against the rest of it, and what was found goes once the draft is of one mind.
#[test]
fn in_a_part_and_after_a_change() {
    let library = library(&[], "");
    let text = "The harbour plan costs €386 million.\n\nNobody knows. The harbour plan costs €368 million.";
    let draft = ibid_draft::Draft::new(text);
    let file = std::path::Path::new("/w/draft.md");
    let cx = crate::Context { draft: &draft, file, shelf: &library.shelf };
    let whole = crate::check(&cx);
    let (first, last) = (ibid_text::Span::new(0, 10), ibid_text::Span::new(text.len() - 10, text.len()));
    assert_eq!(crate::check_part(&cx, last, &whole).findings, whole.findings);
    assert_eq!(whole.findings.len(), 1);
    assert!(crate::check_part(&cx, first, &whole).findings.is_empty());
    let at = text.find("386").unwrap();
    let mended = draft.edit(ibid_text::Span::new(at, at + 3), "368");
    let again = crate::check_again(&crate::Context { draft: &mended, ..cx }, &whole, &|| true).unwrap();
    assert!(again.findings.is_empty());
}

#[test]
fn parts_that_leave_nothing_over() {
    silent(
        &[],
        &[
            "Of the 14 promises six have been kept in full, five in part and three not at all.",
            "Of the 18.6 million crowns, 11.2 million has been paid and 7.4 million has not.",
            "Of the 30 towns, 22 raised their fees and 15 cut their staff.",
            "In spring 655 posts went: 410 in the mill, 150 in the yard and 95 in the office.",
        ],
    );
    wrong(
        &[],
        &[
            ("Of the 14 promises six have been kept in full, five in part and four not at all.", "14"),
            (
                "Of the 18.6 million crowns, 11.2 million has been paid and 8.4 million has not.",
                "18.6 million crowns",
            ),
            ("In spring 655 posts went: 410 in the mill, 160 in the yard and 95 in the office.", "655"),
        ],
    );
}
