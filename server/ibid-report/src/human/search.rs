//! A passage that a search found.

use ibid_evidence::Evidence;

use super::look::{self, Look};
use super::{origin, wrap};
use crate::{Context, clean};

/// How far the words of a passage are indented.
const INDENT: usize = 4;
/// Narrower than this nothing can be read.
const NARROWEST: usize = 30;

/// A passage as a paragraph: where it stands, then its words, ending in an empty line.
pub fn hit(context: &Context, look: Look, found: &Evidence) -> String {
    let mut told = format!("{}\n", look.paint(look::STRONG, &origin(context, found)));
    let quote = clean::one_line(&found.quote);
    for piece in wrap::pieces(&quote, look.width.saturating_sub(INDENT).max(NARROWEST)) {
        told.push_str(&format!("{:INDENT$}{}\n", "", piece.of(&quote)));
    }
    told.push('\n');
    told
}
