//! A draft to sentences, citations, quotations, links and claims, kept up on every edit.
//!
//! A [`Draft`] is a value: an edit gives a new one that shares what was not touched. The text is cut
//! at blank lines (outside fences and the like) into regions; only the region that an edit touched
//! is parsed again, and only when somebody asks.

mod block;
mod block_quotes;
mod chunks;
pub mod citing;
mod claims;
mod cut;
mod draft;
mod footnotes;
mod front_matter;
mod governing;
mod guests;
mod half_typed;
mod half_typed_path;
mod ibidem;
mod ignores;
mod ignoring;
mod inline;
mod markup;
mod model;
mod names;
mod note;
mod places;
mod quotes;
mod region;
mod sentences;
mod structure;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod whole;

pub use draft::Draft;
pub use front_matter::front_matter_entries;
pub use guests::LatexCommand;
pub use half_typed::{HalfTyped, Syntax};
pub use half_typed_path::{HalfTypedPath, NamedFile, half_typed_path_in};
pub use markup::Markup;
pub use model::*;
pub use names::{Named, Names, Told};
