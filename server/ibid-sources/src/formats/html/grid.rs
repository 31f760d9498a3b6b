//! Cells to columns: what spans several columns or rows stands in each of them.

use dom_query::NodeRef;

use crate::tables::MOST_COLUMNS;

/// A cell reaches no further down, whatever the page says.
const MOST_ROWS: usize = 1000;
/// A longer text is not repeated (in bytes).
const LONGEST: usize = 200;

/// A cell's text, and how many columns and rows it spans.
pub(super) struct Span {
    text: String,
    columns: usize,
    rows: usize,
}

impl Span {
    /// The span of `cell`, whose text is `text`.
    pub(super) fn of(cell: &NodeRef<'_>, text: &str) -> Span {
        let number = |name| cell.attr(name).and_then(|value| value.trim().parse().ok()).unwrap_or(1);
        let most = |most| if text.len() > LONGEST { 1 } else { most };
        Span {
            text: text.to_owned(),
            columns: number("colspan").clamp(1, MOST_COLUMNS),
            rows: number("rowspan").clamp(1, most(MOST_ROWS)),
        }
    }

    fn part(&self, at: usize) -> &str {
        if at > 0 && self.text.len() > LONGEST { "" } else { &self.text }
    }
}

/// A table in which spans repeat more than this is left as it is (in bytes, with what a string costs).
const MOST_REPEATED: usize = 16 << 20;

/// What reaches down into the rows to come: by column, its text and for how many rows yet.
#[derive(Default)]
pub(super) struct Grid {
    reaching: Vec<Option<(String, usize)>>,
    repeated: usize,
}

impl Grid {
    /// Nothing reaches out of a part of the table.
    pub(super) fn end_spans(&mut self) {
        self.reaching.clear();
    }

    /// The row with a text in each column; `None` where there are too many, or the spans repeat too much.
    pub(super) fn row(&mut self, cells: impl Iterator<Item = Span>) -> Option<Vec<String>> {
        let mut row = Vec::new();
        for cell in cells {
            self.reach(&mut row);
            if row.len() >= MOST_COLUMNS {
                return None;
            }
            for at in 0..cell.columns.min(MOST_COLUMNS - row.len()) {
                self.repeated += if at > 0 { cost(cell.part(at)) } else { 0 };
                self.place(&mut row, cell.part(at), cell.rows - 1);
            }
        }
        self.reach(&mut row);
        if row.is_empty() {
            row.push(String::new());
        }
        (self.repeated <= MOST_REPEATED).then_some(row)
    }

    /// Takes in what reaches into the next columns of `row`.
    fn reach(&mut self, row: &mut Vec<String>) {
        while let Some((text, rows)) = self.reaching.get_mut(row.len()).and_then(Option::take) {
            self.repeated += cost(&text);
            self.place(row, &text, rows - 1);
        }
    }

    fn place(&mut self, row: &mut Vec<String>, text: &str, rows: usize) {
        let at = row.len();
        if at >= self.reaching.len() {
            self.reaching.resize(at + 1, None);
        }
        self.reaching[at] = (rows > 0).then(|| (text.to_owned(), rows));
        row.push(text.to_owned());
    }
}

fn cost(text: &str) -> usize {
    size_of::<String>() + text.len()
}
