//! A process that is killed while it writes leaves an index that is whole.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::hash::{BuildHasher as _, RandomState};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use ibid_library::{About, Batch, Document, Index};
use ibid_sources::{ContentHash, Passage};
use ibid_text::{Language, Place, Span};

const DIR: &str = "IBID_TEST_INDEX";
const PASSAGES: usize = 40;
/// How often a process is killed, where another number is wished.
const KILLS: &str = "IBID_TEST_KILLS";

/// The process that is killed; does nothing in a run of its own.
#[test]
fn writes_until_killed() {
    let Some(dir) = std::env::var_os(DIR) else { return };
    let index = Index::open(Path::new(&dir)).unwrap().index;
    for n in 0.. {
        let passage = Passage {
            span: Span::new(0, 5),
            text: format!("words of round {n}"),
            place: Place::default(),
            language: Language::English,
        };
        let add = ["a.md", "b.md"].map(|path| Document {
            path: PathBuf::from(path),
            hash: ContentHash(n.to_string()),
            about: About::default(),
            address: None,
            passages: vec![passage.clone(); PASSAGES],
        });
        index.apply(&Batch { add: add.to_vec(), remove: Vec::new() }).unwrap();
    }
}

#[test]
fn a_killed_writer_leaves_a_whole_index() {
    let kills = std::env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(8);
    let dir = tempfile::tempdir().unwrap();
    let watched = Index::open(dir.path()).unwrap().index;
    let hash = |index: &Index| index.known().unwrap().into_values().next().map(|record| record.hash);
    let mut written = None;
    for round in 0..kills {
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--nocapture", "writes_until_killed"])
            .env(DIR, dir.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let begun = Instant::now();
        while hash(&watched) == written {
            assert!(begun.elapsed() < Duration::from_secs(60), "nothing was written");
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(RandomState::new().hash_one(round) % 60));
        writer.kill().unwrap();
        writer.wait().unwrap();

        let opened = Index::open(dir.path()).unwrap();
        assert!(!opened.rebuilt);
        let known = opened.index.known().unwrap();
        let searcher = opened.index.searcher();
        for (path, known) in &known {
            let hits = searcher.search_in(path, "words", 10 * PASSAGES).unwrap();
            assert_eq!(hits.len(), PASSAGES);
            assert!(hits.iter().all(|h| h.hash == known.hash), "all of one batch");
        }
        assert_eq!(known.len(), 2);
        written = hash(&opened.index);
    }
    println!("{kills} kills: each batch whole, no index made again");
}
