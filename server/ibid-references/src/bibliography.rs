//! What a bibliography holds, whatever its format.

use std::path::Path;
use std::sync::Arc;

use ibid_text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::formats::Format;
use crate::{Fault, FaultKind, Reference};

/// The references of one bibliography file, and what is wrong in it.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    /// In the file's order; of two with one citekey, only the last, as Pandoc has it.
    pub references: Vec<Arc<Reference>>,
    /// In the file's order.
    pub faults: Vec<Fault>,
    /// The citekeys of entries that cannot be read.
    pub broken: Vec<String>,
    /// Whether no entry takes anything over from another, or from a definition elsewhere in the file, so that one can be
    /// read without the others.
    pub stands_alone: bool,
}

/// What a format's reader found in a file, in its order.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) references: Vec<Arc<Reference>>,
    pub(crate) faults: Vec<Fault>,
    /// The citekeys of entries that cannot be read.
    pub(crate) broken: Vec<String>,
    /// As [`Bibliography::stands_alone`]; formats whose entries are parts of a whole never do.
    pub(crate) stands_alone: bool,
}

impl Bibliography {
    /// Reads `text`, the content of the file at `path`, by the format that its name says; of a draft, the
    /// `references:` in its front matter. Never fails: an entry that cannot be read is a fault, and the others are
    /// read.
    pub fn parse(path: &Path, text: &str) -> Bibliography {
        Format::of(path).read(path, text).into_bibliography()
    }
}

impl Found {
    pub(crate) fn add(&mut self, reference: Reference) {
        self.references.push(Arc::new(reference));
    }

    /// An entry that cannot be read: `message` says why, and `span` is where.
    pub(crate) fn malformed(&mut self, span: Span, message: String) {
        self.faults.push(Fault { kind: FaultKind::Malformed, span, message });
    }

    pub(crate) fn into_bibliography(self) -> Bibliography {
        let Found { references, mut faults, broken, stands_alone } = self;
        faults.extend(duplicates(&references));
        faults.sort_by_key(|fault| fault.span);
        let mut seen = FxHashSet::default();
        let mut last: Vec<bool> =
            references.iter().rev().map(|reference| seen.insert(reference.key.as_str())).collect();
        last.reverse();
        let kept = references.iter().zip(last).filter(|(_, is_last)| *is_last);
        let references = kept.map(|(reference, _)| Arc::clone(reference)).collect();
        Bibliography { references, faults, broken, stands_alone }
    }
}

/// A fault for each reference whose citekey an earlier one has.
fn duplicates(references: &[Arc<Reference>]) -> Vec<Fault> {
    let mut first: FxHashMap<&str, Span> = FxHashMap::default();
    let mut faults = Vec::new();
    for reference in references {
        match first.get(reference.key.as_str()) {
            Some(&first) => faults.push(duplicate(reference, first)),
            None => {
                first.insert(&reference.key, reference.key_span);
            }
        }
    }
    faults
}

fn duplicate(reference: &Reference, first: Span) -> Fault {
    let key = reference.key.clone();
    let message = format!(
        "The citekey “{key}” stands on an earlier entry of this file too. Pandoc uses the last one, and so does ibid; BibTeX the first. Rename or remove one."
    );
    Fault { kind: FaultKind::Duplicate { key, first }, span: reference.key_span, message }
}
