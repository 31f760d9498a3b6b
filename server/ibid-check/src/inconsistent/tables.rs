//! Tables whose last row is not the sum that it says it is.

use ibid_draft::{BlockKind, Claim};
use ibid_text::Span;

use super::arithmetic::{with_number, written};
use super::{related, write};
use crate::context::Context;
use crate::model::{Code, Finding};

/// How a row of sums is headed.
const SUMS: [&str; 10] =
    ["total", "totals", "sum", "in all", "altogether", "grand total", "合计", "总计", "总和", "共计"];
/// Words in a table's head or rows by which its numbers do not add up.
#[rustfmt::skip]
const UNSUMMED: &[&str] = &[
    "%", "percent", "per cent", "share", "rate", "average", "mean", "median", "index", "ratio", "rank", "growth", "change", "per ", "year",
    "price", "score", "of which", "including", "subtotal", "sub-total", "selected", "top ", "largest", "main ", "占比", "比例", "增长",
    "均", "其中", "率", "价", "年份",
];
/// Rows that a sum must have.
const ROWS: usize = 2;

/// A cell with a number.
#[derive(Clone, Copy)]
struct Cell {
    /// The number's bytes in the draft.
    span: Span,
    number: f64,
    /// The step of its last digit.
    step: f64,
}

/// The sums of the draft's tables that are none.
pub(super) fn findings(cx: &Context<'_>, claims: &[Claim]) -> Vec<Finding> {
    let mut rows: Vec<Span> =
        claims.iter().filter(|claim| claim.kind == BlockKind::TableRow).map(|claim| claim.block).collect();
    rows.dedup();
    let mut tables: Vec<Vec<Span>> = Vec::new();
    for row in rows {
        match tables.last_mut().filter(|table| table.last().is_some_and(|last| is_next(cx, *last, row))) {
            Some(table) => table.push(row),
            None => tables.push(vec![row]),
        }
    }
    tables.iter().flat_map(|table| in_table(cx, table)).collect()
}

/// Whether nothing but a line's end stands between two rows.
fn is_next(cx: &Context<'_>, last: Span, row: Span) -> bool {
    let between = cx.draft.slice(Span::new(last.end, row.start));
    between.matches('\n').count() <= 1 && !between.contains(char::is_alphanumeric)
}

fn in_table(cx: &Context<'_>, rows: &[Span]) -> Vec<Finding> {
    let lines: Vec<Vec<(Span, String)>> = rows.iter().map(|row| cells(cx, *row)).collect();
    let heads = |line: &Vec<(Span, String)>| line.first().map(|(_, head)| bare(head)).unwrap_or_default();
    let Some((last, parts)) = lines.split_last() else { return Vec::new() };
    let summed = SUMS.contains(&heads(last).as_str())
        && !parts.iter().any(|line| SUMS.contains(&heads(line).as_str()));
    let head = head(cx, rows[0]);
    let unsummed = |words: &str| UNSUMMED.iter().any(|word| words.to_lowercase().contains(word));
    if !summed
        || parts.len() < ROWS
        || parts.iter().any(|line| unsummed(&heads(line)) || line.len() != last.len())
    {
        return Vec::new();
    }
    let columns = (1..last.len()).filter(|i| head.get(*i).is_some_and(|head| !unsummed(head)));
    let read = |i: usize| {
        let total = number(&last[i])?;
        let parts: Option<Vec<Cell>> = parts.iter().map(|line| number(&line[i])).collect();
        Some((total, parts?))
    };
    let columns: Vec<(Cell, Vec<Cell>)> = columns.filter_map(read).collect();
    let whole = columns.iter().any(|(total, parts)| fits(total, parts));
    let wrong = columns.iter().filter(|(total, parts)| !fits(total, parts) && is_slip(total, parts, whole));
    wrong.map(|(total, parts)| finding(cx, total, parts)).collect()
}

/// The cells of a row, each with its bytes in the draft.
fn cells(cx: &Context<'_>, row: Span) -> Vec<(Span, String)> {
    let text = cx.draft.slice(row);
    let inner = text.trim_start().trim_start_matches('|');
    let mut at = row.start + text.len() - inner.len();
    let inner = inner.trim_end().trim_end_matches('|');
    let mut found = Vec::new();
    for cell in inner.split('|') {
        let lead = cell.len() - cell.trim_start().len();
        let words = cell.trim();
        found.push((Span::new(at + lead, at + lead + words.len()), words.to_owned()));
        at += cell.len() + 1;
    }
    found
}

/// The cells of the table's head.
fn head(cx: &Context<'_>, first: Span) -> Vec<String> {
    let rope = cx.draft.rope();
    let line = rope.byte_to_line(first.start);
    let Some(line) = line.checked_sub(2) else { return Vec::new() };
    let (start, end) = (rope.line_to_byte(line), rope.line_to_byte(line + 1));
    cells(cx, Span::new(start, end)).into_iter().map(|(_, words)| words).collect()
}

/// A row's heading, emphasis and marks left out.
fn bare(head: &str) -> String {
    head.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

fn number((span, words): &(Span, String)) -> Option<Cell> {
    let digits = words.trim_matches(['*', '_', ' ']);
    let start = span.start + words.find(digits)?;
    let plain: String = digits.chars().filter(|c| !matches!(c, ',' | '\u{a0}' | '\u{202f}' | ' ')).collect();
    let number: f64 = plain.parse().ok().filter(|_| plain.starts_with(|c: char| c.is_ascii_digit()))?;
    let decimals = plain.split_once('.').map_or(0, |(_, rest)| rest.len());
    let step = 10f64.powi(-i32::try_from(decimals).ok()?);
    Some(Cell { span: Span::new(start, start + digits.len()), number, step })
}

fn sum(parts: &[Cell]) -> f64 {
    parts.iter().map(|cell| cell.number).sum()
}

/// Whether the parts make the sum, each rounded as it is written.
fn fits(total: &Cell, parts: &[Cell]) -> bool {
    let rounded = parts.iter().chain([total]).map(|cell| if cell.step < 1.0 { cell.step / 2.0 } else { 0.0 });
    // Large whole numbers may be rounded too.
    let large = if total.number >= 1000.0 { parts.len() as f64 / 2.0 } else { 0.0 };
    (sum(parts) - total.number).abs() <= rounded.sum::<f64>() * 1.001 + large + 1e-6
}

/// Whether the sum is off as a slip makes it: there is no row that is not told, since the parts make more, or another
/// column has them all; and not wholly off, as where nothing is to be added up.
fn is_slip(total: &Cell, parts: &[Cell], whole: bool) -> bool {
    let made = sum(parts);
    let near = made <= 1.5 * total.number && total.number <= 1.5 * made;
    let larger = parts.iter().all(|cell| cell.number <= total.number);
    near && larger && (whole || made > total.number || one_digit_off(made - total.number))
}

/// Whether a difference is what one wrong digit makes.
fn one_digit_off(by: f64) -> bool {
    let by = by.abs();
    let power = 10f64.powf(by.log10().floor());
    let digit = by / power;
    by > 0.0 && (digit - digit.round()).abs() < 1e-6
}

fn finding(cx: &Context<'_>, total: &Cell, parts: &[Cell]) -> Finding {
    let (made, said) = (sum(parts), cx.draft.slice(total.span));
    let message = format!("The rows above make {}, not “{said}”.", written(made));
    let mut finding = Finding::new(Code::Inconsistent, cx.file, total.span, message);
    let mended = with_number(&said, made);
    finding.fixes.extend(mended.map(|text| write(&text, total.span)));
    let rows =
        parts.first().zip(parts.last()).map(|(first, last)| Span::new(first.span.start, last.span.end));
    finding.related.extend(rows.map(|rows| related(cx, rows, "The rows that it sums up.".to_owned())));
    finding
}
