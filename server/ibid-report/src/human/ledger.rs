//! The ledger: a line for each fact, and the source's words where they differ.

use ibid_check::signoffs::CHECKED;
use ibid_check::{LedgerLine, Outcome};
use ibid_evidence::Evidence;

use super::look::{self, Look};
use super::wrap;
use crate::{Context, Provenance, clean, json};

/// How much of a fact's words is shown, in columns.
const FACT: usize = 60;
/// How much of a source's words is shown, in columns.
const PASSAGE: usize = 160;

/// The line above the facts of the draft at `file`.
pub fn heading(context: &Context, look: Look, file: &std::path::Path) -> String {
    format!("{}\n", look.paint(look::STRONG, &context.told(file)))
}

/// A fact: where it stands, what became of it, its words, where its source has them; and below, for one
/// that differs, the source's words, then whom the source quotes and who signed the sentence off.
pub fn fact(context: &Context, look: Look, fact: &LedgerLine, provenance: &Provenance) -> String {
    let at =
        context.text(&fact.file).map_or((1, 1), |text| text.line_and_column(text.within(fact.span).start));
    let at = format!("{}:{}", at.0, at.1);
    let outcome =
        look.paint(look::of_outcome(fact.outcome), &format!("{:<13}", json::outcome_name(fact.outcome)));
    let words = wrap::shortened(&clean::one_line(&fact.text), FACT);
    let mut told = format!("{at:>9}  {outcome}  {:<9}  {words}{}\n", fact.kind, reason(context, look, fact));
    if fact.outcome == Outcome::Differs
        && let Some(evidence) = fact.evidence.first()
    {
        let quote = wrap::shortened(&clean::one_line(&evidence.quote), PASSAGE);
        let room = look.width.saturating_sub(INDENT).max(PASSAGE / 4);
        for piece in wrap::pieces(&quote, room) {
            told.push_str(&format!("{:INDENT$}{}\n", "", look.paint(look::FAINT, piece.of(&quote))));
        }
    }
    for more in vouched(provenance) {
        told.push_str(&format!("{:INDENT$}{}\n", "", look.paint(look::FAINT, &more)));
    }
    told
}

/// Which copies of web pages the facts were held against, a line each; empty where there is none.
pub fn copies(context: &Context, look: Look) -> String {
    let told = context.copies().iter().map(|(file, copy)| {
        let saved = copy.day.as_ref().map(|day| format!("saved {}", clean::one_line(day)));
        let hash = format!("blake3 {}", copy.hash.0);
        let parts = [copy.address.as_deref().map(clean::one_line), saved, Some(hash)];
        let parts = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        format!("{:>9}  {}\n", "copy", look.paint(look::FAINT, &format!("{}: {parts}", context.told(file))))
    });
    told.collect()
}

/// "in a quotation of Reuters", "signed off as checked by Ann Lee, 2026-11-28".
fn vouched(provenance: &Provenance) -> Vec<String> {
    let secondary = provenance.secondary.as_ref().map(|secondary| match &secondary.of {
        Some(speaker) => format!("in a quotation of {}", clean::one_line(speaker)),
        None => "in a quotation".to_owned(),
    });
    let signed = provenance.signed.as_ref().map(|said| {
        let reason = if said.reason.is_empty() { String::new() } else { format!(": {}", said.reason) };
        clean::one_line(&format!(
            "signed off as {} by {}, {}{reason}",
            told_code(&said.code),
            said.who,
            said.when
        ))
    });
    [secondary, signed].into_iter().flatten().collect()
}

fn told_code(code: &str) -> String {
    if code == CHECKED { code.to_owned() } else { format!("no {code}") }
}

/// Where the words of a fact begin.
const INDENT: usize = 37;

/// Where a source has it, and why it does not agree.
fn reason(context: &Context, look: Look, fact: &LedgerLine) -> String {
    let place = fact.evidence.first().filter(|_| fact.outcome != Outcome::NotCheckable);
    let place = place.map(|evidence| named(context, evidence));
    let why = (fact.outcome != Outcome::Agrees).then(|| clean::one_line(&fact.why));
    let parts: Vec<String> = [place, why].into_iter().flatten().filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { String::new() } else { look.paint(look::FAINT, &format!("  {}", parts.join(": "))) }
}

/// "@audit2024, p. 3": shorter than the file, and as the writer knows it.
fn named(context: &Context, evidence: &Evidence) -> String {
    let key = evidence.reference.as_ref().map(|reference| format!("@{}", clean::one_line(&reference.key)));
    let name = key.unwrap_or_else(|| context.told(&evidence.source));
    let place = clean::one_line(&evidence.place.to_string());
    if place.is_empty() { name } else { format!("{name}, {place}") }
}
