//! `duplicate-reference`, `malformed-reference`: what is wrong in a bibliography itself.

use std::path::Path;

use ibid_references::{Fault, FaultKind};

use crate::model::{Code, Finding, Related};

/// The faults of the bibliography at `file` as findings under its own name.
pub fn check(file: &Path, faults: &[Fault]) -> Vec<Finding> {
    faults.iter().map(|fault| finding(file, fault)).collect()
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
