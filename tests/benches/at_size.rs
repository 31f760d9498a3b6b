//! Large bibliographies, in ibid and in its nearest peer (panache, where it is installed), in one run.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::cases::{completion_at_end, resident};
use crate::client::{Abilities, Client};
use crate::draft::Draft;
use crate::made_up;
use crate::table::{self, Measured};

/// What they are called, and what is measured of each.
const SIZES: [usize; 2] = [10_000, 100_000];
const PEER: &str = "panache";
/// How long ibid gathers changes of files before it reads them.
const DEBOUNCE: Duration = Duration::from_millis(300);
/// How long anything is waited for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);
/// How long letters are typed for, at the least one of them.
const ENOUGH: Duration = Duration::from_secs(30);

/// What is typed, a letter at a time: words of titles, names, keys and years, some of them with a slip.
const TYPED: [&str; 20] = [
    "harbour river policy",
    "trust machine city",
    "key77",
    "winter subsidy 1999",
    "electirc ferry",
    "letter archive 1950",
    "carbon budget",
    "key99999",
    "north isalnd coast",
    "council 2001",
    "quay berth grid",
    "passenger decline",
    "2017 storm light",
    "summer shcool",
    "charge network station",
    "ministry audit interview",
    "bridge canal market 1933",
    "diesel cargo",
    "measure growth",
    "future histroy paper",
];

/// Rows for each server and size whose name has `only` in it.
pub(crate) fn rows(only: Option<&str>) {
    let ibid = env!("CARGO_BIN_EXE_ibid");
    for size in SIZES {
        for (name, program) in [("ibid", ibid), (PEER, PEER)] {
            let title = format!("{name}, {} references", thousands(size));
            if only.is_some_and(|only| !title.contains(only)) {
                continue;
            }
            println!("\n{title}");
            if program == PEER && !is_installed(PEER) {
                println!("  not measured: no `{PEER}` on the path (`cargo install {PEER}`)");
                continue;
            }
            measure(program, size);
        }
    }
}

pub(crate) fn thousands(size: usize) -> String {
    format!("{},000", size / 1_000)
}

fn is_installed(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

fn measure(program: &str, size: usize) {
    let library = made_up::bibliography(size);
    let draft = "---\nbibliography: library.bib\n---\n\nA draft.\n";
    let files = [("draft.md", draft), ("library.bib", library.as_str())];
    let (mut client, mut draft, cold) =
        first_completion(Client::on_files_with(program, &files, Abilities::PUSH));
    table::row("  cold start to first completion", "1 s", &Measured::Times(vec![cold]));
    let (letters, longest) = letters(&mut client, &mut draft);
    table::row("  typed letter to completion list", "5 ms p99", &Measured::Times(letters));
    table::row("  items in the longest list", "50", &Measured::Figure(longest as f64, ""));
    let hovers = hovers(&mut client, &mut draft, size);
    table::row("  first hover on a reference", "5 ms p99", &Measured::Times(hovers));
    table::row("  memory", "250 MB", &Measured::Figure(resident(&client), "MB"));
    let debounce = if program == PEER { Duration::ZERO } else { DEBOUNCE };
    let edits: Option<Vec<_>> =
        (0..5).map(|round| edited(&mut client, &mut draft, &library, round, debounce)).collect();
    match edits {
        Some(edits) => {
            table::row(
                "  a saved change of one entry, beyond the debounce",
                "100 ms",
                &Measured::Times(edits),
            );
        }
        None => println!("  a saved change of one entry: not offered within {PATIENCE:?}"),
    }
    let warm = (0..5).map(|_| first_completion(client.again(program)).2).collect();
    table::row("  warm start to first completion", "50 ms", &Measured::Times(warm));
}

/// From the start of the server's process until a citekey is offered.
pub(crate) fn first_completion(mut client: Client) -> (Client, Draft, Duration) {
    let mut draft = client.open("draft.md");
    client.type_at_end(&mut draft, "\n\nSee [@key1");
    let time = offered(&mut client, &draft, "key1").map_or(PATIENCE, |at| at - client.started);
    client.type_at_end(&mut draft, "]");
    (client, draft, time)
}

/// When `key` is offered, asked for again and again.
pub(crate) fn offered(client: &mut Client, draft: &Draft, key: &str) -> Option<Instant> {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        let list = completion_at_end(client, draft);
        let items = list["items"].as_array().or(list.as_array()).map_or(&[][..], Vec::as_slice);
        if items.iter().any(|item| item["label"].as_str().is_some_and(|label| label.contains(key))) {
            return Some(Instant::now());
        }
        std::thread::sleep(Duration::from_millis(1));
    }
    None
}

/// The times of single letters, and how many items were in the longest list.
fn letters(client: &mut Client, draft: &mut Draft) -> (Vec<Duration>, usize) {
    let (mut times, mut longest, begun) = (Vec::new(), 0, Instant::now());
    for words in TYPED {
        client.type_at_end(draft, "]\n\nSee [@");
        for letter in words.chars().take_while(|_| begun.elapsed() < ENOUGH) {
            let start = Instant::now();
            client.type_at_end(draft, &letter.to_string());
            let list = completion_at_end(client, draft);
            times.push(start.elapsed());
            longest = longest.max(list["items"].as_array().or(list.as_array()).map_or(0, Vec::len));
        }
    }
    (times, longest)
}

/// Hovers on a hundred citations that nobody hovered before.
fn hovers(client: &mut Client, draft: &mut Draft, size: usize) -> Vec<Duration> {
    let cited: Vec<String> =
        (0..100).map(|number| format!("See [@key{}].\n\n", number * (size / 100) + 7)).collect();
    let end = draft.text.len();
    client.edit(draft, end..end, &format!("]\n\n{}", cited.concat()));
    let places: Vec<usize> = draft.text[end..].match_indices("@key").map(|(at, _)| end + at + 2).collect();
    // The first of them waits until the draft is parsed.
    let mut hover = |at| {
        let params = json!({ "textDocument": { "uri": draft.uri }, "position": draft.position(at) });
        let start = Instant::now();
        let answer = client.request("textDocument/hover", params);
        assert!(!answer.is_null(), "nothing is shown at {at}");
        start.elapsed()
    };
    hover(places[0]);
    places[1..].iter().map(|&at| hover(at)).collect()
}

/// From a change of one entry on the disk until its new citekey is offered; `None` where it is not.
fn edited(
    client: &mut Client,
    draft: &mut Draft,
    library: &str,
    round: usize,
    debounce: Duration,
) -> Option<Duration> {
    let new = format!("zz{round}fresh");
    std::fs::write(client.root.join("library.bib"), library.replacen("{key5000,", &format!("{{{new},"), 1))
        .unwrap();
    let uri = crate::client::uri(&client.root.join("library.bib"));
    let start = Instant::now();
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": uri, "type": 2 }] }));
    client.type_at_end(draft, &format!("\n\nSee [@{new}"));
    let time = offered(client, draft, &new).map(|at| at - start);
    client.type_at_end(draft, "]");
    time.map(|time| time.saturating_sub(debounce))
}
