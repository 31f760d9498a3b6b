//! A file to text with places, and that to passages. One extractor a format; extraction runs in a child process.

mod archive;
mod builder;
pub mod child;
mod decode;
mod error;
mod formats;
mod fulltext;
mod kinds;
mod metadata;
mod model;
mod notes;
mod passages;
mod store;
mod supervisor;
mod tables;
mod xml;

pub use decode::decode;
pub use error::Error;
pub use formats::pdf::PdfEngines;
pub use kinds::{extract, is_document, is_source};
pub use metadata::{Metadata, Work};
pub use model::*;
pub use passages::passages;
pub use store::Store;
pub use supervisor::{Extractor, Limits};
