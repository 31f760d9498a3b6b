//! Two references of one work.

use std::sync::Arc;

use ibid_references::{Reference, References};

use crate::links::address;

/// The reference other than `reference`, of the same bibliography, that has its DOI or address, and what they share.
pub fn twin(references: &References, reference: &Reference) -> Option<(Arc<Reference>, String)> {
    let own = address(reference)?;
    let same = |other: &Arc<Reference>| {
        other.key != reference.key && other.file == reference.file && address(other).as_ref() == Some(&own)
    };
    references.all_at_address(&own).find(same).map(|other| (other, own.clone()))
}
