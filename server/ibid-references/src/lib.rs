//! Bibliographies to references; lookup; formatting by CSL. A broken entry costs that entry.

mod bibliography;
mod dates;
mod edits;
mod entry;
mod files;
mod format;
mod inherit;
mod mentions;
mod model;
mod names;
mod references;
mod scan;
mod search;
mod tex;
mod values;
mod write;

pub use bibliography::Bibliography;
pub use files::parse_file_field;
pub use format::{Style, format, prepare};
pub use mentions::{Mention, mention_at, mentions, pointed};
pub use model::*;
pub use references::References;
pub use search::Match;
pub use write::{NewEntry, added, joined, merged, removal};
