//! The regions of a draft in two levels, so that an edit copies little however long the draft is.

use std::ops::Range;
use std::sync::Arc;

use crate::region::Region;

/// How many regions a chunk holds when it is made.
const FULL: usize = 96;
/// Below this a chunk is joined to its neighbour.
const SCANT: usize = 24;

/// Some neighbouring regions.
#[derive(Debug)]
struct Chunk {
    regions: Vec<Arc<Region>>,
    /// Bytes of all of them.
    len: usize,
    /// Labels of the footnotes defined here, with the region's place in the chunk.
    notes: Vec<(Box<str>, usize)>,
}

/// The regions of a draft, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Chunks(Vec<Arc<Chunk>>);

/// A region and where it begins.
#[derive(Clone, Debug)]
pub(crate) struct Placed {
    pub(crate) start: usize,
    pub(crate) region: Arc<Region>,
    at: At,
}

/// A region's place: its chunk, and its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct At {
    chunk: usize,
    region: usize,
}

impl Placed {
    /// One past the region's last byte.
    pub(crate) fn end(&self) -> usize {
        self.start + self.region.text.len()
    }
}

impl Chunk {
    fn new(regions: Vec<Arc<Region>>) -> Arc<Chunk> {
        let len = regions.iter().map(|region| region.text.len()).sum();
        let labels = regions.iter().enumerate().filter_map(|(at, region)| Some((region.note()?.into(), at)));
        let notes = labels.collect();
        Arc::new(Chunk { regions, len, notes })
    }
}

impl Chunks {
    /// Chunks of `regions`.
    pub(crate) fn new(regions: Vec<Arc<Region>>) -> Chunks {
        Chunks(chunked(regions))
    }

    /// The region that holds byte `offset` (the later one at a boundary, the last one at the end).
    pub(crate) fn at(&self, offset: usize) -> Option<Placed> {
        let mut start = 0;
        let last = self.0.len().checked_sub(1)?;
        let chunk = self.0.iter().position(|chunk| {
            let inside = offset < start + chunk.len;
            start += if inside { 0 } else { chunk.len };
            inside
        });
        let chunk = chunk.unwrap_or_else(|| {
            start -= self.0[last].len;
            last
        });
        let regions = &self.0[chunk].regions;
        let mut at = 0;
        while at + 1 < regions.len() && offset >= start + regions[at].text.len() {
            start += regions[at].text.len();
            at += 1;
        }
        Some(Placed { start, region: Arc::clone(&regions[at]), at: At { chunk, region: at } })
    }

    /// The region after `placed`.
    pub(crate) fn after(&self, placed: &Placed) -> Option<Placed> {
        let mut at = At { region: placed.at.region + 1, ..placed.at };
        if at.region == self.0[at.chunk].regions.len() {
            at = At { chunk: at.chunk + 1, region: 0 };
        }
        let region = Arc::clone(self.0.get(at.chunk)?.regions.get(at.region)?);
        Some(Placed { start: placed.end(), region, at })
    }

    /// The region before `placed`.
    pub(crate) fn before(&self, placed: &Placed) -> Option<Placed> {
        let at = match placed.at {
            At { chunk, region } if region > 0 => At { chunk, region: region - 1 },
            At { chunk, .. } => {
                let chunk = chunk.checked_sub(1)?;
                At { chunk, region: self.0[chunk].regions.len() - 1 }
            }
        };
        let region = Arc::clone(&self.0[at.chunk].regions[at.region]);
        Some(Placed { start: placed.start - region.text.len(), region, at })
    }

    /// All regions from the one that holds `offset` on.
    pub(crate) fn from(&self, offset: usize) -> impl Iterator<Item = Placed> + '_ {
        std::iter::successors(self.at(offset), |placed| self.after(placed))
    }

    /// The first region that defines the footnote `label`, and where it begins.
    pub(crate) fn note(&self, label: &str) -> Option<Placed> {
        let mut start = 0;
        for (chunk, held) in self.0.iter().enumerate() {
            if let Some(&(_, at)) = held.notes.iter().find(|(name, _)| **name == *label) {
                let before: usize = held.regions[..at].iter().map(|region| region.text.len()).sum();
                let region = Arc::clone(&held.regions[at]);
                return Some(Placed { start: start + before, region, at: At { chunk, region: at } });
            }
            start += held.len;
        }
        None
    }

    /// The same with the regions from `first` up to `end` (the rest, where `None`) replaced.
    pub(crate) fn splice(&self, first: &Placed, end: Option<&Placed>, regions: Vec<Arc<Region>>) -> Chunks {
        let from = first.at;
        let to = end.map(|placed| placed.at);
        let mut touched = from.chunk..to.map_or(self.0.len(), |to| to.chunk + 1);
        let mut all = self.0[from.chunk].regions[..from.region].to_vec();
        all.extend(regions);
        if let Some(to) = to {
            all.extend_from_slice(&self.0[to.chunk].regions[to.region..]);
        }
        if all.len() < SCANT {
            self.join_neighbour(&mut touched, &mut all);
        }
        let mut chunks = Vec::with_capacity(self.0.len() + 1);
        chunks.extend_from_slice(&self.0[..touched.start]);
        chunks.extend(chunked(all));
        chunks.extend_from_slice(&self.0[touched.end..]);
        Chunks(chunks)
    }

    fn join_neighbour(&self, touched: &mut Range<usize>, all: &mut Vec<Arc<Region>>) {
        if let Some(after) = self.0.get(touched.end) {
            all.extend_from_slice(&after.regions);
            touched.end += 1;
        } else if touched.start > 0 {
            touched.start -= 1;
            all.splice(0..0, self.0[touched.start].regions.iter().cloned());
        }
    }
}

fn chunked(regions: Vec<Arc<Region>>) -> Vec<Arc<Chunk>> {
    if regions.len() <= FULL + SCANT {
        return if regions.is_empty() { Vec::new() } else { vec![Chunk::new(regions)] };
    }
    regions.chunks(FULL).map(|some| Chunk::new(some.to_vec())).collect()
}
