//! Our terms to the protocol's.

use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

use ibid_check::{Code, Edit, Finding, Severity};
use ibid_evidence::Evidence;
use ibid_text::{Encoding, Span};
use ibid_workspace::{FileEdits, positions};
use ropey::Rope;
use serde_json::json;
use tower_lsp::ls_types::{self as lsp, Uri};

use crate::peer::Peer;
use crate::texts::Texts;

/// What every diagnostic says it comes from.
const SOURCE: &str = "ibid";
/// The pages that say what each finding means.
static PAGES: LazyLock<HashMap<Code, Uri>> = LazyLock::new(|| {
    let page = |code: Code| {
        let name = code.as_str();
        format!("{}/blob/main/docs/findings/{name}.md", env!("CARGO_PKG_REPOSITORY")).parse().ok()
    };
    Code::ALL.into_iter().filter_map(|code| Some((code, page(code)?))).collect()
});

pub(crate) fn uri(path: &Path) -> Option<Uri> {
    Uri::from_file_path(path)
}

pub(crate) fn position(text: &Rope, offset: usize, encoding: Encoding) -> lsp::Position {
    let found = positions::position(text, offset, encoding);
    lsp::Position { line: found.line, character: found.character }
}

pub(crate) fn range(text: &Rope, span: Span, encoding: Encoding) -> lsp::Range {
    lsp::Range { start: position(text, span.start, encoding), end: position(text, span.end, encoding) }
}

pub(crate) fn text_edit(text: &Rope, edit: &Edit, encoding: Encoding) -> lsp::TextEdit {
    lsp::TextEdit { range: range(text, edit.span, encoding), new_text: edit.text.clone() }
}

/// Changes of several files as one.
pub(crate) fn workspace_edit(changed: &[FileEdits], peer: &Peer) -> lsp::WorkspaceEdit {
    let files = changed.iter().filter_map(|file| {
        let edits = file.edits.iter().map(|edit| text_edit(&file.text, edit, peer.encoding));
        Some((uri(&file.path)?, file.version, edits.collect::<Vec<_>>()))
    });
    if !peer.versioned_edits {
        let changes: HashMap<_, _> = files.map(|(uri, _, edits)| (uri, edits)).collect();
        return lsp::WorkspaceEdit::new(changes);
    }
    let edits = files.map(|(uri, version, edits)| lsp::TextDocumentEdit {
        text_document: lsp::OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(lsp::OneOf::Left).collect(),
    });
    let document_changes = Some(lsp::DocumentChanges::Edits(edits.collect()));
    lsp::WorkspaceEdit { document_changes, ..lsp::WorkspaceEdit::default() }
}

pub(crate) fn severity(severity: Severity) -> lsp::DiagnosticSeverity {
    match severity {
        Severity::Error => lsp::DiagnosticSeverity::ERROR,
        Severity::Warning => lsp::DiagnosticSeverity::WARNING,
        Severity::Information => lsp::DiagnosticSeverity::INFORMATION,
        Severity::Hint => lsp::DiagnosticSeverity::HINT,
    }
}

/// `finding` in its file's `text`.
pub(crate) fn diagnostic(
    (grave, finding): &(Severity, Finding),
    text: &Rope,
    texts: &mut Texts<'_>,
    peer: &Peer,
) -> lsp::Diagnostic {
    lsp::Diagnostic {
        range: range(text, finding.span, peer.encoding),
        severity: Some(severity(*grave)),
        code: Some(lsp::NumberOrString::String(finding.code.as_str().to_owned())),
        code_description: PAGES.get(&finding.code).map(|href| lsp::CodeDescription { href: href.clone() }),
        source: Some(SOURCE.to_owned()),
        message: finding.message.clone(),
        related_information: peer.related_information.then(|| related(finding, texts, peer.encoding)),
        tags: None,
        data: Some(fixes(finding, text, peer.encoding)),
    }
}

/// What quick fixes are made of.
fn fixes(finding: &Finding, text: &Rope, encoding: Encoding) -> serde_json::Value {
    let edits = |edits: &[Edit]| edits.iter().map(|edit| text_edit(text, edit, encoding)).collect::<Vec<_>>();
    let fixes = finding.fixes.iter().map(|fix| json!({ "title": fix.title, "edits": edits(&fix.edits) }));
    json!({ "fixes": fixes.collect::<Vec<_>>() })
}

/// The evidence, and other places that belong to `finding`.
fn related(
    finding: &Finding,
    texts: &mut Texts<'_>,
    encoding: Encoding,
) -> Vec<lsp::DiagnosticRelatedInformation> {
    let evidence = finding.evidence.iter().filter_map(evidence);
    let mut related: Vec<_> = evidence.collect();
    for place in &finding.related {
        if let Some(uri) = uri(&place.file) {
            let range = range(texts.get(&place.file), place.span, encoding);
            let location = lsp::Location { uri, range };
            related.push(lsp::DiagnosticRelatedInformation { location, message: place.message.clone() });
        }
    }
    related
}

/// The source's words, with where they stand.
fn evidence(evidence: &Evidence) -> Option<lsp::DiagnosticRelatedInformation> {
    let uri = uri(&evidence.source)?;
    let location = lsp::Location { uri, range: line(evidence.place.line.unwrap_or(1)) };
    let place = evidence.place.to_string();
    let gap = if place.is_empty() { "" } else { ", " };
    let source = evidence.source.file_name().unwrap_or_default().to_string_lossy();
    let message = format!("“{}” ({source}{gap}{place})", evidence.quote.trim());
    Some(lsp::DiagnosticRelatedInformation { location, message })
}

/// The beginning of line `line`, counted from 1.
pub(crate) fn line(line: u32) -> lsp::Range {
    let start = lsp::Position { line: line.saturating_sub(1), character: 0 };
    lsp::Range { start, end: start }
}
