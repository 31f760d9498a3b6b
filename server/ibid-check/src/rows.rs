//! What is told by label: rows of tables, as a source's text has them ("Label; Head: value; Head: value"), and lists. A
//! claim that names a label is held against what stands under it, whatever stands under others.

mod lists;

use std::borrow::Cow;
use std::collections::HashSet;

use ibid_evidence::SourceText;
use ibid_facts::{
    Change, Comparison, Dimension, Fact, Quantity, Term, Value, compare, placed_terms, terms,
    transliterations,
};
use ibid_text::Span;

use crate::candidates::moves;
use crate::matching::{Match, matching, opposed, telling};
use crate::slot::{Frame, tells_in_turn};
use crate::swaps::is_part_of;

/// Words that part what is told of one thing from what is told of another.
const PARTINGS: [&str; 6] = [";", " whereas ", " while ", " but ", "；", "而"];
/// Bytes that may stand between a label and its figure.
const BESIDE: usize = 24;

/// A row of a table.
struct Row<'a> {
    /// Its sentence, as an index.
    sentence: usize,
    /// What it is of, in terms.
    label: Vec<String>,
    /// What names its label may be in another language's letters.
    names: Vec<String>,
    /// Whether it is an item of a list, and no row of a table.
    listed: bool,
    cells: Vec<Cell<'a>>,
}

struct Cell<'a> {
    head: &'a str,
    /// Its facts, as indices into the sentence's: the dates of its head, then its figures.
    dates: Vec<usize>,
    figures: Vec<usize>,
}

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
    /// The rows of `source`, parted by whether `claim` names them.
    pub(crate) fn new(claim: &Frame<'a>, source: &'a SourceText) -> Rows<'a> {
        let placed = placed_terms(claim.text, claim.language);
        let told = placed.iter().filter(|term| !is_compared(claim.text, term.span));
        let words: HashSet<&str> = told.map(|term| term.text.as_str()).collect();
        let rows = (0..source.sentences().len()).flat_map(|index| match row(source, index) {
            Some(row) => vec![row],
            None => lists::items(source, index),
        });
        let names = |row: &Row<'_>| {
            let whole = !row.label.is_empty() && row.label.iter().all(|term| words.contains(term.as_str()));
            whole || row.names.iter().any(|name| words.contains(name.as_str()))
        };
        let (named, others) = rows.partition(names);
        Rows { source, text: claim.text, placed, figures: claim.facts, named, others }
    }

    /// What the rows that the claim names say of its fact `wanted`, whose nearest date is `date`.
    pub(crate) fn tell(&self, wanted: &Fact, date: Option<&Fact>) -> Option<Told> {
        if let Some(told) = self.of_another_item(wanted) {
            return Some(told);
        }
        if let Some(told) = self.the_other_way(wanted) {
            return Some(told);
        }
        let same = |row: &&Row<'a>| self.cells(row, wanted, Match::Agrees).next().is_some();
        let Some(row) = self.named.iter().find(same) else { return self.of_another_row(wanted) };
        let cells: Vec<(&Cell<'a>, usize)> = self.cells(row, wanted, Match::Agrees).collect();
        let told = Told::Same { sentence: row.sentence };
        let Some(date) = date else { return Some(told) };
        if cells.iter().any(|(cell, _)| self.dated(row, cell, date) != Some(false)) {
            return Some(told);
        }
        // It has the figure, of another time.
        let then = |(cell, _): &(&Cell<'a>, usize)| self.dated(row, cell, date) == Some(true);
        let of_one = |(cell, _): &(&Cell<'a>, usize)| {
            cells.iter().any(|(own, _)| same_but_digits(own.head, cell.head))
        };
        let there = self.cells(row, wanted, Match::Differs).find(|c| then(c) && of_one(c));
        there.map(|(_, fact)| Told::Other { sentence: row.sentence, fact })
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
        self.others.iter().find_map(|other| {
            let (cell, _) = self.cells(other, wanted, Match::Agrees).next()?;
            let beside = |row: &&Row<'a>| match row.listed {
                true => self.is_beside(row, wanted),
                false => self.tells_of(row, wanted),
            };
            let kin = self.named.iter().filter(|row| row.is_of_one_table(other)).filter(beside);
            let row = kin.min_by_key(|row| self.far(row, wanted))?;
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
        if !telling(wanted)
            || tells_in_turn(self.text)
            || self.cells(row, wanted, Match::Agrees).next().is_some()
        {
            return None;
        }
        let all = self.named.iter().chain(&self.others).filter(|other| other.sentence == row.sentence);
        let (cell, _) = all.flat_map(|other| self.cells(other, wanted, Match::Agrees)).next()?;
        let (_, fact) = self.cells(row, wanted, Match::Differs).find(|(mine, _)| mine.head == cell.head)?;
        Some(Told::Other { sentence: row.sentence, fact })
    }

    /// The item that the claim names, of the list that has its figure, where it names no other and has no other figure of
    /// the kind: "Japan, where sales grew, bought for 246 million".
    fn only_item(&self, wanted: &Fact) -> Option<&Row<'a>> {
        let rival = |fact: &&Fact| {
            fact.span != wanted.span && compare(&wanted.value, &fact.value) != Comparison::Unrelated
        };
        if self.figures.iter().any(|fact| rival(&fact)) {
            return None;
        }
        let listing = self
            .others
            .iter()
            .find(|other| other.listed && self.cells(other, wanted, Match::Agrees).next().is_some())?;
        let mut named = self.named.iter().filter(|row| row.is_of_one_table(listing));
        named.next().filter(|_| named.next().is_none())
    }

    /// Whether the row's label and the claim's fact stand side by side, with nothing but small words between.
    fn is_beside(&self, row: &Row<'_>, wanted: &Fact) -> bool {
        let labels = self.placed.iter().filter(|term| row.is_called(&term.text));
        let mut between = labels.filter_map(|term| {
            let (a, b) = (term.span.min(wanted.span), term.span.max(wanted.span));
            self.text.get(a.end..b.start)
        });
        between.any(|words| {
            let bare = words.strip_prefix(", with").or(words.strip_prefix(", at")).unwrap_or(words);
            bare.len() <= BESIDE && !bare.contains([',', ';', '，', '；', '、']) && !bare.contains(" and ")
        })
    }

    /// Whether the claim tells of a part of its fact: "174 out of 378".
    fn is_whole(&self, wanted: &Fact) -> bool {
        let before = self.figures.iter().rfind(|fact| fact.span.end <= wanted.span.start);
        before.is_some_and(|part| is_part_of(&self.text[part.span.end..wanted.span.start]))
    }

    /// Whether the claim tells its fact of what the row's label names: no figure stands between the two, but before the fact
    /// such as the row has too or are of another kind.
    fn tells_of(&self, row: &Row<'_>, wanted: &Fact) -> bool {
        let facts = self.source.facts(row.sentence);
        let in_row = |fact: &Fact| {
            row.cells
                .iter()
                .flat_map(|cell| &cell.figures)
                .any(|j| matching(fact, &facts[*j]) == Some(Match::Agrees))
        };
        let mut labels = self.placed.iter().filter(|term| row.is_called(&term.text));
        labels.any(|term| {
            let (a, b) = (term.span.min(wanted.span), term.span.max(wanted.span));
            if self.text.get(a.end..b.start).is_some_and(|words| PARTINGS.iter().any(|p| words.contains(p))) {
                return false;
            }
            let mut between = self.figures.iter().filter(|fact| {
                matches!(fact.value, Value::Quantity(_))
                    && fact.span.start >= a.end
                    && fact.span.end <= b.start
            });
            between.all(|fact| {
                let rival = compare(&wanted.value, &fact.value) != Comparison::Unrelated;
                term.span.start < wanted.span.start && (!rival || in_row(fact))
            })
        })
    }

    /// Whether `sentence` is a row whose label the claim names, but not of its fact `wanted`, or of a part of it alone.
    pub(crate) fn names_for_another(&self, sentence: usize, wanted: &Fact) -> bool {
        let mut rows = self.named.iter().filter(|row| row.sentence == sentence && !row.listed);
        rows.any(|row| !self.tells_of(row, wanted) || self.is_whole(wanted))
    }

    /// How far from the claim's fact the row's label stands, in bytes.
    fn far(&self, row: &Row<'_>, wanted: &Fact) -> usize {
        let labels = self.placed.iter().filter(|term| row.is_called(&term.text));
        labels.map(|term| term.span.start.abs_diff(wanted.span.start)).min().unwrap_or(usize::MAX)
    }

    /// The cells of `row` whose figure stands to `wanted` as asked.
    fn cells<'r>(
        &'r self,
        row: &'r Row<'a>,
        wanted: &'r Fact,
        kind: Match,
    ) -> impl Iterator<Item = (&'r Cell<'a>, usize)> {
        let facts = self.source.facts(row.sentence);
        let all = row.cells.iter().flat_map(|cell| cell.figures.iter().map(move |fact| (cell, *fact)));
        all.filter(move |(cell, fact)| {
            matching(wanted, &self.moved(wanted, cell.head, &facts[*fact])) == Some(kind)
        })
    }

    /// The fact of a cell, as the movement that the cell's head says it is; but the claim may leave it to another of its
    /// figures to say that they moved.
    fn moved<'f>(&self, wanted: &Fact, head: &str, fact: &'f Fact) -> Cow<'f, Fact> {
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
            _ => Cow::Borrowed(fact),
        }
    }

    /// Whether the head of `cell` names the time `date`; `None` where it names none that compares.
    fn dated(&self, row: &Row<'a>, cell: &Cell<'a>, date: &Fact) -> Option<bool> {
        let facts = self.source.facts(row.sentence);
        let mut compared = cell.dates.iter().map(|d| compare(&date.value, &facts[*d].value));
        compared.next().filter(|c| *c != Comparison::Unrelated).map(|c| c != Comparison::Different)
    }
}

impl Row<'_> {
    /// Whether a term of the claim's is one of the label's.
    fn is_called(&self, term: &String) -> bool {
        self.label.contains(term) || self.names.contains(term)
    }

    fn is_of_one_table(&self, other: &Row<'_>) -> bool {
        if self.listed || other.listed {
            return self.sentence == other.sentence;
        }
        self.cells.iter().map(|c| c.head).eq(other.cells.iter().map(|c| c.head))
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

/// Whether two heads differ in their figures alone ("MMR 2022", "MMR 2023").
fn same_but_digits(a: &str, b: &str) -> bool {
    let words = |head: &'_ str| head.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    words(a) == words(b)
}

/// Whether the sentence `index` is told as a row of a table.
pub(crate) fn is_row(source: &SourceText, index: usize) -> bool {
    row(source, index).is_some()
}

/// The sentence `index` as a row, if it is told as one.
fn row(source: &SourceText, index: usize) -> Option<Row<'_>> {
    let text = source.sentences()[index].span.of(source.text());
    let (part, colon) = if text.contains('；') { ("；", "：") } else { ("; ", ": ") };
    let (label, rest) = text.split_once(part)?;
    let mut at = label.len() + part.len();
    let mut cells = Vec::new();
    for told in rest.split(part) {
        let (head, _) = told.split_once(colon)?;
        let facts = source.facts(index);
        let within = |span: Span| (0..facts.len()).filter(move |f| span.contains(facts[*f].span));
        let (head_span, value_span) =
            (Span::new(at, at + head.len()), Span::new(at + head.len() + colon.len(), at + told.len()));
        let dates = within(head_span).filter(|f| matches!(facts[*f].value, Value::Date(_))).collect();
        let figures = within(value_span).filter(|f| matches!(facts[*f].value, Value::Quantity(_)));
        cells.push(Cell { head, dates, figures: figures.collect() });
        at += told.len() + part.len();
    }
    let names = transliterations(label).into_iter().map(|name| name.text).collect();
    let label = (!label.contains(colon)).then(|| terms(label, source.language()))?;
    Some(Row { sentence: index, label, names, listed: false, cells })
}
