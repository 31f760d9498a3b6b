//! A passage that a search found.

use ibid_evidence::Evidence;
use ibid_text::Span;

use super::look::{self, Look};
use super::{origin, wrap};
use crate::{Context, clean};

/// How far the words of a passage are indented.
const INDENT: usize = 4;
/// Narrower than this nothing can be read.
const NARROWEST: usize = 30;

/// A passage as a paragraph: where it stands, then its words, ending in an empty line. `marked` are bytes of its quote
/// (in one line) that stand out.
pub fn hit(context: &Context, look: Look, found: &Evidence, marked: &[Span]) -> String {
    let mut told = format!("{}\n", look.paint(look::STRONG, &origin(context, found)));
    let quote = clean::one_line(&found.quote);
    for piece in wrap::pieces(&quote, look.width.saturating_sub(INDENT).max(NARROWEST)) {
        told.push_str(&format!("{:INDENT$}{}\n", "", painted(look, &quote, piece, marked)));
    }
    told.push('\n');
    told
}

/// The `piece` of `quote`, with what of it is `marked` in colour.
fn painted(look: Look, quote: &str, piece: Span, marked: &[Span]) -> String {
    let (mut painted, mut at) = (String::new(), piece.start);
    for span in marked {
        let (start, end) = (span.start.max(at), span.end.min(piece.end));
        if let (true, Some(before), Some(words)) = (start < end, quote.get(at..start), quote.get(start..end))
        {
            painted.push_str(before);
            painted.push_str(&look.paint(look::MATCH, words));
            at = end;
        }
    }
    painted.push_str(&quote[at..piece.end]);
    painted
}
