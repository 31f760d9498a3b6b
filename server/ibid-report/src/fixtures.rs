//! What the tests of every form have in common: a draft with a mark in it, and evidence.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ibid_check::{Code, Finding, LedgerLine, Outcome};
use ibid_evidence::Evidence;
use ibid_references::Reference;
use ibid_text::{Place, Span};

use crate::Context;

/// A draft at `/w/essay.md` in which «…» is the mark.
pub(crate) fn draft(marked: &str) -> (Context, Span) {
    let start = marked.find('«').unwrap();
    let text = marked.replacen('«', "", 1);
    let end = text.find('»').unwrap();
    let mut context = Context::new(Path::new("/w"));
    context.add_text(Path::new("/w/essay.md"), text.replacen('»', "", 1));
    (context, Span::new(start, end))
}

/// A finding without evidence or fixes.
pub(crate) fn finding(code: Code, span: Span, message: &str) -> Finding {
    Finding {
        code,
        file: PathBuf::from("/w/essay.md"),
        span,
        message: message.to_owned(),
        evidence: Vec::new(),
        related: Vec::new(),
        fixes: Vec::new(),
    }
}

/// A line of the ledger without evidence.
pub(crate) fn fact(span: Span, kind: &'static str, text: &str, outcome: Outcome, why: &str) -> LedgerLine {
    LedgerLine {
        file: PathBuf::from("/w/essay.md"),
        span,
        kind,
        text: text.to_owned(),
        outcome,
        verdict: outcome.verdict(),
        evidence: Vec::new(),
        why: why.to_owned(),
    }
}

/// Words on page 3 of `/w/sources/audit.pdf`, which belongs to `@audit2024`.
pub(crate) fn evidence(quote: &str) -> Evidence {
    Evidence {
        source: PathBuf::from("/w/sources/audit.pdf"),
        span: Some(Span::new(0, quote.len())),
        reference: Some(Arc::new(reference("audit2024"))),
        place: Place { page: Some("3".to_owned()), page_index: Some(5), ..Place::default() },
        quote: quote.to_owned(),
    }
}

fn reference(key: &str) -> Reference {
    Reference {
        key: key.to_owned(),
        file: PathBuf::from("/w/library.bib"),
        span: Span::new(0, 0),
        key_span: Span::new(0, 0),
        kind: "report".to_owned(),
        title: "Audit".to_owned(),
        authors: Vec::new(),
        date: None,
        container: None,
        pages: None,
        fields: Vec::new(),
        files: Vec::new(),
    }
}
