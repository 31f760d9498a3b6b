//! How often an endpoint was asked today (UTC), in a small file beside the log, so that a restart or a second
//! editor starts no new count. Where the file cannot be kept, the count lives as long as the process.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use crate::log::private;

/// Counts by endpoint.
#[derive(Debug)]
pub(crate) struct Days {
    file: Option<PathBuf>,
    unkept: Mutex<Counts>,
}

/// What the file holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Counts {
    /// As "2026-11-24".
    day: String,
    /// Requests of that day by endpoint.
    asked: BTreeMap<String, u32>,
}

impl Days {
    /// Counts kept in `file`, or in memory alone.
    pub(crate) fn new(file: Option<PathBuf>) -> Days {
        Days { file, unkept: Mutex::default() }
    }

    /// How often `address` was asked today.
    pub(crate) fn count(&self, address: &str) -> u32 {
        let kept = self.file.as_ref().and_then(|file| std::fs::read(file).ok());
        let kept = kept.map(|bytes| Counts::parse(&bytes).of(address)).unwrap_or_default();
        kept.max(self.unkept.lock().unwrap_or_else(PoisonError::into_inner).today().of(address))
    }

    /// Counts one more request of `address`, unless there were `most`; says whether it did.
    pub(crate) fn take(&self, address: &str, most: u32) -> bool {
        // Also in memory, for the day on which the file cannot be written.
        let mut unkept = self.unkept.lock().unwrap_or_else(PoisonError::into_inner);
        let here = unkept.today().take(address, most);
        here && self.take_kept(address, most).unwrap_or(true)
    }

    fn take_kept(&self, address: &str, most: u32) -> std::io::Result<bool> {
        let Some(path) = &self.file else { return Ok(true) };
        let mut file = private(OpenOptions::new().read(true).write(true).create(true)).open(path)?;
        file.lock()?;
        let taken = take_in(&mut file, address, most);
        file.unlock()?;
        taken
    }
}

fn take_in(file: &mut File, address: &str, most: u32) -> std::io::Result<bool> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let mut counts = Counts::parse(&bytes);
    if !counts.take(address, most) {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(0))?;
    let bytes = serde_json::to_vec(&counts)?;
    file.write_all(&bytes)?;
    file.set_len(bytes.len() as u64)?;
    Ok(true)
}

impl Counts {
    /// Today's counts in `bytes`; none where they are another day's or broken.
    fn parse(bytes: &[u8]) -> Counts {
        let mut counts: Counts = serde_json::from_slice(bytes).unwrap_or_default();
        counts.today();
        counts
    }

    /// Starts anew on a new day.
    fn today(&mut self) -> &mut Counts {
        let day = OffsetDateTime::now_utc().date().to_string();
        if self.day != day {
            *self = Counts { day, asked: BTreeMap::new() };
        }
        self
    }

    fn of(&self, address: &str) -> u32 {
        self.asked.get(address).copied().unwrap_or_default()
    }

    fn take(&mut self, address: &str, most: u32) -> bool {
        let asked = self.asked.entry(address.to_owned()).or_default();
        let free = *asked < most;
        *asked += u32::from(free);
        free
    }
}
