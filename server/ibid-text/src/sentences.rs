//! Where sentences end.

mod abbreviations;
mod stops;

use crate::Span;
use stops::Stop;

/// The sentences of `text`, in order, white space around them left out. `text` is prose; a blank
/// line always ends a sentence, a single line break never does. A citation in brackets or a note
/// mark after the full stop ("So he said. [@ren2025] Then …") belongs to the sentence before it.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < text.len() {
        match stops::next(text, start, at) {
            Stop::Ends(end) => {
                push(&mut found, text, start, end);
                (start, at) = (end, end);
            }
            Stop::GoesOn(end) => at = end,
        }
    }
    push(&mut found, text, start, text.len());
    found
}

fn push(found: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    let part = &text[start..end];
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let start = start + (part.len() - part.trim_start().len());
        found.push(Span::new(start, start + trimmed.len()));
    }
}

#[cfg(test)]
mod tests;
