//! `workspace/executeCommand`: the judge is asked about a sentence, or a draft; a sentence is signed off.

use std::sync::Arc;

use ibid_workspace::Which;
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, Command, ExecuteCommandParams, Range, Uri,
};

use super::code_action_resolve::failed;
use super::signing::{self, SIGN_OFF, TAKE_BACK};
use crate::from_proto;
use crate::server::State;

/// Asks the judge; its arguments are a draft's URI and, for a part of it, a range.
pub(crate) const JUDGE: &str = "ibid.judge";
/// All commands.
pub(crate) const COMMANDS: [&str; 3] = [JUDGE, SIGN_OFF, TAKE_BACK];

/// The actions that ask the judge about what `range` touches, and about the whole draft at `uri`.
pub(super) fn offers(uri: &Uri, range: Range) -> [CodeActionOrCommand; 2] {
    let offer = |title: &str, arguments: Vec<Value>| {
        let command =
            Command { title: title.to_owned(), command: JUDGE.to_owned(), arguments: Some(arguments) };
        CodeActionOrCommand::CodeAction(CodeAction {
            title: title.to_owned(),
            kind: Some(CodeActionKind::REFACTOR),
            command: Some(command),
            ..CodeAction::default()
        })
    };
    let uri = Value::from(uri.as_str());
    let range = serde_json::to_value(range).unwrap_or_default();
    [
        offer("Ask the judge about this sentence", vec![uri.clone(), range]),
        offer("Ask the judge about this draft", vec![uri]),
    ]
}

pub(crate) async fn answer(state: &Arc<State>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    match params.command.as_str() {
        JUDGE => judge(state, params).await,
        SIGN_OFF | TAKE_BACK => signing::answer(state, params).await,
        other => Err(Error::invalid_params(format!("{other} is no command of ibid"))),
    }
}

async fn judge(state: &Arc<State>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let uri = params.arguments.first().and_then(Value::as_str).and_then(|uri| uri.parse::<Uri>().ok());
    let path = uri.as_ref().and_then(from_proto::path);
    let open = path.as_ref().and_then(|path| state.session.drafts().get(path));
    let (Some(path), Some(open)) = (path, open) else {
        return Err(Error::invalid_params(format!("{JUDGE} wants the URI of an open draft")));
    };
    let range = params.arguments.get(1).and_then(|range| serde_json::from_value::<Range>(range.clone()).ok());
    let span = range.map(|range| from_proto::span(open.text(), range, state.peer().encoding));
    state.session.judge(&path, span.map_or(Which::All, Which::At)).await.map_err(failed)?;
    Ok(None)
}
