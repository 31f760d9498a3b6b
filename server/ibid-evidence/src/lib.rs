//! Citation to reference to source to place, or why not; claim to passages.
//!
//! Hover, findings, evidence sheet and completion all ask here, so that they show the same passage.

mod align;
mod closest;
mod conventions;
mod meaning;
mod mentions;
mod model;
mod offers;
mod pages;
mod quote;
mod resolved;
mod saying;
mod shelf;
mod source_text;
mod stream;
mod texts;
mod vocabulary;
mod web_copy;

pub use closest::{Closeness, Topic};
pub use meaning::Meaning;
pub use mentions::Mentions;
pub use model::*;
pub use offers::Offer;
pub use pages::{Page, linked_file, normal};
pub use quote::{Difference, Near, Quote, Tokens};
pub use resolved::{Resolved, named_pages};
pub use shelf::Shelf;
pub use source_text::{Sentence, SourceText};
pub use stream::Stream;
pub use texts::{ReadText, Texts};
pub use vocabulary::Vocabulary;
pub use web_copy::WebCopy;
