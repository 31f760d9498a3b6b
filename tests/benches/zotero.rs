//! A large Zotero library, open in a running Zotero (see `tests/zotero`), with no other bibliography.

use std::time::{Duration, Instant};

use crate::at_size::{PATIENCE, first_completion, offered, thousands};
use crate::cases::resident;
use crate::client::{Abilities, Client};
use crate::made_up;
use crate::table::{self, Measured};
use crate::zotero_folder::Zotero;

/// How many items are in it.
const SIZES: [usize; 2] = [10_000, 100_000];

/// Rows for each size whose name has `only` in it.
pub(crate) fn rows(only: Option<&str>) {
    for size in SIZES {
        let title = format!("ibid, Zotero of {} items", thousands(size));
        if only.is_none_or(|only| title.contains(only)) {
            println!("\n{title}");
            measure(size);
        }
    }
}

fn measure(size: usize) {
    let mut made = None;
    let client = Client::on_files_beside(&[("draft.md", "A draft.\n")], Abilities::PUSH, |home| {
        made = Some(library(&home.join("Zotero"), size));
    });
    let zotero = made.unwrap();
    let (mut client, mut draft, cold) = first_completion(client);
    table::row("  cold start to first completion", "", &Measured::Times(vec![cold]));
    table::row("  memory", "", &Measured::Figure(resident(&client), "MB"));
    let added = (0..5).map(|round| {
        let key = format!("zz{round}fresh");
        client.type_at_end(&mut draft, &format!("\n\nSee [@{key}"));
        let start = Instant::now();
        zotero.at_once(|zotero| {
            zotero.item("book", &format!("NEW{round:05}"), &[("title", "Fresh"), ("citationKey", &key)]);
        });
        let time = offered(&mut client, &draft, &key).map_or(PATIENCE, |at| at - start);
        client.type_at_end(&mut draft, "]");
        // What is written right after another change is seen in a later second.
        std::thread::sleep(Duration::from_secs(1));
        time
    });
    let added = added.collect();
    table::row("  an item added in Zotero to its offer", "2 s", &Measured::Times(added));
    let warm = (0..5).map(|_| first_completion(client.again(env!("CARGO_BIN_EXE_ibid"))).2).collect();
    table::row("  warm start to first completion", "", &Measured::Times(warm));
}

/// The made-up books, in a data folder that is made at `folder`.
fn library(folder: &std::path::Path, size: usize) -> Zotero {
    let zotero = Zotero::new(folder);
    zotero.at_once(|zotero| {
        for (number, book) in made_up::books(size).enumerate() {
            let date = format!("{}-00-00 {}", book.year, book.year);
            let fields = [("title", &*book.title), ("citationKey", &book.key), ("date", &date)];
            let item = zotero.item("book", &format!("K{number:07}"), &fields);
            zotero.creator(item, "author", &book.family, &book.given);
        }
    });
    zotero
}
