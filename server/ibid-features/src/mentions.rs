//! Where a reference is cited in a draft, and under which name.

use std::path::{Component, Path, PathBuf};

use ibid_check::Context;
use ibid_draft::{Citation, CitationForm, Draft, Target};
use ibid_references::Reference;
use ibid_text::Span;

/// What is looked for: a reference under all its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The citekeys it goes by.
    pub keys: Vec<String>,
    /// The file of its source, to which links may lead.
    pub source: Option<PathBuf>,
}

/// A citation of a [`Subject`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The citekey as it is written, without marks; or a link's destination.
    pub span: Span,
    /// The citekey with the braces that belong to it.
    pub whole: Span,
    /// The citekey; `None` where a link leads to the source.
    pub key: Option<String>,
    /// Words of a quotation, which nobody but its speaker may change.
    pub quoted: bool,
}

impl Subject {
    /// The reference under each of its names, and its source.
    pub fn of(reference: &Reference, source: Option<PathBuf>) -> Subject {
        Subject { keys: reference.keys().map(str::to_owned).collect(), source }
    }

    /// Whether `text` can hold a mention at all: a quick look before it is read.
    pub fn may_be_in(&self, text: &str) -> bool {
        let name = self.source.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy());
        let linked =
            name.is_some_and(|name| text.contains(&*name) || text.contains(&name.replace(' ', "%20")));
        linked || self.keys.iter().any(|key| text.contains(key.as_str()))
    }
}

/// What the citation at byte `offset` names, and where the name stands; `None` where there is none.
pub fn subject_at(cx: &Context<'_>, offset: usize) -> Option<(Span, Subject)> {
    let citation = cx.draft.citation_at(offset)?;
    let resolved = cx.shelf.resolve(&citation.target, cx.file).ok();
    let source = resolved.as_ref().map(|source| source.text.path.clone());
    let reference = match &citation.target {
        Target::Key(key) => cx.shelf.references().get(key),
        Target::Footnote(_) => return None,
        _ => resolved.and_then(|source| source.reference),
    };
    let span = key_span(cx.draft, &citation).unwrap_or(citation.target_span);
    let subject = match (reference, citation.target) {
        (Some(reference), _) => Subject::of(&reference, source),
        (None, Target::Key(key)) => Subject { keys: vec![key], source },
        (None, _) => Subject { keys: Vec::new(), source: Some(source?) },
    };
    Some((span, subject))
}

/// Where `draft`, whose file is `file`, cites `subject`, in the order of the text.
pub fn mentions(draft: &Draft, file: &Path, subject: &Subject) -> Vec<Mention> {
    let blocks = draft.blocks();
    let quotations = blocks.iter().flat_map(|block| &block.quotations).filter(|quotation| !quotation.block);
    let quoted: Vec<Span> = quotations.map(|quotation| quotation.inner).collect();
    let folder = file.parent().unwrap_or(file);
    let mut found: Vec<Mention> = draft
        .citations()
        .iter()
        .filter_map(|citation| {
            let (span, key) = match &citation.target {
                Target::Key(key) if subject.keys.contains(key) => {
                    (key_span(draft, citation)?, Some(key.clone()))
                }
                Target::Link(link) if leads_to(link, folder, subject) => (citation.target_span, None),
                _ => return None,
            };
            // A bracket is nobody's words; a bare @name may be.
            let bare = citation.form == CitationForm::Narrative && citation.span == citation.target_span;
            let quoted = bare && quoted.iter().any(|quotation| quotation.contains(span));
            Some(Mention { span, whole: with_braces(draft, span), key, quoted })
        })
        .collect();
    found.sort_by_key(|mention| mention.span);
    found.dedup();
    found
}

/// The citekey of `citation` as it is written; `None` for "ibid." and the like.
fn key_span(draft: &Draft, citation: &Citation) -> Option<Span> {
    let Target::Key(key) = &citation.target else { return None };
    let at = citation.target_span.start + draft.slice(citation.target_span).find(key.as_str())?;
    Some(Span::new(at, at + key.len()))
}

/// `key` with the braces around it, `@{odd key}`.
fn with_braces(draft: &Draft, key: Span) -> Span {
    let whole = Span::new(key.start.saturating_sub(1), key.end + 1);
    let mark = Span::new(key.start.saturating_sub(2), key.start);
    if draft.slice(mark) == "@{" && draft.slice(whole).ends_with('}') { whole } else { key }
}

/// Whether `link` in a draft in `folder` leads to the source of `subject`.
fn leads_to(link: &str, folder: &Path, subject: &Subject) -> bool {
    let Some(source) = &subject.source else { return false };
    let path = link.split(['#', '?']).next().unwrap_or_default().replace("%20", " ");
    let mut walked = PathBuf::new();
    for part in folder.join(path).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => drop(walked.pop()),
            part => walked.push(part),
        }
    }
    walked == *source
}
