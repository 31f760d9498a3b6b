//! `codeAction/resolve`: what "Continue" puts in, asked of the model once it is chosen.

use std::sync::Arc;

use ibid_check::Edit;
use ibid_text::Span;
use ibid_workspace::Wanted;
use serde::{Deserialize, Serialize};
use tower_lsp::jsonrpc::{Error, ErrorCode, Result};
use tower_lsp::ls_types::{CodeAction, CodeActionKind, CodeActionOrCommand, Position, Uri};

use super::code_action::change;
use crate::server::State;
use crate::{from_proto, to_proto};

/// What the action is offered with.
#[derive(Deserialize, Serialize)]
struct Place {
    uri: Uri,
    position: Position,
}

/// "Continue" at `position`, without its change yet.
pub(super) fn offer(uri: &Uri, position: Position) -> CodeActionOrCommand {
    let place = Place { uri: uri.clone(), position };
    CodeActionOrCommand::CodeAction(CodeAction {
        title: "Continue from my sources".to_owned(),
        kind: Some(CodeActionKind::REFACTOR),
        data: serde_json::to_value(place).ok(),
        ..CodeAction::default()
    })
}

pub(crate) async fn answer(state: &Arc<State>, action: CodeAction) -> Result<CodeAction> {
    let place = action.data.clone().and_then(|data| serde_json::from_value::<Place>(data).ok());
    let Some(place) = place else { return Ok(action) };
    let Some(path) = from_proto::path(&place.uri) else { return Ok(action) };
    let (position, peer) = (from_proto::position(place.position), state.peer());
    let ghost = state.session.ghost_text(&path, position, peer.encoding, Wanted::ByHand).await;
    let Some(ghost) = ghost else { return Err(nothing()) };
    let edit = Edit { span: Span::new(ghost.offset, ghost.offset), text: ghost.text };
    let edits = vec![to_proto::text_edit(ghost.open.text(), &edit, peer.encoding)];
    let edit = Some(change(&place.uri, ghost.open.version, edits, peer.versioned_edits));
    Ok(CodeAction { edit, ..action })
}

fn nothing() -> Error {
    Error {
        code: ErrorCode::ServerError(-32803),
        message: "The model said nothing that your sources bear out.".into(),
        data: None,
    }
}
