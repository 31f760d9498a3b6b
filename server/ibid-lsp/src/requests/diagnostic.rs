//! `textDocument/diagnostic`: the findings of a file, for a client that asks.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;

use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    Diagnostic, DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportKind,
    DocumentDiagnosticReportResult, FullDocumentDiagnosticReport, RelatedFullDocumentDiagnosticReport,
    RelatedUnchangedDocumentDiagnosticReport, UnchangedDocumentDiagnosticReport, Uri,
};

use crate::diagnostics::{Report, current};
use crate::server::State;
use crate::{from_proto, to_proto};

pub(crate) async fn answer(
    state: &Arc<State>,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult> {
    let Some(path) = from_proto::path(&params.text_document.uri) else { return Ok(nothing()) };
    let Some(report) = current(state, &path).await? else { return Ok(nothing()) };
    if let Some(delay) = report.again_in {
        state.diagnostics.ask_again(state, path, delay);
    }
    let id = report.id();
    if params.previous_result_id.as_ref() == Some(&id) {
        return Ok(unchanged(id));
    }
    Ok(full(id, report, state.peer().related_documents))
}

fn nothing() -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport::default()).into()
}

fn unchanged(result_id: String) -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
        related_documents: None,
        unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id },
    })
    .into()
}

fn full(id: String, report: Report, related: bool) -> DocumentDiagnosticReportResult {
    DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
        related_documents: related.then(|| others(report.bibliographies)),
        full_document_diagnostic_report: FullDocumentDiagnosticReport {
            result_id: Some(id),
            items: report.own,
        },
    })
    .into()
}

fn others(files: Vec<(PathBuf, Vec<Diagnostic>)>) -> HashMap<Uri, DocumentDiagnosticReportKind> {
    let report = |items| FullDocumentDiagnosticReport { result_id: None, items };
    let files =
        files.into_iter().filter_map(|(file, items)| Some((to_proto::uri(&file)?, report(items).into())));
    files.collect()
}
