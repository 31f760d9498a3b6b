//! What the client asks, one file a request.

pub(crate) mod code_action;
pub(crate) mod code_action_resolve;
pub(crate) mod completion;
pub(crate) mod completion_resolve;
pub(crate) mod definition;
pub(crate) mod diagnostic;
pub(crate) mod execute_command;
pub(crate) mod hover;
pub(crate) mod inline_completion;
pub(crate) mod signing;
