//! Rows of tables, as a source's text has them: "Label; Head: value; Head: value".

use ibid_evidence::SourceText;
use ibid_facts::{Value, glosses, terms, transliterations};
use ibid_text::{Span, is_cjk};

/// Words that open the label of a row of the rest, or of all.
const REST: [&str; 6] = ["all", "other", "others", "rest", "remaining", "total"];

/// A row of a table.
pub(super) struct Row<'a> {
    /// Its sentence, as an index.
    pub(super) sentence: usize,
    /// What it is of, in terms.
    pub(super) label: Vec<String>,
    /// What tells it from its table's other rows, where that is less than the whole label: "Osthavn" of "Osthavn, Velm".
    pub(super) short: Vec<String>,
    /// The word that opens the label of a row of the rest, or of all: "All regions", "Other goods".
    pub(super) rest: Option<String>,
    /// What names its label may be in another language's letters.
    pub(super) names: Vec<String>,
    /// What its words are in another language, any one for each; none where some are not known.
    pub(super) glossed: Vec<Vec<String>>,
    /// Whether it is an item of a list, and no row of a table.
    pub(super) listed: bool,
    pub(super) cells: Vec<Cell<'a>>,
}

pub(super) struct Cell<'a> {
    pub(super) head: &'a str,
    /// Its facts, as indices into the sentence's: the dates of its head, then its figures.
    pub(super) dates: Vec<usize>,
    pub(super) figures: Vec<usize>,
}

impl Row<'_> {
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
pub(super) fn year_in(head: &str) -> Option<i32> {
    let year = |word: ibid_text::Word<'_>| {
        word.text.get(..4)?.parse().ok().filter(|year| (1000..2200).contains(year))
    };
    ibid_text::words(head).find_map(year)
}

/// Whether two heads differ in their figures alone ("MMR 2022", "MMR 2023").
pub(super) fn same_but_digits(a: &str, b: &str) -> bool {
    let words = |head: &'_ str| head.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    words(a) == words(b)
}

/// Whether the sentence `index` is told as a row of a table.
pub(crate) fn is_row(source: &SourceText, index: usize) -> bool {
    read_row(source, index).is_some()
}

/// The sentence `index` as a row, if it is told as one.
pub(super) fn read_row(source: &SourceText, index: usize) -> Option<Row<'_>> {
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
pub(super) fn keep_telling(rows: &mut [Row<'_>]) {
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
    read_row(source, index)?.cells.into_iter().find(|cell| cell.figures.contains(&j)).map(|cell| cell.head)
}
