//! What can be done with a citation, a link, or the words of a source at the cursor.

use std::path::Path;
use std::sync::Arc;

use ibid_check::Signed;
use ibid_draft::Markup;
use ibid_references::{Catalogue, References};
use ibid_text::Span;

use super::{accepts, apply, ask, ask_in, first, offers};
use crate::{
    Action, ActionKind, Does, actions, bibliography_actions, find_source, hints, twin, unused_actions,
};

/// What can be done at the cursor, signing off left out.
fn here(draft: &str) -> Vec<Action> {
    let found = ask(draft, |cx, at| actions(cx, Span::new(at, at), &[], &Signed::default()));
    found.into_iter().filter(|action| action.kind != ActionKind::Sign).collect()
}

/// The draft after the action of this title at the cursor.
#[track_caller]
fn done(draft: &str, title: &str, expected: &str) {
    let found = here(draft);
    let titles: Vec<&str> = found.iter().map(|action| action.title.as_str()).collect();
    let action = found.iter().find(|action| action.title == title).unwrap_or_else(|| panic!("{titles:?}"));
    assert_eq!(apply(draft, action.does.edits()), expected);
}

/// `text` after `action`, whose changes are all of the same text.
fn applied(text: &str, action: &Action) -> String {
    let edits: Vec<_> = action.does.edits().iter().rev().cloned().collect();
    apply(text, &edits)
}

#[track_caller]
fn nothing(draft: &str, kind: ActionKind) {
    let found: Vec<Action> = here(draft).into_iter().filter(|action| action.kind == kind).collect();
    assert_eq!(found, [], "{draft}");
}

#[test]
fn a_bracket_is_sorted_and_tidied() {
    let sort = "Sort the citations in this bracket";
    done("So [@ren|2025, p. 3; -@gone1999].", sort, "So [-@gone1999; @ren2025, p. 3].");
    done("So [@ren2025;@gone|1999;  @ren2025].", sort, "So [@gone1999; @ren2025].");
    let tidy = "Tidy the citations in this bracket";
    done("So [see @ren|2025 ;@gone1999].", tidy, "So [see @ren2025; @gone1999].");
    done("So [@gone|1999; @gone1999].", tidy, "So [@gone1999].");
    for draft in
        ["So [@gone1999; @ren|2025].", "So [@ren|2025].", "So @ren|2025 [p. 3].", "So [see; @ren|2025]."]
    {
        assert!(here(draft).iter().all(|action| !action.title.contains("bracket")), "{draft}");
    }
}

#[test]
fn a_link_becomes_a_citation_and_back() {
    let cite = "Cite @web2024 instead of this link";
    done("See [the page](https://example.org/p?x=1|).", cite, "See the page [@web2024].");
    done("See [https://example.org/p?x=1](https://example.org/p?x=1|).", cite, "See [@web2024].");
    done("See <http://www.example.org/p?x=1|>.", cite, "See [@web2024].");
    done("See https://exam|ple.org/p?x=1#:~:text=a.", cite, "See [@web2024].");
    let doi = "Cite @gone1999 instead of this link";
    done("See https://dx.doi.org/10.1000/AB|.", doi, "See [@gone1999].");
    done("See [it](sources/inter|view.pdf).", "Cite @ren2025 instead of this link", "See it [@ren2025].");
    let link = "Turn this citation into a link";
    done("See [@web|2024, p. 3].", link, "See [Web, 2024, p. 3](https://example.org/p?x=1).");
    done("As @ren|2025 says.", link, "As [Ren, 2025](sources/interview.pdf) says.");
    for draft in [
        "`https://exam|ple.org/p?x=1`",
        "See https://other.org/|.",
        "So [@web|2024; @x].",
        "So [see @web|2024].",
    ] {
        nothing(draft, ActionKind::Rewrite);
    }
}

#[test]
fn guests_have_links_and_citations_of_their_own() {
    let turned = |markup, draft: &str| {
        let found = ask_in(markup, draft, |cx, at| actions(cx, Span::new(at, at), &[], &Signed::default()));
        let action = found
            .into_iter()
            .find(|action| action.title.contains("link"))
            .unwrap_or_else(|| panic!("{draft}"));
        apply(draft, action.does.edits())
    };
    let (latex, typst, org) = (Markup::Latex, Markup::Typst, Markup::Org);
    let page = "https://example.org/p?x=1";
    assert_eq!(turned(latex, &format!("See \\url{{{page}|}}.")), "See \\cite{web2024}.");
    assert_eq!(
        turned(latex, &format!("See \\href{{{page}|}}{{the page}}.")),
        "See the page \\cite{web2024}."
    );
    assert_eq!(turned(typst, &format!("See #link(\"{page}|\")[the page].")), "See the page @web2024.");
    assert_eq!(turned(org, &format!("See [[{page}|][the page]].")), "See the page [cite:@web2024].");
    assert_eq!(turned(latex, "See \\cite{web|2024}."), format!("See \\href{{{page}}}{{Web, 2024}}."));
    assert_eq!(turned(org, "See [cite:@web|2024]."), format!("See [[{page}][Web, 2024]]."));
}

#[test]
fn guests_brackets_are_sorted_too() {
    let sorted = |markup, draft: &str| {
        let found = ask_in(markup, draft, |cx, at| actions(cx, Span::new(at, at), &[], &Signed::default()));
        let action = found.into_iter().find(|action| action.title.contains("bracket"));
        action.map(|action| apply(draft, action.does.edits()))
    };
    let latex = |draft| sorted(Markup::Latex, draft);
    assert_eq!(
        latex("So \\cite{ren|2025,gone1999,ren2025}."),
        Some("So \\cite{gone1999,ren2025}.".to_owned())
    );
    assert_eq!(latex("So \\cite{gone|1999, ren2025}."), None);
    assert_eq!(latex("So \\cite[p.~3]{ren|2025, gone1999}."), None, "whose page it is");
    assert_eq!(
        sorted(Markup::Org, "So [cite:@ren|2025;@gone1999]."),
        Some("So [cite:@gone1999;@ren2025].".to_owned())
    );
}

#[test]
fn two_entries_of_one_title_and_address_are_one_work() {
    let twin_of = |second: &str| {
        let text = format!(
            "@book{{a, title = {{The Quay}}, doi = {{10.1000/AB}}, url = {{https://a.org/}}}}\n{second}"
        );
        let references = References::new(vec![Arc::new(Catalogue::parse(Path::new("/w/l.bib"), &text))]);
        let found = twin(&references, &*references.get("b")?);
        found.map(|(other, address)| format!("{} {address}", other.key))
    };
    let both = Some("a https://doi.org/10.1000/ab".to_owned());
    assert_eq!(twin_of("@book{b, title = {{The} quay}, doi = {10.1000/ab}}"), both);
    assert_eq!(twin_of("@inbook{b, title = {Ch. 1}, doi = {10.1000/ab}}"), None, "a chapter of it");
    assert_eq!(twin_of("@inbook{b, title = {Ch. 1}, crossref = {a}}"), None, "what it takes over");
    assert_eq!(twin_of("@inbook{b, crossref = {a}}"), None);
    assert_eq!(twin_of("@book{b, title = {The Quay}}"), None);
    let told = |first: &str, second: &str| {
        twin_of(&format!("@book{{c, title = {{Piers}}, {first}}}\n@book{{b, title = {{Piers}}, {second}}}"))
    };
    let told_alike = told("author = {Ren, Ann}, date = {2020}", "author = {Ren, Ann}, year = {2020}");
    assert_eq!(told_alike, Some("c Piers".to_owned()));
    assert_eq!(
        told("author = {Ren, Ann}, date = {2020}", "author = {Ren, Ann}, year = {2021}"),
        None,
        "an edition"
    );
    assert_eq!(told("author = {Ren, Ann}, date = {2020}", "author = {Ren, Bo}, year = {2020}"), None);
}

#[test]
fn a_passage_is_quoted_with_its_page() {
    let title = "Insert as a quotation: “We spend 180 billion yuan on research each year.”";
    done(
        "They spend a lot on research [@ren|2025, p. 12]. So.",
        title,
        "They spend a lot on research [@ren2025, p. 12]. “We spend 180 billion yuan on research each year” [@ren2025, p. 12]. So.",
    );
    nothing("They spend “180 billion yuan” [@ren|2025].", ActionKind::Quote);
    let found = ask("The chip lags| one generation. So.", find_source);
    let quoted: Vec<&Action> = found.iter().filter(|action| action.kind == ActionKind::Quote).collect();
    assert_eq!(
        apply("The chip lags| one generation. So.", quoted[0].does.edits()),
        "The chip lags one generation. “Our single chip is still one generation behind the United States” [@ren2025, p. 11]. So."
    );
}

#[test]
fn words_of_a_source_complete_to_a_quotation() {
    let words = "It lags: [@one generation behind|";
    assert_eq!(first(words, 2), ["ren2025, p. 11", "“…” ren2025, p. 11"]);
    assert_eq!(offers(words)[1].filter, "[@one generation behind");
    let quoted =
        "It lags: “Our single chip is still one generation behind the United States” [@ren2025, p. 11]";
    accepts(words, "“…” ren2025, p. 11", quoted);
    accepts(&format!("{words}]"), "“…” ren2025, p. 11", quoted);
    let beside = offers("It lags [@luo2020; @one generation behind|");
    assert!(beside.iter().all(|offer| !offer.label.starts_with('“')), "it would break the bracket");
}

#[test]
fn a_source_without_an_entry_gets_one() {
    let entered = |draft: &str| {
        let found = here(draft).into_iter().filter_map(|action| match action.does {
            Does::Enter { entry, edits, .. } => Some((entry.key, apply(draft, &edits), entry.fields)),
            _ => None,
        });
        found.collect::<Vec<_>>()
    };
    let found = entered("So [@audit|2024].");
    let fields =
        [("title", "Audit & Report"), ("url", "https://audit.example/2024"), ("urldate", "2024-05-15")];
    let fields: Vec<_> = fields.map(|(name, value)| (name, value.to_owned())).to_vec();
    assert_eq!(found, [("audit2024".to_owned(), "So [@audit2024].".to_owned(), fields.clone())]);
    let linked = ["So [it says](sources/audit-2024.html|).", "So [it says](https://audit.example/2024/|)."];
    for draft in linked {
        let found = entered(draft);
        assert_eq!(
            found,
            [("auditreport2024".into(), "So it says [@auditreport2024].".into(), fields.clone())]
        );
    }
    let of_link = |draft: &str, key: &str, field: (&'static str, &str), text: &str| {
        let titled = draft.starts_with("A [").then(|| ("title", "New page".to_owned()));
        let fields: Vec<_> = titled.into_iter().chain([(field.0, field.1.to_owned())]).collect();
        assert_eq!(entered(draft), [(key.to_owned(), text.to_owned(), fields)]);
    };
    let page = ("url", "https://new.example/x");
    of_link("A [New page](https://new.example/x|).", "newpage", page, "A New page [@newpage].");
    of_link("So <https://doi.org/10.5555/New1|>.", "doi5555", ("doi", "10.5555/new1"), "So [@doi5555].");
    assert_eq!(entered("So [@nobody|1]."), []);
    assert_eq!(entered("So [@ren|2025]."), []);
}

#[test]
fn entries_of_one_citekey_are_merged() {
    let text = "@book{a, title = {T}}\n@book{a, title = {T}, url = {u}}\n";
    let found = bibliography_actions(text, text.len() - 30);
    assert_eq!(applied(text, &found[0]), "@book{a, title = {T}, url = {u}}\n");
    assert_eq!(bibliography_actions("@book{a, title = {T}}", 7), []);
}

#[test]
fn unused_entries_are_removed_one_or_all() {
    let text = "@book{a,}\n\n@book{b,}\n\n@book{c,}\n";
    let bibliography = ibid_references::Bibliography::parse(std::path::Path::new("a.bib"), text);
    let cited = std::collections::HashSet::from(["b".to_owned()]);
    let references = bibliography.references.iter().cloned();
    let unused = ibid_check::check_unused(std::path::Path::new("a.bib"), text, references, &cited);
    let actions = unused_actions(&unused, 7);
    let done: Vec<String> = actions.iter().map(|action| applied(text, action)).collect();
    assert_eq!(done, ["@book{b,}\n\n@book{c,}\n", "@book{b,}\n"]);
    assert_eq!(unused_actions(&unused, 17), []);
}

#[test]
fn a_citekey_that_says_nothing_is_told_of() {
    let told = |draft: &str| {
        let hints = ask(draft, |cx, _| hints(cx, Span::new(0, cx.draft.len())));
        hints.iter().rev().fold(draft.replacen('|', "", 1), |mut text, hint| {
            text.insert_str(hint.at, &format!("«{}»", hint.text));
            text
        })
    };
    assert_eq!(
        told("|So [@gone1999, p. 3; @ren2025; @x]."),
        "So [@gone1999«Doe and Roe, 1999», p. 3; @ren2025; @x]."
    );
}
