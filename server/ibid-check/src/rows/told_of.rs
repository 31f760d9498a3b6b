//! Of which row a claim tells a figure, by where the rows' labels stand in it.

use ibid_facts::{Comparison, Fact, Term, Value, compare, glossed_terms};
use ibid_text::Span;

use super::Rows;
use super::row::Row;

/// Words that part what is told of one thing from what is told of another.
const PARTINGS: [&str; 6] = [";", " whereas ", " while ", " but ", "；", "而"];
/// Bytes that may stand between a label and its figure.
const BESIDE: usize = 24;
/// Likewise where the label is the figure's subject.
const WITHIN: usize = 60;

/// Whether a fact is a small number in words, such as how many there are of what is told of.
fn is_few(fact: &Fact) -> bool {
    matches!(&fact.value, Value::Quantity(q) if q.in_words && q.low <= 12.0)
}

/// Whether the words between a label and a figure part the two.
pub(super) fn part(between: &str) -> bool {
    let between = between.replace(" all but ", " almost ");
    PARTINGS.iter().any(|parting| between.contains(parting))
}

impl<'a> Rows<'a> {
    /// The row of which the claim plainly tells the figure: its label stands right behind it ("66 in Osthavn"), or is the last
    /// before it, with no other row's label between that and the figure before.
    pub(super) fn owner(&self, wanted: &Fact) -> Option<&Row<'a>> {
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
        (!turned && !part(between) && between.len() <= WITHIN).then_some(*row)
    }

    /// Whether, of the rows of one label, the claim has most of what stands over this one: tables have parts.
    pub(super) fn is_of_its_part(&self, row: &Row<'_>) -> bool {
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

    /// The item that the claim names, of the list that has its figure, where it names no other and has no other figure of
    /// the kind: "Japan, where sales grew, bought for 246 million".
    pub(super) fn only_item(&self, wanted: &Fact) -> Option<&Row<'a>> {
        let rival = |fact: &&Fact| {
            fact.span != wanted.span && compare(&wanted.value, &fact.value) != Comparison::Unrelated
        };
        if self.figures.iter().any(|fact| rival(&fact)) {
            return None;
        }
        let listing = self.others.iter().find(|other| other.listed && self.has(other, wanted))?;
        let mut named = self.named.iter().filter(|row| row.is_of_one_table(listing));
        named.next().filter(|_| named.next().is_none())
    }

    /// Whether the row's label and the claim's fact stand side by side, with nothing but small words between.
    pub(super) fn is_beside(&self, row: &Row<'_>, wanted: &Fact) -> bool {
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

    /// Whether the claim tells its fact of what the row's label names: no figure stands between the two, but before the fact
    /// such as the row has too or are of another kind.
    pub(super) fn tells_of(&self, row: &Row<'_>, wanted: &Fact) -> bool {
        let in_row = |fact: &Fact| self.has(row, fact);
        let mut labels = self.placed.iter().filter(|term| row.is_called(&term.text));
        labels.any(|term| {
            let (a, b) = (term.span.min(wanted.span), term.span.max(wanted.span));
            if self.text.get(a.end..b.start).is_some_and(part) {
                return false;
            }
            let mut between = self.figures.iter().filter(|fact| {
                matches!(fact.value, Value::Quantity(_))
                    && fact.span.start >= a.end
                    && fact.span.end <= b.start
            });
            between.all(|fact| {
                // "The smallest of the eight had 102."
                let rival = !is_few(fact) && compare(&wanted.value, &fact.value) != Comparison::Unrelated;
                term.span.start < wanted.span.start && (!rival || in_row(fact))
            })
        })
    }

    /// How far from the claim's fact the row's label stands, in bytes.
    pub(super) fn far(&self, row: &Row<'_>, wanted: &Fact) -> usize {
        let labels = self.placed.iter().filter(|term| row.is_called(&term.text));
        labels.map(|term| term.span.start.abs_diff(wanted.span.start)).min().unwrap_or(usize::MAX)
    }
}
