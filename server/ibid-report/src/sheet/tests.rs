//! A draft and what was found in it go in, the page comes out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_check::{Accounted, Code, Finding, Fix, LedgerLine, Outcome, Verdict};
use ibid_draft::Draft;
use ibid_evidence::{Evidence, WebCopy};
use ibid_features::{Passage, Rests};
use ibid_sources::ContentHash;
use ibid_text::{Language, Span};

use super::{Claim, Sheet};
use crate::fixtures::{evidence, fact, finding};
use crate::{Context, Summary};

const FILE: &str = "/w/essay.md";

/// A project with one draft, whose sheet will stand in `/w/out`.
struct Desk {
    context: Context,
    text: String,
    draft: Draft,
    claims: Vec<Claim>,
}

impl Desk {
    fn new(text: &str) -> Desk {
        let mut context = Context::new(Path::new("/w"));
        context.add_text(Path::new(FILE), text.to_owned());
        Desk { context, text: text.to_owned(), draft: Draft::new(text), claims: Vec::new() }
    }

    fn span(&self, words: &str) -> Span {
        let start = self.text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn fact(&self, words: &str, outcome: Outcome, why: &str) -> LedgerLine {
        fact(self.span(words), "quantity", words, outcome, why)
    }

    /// Takes up the sentence that begins with `words`.
    fn claim(&mut self, words: &str, facts: Vec<LedgerLine>, findings: Vec<Finding>, passages: Vec<Passage>) {
        let claim = self.draft.claim_at(self.span(words).start).unwrap();
        let verdict = facts.iter().map(|fact| fact.verdict).max().unwrap_or(Verdict::Unknown);
        let accounted = Accounted { claim, verdict, facts, findings, judged: None };
        self.claims.push(Claim { accounted, passages, signed: Vec::new() });
    }

    fn page(&self, others: &[Finding]) -> String {
        Sheet {
            context: &self.context,
            file: Path::new(FILE),
            draft: &self.draft,
            claims: &self.claims,
            others,
            summary: &Summary::default(),
            folder: Path::new("/w/out"),
            day: "2025-05-15",
        }
        .page()
    }
}

fn passage(evidence: Evidence, words: Vec<Span>) -> Passage {
    Passage { evidence, words, rests: Rests::Compared, language: Language::English }
}

/// Everything between `from` and the first `to` after it.
#[track_caller]
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("no {from:?} in {page}"));
    rest.split_once(to).unwrap().0
}

#[test]
fn a_claim_stands_beside_its_evidence() {
    let mut desk = Desk::new("# Title\n\nMine alone. It grew *by* 44% in 2024. [@audit2024]\n");
    let facts = vec![
        desk.fact("44%", Outcome::Differs, "the source has another value"),
        desk.fact("2024", Outcome::Agrees, "the source says the same"),
    ];
    let mut found = finding(Code::NumberMismatch, desk.span("44%"), "The source has “41%”.");
    found.fixes.push(Fix { title: "Use “41%”".to_owned(), edits: Vec::new() });
    let quote = passage(evidence("In 2024 it grew by 41%."), vec![Span::new(19, 22)]);
    desk.claim("It grew", facts, vec![found], vec![quote]);
    let page = desk.page(&[]);
    assert!(page.contains("<h3 dir=\"auto\">Title</h3>"), "{page}");
    assert!(page.contains("<p class=\"own\" lang=\"en\" dir=\"auto\">Mine alone. </p>"), "{page}");
    let claim = between(&page, "<article ", "</article>");
    for part in [
        "class=\"claim contradicted\" id=\"c1\"",
        "data-kinds=\"number-mismatch quantity\" data-sources=\"s1\"",
        "It grew <span class=\"markup\">*</span>by<span class=\"markup\">* </span>",
        "<span class=\"fact differs\">44%</span> in <span class=\"fact agrees\">2024</span>. <span class=\"markup\">[@audit2024]",
        "docs/findings/number-mismatch.md\" rel=\"noreferrer\">number-mismatch</a> The source has “41%”. ",
        "<span class=\"fix\">Use “41%”.</span>",
        "In 2024 it grew by <mark>41%</mark>.",
        "<a href=\"../sources/audit.pdf#page=5\" rel=\"noreferrer\"><span class=\"unseen\">sources/audit.pdf, </span>p. 3</a>",
        "differs: the source has another value",
    ] {
        assert!(claim.contains(part), "no {part:?} in\n{claim}");
    }
    let ledger = between(&page, "id=\"ledger\"", "</section>");
    assert_eq!(ledger.matches("<tr class=").count(), 2);
}

#[test]
fn each_sentence_is_told_once_and_in_order() {
    let text = "One. Two [@a].[^1]\n\n- Three.\n\n> Four. Five.\n\n| a | b |\n|---|---|\n| six | 7 |\n\n[^1]: Eight.\n";
    let page = Desk::new(text).page(&[]);
    let draft = between(&page, "id=\"draft\"", "</section>");
    let told: Vec<usize> = ["One.", "Two", "Three.", "Four.", "Five.", "six", "Eight."]
        .iter()
        .map(|w| draft.find(w).unwrap())
        .collect();
    assert!(told.is_sorted(), "{told:?}");
    assert!(["Two", "Five.", "Eight."].iter().all(|word| draft.matches(word).count() == 1), "{draft}");
}

#[test]
fn a_copy_of_a_web_page_is_named_and_only_web_addresses_are_links() {
    let told = |address: &str| {
        let mut desk = Desk::new("It grew 44%.");
        let copy = WebCopy {
            address: Some(address.to_owned()),
            day: Some("2025-05-15".to_owned()),
            hash: ContentHash("ab12".to_owned()),
        };
        desk.context.add_copy(&evidence("").source, copy);
        desk.claim("It grew", Vec::new(), Vec::new(), vec![passage(evidence("x"), Vec::new())]);
        between(&desk.page(&[]), "id=\"sources\"", "</section>").to_owned()
    };
    let sources = told("https://e.org/?a=\"&b");
    assert!(sources.contains("href=\"https://e.org/?a=&quot;&amp;b\""), "{sources}");
    assert!(sources.contains("saved 2025-05-15<br><span class=\"hash\">blake3 ab12</span>"), "{sources}");
    for address in ["javascript:alert(1)", "data:text/html,x", "\u{1}java\nscript:x", "file:///etc/passwd"] {
        assert_eq!(told(address).matches("href=").count(), 1, "{address}: the source's own");
    }
}

/// What hostile texts would do: each must come out as text.
const HOSTILE: &str = "</script></style></title><script>boo()</script><img src=x onerror=boo()>\" onclick=\"boo()' <!-- \
    ]]> {{boo}} \u{202e}txt\u{202c}\u{1b}[31m";

#[test]
fn no_text_becomes_markup_whatever_field_it_is_in() {
    let mut desk =
        Desk::new(&format!("# {HOSTILE}\n\n{HOSTILE} mine.\n\nIt {HOSTILE} grew 44% [@audit2024].\n"));
    let mut held = evidence(HOSTILE);
    held.source = PathBuf::from(format!("/w/sources/{}", HOSTILE.replace('/', "")));
    held.place.page = Some(HOSTILE.to_owned());
    let mut reference = held.reference.as_deref().unwrap().clone();
    (reference.key, reference.title) = (HOSTILE.to_owned(), HOSTILE.to_owned());
    held.reference = Some(Arc::new(reference));
    let copy = WebCopy {
        address: Some(format!("https://e.org/{HOSTILE}")),
        day: Some(HOSTILE.to_owned()),
        hash: ContentHash("ab12".to_owned()),
    };
    desk.context.add_copy(&held.source, copy);
    let mut told = fact(desk.span("44%"), "quantity", HOSTILE, Outcome::Differs, HOSTILE);
    told.evidence.push(held.clone());
    let mut found = finding(Code::Misquote, desk.span("44%"), HOSTILE);
    found.fixes.push(Fix { title: HOSTILE.to_owned(), edits: Vec::new() });
    desk.claim("It ", vec![told], vec![found.clone()], vec![passage(held, vec![Span::new(3, 9)])]);
    let page = desk.page(&[found]);
    let own = ["<script>", "</script>", "<style>", "</style>", "<title>", "</title>"];
    assert!(own.iter().all(|tag| page.matches(tag).count() == 1), "one of each, which is the page's own");
    assert!(!page.contains("<img") && !page.contains("<!--") && !page.contains("onclick=\"boo"), "{page}");
    assert!(!page.contains(['\u{202e}', '\u{202c}', '\u{1b}']));
}

#[test]
fn nothing_runs_or_loads_but_what_came_with_the_page() {
    let page = Desk::new("It is.").page(&[]);
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"");
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
    assert!(!policy.contains("unsafe") && !page.contains(" style=") && !page.contains(" src="), "{policy}");
}

#[test]
fn what_belongs_to_no_claim_is_told_too() {
    let mut desk = Desk::new("It is.");
    desk.context.add_text(Path::new("/w/library.bib"), "\n\n@misc{x".to_owned());
    let mut found = finding(Code::MalformedReference, Span::new(2, 3), "It is not closed.");
    found.file = PathBuf::from("/w/library.bib");
    let page = desk.page(&[found]);
    let others = between(&page, "id=\"others\"", "</section>");
    assert!(
        others.contains("library.bib, line 3</span>") && others.contains("It is not closed."),
        "{others}"
    );
}
