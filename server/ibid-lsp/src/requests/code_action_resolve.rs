//! `codeAction/resolve`: what an action changes that a model is asked for once it is chosen.

use std::sync::Arc;

use ibid_check::Edit;
use ibid_features::Rewrite;
use ibid_text::Span;
use ibid_workspace::{NOTHING_BORNE_OUT, OpenDraft, Wanted};
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{CodeAction, CodeActionKind, CodeActionOrCommand, Range, Uri};

use super::code_action::change;
use crate::server::State;
use crate::{from_proto, to_proto};

/// What such an action is offered with.
#[derive(Deserialize, Serialize)]
struct Chosen {
    uri: Uri,
    range: Range,
    /// The rewriting's name; without one the text goes on.
    rewrite: Option<String>,
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
    let chosen = action.data.clone().and_then(|data| serde_json::from_value::<Chosen>(data).ok());
    let Some(chosen) = chosen else { return Ok(action) };
    let (edit, open) = changed(state, &chosen).await.map_err(failed)?;
    let peer = state.peer();
    let edits = vec![to_proto::text_edit(open.text(), &edit, peer.encoding)];
    let edit = Some(change(&chosen.uri, open.version, edits, peer.versioned_edits));
    Ok(CodeAction { edit, ..action })
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
