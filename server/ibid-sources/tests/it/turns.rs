//! One file, several processes, and files that change while they are read.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use ibid_sources::{ContentHash, Extractor, Limits, Store};

/// A reader that does `first`, and takes a file for its text; it counts in the file `reads`.
fn reader(folder: &Path, first: &str) -> PathBuf {
    let program = folder.join("reader");
    let script = format!(
        "#!/bin/sh\necho >> {0}/reads\n{first}\nprintf '{{\"text\":\"%s\",\"marks\":[]}}' \"$(cat \"$2\")\"\n",
        folder.display()
    );
    fs::write(&program, script).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    program
}

fn reads(folder: &Path) -> usize {
    fs::read_to_string(folder.join("reads")).unwrap_or_default().lines().count()
}

#[test]
fn what_many_ask_for_at_once_is_extracted_once() {
    let folder = tempfile::tempdir().unwrap();
    let program = reader(folder.path(), "sleep 0.2");
    let file = folder.path().join("a.md");
    fs::write(&file, "Herons stand still.").unwrap();
    // Each has its own handle of the lock, as a process has.
    let store = || Store::new(folder.path(), Extractor::new(program.clone(), Limits::default()));
    std::thread::scope(|scope| {
        for _ in 0..8 {
            let (store, file) = (store(), &file);
            scope.spawn(move || assert_eq!(store.read(file).unwrap().1.text, "Herons stand still."));
        }
    });
    assert_eq!(reads(folder.path()), 1);
}

#[test]
fn a_file_that_changes_while_it_is_read_goes_by_the_name_of_what_was_read() {
    let folder = tempfile::tempdir().unwrap();
    let once =
        format!("[ -e {0}/done ] || {{ touch {0}/done; printf more >> \"$2\"; }}", folder.path().display());
    let store = Store::new(folder.path(), Extractor::new(reader(folder.path(), &once), Limits::default()));
    let file = folder.path().join("a.md");
    fs::write(&file, "One, ").unwrap();
    let (hash, extracted) = store.read(&file).unwrap();
    assert_eq!((extracted.text.as_str(), reads(folder.path())), ("One, more", 2));
    assert_eq!(hash, ContentHash::of(b"One, more"));
    assert!(!store.has(&ContentHash::of(b"One, ")));
}
