//! The sentences of a paragraph, citations or not.

use ibid_text::Span;

use crate::inline::Marks;
use crate::structure::LeafKind;

/// The sentences with words of their own; `masked` is `source` without markup.
pub(crate) fn sentences(source: &str, masked: &str, marks: &Marks, kind: LeafKind) -> Vec<Span> {
    let named = marks.named(source);
    let mut found = if kind == LeafKind::TableRow { whole(&named) } else { split(&named, marks) };
    found.retain(|span| span.of(masked).contains(char::is_alphanumeric));
    found
}

/// A row of a table is one sentence.
fn whole(text: &str) -> Vec<Span> {
    let start = text.len() - text.trim_start().len();
    vec![Span::new(start, start + text.trim().len())]
}

fn split(text: &str, marks: &Marks) -> Vec<Span> {
    let moves = moves(text, marks);
    let mut found = ibid_text::sentences(&moved(text, &moves));
    for sentence in &mut found {
        let last = moves.partition_point(|stop| stop.to < sentence.end);
        if let Some(stop) = last.checked_sub(1).map(|last| &moves[last]) {
            sentence.end = sentence.end.max(stop.end);
        }
    }
    found
}

/// End marks that hidden markup parts from their sentence (`grew [@a].`): for the splitter they are
/// moved up to its last word.
struct Stop {
    to: usize,
    start: usize,
    end: usize,
}

fn moves(text: &str, marks: &Marks) -> Vec<Stop> {
    let mut moves: Vec<Stop> = Vec::new();
    for (at, _) in text.match_indices(['.', '!', '?', '…', '。', '！', '？']) {
        let to = text[..at].trim_end().len();
        let parted = at > 0 && to > 0 && to < at && marks.is_markup(at - 1);
        if parted && moves.last().is_none_or(|last| last.end <= to) {
            let tail = text[at..].find(|c: char| !is_closing(c)).unwrap_or(text.len() - at);
            moves.push(Stop { to, start: at, end: at + tail });
        }
    }
    moves
}

/// End marks and what closes after them.
fn is_closing(c: char) -> bool {
    ".!?…。！？”’\"'）)」』»".contains(c)
}

fn moved(text: &str, moves: &[Stop]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for stop in moves {
        out.push_str(&text[at..stop.to]);
        out.push_str(&text[stop.start..stop.end]);
        out.extend(std::iter::repeat_n(' ', stop.start - stop.to));
        at = stop.end;
    }
    out.push_str(&text[at..]);
    out
}
