//! What a writer can ask at a place, one file a request. Plain values in and out; no protocol.

mod actions;
mod beside;
mod collected;
mod completion;
mod definition;
mod entering;
mod found;
mod ghost;
mod hints;
mod hover;
mod link;
mod linking;
mod links;
mod markdown;
mod mentions;
mod outline;
mod passages;
mod quoting;
mod reference;
mod rename;
mod rewrites;
mod shown;
mod symbols;
#[cfg(test)]
mod tests;
mod tidy;
mod twins;

pub use actions::{Action, ActionKind, Does, actions, bibliography_actions, find_source, unused_actions};
pub use beside::{Beside, Shown, Silent, beside};
pub use completion::{Completion, CompletionKind, complete, describe};
pub use definition::{Destination, Landing, definition};
pub use found::{Found, found};
pub use ghost::{Ending, Grounded, ground, is_at_end, wish};
pub use hints::{Hint, hints};
pub use hover::{Hover, hover, with_verdicts};
pub use links::{LinkTarget, link_target, links};
pub use mentions::{Mention, Subject, mentions, subject_at};
pub use outline::{Heading, outline};
pub use passages::{Passage, Rests, passages};
pub use rename::new_key;
pub use rewrites::{Rewrite, Task, mended, rewrites, rewritten, task};
pub use symbols::{Symbol, entries_of, symbols};
pub use twins::twin;
