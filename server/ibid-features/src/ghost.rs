//! Ghost text: how a sentence or paragraph may go on, from the writer's own sources. A model writes it; nothing of what it
//! says is shown that was not held against the sources first.

mod grounded;
mod prompt;
mod spoken;

pub use grounded::{Ending, Grounded, ground};
pub(crate) use prompt::{Passage, citable, fitting, passage};
pub use prompt::{is_at_end, wish};
pub(crate) use spoken::plain;

/// The most bytes before the cursor that a model is given.
const BEFORE: usize = 3_000;
/// Likewise behind it.
const AFTER: usize = 600;
