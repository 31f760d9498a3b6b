//! Two references of one work.

use std::sync::Arc;

use ibid_references::{Reference, References};

use crate::links::{address, doi};

/// The reference other than `reference`, of the same bibliography and title, that has its DOI, its address, or its authors and
/// year, and what they share. Chapters have the address of their book, and each its own title.
pub fn twin(references: &References, reference: &Reference) -> Option<(Arc<Reference>, String)> {
    let beside = |other: &Arc<Reference>| {
        other.key != reference.key && other.file == reference.file && is_part(other) == is_part(reference)
    };
    let own = title(reference);
    let addressed = |address: String| {
        let titled = |other: &Arc<Reference>| {
            let other = title(other);
            own == other || own.is_empty() || other.is_empty()
        };
        let found = references.all_at_address(&address).find(|other| beside(other) && titled(other));
        Some((found?, address))
    };
    let told = || {
        let year = |reference: &Reference| reference.date.map(|date| date.year);
        let (author, date) = (reference.authors.first()?, year(reference)?);
        let same = |other: &Arc<Reference>| {
            title(other) == own && other.authors == reference.authors && year(other) == Some(date)
        };
        let family = author.split(',').next().unwrap_or(author);
        let mut made = references.made_by(family).filter(|_| !own.is_empty());
        Some((made.find(|other| beside(other) && same(other))?, reference.title.clone()))
    };
    [doi(reference), address(reference)].into_iter().flatten().find_map(addressed).or_else(told)
}

/// Whether it is in another work, whose fields it may have taken over.
fn is_part(reference: &Reference) -> bool {
    reference.kind.starts_with("in")
}

/// The letters and digits of a title.
fn title(reference: &Reference) -> String {
    reference.title.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
