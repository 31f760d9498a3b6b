//! A Zotero library to references, with their files, annotations and notes. Zotero's own folder is only ever read.
//!
//! Zotero holds its database while it runs, so it is copied first ([`copy`]) and the copy is read ([`read`]).

mod api;
mod attachments;
mod citekeys;
mod collections;
mod copy;
mod creators;
mod error;
#[cfg(test)]
#[path = "../../../tests/zotero/mod.rs"]
mod fixture;
mod folder;
mod html;
mod items;
mod marks;
mod model;
mod profile;
mod raw;
mod read;
mod rows;
#[cfg(test)]
mod tests;

pub use api::{Versions, ask};
pub use copy::{DATABASE, KEYS_DATABASE, copy, is_part_of_database};
pub use error::Error;
pub use folder::Folder;
pub use model::{Collection, KeyCounts};
pub use profile::find;
pub use read::read;
