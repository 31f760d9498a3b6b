//! Which square brackets belong together.

use std::collections::HashMap;

use super::Marks;

/// The closing bracket of each opening one, in one pass.
pub(super) fn pairs(text: &str, marks: &Marks) -> HashMap<usize, usize> {
    let mut pairs = HashMap::new();
    let mut open = Vec::new();
    for (at, byte) in text.bytes().enumerate().filter(|(at, _)| marks.is_open(*at)) {
        match byte {
            b'[' => open.push(at),
            b']' => {
                if let Some(start) = open.pop() {
                    pairs.insert(start, at);
                }
            }
            _ => {}
        }
    }
    pairs
}
