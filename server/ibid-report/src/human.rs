//! The form for people, in the manner of rustc: the sentence with its mark, then the evidence with its place
//! and its words, then what would mend it.

mod excerpt;
mod ledger;
mod look;
mod request;
mod search;
mod signed;
mod snippet;
pub(crate) mod wrap;

use std::fmt::Write as _;

use ibid_check::{Code, Finding, Fix, Severity};
use ibid_evidence::Evidence;

pub use ledger::{copies, fact, heading};
pub use look::Look;
pub use request::request;
pub use search::hit;
pub use signed::{signed, signed_totals};

use crate::{Context, clean};
use excerpt::excerpt;
use snippet::Snippet;

/// How much of a passage is shown as evidence, in columns.
const PASSAGE: usize = 360;
/// How many passages are shown for one finding.
const PASSAGES: usize = 3;
/// How much of a fix's words is shown, in columns.
const WORDS: usize = 70;

/// A finding as a paragraph of its own, ending in an empty line; `severity` is the one the settings give it.
pub fn finding(context: &Context, look: Look, finding: &Finding, severity: Severity) -> String {
    let style = look::of_severity(severity);
    let head = format!("{}[{}]", severity.as_str(), finding.code.as_str());
    let title = look.paint(look::STRONG, &format!(": {}", clean::one_line(&finding.message)));
    let body = body(context, look, finding, style);
    format!("{}{title}\n{body}\n", look.paint(style, &head))
}

fn body(context: &Context, look: Look, finding: &Finding, style: anstyle::Style) -> String {
    let file = context.told(&finding.file);
    let Some(text) = context.text(&finding.file) else {
        let mut snippet = Snippet::new(look, 1);
        snippet.origin(&file, true);
        return snippet.finish();
    };
    let lines = excerpt(text, finding.span, is_prose(finding.code));
    let (line, column) = text.line_and_column(text.within(finding.span).start);
    let mut snippet = Snippet::new(look, lines.last().map_or(line, |last| last.number));
    snippet.origin(&format!("{file}:{line}:{column}"), true);
    snippet.space();
    snippet.lines(&lines, style);
    snippet.space();
    for evidence in finding.evidence.iter().take(PASSAGES) {
        passage(context, &mut snippet, evidence);
    }
    for related in &finding.related {
        let place = place_of(context, related);
        snippet.note("note", &format!("{}: {place}", clean::one_line(&related.message)));
    }
    for fix in finding.fixes.iter().filter(|fix| mends(fix)) {
        snippet.note("help", &help(fix));
    }
    snippet.finish()
}

/// Whether findings of this code stand in sentences, not in entries of a bibliography.
fn is_prose(code: Code) -> bool {
    !matches!(code, Code::DuplicateReference | Code::MalformedReference)
}

fn passage(context: &Context, snippet: &mut Snippet, evidence: &Evidence) {
    snippet.origin(&origin(context, evidence), false);
    snippet.space();
    let quote = clean::one_line(&evidence.quote);
    snippet.text(&wrap::shortened(&quote, PASSAGE));
    snippet.space();
}

/// "sources/audit.pdf, p. 3 (@audit2024)".
pub(crate) fn origin(context: &Context, evidence: &Evidence) -> String {
    let mut origin = context.told(&evidence.source);
    let place = clean::one_line(&evidence.place.to_string());
    if !place.is_empty() {
        let _ = write!(origin, ", {place}");
    }
    if let Some(reference) = &evidence.reference {
        let _ = write!(origin, " (@{})", clean::one_line(&reference.key));
    }
    origin
}

fn place_of(context: &Context, related: &ibid_check::Related) -> String {
    let file = context.told(&related.file);
    let Some(text) = context.text(&related.file) else { return file };
    let (line, column) = text.line_and_column(text.within(related.span).start);
    format!("{file}:{line}:{column}")
}

/// Whether a fix changes words; to silence a finding is an editor's offer, and told by `ibid explain`.
pub(crate) fn mends(fix: &Fix) -> bool {
    !fix.edits.iter().any(|edit| edit.text.contains("<!-- ibid: ignore"))
}

/// A fix by its title, with the words it puts in where the title does not have them.
pub(crate) fn help(fix: &Fix) -> String {
    let title = clean::one_line(&fix.title);
    let words: Vec<String> = fix.edits.iter().map(|edit| clean::one_line(&edit.text)).collect();
    let words = words.join(" … ");
    if words.chars().all(|c| !c.is_alphanumeric()) || title.contains(&words) {
        return title;
    }
    format!("{title}: “{}”", wrap::shortened(&words, WORDS))
}

#[cfg(test)]
mod tests;
