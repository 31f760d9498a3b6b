//! What is told by label: rows of tables, as a source's text has them ("Label; Head: value; Head: value"), and lists. A
//! claim that names a label is held against what stands under it, whatever stands under others.

mod lists;
mod series;

use std::borrow::Cow;
use std::collections::HashSet;

use ibid_evidence::SourceText;
use ibid_facts::{
    Change, Comparison, Dimension, Fact, Quantity, Term, Value, compare, glossed_terms, glosses,
    placed_terms, terms, transliterations,
};
use ibid_text::{Span, is_cjk};

use crate::candidates::moves;
use crate::matching::{Match, matching, opposed, telling};
use crate::slot::{Frame, tells_in_turn};
use crate::swaps::is_part_of;

/// Words that part what is told of one thing from what is told of another.
const PARTINGS: [&str; 6] = [";", " whereas ", " while ", " but ", "；", "而"];
/// Bytes that may stand between a label and its figure.
const BESIDE: usize = 24;
/// Likewise where the label is the figure's subject.
const WITHIN: usize = 60;

/// Words that open the label of a row of the rest, or of all.
const REST: [&str; 6] = ["all", "other", "others", "rest", "remaining", "total"];

/// A row of a table.
struct Row<'a> {
    /// Its sentence, as an index.
    sentence: usize,
    /// What it is of, in terms.
    label: Vec<String>,
    /// What tells it from its table's other rows, where that is less than the whole label: "Osthavn" of "Osthavn, Velm".
    short: Vec<String>,
    /// The word that opens the label of a row of the rest, or of all: "All regions", "Other goods".
    rest: Option<String>,
    /// What names its label may be in another language's letters.
    names: Vec<String>,
    /// What its words are in another language, any one for each; none where some are not known.
    glossed: Vec<Vec<String>>,
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
        let mut rows: Vec<Row<'_>> = rows.collect();
        keep_telling(&mut rows);
        let has =
            |terms: &[String]| !terms.is_empty() && terms.iter().all(|term| words.contains(term.as_str()));
        let foreign = claim.language != source.language();
        let says =
            |rest: &String| ibid_text::words(claim.text).any(|word| word.text.eq_ignore_ascii_case(rest));
        let names = |row: &Row<'_>| {
            if row.rest.as_ref().is_some_and(|rest| !says(rest)) {
                return false;
            }
            let any = |word: &Vec<String>| word.iter().any(|term| words.contains(term.as_str()));
            has(&row.label)
                || has(&row.short)
                || row.names.iter().any(|name| words.contains(name.as_str()))
                || foreign && !row.glossed.is_empty() && row.glossed.iter().all(any)
        };
        let (named, others) = rows.into_iter().partition(names);
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
        if let Some(told) = self.of_its_own_row(wanted) {
            return Some(told);
        }
        let Some(row) = self.named.iter().find(same) else { return self.of_another_row(wanted) };
        let cells: Vec<(&Cell<'a>, usize)> = self.cells(row, wanted, Match::Agrees).collect();
        let told = Told::Same { sentence: row.sentence };
        let Some(date) = date else { return self.of_another_column(row, wanted, &cells).or(Some(told)) };
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

    /// Where another row that the claim names has the figure, and the one beside it has another in that column: "Osthavn paid
    /// 66 and Velm 71", which the table has the other way about.
    fn of_its_own_row(&self, wanted: &Fact) -> Option<Told> {
        if !telling(wanted) || tells_in_turn(self.text) {
            return None;
        }
        let owner = self.owner(wanted)?;
        if self.cells(owner, wanted, Match::Agrees).next().is_some() {
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

    /// The row of which the claim plainly tells the figure: its label stands right behind it ("66 in Osthavn"), or is the last
    /// before it, with no other row's label between that and the figure before.
    fn owner(&self, wanted: &Fact) -> Option<&Row<'a>> {
        const LEADING: [&str; 6] = ["in", "at", "for", "on", "by", "from"];
        const TURNS: [&str; 6] = [" than ", " unlike ", " not ", " like ", " against ", " of which "];
        let rows = self.named.iter().filter(|row| !row.listed && self.is_of_its_part(row));
        let labels: Vec<(Span, &Row<'a>)> = rows.filter_map(|row| Some((self.label_of(row)?, row))).collect();
        let led = |label: &Span| {
            let between = self.text.get(wanted.span.end..label.start)?;
            let plain = between.len() <= BESIDE && !between.contains([',', ';', '(', '，', '；']);
            Some(
                plain
                    && between.split_whitespace().any(|word| LEADING.contains(&word))
                    && !between.contains(" and "),
            )
        };
        if let Some((_, row)) = labels.iter().find(|(label, _)| led(label) == Some(true)) {
            return Some(row);
        }
        let rival = |fact: &&Fact| {
            fact.span != wanted.span && compare(&wanted.value, &fact.value) != Comparison::Unrelated
        };
        let before = self.figures.iter().filter(rival).map(|fact| fact.span.end);
        let from = before.filter(|end| *end <= wanted.span.start).max().unwrap_or(0);
        let mut since =
            labels.iter().filter(|(label, _)| label.start >= from && label.end <= wanted.span.start);
        let (label, row) = since.next().filter(|_| since.next().is_none())?;
        let between = self.text.get(label.end..wanted.span.start)?;
        let turned = TURNS
            .iter()
            .any(|turn| self.text.get(from..wanted.span.start).is_some_and(|words| words.contains(turn)));
        let parted = PARTINGS.iter().any(|parting| between.contains(parting));
        (!turned && !parted && between.len() <= WITHIN).then_some(*row)
    }

    /// Whether, of the rows of one label, the claim has most of what stands over this one: tables have parts.
    fn is_of_its_part(&self, row: &Row<'_>) -> bool {
        let told = |row: &Row<'_>| {
            let head = row.cells.first().map_or("", |cell| cell.head);
            let told = glossed_terms(head, self.source.language());
            told.iter().filter(|term| self.placed.iter().any(|own| own.text == **term)).count()
        };
        let twins =
            self.named.iter().filter(|other| other.sentence != row.sentence && other.label == row.label);
        let own = told(row);
        twins
            .into_iter()
            .all(|other| told(other) < own || told(other) == own && row.sentence < other.sentence)
    }

    /// Where the claim first has what tells the row.
    fn label_of(&self, row: &Row<'_>) -> Option<Span> {
        let first = if row.short.is_empty() { row.label.first() } else { row.short.first() };
        let is = |term: &&Term| {
            first.is_some_and(|first| term.text == *first)
                || row.names.contains(&term.text)
                || row.glossed.last().is_some_and(|word| word.contains(&term.text))
        };
        let mut found = self.placed.iter().filter(is).map(|term| term.span);
        found.next().filter(|_| found.next().is_none())
    }

    /// Where the claim's figures of other rows are all of one column, and this one is of another that differs from it in its
    /// year alone.
    fn of_another_column(&self, row: &Row<'a>, wanted: &Fact, cells: &[(&Cell<'a>, usize)]) -> Option<Told> {
        let [(own, _)] = cells[..] else { return None };
        let others = self.figures.iter().filter(|fact| fact.span != wanted.span);
        let figures: Vec<&Fact> = others.filter(|fact| matches!(fact.value, Value::Quantity(_))).collect();
        // "From 13,900 to 19,600": two of one row.
        let again = figures.iter().any(|fact| self.cells(row, fact, Match::Agrees).next().is_some());
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
            Value::Quantity(q) if left_to_another && q.change != Change::Level => {
                let sign = if q.change == Change::Down { -1.0 } else { 1.0 };
                let (low, high) = (q.low * sign, q.high * sign);
                let value = Value::Quantity(Quantity { change: Change::Level, low, high, ..q.clone() });
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
        self.label.contains(term)
            || self.names.contains(term)
            || self.glossed.iter().any(|word| word.contains(term))
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

/// The year that a head names.
fn year_in(head: &str) -> Option<i32> {
    let year = |word: ibid_text::Word<'_>| {
        word.text.get(..4)?.parse().ok().filter(|year| (1000..2200).contains(year))
    };
    ibid_text::words(head).find_map(year)
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
    let glossed = glossed(label);
    let first = ibid_text::words(label).next().map(|word| word.text.to_lowercase());
    let rest = first.filter(|word| REST.contains(&word.as_str()));
    let (short, _) = label.split_once([',', '(', '，', '（']).unwrap_or_default();
    let short = terms(short, source.language());
    let label = (!label.contains(colon)).then(|| terms(label, source.language()))?;
    Some(Row { sentence: index, label, short, rest, names, glossed, listed: false, cells })
}

/// What the words of a Chinese label stand for in English; none where that is not known of all of it.
fn glossed(label: &str) -> Vec<Vec<String>> {
    let found = glosses(label);
    let known = |at: usize| found.iter().any(|term| term.span.start <= at && at < term.span.end);
    if label.char_indices().any(|(at, c)| is_cjk(c) && !known(at)) {
        return Vec::new();
    }
    found
        .chunk_by(|a, b| a.span == b.span)
        .map(|word| word.iter().map(|term| term.text.clone()).collect())
        .collect()
}

/// Leaves the short form of a label to the rows alone that it tells from the others of their table.
fn keep_telling(rows: &mut [Row<'_>]) {
    let shorts: Vec<(usize, Vec<String>)> =
        rows.iter().map(|row| (row.cells.len(), row.short.clone())).collect();
    let all = rows.iter().map(|row| row.label.clone()).collect::<Vec<_>>();
    for (i, row) in rows.iter_mut().enumerate() {
        let own = &shorts[i];
        let again = shorts.iter().enumerate().any(|(j, other)| j != i && other == own);
        if again || all.contains(&row.short) {
            row.short = Vec::new();
        }
    }
}

/// What stands over the fact `j` in the sentence `index`, where that is a row of a table.
pub(crate) fn head_over(source: &SourceText, index: usize, j: usize) -> Option<&str> {
    row(source, index)?.cells.into_iter().find(|cell| cell.figures.contains(&j)).map(|cell| cell.head)
}
