//! Where a draft cites what is cited at the cursor, and what another citekey changes.

use ibid_check::{Context, Edit};

use super::{BIB, apply, ask};
use crate::{Mention, mentions, new_key, subject_at};

fn found(cx: &Context<'_>, offset: usize) -> Vec<Mention> {
    subject_at(cx, offset).map(|(_, subject)| mentions(cx.draft, cx.file, &subject)).unwrap_or_default()
}

/// `draft` with each mention of what is cited at the cursor marked.
#[track_caller]
fn marks(draft: &str, expected: &str) {
    let marked = ask(draft, found).into_iter().rev().fold(draft.replacen('|', "", 1), |text, mention| {
        let (before, rest) = text.split_at(mention.span.start);
        let (name, after) = rest.split_at(mention.span.len());
        format!("{before}«{name}»{after}")
    });
    assert_eq!(marked, expected);
}

#[test]
fn every_way_of_citing_it_is_found() {
    marks(
        "As @ren|2025 says [see @ren2025, p. 11; -@luo2020]. So.[^1]\n\n[^1]: Again @{ren2025}.",
        "As @«ren2025» says [see @«ren2025», p. 11; -@luo2020]. So.[^1]\n\n[^1]: Again @{«ren2025»}.",
    );
    marks(
        "---\nnocite: '@luo2020, @ren2025'\n---\n\nSo [@lu|o2020]. Ibid., p. 3.",
        "---\nnocite: '@«luo2020», @ren2025'\n---\n\nSo [@«luo2020»]. Ibid., p. 3.",
    );
    marks("So [@no|body]. And [@nobody; @other].", "So [@«nobody»]. And [@«nobody»; @other].");
    marks("So [it] says|.", "So [it] says.");
}

#[test]
fn words_and_addresses_that_mean_it_cite_it_too() {
    marks(
        "So [@ren|2025]. It lags (Ren 2025). Or so.^[Ren, The Country's Chips, 10.]",
        "So [@«ren2025»]. It lags («Ren 2025»). Or so.^[«Ren, The Country's Chips», 10.]",
    );
    marks(
        "So [@web|2024], and <https://example.org/p?x=1>.",
        "So [@«web2024»], and <«https://example.org/p?x=1»>.",
    );
}

#[test]
fn a_link_to_its_source_cites_it_too() {
    let draft = "So [@ren2025]. [Here](./sources/interview.pdf#page=2), [there](sources/luo.md).";
    let marked = "So [@«ren2025»]. [Here](«./sources/interview.pdf#page=2»), [there](sources/luo.md).";
    marks(&draft.replace("ren2", "re|n2"), marked);
    marks(&draft.replace("interview", "inter|view"), marked);
}

#[test]
fn code_is_no_citation() {
    let draft = "So [@ren|2025]. `[@ren2025]` ren2025 me@ren2025.org\n\n```\n[@ren2025]\n```\n";
    marks(draft, &draft.replacen("ren|2025", "«ren2025»", 1));
}

/// The draft after what is cited at the cursor got the citekey `new`.
#[track_caller]
fn renames(draft: &str, new: &str, expected: &str) {
    let edits: Vec<Edit> = ask(draft, |cx, at| {
        let places = found(cx, at).into_iter().filter_map(|mention| mention.renamed()).rev();
        places.map(|span| Edit { span, text: new.to_owned() }).collect()
    });
    assert_eq!(apply(draft, &edits), expected);
}

#[test]
fn another_citekey_changes_citations_and_no_words_of_others() {
    renames(
        "@ren|2025 [p. 3] says “follow @ren2025 now [@ren2025]”. [-@ren2025]",
        "ren2026",
        "@ren2026 [p. 3] says “follow @ren2025 now [@ren2026]”. [-@ren2026]",
    );
    renames("> It is so.\n>\n> — @ren|2025", "a1", "> It is so.\n>\n> — @a1");
    renames("[Here](sources/interview.pdf) [@ren|2025].", "a1", "[Here](sources/interview.pdf) [@a1].");
    renames("See [@{odd--k|ey}].", "odd", "See [@odd].");
}

#[test]
fn a_citekey_must_be_one_and_nobody_elses() {
    let try_out = |typed: &str| ask("|", |cx, _| new_key(cx.shelf.references(), "ren2025", typed));
    assert_eq!(try_out(" @ren:2025-b ").as_deref(), Ok("ren:2025-b"));
    assert_eq!(try_out("任2025").as_deref(), Ok("任2025"));
    assert_eq!(try_out("Ren2025").as_deref(), Ok("Ren2025"));
    for typed in ["", "@", "two words", "a,b", "a--b", "a}b", "end.", "50%x", "it's"] {
        assert!(try_out(typed).unwrap_err().contains("is no citekey"), "{typed}");
    }
    for typed in ["luo2020", "LUO2020"] {
        assert!(try_out(typed).unwrap_err().contains("luo2020"), "{typed}");
    }
    assert!(BIB.contains("luo2020"));
}
