//! What a writer can ask at a place, one file a request. Plain values in and out; no protocol.

mod actions;
mod completion;
mod definition;
mod ghost;
mod hover;
mod link;
mod markdown;
mod mentions;
mod passages;
mod reference;
mod rename;
mod rewrites;
mod shown;
#[cfg(test)]
mod tests;

pub use actions::{Action, ActionKind, Does, actions, find_source};
pub use completion::{Completion, CompletionKind, complete, describe};
pub use definition::{Destination, Landing, definition};
pub use ghost::{Ending, Grounded, ground, is_at_end, wish};
pub use hover::{Hover, hover, with_verdicts};
pub use mentions::{Mention, Subject, mentions, subject_at};
pub use passages::{Passage, Rests, passages};
pub use rename::new_key;
pub use rewrites::{Rewrite, Task, mended, rewrites, rewritten, task};
