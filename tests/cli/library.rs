//! A library that stays with its writer: watched, and kept through a disk that is full or cannot be written to.

use std::io::{BufRead as _, BufReader};
use std::process::Command;
use std::sync::mpsc;
use std::time::Duration;

use crate::folder::Folder;

/// How long a line is waited for on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn index_watch_tells_of_each_change_in_a_line() {
    let folder = Folder::with_library(&[]);
    let mut command = folder.at_home(Command::new(env!("CARGO_BIN_EXE_ibid")));
    let mut child = command.args(["index", "--watch"]).spawn().unwrap();
    let (send, lines) = mpsc::channel();
    let output = BufReader::new(child.stdout.take().unwrap());
    std::thread::spawn(move || output.lines().for_each(|line| drop(send.send(line.unwrap()))));
    let line = || lines.recv_timeout(PATIENCE).unwrap();

    assert_eq!(line(), "2 sources read");
    folder.write("sources/quay.md", "The quay is built of basalt.");
    assert_eq!(line(), "sources/quay.md: read");
    folder.write("sources/quay.md", "The quay is built of granite.");
    assert_eq!(line(), "sources/quay.md: read anew");
    folder.write("sources/empty.pdf", "");
    assert!(line().starts_with("sources/empty.pdf: "));
    std::fs::remove_file(folder.path().join("sources/dunn.txt")).unwrap();
    assert_eq!(line(), "sources/dunn.txt: not there any more");
    std::fs::rename(folder.path().join("sources/quay.md"), folder.path().join("sources/pier.md")).unwrap();
    let mut renamed = [line(), line()];
    renamed.sort();
    assert_eq!(renamed, ["sources/pier.md: read", "sources/quay.md: not there any more"]);
    assert!(folder.ibid(&["search", "granite"]).stdout.contains("sources/pier.md"));

    let end = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(end.success() && !child.wait().unwrap().success());
    assert_eq!(
        lines.recv_timeout(PATIENCE),
        Err(mpsc::RecvTimeoutError::Disconnected),
        "nothing else was told"
    );
}

/// Runs ibid where no file may grow past some 64 KB, which is to it as a disk that is full.
fn on_a_full_disk(folder: &Folder, arguments: &[&str]) -> (String, String) {
    // The signal that the system would send has an ordinary error come instead.
    let limited = "trap '' XFSZ; ulimit -f 128; exec \"$0\" \"$@\"";
    let mut command = folder.at_home(Command::new("sh"));
    let output = command.args(["-c", limited, env!("CARGO_BIN_EXE_ibid")]).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr))
}

#[test]
fn a_full_disk_is_told_and_costs_only_what_is_new() {
    let folder = Folder::with_library(&[]);
    assert_eq!(folder.ibid(&["index"]).stdout, "2 sources read\n");
    let words = (0..60_000).map(|number| format!("stone{number} lies in the quay. ")).collect::<String>();
    folder.write("sources/quay.md", &words);

    let (_, told) = on_a_full_disk(&folder, &["index"]);
    assert_eq!(told.matches("nothing can be written in ").count(), 1, "{told}");
    assert!(!told.contains("panicked"), "{told}");
    let (found, _) = on_a_full_disk(&folder, &["search", "Tarn viaduct"]);
    assert!(found.contains("sources/bridge.md"), "what was there before is found: {found}");

    let ran = folder.ibid(&["index"]);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("3 sources read\n", ""), "it mends itself");
    for (words, source) in [("stone59999", "sources/quay.md"), ("Tarn viaduct", "sources/bridge.md")] {
        assert!(folder.ibid(&["search", words]).stdout.contains(source), "{words}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_cache_that_cannot_be_written_is_told_and_drafts_are_checked_all_the_same() {
    let essay = "The office repaired 313 bridges in 2023 [@bridge2024].\n";
    let folder = Folder::with_library(&[("essay.md", essay)]);
    // Nobody can make a file there, whatever rights they have.
    let unwritable = [("XDG_CACHE_HOME", "/proc")];
    let ran = folder.ibid_with(&unwritable, &["check", "essay.md"]);
    assert!(ran.stdout.contains("number-mismatch"), "{}", ran.stdout);
    assert!(ran.stderr.contains("check that the folder can be written to"), "{}", ran.stderr);
    let ran = folder.ibid_with(&unwritable, &["search", "bridges"]);
    assert_eq!((ran.code, ran.stderr.contains("the index could not be opened")), (2, true), "{}", ran.stderr);
}
