//! What a writer still sees of a draft after a person's word on a part of it, and after the draft or a source changed.

use std::path::Path;

use ibid_draft::Draft;

use super::{Library, library};
use crate::signoffs::{self, CHECKED, SignOff, Signed, State};
use crate::{Checked, Context, Finding};

const SOURCE: &str = "Output rose by 12 percent in 2023. The council spent 40 million euros on trams.";
const WRONG: &str = "Output rose by 14 percent in 2023 [@paper].";

fn context<'a>(library: &'a Library, draft: &'a Draft) -> Context<'a> {
    Context { draft, file: Path::new("/w/draft.md"), shelf: &library.shelf }
}

fn found(cx: &Context<'_>, hash: &str, at: usize, code: &str) -> Option<SignOff> {
    let findings = |span| crate::check_part(cx, span, &Checked::default()).findings;
    signoffs::sign(cx, Path::new("/w"), (hash, at), code, &findings)
}

/// The sign-off with `code` on the sentence of `words` in the draft.
#[track_caller]
fn sign(library: &Library, draft: &str, words: &str, code: &str) -> SignOff {
    let at = draft.find(words).unwrap();
    let draft = Draft::new(draft);
    let cx = context(library, &draft);
    let claim = cx.draft.claim_at(at).unwrap();
    let hash = signoffs::claim_hash(&cx, &claim);
    found(&cx, &hash, at, code).unwrap_or_else(|| panic!("nothing to sign: {words}"))
}

/// The findings still shown of `draft`, as "code «words»", and what became of the sign-offs.
fn shown(library: &Library, draft: &str, sign_offs: Vec<SignOff>) -> (Vec<String>, Vec<State>) {
    let text = draft;
    let draft = Draft::new(draft);
    let cx = context(library, &draft);
    let signed = Signed::new(&cx, "draft.md", sign_offs);
    let findings = crate::check(&cx).findings.into_iter().filter(|finding| !signed.silences(&cx, finding));
    let show = |finding: Finding| format!("{} «{}»", finding.code.as_str(), finding.span.of(text));
    (findings.map(show).collect(), signed.all().iter().map(|signed| signed.state).collect())
}

#[track_caller]
fn holds(library: &Library, draft: &str, sign_off: &SignOff) {
    assert_eq!(shown(library, draft, vec![sign_off.clone()]), (vec![], vec![State::Holds]), "{draft}");
}

#[track_caller]
fn lapsed(library: &Library, draft: &str, sign_off: &SignOff, why: State) {
    let (findings, states) = shown(library, draft, vec![sign_off.clone()]);
    assert_eq!(states, [why], "{draft}");
    assert!(!findings.is_empty(), "{draft}");
}

#[test]
fn what_is_no_fault_is_shown_no_more_until_the_sentence_changes() {
    let library = library(&[("paper.md", SOURCE)], "");
    assert_eq!(shown(&library, WRONG, vec![]).0, ["number-mismatch «14 percent»"]);
    let sign_off = sign(&library, WRONG, "Output", "number-mismatch");
    assert_eq!((&*sign_off.file, &*sign_off.excerpt), ("draft.md", WRONG));
    assert_eq!(sign_off.sources.keys().collect::<Vec<_>>(), ["paper.md"]);
    for same in [
        WRONG,
        "It was so.\n\nOutput rose by 14 percent in 2023 [@paper].",
        "Output rose by\n14 percent in 2023\n[@paper].",
        "Output *rose* by **14 percent** in 2023 [@paper].",
    ] {
        holds(&library, same, &sign_off);
    }
    for other in [
        "Output rose by 15 percent in 2023 [@paper].",
        "The output rose by 14 percent in 2023 [@paper].",
        "Output rose by 14 percent in 2023 [@paper, p. 9].",
    ] {
        lapsed(&library, other, &sign_off, State::SentenceChanged);
    }
}

#[test]
fn a_sign_off_lapses_with_its_source_and_no_other() {
    let before = library(&[("paper.md", SOURCE), ("other.md", "Nothing.")], "");
    let sign_off = sign(&before, WRONG, "Output", "number-mismatch");
    // In these tests a source's name stands for its content.
    let bib = "@misc{paper, title = {T}, file = {new.md}}";
    lapsed(&library(&[("new.md", SOURCE)], bib), WRONG, &sign_off, State::SourceChanged);
    holds(&library(&[("paper.md", SOURCE), ("another.md", "Something.")], ""), WRONG, &sign_off);
}

#[test]
fn one_code_is_silenced_and_not_another() {
    let source = "Output rose by 12 percent in 2023, “the best year of our lives so far,” Ann said.";
    let library = library(&[("paper.md", source)], "");
    let draft = "Output rose by 14 percent in 2023, “the worst year of our lives so far,” Ann said [@paper].";
    let left = |sign_offs| shown(&library, draft, sign_offs).0;
    let [number, words] =
        ["number-mismatch «14 percent»", "misquote «“the worst year of our lives so far,”»"];
    assert_eq!(left(vec![]), [number, words]);
    assert_eq!(left(vec![sign(&library, draft, "Output", "number-mismatch")]), [words]);
    assert_eq!(left(vec![sign(&library, draft, "Output", "misquote")]), [number]);
    assert_eq!(left(vec![sign(&library, draft, "Output", CHECKED)]), [""; 0], "what was checked is silent");
}

#[test]
fn twins_are_told_apart() {
    let library = library(&[("paper.md", SOURCE)], "");
    let twice = format!("{WRONG} So it is. {WRONG}");
    let second = twice.rfind("Output").unwrap();
    let sign_off = sign(&library, &twice, &twice[second..], "number-mismatch");
    assert_eq!(sign_off.claim.occurrence, 1, "the words of the second are those of the first");
    let draft = Draft::new(&twice);
    let cx = context(&library, &draft);
    let sign_off = found(&cx, &sign_off.claim.hash, second, CHECKED).unwrap();
    assert_eq!(sign_off.claim.occurrence, 2);
    let signed = Signed::new(&cx, "draft.md", vec![sign_off]);
    let open: Vec<bool> = crate::check(&cx).findings.iter().map(|f| !signed.silences(&cx, f)).collect();
    assert_eq!(open, [true, false]);
}

#[test]
fn a_citation_behind_the_full_stop_and_a_quotation_over_two_sentences_belong_to_their_sentence() {
    let library =
        library(&[("paper.md", "He paused. “We came by sea. We stayed for good reasons,” he said.")], "");
    let cited = "We know that they came by sea in boats. [@nobody]";
    let sign_off = sign(&library, cited, "We know", "unknown-citation");
    assert_eq!(shown(&library, cited, vec![sign_off]).0, [""; 0]);
    let quoted = "“We came by sea. We stayed for no good reasons at all,” he said [@paper].";
    assert_eq!(shown(&library, quoted, vec![]).0.len(), 1);
    let sign_off = sign(&library, quoted, "We stayed", "misquote");
    assert_eq!(shown(&library, quoted, vec![sign_off]).0, [""; 0]);
}

#[test]
fn a_fact_says_who_signed_its_sentence() {
    let library = library(&[("paper.md", SOURCE)], "");
    let text = format!("{WRONG} The council spent 40 million euros on trams [@paper].");
    let sign_off = sign(&library, &text, "Output", CHECKED);
    let draft = Draft::new(&text);
    let cx = context(&library, &draft);
    let signed = Signed::new(&cx, "draft.md", vec![sign_off]);
    let ledger = crate::check(&cx).ledger();
    let facts = ledger.iter().filter(|line| line.kind != "name");
    let told: Vec<_> = facts.map(|l| (&*l.text, signed.of(&cx, l.span).is_some())).collect();
    assert_eq!(told, [("14 percent", true), ("2023", true), ("40 million euros", false)]);
}

#[test]
fn nothing_is_signed_of_a_finding_that_is_not_there() {
    let library = library(&[("paper.md", SOURCE)], "");
    let draft = Draft::new("Output rose by 12 percent in 2023 [@paper].");
    let cx = context(&library, &draft);
    let hash = signoffs::claim_hash(&cx, &cx.draft.claims()[0]);
    let sign = |hash: &str, code| found(&cx, hash, 0, code);
    assert_eq!(sign(&hash, "number-mismatch"), None);
    assert_eq!(sign(&hash, "no-such-code"), None);
    assert_eq!(sign("0123456789abcdef", CHECKED), None);
    assert!(sign(&hash, CHECKED).is_some());
}
