//! Bibliographies of any format to references; lookup; formatting by CSL. A broken entry costs that entry.
//!
//! Whatever its format, a reference is kept in BibLaTeX's words: its kinds and names of fields, and text without
//! markup. One file in `formats` reads one format.

mod bibliography;
mod builder;
mod catalogue;
mod cited;
mod collected;
mod csl;
mod dates;
mod edits;
mod files;
mod format;
mod formats;
mod mentions;
mod metadata;
mod model;
mod names;
mod references;
mod scan;
mod search;
mod tex;
mod write;
mod yaml;

pub use bibliography::Bibliography;
pub use catalogue::Catalogue;
pub use cited::plain_address;
pub use collected::*;
pub use files::parse_file_field;
pub use format::{Style, format, prepare};
pub use formats::{is_bibliography, looks_like_bibliography, may_be_bibliography};
pub use mentions::{Mention, mention_at, mentions, pointed};
pub use metadata::named_in_metadata;
pub use model::*;
pub use names::{body, family, is_known_as};
pub use references::References;
pub use search::Match;
pub use write::{NewEntry, added, joined, merged, removal};

/// The fields that say where a work appeared, the nearest first.
const CONTAINERS: &[&str] =
    &["journaltitle", "journal", "booktitle", "maintitle", "series", "eventtitle", "organization"];
