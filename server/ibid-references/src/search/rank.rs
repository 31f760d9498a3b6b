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

/// The most that a reference can score which the only term fits no better than `fit`, and at a beginning no better than `beginning`.
pub(super) fn most(fit: f32, beginning: f32) -> f32 {
    fit + AT_BEGINNING * beginning
}

/// The score of the reference whose words are `row`; `None` where one of the `terms` is not found in it. `masks` has, for
/// each word, a bit for each term that fits it; `quality` says how well.
pub(super) fn score(
    row: &[Slot],
    masks: &[u16],
    quality: impl Fn(usize, usize) -> f32,
    terms: usize,
) -> Option<f32> {
    let mut best = [0.0_f32; super::MOST_TERMS];
    let mut beginning = 0.0_f32;
    let mut order = Order::default();
    for slot in row {
        let word = slot.word();
        let mask = masks[word];
        if mask == 0 {
            order.before = None;
            continue;
        }
        let field = slot.field();
        order.go_on(mask, field);
        let mut rest = mask;
        while rest != 0 {
            let term = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let fit = quality(term, word) * if field.is_aside() { ASIDE } else { 1.0 };
            best[term] = best[term].max(fit);
        }
        if mask & 1 == 1 && field.is_beginning() {
            beginning = beginning.max(quality(0, word));
        }
    }
    let all = u16::MAX >> (16 - terms);
    let fits: f32 = best[..terms].iter().sum::<f32>() / terms as f32;
    (order.seen == all).then(|| fits + AT_BEGINNING * beginning + order.adds(terms))
}

/// In what order a row has the words of a query: for each a bit, as in its masks.
#[derive(Default)]
struct Order {
    /// What stands in the row.
    seen: u16,
    /// What stands right behind the word before it in the query.
    side_by_side: u16,
    /// What stands somewhere behind that.
    in_order: u16,
    /// What stands in the word before, if any.
    before: Option<(u16, Field)>,
}

impl Order {
    #[inline]
    fn go_on(&mut self, mask: u16, field: Field) {
        self.in_order |= (self.seen << 1) & mask;
        if let Some((last, last_field)) = self.before
            && last_field.joins(field)
        {
            self.side_by_side |= (last << 1) & mask;
        }
        self.seen |= mask;
        self.before = Some((mask, field));
    }

    /// What it adds to the score of a query of so many terms.
    fn adds(&self, terms: usize) -> f32 {
        let pairs = terms.saturating_sub(1).max(1) as f32;
        let added = SIDE_BY_SIDE * self.side_by_side.count_ones() as f32
            + IN_ORDER * self.in_order.count_ones() as f32;
        added / pairs
    }
}
