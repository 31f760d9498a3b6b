//! What a search has found so far, and which entries it has looked at.

use super::Hit;

/// Scores that are nearer to one another are told apart by rounding alone.
const ROUNDING: f32 = 1e-4;

/// Entries, a bit each.
#[derive(Default)]
pub(super) struct Entries(Vec<u64>);

impl Entries {
    /// None of so many.
    pub(super) fn none(of: usize) -> Entries {
        Entries(vec![0; of.div_ceil(64)])
    }

    pub(super) fn has(&self, entry: u32) -> bool {
        self.0[entry as usize / 64] >> (entry % 64) & 1 == 1
    }

    pub(super) fn add(&mut self, entry: u32) {
        self.0[entry as usize / 64] |= 1 << (entry % 64);
    }

    /// Those that are in both.
    pub(super) fn and(mut self, other: Entries) -> Entries {
        self.0.iter_mut().zip(other.0).for_each(|(own, other)| *own &= other);
        self
    }

    /// All of them, in order.
    pub(super) fn into_iter(self) -> impl Iterator<Item = u32> {
        (0..).zip(self.0).flat_map(|(at, mut bits): (u32, u64)| {
            std::iter::from_fn(move || {
                let first = bits.trailing_zeros();
                bits &= bits.wrapping_sub(1);
                (first < 64).then_some(64 * at + first)
            })
        })
    }
}

/// What was found so far.
pub(super) struct Found {
    hits: Vec<Hit>,
    /// Those that were looked at.
    seen: Entries,
    pub(super) limit: usize,
    /// What [`Found::is_settled`] was asked last.
    asked: f32,
}

impl Found {
    /// At most `limit` of so many entries are looked for.
    pub(super) fn new(entries: usize, limit: usize) -> Found {
        Found { hits: Vec::new(), seen: Entries::none(entries), limit, asked: f32::INFINITY }
    }

    /// Adds `entry`, if it is new and has a score, which is given back; by `added` it ranks higher than that.
    pub(super) fn add(&mut self, entry: u32, added: f32, score: impl FnOnce() -> Option<f32>) -> Option<f32> {
        if self.seen.has(entry) {
            return None;
        }
        self.seen.add(entry);
        let score = score()?;
        self.hits.push(Hit { entry, score, order: score + added });
        Some(score)
    }

    /// Whether there are enough that are better than `most`.
    pub(super) fn is_settled(&mut self, most: f32) -> bool {
        // What is asked again and again is worked out where the answer may have changed by much.
        if most == self.asked || self.hits.len() < self.limit {
            return false;
        }
        self.asked = most;
        let Some(last) = self.limit.checked_sub(1) else { return true };
        let (_, worst, _) = self.hits.select_nth_unstable_by(last, before);
        worst.order > most + ROUNDING
    }

    /// The best of them, sorted.
    pub(super) fn best(mut self) -> Vec<Hit> {
        if (1..self.hits.len()).contains(&self.limit) {
            self.hits.select_nth_unstable_by(self.limit - 1, before);
        }
        self.hits.truncate(self.limit);
        self.hits.sort_by(before);
        self.hits
    }
}

/// The better first; of two that are as good, the first in the file.
fn before(a: &Hit, b: &Hit) -> std::cmp::Ordering {
    b.order.total_cmp(&a.order).then(a.entry.cmp(&b.entry))
}
