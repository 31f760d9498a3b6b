//! What the client asks, one file a request.

pub(crate) mod code_action;
pub(crate) mod code_action_resolve;
pub(crate) mod completion;
pub(crate) mod completion_resolve;
pub(crate) mod definition;
pub(crate) mod diagnostic;
pub(crate) mod document_highlight;
pub(crate) mod document_link;
pub(crate) mod document_symbol;
pub(crate) mod execute_command;
pub(crate) mod hover;
pub(crate) mod inlay_hint;
pub(crate) mod inline_completion;
pub(crate) mod references;
pub(crate) mod rename;
pub(crate) mod signing;
pub(crate) mod workspace_symbol;
