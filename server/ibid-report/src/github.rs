//! Annotations of GitHub's workflows: one command a line, as its runner reads them from a step's output.

use ibid_check::{Finding, LedgerLine, Outcome, Severity};
use ibid_evidence::Evidence;
use ibid_text::Span;

use crate::human::{help, mends, origin, wrap};
use crate::{Context, clean, json};

/// How much of a passage is shown, in columns.
const PASSAGE: usize = 360;

/// A finding as one line without its line break; `severity` is the one the settings give it. The paths of `context` must
/// be those of the repository.
pub fn finding(context: &Context, finding: &Finding, severity: Severity) -> String {
    let mut message = clean::one_line(&finding.message);
    evidence(context, &mut message, &finding.evidence);
    for fix in finding.fixes.iter().filter(|fix| mends(fix)) {
        message += &format!("\nhelp: {}", help(fix));
    }
    let at = place(context, &finding.file, finding.span);
    command(level(severity), &at, finding.code.as_str(), &message)
}

/// A fact of the ledger as one line without its line break; `None` of one that agrees, which nobody needs to look at.
pub fn fact(context: &Context, fact: &LedgerLine) -> Option<String> {
    let level = match fact.outcome {
        Outcome::Agrees => return None,
        Outcome::Differs => "warning",
        Outcome::NotFound | Outcome::NotCheckable => "notice",
    };
    let mut message = format!("“{}”: {}", clean::one_line(&fact.text), clean::one_line(&fact.why));
    evidence(context, &mut message, &fact.evidence);
    let title = format!("{} {}", fact.kind, json::outcome_name(fact.outcome));
    Some(command(level, &place(context, &fact.file, fact.span), &title, &message))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "notice",
    }
}

fn evidence(context: &Context, message: &mut String, evidence: &[Evidence]) {
    for one in evidence {
        let quote = clean::one_line(&one.quote);
        *message += &format!("\n{}: {}", origin(context, one), wrap::shortened(&quote, PASSAGE));
    }
}

/// "file=essay.md,line=3,col=7,endColumn=12"; lines and columns from 1. The runner takes no columns over several lines.
fn place(context: &Context, file: &std::path::Path, span: Span) -> String {
    let name = property(&context.told(file));
    let Some(text) = context.text(file) else { return format!("file={name},line=1") };
    let span = text.within(span);
    let (line, column) = text.line_and_column(span.start);
    let (end_line, end_column) = text.line_and_column(span.end);
    if line == end_line {
        format!("file={name},line={line},col={column},endColumn={end_column}")
    } else {
        format!("file={name},line={line},endLine={end_line}")
    }
}

fn command(level: &str, place: &str, title: &str, message: &str) -> String {
    format!("::{level} {place},title={}::{}", property(title), data(message))
}

/// `text` where the runner reads a message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// `text` where the runner reads a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use ibid_check::{Code, Edit, Fix};

    use super::*;
    use crate::fixtures::{draft, evidence, fact as line, finding as plain};

    #[test]
    fn a_finding_is_one_command() {
        let (context, span) = draft("# 𝒳\n\nThe 𝒳 grew «44%» in 2024.\n");
        let mut found = plain(Code::NumberMismatch, span, "It says “41%”.");
        found.evidence.push(evidence("It grew by 41%."));
        found.fixes.push(Fix {
            title: "Use the source’s “41%”".to_owned(),
            edits: vec![Edit { span, text: "41%".to_owned() }],
        });
        assert_eq!(
            finding(&context, &found, Severity::Warning),
            "::warning file=essay.md,line=3,col=12,endColumn=15,title=number-mismatch::It says “41%25”.%0A\
             sources/audit.pdf, p. 3 (@audit2024): It grew by 41%25.%0Ahelp: Use the source’s “41%25”"
        );
        assert!(finding(&context, &found, Severity::Error).starts_with("::error "));
        assert!(finding(&context, &found, Severity::Hint).starts_with("::notice "));
    }

    #[test]
    fn no_text_makes_a_command_of_its_own() {
        let mut context = Context::new(Path::new("/w"));
        let file = Path::new("/w/a,b:c%.md");
        context.add_text(file, "one\ntwo".to_owned());
        let mut found = plain(Code::Misquote, Span::new(0, 7), "x\n::add-mask::y\r\n::set-env name=P::z");
        found.file = file.to_owned();
        assert_eq!(
            finding(&context, &found, Severity::Warning),
            "::warning file=a%2Cb%3Ac%25.md,line=1,endLine=2,title=misquote::x ::add-mask::y ::set-env name=P::z"
        );
    }

    #[test]
    fn the_ledger_tells_of_facts_that_do_not_agree() {
        let (context, span) = draft("It grew «44%».");
        let told = |outcome, why| fact(&context, &line(span, "quantity", "44%", outcome, why));
        assert_eq!(told(Outcome::Agrees, "the source says the same"), None);
        assert_eq!(
            told(Outcome::NotFound, "no source has it").as_deref(),
            Some(
                "::notice file=essay.md,line=1,col=9,endColumn=12,title=quantity not-found::“44%25”: no source has it"
            )
        );
        assert!(told(Outcome::Differs, "another").is_some_and(|told| told.starts_with("::warning ")));
    }
}
