//! The index of passages: add, remove, search.
//!
//! The rest of ibid sees passages go in and hits come out; what engine keeps them is private to
//! this crate. Readers hold a snapshot and are never blocked; writers take turns, a batch each.

mod checked;
mod columns;
mod error;
mod index;
mod lock;
mod model;
mod overlap;
mod phrase;
mod query;
mod schema;
mod searcher;
mod sources;
mod tokens;

pub use error::Error;
pub use index::{Index, Opened};
pub use model::{About, Batch, Document, Filter, Hit, Record, Stats};
pub use searcher::Searcher;
pub use tokens::matching;
