//! The commands that sign a sentence off, or take that back. An editor that can ask the writer for the reason
//! puts it in before it sends the command on.

use std::sync::Arc;

use ibid_workspace::{Wish, positions};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tower_lsp::jsonrpc::{Error, Result};
use tower_lsp::ls_types::{Command, ExecuteCommandParams, Position, Uri};

use super::code_action_resolve::failed;
use crate::from_proto;
use crate::server::State;

pub(crate) const SIGN_OFF: &str = "ibid.signOff";
pub(crate) const TAKE_BACK: &str = "ibid.takeBack";

/// What both are told: which sentence, and what is said of it.
#[derive(Clone, Deserialize, Serialize)]
pub(super) struct Asked {
    pub(super) uri: Uri,
    pub(super) position: Position,
    pub(super) claim: String,
    pub(super) code: String,
    pub(super) reason: Option<String>,
}

impl Asked {
    /// The command with this name.
    pub(super) fn command(&self, name: &str, title: &str) -> Command {
        Command {
            title: title.to_owned(),
            command: name.to_owned(),
            arguments: serde_json::to_value(self).ok().map(|asked| vec![asked]),
        }
    }
}

pub(crate) async fn answer(state: &Arc<State>, params: ExecuteCommandParams) -> Result<Option<Value>> {
    let asked = params.arguments.into_iter().next();
    let asked = asked.and_then(|asked| serde_json::from_value::<Asked>(asked).ok());
    let asked = asked.ok_or_else(|| Error::invalid_params("not what ibid offered with this command"))?;
    let working = Arc::clone(state);
    let done = state.questions.run(move |_| carry_out(&working, &params.command, asked)).await?;
    done.map(|()| None).map_err(failed)
}

fn carry_out(state: &State, command: &str, asked: Asked) -> std::result::Result<(), String> {
    let path = from_proto::path(&asked.uri).ok_or("This is no file.")?;
    let open = state.session.drafts().get(&path).ok_or("This draft is not open any more.")?;
    let at = from_proto::position(asked.position);
    let offset = positions::offset(open.text(), at, state.peer().encoding);
    let wish = Wish { claim: asked.claim, offset, code: asked.code, reason: asked.reason };
    let done = match command {
        SIGN_OFF => state.session.sign(&path, &wish),
        TAKE_BACK => state.session.take_back(&path, &wish),
        other => return Err(format!("{other} is no command of ibid")),
    };
    done.map_err(|fault| fault.to_string())
}
