//! Two references of one work.

use std::sync::Arc;

use ibid_references::{Reference, References};

use crate::links::{address, doi};

/// The reference other than `reference`, of the same bibliography and title, that has its DOI or address, and what they share.
/// Chapters have the address of their book, and each its own title.
pub fn twin(references: &References, reference: &Reference) -> Option<(Arc<Reference>, String)> {
    let same = |other: &Arc<Reference>| {
        let (a, b) = (title(other), title(reference));
        let titled = a == b || a.is_empty() || b.is_empty();
        other.key != reference.key
            && other.file == reference.file
            && titled
            && is_part(other) == is_part(reference)
    };
    let twin = |own: String| {
        let found = references.all_at_address(&own).find(same);
        Some((found?, own))
    };
    [doi(reference), address(reference)].into_iter().flatten().find_map(twin)
}

/// Whether it is in another work, whose fields it may have taken over.
fn is_part(reference: &Reference) -> bool {
    reference.kind.starts_with("in")
}

/// The letters and digits of a title.
fn title(reference: &Reference) -> String {
    reference.title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
