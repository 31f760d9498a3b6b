//! What the cells of a row state, in the claim's unit and as the movement that stands over them.

use std::borrow::Cow;

use ibid_facts::{Change, Comparison, Dimension, Fact, Quantity, Value, compare, written_digits};
use ibid_text::Span;

use super::Rows;
use super::row::{Cell, Row};
use super::tables::scale_over;
use crate::candidates::moves;
use crate::matching::{Match, matching};

impl<'a> Rows<'a> {
    /// Whether `row` has the figure `wanted`.
    pub(super) fn has(&self, row: &Row<'a>, wanted: &Fact) -> bool {
        self.cells(row, wanted, Match::Agrees).next().is_some()
    }

    /// The cells of `row` whose figure stands to `wanted` as asked.
    pub(super) fn cells<'r>(
        &'r self,
        row: &'r Row<'a>,
        wanted: &'r Fact,
        kind: Match,
    ) -> impl Iterator<Item = (&'r Cell<'a>, usize)> {
        let facts = self.source.facts(row.sentence);
        let all = row.cells.iter().flat_map(|cell| cell.figures.iter().map(move |fact| (cell, *fact)));
        all.filter(move |(cell, fact)| {
            let found = match row.listed {
                true => self.in_unit(wanted, facts, *fact),
                false => self.moved(wanted, row, cell.head, &facts[*fact]),
            };
            matching(wanted, &found) == Some(kind)
        })
    }

    /// The fact `j` of a list in the unit of `wanted`, where an item before it has that and it has none: "A lost 63 hours, B
    /// lost 44 and C 43".
    fn in_unit<'f>(&self, wanted: &Fact, facts: &'f [Fact], j: usize) -> Cow<'f, Fact> {
        let found = &facts[j];
        let (Value::Quantity(own), Value::Quantity(bare)) = (&wanted.value, &found.value) else {
            return Cow::Borrowed(found);
        };
        let has_unit = |fact: &Fact| match &fact.value {
            Value::Quantity(q) => q.dimension == own.dimension && q.change == own.change,
            _ => false,
        };
        let is_bare = bare.dimension == Dimension::Number && facts[..j].iter().any(has_unit);
        match self.number(wanted).filter(|number| is_bare && *number > 0.0) {
            Some(number) => {
                let value = Value::Quantity(counted_in(own.low / number, bare, own));
                Cow::Owned(Fact { value, ..found.clone() })
            }
            None => Cow::Borrowed(found),
        }
    }

    /// The number that the claim writes for its fact `wanted`, without unit and scale.
    fn number(&self, wanted: &Fact) -> Option<f64> {
        written_digits(wanted.span.of(self.text))?.parse().ok()
    }

    /// The fact of a cell, as the movement that the cell's head says it is; but the claim may leave it to another of its
    /// figures to say that they moved.
    pub(super) fn moved<'f>(
        &self,
        wanted: &Fact,
        row: &Row<'_>,
        head: &str,
        fact: &'f Fact,
    ) -> Cow<'f, Fact> {
        const MOVEMENTS: [&str; 5] = ["change", "growth", "增长", "同比", "增速"];
        let head = head.to_lowercase();
        let left_to_another = !moves(wanted) && self.figures.iter().any(moves);
        match &fact.value {
            Value::Quantity(q)
                if !left_to_another
                    && q.change == Change::Level
                    && matches!(q.dimension, Dimension::Percent)
                    && MOVEMENTS.iter().any(|word| head.contains(word)) =>
            {
                let change = if q.low < 0.0 { Change::Down } else { Change::Up };
                let value =
                    Value::Quantity(Quantity { change, low: q.low.abs(), high: q.high.abs(), ..q.clone() });
                Cow::Owned(Fact { value, ..fact.clone() })
            }
            Value::Quantity(q) if left_to_another && q.change != Change::Level => {
                let sign = if q.change == Change::Down { -1.0 } else { 1.0 };
                let (low, high) = (q.low * sign, q.high * sign);
                let value = Value::Quantity(Quantity { change: Change::Level, low, high, ..q.clone() });
                Cow::Owned(Fact { value, ..fact.clone() })
            }
            Value::Quantity(q) if q.dimension == Dimension::Number => {
                match self.in_the_unit_of(wanted, row, fact.span, q) {
                    Some(value) => Cow::Owned(Fact { value: Value::Quantity(value), ..fact.clone() }),
                    None => Cow::Borrowed(fact),
                }
            }
            _ => Cow::Borrowed(fact),
        }
    }

    /// A cell's bare number in the unit of the claim's fact: what a table's title says of the unit is said of its cells ("Prices,
    /// francs a tonne"; "income in million crowns").
    fn in_the_unit_of(&self, wanted: &Fact, row: &Row<'_>, at: Span, cell: &Quantity) -> Option<Quantity> {
        let Value::Quantity(own) = &wanted.value else { return None };
        let number = self.number(wanted)?;
        let scale = || {
            let told = self.source.sentences()[row.sentence].span.of(self.source.text());
            let bare = written_digits(at.of(told))?.parse() == Ok(cell.low);
            scale_over(self.source, row.sentence).filter(|scale| bare && own.low >= *scale)
        };
        let unit = match own.dimension {
            Dimension::Money(_) => scale().unwrap_or(1.0),
            Dimension::Percent => 1.0,
            Dimension::Number | Dimension::Count(_) => scale()?,
            Dimension::Physical(_) | Dimension::Duration if number > 0.0 => own.low / number,
            _ => return None,
        };
        Some(counted_in(unit, cell, &Quantity { dimension: own.dimension.clone(), ..cell.clone() }))
    }

    /// Whether the head of `cell` names the time `date`; `None` where it names none that compares.
    pub(super) fn dated(&self, cell: &Cell<'a>, date: &Fact) -> Option<bool> {
        let mut compared = cell.dates.iter().map(|there| compare(&date.value, &there.value));
        compared.next().filter(|c| *c != Comparison::Unrelated).map(|c| c != Comparison::Different)
    }
}

/// A bare number as so many of `unit`, and otherwise as `like` is.
fn counted_in(unit: f64, bare: &Quantity, like: &Quantity) -> Quantity {
    let (low, high, step) = (bare.low * unit, bare.high * unit, bare.step * unit);
    Quantity { low, high, step, ..like.clone() }
}
