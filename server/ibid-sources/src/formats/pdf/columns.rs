//! Segments to lines in reading order: a gutter that few lines cross parts a page into columns.

use super::{
    glyphs::PageGlyphs,
    lines::{self, Segment},
};

/// A page's lines in reading order.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    /// Lines that belong together in one column, block by block.
    pub(crate) blocks: Vec<Vec<Segment>>,
    /// Height of the page.
    pub(crate) height: f64,
}

/// Columns within columns within columns: more is a page gone wrong.
const DEPTH: u32 = 4;
/// Fewest lines on each side of a gutter.
const LINES: usize = 4;
/// Steps in which a gutter is looked for, in points.
const STEP: f64 = 2.0;
const MOST_STEPS: f64 = 4000.0;
/// Lines of running text are at least this many letters long in the middle, and fill this much of a column.
const LETTERS: usize = 12;
const FILL: f64 = 0.6;

/// A figure beside a column leaves at least this many lines of running text in its own; they are this long, and fill
/// this much of it.
const RUNNING: usize = 4;
const LONG: usize = 24;
const FULL: f64 = 0.85;

/// In ems: the least space between columns, and how exactly lines begin at a column's edge.
const CLEAR: f64 = 0.6;
const EDGE: f64 = 0.3;
/// One segment in so many may stick out of its column.
const STRAY: usize = 20;
/// One row in so many begins at its column's edge; the others are indented, or in a figure.
const ALIGNED: usize = 3;
/// In ems: baselines as near as this are one row.
const SAME_ROW: f64 = 0.3;
/// In ems: what parts the cells of a table's row.
const CELLS: f64 = 2.0;

/// Lines of a page in reading order.
pub(crate) fn read(page: PageGlyphs) -> Page {
    let mut blocks = Vec::new();
    order(lines::segments(page.glyphs), DEPTH, &mut blocks);
    Page { blocks: blocks.into_iter().map(join_rows).collect(), height: page.height }
}

fn order(mut segments: Vec<Segment>, depth: u32, blocks: &mut Vec<Vec<Segment>>) {
    segments.sort_by(|a, b| a.y.total_cmp(&b.y));
    let gutter = if depth == 0 { None } else { gutter(&segments) };
    let Some(gutter) = gutter else {
        if !segments.is_empty() {
            blocks.push(segments);
        }
        return;
    };
    let mut whole = Vec::new();
    for band in segments.chunk_by(|a, b| crosses(a, gutter) == crosses(b, gutter)) {
        let sides = Sides::of(band, gutter);
        if crosses(&band[0], gutter) || !sides.are_prose() {
            whole.extend_from_slice(band);
            continue;
        }
        if !whole.is_empty() {
            blocks.push(std::mem::take(&mut whole));
        }
        order(sides.left.into_iter().cloned().collect(), depth - 1, blocks);
        order(sides.right.into_iter().cloned().collect(), depth - 1, blocks);
    }
    if !whole.is_empty() {
        blocks.push(whole);
    }
}

/// Where columns part: the place beside which most rows stand in columns, in the middle of the widest
/// such stretch. `segments` are sorted from the top.
fn gutter(segments: &[Segment]) -> Option<f64> {
    let x0 = segments.iter().map(|s| s.x0).fold(f64::INFINITY, f64::min);
    let x1 = segments.iter().map(|s| s.x1).fold(f64::NEG_INFINITY, f64::max);
    let steps = ((x1 - x0) / STEP).clamp(0.0, MOST_STEPS) as usize;
    let places: Vec<(f64, usize)> =
        (1..steps).map(|step| x0 + step as f64 * STEP).map(|x| (x, rows_in_columns(segments, x))).collect();
    let most = places.iter().map(|(_, rows)| *rows).max().filter(|most| *most > 0)?;
    let runs = places.chunk_by(|a, b| a.1 == b.1).filter(|run| run[0].1 == most);
    let widest = runs.max_by_key(|run| run.len())?;
    Some(widest[widest.len() / 2].0)
}

fn rows_in_columns(segments: &[Segment], x: f64) -> usize {
    let bands = segments.chunk_by(|a, b| crosses(a, x) == crosses(b, x));
    let columns = bands.filter(|band| !crosses(&band[0], x)).map(|band| Sides::of(band, x));
    columns.filter(Sides::are_columns).map(|sides| sides.left.len() + sides.right.len()).sum()
}

fn crosses(segment: &Segment, x: f64) -> bool {
    segment.x0 + 1.0 < x && x < segment.x1 - 1.0
}

/// What stands left and right of a gutter.
struct Sides<'a> {
    left: Vec<&'a Segment>,
    right: Vec<&'a Segment>,
}

impl<'a> Sides<'a> {
    fn of(band: &'a [Segment], x: f64) -> Sides<'a> {
        let (left, right) = band.iter().partition(|s| s.x0 + s.x1 < 2.0 * x);
        Sides { left, right }
    }

    /// Whether the two are enough to tell that they are columns of text.
    fn are_columns(&self) -> bool {
        rows(&self.left).count() >= LINES
            && rows(&self.right).count() >= LINES
            && self.side_by_side()
            && self.are_prose()
            && self.part_cleanly()
    }

    /// Whether the right side has an edge of its own, clear of the left: gaps between words that happen
    /// to stand below each other have none.
    fn part_cleanly(&self) -> bool {
        let edge = sorted(self.right.iter().map(|s| s.x0)).get(self.right.len() / STRAY).copied();
        let end = sorted(self.left.iter().map(|s| -s.x1)).get(self.left.len() / STRAY).map(|x| -x);
        let (Some(edge), Some(end)) = (edge, end) else { return false };
        let size = self.right.first().map_or(0.0, |s| s.size);
        let starts = rows(&self.right).map(|row| row.iter().map(|s| s.x0).fold(f64::INFINITY, f64::min));
        let aligned = starts.filter(|start| start - edge < EDGE * size).count();
        edge - end > CLEAR * size && aligned >= LINES - 1 && aligned * ALIGNED >= rows(&self.right).count()
    }

    /// A column may hold a figure, whose few words are no prose, if there is enough text above and below it.
    fn are_prose(&self) -> bool {
        match (is_prose(&self.left), is_prose(&self.right)) {
            (true, true) => true,
            (true, false) => has_prose(&self.right),
            (false, true) => has_prose(&self.left),
            (false, false) => false,
        }
    }

    /// Columns stand beside each other, not one below the other.
    fn side_by_side(&self) -> bool {
        let (left, right) = (reach(&self.left), reach(&self.right));
        let shared = left.1.min(right.1) - left.0.max(right.0);
        shared > 0.5 * (left.1 - left.0).min(right.1 - right.0)
    }
}

fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values
}

/// From the first to the last baseline.
fn reach(side: &[&Segment]) -> (f64, f64) {
    let ys = || side.iter().map(|s| s.y);
    (ys().fold(f64::INFINITY, f64::min), ys().fold(f64::NEG_INFINITY, f64::max))
}

/// The segments of a side, those of a row together.
fn rows<'s, 'a>(side: &'s [&'a Segment]) -> impl Iterator<Item = &'s [&'a Segment]> {
    side.chunk_by(|a, b| (b.y - a.y).abs() < SAME_ROW * a.size.min(b.size))
}

/// Whether a side is running text, or empty; a table's cells are not, and are read row by row.
fn is_prose(side: &[&Segment]) -> bool {
    let widths = sorted(rows(side).map(|row| row.iter().map(|s| s.x1 - s.x0).sum()));
    let mut letters: Vec<usize> = rows(side).map(|row| row.iter().map(|s| weight(&s.text)).sum()).collect();
    letters.sort_unstable();
    let widest = side.iter().map(|s| s.x1 - s.x0).fold(0.0, f64::max);
    let middle = widths.len() / 2;
    widths.is_empty() || letters[middle] >= LETTERS && widths[middle] >= FILL * widest
}

/// Whether a side has running text among other things.
fn has_prose(side: &[&Segment]) -> bool {
    let widest = side.iter().map(|s| s.x1 - s.x0).fold(0.0, f64::max);
    let runs = |s: &&&Segment| s.x1 - s.x0 >= FULL * widest && weight(&s.text) >= LONG;
    side.iter().filter(runs).count() >= RUNNING
}

/// Letters, where a CJK character weighs as two; figures are no sign of prose.
fn weight(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).map(|c| if ibid_text::is_cjk(c) { 2 } else { 1 }).sum()
}

/// Segments of one row joined to a line; rows from the top.
fn join_rows(mut block: Vec<Segment>) -> Vec<Segment> {
    block.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Segment>> = Vec::new();
    for segment in block {
        match rows.last_mut() {
            Some(row) if segment.y - row[0].y <= SAME_ROW * segment.size.min(row[0].size) => {
                row.push(segment);
            }
            _ => rows.push(vec![segment]),
        }
    }
    rows.into_iter().filter_map(join_row).collect()
}

fn join_row(mut row: Vec<Segment>) -> Option<Segment> {
    row.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let widest = row.iter().max_by(|a, b| (a.x1 - a.x0).total_cmp(&(b.x1 - b.x0)))?;
    let (y, size) = (widest.y, widest.size);
    let x1 = row.iter().map(|s| s.x1).fold(f64::NEG_INFINITY, f64::max);
    let text = row.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ");
    let gaps = row
        .windows(2)
        .map(|pair| (pair[0].x1, pair[1].x0))
        .filter(|gap| gap.1 - gap.0 > CELLS * size)
        .collect();
    Some(Segment { text, x0: row[0].x0, x1, y, size, gaps })
}
