//! References one after the other in few bytes.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use ibid_text::Span;
use serde::{Deserialize, Serialize};

use super::flat;
use crate::Reference;

/// References in the order of their file.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Packed {
    /// The references, one after the other, without what stands below. Written down by themselves: there are so many that
    /// they are not copied when they are taken up again.
    #[serde(skip)]
    bytes: Vec<u8>,
    /// Where in `bytes` each of them ends.
    #[serde(with = "flat")]
    ends: Vec<u32>,
    /// The citekeys, one after the other.
    keys: String,
    /// Where in `keys` each of them ends.
    #[serde(with = "flat")]
    key_ends: Vec<u32>,
    /// Where in the file each entry starts and ends, and its citekey does.
    #[serde(with = "flat")]
    places: Vec<[u32; 4]>,
}

impl Packed {
    pub(super) fn new(references: &[Arc<Reference>]) -> Packed {
        let mut packed = Packed::default();
        for reference in references {
            packed.add(reference);
        }
        packed
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(super) fn set_bytes(&mut self, bytes: Vec<u8>) {
        self.bytes = bytes;
    }

    fn add(&mut self, reference: &Reference) {
        // Writing to memory what is all strings and numbers does not fail; were it to, the entry reads as empty.
        if let Ok(bytes) = postcard::to_stdvec(reference) {
            self.bytes.extend(bytes);
        }
        self.ends.push(self.bytes.len() as u32);
        self.keys.push_str(&reference.key);
        self.key_ends.push(self.keys.len() as u32);
        let (whole, key) = (reference.span, reference.key_span);
        self.places.push([whole.start, whole.end, key.start, key.end].map(|at| at as u32));
    }

    /// These, with those of the entries `gone` replaced by `new`, whose text begins at `start` in the file. What
    /// follows has moved by `moved` bytes.
    pub(super) fn spliced(
        &self,
        gone: &Range<usize>,
        new: &[Arc<Reference>],
        start: usize,
        moved: i64,
    ) -> Packed {
        let new = Packed::new(new);
        let from_start = new.places.iter().map(|place| place.map(|at| at + start as u32));
        let after = self.places[gone.end..].iter();
        let after = after.map(|place| place.map(|at| (i64::from(at) + moved) as u32));
        let (bytes, keys) = (bytes_of(&self.ends, gone), bytes_of(&self.key_ends, gone));
        Packed {
            bytes: [&self.bytes[..bytes.start], &new.bytes, &self.bytes[bytes.end..]].concat(),
            ends: spliced_ends(&self.ends, gone, &new.ends),
            keys: [&self.keys[..keys.start], &new.keys, &self.keys[keys.end..]].concat(),
            key_ends: spliced_ends(&self.key_ends, gone, &new.key_ends),
            places: self.places[..gone.start].iter().copied().chain(from_start).chain(after).collect(),
        }
    }

    /// How many entries end at or before byte `at` of the file, and where the last of them does.
    pub(super) fn last_before(&self, at: usize) -> (usize, usize) {
        let before = self.places.partition_point(|[_, end, ..]| *end as usize <= at);
        (before, before.checked_sub(1).map_or(0, |last| self.places[last][1] as usize))
    }

    /// The first entry that starts at or after byte `at` of the file, and where it does.
    pub(super) fn first_after(&self, at: usize) -> Option<(usize, usize)> {
        let first = self.places.partition_point(|[start, ..]| (*start as usize) < at);
        Some((first, self.places.get(first)?[0] as usize))
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn key(&self, entry: u32) -> &str {
        &self.keys[range(&self.key_ends, entry)]
    }

    /// The reference of `entry`, which stands in the file at `path`.
    pub(super) fn reference(&self, entry: u32, path: &Path) -> Reference {
        let [start, end, key_start, key_end] = self.places[entry as usize].map(|at| at as usize);
        let read = postcard::from_bytes(&self.bytes[range(&self.ends, entry)]);
        Reference {
            key: self.key(entry).to_owned(),
            file: path.to_owned(),
            span: Span::new(start, end),
            key_span: Span::new(key_start, key_end),
            ..read.unwrap_or_default()
        }
    }

    /// Whether everything that is pointed to is there.
    pub(super) fn is_sound(&self) -> bool {
        let keys_hold = |end: &u32| self.keys.is_char_boundary(*end as usize);
        self.key_ends.len() == self.len()
            && self.places.len() == self.len()
            && self.places.iter().all(|[start, end, key, key_end]| start <= end && key <= key_end)
            && self.ends.is_sorted()
            && self.ends.last().is_none_or(|end| *end as usize <= self.bytes.len())
            && self.key_ends.is_sorted()
            && self.key_ends.iter().all(keys_hold)
    }
}

/// Where the parts `parts` lie, of parts that end at `ends`.
#[inline]
pub(crate) fn bytes_of(ends: &[u32], parts: &Range<usize>) -> Range<usize> {
    let end_before = |at: usize| at.checked_sub(1).map_or(0, |before| ends[before] as usize);
    end_before(parts.start)..end_before(parts.end)
}

/// Where parts end once those in `gone` have given way to others, which end at `new` from their start.
pub(crate) fn spliced_ends(ends: &[u32], gone: &Range<usize>, new: &[u32]) -> Vec<u32> {
    let lay = bytes_of(ends, gone);
    let added = new.last().copied().unwrap_or_default();
    let new = new.iter().map(|end| lay.start as u32 + end);
    let after = ends[gone.end..].iter().map(|end| end - lay.len() as u32 + added);
    ends[..gone.start].iter().copied().chain(new).chain(after).collect()
}

/// Where the part `at` lies, of parts that end at `ends`.
fn range(ends: &[u32], at: u32) -> Range<usize> {
    bytes_of(ends, &(at as usize..at as usize + 1))
}
