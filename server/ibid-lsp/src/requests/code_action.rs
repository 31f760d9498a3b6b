//! `textDocument/codeAction`: what mends a finding, or finds a source. Made from the range: what a client
//! sends along of its diagnostics differs.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Instant;

use ibid_check::Finding;
use ibid_features::{
    Action, ActionKind, Does, actions, bibliography_actions, find_source, rewrites, unused_actions,
};
use ibid_text::Span;
use ibid_workspace::{FileEdit, FileEdits, Role, Snapshot};
use ropey::Rope;
use tower_lsp::jsonrpc::Result;
use tower_lsp::ls_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionParams, CodeActionResponse,
    CreateFile, CreateFileOptions, Diagnostic, DocumentChangeOperation, DocumentChanges, NumberOrString,
    OneOf, OptionalVersionedTextDocumentIdentifier, ResourceOp, TextDocumentEdit, TextEdit, Uri,
    WorkspaceEdit,
};

use super::signing::{Asked, SIGN_OFF, TAKE_BACK};
use super::{code_action_resolve, execute_command};
use crate::peer::Peer;
use crate::server::State;
use crate::{from_proto, to_proto};

pub(crate) async fn answer(
    state: &Arc<State>,
    params: CodeActionParams,
) -> Result<Option<CodeActionResponse>> {
    let uri = params.text_document.uri.clone();
    let question = move |state: &State, snapshot: &Snapshot| Some(found(state, snapshot, &params));
    state.ask(&uri, "code-actions", question).await
}

fn found(state: &State, snapshot: &Snapshot, params: &CodeActionParams) -> CodeActionResponse {
    let span = from_proto::span(snapshot.open.text(), params.range, state.peer().encoding);
    let Some(cx) = snapshot.context() else { return in_bibliography(state, snapshot, params, span) };
    state.session.looked_at(&snapshot.path, span.start);
    let findings = state.session.findings_in(snapshot, span, Instant::now());
    let signed = state.session.signed(snapshot);
    let mut actions = actions(&cx, span, &findings, &signed);
    if wanted(&params.context, &kind(ActionKind::Cite)) {
        actions.extend(find_source(&cx, span.start));
    }
    let asked_for = actions.iter().filter(|action| wanted(&params.context, &kind(action.kind)));
    let mut offers: CodeActionResponse =
        asked_for.filter_map(|action| offer(state, snapshot, params, &findings, action)).collect();
    offers.extend(by_model(state, snapshot, params, span));
    if wanted(&params.context, &CodeActionKind::REFACTOR) && state.session.may_judge(snapshot, span) {
        offers.extend(execute_command::offers(&params.text_document.uri, params.range));
    }
    offers
}

/// What can be done in a bibliography.
fn in_bibliography(
    state: &State,
    snapshot: &Snapshot,
    params: &CodeActionParams,
    span: Span,
) -> CodeActionResponse {
    if snapshot.role != Role::Bibliography {
        return Vec::new();
    }
    let cited = state.session.cited_keys(snapshot, &|| true);
    let unused =
        cited.map(|cited| state.session.unused(snapshot, &snapshot.path, &cited)).unwrap_or_default();
    let mut actions = unused_actions(&unused, span.start);
    if snapshot.is_doubled(span.start) {
        actions.extend(bibliography_actions(&snapshot.open.text().to_string(), span.start));
    }
    let asked_for = actions.iter().filter(|action| wanted(&params.context, &kind(action.kind)));
    let mut offers: CodeActionResponse =
        asked_for.filter_map(|action| offer(state, snapshot, params, &[], action)).collect();
    if state.peer().resolves_actions
        && wanted(&params.context, &CodeActionKind::REFACTOR_REWRITE)
        && let Some((gone, kept, address)) = state.session.twins_at(snapshot, span.start)
    {
        let uri = &params.text_document.uri;
        offers.push(code_action_resolve::merge(uri, &gone.key, &kept.key, &address));
    }
    offers
}

/// What a model can do here, to be asked once it is chosen.
fn by_model(
    state: &State,
    snapshot: &Snapshot,
    params: &CodeActionParams,
    span: Span,
) -> Vec<CodeActionOrCommand> {
    let (peer, uri, range) = (state.peer(), &params.text_document.uri, params.range);
    let Some(cx) = snapshot.context().filter(|_| peer.resolves_actions && state.session.has_model(snapshot))
    else {
        return Vec::new();
    };
    let mut offers = Vec::new();
    let at_cursor = span.start == span.end && wanted(&params.context, &CodeActionKind::REFACTOR);
    if at_cursor && !peer.inline_completion && state.session.may_go_on(snapshot, span.start) {
        offers.push(code_action_resolve::go_on(uri, range));
    }
    if wanted(&params.context, &CodeActionKind::REFACTOR_REWRITE) {
        let possible = rewrites(&cx, span).into_iter();
        offers.extend(possible.map(|rewrite| code_action_resolve::rewrite(uri, range, rewrite)));
    }
    offers
}

fn offer(
    state: &State,
    snapshot: &Snapshot,
    params: &CodeActionParams,
    findings: &[Finding],
    action: &Action,
) -> Option<CodeActionOrCommand> {
    let (text, peer, uri) = (snapshot.open.text(), state.peer(), &params.text_document.uri);
    let sign = |claim: &str, offset, code: &str| {
        let position = to_proto::position(text, offset, peer.encoding);
        Asked { uri: uri.clone(), position, claim: claim.to_owned(), code: code.to_owned(), reason: None }
    };
    let (edit, command) = match &action.does {
        Does::Edit(edits) => {
            let edits = edits.iter().map(|edit| to_proto::text_edit(text, edit, peer.encoding)).collect();
            (Some(change(uri, snapshot.open.version, edits, peer.versioned_edits)), None)
        }
        Does::Enter { entry, source, edits } => {
            let entered = state.session.entered(snapshot, entry, source.as_deref())?;
            let own = FileEdits {
                path: snapshot.path.clone(),
                text: text.clone(),
                version: Some(snapshot.open.version),
                edits: edits.clone(),
            };
            let files: Vec<FileEdits> =
                [own, entered].into_iter().filter(|file| !file.edits.is_empty()).collect();
            (Some(to_proto::workspace_edit(&files, &peer)), None)
        }
        Does::SwitchOff(code) => {
            let edit = state.session.switched_off(snapshot, *code)?;
            (Some(other_file(&edit, &peer)?), None)
        }
        Does::Sign(claim, offset, code) => {
            (None, Some(sign(claim, *offset, code).command(SIGN_OFF, &action.title)))
        }
        Does::TakeBack(claim, offset, code) => {
            (None, Some(sign(claim, *offset, code).command(TAKE_BACK, &action.title)))
        }
    };
    let finding = action.finding.and_then(|number| findings.get(number));
    let mends = finding.map(|finding| {
        let range = to_proto::range(text, finding.span, peer.encoding);
        let is_it = |d: &&Diagnostic| {
            d.range == range && d.code == Some(NumberOrString::String(finding.code.as_str().to_owned()))
        };
        params.context.diagnostics.iter().filter(is_it).cloned().collect()
    });
    Some(CodeActionOrCommand::CodeAction(CodeAction {
        title: action.title.clone(),
        kind: Some(kind(action.kind)),
        diagnostics: mends,
        edit,
        command,
        is_preferred: Some(action.preferred),
        ..CodeAction::default()
    }))
}

/// The change of a file that is not open; `None` where the client cannot make it.
fn other_file(change: &FileEdit, peer: &Peer) -> Option<WorkspaceEdit> {
    let uri = to_proto::uri(&change.path)?;
    let text = Rope::from_str(change.text.as_deref().unwrap_or_default());
    let edit = to_proto::text_edit(&text, &change.edit, peer.encoding);
    if change.text.is_some() && !peer.versioned_edits {
        return Some(WorkspaceEdit::new(HashMap::from([(uri, vec![edit])])));
    }
    let make = change.text.is_none().then(|| {
        let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
        let make = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
        DocumentChangeOperation::Op(ResourceOp::Create(make))
    });
    if make.is_some() && !peer.makes_files {
        return None;
    }
    let text_document = OptionalVersionedTextDocumentIdentifier { uri, version: None };
    let edit = TextDocumentEdit { text_document, edits: vec![OneOf::Left(edit)] };
    let steps = make.into_iter().chain([DocumentChangeOperation::Edit(edit)]).collect();
    let document_changes = Some(DocumentChanges::Operations(steps));
    Some(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() })
}

pub(super) fn change(uri: &Uri, version: i32, edits: Vec<TextEdit>, versioned: bool) -> WorkspaceEdit {
    if !versioned {
        return WorkspaceEdit {
            changes: Some(HashMap::from([(uri.clone(), edits)])),
            ..WorkspaceEdit::default()
        };
    }
    let text_document = OptionalVersionedTextDocumentIdentifier { uri: uri.clone(), version: Some(version) };
    let edit = TextDocumentEdit { text_document, edits: edits.into_iter().map(OneOf::Left).collect() };
    let document_changes = Some(DocumentChanges::Edits(vec![edit]));
    WorkspaceEdit { document_changes, ..WorkspaceEdit::default() }
}

fn kind(kind: ActionKind) -> CodeActionKind {
    match kind {
        ActionKind::Fix | ActionKind::NoFault | ActionKind::Ignore | ActionKind::Enter => {
            CodeActionKind::QUICKFIX
        }
        ActionKind::Rewrite => CodeActionKind::REFACTOR_REWRITE,
        ActionKind::Sign | ActionKind::Cite | ActionKind::Quote => CodeActionKind::REFACTOR,
    }
}

/// Whether the client wants actions of this kind.
fn wanted(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    let within = |only: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(only.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.')) || only.as_str().is_empty()
    };
    context.only.as_ref().is_none_or(|only| only.iter().any(within))
}
