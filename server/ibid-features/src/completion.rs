//! `@`: the references that fit what was typed, and where none fits well, the sources that say it.

use std::collections::HashSet;
use std::path::Path;

use ibid_check::{Context, Edit};
use ibid_draft::{CitationForm, HalfTyped, Markup, Syntax, Target, citing};
use ibid_evidence::{Evidence, named_pages};
use ibid_references::{Reference, Style};
use ibid_text::{Place, Span, is_cjk};

use crate::{markdown, quoting, reference};

/// Offers of references at most.
const MOST: usize = 50;
/// Offers of passages at most.
const PASSAGES: usize = 8;
/// A reference of this score has every word that was typed, none misspelt.
const GOOD: f32 = 0.6;
/// Bytes after the cursor that are looked at for the rest of the citation.
const AHEAD: usize = 200;

/// What can be put where a citation is being typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    /// Why it is offered.
    pub kind: CompletionKind,
    /// The citekey, with the page where there is one.
    pub label: String,
    /// What it is, in a few words: author, year and title, or the passage's words. Plain text.
    pub detail: String,
    /// What accepting it changes.
    pub edit: Edit,
    /// The same as a snippet that leaves the cursor where a locator goes, and closes the bracket behind it.
    pub snippet: Option<String>,
    /// What was typed: an editor that filters by it keeps every offer, in the order given.
    pub filter: String,
    /// The citekey, for [`describe`].
    pub key: String,
    /// What is known without asking again: the passage as Markdown.
    pub documentation: Option<String>,
}

/// Why it is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompletionKind {
    /// The reference fits.
    Reference,
    /// Its source says it.
    Passage,
}

/// What can be cited at byte `offset`, best first; `None` where no citation is being typed. The next letter
/// may bring others, so that a list is never complete.
pub fn complete(cx: &Context<'_>, offset: usize) -> Option<Vec<Completion>> {
    let typed = cx.draft.half_typed_citation_at(offset)?;
    let spot = Spot::new(cx, &typed);
    // Pages are offered to who links to pages; for others, brackets are brackets.
    if typed.syntax == Syntax::Page && !links_to_pages(cx, offset) {
        return None;
    }
    let query = typed.query.trim_start_matches('{');
    let nearby = nearby(cx, offset);
    let nearby: Vec<&str> = nearby.iter().map(String::as_str).collect();
    let references = cx.shelf.references().search_nearby(query, MOST, &nearby);
    let fits = references.iter().any(|found| found.score >= GOOD);
    let mut offers = Vec::new();
    // A list that is empty is closed by editors, and the next letter asks no more: one word is looked for, too.
    if typed.bracketed && !fits && (says_something(query) || references.is_empty() && !query.is_empty()) {
        offers = passages(cx, &spot, query);
    }
    for (rank, found) in references.iter().enumerate() {
        offers.extend(spot.reference(cx, &found.reference));
        let wants_page = rank == 0 && fits && !query.is_empty();
        offers.extend(wants_page.then(|| spot.page_of(cx, &found.reference)).flatten());
    }
    offers.truncate(MOST);
    Some(offers)
}

/// The reference `key` in full in the manner of `style`, as Markdown.
pub fn describe(cx: &Context<'_>, key: &str, style: &Style) -> Option<String> {
    cx.shelf.references().get(key).map(|found| reference::full(&found, style))
}

fn passages(cx: &Context<'_>, spot: &Spot<'_>, query: &str) -> Vec<Completion> {
    let (mut offers, mut best) = (Vec::new(), None);
    for evidence in cx.shelf.citable(query, PASSAGES) {
        let Some(reference) = &evidence.reference else { continue };
        let Some(cited) = spot.cited(cx, reference, &evidence.place) else { continue };
        best.get_or_insert_with(|| evidence.clone());
        offers.push(Completion {
            kind: CompletionKind::Passage,
            detail: evidence.quote.split_whitespace().collect::<Vec<_>>().join(" "),
            documentation: Some(markdown::passage(&evidence)),
            ..spot.offer(reference, cited, true)
        });
    }
    // The best can also be quoted.
    let quoted = best.and_then(|evidence| spot.quotation(cx, &evidence));
    let at = offers.len().min(1);
    quoted.into_iter().for_each(|offer| offers.insert(at, offer));
    offers
}

/// The citekeys that the draft cites already, those nearest to byte `offset` first; not the one being typed there.
fn nearby(cx: &Context<'_>, offset: usize) -> Vec<String> {
    let citations = cx.draft.citations().into_iter().filter(|citation| !citation.target_span.touches(offset));
    let mut cited: Vec<(usize, String)> = citations
        .filter_map(|citation| match citation.target {
            Target::Key(key) => Some((citation.span.start.abs_diff(offset), key)),
            _ => None,
        })
        .collect();
    cited.sort();
    let mut known = HashSet::new();
    cited.retain(|(_, key)| known.insert(key.clone()));
    cited.into_iter().map(|(_, key)| key).take(MOST).collect()
}

/// Whether the draft links to pages elsewhere than at byte `offset`, or stands in a vault of Obsidian.
fn links_to_pages(cx: &Context<'_>, offset: usize) -> bool {
    let citations = cx.draft.citations();
    let mut others = citations.iter().filter(|citation| !citation.span.touches(offset));
    let links = others.any(|citation| {
        citation.form == CitationForm::Link
            && cx.draft.slice(Span::new(citation.span.start, citation.span.start + 2)) == "[["
    });
    links || cx.file.ancestors().skip(1).any(|folder| folder.join(".obsidian").is_dir())
}

/// Whether `query` is enough to look for it in the sources: two words, or three Chinese characters.
fn says_something(query: &str) -> bool {
    query.split_whitespace().count() >= 2 || query.chars().filter(|&c| is_cjk(c)).count() >= 3
}

/// Where an offer goes.
struct Spot<'a> {
    typed: &'a HalfTyped,
    /// What was typed, and the rest of the citekey that the cursor stands in.
    span: Span,
    /// A bracket is open that nothing on the line closes.
    open: bool,
    /// A locator follows already.
    located: bool,
    /// The braces of a command of LaTeX, where nothing but this stands in them and no option before them: a page goes there.
    braces: Option<Span>,
    /// It is a page of notes that is called as the reference, `[[@key]]`.
    noted: bool,
}

impl<'a> Spot<'a> {
    fn new(cx: &Context<'_>, typed: &'a HalfTyped) -> Spot<'a> {
        let cursor = typed.query_span.end;
        let after = cx.draft.slice(Span::new(cursor, cursor + AHEAD));
        let line = after.split(['\n', '\r']).next().unwrap_or_default();
        let marks: &[char] = match typed.syntax {
            Syntax::At | Syntax::Page => &['[', ']'],
            Syntax::Command('}') => &['{', '}'],
            Syntax::Command('>') => &['<', '>'],
            Syntax::Command(_) => &['`'],
        };
        let closing = marks.last().copied().unwrap_or_default();
        let closed = line.find(marks).is_some_and(|i| line[i..].starts_with(closing));
        let end = cursor + rest_of_key(typed, line);
        let (start, rest) = (typed.query_span.start, &line[end - cursor..]);
        let open = typed.bracketed && !closed;
        let opening = before(cx, start, 2);
        let is_alone = opening.ends_with('{') && !opening.starts_with(']') && (open || rest.starts_with('}'));
        let braces = Span::new(start.saturating_sub(1), end + usize::from(!open));
        Spot {
            typed,
            span: Span::new(start, end),
            open,
            located: rest.trim_start().starts_with(',') || rest.starts_with('['),
            braces: Some(braces).filter(|_| is_alone && typed.syntax == Syntax::Command('}')),
            noted: typed.syntax == Syntax::At && before(cx, start, 3) == "[[@",
        }
    }

    /// What closes what is open.
    fn close(&self) -> String {
        match self.typed.syntax {
            Syntax::At if !self.noted => "]".to_owned(),
            Syntax::Command(close) => close.to_string(),
            Syntax::At | Syntax::Page => "]]".to_owned(),
        }
    }

    /// `reference` as it is named here, at `place` where that is said here too; `None` where it has no name here.
    fn named(&self, cx: &Context<'_>, reference: &Reference, place: &Place) -> Option<String> {
        match self.typed.syntax {
            Syntax::At if !self.noted => Some(citing::key_in(cx.draft.markup(), &reference.key, place)),
            Syntax::At | Syntax::Command(_) => Some(reference.key.clone()),
            Syntax::Page => page_name(&cx.shelf.source_of(reference)?),
        }
    }

    /// The same, and what of the draft it stands in place of.
    fn cited(&self, cx: &Context<'_>, reference: &Reference, place: &Place) -> Option<(Span, String)> {
        match (self.braces, &place.page) {
            (Some(braces), Some(page)) => Some((braces, citing::argument_at(&reference.key, page))),
            _ => Some((self.span, self.named(cx, reference, place)?)),
        }
    }

    fn reference(&self, cx: &Context<'_>, reference: &Reference) -> Option<Completion> {
        let cited = self.named(cx, reference, &Place::default())?;
        let snippet = self.open.then(|| match self.typed.syntax {
            Syntax::At if !self.noted => format!("{}$1]$0", escaped(&cited)),
            _ => escaped(&format!("{cited}{}", self.close())) + "$0",
        });
        Some(Completion {
            detail: reference::short(reference),
            snippet,
            ..self.offer(reference, (self.span, cited), false)
        })
    }

    /// The same with a page, which the writer adds; `None` where it has no pages.
    fn page_of(&self, cx: &Context<'_>, reference: &Reference) -> Option<Completion> {
        let takes_page = match self.typed.syntax {
            Syntax::At => {
                (self.typed.bracketed || cx.draft.markup() == Markup::Typst) && !self.located && !self.noted
            }
            Syntax::Command(_) => self.braces.is_some(),
            Syntax::Page => false,
        };
        if !takes_page {
            return None;
        }
        let named = || named_pages(reference).is_some();
        let source = || cx.shelf.resolve(&Target::Key(reference.key.clone()), cx.file).ok();
        if !named() && source().is_none_or(|source| source.pages().is_empty()) {
            return None;
        }
        let at = |page: &str| {
            let place = Place { page: Some(page.to_owned()), ..Place::default() };
            self.cited(cx, reference, &place)
        };
        let (span, label) = at("…")?;
        let close = if self.open && span == self.span { "]$0" } else { "" };
        let snippet = Some(escaped(&label).replacen('…', "$1", 1) + close);
        Some(Completion {
            label,
            detail: reference::short(reference),
            snippet,
            ..self.offer(reference, at("")?, false)
        })
    }

    /// The words of `evidence` as a quotation in place of the whole bracket; `None` where it holds more than what is typed.
    fn quotation(&self, cx: &Context<'_>, evidence: &Evidence) -> Option<Completion> {
        let start = self.span.start.checked_sub(2)?;
        let closed = cx.draft.slice(Span::new(self.span.end, self.span.end + 1)) == "]";
        let whole = before(cx, self.span.start, 2) == "[@" && (closed || self.open);
        if self.noted || !whole {
            return None;
        }
        let reference = evidence.reference.as_deref()?;
        let text = quoting::quotation(cx, evidence)?;
        let span = Span::new(start, self.span.end + usize::from(closed));
        Some(Completion {
            kind: CompletionKind::Passage,
            label: format!("“…” {}", citing::key_at(&reference.key, &evidence.place)),
            detail: evidence.quote.split_whitespace().collect::<Vec<_>>().join(" "),
            documentation: Some(markdown::passage(evidence)),
            edit: Edit { span, text },
            filter: format!("[@{}", self.typed.query),
            ..self.offer(reference, (span, String::new()), false)
        })
    }

    /// The offer of what is `cited` so, in place of a part of the draft.
    fn offer(&self, reference: &Reference, (span, mut cited): (Span, String), close: bool) -> Completion {
        let label = cited.clone();
        if close && self.open && span == self.span {
            cited.push_str(&self.close());
        }
        let brace = if self.braces == Some(span) { "{" } else { "" };
        Completion {
            kind: CompletionKind::Reference,
            label,
            detail: String::new(),
            edit: Edit { span, text: cited },
            snippet: None,
            filter: format!("{brace}{}", self.typed.query),
            key: reference.key.clone(),
            documentation: None,
        }
    }
}

/// The `bytes` before byte `at` of the draft.
fn before(cx: &Context<'_>, at: usize, bytes: usize) -> String {
    cx.draft.slice(Span::new(at.saturating_sub(bytes), at))
}

/// `text` as it stands in a snippet.
fn escaped(text: &str) -> String {
    text.replace('\\', r"\\").replace('$', r"\$").replace('}', r"\}")
}

/// What a link to the page at `path` says: notes go by their name alone, other files with their ending.
fn page_name(path: &Path) -> Option<String> {
    let note = path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md"));
    let name = if note { path.file_stem() } else { path.file_name() };
    Some(name?.to_string_lossy().into_owned())
}

/// The bytes of `after` that belong to the citekey of which a part was typed.
fn rest_of_key(typed: &HalfTyped, after: &str) -> usize {
    if typed.syntax != Syntax::At {
        let end = after.find(|c: char| "],}`|#>".contains(c) || c.is_whitespace()).unwrap_or(after.len());
        return end;
    }
    if typed.query.starts_with('{') {
        return after.find('}').map_or(0, |i| i + 1);
    }
    // Outside brackets what follows may be the next word of the sentence.
    if !typed.bracketed && (typed.query.is_empty() || typed.query.contains(char::is_whitespace)) {
        return 0;
    }
    let key = after.find(|c| !citing::is_key(c)).map_or(after, |end| &after[..end]);
    key.trim_end_matches(|c: char| !c.is_alphanumeric()).len()
}
