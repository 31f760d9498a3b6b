//! The form for programs: one JSON object a line, as the contract fixes it.

use std::path::Path;

use ibid_check::signoffs::{SignedClaim, State};
use ibid_check::{Finding, LedgerLine, Outcome, Severity};
use ibid_evidence::{Evidence, WebCopy};
use ibid_llm::LogEntry;
use ibid_text::{Place, Position, Span};
use serde::Serialize;

use crate::{Context, Provenance, Summary, clean};

/// A finding as one line without its line break; `severity` is the one the settings give it.
pub fn finding(context: &Context, finding: &Finding, severity: Severity) -> String {
    let fix = |fix: &ibid_check::Fix| FixJson {
        title: clean::one_line(&fix.title),
        edits: fix.edits.iter().map(|edit| edit_json(context, &finding.file, edit)).collect(),
    };
    line(&FindingJson {
        file: context.told(&finding.file),
        range: range(context, &finding.file, finding.span),
        code: finding.code.as_str(),
        severity: severity.as_str(),
        message: clean::one_line(&finding.message),
        evidence: evidence(context, &finding.evidence),
        fixes: finding.fixes.iter().map(fix).collect(),
    })
}

/// A fact of the ledger as one line without its line break.
pub fn fact(context: &Context, fact: &LedgerLine, provenance: &Provenance) -> String {
    line(&FactJson {
        file: context.told(&fact.file),
        range: range(context, &fact.file, fact.span),
        kind: fact.kind,
        text: clean::one_line(&fact.text),
        outcome: outcome_name(fact.outcome),
        evidence: held_against(context, &fact.evidence),
        why: clean::one_line(&fact.why),
        signed: provenance.signed.as_ref().map(|said| SignedJson {
            who: clean::one_line(&said.who),
            when: clean::one_line(&said.when),
            code: clean::one_line(&said.code),
            reason: clean::one_line(&said.reason),
        }),
        secondary: provenance.secondary.is_some(),
    })
}

/// A sign-off of the draft at `file`, and what became of it, as one line without its line break.
pub fn signed(context: &Context, file: &Path, signed: &SignedClaim) -> String {
    let said = &signed.sign_off;
    line(&SignOffJson {
        file: clean::one_line(&said.file),
        range: signed.claim.as_ref().map(|claim| range(context, file, claim.span)),
        code: clean::one_line(&said.code),
        state: match signed.state {
            State::Holds => "holds",
            State::SentenceChanged => "sentence-changed",
            State::SourceChanged => "source-changed",
        },
        excerpt: clean::one_line(&said.excerpt),
        reason: clean::one_line(&said.reason),
        who: clean::one_line(&said.who),
        when: clean::one_line(&said.when),
        sources: said.sources.keys().map(|source| clean::one_line(source)).collect(),
    })
}

/// A request to a model, as the log has it, as one line without its line break.
pub fn request(entry: &LogEntry) -> String {
    line(entry)
}

/// The last line of a check: `{"summary":{…}}`.
pub fn summary(summary: &Summary) -> String {
    #[derive(Serialize)]
    struct Last<'a> {
        summary: &'a Summary,
    }
    line(&Last { summary })
}

/// A passage that a search found, as one line without its line break; `score` is only to be compared within
/// one answer.
pub fn hit(context: &Context, found: &Evidence, score: f32) -> String {
    line(&HitJson {
        source: context.told(&found.source),
        citekey: found.reference.as_ref().map(|r| r.key.as_str()),
        place: place(&found.place),
        text: clean::one_line(&found.quote),
        score,
    })
}

/// The name of an outcome in the ledger.
pub(crate) fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Agrees => "agrees",
        Outcome::Differs => "differs",
        Outcome::NotFound => "not-found",
        Outcome::NotCheckable => "not-checkable",
    }
}

#[derive(Serialize)]
struct FindingJson<'a> {
    file: String,
    range: RangeJson,
    code: &'a str,
    severity: &'a str,
    message: String,
    evidence: Vec<EvidenceJson<'a>>,
    fixes: Vec<FixJson>,
}

#[derive(Serialize)]
struct FactJson<'a> {
    file: String,
    range: RangeJson,
    kind: &'a str,
    text: String,
    outcome: &'a str,
    evidence: Vec<HeldJson<'a>>,
    why: String,
    signed: Option<SignedJson>,
    secondary: bool,
}

#[derive(Serialize)]
struct SignedJson {
    who: String,
    when: String,
    code: String,
    reason: String,
}

#[derive(Serialize)]
struct SignOffJson {
    file: String,
    range: Option<RangeJson>,
    code: String,
    state: &'static str,
    excerpt: String,
    reason: String,
    who: String,
    when: String,
    sources: Vec<String>,
}

#[derive(Serialize)]
struct EvidenceJson<'a> {
    source: String,
    citekey: Option<&'a str>,
    place: Place,
    quote: String,
}

/// Evidence in the ledger: of a saved web page, which copy of it.
#[derive(Serialize)]
struct HeldJson<'a> {
    #[serde(flatten)]
    evidence: EvidenceJson<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copy: Option<CopyJson>,
}

#[derive(Serialize)]
struct CopyJson {
    address: Option<String>,
    saved: Option<String>,
    blake3: String,
}

#[derive(Serialize)]
struct HitJson<'a> {
    source: String,
    citekey: Option<&'a str>,
    place: Place,
    text: String,
    score: f32,
}

#[derive(Serialize)]
struct FixJson {
    title: String,
    edits: Vec<EditJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct EditJson {
    range: RangeJson,
    new_text: String,
}

#[derive(Serialize)]
struct RangeJson {
    start: PositionJson,
    end: PositionJson,
}

#[derive(Serialize)]
struct PositionJson {
    line: u32,
    character: u32,
}

impl From<Position> for PositionJson {
    fn from(Position { line, character }: Position) -> PositionJson {
        PositionJson { line, character }
    }
}

fn edit_json(context: &Context, file: &Path, edit: &ibid_check::Edit) -> EditJson {
    EditJson { range: range(context, file, edit.span), new_text: clean::printable(&edit.text) }
}

fn range(context: &Context, file: &Path, span: Span) -> RangeJson {
    let (start, end) = context.range(file, span);
    RangeJson { start: start.into(), end: end.into() }
}

fn evidence<'a>(context: &Context, evidence: &'a [Evidence]) -> Vec<EvidenceJson<'a>> {
    evidence.iter().map(|one| passage(context, one)).collect()
}

fn passage<'a>(context: &Context, evidence: &'a Evidence) -> EvidenceJson<'a> {
    EvidenceJson {
        source: context.told(&evidence.source),
        citekey: evidence.reference.as_ref().map(|r| r.key.as_str()),
        place: place(&evidence.place),
        quote: clean::one_line(&evidence.quote),
    }
}

fn held_against<'a>(context: &Context, evidence: &'a [Evidence]) -> Vec<HeldJson<'a>> {
    let copy = |copy: &WebCopy| CopyJson {
        address: copy.address.as_deref().map(clean::one_line),
        saved: copy.day.as_deref().map(clean::one_line),
        blake3: copy.hash.0.clone(),
    };
    let one = |e| HeldJson { evidence: passage(context, e), copy: context.copy(&e.source).map(copy) };
    evidence.iter().map(one).collect()
}

fn place(place: &Place) -> Place {
    let clean = |text: &Option<String>| text.as_deref().map(clean::one_line);
    Place { page: clean(&place.page), heading: clean(&place.heading), ..place.clone() }
}

/// Plain structs of strings and numbers always have a JSON form.
fn line(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

#[cfg(test)]
mod tests;
