//! Several processes on one library, and processes that are killed.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::*;

/// Sources of the library.
const SOURCES: usize = 24;
/// Names the folder to the process that is killed.
const FOLDER: &str = "IBID_TEST_FOLDER";
/// How often a process is killed, where another number is wished.
const KILLS: &str = "IBID_TEST_KILLS";

/// A workspace whose sources each take a moment to read.
fn workspace() -> Fixture {
    let w = Fixture::new(&[]);
    let script = std::fs::read_to_string(w.path("reader")).unwrap();
    let slow = script.replacen("grep -q", "sleep 0.02; grep -q", 1);
    std::fs::write(w.path("reader"), slow).unwrap();
    for number in 0..SOURCES {
        w.write(&format!("w/sources/{number}.md"), &format!("Heron {number} stands still."));
    }
    w
}

/// Reads the library in `folder` as another process does: with nothing of its own but the disk.
fn read(folder: &Path) -> Known {
    let root = folder.join("w");
    let draft = root.join("essay.md");
    let settings = Settings::default();
    let reach = Reach::find(&draft, &roots::find(&draft, &[root]), &settings, &Head::default());
    let environment = Environment::new(&folder.join("cache"), &folder.join("reader"));
    let last = RefCell::new(None);
    Loader::new(reach, Arc::new(settings), environment).run(&Run {
        read: &|path| std::fs::read_to_string(path),
        pointed: &|_| Pointed::default(),
        progress: &|_| {},
        publish: &|known| drop(last.replace(Some(known))),
        cancelled: &|| false,
    });
    last.into_inner().unwrap()
}

#[track_caller]
fn is_whole(known: &Known) {
    assert!(known.shelf.is_complete() && known.notices.is_empty(), "{:?}", known.notices);
    let hits = known.searcher.as_ref().unwrap().search("heron", 10 * SOURCES).unwrap();
    let mut paths: Vec<_> = hits.iter().map(|hit| hit.path.clone()).collect();
    paths.sort();
    paths.dedup();
    assert_eq!((hits.len(), paths.len()), (SOURCES, SOURCES), "each once");
}

#[test]
fn eight_at_once_read_each_source_once_and_all_of_them_have_all_of_it() {
    let w = workspace();
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..8).map(|_| scope.spawn(|| read(w.folder.path()))).collect();
        readers.into_iter().for_each(|reader| is_whole(&reader.join().unwrap()));
    });
    assert_eq!(w.reads(), SOURCES);
}

/// The process that is killed; does nothing in a run of its own.
#[test]
fn reads_until_killed() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        read(Path::new(&folder));
    }
}

#[test]
fn after_a_kill_only_what_was_in_flight_is_read_again() {
    let kills = std::env::var(KILLS).ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    let w = workspace();
    for round in 0..kills {
        let mut process = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "loader::tests::many::reads_until_killed"])
            .env(FOLDER, w.folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(40 + 37 * (round % 11)));
        process.kill().unwrap();
        process.wait().unwrap();
    }
    is_whole(&read(w.folder.path()));
    let at_once = std::thread::available_parallelism().map_or(1, std::num::NonZero::get).min(4);
    let most = SOURCES + usize::try_from(kills).unwrap() * at_once;
    assert!(w.reads() <= most, "{} of at most {most}", w.reads());
    println!("{kills} kills: {} sources, {} extractions", SOURCES, w.reads());
}
