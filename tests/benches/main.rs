//! How fast the server is, as a table. A command for people (`tests/bench`), never a test: nothing here fails.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a command for developers")]
#![allow(clippy::needless_pass_by_value, reason = "a call with json! in it reads better without a reference")]
#![allow(dead_code, reason = "the client of the protocol tests offers more than is measured")]

mod at_size;
mod bare;
mod cases;
#[path = "../protocol/client.rs"]
mod client;
#[path = "../protocol/draft.rs"]
mod draft;
mod language;
mod library;
mod made_up;
mod model;
mod table;
mod zotero;
#[path = "../zotero/mod.rs"]
mod zotero_folder;

fn main() {
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    table::head();
    for case in cases::ALL {
        if only.as_ref().is_none_or(|only| case.name.contains(only.as_str())) {
            table::row(case.name, case.target, &(case.measure)());
        }
    }
    at_size::rows(only.as_deref());
    zotero::rows(only.as_deref());
    library::rows(only.as_deref());
}
