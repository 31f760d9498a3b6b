//! BibTeX and BibLaTeX. An entry is read as soon as it is cut out, and only what others need of it is kept: a file may
//! have a hundred thousand.

mod entry;
mod granular;
mod inherit;
pub(crate) mod values;

use std::collections::{HashMap, HashSet};
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;
use std::thread::available_parallelism;

use crate::Reference;
use crate::bibliography::Found;
use crate::scan::{Part, RawEntry, Scan};

/// Entries that are cut out before they are read, on all processors.
const BATCH: usize = 2_000;
/// Entries that are worth a thread.
const WORTH_A_THREAD: usize = 100;

/// Reads `text`, the content of the file at `path`.
pub(super) fn read(path: &Path, text: &str) -> Found {
    let mut scan = Scan::new(text);
    let mut references: Vec<Option<Arc<Reference>>> = Vec::new();
    let (mut plain, mut waiting) = (Vec::new(), Vec::new());
    while let Some(entry) = scan.next() {
        if entry.kind == "xdata" {
            // Data for other entries is nothing that one can cite.
            continue;
        }
        if is_open(&entry, &scan) {
            waiting.push((references.len(), entry));
        } else if scan.strings.is_empty() {
            plain.push((references.len(), entry));
        } else {
            let reference = entry::reference(&entry, &HashMap::new(), &scan.strings, path);
            references.push(Some(Arc::new(reference)));
            continue;
        }
        references.push(None);
        if plain.len() == BATCH {
            read_plain(&std::mem::take(&mut plain), &mut references, path);
        }
    }
    read_plain(&plain, &mut references, path);
    let others = others(text, waiting.iter().map(|(_, entry)| entry));
    for (at, entry) in &waiting {
        references[*at] = Some(Arc::new(entry::reference(entry, &others, &scan.strings, path)));
    }
    Found {
        references: references.into_iter().flatten().collect(),
        stands_alone: scan.strings.is_empty() && waiting.is_empty() && !scan.has_open_comment(),
        faults: scan.faults,
        broken: scan.broken.into_iter().map(str::to_owned).collect(),
    }
}

/// Puts the references of `entries`, which need nothing but themselves, where they belong.
fn read_plain(entries: &[(usize, RawEntry<'_>)], references: &mut [Option<Arc<Reference>>], path: &Path) {
    let threads = available_parallelism().map_or(1, NonZero::get).min(1 + entries.len() / WORTH_A_THREAD);
    let share = entries.len().div_ceil(threads).max(1);
    let read = |entry| Arc::new(entry::reference(entry, &HashMap::new(), &HashMap::new(), path));
    let mut found = vec![None; entries.len()];
    std::thread::scope(|scope| {
        for (entries, found) in entries.chunks(share).zip(found.chunks_mut(share)) {
            scope.spawn(move || {
                entries.iter().zip(found).for_each(|((_, entry), found)| *found = Some(read(entry)));
            });
        }
    });
    entries.iter().zip(found).for_each(|((at, _), found)| references[*at] = found);
}

/// Whether `entry` takes over from another, or has a name in it that may be defined further down.
fn is_open(entry: &RawEntry<'_>, scan: &Scan<'_>) -> bool {
    let is_unknown = |part: &Part<'_>| matches!(part, Part::Name(name) if !scan.strings.contains_key(&name.to_lowercase()));
    let has_unknown =
        entry.fields.iter().any(|(name, value)| name != "month" && value.iter().any(is_unknown));
    has_unknown || !inherit::named(entry).is_empty()
}

/// The entries of `text`, by citekey in lower case, that `entries` may take over from, and those that these may.
fn others<'a, 'e>(
    text: &'a str,
    entries: impl Iterator<Item = &'e RawEntry<'a>>,
) -> HashMap<String, RawEntry<'a>>
where
    'a: 'e,
{
    let mut found: HashMap<String, RawEntry<'a>> = HashMap::new();
    let mut wanted: HashSet<String> = entries.flat_map(inherit::named).collect();
    for _ in 0..inherit::DEEPEST {
        if wanted.is_empty() {
            break;
        }
        for entry in Scan::new(text) {
            let key = entry.key.to_lowercase();
            if wanted.remove(&key) {
                found.insert(key, entry);
            }
        }
        wanted = found.values().flat_map(inherit::named).filter(|key| !found.contains_key(key)).collect();
    }
    found
}

#[cfg(test)]
mod tests;
