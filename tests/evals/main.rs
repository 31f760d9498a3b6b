//! How good the checks are, as one table: each row with its goal, and with what was found, compared and passed over,
//! so that a checker which says nothing looks bad in it. A command for people (`tests/eval`), never a test.
//!
//! `tests/eval [DATA] [--faults] [--model FOLDER]… [PART]`: DATA is a folder of public benchmarks that is no part of the project (each
//! row says which file it wants); without it, the rows that need none are worked out. `--faults` lists after the table
//! what was wrong. PART leaves out the rows of groups whose name it is not part of.
//! `--model FOLDER` measures retrieval with that model too; it may be named more than once.
//! `--queries FILE --relevance FILE` searches for other queries than the training ones (JSON lines with `_id` and `text`;
//! BEIR's three columns).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a command for developers")]

mod alarms;
mod data;
mod drafts;
mod evidence;
mod figures;
mod library;
mod opposites;
mod quotations;
mod quoted;
mod retrieval;
#[path = "../mutations/rules.rs"]
mod rules;
mod spoiled;
mod table;
mod wanting;

use data::Data;
use table::Row;

/// A group of rows.
type Group = (&'static str, fn(&Data) -> Vec<Row>);

const GROUPS: [Group; 8] = [
    ("drafts", |_| drafts::rows()),
    ("quotations", |_| quotations::rows()),
    ("false alarms", alarms::rows),
    ("figures", figures::rows),
    ("opposites", opposites::rows),
    ("wants a source", wanting::rows),
    ("evidence", evidence::rows),
    ("retrieval", retrieval::rows),
];

fn main() {
    let (data, arguments) = Data::new(std::env::args().skip(1).collect());
    let faults = arguments.iter().any(|a| a == "--faults");
    let part = arguments.iter().find(|a| !a.starts_with("--"));
    let groups = GROUPS.iter().filter(|(name, _)| part.is_none_or(|part| name.contains(part.as_str())));

    table::head();
    let mut wrong = Vec::new();
    for (name, rows) in groups {
        for row in rows(&data) {
            row.print(name);
            wrong.extend(row.faults.into_iter().map(|fault| format!("{name}, {}: {fault}", row.name)));
        }
    }
    if faults {
        println!("\n{}", wrong.join("\n"));
    }
}
