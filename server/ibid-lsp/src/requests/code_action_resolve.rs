//! `codeAction/resolve`: what an action changes that takes its time, worked out once it is chosen: what a model is asked for,
//! and what goes through the whole workspace.

use std::sync::Arc;

use ibid_check::Edit;
use ibid_features::Rewrite;
use ibid_text::Span;
use ibid_workspace::{FileEdits, NOTHING_BORNE_OUT, OpenDraft, Snapshot, Wanted};
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{CodeAction, CodeActionKind, CodeActionOrCommand, Range, Uri, WorkspaceEdit};

use super::code_action::change;
use crate::server::State;
use crate::workers::Wanted as StillWanted;
use crate::{from_proto, to_proto};

/// What such an action is offered with.
#[derive(Deserialize, Serialize)]
struct Chosen {
    uri: Uri,
    range: Range,
    /// The rewriting's name; without one the text goes on.
    rewrite: Option<String>,
}

/// An action that makes two entries of one work one.
#[derive(Deserialize, Serialize)]
struct Merging {
    uri: Uri,
    gone: String,
    kept: String,
}

/// The action that makes the entry `gone` of the bibliography at `uri` a part of `kept`; both have `address`.
pub(super) fn merge(uri: &Uri, gone: &str, kept: &str, address: &str) -> CodeActionOrCommand {
    let merging = Merging { uri: uri.clone(), gone: gone.to_owned(), kept: kept.to_owned() };
    CodeActionOrCommand::CodeAction(CodeAction {
        title: format!("Merge “{gone}” into “{kept}” everywhere: both are {address}"),
        kind: Some(CodeActionKind::REFACTOR_REWRITE),
        data: serde_json::to_value(merging).ok(),
        ..CodeAction::default()
    })
}

/// The action that has the text go on at `range`, without its change yet.
pub(super) fn go_on(uri: &Uri, range: Range) -> CodeActionOrCommand {
    offer(
        "Continue from my sources",
        CodeActionKind::REFACTOR,
        Chosen { uri: uri.clone(), range, rewrite: None },
    )
}

/// The action that has `range` rewritten, without its change yet.
pub(super) fn rewrite(uri: &Uri, range: Range, rewrite: Rewrite) -> CodeActionOrCommand {
    let chosen = Chosen { uri: uri.clone(), range, rewrite: Some(rewrite.name().to_owned()) };
    offer(rewrite.title(), CodeActionKind::REFACTOR_REWRITE, chosen)
}

fn offer(title: &str, kind: CodeActionKind, chosen: Chosen) -> CodeActionOrCommand {
    CodeActionOrCommand::CodeAction(CodeAction {
        title: title.to_owned(),
        kind: Some(kind),
        data: serde_json::to_value(chosen).ok(),
        ..CodeAction::default()
    })
}

pub(crate) async fn answer(state: &Arc<State>, action: CodeAction) -> Result<CodeAction> {
    let merging = action.data.clone().and_then(|data| serde_json::from_value::<Merging>(data).ok());
    if let Some(merging) = merging {
        return Ok(CodeAction { edit: merged(state, merging).await?, ..action });
    }
    let chosen = action.data.clone().and_then(|data| serde_json::from_value::<Chosen>(data).ok());
    let Some(chosen) = chosen else { return Ok(action) };
    let (edit, open) = changed(state, &chosen).await.map_err(failed)?;
    let peer = state.peer();
    let edits = vec![to_proto::text_edit(open.text(), &edit, peer.encoding)];
    let edit = Some(change(&chosen.uri, open.version, edits, peer.versioned_edits));
    Ok(CodeAction { edit, ..action })
}

/// What makes two entries one.
async fn merged(state: &Arc<State>, merging: Merging) -> Result<Option<WorkspaceEdit>> {
    let Merging { uri, gone, kept } = merging;
    let question = move |state: &State, snapshot: &Snapshot, wanted: &StillWanted| {
        let changed = state.session.merge(snapshot, (&gone, &kept), &|| wanted.still());
        let edit = |changed: Vec<FileEdits>| to_proto::workspace_edit(&changed, &state.peer());
        changed.map(|changed| changed.map(edit)).transpose()
    };
    state.look_through(&uri, "code-actions", question).await?.transpose().map_err(failed)
}

/// The change, and the draft that it is for.
async fn changed(state: &Arc<State>, chosen: &Chosen) -> std::result::Result<(Edit, Arc<OpenDraft>), String> {
    const CLOSED: &str = "This draft is not open any more.";
    let path = from_proto::path(&chosen.uri).ok_or(CLOSED)?;
    let encoding = state.peer().encoding;
    let Some(name) = &chosen.rewrite else {
        let position = from_proto::position(chosen.range.end);
        let ghost = state
            .session
            .ghost_text(&path, position, encoding, Wanted::ByHand)
            .await
            .ok_or(NOTHING_BORNE_OUT)?;
        let span = Span::new(ghost.offset, ghost.offset);
        return Ok((Edit { span, text: ghost.text }, ghost.open));
    };
    let rewrite = Rewrite::parse(name).ok_or(NOTHING_BORNE_OUT)?;
    let open = state.session.drafts().get(&path).ok_or(CLOSED)?;
    let span = from_proto::span(open.text(), chosen.range, encoding);
    let rewritten = state.session.rewrite(&path, span, rewrite).await?;
    Ok((rewritten.edit, rewritten.open))
}

/// Request failed, as the protocol has it: the editor shows the words.
pub(super) fn failed(message: String) -> Error {
    Error { code: ErrorCode::ServerError(-32803), message: message.into(), data: None }
}
