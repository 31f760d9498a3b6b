//! Copies of Zotero's databases: Zotero holds them while it runs, and a copy made while it writes may be torn. A copy
//! is whole and checked, or the one before stays.

use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::{Connection, OpenFlags};

use crate::Error;

/// The name of Zotero's database.
pub const DATABASE: &str = "zotero.sqlite";
/// The name of the database in which Better BibTeX kept its citekeys until 2025.
pub const KEYS_DATABASE: &str = "better-bibtex.sqlite";

/// What SQLite keeps beside a database: what is committed and not yet in it, and what takes back a half-done change.
const BESIDE: [&str; 2] = ["-wal", "-journal"];
/// How often a database that is being written to is tried.
const TRIES: usize = 4;
/// How long is waited between two tries.
const PAUSE: Duration = Duration::from_millis(150);

/// Whether a change of the file at `path` is one of a database of Zotero's.
pub fn is_part_of_database(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = BESIDE.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    [DATABASE, KEYS_DATABASE].contains(&name)
}

/// Copies the database at `from` to `to`, whole and checked; on failure, what was at `to` stays.
pub fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    let part = to.with_extension(format!("{}.part", std::process::id()));
    let copied = copy_whole(from, &part).and_then(|()| check(from, &part)).and_then(|()| {
        let failed = |source| Error::Copy { file: from.to_owned(), source };
        std::fs::rename(&part, to).map_err(failed)
    });
    for file in
        std::iter::once(part.clone()).chain(["-wal", "-journal", "-shm"].map(|end| beside(&part, end)))
    {
        // What is not there needs no removing.
        let _ = std::fs::remove_file(file);
    }
    copied
}

/// Copies the database and what belongs to it, at a moment when nothing is written to it.
fn copy_whole(from: &Path, to: &Path) -> Result<(), Error> {
    for _ in 0..TRIES {
        let before = stats(from);
        copy_files(from, to).map_err(|source| Error::Copy { file: from.to_owned(), source })?;
        if stats(from) == before {
            return Ok(());
        }
        std::thread::sleep(PAUSE);
    }
    Err(Error::Busy { file: from.to_owned() })
}

fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::copy(from, to)?;
    for end in BESIDE {
        match std::fs::copy(beside(from, end), beside(to, end)) {
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => {
                let _ = std::fs::remove_file(beside(to, end));
            }
            copied => {
                copied?;
            }
        }
    }
    Ok(())
}

/// Takes what is beside the copy into it, and lets SQLite check the whole.
fn check(from: &Path, copy: &Path) -> Result<(), Error> {
    let damaged = |reason: String| Error::Damaged { file: from.to_owned(), reason };
    let checked = || -> rusqlite::Result<String> {
        let database = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        database.query_row("PRAGMA journal_mode=DELETE", [], |_| Ok(()))?;
        database.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
    };
    match checked() {
        Ok(said) if said == "ok" => Ok(()),
        Ok(said) => Err(damaged(said)),
        Err(fault) => Err(damaged(fault.to_string())),
    }
}

/// Length and time of change of a database and what is beside it.
fn stats(database: &Path) -> Vec<Option<(u64, SystemTime)>> {
    let stat = |path: PathBuf| {
        let file = std::fs::metadata(path).ok()?;
        Some((file.len(), file.modified().ok()?))
    };
    std::iter::once(database.to_owned()).chain(BESIDE.map(|end| beside(database, end))).map(stat).collect()
}

fn beside(database: &Path, end: &str) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
