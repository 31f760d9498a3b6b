//! Findings, and requests to models, as text and JSON. Pure functions of findings and texts; what is printed
//! comes out as strings.
//!
//! Whatever stems from a source, a draft or a model is cleaned here of all that a terminal would obey.

mod clean;
mod context;
pub mod human;
pub mod json;
pub mod pages;
mod summary;

pub use clean::one_line;
pub use context::Context;
pub use summary::Summary;

#[cfg(test)]
mod fixtures;
