//! Findings as text, JSON, SARIF, annotations and the evidence sheet; requests to models as text and JSON. Pure functions
//! of findings and texts; what is printed comes out as strings.
//!
//! Whatever stems from a source, a draft or a model is cleaned here of all that a terminal, a browser or a
//! viewer would obey.

mod clean;
mod context;
pub mod github;
pub mod human;
pub mod json;
pub mod pages;
mod provenance;
pub mod sarif;
pub mod sheet;
mod summary;
mod uri;

pub use clean::one_line;
pub use context::Context;
pub use provenance::Provenance;
pub use summary::Summary;

#[cfg(test)]
mod fixtures;
