//! How far something moved between two columns of its row, which differ in their years alone.

use ibid_facts::{Change, Dimension, Fact, Quantity, Value};

use super::Rows;
use super::row::{Cell, Row, same_but_digits};
use super::told_of::PARTINGS;
use crate::candidates::moves;
use crate::movements::{Movement, Wrong, judge, of_one_kind, years};
use crate::slot::agree;

/// How many times as large one difference may be as another that it was mistaken for.
const FAR: f64 = 4.0;

impl<'a> Rows<'a> {
    /// The movement between two columns of the row that the claim names that its fact `wanted` tells; one that bears it out,
    /// where there is one.
    pub(crate) fn along(&self, wanted: &Fact) -> Option<Movement> {
        let Value::Quantity(claimed) = &wanted.value else { return None };
        if !moves(wanted) {
            return None;
        }
        let parted = |row: &Row<'_>| {
            let labels = self.placed.iter().filter(|term| row.is_called(&term.text)).map(|term| term.span);
            labels
                .filter_map(|label| self.text.get(label.end..wanted.span.start))
                .any(|between| PARTINGS.iter().any(|p| between.contains(p)))
        };
        let told = self.named.iter().filter(|row| !row.listed && !parted(row));
        let mut rows = told.filter(|row| self.is_of_its_part(row));
        let row = match self.owner(wanted) {
            Some(owner) => owner,
            None => rows.next().filter(|_| rows.next().is_none())?,
        };
        let steps: Vec<Step> =
            self.steps(row).into_iter().filter(|step| self.means(row, wanted, step)).collect();
        let judged = |step: &Step| Some((judge(claimed, &step.levels[0], &step.levels[1])?, step.ends));
        let found: Vec<_> = steps.iter().filter_map(judged).collect();
        let borne_out = found.iter().find(|(wrong, _)| wrong.is_none());
        if let Some((wrong, [from, to])) = borne_out.or(found.first()) {
            return Some(Movement { wrong: *wrong, ends: [(row.sentence, *from), (row.sentence, *to)] });
        }
        self.another_difference(row, claimed, &steps)
    }

    /// Where the claim names the years of all steps of its row, and the one that goes its way is another difference.
    fn another_difference(&self, row: &Row<'a>, claimed: &Quantity, steps: &[Step]) -> Option<Movement> {
        let like = |step: &&Step| {
            let by = step.levels[1].low - step.levels[0].low;
            let way = claimed.change == if by > 0.0 { Change::Up } else { Change::Down };
            way && by != 0.0
                && of_one_kind(&step.levels[0], claimed)
                && (1.0 / FAR..=FAR).contains(&(by.abs() / claimed.low))
        };
        let own = years(self.figures);
        let both = |step: &&Step| step.years.iter().all(|year| own.contains(year));
        let mut steps = steps.iter().filter(both).filter(like);
        let step =
            steps.next().filter(|_| steps.next().is_none() && claimed.dimension != Dimension::Percent)?;
        let [from, to] = step.ends;
        Some(Movement { wrong: Some(Wrong::Difference), ends: [(row.sentence, from), (row.sentence, to)] })
    }

    /// Whether the claim means the step: it names both its years, or the later one where that follows at once, or tells an end.
    fn means(&self, row: &Row<'a>, wanted: &Fact, step: &Step) -> bool {
        let own = years(self.figures);
        let facts = self.source.facts(row.sentence);
        let others = || self.figures.iter().filter(|fact| fact.span != wanted.span);
        let tells = step.ends.iter().any(|end| others().any(|fact| agree(fact, &facts[*end])));
        let named = |year: &i32| own.contains(year);
        let both = step.years.iter().all(named);
        let next = step.years[1] == step.years[0] + 1;
        both || own.is_empty() && tells || own.len() == 1 && named(&step.years[1]) && (next || tells)
    }

    /// The pairs of levels in columns of two years, each from the earlier to the later.
    fn steps(&self, row: &Row<'a>) -> Vec<Step> {
        let facts = self.source.facts(row.sentence);
        let level = |cell: &Cell<'_>| match cell.figures[..] {
            [only] => match &facts[only].value {
                Value::Quantity(q) if !moves(&facts[only]) && q.low > 0.0 => Some((only, q.clone())),
                _ => None,
            },
            _ => None,
        };
        let dated: Vec<_> = row
            .cells
            .iter()
            .filter_map(|cell| {
                let [date] = cell.dates[..] else { return None };
                let (fact, quantity) = level(cell)?;
                Some((cell.head, year(&facts[date])?, fact, quantity))
            })
            .collect();
        let pairs = dated.iter().flat_map(|a| dated.iter().map(move |b| (a, b)));
        let of_one =
            pairs.filter(|(a, b)| a.1 < b.1 && same_but_digits(a.0, b.0) && a.3.dimension == b.3.dimension);
        of_one
            .map(|(a, b)| Step { years: [a.1, b.1], ends: [a.2, b.2], levels: [a.3.clone(), b.3.clone()] })
            .collect()
    }
}

/// What a row stood at in two years.
struct Step {
    years: [i32; 2],
    /// Which facts of the row those are.
    ends: [usize; 2],
    levels: [Quantity; 2],
}

fn year(fact: &Fact) -> Option<i32> {
    match &fact.value {
        Value::Date(date) => date.year,
        _ => None,
    }
}
