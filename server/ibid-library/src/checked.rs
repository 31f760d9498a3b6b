//! Which files of an index were read through and found sound. They are never written again, so that once is enough:
//! an index of a gigabyte opens in milliseconds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use tantivy::{Index, TantivyError};

/// Where that is kept, in the index's folder.
const FILE: &str = "checked.json";

/// Files with the stat that they had when they were sound.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Checked(BTreeMap<PathBuf, (u64, SystemTime)>);

/// Reads through each file of `index` in `dir` that was not read before, and fails where one is damaged.
pub(crate) fn check(dir: &Path, index: &Index) -> Result<(), TantivyError> {
    let before = load(dir);
    let now = stats(dir, index)?;
    for (file, stat) in &now.0 {
        if before.0.get(file) != Some(stat) && !index.directory().validate_checksum(file)? {
            return Err(TantivyError::SystemError(format!("{} is damaged", file.display())));
        }
    }
    if before != now {
        save(dir, &now);
    }
    Ok(())
}

/// Takes the files of `index` in `dir` for sound: they were written just now.
pub(crate) fn trust(dir: &Path, index: &Index) {
    if let Ok(now) = stats(dir, index) {
        save(dir, &now);
    }
}

/// The files of `index` that are there.
fn stats(dir: &Path, index: &Index) -> Result<Checked, TantivyError> {
    let mut stats = Checked::default();
    // Not every kind of file is there for each segment.
    for file in index.load_metas()?.list_segment_files() {
        if let Ok(known) = std::fs::metadata(dir.join(&file)) {
            stats.0.insert(file, (known.len(), known.modified()?));
        }
    }
    Ok(stats)
}

fn load(dir: &Path) -> Checked {
    let kept = std::fs::read(dir.join(FILE)).ok();
    kept.and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

/// Losing it costs time, nothing else.
fn save(dir: &Path, checked: &Checked) {
    let Ok(bytes) = serde_json::to_vec(checked) else { return };
    let whole = dir.join(format!(".{FILE}.{}", std::process::id()));
    if std::fs::write(&whole, bytes).and_then(|()| std::fs::rename(&whole, dir.join(FILE))).is_err() {
        let _ = std::fs::remove_file(&whole);
    }
}
