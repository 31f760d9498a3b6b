//! What can be done about a finding or for a sentence, at the cursor.

use std::path::Path;

use ibid_check::{Code, Edit, Finding, Fix, Signed, signoffs};
use ibid_draft::Draft;
use ibid_text::Span;

use super::{apply, ask};
use crate::{Action, ActionKind, Does, actions, find_source};

fn finding(draft: &str, words: &str, fix: &str) -> Finding {
    let start = draft.replacen('|', "", 1).find(words).unwrap();
    let span = Span::new(start, start + words.len());
    let mut finding = Finding::new(Code::NumberMismatch, Path::new("/w/draft.md"), span, String::new());
    finding.fixes.push(Fix { title: "As it is".into(), edits: vec![Edit { span, text: fix.into() }] });
    finding
}

#[track_caller]
fn acts(draft: &str, expected: &[(&str, &str)]) -> Vec<Action> {
    let found = asks(draft);
    let changes = found.iter().filter(|action| matches!(action.does, Does::Edit(_)));
    let shown: Vec<_> = changes.map(|a| (a.title.clone(), apply(draft, a.does.edits()))).collect();
    let expected: Vec<_> = expected.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect();
    assert_eq!(shown, expected);
    found
}

/// What can be done at the cursor about a wrong “12”.
fn asks(draft: &str) -> Vec<Action> {
    ask(draft, |cx, at| actions(cx, Span::new(at, at), &[finding(draft, "12", "14")], &Signed::default()))
}

#[test]
fn a_finding_is_silenced_at_four_distances_and_a_sentence_signed_off() {
    let titles = |draft| asks(draft).into_iter().map(|action| action.title).collect::<Vec<_>>();
    let all = [
        "As it is",
        "Sign off: this number-mismatch is no fault",
        "Ignore number-mismatch here",
        "Ignore number-mismatch in this draft",
        "Ignore number-mismatch in this project (.ibid.toml)",
        "Sign this sentence off as checked",
    ];
    assert_eq!(titles("It fell 1|2 points. Then it rose."), all);
    assert_eq!(titles("It fell 12 points. Then |it rose."), all[5..]);
    assert_eq!(titles("# It fell by| 12"), [""; 0]);
    let already = "---\nibid: { ignore: [number-mismatch] }\n---\nIt fell 1|2 points.";
    assert!(!titles(already).contains(&all[3].to_owned()), "the draft does so already");
}

#[test]
fn what_is_signed_can_be_taken_back() {
    let draft = "It fell 12 |points.";
    let titles = ask(draft, |cx, at| {
        let (_, claim) = signoffs::named_claims(cx).remove(0);
        let hash = signoffs::claim_hash(cx, &claim);
        let mut sign_off =
            signoffs::sign(cx, Path::new("/w"), (&hash, at), signoffs::CHECKED, &|_| Vec::new()).unwrap();
        (sign_off.who, sign_off.when) = ("Ann Lee".to_owned(), "2026-11-28T09:00:00Z".to_owned());
        let signed = Signed::new(cx, "draft.md", vec![sign_off]);
        let found = actions(cx, Span::new(at, at), &[], &signed);
        found.into_iter().map(|action| action.title).collect::<Vec<_>>()
    });
    assert_eq!(titles, ["Take back “checked”, signed by Ann Lee on 2026-11-28"]);
}

#[test]
fn findings_under_the_cursor_are_mended_or_silenced() {
    let found = acts(
        "It fell 1|2 points. Then it rose.",
        &[
            ("As it is", "It fell 14 points. Then it rose."),
            (
                "Ignore number-mismatch here",
                "It fell 12 points. <!-- ibid: ignore number-mismatch --> Then it rose.",
            ),
            (
                "Ignore number-mismatch in this draft",
                "---\nibid: { ignore: [number-mismatch] }\n---\n\nIt fell 12 points. Then it rose.",
            ),
        ],
    );
    assert!(found[0].preferred && !found[1].preferred);
    acts("It fell 12 points. Then |it rose.", &[]);
    let silenced =
        Draft::new(&apply("It fell 12 points|.", acts("It fell 1|2 points.", ONE)[2].does.edits()));
    assert!(silenced.ignores()[0].covers.contains(Span::new(8, 10)));
}

#[test]
fn what_stands_in_a_longer_quotation_is_silenced_before_it() {
    let silenced = |draft: &str| {
        let found = asks(draft);
        let here = found.iter().find(|action| action.title == "Ignore number-mismatch here").unwrap();
        apply(draft, here.does.edits())
    };
    let comment = "<!-- ibid: ignore number-mismatch -->";
    let block = "It fell.\n\n> It fell 1|2 points. And then it rose.\n>\n> [@ren2025]";
    assert_eq!(
        silenced(block),
        format!("It fell.\n\n{comment}\n> It fell 12 points. And then it rose.\n>\n> [@ren2025]")
    );
    let spoken = "“It fell 1|2 points. And then it rose,” he said [@ren2025].";
    assert_eq!(
        silenced(spoken),
        format!("{comment}\n“It fell 12 points. And then it rose,” he said [@ren2025].")
    );
}

const ONE: &[(&str, &str)] = &[
    ("As it is", "It fell 14 points."),
    ("Ignore number-mismatch here", "It fell 12 points. <!-- ibid: ignore number-mismatch -->"),
    (
        "Ignore number-mismatch in this draft",
        "---\nibid: { ignore: [number-mismatch] }\n---\n\nIt fell 12 points.",
    ),
];

#[track_caller]
fn cites(draft: &str, expected: &[&str]) {
    let found = ask(draft, find_source);
    let cited = found.iter().filter(|action| action.kind == ActionKind::Cite);
    let shown: Vec<_> = cited.map(|action| apply(draft, action.does.edits())).collect();
    assert_eq!(shown, expected);
}

#[test]
fn a_source_is_found_for_an_uncited_sentence() {
    cites("The chip lags| one generation. So.", &["The chip lags one generation [@ren2025, p. 11]. So."]);
    let said = ask("Ren Zhengfei said in an interview that the chip lags| one generation.", find_source);
    assert!(said[0].title.contains("still one generation behind"), "{}", said[0].title);
    cites("The chip lags| one generation [@luo2020].", &[]);
    cites("# One generation| behind", &[]);
    cites("Nothing| like it.", &[]);
}
