//! How far something moved between two columns of its row, which differ in their years alone.

use ibid_facts::{Change, Dimension, Fact, Quantity, Value, glossed_terms};

use super::Rows;
use super::row::{Cell, Row, same_but_digits};
use super::told_of::part;
use crate::candidates::moves;
use crate::matching::telling;
use crate::movements::{Movement, Wrong, ends, judge, of_one_kind, years};
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
            labels.filter_map(|label| self.text.get(label.end..wanted.span.start)).any(part)
        };
        let told = self.named.iter().filter(|row| !row.listed && !parted(row));
        let mut rows = told.filter(|row| self.is_of_its_part(row));
        let row = match self.owner(wanted) {
            Some(owner) => owner,
            None => rows.next().filter(|_| rows.next().is_none())?,
        };
        let all = self.steps(row);
        let means = |step: &&Step<'_>| self.means(row, wanted, step) || self.is_the_only(&all, step);
        let steps: Vec<&Step<'_>> = all.iter().filter(means).collect();
        let judged = |step: &&Step<'_>| Some((judge(claimed, &step.levels[0], &step.levels[1])?, step.ends));
        let found: Vec<_> = steps.iter().filter_map(judged).collect();
        let borne_out = found.iter().find(|(wrong, _)| wrong.is_none());
        if let Some((wrong, [from, to])) = borne_out.or(found.first()) {
            return Some(Movement { wrong: *wrong, ends: [(row.sentence, *from), (row.sentence, *to)] });
        }
        if let Some(movement) = self.told_by_its_end(row, wanted, &steps) {
            return Some(movement);
        }
        self.another_difference(row, claimed, &steps).or_else(|| self.another_multiple(row, claimed, &all))
    }

    /// Where the claim tells as how far the row moved what it came to: "went up by 38 weeks", from 21 to 38.
    fn told_by_its_end(&self, row: &Row<'a>, wanted: &Fact, steps: &[&Step<'_>]) -> Option<Movement> {
        let Value::Quantity(claimed) = &wanted.value else { return None };
        let by = self.text[..wanted.span.start].trim_end().ends_with(" by");
        let [step] = steps else { return None };
        let facts = self.source.facts(row.sentence);
        let cell = row.cells.iter().find(|cell| cell.figures.contains(&step.ends[1]))?;
        let end = self.moved(wanted, row, cell.head, &facts[step.ends[1]]);
        let Value::Quantity(end) = &end.value else { return None };
        let is_end = end.low == claimed.low && step.levels[0].low != 0.0;
        (by && is_end && telling_digits(claimed)).then_some(Movement {
            wrong: Some(Wrong::Difference),
            ends: [(row.sentence, step.ends[0]), (row.sentence, step.ends[1])],
        })
    }

    /// Where the claim names no year, and the row is so much larger in none than in another, but another row in its last year than
    /// in its first.
    fn another_multiple(&self, row: &Row<'a>, claimed: &Quantity, all: &[Step<'_>]) -> Option<Movement> {
        if claimed.dimension != Dimension::Factor || !years(self.figures).is_empty() {
            return None;
        }
        let is_so = |step: &Step<'_>| matches!(judge(claimed, &step.levels[0], &step.levels[1]), Some(None));
        let others = self.named.iter().chain(&self.others);
        let mut others = others.filter(|other| other.sentence != row.sentence && other.is_of_one_table(row));
        let elsewhere = others.any(|other| longest(&self.steps(other)).is_some_and(is_so));
        let [from, to] = longest(all).filter(|_| elsewhere && !all.iter().any(is_so))?.ends;
        Some(Movement { wrong: Some(Wrong::Multiple), ends: [(row.sentence, from), (row.sentence, to)] })
    }

    /// The movement along a row that the claim names a word of whose two ends it tells the wrong way about, up to its fact `wanted`: "rose
    /// from 47 to 50 percent" of a row that has 50 and, for a later year, 47.
    pub(crate) fn backwards(&self, wanted: &Fact) -> Option<Movement> {
        let frame = self.claim();
        let told = ends(&frame).into_iter().find(|(_, to)| self.figures[*to].span == wanted.span)?;
        let (from, to) = (&self.figures[told.0], &self.figures[told.1]);
        let goes = |row: &Row<'a>, step: &Step<'_>, from: &Fact, to: &Fact| {
            let states = |end: usize, fact: &Fact| {
                let cell = row.cells.iter().find(|cell| cell.figures.contains(&step.ends[end]));
                let there = &self.source.facts(row.sentence)[step.ends[end]];
                cell.is_some_and(|cell| agree(fact, &self.moved(fact, row, cell.head, there)))
            };
            states(0, from) && states(1, to)
        };
        let all = || self.named.iter().chain(&self.others).filter(|row| !row.listed);
        if all().any(|row| self.steps(row).iter().any(|step| goes(row, step, from, to))) {
            return None;
        }
        let touched = |row: &&Row<'a>| self.placed.iter().any(|term| row.label.contains(&term.text));
        let told =
            all().filter(touched).flat_map(|row| self.steps(row).into_iter().map(move |step| (row, step)));
        let mut found = told.filter(|(row, step)| goes(row, step, to, from));
        let (row, step) = found.next().filter(|_| telling(from) && telling(to) && found.next().is_none())?;
        let [first, last] = step.ends;
        let ends = [(row.sentence, first), (row.sentence, last)];
        Some(Movement { wrong: Some(Wrong::Direction), ends })
    }

    /// Where the claim tells with its fact `wanted` what something came to over so many years from the level before it ("from 163 to 126
    /// over eight years"), and the row has that level, and another so many years later: the claim's is of another year.
    pub(crate) fn over_years(&self, wanted: &Fact) -> Option<Movement> {
        let frame = self.claim();
        let (from, _) = ends(&frame).into_iter().find(|(_, to)| self.figures[*to].span == wanted.span)?;
        let from = &self.figures[from];
        let over = self.years_taken(wanted)?;
        let rows = self.named.iter().filter(|row| !row.listed);
        let steps = rows.flat_map(|row| self.steps(row).into_iter().map(move |step| (row, step)));
        let of_it: Vec<(&Row<'a>, Step<'a>)> = steps
            .filter(|(row, step)| {
                let cell = row.cells.iter().find(|cell| cell.figures.contains(&step.ends[0]));
                let there = &self.source.facts(row.sentence)[step.ends[0]];
                cell.is_some_and(|cell| agree(from, &self.moved(from, row, cell.head, there)))
            })
            .collect();
        let comes_to = |(row, step): &&(&Row<'a>, Step<'a>)| {
            let cell = row.cells.iter().find(|cell| cell.figures.contains(&step.ends[1]));
            let there = &self.source.facts(row.sentence)[step.ends[1]];
            cell.is_some_and(|cell| agree(wanted, &self.moved(wanted, row, cell.head, there)))
        };
        let so_long = |(_, step): &&(&Row<'a>, Step<'a>)| step.years[1] - step.years[0] == over;
        if !telling(from) || of_it.iter().filter(so_long).any(|step| comes_to(&step)) {
            return None;
        }
        let (row, _) = of_it.iter().find(comes_to)?;
        let (_, step) = of_it.iter().filter(so_long).find(|(other, _)| other.sentence == row.sentence)?;
        let [first, last] = step.ends;
        Some(Movement { wrong: Some(Wrong::Difference), ends: [(row.sentence, first), (row.sentence, last)] })
    }

    /// How many years the claim says right behind its fact `wanted` that something took.
    fn years_taken(&self, wanted: &Fact) -> Option<i32> {
        const OVER: [&str; 4] = ["over", "in", "within", "during"];
        const YEAR: f64 = 365.25 * 24.0 * 3600.0;
        let time = self.figures.iter().find(|fact| fact.span.start >= wanted.span.end)?;
        let Value::Quantity(quantity) = &time.value else { return None };
        let between = self.text.get(wanted.span.end..time.span.start)?;
        let over = ibid_text::words(between).next().is_some_and(|word| OVER.contains(&word.text));
        let years = quantity.low / YEAR;
        let whole = (years - years.round()).abs() < 0.01 && years >= 1.0;
        (quantity.dimension == Dimension::Duration && over && whole && !between.contains([',', ';']))
            .then_some(years.round() as i32)
    }

    /// Where the claim names the years of all steps of its row, and the one that goes its way is another difference.
    fn another_difference(&self, row: &Row<'a>, claimed: &Quantity, steps: &[&Step<'_>]) -> Option<Movement> {
        let like = |step: &&&Step<'_>| {
            let by = step.levels[1].low - step.levels[0].low;
            let way = claimed.change == if by > 0.0 { Change::Up } else { Change::Down };
            way && by != 0.0
                && of_one_kind(&step.levels[0], claimed)
                && (1.0 / FAR..=FAR).contains(&(by.abs() / claimed.low))
        };
        let both = |step: &&&Step<'_>| {
            let own = self.years(step);
            step.years.iter().all(|year| own.contains(year))
        };
        let mut steps = steps.iter().filter(both).filter(like);
        let step =
            steps.next().filter(|_| steps.next().is_none() && claimed.dimension != Dimension::Percent)?;
        let [from, to] = step.ends;
        Some(Movement { wrong: Some(Wrong::Difference), ends: [(row.sentence, from), (row.sentence, to)] })
    }

    /// Whether the claim means the step: it names both its years, or the later one where that follows at once, or tells an end.
    fn means(&self, row: &Row<'a>, wanted: &Fact, step: &Step<'_>) -> bool {
        let own = self.years(step);
        let facts = self.source.facts(row.sentence);
        let others = || self.figures.iter().filter(|fact| fact.span != wanted.span);
        let tells = step.ends.iter().any(|end| others().any(|fact| agree(fact, &facts[*end])));
        let named = |year: &i32| own.contains(year);
        let both = step.years.iter().all(named);
        let next = step.years[1] == step.years[0] + 1;
        // "Fell last year": in the last year that the row has.
        let is_last = || {
            row.cells.iter().flat_map(|cell| &cell.dates).filter_map(|date| year(date)).max()
                == Some(step.years[1])
        };
        let of_last = own.is_empty() && next && !tells && self.text.contains("last year") && is_last();
        // "Since 2020": up to the last year that the row has.
        let since = || {
            let [first, _] = step.years;
            own == [first] && is_last() && self.text.contains(&format!("since {first}"))
        };
        both || of_last
            || since()
            || own.is_empty() && tells
            || own.len() == 1 && named(&step.years[1]) && (next || tells)
    }

    /// Whether the claim tells no year and has the words over the step's columns, where the row has two such columns.
    fn is_the_only(&self, all: &[Step<'_>], step: &Step<'_>) -> bool {
        let heads = glossed_terms(step.head, self.source.language());
        let named = heads.iter().any(|term| self.placed.iter().any(|own| own.text == *term));
        let alike = all.iter().filter(|other| same_but_digits(other.head, step.head));
        named && years(self.figures).is_empty() && alike.count() == 1
    }

    /// The years that the claim names, as the step's columns have them: "2022/23" is one.
    fn years(&self, step: &Step<'_>) -> Vec<i32> {
        if !step.of_two_years {
            return years(self.figures);
        }
        let one = |fact: &Fact| {
            if is_of_two_years(fact) {
                year(fact).into_iter().collect()
            } else {
                years(std::slice::from_ref(fact))
            }
        };
        self.figures.iter().flat_map(one).collect()
    }

    /// The pairs of levels in columns of two years, each from the earlier to the later.
    pub(super) fn steps(&self, row: &Row<'a>) -> Vec<Step<'a>> {
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
                Some((cell.head, year(date)?, fact, quantity, is_of_two_years(date)))
            })
            .collect();
        let pairs = dated.iter().flat_map(|a| dated.iter().map(move |b| (a, b)));
        let of_one =
            pairs.filter(|(a, b)| a.1 < b.1 && same_but_digits(a.0, b.0) && a.3.dimension == b.3.dimension);
        of_one
            .map(|(a, b)| Step {
                head: a.0,
                years: [a.1, b.1],
                of_two_years: a.4 && b.4,
                ends: [a.2, b.2],
                levels: [a.3.clone(), b.3.clone()],
            })
            .collect()
    }
}

/// Whether an amount is of two digits or more.
fn telling_digits(q: &Quantity) -> bool {
    (q.low / q.step).abs() >= 10.0
}

/// What a row stood at in two years.
pub(super) struct Step<'a> {
    /// What stands over the first of its columns.
    pub(super) head: &'a str,
    pub(super) years: [i32; 2],
    /// Whether its years are such as "2022/23".
    of_two_years: bool,
    /// Which facts of the row those are.
    pub(super) ends: [usize; 2],
    pub(super) levels: [Quantity; 2],
}

/// The step between the years that lie furthest apart.
fn longest<'s, 'a>(steps: &'s [Step<'a>]) -> Option<&'s Step<'a>> {
    steps.iter().max_by_key(|step| step.years[1] - step.years[0])
}

/// Whether a date is a year that begins in one year and ends in the next: "2022/23".
fn is_of_two_years(fact: &Fact) -> bool {
    let Value::Date(date) = &fact.value else { return false };
    let next = date.until.as_ref().and_then(|until| until.year).zip(date.year);
    date.month.is_none() && next.is_some_and(|(until, year)| until == year + 1)
}

fn year(fact: &Fact) -> Option<i32> {
    match &fact.value {
        Value::Date(date) => date.year,
        _ => None,
    }
}
