//! What the ledger and the writer are told of a name.

use ibid_evidence::{Evidence, Resolved};
use ibid_facts::Name;
use ibid_text::Span;

use super::Claimed;
use super::place::Other;
use crate::held::{Held, line};
use crate::model::{Code, Edit, Finding, Fix, LedgerLine, Outcome};

pub(super) fn silent(
    claimed: &Claimed<'_>,
    name: &Name,
    outcome: (Outcome, &str),
    evidence: Vec<Evidence>,
) -> Held {
    Held::silent(ledger(claimed, name, outcome, evidence))
}

/// The finding that `source` has `other` where the claim has `name`.
pub(super) fn differs(claimed: &Claimed<'_>, name: &Name, source: &Resolved, other: &Other) -> Held {
    let sentence = source.text.sentences()[other.sentence].span;
    let theirs = other.span.shift(sentence.start).of(source.text.text());
    let message = format!("The source has “{theirs}” where this says “{}”.", ours(claimed, name));
    let fix = (format!("Use the source’s “{theirs}”"), theirs);
    said_otherwise(claimed, name, message, fix, source.evidence(sentence))
}

/// The finding that the reference is by others than the claim says.
pub(super) fn by_another(claimed: &Claimed<'_>, name: &Name, author: &str, evidence: Evidence) -> Held {
    let message =
        format!("By its reference the source is by {author}, where this says “{}”.", ours(claimed, name));
    let fix = (format!("Use the reference’s “{author}”"), author);
    said_otherwise(claimed, name, message, fix, evidence)
}

fn said_otherwise(
    claimed: &Claimed<'_>,
    name: &Name,
    message: String,
    (title, text): (String, &str),
    evidence: Evidence,
) -> Held {
    let span = span(claimed, name);
    let mut finding = Finding::new(Code::NameMismatch, claimed.cx.file, span, message);
    finding.fixes.push(Fix { title, edits: vec![Edit { span, text: text.to_owned() }] });
    finding.evidence.push(evidence.clone());
    let outcome = (Outcome::Differs, "the source has another name in the same slot");
    Held { line: ledger(claimed, name, outcome, vec![evidence]), finding: Some(finding) }
}

fn span(claimed: &Claimed<'_>, name: &Name) -> Span {
    name.span.shift(claimed.claim.span.start)
}

fn ours<'a>(claimed: &'a Claimed<'_>, name: &Name) -> &'a str {
    name.span.of(&claimed.claim.text)
}

fn ledger(
    claimed: &Claimed<'_>,
    name: &Name,
    outcome: (Outcome, &str),
    evidence: Vec<Evidence>,
) -> LedgerLine {
    line(claimed.cx, "name", (span(claimed, name), ours(claimed, name)), outcome, evidence)
}
