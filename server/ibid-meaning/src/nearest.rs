//! Which passages of many sources come nearest: all are looked at, on as many threads as are worth it.

use std::num::NonZero;

use crate::vectors::{Direction, Vectors};

/// Passages that are worth a thread of their own.
const WORTH_A_THREAD: usize = 30_000;

/// A passage that came near.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// The number of its source.
    pub source: usize,
    /// Its number in the source.
    pub passage: usize,
    /// How near it comes: 1 at most.
    pub closeness: f32,
}

/// The passages of `sources` that come nearest to `query`, at most `limit`, nearest first; none that has nothing to do with it.
pub fn nearest(query: &Direction, sources: &[&Vectors], limit: usize) -> Vec<Near> {
    let all: usize = sources.iter().map(|vectors| vectors.len()).sum();
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get).min(1 + all / WORTH_A_THREAD);
    let mut best = std::thread::scope(|scope| {
        let of = |part: usize| {
            let own = sources.iter().enumerate().skip(part).step_by(threads);
            move || nearest_among(query, own, limit)
        };
        let others: Vec<_> = (1..threads).map(|part| scope.spawn(of(part))).collect();
        let mut best = of(0)();
        best.extend(others.into_iter().filter_map(|other| other.join().ok()).flatten());
        best
    });
    keep_nearest(&mut best, limit);
    best.sort_by(order);
    best
}

fn nearest_among<'v>(
    query: &Direction,
    sources: impl Iterator<Item = (usize, &'v &'v Vectors)>,
    limit: usize,
) -> Vec<Near> {
    // Twice as many as wanted are gathered, then the farther half is dropped: cheaper than keeping them in order.
    let mut best: Vec<Near> = Vec::with_capacity(2 * limit + 1);
    let mut least = 0.0;
    for (source, vectors) in sources {
        for (passage, closeness) in vectors.closeness(query).enumerate() {
            if closeness > least {
                best.push(Near { source, passage, closeness });
                if best.len() > 2 * limit {
                    keep_nearest(&mut best, limit);
                    least = best.iter().map(|near| near.closeness).fold(f32::INFINITY, f32::min).max(0.0);
                }
            }
        }
    }
    best
}

fn keep_nearest(best: &mut Vec<Near>, limit: usize) {
    if best.len() > limit {
        best.select_nth_unstable_by(limit, order);
        best.truncate(limit);
    }
}

fn order(a: &Near, b: &Near) -> std::cmp::Ordering {
    b.closeness.total_cmp(&a.closeness).then((a.source, a.passage).cmp(&(b.source, b.passage)))
}

#[cfg(test)]
mod tests {
    use ibid_text::Span;

    use super::*;

    #[test]
    fn the_nearest_come_first_however_many_threads_look() {
        let at = |i: usize| (i as f32 * 0.7).sin();
        let count = 2 * WORTH_A_THREAD + 10;
        let mut sources = vec![Vectors::default(); 7];
        for i in 0..count {
            sources[i % 7].push(Span::new(i, i + 1), &[at(i), 1.0]);
        }
        let query = Direction::of(&[1.0, 0.0]).unwrap();
        let found = nearest(&query, &sources.iter().collect::<Vec<_>>(), 5);
        let mut all: Vec<f32> = sources.iter().flat_map(|vectors| vectors.closeness(&query)).collect();
        all.sort_by(|a, b| b.total_cmp(a));
        assert_eq!(found.iter().map(|near| near.closeness).collect::<Vec<_>>(), all[..5]);
        assert!(nearest(&query, &[], 5).is_empty());
        assert!(nearest(&query, &sources.iter().collect::<Vec<_>>(), 0).is_empty());
    }

    #[test]
    fn what_points_elsewhere_is_not_near() {
        let mut vectors = Vectors::default();
        vectors.push(Span::new(0, 1), &[-1.0, 0.1]);
        vectors.push(Span::new(1, 2), &[0.0, 0.0]);
        assert!(nearest(&Direction::of(&[1.0, 0.0]).unwrap(), &[&vectors], 5).is_empty());
    }
}
