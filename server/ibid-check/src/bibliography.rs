//! `duplicate-reference`, `malformed-reference`, `unused-reference`, `unreadable-source`: what is wrong in a bibliography itself.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_evidence::{Shelf, SourceState};
use ibid_references::{Fault, FaultKind, Reference, pointed, removal};

use crate::citations;
use crate::model::{Code, Edit, Finding, Fix, Related};

/// The faults of the bibliography at `file` as findings under its own name.
pub fn check(file: &Path, faults: &[Fault]) -> Vec<Finding> {
    faults.iter().map(|fault| finding(file, fault)).collect()
}

/// Those `references` of the bibliography at `file`, which reads `text`, that are not `cited` under any of their names and to
/// which no other entry points.
pub fn check_unused(
    file: &Path,
    text: &str,
    references: impl Iterator<Item = Arc<Reference>>,
    cited: &HashSet<String>,
) -> Vec<Finding> {
    let pointed = pointed(text);
    let is_used = |key: &str| cited.contains(key) || pointed.contains(&key.to_lowercase());
    // What was read may have been changed meanwhile.
    let stands = |reference: &Arc<Reference>| {
        text.get(reference.key_span.start..reference.key_span.end) == Some(reference.key.as_str())
    };
    let unused = references.filter(stands).filter(|reference| !reference.keys().any(is_used));
    unused.map(|reference| unused_one(file, text, &reference)).collect()
}

/// The entries of the bibliography at `file` that name a source which is there and cannot be read; of the sources that were
/// `tried`, since one that may not be looked at is the settings' affair.
pub fn check_unreadable(file: &Path, shelf: &Shelf, tried: &HashSet<PathBuf>) -> Vec<Finding> {
    let unreadable = shelf.sources().iter().filter_map(|source| match &source.state {
        SourceState::Unreadable(reason) => Some((&source.path, reason)),
        SourceState::Read(_) | SourceState::Waiting => None,
    });
    let named = unreadable.filter(|(path, _)| tried.contains(*path)).filter_map(|(path, reason)| {
        let owner = shelf.owner_of(path).filter(|owner| owner.file == file && !owner.files.is_empty())?;
        let message = citations::unreadable(path, reason);
        Some(Finding::new(Code::UnreadableSource, file, owner.key_span, message))
    });
    named.collect()
}

fn unused_one(file: &Path, text: &str, reference: &Reference) -> Finding {
    let message = format!("No draft cites “{}”.", reference.key);
    let mut finding = Finding::new(Code::UnusedReference, file, reference.key_span, message);
    let edit = Edit { span: removal(text, reference.span), text: String::new() };
    finding.fixes.push(Fix { title: format!("Remove the entry “{}”", reference.key), edits: vec![edit] });
    finding
}

fn finding(file: &Path, fault: &Fault) -> Finding {
    let new = |code| Finding::new(code, file, fault.span, fault.message.clone());
    match &fault.kind {
        FaultKind::Malformed => new(Code::MalformedReference),
        FaultKind::Duplicate { key, first } => {
            let message = format!("“{key}” is first given here");
            let first = Related { file: file.to_owned(), span: *first, message };
            Finding { related: vec![first], ..new(Code::DuplicateReference) }
        }
    }
}
