//! SARIF 2.1.0: one log a check, one run a project. Addresses are relative to the project's root, columns count UTF-16
//! units.

use std::path::{Path, PathBuf};

use ibid_check::{Code, Finding, Fix, LedgerLine, Outcome, Severity};
use ibid_evidence::Evidence;
use ibid_text::Span;
use serde_json::{Value, json};

use crate::human::mends;
use crate::{Context, Summary, clean, json as plain, pages, uri};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
const ROOT: &str = "%SRCROOT%";

/// A log in the making.
#[derive(Debug, Default)]
pub struct Log {
    runs: Vec<Run>,
}

#[derive(Debug)]
struct Run {
    root: PathBuf,
    rules: Vec<Value>,
    results: Vec<Value>,
}

impl Log {
    /// Adds what was found, with the severities that the settings give; the project is told of even where it is nothing.
    pub fn findings(&mut self, context: &Context, findings: &[(Severity, Finding)]) {
        let run = self.run(context);
        for (severity, found) in findings {
            let rule = run.rule(found.code.as_str(), || rule_of_code(found.code));
            run.results.push(finding(context, found, *severity, rule));
        }
    }

    /// Adds facts of the ledger.
    pub fn facts(&mut self, context: &Context, facts: &[LedgerLine]) {
        let run = self.run(context);
        for line in facts {
            let rule = run.rule(line.kind, || rule_of_kind(line.kind));
            run.results.push(fact(context, line, rule));
        }
    }

    /// The log, one JSON document.
    pub fn finish(self, summary: &Summary) -> String {
        let none = Run { root: PathBuf::new(), rules: Vec::new(), results: Vec::new() };
        let runs = if self.runs.is_empty() { vec![none] } else { self.runs };
        let runs: Vec<Value> = runs.into_iter().map(Run::finish).collect();
        let log = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": runs,
            "properties": { "summary": summary },
        });
        serde_json::to_string_pretty(&log).unwrap_or_default()
    }

    fn run(&mut self, context: &Context) -> &mut Run {
        let root = context.root();
        let at = self.runs.iter().position(|run| run.root == root).unwrap_or_else(|| {
            self.runs.push(Run { root: root.to_owned(), rules: Vec::new(), results: Vec::new() });
            self.runs.len() - 1
        });
        &mut self.runs[at]
    }
}

impl Run {
    /// The index of the rule named `id`, made if it is not there.
    fn rule(&mut self, id: &str, make: impl FnOnce() -> Value) -> usize {
        self.rules.iter().position(|rule| rule["id"] == id).unwrap_or_else(|| {
            self.rules.push(make());
            self.rules.len() - 1
        })
    }

    fn finish(self) -> Value {
        let mut run = json!({
            "tool": { "driver": {
                "name": "ibid",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": self.rules,
            }},
            "columnKind": "utf16CodeUnits",
            "results": self.results,
        });
        if self.root.is_absolute() {
            run["originalUriBaseIds"] = json!({ ROOT: { "uri": uri::file(&self.root.join("")) } });
        }
        run
    }
}

fn rule_of_code(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": pages::summary(code) },
        "help": { "text": pages::page(code), "markdown": pages::page(code) },
        "helpUri": pages::address(code),
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn rule_of_kind(kind: &str) -> Value {
    json!({
        "id": kind,
        "shortDescription": { "text": format!("A {kind} of the draft, held against its sources") },
    })
}

fn finding(context: &Context, finding: &Finding, severity: Severity, rule: usize) -> Value {
    let evidence = finding.evidence.iter().map(|evidence| passage(context, evidence));
    let related = finding.related.iter().map(|related| {
        json!({
            "physicalLocation": physical(context, &related.file, related.span),
            "message": message(&related.message),
        })
    });
    let fixes =
        finding.fixes.iter().filter(|fix| mends(fix)).map(|fix| self::fix(context, &finding.file, fix));
    json!({
        "ruleId": finding.code.as_str(),
        "ruleIndex": rule,
        "level": level(severity),
        "message": message(&finding.message),
        "locations": [{ "physicalLocation": physical(context, &finding.file, finding.span) }],
        "relatedLocations": evidence.chain(related).collect::<Vec<_>>(),
        "fixes": fixes.collect::<Vec<_>>(),
    })
}

/// A fact is no fault: what says so is the result's kind.
fn fact(context: &Context, fact: &LedgerLine, rule: usize) -> Value {
    let (kind, level) = match fact.outcome {
        Outcome::Agrees => ("pass", "none"),
        Outcome::Differs => ("fail", "warning"),
        Outcome::NotFound => ("review", "none"),
        Outcome::NotCheckable => ("open", "none"),
    };
    let related: Vec<Value> = fact.evidence.iter().map(|evidence| passage(context, evidence)).collect();
    json!({
        "ruleId": fact.kind,
        "ruleIndex": rule,
        "kind": kind,
        "level": level,
        "message": message(&format!("“{}” {}: {}", fact.text, plain::outcome_name(fact.outcome), fact.why)),
        "locations": [{ "physicalLocation": physical(context, &fact.file, fact.span) }],
        "relatedLocations": related,
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Information | Severity::Hint => "note",
    }
}

/// Text for people. A viewer makes links of `[words](target)`: nothing here is one.
fn message(text: &str) -> Value {
    json!({ "text": clean::one_line(text).replace("](", "] (") })
}

fn passage(context: &Context, evidence: &Evidence) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(context, &evidence.source) });
    if let Some(line) = evidence.place.line.filter(|line| *line > 0) {
        physical["region"] = json!({ "startLine": line });
    }
    let place = match (evidence.place.to_string(), &evidence.reference) {
        (place, None) => place,
        (place, Some(reference)) => format!("{place} (@{})", reference.key),
    };
    json!({ "physicalLocation": physical, "message": message(&format!("{}: {}", place.trim(), evidence.quote)) })
}

fn fix(context: &Context, file: &Path, fix: &Fix) -> Value {
    let replacement = |edit: &ibid_check::Edit| {
        json!({
            "deletedRegion": region(context, file, edit.span),
            "insertedContent": { "text": clean::printable(&edit.text) },
        })
    };
    let replacements: Vec<Value> = fix.edits.iter().map(replacement).collect();
    json!({
        "description": message(&fix.title),
        "artifactChanges": [{ "artifactLocation": artifact(context, file), "replacements": replacements }],
    })
}

fn physical(context: &Context, file: &Path, span: Span) -> Value {
    json!({ "artifactLocation": artifact(context, file), "region": region(context, file, span) })
}

fn artifact(context: &Context, file: &Path) -> Value {
    match uri::within(context.root(), file) {
        Some(uri) => json!({ "uri": uri, "uriBaseId": ROOT }),
        None => json!({ "uri": uri::file(file) }),
    }
}

fn region(context: &Context, file: &Path, span: Span) -> Value {
    let (start, end) = context.range(file, span);
    json!({
        "startLine": start.line + 1,
        "startColumn": start.character + 1,
        "endLine": end.line + 1,
        "endColumn": end.character + 1,
    })
}

#[cfg(test)]
mod tests;
