//! A .bib file to references and faults.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use ibid_text::Span;

use crate::entry;
use crate::scan::{RawEntry, scan};
use crate::{Fault, FaultKind, Reference};

/// The references of one bibliography file, and what is wrong in it.
#[derive(Clone, Debug, Default)]
pub struct Bibliography {
    /// In the file's order; of two with one citekey, only the first.
    pub references: Vec<Arc<Reference>>,
    /// In the file's order.
    pub faults: Vec<Fault>,
    /// The citekeys of entries that cannot be read.
    pub broken: Vec<String>,
}

impl Bibliography {
    /// Reads `text`, the content of the BibTeX or BibLaTeX file at `path`. Never fails: an entry that
    /// cannot be read is a fault, and the others are read.
    pub fn parse(path: &Path, text: &str) -> Bibliography {
        let scan = scan(text);
        let mut faults = scan.faults;
        let first = first_spans(&scan.entries, &mut faults);
        let by_key: HashMap<String, &RawEntry<'_>> =
            scan.entries.iter().rev().map(|entry| (entry.key.to_lowercase(), entry)).collect();
        let firsts = scan.entries.iter().filter(|entry| first.get(entry.key) == Some(&entry.key_span));
        let references = firsts.map(|entry| Arc::new(entry::reference(entry, &by_key, &scan.strings, path)));
        let references = references.collect();
        faults.sort_by_key(|fault| fault.span);
        let broken = scan.broken.into_iter().map(str::to_owned).collect();
        Bibliography { references, faults, broken }
    }
}

/// Where each citekey stands first; the others become faults.
fn first_spans<'a>(entries: &[RawEntry<'a>], faults: &mut Vec<Fault>) -> HashMap<&'a str, Span> {
    let mut first = HashMap::new();
    for entry in entries {
        let first = *first.entry(entry.key).or_insert(entry.key_span);
        if first != entry.key_span {
            faults.push(duplicate(entry, first));
        }
    }
    first
}

fn duplicate(entry: &RawEntry<'_>, first: Span) -> Fault {
    let key = entry.key.to_owned();
    let message = format!(
        "The citekey “{key}” stands on an earlier entry of this file too, and that one is used. Rename or remove one."
    );
    Fault { kind: FaultKind::Duplicate { key, first }, span: entry.key_span, message }
}

#[cfg(test)]
mod any_text;
#[cfg(test)]
mod tests;
