//! Rows of tables, as a source's text has them: "Label; Head: value; Head: value".

use std::collections::HashSet;

use ibid_evidence::SourceText;
use ibid_facts::{Dimension, Fact, Value, glosses, terms, transliterations};
use ibid_text::{Span, is_cjk};

use crate::matching::is_bare_year;

/// Words that open the label of a row of the rest, or of all.
const REST: [&str; 6] = ["all", "other", "others", "rest", "remaining", "total"];

/// A row of a table.
pub(crate) struct Row<'a> {
    /// Its sentence, as an index.
    pub(crate) sentence: usize,
    /// What it is of, as it stands there.
    pub(super) title: &'a str,
    /// What it is of, in terms.
    pub(super) label: Vec<String>,
    /// What its second column has, in terms, where that tells it from a row of the same label: "Rail" of "Halder | Rail".
    pub(super) part: Vec<String>,
    /// What tells it from its table's other rows, where that is less than the whole label: "Osthavn" of "Osthavn, Velm".
    pub(super) short: Vec<String>,
    /// The word that opens the label of a row of the rest, or of all: "All regions", "Other goods".
    pub(crate) rest: Option<String>,
    /// What names its label may be in another language's letters.
    pub(super) names: Vec<String>,
    /// What its words are in another language, any one for each; none where some are not known.
    pub(super) glossed: Vec<Vec<String>>,
    /// Whether it is an item of a list, and no row of a table.
    pub(super) listed: bool,
    pub(crate) cells: Vec<Cell<'a>>,
}

pub(crate) struct Cell<'a> {
    pub(crate) head: &'a str,
    /// The dates of its head.
    pub(super) dates: Vec<&'a Fact>,
    /// Its figures, as indices into the sentence's facts.
    pub(crate) figures: Vec<usize>,
}

impl Row<'_> {
    /// Whether `text`, of the terms `words`, names its label; in another language where that is `foreign` to it.
    pub(crate) fn is_named(&self, text: &str, words: &HashSet<&str>, foreign: bool) -> bool {
        let says = |rest: &String| ibid_text::words(text).any(|word| word.text.eq_ignore_ascii_case(rest));
        if self.rest.as_ref().is_some_and(|rest| !says(rest)) {
            return false;
        }
        let begins = |part: &String| words.iter().any(|word| word.starts_with(part.as_str()) || word == part);
        if !self.part.iter().all(begins) {
            return false;
        }
        let has =
            |terms: &[String]| !terms.is_empty() && terms.iter().all(|term| words.contains(term.as_str()));
        let any = |word: &Vec<String>| word.iter().any(|term| words.contains(term.as_str()));
        has(&self.label)
            || has(&self.short)
            || self.names.iter().any(|name| words.contains(name.as_str()))
            || foreign && !self.glossed.is_empty() && self.glossed.iter().all(any)
    }

    /// Whether a term of the claim's is one of the label's.
    pub(super) fn is_called(&self, term: &String) -> bool {
        self.label.contains(term)
            || self.names.contains(term)
            || self.glossed.iter().any(|word| word.contains(term))
    }

    pub(super) fn is_of_one_table(&self, other: &Row<'_>) -> bool {
        if self.listed || other.listed {
            return self.sentence == other.sentence;
        }
        self.cells.iter().map(|c| c.head).eq(other.cells.iter().map(|c| c.head))
    }
}

/// The year that a head names.
pub(crate) fn year_in(head: &str) -> Option<i32> {
    let year = |word: ibid_text::Word<'_>| {
        word.text.get(..4)?.parse().ok().filter(|year| (1000..2200).contains(year))
    };
    ibid_text::words(head).find_map(year)
}

/// Whether two heads differ in their figures alone ("MMR 2022", "MMR 2023").
pub(crate) fn same_but_digits(a: &str, b: &str) -> bool {
    let words = |head: &'_ str| head.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    words(a) == words(b)
}

/// Whether the sentence `index` is told as a row of a table.
pub(crate) fn is_row(source: &SourceText, index: usize) -> bool {
    read_row(source, index).is_some()
}

/// The sentence `index` as a row, if it is told as one.
pub(super) fn read_row(source: &SourceText, index: usize) -> Option<Row<'_>> {
    told_row(source, index).or_else(|| bare_row(source, index))
}

/// A row of a table that was read as text alone, as those of PDFs are: "Mallow 11,300 48,700 26,500", some lines below a line of as
/// many years, or right below what stands over the columns.
fn bare_row(source: &SourceText, index: usize) -> Option<Row<'_>> {
    let (title, figures) = bare_figures(source, index)?;
    let (line, heads) =
        years_above(source, index, figures.len()).or_else(|| heads_above(source, index, figures.len()))?;
    let dates = |head: Span| {
        let facts = source.facts(line).iter();
        facts.filter(move |fact| is_date(fact) && head.contains(fact.span)).collect()
    };
    let cell = |(head, figure): (&Span, usize)| Cell {
        head: head.of(line_of(source, line)),
        dates: dates(*head),
        figures: vec![figure],
    };
    Some(row(source, index, (title, ""), heads.iter().zip(figures).map(cell).collect()))
}

fn line_of(source: &SourceText, index: usize) -> &str {
    source.sentences()[index].span.of(source.text())
}

/// The label of a line of bare figures, and which of its facts these are. The label may be a year.
fn bare_figures(source: &SourceText, index: usize) -> Option<(&str, Vec<usize>)> {
    const LABEL: usize = 40;
    let (text, facts) = (line_of(source, index), source.facts(index));
    let year = facts.first().filter(|fact| fact.span.start == 0 && is_bare_year(&fact.value));
    let begin = year.map_or_else(|| text.find(|c: char| c.is_ascii_digit()), |year| Some(year.span.end))?;
    let (label, rest) = text.split_at(begin);
    let named = label.starts_with(char::is_uppercase) && label.len() <= LABEL || year.is_some();
    let plain = year.is_some() || label.chars().all(|c| c.is_alphabetic() || " -’'&".contains(c));
    if !named || !plain || !rest.chars().all(|c| c.is_ascii_digit() || " ,.".contains(c)) {
        return None;
    }
    let bare = |fact: &Fact| matches!(&fact.value, Value::Quantity(q) if q.dimension == Dimension::Number);
    let figures: Vec<usize> = (usize::from(year.is_some())..facts.len()).collect();
    let each = figures.len() >= 2 && figures.len() == rest.split_whitespace().count();
    let alone = each && !rest.ends_with('.') && figures.iter().all(|j| bare(&facts[*j]));
    alone.then(|| (label.trim_end(), figures))
}

/// A line of `count` different years some lines above `index`, and where they stand in it.
fn years_above(source: &SourceText, index: usize, count: usize) -> Option<(usize, Vec<Span>)> {
    const BELOW: usize = 16;
    let years = |index: usize| source.facts(index).iter().filter(|fact| is_bare_year(&fact.value));
    let above = (index.saturating_sub(BELOW)..index).rev().find(|above| years(*above).count() > 1)?;
    let heads: Vec<&Fact> = years(above).collect();
    let apart = heads.windows(2).all(|pair| pair[0].value != pair[1].value);
    (heads.len() == count && apart && is_header(line_of(source, above)))
        .then(|| (above, heads.iter().map(|head| head.span).collect()))
}

/// What stands over `count` columns, where nothing but rows of as many stands between that line and `index`: a capital opens what
/// stands over each, the first of which is over the labels ("City Registered couriers Accidents").
fn heads_above(source: &SourceText, index: usize, count: usize) -> Option<(usize, Vec<Span>)> {
    let is_row =
        |index: &usize| bare_figures(source, *index).is_some_and(|(_, figures)| figures.len() == count);
    let line = (0..index).rev().find(|above| !is_row(above))?;
    let text = line_of(source, line);
    let opens = |word: &ibid_text::Word<'_>| word.text.starts_with(char::is_uppercase);
    let starts: Vec<usize> = ibid_text::words(text).filter(opens).map(|word| word.span.start).collect();
    if !is_header(text) || starts.first() != Some(&0) || starts.len() != count + 1 {
        return None;
    }
    let ends = starts[1..].iter().copied().chain([text.len()]);
    let heads = starts.iter().zip(ends).map(|(start, end)| Span::new(*start, end));
    Some((line, heads.skip(1).map(|head| trimmed(text, head)).collect()))
}

fn trimmed(text: &str, span: Span) -> Span {
    Span::new(span.start, span.start + span.of(text).trim_end().len())
}

fn is_header(line: &str) -> bool {
    const LONGEST: usize = 120;
    line.len() <= LONGEST && !line.ends_with('.')
}

fn is_date(fact: &Fact) -> bool {
    matches!(fact.value, Value::Date(_))
}

/// A row as the extractors tell those of tables that they read.
fn told_row(source: &SourceText, index: usize) -> Option<Row<'_>> {
    let text = source.sentences()[index].span.of(source.text());
    let (part, colon) = if text.contains('；') { ("；", "：") } else { ("; ", ": ") };
    let (label, rest) = text.split_once(part)?;
    let mut at = label.len() + part.len();
    let (mut cells, mut second) = (Vec::new(), "");
    for told in rest.split(part) {
        let (head, value) = told.split_once(colon)?;
        let facts = source.facts(index);
        let within = |span: Span| (0..facts.len()).filter(move |f| span.contains(facts[*f].span));
        let (head_span, value_span) =
            (Span::new(at, at + head.len()), Span::new(at + head.len() + colon.len(), at + told.len()));
        let dates = within(head_span).map(|f| &facts[f]).filter(|fact| is_date(fact)).collect();
        let figures = within(value_span).filter(|f| matches!(facts[*f].value, Value::Quantity(_)));
        if cells.is_empty() && !value.contains(|c: char| c.is_ascii_digit()) {
            second = value;
        }
        cells.push(Cell { head, dates, figures: figures.collect() });
        at += told.len() + part.len();
    }
    (!label.contains(colon)).then(|| row(source, index, (label, second), cells))
}

fn row<'a>(
    source: &'a SourceText,
    sentence: usize,
    (title, part): (&'a str, &str),
    cells: Vec<Cell<'a>>,
) -> Row<'a> {
    let names = transliterations(title).into_iter().map(|name| name.text).collect();
    let glossed = glossed(title);
    let first = ibid_text::words(title).next().map(|word| word.text.to_lowercase());
    let rest = first.filter(|word| REST.contains(&word.as_str()));
    let (short, _) = title.split_once([',', '(', '，', '（']).unwrap_or_default();
    let short = terms(short, source.language());
    let label = terms(title, source.language());
    let part = terms(part, source.language());
    Row { sentence, title, label, part, short, rest, names, glossed, listed: false, cells }
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
pub(super) fn keep_telling(rows: &mut [Row<'_>]) {
    let shorts: Vec<(usize, Vec<String>)> =
        rows.iter().map(|row| (row.cells.len(), row.short.clone())).collect();
    let all = rows.iter().map(|row| row.label.clone()).collect::<Vec<_>>();
    let parts: Vec<Vec<String>> = rows.iter().map(|row| row.part.clone()).collect();
    let heads: Vec<Vec<&str>> =
        rows.iter().map(|row| row.cells.iter().map(|cell| cell.head).collect()).collect();
    for (i, row) in rows.iter_mut().enumerate() {
        let own = &shorts[i];
        let again = shorts.iter().enumerate().any(|(j, other)| j != i && other == own);
        if again || all.contains(&row.short) {
            row.short = Vec::new();
        }
        let twin = |j: &usize| all[*j] == all[i] && parts[*j] != parts[i] && heads[*j] == heads[i];
        if !row.part.is_empty() && !(0..all.len()).any(|j| twin(&j)) {
            row.part = Vec::new();
        }
    }
}

/// Makes the name in a label its short form where `claim` has that name and compares it with nothing, it stands in this label
/// alone, and the source never writes it as a common word: "Osk" of "Railway Museum Osk".
pub(super) fn call_by_name(rows: &mut [Row<'_>], claim: &str, source: &SourceText) {
    const COMPARED: [&str; 13] = [
        "compared",
        " behind ",
        " ahead of ",
        "unlike ",
        " trail",
        " against ",
        " twice ",
        " times as ",
        " of which ",
        " of whom ",
        " whereas ",
        " as many ",
        " as much ",
    ];
    // "European money": what is so is no name.
    const ADJECTIVES: [&str; 7] = ["ean", "ian", "can", "ish", "ese", "ern", "nal"];
    let lower = claim.to_lowercase();
    if COMPARED.iter().any(|words| lower.contains(words)) {
        return;
    }
    let bare = |word: &'_ str| word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word).to_owned();
    let is_proper = |word: &String| {
        word.starts_with(char::is_uppercase) && !ADJECTIVES.iter().any(|end| word.ends_with(end))
    };
    let said: HashSet<String> =
        ibid_text::words(claim).map(|word| bare(word.text)).filter(is_proper).collect();
    let titles: Vec<&str> = rows.iter().map(|row| row.title).collect();
    let has = |title: &str, name: &str| ibid_text::words(title).any(|word| word.text == name);
    let is_name = |title: &str, name: &str| {
        let common = name.to_lowercase();
        titles.iter().all(|other| *other == title || !has(other, name))
            && !ibid_text::words(source.text()).any(|word| word.text == common)
    };
    for row in rows.iter_mut().filter(|row| row.label.len() > 1 && row.short.is_empty()) {
        let words = ibid_text::words(row.title).map(|word| word.text);
        if let Some(name) = words.filter(|word| said.contains(*word)).find(|name| is_name(row.title, name)) {
            row.short = terms(name, source.language());
        }
    }
}

/// The heads of the sentence `index` and the one figure under each, where that is a row of a table.
pub(crate) fn cells_of(source: &SourceText, index: usize) -> Option<Vec<(&str, usize)>> {
    let row = read_row(source, index)?;
    let mut found = Vec::new();
    for cell in row.cells {
        if let [fact] = cell.figures[..] {
            found.push((cell.head, fact));
        }
    }
    Some(found)
}

/// What stands over the fact `j` in the sentence `index`, where that is a row of a table.
pub(crate) fn head_over(source: &SourceText, index: usize, j: usize) -> Option<&str> {
    read_row(source, index)?.cells.into_iter().find(|cell| cell.figures.contains(&j)).map(|cell| cell.head)
}
