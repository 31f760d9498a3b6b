//! `unmarked-quotation`: a long run of a source's words that stands without quotation marks.
//!
//! Names, numbers, set phrases and titles do not count, since they can be said in one way only.

mod copied;
mod mending;
mod words;

use std::collections::HashSet;

use ibid_draft::{BlockKind, Claim};
use ibid_evidence::{Resolved, Stream};
use ibid_text::Span;

use crate::context::Context;
use crate::held::cited;
use crate::model::{Code, Finding};
use copied::{Run, longest};
pub(crate) use mending::in_the_drafts_marks;
use words::{ENOUGH, Words};

/// Passages of the library that are looked at for one stretch of words.
const LOOKED_AT: usize = 12;
/// What stands in so many sources is nobody's own.
const COMMON: usize = 3;
/// Words that head a list of works.
const ENTRY_WORDS: [&str; 12] = [
    "doi",
    "http",
    "https",
    "pp",
    "vol",
    "eds",
    "ed",
    "press",
    "journal",
    "proceedings",
    "isbn",
    "retrieved",
];

/// A run of a source's words in a claim.
struct Copied {
    run: Run,
    resolved: Resolved,
}

/// The finding that `claim` has a source's words without marks, if it does.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Option<Finding> {
    let prose = matches!(claim.kind, BlockKind::Prose | BlockKind::ListItem | BlockKind::Footnote(_));
    if !prose || is_entry(claim) {
        return None;
    }
    let words = Words::of(cx, claim);
    if words.counted() < ENOUGH {
        return None;
    }
    let copied = if claim.is_cited() { of_the_cited(cx, claim, &words) } else { of_any(cx, &words) }?;
    let run = copied.run.ours.of(&claim.text);
    if sources_with(cx, run) >= COMMON || is_title(cx, &copied, run) {
        return None;
    }
    let found = copied.resolved.evidence(copied.run.theirs);
    let name = found.reference.as_ref().map_or_else(
        || found.source.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default(),
        |r| format!("@{}", r.key),
    );
    let (count, what) = words.length(copied.run.ours);
    let message = format!("These {count} {what} are those of {name}, and stand without quotation marks.");
    let span = copied.run.ours.shift(claim.span.start);
    let mut finding = Finding::new(Code::UnmarkedQuotation, cx.file, span, message);
    finding.fixes = mending::fixes(cx, claim, span, &found);
    finding.evidence.push(found);
    Some(finding)
}

/// The longest run of a cited source's words.
fn of_the_cited(cx: &Context<'_>, claim: &Claim, words: &Words<'_>) -> Option<Copied> {
    let (sources, _) = cited(cx, claim);
    let runs = sources.into_iter().filter_map(|source| {
        let text = &source.resolved.text;
        let places = words.stretches().flat_map(|stretch| {
            let at = text.stream().find(&Stream::new(stretch), 0);
            at.map(|at| text.stream().original(at))
        });
        let run = longest(words, text.text(), places.collect())?;
        Some(Copied { run, resolved: source.resolved })
    });
    runs.max_by(|a, b| a.run.counted.total_cmp(&b.run.counted))
}

/// The longest run of the words of any source of the library.
fn of_any(cx: &Context<'_>, words: &Words<'_>) -> Option<Copied> {
    let hits = words.stretches().flat_map(|stretch| cx.shelf.holding(stretch, LOOKED_AT));
    let runs = hits.filter_map(|hit| {
        let resolved = cx.shelf.text(&hit.path)?;
        let run = longest(words, resolved.text.text(), vec![hit.span])?;
        Some(Copied { run, resolved })
    });
    runs.max_by(|a, b| a.run.counted.total_cmp(&b.run.counted))
}

/// How many sources have the words of `run` side by side.
fn sources_with(cx: &Context<'_>, run: &str) -> usize {
    let hits = cx.shelf.holding(run, LOOKED_AT);
    hits.into_iter().map(|hit| hit.path).collect::<HashSet<_>>().len()
}

/// Whether the run is part of a title or heading.
fn is_title(cx: &Context<'_>, copied: &Copied, run: &str) -> bool {
    let named = cx.shelf.references().search(run, LOOKED_AT);
    let run = Stream::new(run);
    let heading = copied.resolved.place(copied.run.theirs.start).heading;
    let of_references = named.iter().map(|found| found.reference.title.as_str());
    let mut titles = of_references.chain(copied.resolved.text.title()).chain(heading.as_deref());
    titles.any(|title| Stream::new(title).find(&run, 0).is_some())
}

/// Whether the sentence lists a work, as a bibliography does.
fn is_entry(claim: &Claim) -> bool {
    let year =
        |word: &str| word.len() == 4 && word.parse().is_ok_and(|year: u32| (1500..2100).contains(&year));
    let listed = !matches!(claim.kind, BlockKind::Prose);
    let mut words = ibid_text::words(&claim.text).map(|word| word.text.to_lowercase());
    let dated = || ibid_text::words(&claim.text).any(|word| year(word.text));
    listed && words.any(|word| ENTRY_WORDS.contains(&word.as_str())) && dated()
}

/// The bytes from the first to the last of two spans.
fn between(first: Span, last: Span) -> Span {
    Span::new(first.start, last.end)
}
