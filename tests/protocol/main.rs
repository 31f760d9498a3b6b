//! The real server over standard input and output, on copies of `tests/sample`: what an editor gets.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test's helpers may fail loudly")]
#![allow(clippy::needless_pass_by_value, reason = "a call with json! in it reads better without a reference")]

mod client;
mod completion;
mod diagnostics;
mod draft;
mod hover;
mod lifecycle;
mod order;
mod positions;
mod zotero;
#[path = "../zotero/mod.rs"]
mod zotero_folder;
