//! The binary from end to end: a folder with drafts and a library goes in, what a writer sees on standard output
//! and standard error comes out, with the exit code.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod add;
mod check;
mod commands;
mod docs;
mod folder;
mod formats;
mod forms;
mod judge;
#[cfg(unix)]
mod library;
#[path = "../meaning/bert.rs"]
mod made_bert;
#[path = "../meaning/mod.rs"]
mod made_model;
mod meaning;
mod model;
mod report;
mod server;
mod settings;
mod signed;
mod terminal;
#[cfg(target_os = "linux")]
mod tls;
mod zotero;
#[path = "../zotero/mod.rs"]
mod zotero_folder;
