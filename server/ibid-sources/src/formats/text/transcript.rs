//! Transcripts with times: "[00:12:30] Anna Ren: …", "12:30 …", "Anna Ren  12:30" over what she says. The times become
//! places.

use super::line_number;
use crate::{Extracted, MarkKind, builder::Builder, formats::subtitles::seconds};

/// So many times make a transcript, where one in so many lines has one.
const TIMES: usize = 3;
const LINES: usize = 8;
/// A recording is heard from its start on (in seconds).
const START: f64 = 120.0;

/// The text of a transcript; `None` where the lines are none.
pub(super) fn read(lines: &[&str]) -> Option<Extracted> {
    let stamped: Vec<Option<Stamped>> = lines.iter().map(|line| stamped(line.trim())).collect();
    let times: Vec<f64> = stamped.iter().flatten().map(|stamped| stamped.time).collect();
    let told = lines.iter().filter(|line| !line.trim().is_empty()).count();
    // A timetable or a list of results has its times in order too, but not in brackets, and not from the start on.
    let starts =
        times.first().is_some_and(|first| *first < START) || stamped.iter().flatten().all(|s| s.bracketed);
    let enough = times.len() >= TIMES && times.len() * LINES >= told;
    if !enough || !starts || !times.is_sorted() {
        return None;
    }
    let mut builder = Builder::default();
    for (at, (line, stamped)) in lines.iter().zip(&stamped).enumerate() {
        match stamped {
            Some(stamped) => {
                builder.paragraph();
                builder.mark(MarkKind::Time(stamped.time.floor()));
                builder.mark(MarkKind::Line(line_number(at)));
                builder.push(&stamped.words);
                builder.line();
            }
            None if line.trim().is_empty() => builder.line(),
            None => {
                builder.line();
                builder.mark(MarkKind::Line(line_number(at)));
                builder.push(line);
            }
        }
    }
    Some(builder.finish())
}

/// A line with a time.
struct Stamped {
    time: f64,
    bracketed: bool,
    /// The line without it; a name alone has a colon behind it.
    words: String,
}

fn stamped(line: &str) -> Option<Stamped> {
    leading(line).or_else(|| trailing(line))
}

/// "[00:12:30] Anna Ren: …", "00:12:30 - 00:12:40 …".
fn leading(line: &str) -> Option<Stamped> {
    let (time, rest) = clock(line)?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "-–—>|:".contains(c));
    // The end of the stretch, if it is told.
    let rest = clock(rest).map_or(rest, |(_, rest)| rest.trim_start());
    Some(Stamped { time, bracketed: !line.starts_with(|c: char| c.is_ascii_digit()), words: rest.to_owned() })
}

/// "Anna Ren  12:30", "Anna Ren (12:30):".
fn trailing(line: &str) -> Option<Stamped> {
    const LONGEST: usize = 60;
    let (name, last) = line.trim_end_matches(':').rsplit_once(char::is_whitespace)?;
    let (time, rest) = clock(last)?;
    let name = name.trim().trim_end_matches([':', ',', '-', '–']);
    let is_name = name.len() <= LONGEST
        && name.split_whitespace().count() <= 4
        && name.starts_with(|c: char| !c.is_lowercase() && c.is_alphabetic())
        && !name.ends_with(['.', '!', '?']);
    (rest.is_empty() && is_name).then(|| Stamped {
        time,
        bracketed: !last.starts_with(|c: char| c.is_ascii_digit()),
        words: format!("{name}:"),
    })
}

/// The time that `text` begins with, with or without brackets, and what follows.
fn clock(text: &str) -> Option<(f64, &str)> {
    let close = text.chars().next().and_then(|open| match open {
        '[' => Some(']'),
        '(' => Some(')'),
        '{' => Some('}'),
        _ => None,
    });
    let inner = if close.is_some() { &text[1..] } else { text };
    let end = inner.find(|c: char| !(c.is_ascii_digit() || ":.,".contains(c))).unwrap_or(inner.len());
    let (clock, rest) = inner.split_at(end);
    let (clock, rest) = match clock.strip_suffix(':') {
        Some(clock) => (clock, rest),
        None => (clock, rest),
    };
    let minutes = clock.split(':').skip(1).all(|part| part.len() >= 2 && part.starts_with(|c: char| c < '6'));
    let time = seconds(clock).filter(|_| minutes)?;
    match close {
        Some(close) => Some((time, rest.strip_prefix(close)?)),
        None if rest.is_empty() || rest.starts_with(char::is_whitespace) => Some((time, rest)),
        None => None,
    }
}
