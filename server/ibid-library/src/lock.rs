//! The turn to write, shared by every process that has the index open. The system gives it back when
//! its holder dies.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::Error;

/// The name of the lock's file in the index's folder.
pub(crate) const FILE: &str = "ibid.lock";

/// Held until dropped.
pub(crate) struct WriteLock {
    _file: File,
}

impl WriteLock {
    /// Waits for the turn to write, at most `limit`.
    pub(crate) fn take(dir: &Path, limit: Duration) -> Result<WriteLock, Error> {
        let folder = |source| Error::Folder { dir: dir.to_owned(), source };
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(dir.join(FILE))
            .map_err(folder)?;
        let begun = Instant::now();
        let mut pause = Duration::from_millis(1);
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(WriteLock { _file: file }),
                Err(TryLockError::Error(source)) => return Err(folder(source)),
                Err(TryLockError::WouldBlock) if begun.elapsed() >= limit => {
                    return Err(Error::Busy { dir: dir.to_owned(), waited: begun.elapsed() });
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(pause),
            }
            pause = (pause * 2).min(Duration::from_millis(100));
        }
    }
}
