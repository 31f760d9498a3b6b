//! The longest run of words that a claim and a source have in common.

use ibid_text::Span;

use super::between;
use super::words::{ENOUGH, Words, folded};

/// Bytes of the source on either side of a place that are read for how far the run goes.
const MARGIN: usize = 800;

/// A run of words that stands in both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    /// In bytes of the claim.
    pub(super) ours: Span,
    /// In bytes of the source.
    pub(super) theirs: Span,
    /// How much its words count.
    pub(super) counted: f32,
}

/// The run that counts most around any of `places` of `source`, if it is long enough.
pub(super) fn longest(words: &Words<'_>, source: &str, places: Vec<Span>) -> Option<Run> {
    let runs = places.into_iter().filter_map(|place| around(words, source, place));
    runs.max_by(|a, b| a.counted.total_cmp(&b.counted)).filter(|run| run.counted >= ENOUGH)
}

fn around(words: &Words<'_>, source: &str, place: Span) -> Option<Run> {
    let start = (0..=place.start.saturating_sub(MARGIN)).rev().find(|at| source.is_char_boundary(*at))?;
    let end =
        ((place.end + MARGIN).min(source.len())..=source.len()).find(|at| source.is_char_boundary(*at))?;
    let theirs = folded(&source[start..end]);
    let mut best: Option<Run> = None;
    // What the run counts that ends at each of the source's words, and how many words it has.
    let mut before = vec![(0.0, 0); theirs.len() + 1];
    for (i, word) in words.list.iter().enumerate() {
        let mut here = vec![(0.0, 0); theirs.len() + 1];
        for (j, (their, span)) in theirs.iter().enumerate() {
            if *their != word.text {
                continue;
            }
            let (counted, len) = if word.apart { (0.0, 0) } else { before[j] };
            here[j + 1] = (counted + word.counts, len + 1);
            if best.is_none_or(|best| counted + word.counts >= best.counted) {
                best = Some(Run {
                    ours: between(words.list[i - len].span, word.span),
                    theirs: between(theirs[j - len].1, *span).shift(start),
                    counted: counted + word.counts,
                });
            }
        }
        before = here;
    }
    best
}
