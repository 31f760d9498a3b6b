//! How well a reference fits a whole query.

use super::slot::Slot;
use super::terms::Field;

/// Added for each pair of neighbouring words of the query that also stand side by side.
const SIDE_BY_SIDE: f32 = 0.12;
/// Added for each such pair that stands in the order typed.
const IN_ORDER: f32 = 0.05;
/// Added where the first word typed is the citekey's, the first author's name or begins the title.
const AT_BEGINNING: f32 = 0.15;
/// A word in a container or among the keywords says less of a reference than one in its title.
const ASIDE: f32 = 0.9;
/// Added to what is nearest at hand, and to what is farthest: less than for a beginning.
const NEARBY: (f32, f32) = (0.1, 0.05);

/// What is added to the score of the reference that is the `rank`th of `all` that are nearby.
pub(super) fn nearby(rank: usize, all: usize) -> f32 {
    NEARBY.0 - (NEARBY.0 - NEARBY.1) * rank as f32 / all as f32
}

/// The score of the reference whose words are `row`, all terms being found in it. `masks` has, for
/// each word, a bit for each term that fits it; `quality` says how well.
pub(super) fn score(row: &[Slot], masks: &[u16], quality: impl Fn(usize, usize) -> f32, terms: usize) -> f32 {
    let mut best = [0.0_f32; super::MOST_TERMS];
    let mut beginning = 0.0_f32;
    for slot in row.iter().filter(|slot| masks[slot.word()] != 0) {
        let (word, field) = (slot.word(), slot.field());
        let mask = masks[word];
        for (term, best) in best.iter_mut().enumerate().take(terms).filter(|(term, _)| mask >> term & 1 == 1)
        {
            let fit = quality(term, word) * if field.is_aside() { ASIDE } else { 1.0 };
            *best = best.max(fit);
        }
        if field.is_beginning() {
            beginning = beginning.max(quality(0, word));
        }
    }
    let fits: f32 = best[..terms].iter().sum::<f32>() / terms as f32;
    fits + AT_BEGINNING * beginning + order(row, masks, terms)
}

/// What neighbouring words of the query add by their order in `row`.
fn order(row: &[Slot], masks: &[u16], terms: usize) -> f32 {
    if terms < 2 {
        return 0.0;
    }
    let (mut seen, mut side_by_side, mut in_order) = (0_u16, 0_u16, 0_u16);
    let mut before: Option<(u16, Field)> = None;
    for slot in row {
        let (mask, field) = (masks[slot.word()], slot.field());
        in_order |= (seen << 1) & mask;
        if let Some((last, last_field)) = before
            && last_field.joins(field)
        {
            side_by_side |= (last << 1) & mask;
        }
        seen |= mask;
        before = Some((mask, field));
    }
    let pairs = (terms - 1) as f32;
    let added = SIDE_BY_SIDE * side_by_side.count_ones() as f32 + IN_ORDER * in_order.count_ones() as f32;
    added / pairs.max(1.0)
}
