//! Word by word alignment of a quotation with the stretch of a source that comes nearest to it.

use std::collections::HashMap;

use ibid_text::Span;

use crate::quote::{Difference, Near, Tokens};

/// Words of the source looked at on either side of where the quotation's words crowd.
const MARGIN: usize = 12;
/// What a word of the source that the quotation lacks costs, where one that it adds costs 2 and one that it changes 3:
/// several words may stand for one.
const MISSING: u32 = 1;

/// The stretch of `source` that holds most of `quoted`'s words in order, where at least half of them do.
pub(crate) fn nearest(quoted: &Tokens, source: &Tokens) -> Option<Near> {
    let window = crowd(quoted, source)?;
    let steps = align(quoted, source, window);
    let same = steps.iter().filter(|s| matches!(s, Step::Same(..))).count();
    let share = same as f32 / quoted.len() as f32;
    if share < 0.5 {
        return None;
    }
    let first = steps.iter().find_map(Step::source)?;
    let last = steps.iter().rev().find_map(Step::source)?;
    Some(Near {
        span: source.span(first).cover(source.span(last)),
        share,
        differences: differences(&steps, quoted, source),
    })
}

/// The part of the source where the quotation's words stand most densely, with a margin.
fn crowd(quoted: &Tokens, source: &Tokens) -> Option<(usize, usize)> {
    let mut at: HashMap<&str, Vec<usize>> = HashMap::new();
    for i in 0..source.len() {
        at.entry(source.word(i)).or_default().push(i);
    }
    // Each shared word votes for where the quotation would begin, rare words with more weight.
    let mut votes: HashMap<usize, f32> = HashMap::new();
    let slack = (quoted.len() / 4).max(4);
    for i in 0..quoted.len() {
        let places = at.get(quoted.word(i)).map_or(&[][..], Vec::as_slice);
        let weight = 1.0 / (1.0 + places.len() as f32).ln_1p();
        for &place in places.iter().take(2_000) {
            let bucket = (place + quoted.len()).saturating_sub(i) / slack;
            *votes.entry(bucket).or_default() += weight;
            *votes.entry(bucket + 1).or_default() += weight;
        }
    }
    let best = votes.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?.0;
    let start = (best * slack).saturating_sub(quoted.len() + slack);
    let from = start.saturating_sub(MARGIN);
    let to = (start + 2 * quoted.len() + 2 * slack + MARGIN).min(source.len());
    (from < to).then_some((from, to))
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Same(usize, usize),
    Changed(usize, usize),
    Added(usize),
    Missing(usize),
}

impl Step {
    fn source(&self) -> Option<usize> {
        match *self {
            Step::Same(_, s) => Some(s),
            _ => None,
        }
    }
}

/// The cheapest way from the quotation to a stretch within `window` of the source; the stretch's ends are free.
fn align(quoted: &Tokens, source: &Tokens, (from, to): (usize, usize)) -> Vec<Step> {
    let (rows, columns) = (quoted.len() + 1, to - from + 1);
    let mut cost = vec![0_u32; rows * columns];
    let cell = |row: usize, column: usize| row * columns + column;
    for row in 1..rows {
        cost[cell(row, 0)] = 2 * row as u32;
        for column in 1..columns {
            let same = quoted.word(row - 1) == source.word(from + column - 1);
            let across = cost[cell(row - 1, column - 1)] + if same { 0 } else { 3 };
            let added = cost[cell(row - 1, column)] + 2;
            let missing = cost[cell(row, column - 1)] + if row == rows - 1 { 0 } else { MISSING };
            cost[cell(row, column)] = across.min(added).min(missing);
        }
    }
    let mut steps = Vec::new();
    let (mut row, mut column) = (rows - 1, columns - 1);
    while row > 0 {
        let here = cost[cell(row, column)];
        let free = if row == rows - 1 { 0 } else { MISSING };
        if column > 0 && here == cost[cell(row, column - 1)] + free {
            column -= 1;
            if row < rows - 1 {
                steps.push(Step::Missing(from + column));
            }
            continue;
        }
        let same = column > 0 && quoted.word(row - 1) == source.word(from + column - 1);
        if column > 0 && here == cost[cell(row - 1, column - 1)] + if same { 0 } else { 3 } {
            row -= 1;
            column -= 1;
            steps.push(if same { Step::Same(row, from + column) } else { Step::Changed(row, from + column) });
        } else {
            row -= 1;
            steps.push(Step::Added(row));
        }
    }
    steps.reverse();
    steps
}

/// Runs of steps that are not the same, as spans of the two texts.
fn differences(steps: &[Step], quoted: &Tokens, source: &Tokens) -> Vec<Difference> {
    let mut out: Vec<Difference> = Vec::new();
    let (mut quoted_end, mut source_end) = (0, None);
    let mut open = false;
    for step in steps {
        let (q, s) = match *step {
            Step::Same(q, s) => {
                quoted_end = quoted.span(q).end;
                source_end = Some(source.span(s).end);
                open = false;
                continue;
            }
            Step::Changed(q, s) => (Some(quoted.span(q)), Some(source.span(s))),
            Step::Added(q) => (Some(quoted.span(q)), None),
            Step::Missing(s) => (None, Some(source.span(s))),
        };
        let at = source_end.or(s.map(|s| s.start)).unwrap_or(0);
        match out.last_mut().filter(|_| open) {
            Some(last) => {
                last.quoted = join(last.quoted, q);
                last.source = join(last.source, s);
            }
            None => out.push(Difference {
                quoted: q.unwrap_or(Span::new(quoted_end, quoted_end)),
                source: s.unwrap_or(Span::new(at, at)),
            }),
        }
        open = true;
        if let Some(q) = q {
            quoted_end = q.end;
        }
        if let Some(s) = s {
            source_end = Some(s.end);
        }
    }
    out
}

fn join(span: Span, more: Option<Span>) -> Span {
    match more {
        None => span,
        Some(more) if span.is_empty() => more,
        Some(more) => span.cover(more),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str =
        "Some say so. The committee did not find that exports would improve within the year. Others differ.";

    /// The differences as `quoted -> source`.
    #[track_caller]
    fn differences_of(inner: &str) -> Option<Vec<String>> {
        let near = nearest(&Tokens::new(inner), &Tokens::new(SOURCE))?;
        let show = |d: &Difference| format!("{} -> {}", d.quoted.of(inner), d.source.of(SOURCE));
        Some(near.differences.iter().map(show).collect())
    }

    #[test]
    fn shows_what_differs() {
        assert_eq!(differences_of("The committee did find that exports would improve").unwrap(), [" -> not"]);
        assert_eq!(
            differences_of("did not find that imports would improve").unwrap(),
            ["imports -> exports"]
        );
        assert_eq!(differences_of("exports would greatly improve within the year").unwrap(), ["greatly -> "]);
        assert_eq!(differences_of("did not find that exports would improve").unwrap(), [""; 0]);
    }

    #[test]
    fn unlike_words_are_not_near() {
        assert_eq!(differences_of("a wholly other sentence about something else"), None);
    }
}
