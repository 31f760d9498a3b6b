//! What is told by label: rows of tables, as a source's text has them ("Label; Head: value; Head: value"), and lists. A
//! claim that names a label is held against what stands under it, whatever stands under others.

mod cells;
mod columns;
mod lists;
mod row;
mod running;
mod series;
mod tables;
mod told_of;

use std::collections::HashSet;

use ibid_evidence::SourceText;
use ibid_facts::{Bound, Dimension, Fact, Quantity, Term, Value, glossed_terms, placed_terms};
use ibid_text::{Language, Span};

use self::row::{Cell, call_by_name, keep_telling, read_row};
pub(crate) use self::row::{Row, cells_of, head_over, is_row, same_but_digits, year_in};
pub(crate) use self::tables::{CitedTable, Figure, Table, tables};

use crate::matching::{Match, matching, opposed, telling};
use crate::movements;
use crate::slot::{Frame, tells_in_turn};
use crate::swaps::is_part_of;

/// What a table says of a claim's figure.
pub(crate) enum Told {
    /// The row has the figure.
    Same { sentence: usize },
    /// The row has another figure there.
    Other { sentence: usize, fact: usize },
}

/// The tables of one source, for one claim.
pub(crate) struct Rows<'a> {
    source: &'a SourceText,
    /// The claim's words, and where its terms stand.
    text: &'a str,
    placed: Vec<Term>,
    /// Where the claim's figures stand, and what they state.
    figures: &'a [Fact],
    /// Rows that the claim names.
    named: Vec<Row<'a>>,
    others: Vec<Row<'a>>,
}

impl<'a> Rows<'a> {
    /// The rows of `source`, of its `table` where one is named, parted by whether `claim` names them.
    pub(crate) fn new(claim: &Frame<'a>, source: &'a SourceText, table: Option<&CitedTable>) -> Rows<'a> {
        let placed = placed_terms(claim.text, claim.language);
        // "A third" names no row of the third.
        let share =
            |at: Span| claim.facts.iter().any(|fact| is_share_in_words(fact) && fact.span.overlaps(at));
        let told = placed.iter().filter(|term| !is_compared(claim.text, term.span) && !share(term.span));
        let words: HashSet<&str> = told.map(|term| term.text.as_str()).collect();
        let rows = (0..source.sentences().len()).flat_map(|index| match read_row(source, index) {
            Some(row) => vec![row],
            None => lists::items(source, index),
        });
        let mut rows: Vec<Row<'_>> = rows.collect();
        if let Some(table) = table {
            rows.retain(|row| row.listed || !table.excludes(row.sentence));
        }
        keep_telling(&mut rows);
        call_by_name(&mut rows, claim.text, source);
        let foreign = claim.language != source.language();
        let passes = passes_over_years(claim);
        let named = |row: &Row<'_>| {
            row.is_named(claim.text, &words, foreign) && !(passes && columns::only_year(row).is_some())
        };
        let (named, others) = rows.into_iter().partition(named);
        Rows { source, text: claim.text, placed, figures: claim.facts, named, others }
    }

    /// The claim.
    fn claim(&self) -> Frame<'a> {
        Frame { text: self.text, facts: self.figures, before: None, language: Language::of(self.text) }
    }

    /// What the rows that the claim names say of its fact `wanted`, whose nearest date is `date`. What the source says in a
    /// sentence, too, need not be of its tables.
    pub(crate) fn tell(&self, wanted: &Fact, date: Option<&Fact>) -> Option<Told> {
        self.look_up(wanted, date).filter(|told| match told {
            Told::Same { .. } => true,
            Told::Other { sentence, .. } => {
                read_row(self.source, *sentence).is_none() || !self.is_in_prose(wanted)
            }
        })
    }

    fn is_in_prose(&self, wanted: &Fact) -> bool {
        (0..self.source.sentences().len()).any(|index| {
            let facts = self.source.facts(index);
            facts.iter().any(|fact| matching(wanted, fact) == Some(Match::Agrees))
                && read_row(self.source, index).is_none()
                && lists::items(self.source, index).is_empty()
        })
    }

    fn look_up(&self, wanted: &Fact, date: Option<&Fact>) -> Option<Told> {
        if let Some(told) = self
            .of_another_item(wanted)
            .or_else(|| self.of_its_year(wanted))
            .or_else(|| self.of_its_column(wanted))
        {
            return Some(told);
        }
        if let Some(told) = self.the_other_way(wanted) {
            return Some(told);
        }
        // "Some 6.8 million" is 6.84 before it is 6.52.
        let has = |exact: &Fact| self.named.iter().any(|row| self.has(row, exact));
        let exact = exactly(wanted).filter(has);
        let wanted = exact.as_ref().unwrap_or(wanted);
        if let Some(told) = self.of_its_own_row(wanted) {
            return Some(told);
        }
        let same = |row: &&Row<'a>| self.has(row, wanted);
        let Some(row) = self.named.iter().find(same) else { return self.of_another_row(wanted) };
        let cells: Vec<(&Cell<'a>, usize)> = self.cells(row, wanted, Match::Agrees).collect();
        let told = Told::Same { sentence: row.sentence };
        if let Some(told) = self.of_another_head(row, wanted, &cells) {
            return Some(told);
        }
        let Some(date) = date else {
            let other =
                self.of_another_column(row, wanted, &cells).or_else(|| self.of_now(row, wanted, &cells));
            return other.or(Some(told));
        };
        if cells.iter().any(|(cell, _)| self.dated(cell, date) != Some(false)) {
            return Some(told);
        }
        // It has the figure, of another time.
        let then = |(cell, _): &(&Cell<'a>, usize)| self.dated(cell, date) == Some(true);
        let of_one = |(cell, _): &(&Cell<'a>, usize)| {
            cells.iter().any(|(own, _)| same_but_digits(own.head, cell.head))
        };
        let there = self.cells(row, wanted, Match::Differs).find(|c| then(c) && of_one(c));
        there.map(|(_, fact)| Told::Other { sentence: row.sentence, fact })
    }

    /// Where another row that the claim names has the figure, and the one beside it has another in that column: "Osthavn paid
    /// 66 and Velm 71", which the table has the other way about.
    fn of_its_own_row(&self, wanted: &Fact) -> Option<Told> {
        if !telling(wanted) || tells_in_turn(self.text) {
            return None;
        }
        // Of two rows of one label, the figure may be of the other.
        let owner = self.owner(wanted).filter(|owner| owner.part.is_empty())?;
        if self.has(owner, wanted) {
            return None;
        }
        let of_others =
            self.named.iter().filter(|row| row.sentence != owner.sentence && row.is_of_one_table(owner));
        let mut heads =
            of_others.flat_map(|row| self.cells(row, wanted, Match::Agrees)).map(|(cell, _)| cell.head);
        let head = heads.next().filter(|head| heads.all(|other| other == *head))?;
        let (_, fact) = self.cells(owner, wanted, Match::Differs).find(|(cell, _)| cell.head == head)?;
        Some(Told::Other { sentence: owner.sentence, fact })
    }

    /// Where the claim's figures of other rows are all of one column, and this one is of another that differs from it in its
    /// year alone.
    fn of_another_column(&self, row: &Row<'a>, wanted: &Fact, cells: &[(&Cell<'a>, usize)]) -> Option<Told> {
        let [(own, _)] = cells[..] else { return None };
        let others = self.figures.iter().filter(|fact| fact.span != wanted.span);
        let figures: Vec<&Fact> = others.filter(|fact| matches!(fact.value, Value::Quantity(_))).collect();
        // "From 13,900 to 19,600": two of one row.
        let again = figures.iter().any(|fact| self.has(row, fact));
        let dated = self.figures.iter().any(|fact| matches!(fact.value, Value::Date(_)));
        if !telling(wanted) || again || dated || row.listed {
            return None;
        }
        let kin =
            self.named.iter().filter(|other| other.sentence != row.sentence && other.is_of_one_table(row));
        let kin: Vec<&Row<'a>> = kin.collect();
        let heads = figures.iter().flat_map(|fact| {
            kin.iter().flat_map(|other| self.cells(other, fact, Match::Agrees)).map(|(cell, _)| cell.head)
        });
        let heads: Vec<&str> = heads.filter(|head| same_but_digits(head, own.head)).collect();
        let head =
            *heads.first().filter(|head| **head != own.head && heads.iter().all(|other| other == *head))?;
        // The latest is what is meant where no time is named.
        if year_in(head) <= year_in(own.head) {
            return None;
        }
        let (_, fact) = self.cells(row, wanted, Match::Differs).find(|(cell, _)| cell.head == head)?;
        Some(Told::Other { sentence: row.sentence, fact })
    }

    /// Where the claim says that it is so now, and its figure is of an earlier year than the last that the row has.
    fn of_now(&self, row: &Row<'a>, wanted: &Fact, cells: &[(&Cell<'a>, usize)]) -> Option<Told> {
        const NOW: [&str; 5] = ["now", "today", "currently", "nowadays", "meanwhile"];
        let [(own, _)] = cells[..] else { return None };
        let now = ibid_text::words(self.text).any(|word| NOW.contains(&word.text.to_lowercase().as_str()));
        let several = self
            .figures
            .iter()
            .filter(|fact| fact.span != wanted.span)
            .any(|fact| matches!(fact.value, Value::Date(_)) || self.has(row, fact));
        if !now || several || !telling(wanted) || row.listed {
            return None;
        }
        let of_one = |cell: &&Cell<'a>| same_but_digits(cell.head, own.head);
        let last = row.cells.iter().filter(of_one).max_by_key(|cell| year_in(cell.head))?;
        let [fact] = last.figures[..] else { return None };
        (year_in(last.head) > year_in(own.head)).then_some(Told::Other { sentence: row.sentence, fact })
    }

    /// Where the claim has what tells the head of one column from that of the figure's, and nothing of the latter: "the matched
    /// ones" of what stands under "Transferred".
    fn of_another_head(&self, row: &Row<'a>, wanted: &Fact, cells: &[(&Cell<'a>, usize)]) -> Option<Told> {
        let [(own, _)] = cells[..] else { return None };
        if row.listed || !telling(wanted) || tells_in_turn(self.text) {
            return None;
        }
        let says = |term: &String| self.placed.iter().any(|own| own.text == *term);
        let terms = |head: &str| glossed_terms(head, self.source.language());
        let names = |head: &str, other: &str| {
            let others = terms(other);
            let telling: Vec<String> =
                terms(head).into_iter().filter(|term| !others.contains(term)).collect();
            (!telling.is_empty()).then(|| (telling.iter().all(says), telling.iter().any(says)))
        };
        let meant = |cell: &Cell<'a>| {
            !same_but_digits(cell.head, own.head)
                && names(cell.head, own.head).is_some_and(|(all, _)| all)
                && names(own.head, cell.head).is_some_and(|(_, any)| !any)
        };
        // "16,100 of its 18,500 premises": the other figure is the one of that head.
        let told = |fact: usize| {
            let there = &self.source.facts(row.sentence)[fact];
            let mut others = self.figures.iter().filter(|other| other.span != wanted.span);
            others.any(|other| matching(other, there) == Some(Match::Agrees))
        };
        let others = self.cells(row, wanted, Match::Differs).filter(|(cell, _)| meant(cell));
        let mut others = others.filter(|(_, fact)| !told(*fact));
        let (_, fact) = others.next().filter(|_| others.next().is_none())?;
        Some(Told::Other { sentence: row.sentence, fact })
    }

    /// Where the row that the claim names has the figure as a movement the other way.
    fn the_other_way(&self, wanted: &Fact) -> Option<Told> {
        let told = self.named.iter().filter(|row| !row.listed && self.tells_of(row, wanted));
        let other = told
            .flat_map(|row| self.cells(row, wanted, Match::Differs).map(|(_, fact)| (row.sentence, fact)));
        let mut opposite =
            other.filter(|(row, fact)| opposed(&wanted.value, &self.source.facts(*row)[*fact].value));
        opposite.next().filter(|_| telling(wanted)).map(|(sentence, fact)| Told::Other { sentence, fact })
    }

    /// Where another row has the figure: the cell of that column in the row that the claim names.
    fn of_another_row(&self, wanted: &Fact) -> Option<Told> {
        let in_words = matches!(&wanted.value, Value::Quantity(q) if q.in_words);
        if in_words || !telling(wanted) || self.is_whole(wanted) {
            return None;
        }
        let has = |row: &&Row<'a>| self.has(row, wanted);
        if self.others.iter().filter(has).any(|row| row.rest.is_some()) {
            return None;
        }
        self.others.iter().find_map(|other| {
            let (cell, _) = self.cells(other, wanted, Match::Agrees).next()?;
            let beside = |row: &&Row<'a>| match row.listed {
                true => self.is_beside(row, wanted),
                false => self.tells_of(row, wanted),
            };
            let kin = self.named.iter().filter(|row| row.is_of_one_table(other)).filter(beside);
            // Two tables may have the same heads, and each a row of that name.
            let row = kin.min_by_key(|row| (self.far(row, wanted), row.sentence.abs_diff(other.sentence)))?;
            let mut here = self.cells(row, wanted, Match::Differs);
            let (_, fact) = here.find(|(mine, _)| mine.head == cell.head)?;
            Some(Told::Other { sentence: row.sentence, fact })
        })
    }

    /// Where the claim puts the figure of one item of a list right beside the label of another.
    fn of_another_item(&self, wanted: &Fact) -> Option<Told> {
        let beside = |row: &&Row<'a>| row.listed && self.is_beside(row, wanted);
        let mut rows = self.named.iter().filter(beside);
        let row = match (rows.next(), rows.next()) {
            (Some(row), None) => row,
            (None, _) => self.only_item(wanted)?,
            _ => return None,
        };
        if !telling(wanted) || tells_in_turn(self.text) || self.has(row, wanted) {
            return None;
        }
        let all = self.named.iter().chain(&self.others).filter(|other| other.sentence == row.sentence);
        let (cell, _) = all.flat_map(|other| self.cells(other, wanted, Match::Agrees)).next()?;
        let (_, fact) = self.cells(row, wanted, Match::Differs).find(|(mine, _)| mine.head == cell.head)?;
        Some(Told::Other { sentence: row.sentence, fact })
    }

    /// Whether the claim tells of a part of its fact: "174 out of 378".
    fn is_whole(&self, wanted: &Fact) -> bool {
        let before = self.figures.iter().rfind(|fact| fact.span.end <= wanted.span.start);
        before.is_some_and(|part| is_part_of(&self.text[part.span.end..wanted.span.start]))
    }

    /// Whether `sentence` is a row whose label the claim names, but not of its fact `wanted`, or of a part of it alone.
    pub(crate) fn names_for_another(&self, sentence: usize, wanted: &Fact) -> bool {
        let mut rows = self.named.iter().filter(|row| row.sentence == sentence && !row.listed);
        rows.any(|row| !self.tells_of(row, wanted) || self.is_whole(wanted))
    }
}

/// Whether the claim tells of another time than the one that it names, or of several: "since 2019", "two years later".
fn passes_over_years(claim: &Frame<'_>) -> bool {
    const RELATIVE: [&str; 16] = [
        "since",
        "after",
        "before",
        "later",
        "earlier",
        "previous",
        "preceding",
        "following",
        "next",
        "last",
        "ago",
        "from",
        "until",
        "till",
        "compared",
        "against",
    ];
    let several = movements::years(claim.facts).len() > 1;
    several || ibid_text::words(claim.text).any(|word| RELATIVE.contains(&word.text.to_lowercase().as_str()))
}

fn is_share_in_words(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if q.in_words && q.dimension == Dimension::Percent)
}

/// The fact without the "about" before it, where it has one.
fn exactly(fact: &Fact) -> Option<Fact> {
    match &fact.value {
        Value::Quantity(q) if q.bound.is_near() => {
            let value = Value::Quantity(Quantity { bound: Bound::Exact, ..q.clone() });
            Some(Fact { value, ..fact.clone() })
        }
        _ => None,
    }
}

/// Whether what stands at `at` is only what something else is compared with: "below that of citizens".
fn is_compared(text: &str, at: Span) -> bool {
    const WORDS: [&str; 6] =
        [" that of ", " those of ", " that in ", " those in ", " than in ", " than for "];
    let before = &text[..at.start];
    let led = WORDS.iter().filter_map(|words| before.rfind(words)).max();
    led.is_some_and(|from| !before[from..].contains([',', ';', '.']))
}
