//! An index on disk: opened, mended, written to batch by batch.

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use tantivy::collector::DocSetCollector;
use tantivy::directory::MmapDirectory;
use tantivy::directory::error::{OpenDirectoryError, OpenReadError};
use tantivy::indexer::UserOperation;
use tantivy::merge_policy::LogMergePolicy;
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{IndexReader, IndexWriter, ReloadPolicy, TantivyError};

use crate::columns::Columns;
use crate::lock::{self, WriteLock};
use crate::model::{Batch, Document, Record, Stats};
use crate::schema::{self, Fields};
use crate::{Error, Searcher, checked};

/// How long to wait for other processes' batches.
const PATIENCE: Duration = Duration::from_secs(60);
/// Memory for one writing thread, in bytes: enough for its half of a batch, so that it makes one segment of it.
const MEMORY: usize = 60_000_000;
/// Passages worth a second writing thread.
const MANY: usize = 2_000;
/// Passages of a segment that is not merged any more.
const LARGEST: usize = 100_000;
/// Bytes that there is room for on a disk that is not full.
const PROBE: usize = 1 << 20;
/// The share of a segment that may be deleted before it is written anew.
const MOST_DELETED: f32 = 0.3;

/// The passages of one source root on disk. Any number of processes may have it open.
pub struct Index {
    dir: Arc<Path>,
    fields: Fields,
    state: Mutex<Reading>,
}

/// What reading goes through, and what the disk looked like when it was last brought up to date.
struct Reading {
    reader: IndexReader,
    seen: Option<Stamp>,
}

/// When the list of what is in the index was last written, its length, and which file it is: it is made anew each time.
type Stamp = (SystemTime, u64, u64);

/// An open index.
pub struct Opened {
    /// The index.
    pub index: Index,
    /// Whether something damaged, or made by another version, had to be thrown away; the index is
    /// then empty.
    pub rebuilt: bool,
}

impl Index {
    /// Opens the index in `dir`, or makes it. What is damaged or of another version is emptied.
    /// Each file of the index is read once to see that it is sound. Fails where the folder cannot be used.
    pub fn open(dir: &Path) -> Result<Opened, Error> {
        Index::open_within(dir, PATIENCE)
    }

    fn open_within(dir: &Path, patience: Duration) -> Result<Opened, Error> {
        std::fs::create_dir_all(dir).map_err(|source| Error::Folder { dir: dir.to_owned(), source })?;
        if let Ok(index) = Index::sound(dir) {
            return Ok(Opened { index, rebuilt: false });
        }
        let _lock = WriteLock::take(dir, patience)?;
        // Another process may have mended it meanwhile.
        match Index::sound(dir) {
            Ok(index) => return Ok(Opened { index, rebuilt: false }),
            Err(source) if refused(&source) => {
                return Err(Error::Engine { dir: dir.to_owned(), source: Box::new(source) });
            }
            Err(_) => {}
        }
        let rebuilt = empty(dir).map_err(|source| Error::Folder { dir: dir.to_owned(), source })?;
        let made = create(dir).and_then(|()| Index::sound(dir));
        made.map(|index| Opened { index, rebuilt }).map_err(|source| failed(dir, source))
    }

    /// The index in `dir` if it is there, whole and of this version.
    fn sound(dir: &Path) -> Result<Index, TantivyError> {
        let seen = stamp(dir);
        let (inner, fields) = engine(dir)?;
        checked::check(dir, &inner)?;
        let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Index { dir: dir.into(), fields, state: Mutex::new(Reading { reader, seen }) })
    }

    /// A snapshot of what is in the index now, other processes' batches included. Where the latest
    /// state cannot be read, the one before it.
    pub fn searcher(&self) -> Searcher {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = stamp(&self.dir);
        if now != state.seen && state.reader.reload().is_ok() {
            state.seen = now;
        }
        Searcher::new(state.reader.searcher(), self.fields, self.dir.clone())
    }

    /// Every source in the index, and under what it is there. Paths come back as they were
    /// given; bytes that are not Unicode are replaced.
    pub fn known(&self) -> Result<HashMap<PathBuf, Record>, Error> {
        self.searcher().known()
    }

    /// Adds, replaces and removes sources in one step; those that another process has added meanwhile with the
    /// same content are left as they are. Waits for other writers up to a minute, then fails with
    /// [`Error::Busy`]; on any failure the index is as it was.
    pub fn apply(&self, batch: &Batch) -> Result<(), Error> {
        self.apply_within(batch, PATIENCE)
    }

    fn apply_within(&self, batch: &Batch, patience: Duration) -> Result<(), Error> {
        if batch.add.is_empty() && batch.remove.is_empty() {
            return Ok(());
        }
        let _lock = WriteLock::take(&self.dir, patience)?;
        write(&self.dir, batch).map_err(|source| failed(&self.dir, source))?;
        self.state.lock().unwrap_or_else(PoisonError::into_inner).seen = None;
        Ok(())
    }

    /// How much is in the index.
    pub fn stats(&self) -> Result<Stats, Error> {
        let counts = self.searcher().counts()?;
        let files = std::fs::read_dir(&self.dir)
            .map_err(|source| Error::Folder { dir: self.dir.to_path_buf(), source })?;
        let bytes = files.flatten().filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum();
        Ok(Stats { bytes, ..counts })
    }
}

/// The engine on `dir`, afresh: its list of files must be the disk's, not one from before another
/// process wrote.
fn engine(dir: &Path) -> Result<(tantivy::Index, Fields), TantivyError> {
    let inner = tantivy::Index::open(MmapDirectory::open(dir)?)?;
    let (schema, fields) = schema::schema();
    if inner.schema() != schema {
        return Err(TantivyError::SchemaError("made by another version".to_owned()));
    }
    schema::register_tokenizer(&inner);
    Ok((inner, fields))
}

fn create(dir: &Path) -> Result<(), TantivyError> {
    let (schema, _) = schema::schema();
    tantivy::Index::create(MmapDirectory::open(dir)?, schema, tantivy::IndexSettings::default())?;
    Ok(())
}

fn write(dir: &Path, batch: &Batch) -> Result<(), TantivyError> {
    let (inner, fields) = engine(dir)?;
    let there = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?.searcher();
    let lacks = |document: &&Document| has(&there, fields, document).map_or(true, |has| !has);
    let add: Vec<&Document> = batch.add.iter().filter(lacks).collect();
    if add.is_empty() && batch.remove.is_empty() {
        return Ok(());
    }
    let passages: usize = add.iter().map(|d| d.passages.len()).sum();
    let threads = if passages < MANY { 1 } else { 2 };
    let mut writer: IndexWriter = inner.writer_with_num_threads(threads, threads * MEMORY)?;
    writer.set_merge_policy(Box::new(merging()));
    // What a killed writer left would be written again under the same names, and is refused while it is there.
    writer.garbage_collect_files().wait()?;
    for path in &batch.remove {
        writer.delete_term(fields.path_term(path));
    }
    for document in add {
        writer.delete_term(fields.path_term(&document.path));
        for records in fields.records(document) {
            writer.run(records.into_iter().map(UserOperation::Add))?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    checked::trust(dir, &inner);
    Ok(())
}

/// How segments are made one: none grows without end, since each must be mapped into memory whole to be merged.
fn merging() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_max_docs_before_merge(LARGEST);
    policy.set_del_docs_ratio_before_merge(MOST_DELETED);
    policy
}

/// Whether `document` is in the index with this very content, to be found by the same words.
fn has(there: &tantivy::Searcher, fields: Fields, document: &Document) -> Result<bool, TantivyError> {
    let term = |term| Box::new(TermQuery::new(term, IndexRecordOption::Basic)) as Box<dyn Query>;
    let record =
        BooleanQuery::intersection(vec![term(fields.path_term(&document.path)), term(fields.source_term())]);
    let found = there.search(&record, &DocSetCollector)?.into_iter().next();
    let Some(address) = found else { return Ok(false) };
    let record = Columns::of(there.segment_reader(address.segment_ord))?.record(address.doc_id)?;
    Ok(record.is(&document.hash, &document.about))
}

/// Whether the system would not let the files be read (rights, too many open files): that says nothing
/// of what is in them.
fn refused(error: &TantivyError) -> bool {
    let by_system = |e: &std::io::Error| e.raw_os_error().is_some() && e.kind() != ErrorKind::NotFound;
    match error {
        TantivyError::IoError(e)
        | TantivyError::OpenReadError(OpenReadError::IoError { io_error: e, .. })
        | TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error: e, .. }) => by_system(e),
        _ => false,
    }
}

/// Why nothing could be written in `dir`. The engine, which writes on threads of its own, says only that it failed.
fn failed(dir: &Path, source: TantivyError) -> Error {
    let probe = dir.join(".probe");
    let written = std::fs::write(&probe, vec![0; PROBE]);
    // A file that could not be made need not go.
    let _ = std::fs::remove_file(&probe);
    match written {
        Ok(()) => Error::Engine { dir: dir.to_owned(), source: Box::new(source) },
        Err(source) => Error::Unwritable { dir: dir.to_owned(), source },
    }
}

/// Deletes the files of an index, its lock aside; whether anything was ever written to it.
fn empty(dir: &Path) -> std::io::Result<bool> {
    let mut any = false;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        if entry.file_name() != lock::FILE && entry.file_type()?.is_file() {
            std::fs::remove_file(entry.path())?;
            any |= !entry.file_name().to_string_lossy().starts_with('.');
        }
    }
    Ok(any)
}

fn stamp(dir: &Path) -> Option<Stamp> {
    let file = std::fs::metadata(dir.join("meta.json")).ok()?;
    Some((file.modified().ok()?, file.len(), number(&file)))
}

#[cfg(unix)]
fn number(file: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(file)
}

#[cfg(not(unix))]
fn number(_: &std::fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_that_waits_too_long_says_so_and_readers_do_not_wait() {
        let dir = tempfile::tempdir().unwrap();
        let index = Index::open(dir.path()).unwrap().index;
        let batch = Batch { remove: vec![PathBuf::from("a.md")], ..Batch::default() };
        let turn = WriteLock::take(dir.path(), PATIENCE).unwrap();
        let busy = index.apply_within(&batch, Duration::from_millis(5));
        assert!(matches!(busy, Err(Error::Busy { .. })), "{busy:?}");
        assert!(index.searcher().search("words", 1).unwrap().is_empty());
        assert!(!Index::open_within(dir.path(), Duration::ZERO).unwrap().rebuilt);
        drop(turn);
        index.apply_within(&batch, Duration::ZERO).unwrap();
    }
}
