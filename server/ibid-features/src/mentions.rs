//! Where a reference is cited in a draft, and under which name.

use std::path::{Component, Path, PathBuf};

use ibid_check::Context;
use ibid_draft::{Citation, CitationForm, Draft, Target};
use ibid_references::{Reference, plain_address};
use ibid_text::Span;

use crate::links;

/// What is looked for: a reference under all its names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The citekeys it goes by.
    pub keys: Vec<String>,
    /// The file of its source, to which links may lead.
    pub source: Option<PathBuf>,
    /// Where it is on the web, each address plain ([`plain_address`]).
    pub addresses: Vec<String>,
    /// Who made it: by one of these names a draft may mean it.
    pub makers: Vec<String>,
}

/// A citation of a [`Subject`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The citekey as it is written, without marks; a link's destination; or the words that mean it.
    pub span: Span,
    /// The citekey with the braces that belong to it.
    pub whole: Span,
    /// The citekey; `None` where a link leads to it, or words mean it.
    pub key: Option<String>,
    /// Words of a quotation, which nobody but its speaker may change.
    pub quoted: bool,
}

impl Subject {
    /// The reference under each of its names, and its source.
    pub fn of(reference: &Reference, source: Option<PathBuf>) -> Subject {
        let addresses = [links::address(reference), links::doi(reference)].into_iter().flatten();
        let mut addresses: Vec<String> = addresses.filter_map(|address| plain_address(&address)).collect();
        addresses.dedup();
        Subject {
            keys: reference.keys().map(str::to_owned).collect(),
            source,
            addresses,
            makers: reference
                .authors
                .iter()
                .filter_map(|author| Some(author.split(',').next()?.to_owned()))
                .collect(),
        }
    }

    /// The citekey `key` alone, and nothing else that it may go by.
    pub fn key(key: &str) -> Subject {
        Subject { keys: vec![key.to_owned()], ..Subject::default() }
    }

    /// Whether `text` can hold a mention at all: a quick look before it is read.
    pub fn may_be_in(&self, text: &str) -> bool {
        let name = self.source.as_deref().and_then(Path::file_name).map(|name| name.to_string_lossy());
        let linked =
            name.is_some_and(|name| text.contains(&*name) || text.contains(&name.replace(' ', "%20")));
        // Of an address, what comes last tells it from others.
        let ends = self
            .addresses
            .iter()
            .filter_map(|address| address.trim_end_matches('/').rsplit(['/', ':']).next());
        let mut words = self.keys.iter().chain(&self.makers).map(String::as_str).chain(ends);
        linked || words.any(|word| !word.is_empty() && text.contains(word))
    }
}

/// What the citation at byte `offset` names, and where the name stands; `None` where there is none.
pub fn subject_at(cx: &Context<'_>, offset: usize) -> Option<(Span, Subject)> {
    let citation = cx.draft.citation_at(offset)?;
    let resolved = cx.shelf.resolve(&citation.target, cx.file).ok();
    let source = resolved.as_ref().map(|source| source.text.path.clone());
    if matches!(citation.target, Target::Footnote(_)) {
        return None;
    }
    let reference = cx.shelf.reference_of(&citation.target, cx.file);
    let span = key_span(cx.draft, &citation).unwrap_or(citation.target_span);
    let subject = match (reference, citation.target) {
        (Some(reference), _) => Subject::of(&reference, source),
        (None, Target::Key(key)) => Subject { source, ..Subject::key(&key) },
        (None, _) => Subject { source: Some(source?), ..Subject::default() },
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
                Target::Key(key) if subject.keys.contains(key) => match key_span(draft, citation) {
                    Some(span) => (span, Some(key.clone())),
                    None => (citation.target_span, None),
                },
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

/// The citekey of `citation` as it is written; `None` for words that mean it.
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

/// Whether `link` in a draft in `folder` leads to `subject`, or its source.
fn leads_to(link: &str, folder: &Path, subject: &Subject) -> bool {
    if plain_address(link).is_some_and(|address| subject.addresses.contains(&address)) {
        return true;
    }
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
