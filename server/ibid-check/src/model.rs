//! What a check says.

use std::path::{Path, PathBuf};

use ibid_evidence::Evidence;
use ibid_text::Span;

/// The kinds of finding. Each has its own page in the docs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each code's page says what it means")]
pub enum Code {
    UnknownCitation,
    DuplicateReference,
    MalformedReference,
    MissingSource,
    UnreadableSource,
    WrongLocator,
    Misquote,
    MisattributedQuote,
    QuoteNotFound,
    UnmarkedQuotation,
    NumberMismatch,
    DateMismatch,
    NameMismatch,
    Inconsistent,
    Contradicted,
    Unsupported,
    CitationNeeded,
    UnusedReference,
}

/// How grave a finding is, gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Certainly wrong.
    Error,
    /// Very probably wrong.
    Warning,
    /// Worth knowing.
    Information,
    /// An offer.
    Hint,
}

impl Severity {
    /// Its name, wherever it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
            Severity::Hint => "hint",
        }
    }
}

impl Code {
    /// Every code, in the order of the contract.
    pub const ALL: [Code; 18] = [
        Code::UnknownCitation,
        Code::DuplicateReference,
        Code::MalformedReference,
        Code::MissingSource,
        Code::UnreadableSource,
        Code::WrongLocator,
        Code::Misquote,
        Code::MisattributedQuote,
        Code::QuoteNotFound,
        Code::UnmarkedQuotation,
        Code::NumberMismatch,
        Code::DateMismatch,
        Code::NameMismatch,
        Code::Inconsistent,
        Code::Contradicted,
        Code::Unsupported,
        Code::CitationNeeded,
        Code::UnusedReference,
    ];

    /// The stable name, as the contract has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::UnknownCitation => "unknown-citation",
            Code::DuplicateReference => "duplicate-reference",
            Code::MalformedReference => "malformed-reference",
            Code::MissingSource => "missing-source",
            Code::UnreadableSource => "unreadable-source",
            Code::WrongLocator => "wrong-locator",
            Code::Misquote => "misquote",
            Code::MisattributedQuote => "misattributed-quote",
            Code::QuoteNotFound => "quote-not-found",
            Code::UnmarkedQuotation => "unmarked-quotation",
            Code::NumberMismatch => "number-mismatch",
            Code::DateMismatch => "date-mismatch",
            Code::NameMismatch => "name-mismatch",
            Code::Inconsistent => "inconsistent",
            Code::Contradicted => "contradicted",
            Code::Unsupported => "unsupported",
            Code::CitationNeeded => "citation-needed",
            Code::UnusedReference => "unused-reference",
        }
    }

    /// The code of this name.
    pub fn parse(name: &str) -> Option<Code> {
        Code::ALL.into_iter().find(|c| c.as_str() == name)
    }

    /// Whether it is shown unless settings say otherwise.
    pub fn is_on(self) -> bool {
        self != Code::UnusedReference
    }

    /// The severity it has unless settings say otherwise.
    pub fn severity(self) -> Severity {
        match self {
            Code::UnknownCitation => Severity::Error,
            Code::MissingSource | Code::CitationNeeded | Code::UnusedReference => Severity::Hint,
            Code::Unsupported => Severity::Information,
            _ => Severity::Warning,
        }
    }
}

impl Code {
    /// What a finding of this kind says of the claim it stands in, if anything.
    pub(crate) fn verdict(self) -> Option<Verdict> {
        match self {
            Code::Misquote
            | Code::NumberMismatch
            | Code::DateMismatch
            | Code::NameMismatch
            | Code::Contradicted => Some(Verdict::Contradicted),
            Code::MisattributedQuote | Code::QuoteNotFound | Code::Unsupported => Some(Verdict::Unsupported),
            _ => None,
        }
    }
}

/// What the writer is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What kind.
    pub code: Code,
    /// The file it stands in, absolute: the draft, or a bibliography.
    pub file: PathBuf,
    /// The words at fault, in bytes of that file.
    pub span: Span,
    /// One or two sentences for people.
    pub message: String,
    /// What it rests on, best first.
    pub evidence: Vec<Evidence>,
    /// Other places in the writer's own files that belong to it (the note that holds the citation, the
    /// first of two entries).
    pub related: Vec<Related>,
    /// Ways to mend it, best first.
    pub fixes: Vec<Fix>,
}

impl Finding {
    /// A finding with neither evidence nor fixes.
    pub fn new(code: Code, file: &Path, span: Span, message: String) -> Finding {
        Finding {
            code,
            file: file.to_owned(),
            span,
            message,
            evidence: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
        }
    }
}

/// A place in one of the writer's own files that belongs to a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file, absolute.
    pub file: PathBuf,
    /// Its bytes there.
    pub span: Span,
    /// What it is.
    pub message: String,
}

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, for people.
    pub title: String,
    /// The changes, in the finding's file.
    pub edits: Vec<Edit>,
}

/// A change to a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes to replace.
    pub span: Span,
    /// What to put there.
    pub text: String,
}

/// One line of the ledger: a fact of a draft and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerLine {
    /// The draft, absolute.
    pub file: PathBuf,
    /// The fact's bytes.
    pub span: Span,
    /// "quotation", "quantity", "date", "ordinal", "name".
    pub kind: &'static str,
    /// Its words.
    pub text: String,
    /// What became of it.
    pub outcome: Outcome,
    /// What that says of the claim it stands in.
    pub verdict: Verdict,
    /// What it was held against.
    pub evidence: Vec<Evidence>,
    /// In a few words, for people.
    pub why: String,
}

/// What became of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// A source says the same.
    Agrees,
    /// A source says otherwise in the same slot.
    Differs,
    /// The cited sources were read whole and it stands in none of them.
    NotFound,
    /// It could not be compared, and why.
    NotCheckable,
}

/// Whether sources bear a claim out, or a fact of it; the weightiest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A cited source says it.
    Supported,
    /// Not checked, not checkable, or the judge could not be trusted.
    Unknown,
    /// The cited sources were read whole and are silent on it.
    Unsupported,
    /// A source says otherwise.
    Contradicted,
}

impl Verdict {
    /// Every verdict, the weightiest first.
    pub const ALL: [Verdict; 4] =
        [Verdict::Contradicted, Verdict::Unsupported, Verdict::Unknown, Verdict::Supported];

    /// The contract's word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Supported => "supported",
            Verdict::Unknown => "unknown",
            Verdict::Unsupported => "unsupported",
            Verdict::Contradicted => "contradicted",
        }
    }
}

impl Outcome {
    /// What such a fact says of its claim, unless it is known to be otherwise.
    pub fn verdict(self) -> Verdict {
        match self {
            Outcome::Agrees => Verdict::Supported,
            Outcome::Differs => Verdict::Contradicted,
            Outcome::NotFound => Verdict::Unsupported,
            Outcome::NotCheckable => Verdict::Unknown,
        }
    }
}
