//! `contradicted`, by a table: the claim makes one of its rows the highest of all, or sets one above another, and the table has
//! it otherwise.
//!
//! Told only where the clause names the rows, and what the column or the table is of, and where every column that may be meant has
//! it otherwise. What is said of some of the rows, of a time, or of how far something moved is left alone.

use std::collections::HashSet;

use ibid_draft::Claim;
use ibid_evidence::SourceText;
use ibid_facts::{Dimension, terms};
use ibid_text::{Language, Span, Word, words};

use crate::context::Context;
use crate::held::cited;
use crate::model::{Code, Finding};
use crate::opposites::tells_a_movement;
use crate::rows::{Figure, Row, Table, tables, year_in};

/// Rows that make a table in which one is the highest.
const FEWEST: usize = 3;
/// Words that may stand between a comparative and its "than".
const BEFORE_THAN: usize = 6;
/// Words between an extreme and what it is the extreme of.
const BESIDE: usize = 4;

/// Words that make a row the highest, and the lowest.
const EXTREMES: [&[&str]; 2] = [
    &["most", "highest", "largest", "greatest", "biggest", "heaviest", "longest", "oldest", "dearest"],
    &["fewest", "least", "lowest", "smallest", "lightest", "shortest", "youngest", "cheapest"],
];
/// Words that set one row above another, and below it.
const COMPARATIVES: [&[&str]; 2] = [
    &["more", "higher", "larger", "greater", "bigger", "heavier", "longer", "older", "dearer"],
    &["fewer", "less", "lower", "smaller", "lighter", "shorter", "younger", "cheaper"],
];
const RANKS: [&str; 5] = ["second", "third", "fourth", "fifth", "sixth"];
/// Words by which a clause says it of some rows, of a time, or denies it.
#[rustfmt::skip]
const ODD: [&str; 47] = [
    "not", "never", "no", "nor", "neither", "hardly", "if", "whether", "would", "could", "should", "may", "might", "among", "amongst",
    "one", "except", "besides", "apart", "excluding", "without", "outside", "since", "ever", "yet", "before", "earlier", "ago",
    "record", "decade", "previous", "once", "formerly", "together", "combined", "both", "almost", "nearly", "perhaps",
    "probably", "expected", "expects", "planned", "increase", "rise", "fall", "change",
];
/// Words of shares, and of averages: of another column than one of plain amounts.
#[rustfmt::skip]
const RELATIVE: [&str; 14] = [
    "share", "shares", "proportion", "rate", "rates", "percent", "cent", "percentage", "per", "head", "average", "mean", "density",
    "relative",
];
/// Words of plain amounts.
const PLAIN: [&str; 8] = ["number", "numbers", "amount", "amounts", "total", "volume", "sum", "quantity"];

/// The finding that a table of the one cited source has the claim's row in another place.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Option<Finding> {
    if Language::of(&claim.text) != Language::English {
        return None;
    }
    let quoted = |span: Span| claim.quoted.iter().any(|q| q.overlaps(span.shift(claim.span.start)));
    let mut standings = standings(&claim.text);
    standings.retain(|standing| !quoted(standing.clause));
    if standings.is_empty() {
        return None;
    }
    let (sources, without) = cited(cx, claim);
    let ([source], true) = (&sources[..], without.is_empty()) else { return None };
    let source = &source.resolved;
    let tables = tables(&source.text, 2);
    let (standing, found) = standings.iter().find_map(|standing| {
        let mut told = tables
            .iter()
            .filter_map(|table| Reading { claim: &claim.text, standing, table, source: &source.text }.told());
        // Two tables of one thing may part the rows otherwise.
        let found = told.next().filter(|_| told.next().is_none())?;
        Some((standing, found?))
    })?;
    let row = source.text.sentences()[found.sentence].span;
    let words = row.of(source.text.text());
    let message = format!("The source’s table has it otherwise: “{words}”.");
    let mut finding = Finding::new(Code::Contradicted, cx.file, standing.at.shift(claim.span.start), message);
    finding.evidence.push(source.evidence(row));
    Some(finding)
}

/// What a clause says of where a row stands.
struct Standing {
    /// The word, and its clause, in bytes of the claim.
    at: Span,
    clause: Span,
    /// Whether it is said to be the highest, or higher.
    high: bool,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// So many from the top, or from the bottom: the first, the second.
    Ranked(usize),
    /// What follows the "than" at this byte is compared with what stands before the word.
    Against(usize),
    /// Likewise, and nothing is above what follows: "nowhere more than in".
    Unequalled(usize),
    /// Nothing is above what stands before: "more than anywhere else".
    Unrivalled,
}

/// The standings that the clauses of `text` tell, one a clause.
fn standings(text: &str) -> Vec<Standing> {
    let words: Vec<Word<'_>> = words(text).collect();
    let clauses = clauses(text, &words);
    let found = clauses.into_iter().filter_map(|clause| {
        let own: Vec<&Word<'_>> = words.iter().filter(|word| clause.contains(word.span)).collect();
        let mut told = (0..own.len()).filter_map(|i| standing(&own, i, clause));
        told.next().filter(|_| told.next().is_none())
    });
    found.collect()
}

/// What the word `i` of a clause says of a standing.
fn standing(own: &[&Word<'_>], i: usize, clause: Span) -> Option<Standing> {
    let lower = |k: usize| own.get(k).map(|word| word.text.to_lowercase()).unwrap_or_default();
    let back = |n: usize| i.checked_sub(n).map(lower).unwrap_or_default();
    let word = lower(i);
    let (rank, word) = match word.rsplit_once(['-', '\u{2010}', '\u{2011}']) {
        Some((rank, word)) => (RANKS.iter().position(|known| *known == rank), word.to_owned()),
        None => (RANKS.iter().position(|known| *known == back(1)), word),
    };
    let side = |sides: &[&[&str]; 2]| sides.iter().position(|side| side.contains(&word.as_str()));
    let all: Vec<String> = (0..own.len()).map(lower).collect();
    let nowhere = all.first().is_some_and(|first| first == "no" || first == "nowhere");
    let odd = |k: usize| ODD.contains(&all[k].as_str()) && !(nowhere && k == 0) || tells_a_movement(&all[k]);
    if (0..all.len()).any(odd) || all.iter().any(|word| word.ends_with("n't") || word.ends_with("n’t")) {
        return None;
    }
    let at = |high, kind| Some(Standing { at: own[i].span, clause, high, kind });
    if let Some(side) = side(&EXTREMES) {
        let before = if rank.is_some() && !own[i].text.contains(['-', '\u{2010}', '\u{2011}']) {
            back(2)
        } else {
            back(1)
        };
        let plain =
            !matches!(before.as_str(), "its" | "their" | "his" | "her" | "at" | "of" | "a" | "an" | "same");
        // "The largest of the western ones" need not be that of all.
        let of_some = all[0] == "of"
            || (i + 1..(i + BESIDE).min(all.len()))
                .any(|k| all[k] == "of" && matches!(lower(k + 1).as_str(), "the" | "these" | "those"));
        let named = word != "most" && word != "least" || before == "the" && lower(i + 1) != "of";
        return at(side == 0, Kind::Ranked(rank.map_or(1, |rank| rank + 2)))
            .filter(|_| plain && named && !of_some);
    }
    let high = side(&COMPARATIVES)? == 0;
    let than = (i + 1..=i + BEFORE_THAN).find(|k| lower(*k) == "than")?;
    let behind = own[than].span.end;
    let figure = lower(than + 1).starts_with(|c: char| c.is_ascii_digit())
        || matches!(lower(than + 1).as_str(), "half" | "a" | "twice" | "two" | "three" | "four");
    let any = matches!(lower(than + 1).as_str(), "anywhere" | "any" | "elsewhere" | "all");
    match (nowhere, any) {
        _ if figure || back(1) == "no" => None,
        (true, false) => at(high, Kind::Unequalled(behind)),
        (false, true) => at(high, Kind::Unrivalled),
        (false, false) => at(high, Kind::Against(behind)),
        (true, true) => None,
    }
}

/// The clauses of a sentence, between its marks and the words that join two.
fn clauses(text: &str, words: &[Word<'_>]) -> Vec<Span> {
    const JOINTS: [&str; 10] =
        ["and", "but", "while", "whereas", "although", "though", "because", "which", "where", "when"];
    let joints = words.iter().filter(|word| JOINTS.contains(&word.text.to_lowercase().as_str()));
    let marks = text.char_indices().filter(|(at, c)| {
        let spaced = text[at + c.len_utf8()..].starts_with(char::is_whitespace);
        ",;:".contains(*c) && spaced || "()[]—–“”\"".contains(*c)
    });
    let mut cuts: Vec<usize> = joints.map(|word| word.span.start).chain(marks.map(|(at, _)| at)).collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    cuts.windows(2).map(|pair| Span::new(pair[0], pair[1])).collect()
}

/// A row that proves a claim wrong.
struct Found {
    sentence: usize,
}

/// A claim's standing, held against one table.
struct Reading<'a> {
    claim: &'a str,
    standing: &'a Standing,
    table: &'a Table<'a>,
    source: &'a SourceText,
}

impl Reading<'_> {
    /// `None` where the table says nothing of it, `Some(None)` where it bears it out.
    fn told(&self) -> Option<Option<Found>> {
        let rows = self.rows_meant()?;
        let columns = self.columns_meant();
        let mut wrong = None;
        for at in columns {
            let Some((dimension, mut figures)) = self.table.column(self.source, at) else { continue };
            if !self.is_of_kind(&dimension, at) {
                return None;
            }
            let is_high = self.standing.high;
            figures.sort_by(|a, b| {
                if is_high { b.amount.total_cmp(&a.amount) } else { a.amount.total_cmp(&b.amount) }
            });
            let found = match rows {
                (row, Some(other)) => below(&figures, row, other)?,
                (row, None) => self.out_of_place(&figures, row)?,
            };
            match found {
                Some(row) => wrong = wrong.or(Some(Found { sentence: self.table.rows[row].sentence })),
                None => return Some(None),
            }
        }
        wrong.map(Some)
    }

    /// The row that stands where the claim puts `row`, if that is another; `None` where the table is too short to tell.
    fn out_of_place(&self, figures: &[Figure], row: usize) -> Option<Option<usize>> {
        let rank = match self.standing.kind {
            Kind::Ranked(rank) => rank,
            _ => 1,
        };
        let own = figures.iter().find(|figure| figure.row == row)?;
        let there = figures.get(rank - 1).filter(|_| figures.len() >= FEWEST)?;
        Some((there.amount != own.amount).then_some(there.row))
    }

    /// The row that the claim tells of, and the one that it is compared with.
    fn rows_meant(&self) -> Option<(usize, Option<usize>)> {
        let clause = self.standing.clause;
        match self.standing.kind {
            Kind::Against(than) => {
                let before = self.only_row(Span::new(clause.start, self.standing.at.start))?;
                let behind = self.only_row(Span::new(than, clause.end))?;
                (before != behind).then_some((before, Some(behind)))
            }
            Kind::Unequalled(than) => Some((self.only_row(Span::new(than, clause.end))?, None)),
            Kind::Unrivalled => Some((self.only_row(Span::new(clause.start, self.standing.at.start))?, None)),
            Kind::Ranked(_) => Some((self.only_row(clause)?, None)),
        }
    }

    /// The one row that a part of the claim names.
    fn only_row(&self, part: Span) -> Option<usize> {
        let terms = self.terms(part);
        let words: HashSet<&str> = terms.iter().map(String::as_str).collect();
        let named = |row: &Row<'_>| row.is_named(part.of(self.claim), &words, false);
        let mut all = (0..self.table.rows.len()).filter(|i| named(&self.table.rows[*i]));
        all.next().filter(|_| all.next().is_none())
    }

    fn terms(&self, part: Span) -> Vec<String> {
        terms(part.of(self.claim), Language::English)
    }

    /// The columns that the claim may mean: those whose heads it has most words of, of the years that it names.
    fn columns_meant(&self) -> Vec<usize> {
        let heads: Vec<&str> = self.table.heads().collect();
        let said = self.terms(self.standing.clause);
        let plain = |text: &str| {
            let mut terms = terms(text, Language::English);
            terms.retain(|term| !term.starts_with(|c: char| c.is_ascii_digit()));
            terms
        };
        let score = |head: &str| plain(head).iter().filter(|term| said.contains(term)).count();
        let best = heads.iter().map(|head| score(head)).max().unwrap_or(0);
        // "Passengers by city": of passengers.
        let told = self.table.caption.split(" by ").next().unwrap_or_default();
        let of_caption = plain(told).iter().any(|term| said.contains(term));
        let bare = heads.iter().all(|head| plain(head).is_empty());
        if best == 0 && !(bare && of_caption) {
            return Vec::new();
        }
        let years: Vec<i32> = words(self.claim).filter_map(|word| year_in(word.text)).collect();
        let dated = |head: &str| year_in(head).is_none_or(|year| years.is_empty() || years.contains(&year));
        (0..heads.len()).filter(|at| score(heads[*at]) == best && dated(heads[*at])).collect()
    }

    /// Whether the column tells shares where the claim does, and plain amounts where it does not.
    fn is_of_kind(&self, dimension: &Dimension, at: usize) -> bool {
        let head = self.table.heads().nth(at).unwrap_or_default();
        let has = |text: &str, list: &[&str]| {
            words(text).any(|word| list.contains(&word.text.to_lowercase().as_str()))
        };
        let clause = self.standing.clause.of(self.claim);
        let relative = *dimension == Dimension::Percent || has(head, &RELATIVE);
        match relative {
            true => !has(clause, &PLAIN),
            false => !has(clause, &RELATIVE),
        }
    }
}

/// The row `other` where it stands above `row`, in the order of the claim's word; `Some(None)` where it does not.
fn below(figures: &[Figure], row: usize, other: usize) -> Option<Option<usize>> {
    let place = |row: usize| figures.iter().position(|figure| figure.row == row);
    let (own, theirs) = (place(row)?, place(other)?);
    let apart = figures[own].amount != figures[theirs].amount;
    Some((apart && theirs < own).then_some(other))
}
