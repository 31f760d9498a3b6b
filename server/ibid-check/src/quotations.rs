//! `misquote`, `misattributed-quote`, `quote-not-found`, `wrong-locator`: quotations held against their sources.

mod bodies;
mod speakers;

use ibid_draft::{Claim, Quotation};
use ibid_evidence::{Difference, Evidence, Near, Quote, Resolved, WhyNot};
use ibid_text::{Language, Span};

use crate::context::Context;
use crate::held::{Cited, Held, cited, line};
use crate::model::{Code, Edit, Finding, Fix, LedgerLine, Outcome, Verdict};
use crate::negations::left_out;
use crate::speech::Speech;

/// A quotation is taken for a bent one of a cited source from this share of common words on.
const NEAR_CITED: f32 = 0.6;
/// And for one of another source of the library, which nothing but its words points to.
const NEAR_ANYWHERE: f32 = 0.8;
/// Words that a quotation needs for its words alone to point to a source.
const TELLING_WORDS: usize = 6;
/// Words that a term must have to be held against the source's words.
const BENT_WORDS: usize = 4;
/// Bytes before a quotation that are looked at for what denies it.
const BEFORE: usize = 60;
/// Occurrences of a quotation in one source that are compared with the locator.
const OCCURRENCES: usize = 16;

/// A quotation of the draft with its words.
struct Quoted<'a> {
    quotation: &'a Quotation,
    inner: String,
    quote: Quote,
    /// How long it is in words; two CJK characters count as one.
    words: usize,
}

/// The quotations that end in `claim`, each held against its sources.
pub(crate) fn check(cx: &Context<'_>, claim: &Claim) -> Vec<Held> {
    let (sources, without) = cited(cx, claim);
    let outer = claim.quotations.iter().filter(|q| !nested(q, &claim.quotations));
    outer.filter_map(|q| Some(hold(cx, claim, &quoted(cx, q)?, &sources, &without))).collect()
}

fn nested(quotation: &Quotation, all: &[Quotation]) -> bool {
    all.iter().any(|other| other.inner != quotation.inner && other.inner.contains(quotation.span))
}

fn quoted<'a>(cx: &Context<'_>, quotation: &'a Quotation) -> Option<Quoted<'a>> {
    let inner = cx.draft.masked(quotation.inner);
    let quote = Quote::new(&inner);
    let cjk = inner.chars().filter(|&c| ibid_text::is_cjk(c)).count();
    let words = quote.words() - (cjk / 2).min(quote.words());
    (!quote.is_empty()).then_some(Quoted { quotation, inner, quote, words })
}

fn hold(
    cx: &Context<'_>,
    claim: &Claim,
    quoted: &Quoted<'_>,
    sources: &[Cited<'_>],
    without: &[WhyNot],
) -> Held {
    if let Some(held) = word_for_word(cx, claim, quoted, sources) {
        return held;
    }
    let speech = Speech::of(claim, quoted.quotation, &quoted.inner, quoted.words);
    let bent = || nearest(quoted, sources.iter().map(|c| &c.resolved), NEAR_ANYWHERE);
    if speech == Speech::Term {
        // Words that stand in the source but for one or two are no term of the writer's own.
        if let Some((resolved, near)) =
            (quoted.words >= BENT_WORDS && without.is_empty()).then(bent).flatten()
        {
            return misquote(cx, quoted, resolved, &near);
        }
        return silent(cx, quoted, "a term, or words set off; not held against sources");
    }
    if !without.is_empty() {
        return silent(cx, quoted, "a cited source has no text to read");
    }
    let elsewhere = (quoted.words >= TELLING_WORDS).then(|| anywhere(cx, quoted, sources)).flatten();
    match (elsewhere, sources) {
        (Some(found), []) => return agrees(cx, quoted, found),
        (Some(found), cited) => return misattributed(cx, quoted, cited, found),
        (None, _) => {}
    }
    let bar = if speech == Speech::Title { NEAR_ANYWHERE } else { NEAR_CITED };
    if let Some((resolved, near)) = nearest(quoted, sources.iter().map(|c| &c.resolved), bar) {
        return misquote(cx, quoted, resolved, &near);
    }
    if speech == Speech::Title {
        return silent(cx, quoted, "a title; not held against sources");
    }
    if sources.is_empty() {
        return uncited(cx, quoted);
    }
    let language = Language::of(&quoted.inner);
    if sources.iter().any(|c| c.resolved.text.language() != language) {
        return silent(cx, quoted, "the source is in another language");
    }
    if !cx.shelf.is_complete() {
        return silent(cx, quoted, "the library is still being read");
    }
    match anywhere(cx, quoted, sources) {
        Some(found) => misattributed(cx, quoted, sources, found),
        None => not_found(cx, quoted, sources),
    }
}

/// The quotation where a cited source has it word for word, and on another page than the one cited.
fn word_for_word(
    cx: &Context<'_>,
    claim: &Claim,
    quoted: &Quoted<'_>,
    sources: &[Cited<'_>],
) -> Option<Held> {
    let mut elsewhere = None;
    for cited in sources {
        let text = &cited.resolved.text;
        let spans = quoted.quote.find(text.stream(), OCCURRENCES);
        let Some(&first) = spans.first() else { continue };
        if let Some(negated) = denied(cx, quoted, &cited.resolved, &spans) {
            return Some(negated);
        }
        if let Some(another) = said_by_another(cx, claim, quoted, &cited.resolved, &spans) {
            return Some(another);
        }
        let Some((at, locator)) =
            cited.governing.citation.locator.as_ref().filter(|_| !cited.resolved.pages_disputed())
        else {
            return Some(agrees(cx, quoted, cited.resolved.evidence(first)));
        };
        let holds = |span: &&Span| {
            let ends = [cited.resolved.place(span.start), cited.resolved.place(span.end - 1)];
            ends.iter().any(|place| locator.matches(place) != Some(false))
        };
        if let Some(&span) = spans.iter().find(holds) {
            return Some(agrees(cx, quoted, cited.resolved.evidence(span)));
        }
        elsewhere.get_or_insert((*at, cited.resolved.evidence(first)));
    }
    let (at, found) = elsewhere?;
    let page = found.place.page.clone().or(found.place.page_index.map(|p| p.to_string()))?;
    let message = format!("These words stand on p. {page} of the source, not at “{}”.", cx.draft.slice(at));
    let mut finding = finding(cx, quoted, Code::WrongLocator, message, found.clone());
    finding.span = at;
    finding.fixes = vec![replace(format!("Cite p. {page}"), at, format!("p. {page}"))];
    let line = LedgerLine {
        verdict: Verdict::Supported,
        ..ledger(cx, quoted, (Outcome::Differs, "the words stand on another page"), vec![found])
    };
    Some(Held { line, finding: Some(finding) })
}

/// The finding that wherever the source has these words it denies them, and the writer left that out.
fn denied(cx: &Context<'_>, quoted: &Quoted<'_>, resolved: &Resolved, spans: &[Span]) -> Option<Held> {
    let span = quoted.quotation.span;
    let draft = cx.draft.masked(Span::new(span.start.saturating_sub(BEFORE), span.start));
    let source = resolved.text.text();
    let negation = |span: &Span| {
        let from =
            (span.start.saturating_sub(BEFORE)..=span.start).find(|&at| source.is_char_boundary(at))?;
        let word = left_out(&draft, &source[from..span.start])?;
        let end = source[..span.start].trim_end().len();
        Some(Span::new(end - word.len(), end))
    };
    let first = negation(spans.first()?)?;
    if !spans.iter().all(|span| negation(span).is_some()) {
        return None;
    }
    let difference = Difference { quoted: Span::new(0, 0), source: first };
    let near = Near { span: first.cover(spans[0]), share: 1.0, differences: vec![difference] };
    Some(misquote(cx, quoted, resolved, &near))
}

/// The finding that the source has these words, which stand there once, from somebody else.
fn said_by_another(
    cx: &Context<'_>,
    claim: &Claim,
    quoted: &Quoted<'_>,
    resolved: &Resolved,
    spans: &[Span],
) -> Option<Held> {
    let [at] = spans[..] else { return None };
    let (ours, theirs) = speakers::another(claim, quoted.quotation, &resolved.text, at)?;
    let (ours_said, theirs_said) = (ours.span.of(&claim.text), theirs.span.of(resolved.text.text()));
    let message =
        format!("The source has these words from “{theirs_said}”, where this has them from “{ours_said}”.");
    let found = resolved.evidence(at.cover(resolved.text.around(at)));
    let span = ours.span.shift(claim.span.start);
    let mut finding = finding(cx, quoted, Code::MisattributedQuote, message, found.clone());
    finding.span = span;
    let line = LedgerLine {
        verdict: Verdict::Unsupported,
        ..ledger(cx, quoted, (Outcome::Differs, "the words are another speaker’s"), vec![found])
    };
    Some(Held { line, finding: Some(finding) })
}

/// The first source of the library, the cited ones left out, that has the quotation word for word.
fn anywhere(cx: &Context<'_>, quoted: &Quoted<'_>, cited: &[Cited<'_>]) -> Option<Evidence> {
    let others =
        cx.shelf.read_sources().filter(|r| !cited.iter().any(|c| c.resolved.text.path == r.text.path));
    others.into_iter().find_map(|r| Some(r.evidence(*quoted.quote.find(r.text.stream(), 1).first()?)))
}

/// The nearest stretch of `sources` with at least `bar` of the quotation's words, in order.
fn nearest<'r>(
    quoted: &Quoted<'_>,
    sources: impl Iterator<Item = &'r Resolved>,
    bar: f32,
) -> Option<(&'r Resolved, Near)> {
    let near = |r: &'r Resolved| Some((r, quoted.quote.nearest(r.text.stream(), r.text.tokens())?));
    let best = sources.filter_map(near).max_by(|a, b| a.1.share.total_cmp(&b.1.share))?;
    (best.1.share >= bar && !best.1.differences.is_empty()).then_some(best)
}

/// A quotation that nobody is cited for: silent, unless a source has nearly these words.
fn uncited(cx: &Context<'_>, quoted: &Quoted<'_>) -> Held {
    let all: Vec<Resolved> =
        if quoted.words >= TELLING_WORDS { cx.shelf.read_sources().collect() } else { Vec::new() };
    match nearest(quoted, all.iter(), NEAR_ANYWHERE) {
        Some((resolved, near)) => misquote(cx, quoted, resolved, &near),
        None => silent(cx, quoted, "no source is cited for it"),
    }
}

fn misquote(cx: &Context<'_>, quoted: &Quoted<'_>, resolved: &Resolved, near: &Near) -> Held {
    let source = resolved.text.text();
    let start = quoted.quotation.inner.start;
    let told: Vec<String> =
        near.differences.iter().map(|d| told(d.quoted.of(&quoted.inner), d.source.of(source))).collect();
    let edit = |d: &ibid_evidence::Difference| {
        let words = d.source.of(source).split_whitespace().collect::<Vec<_>>().join(" ");
        let span = d.quoted.shift(start);
        if d.quoted.is_empty() {
            let spaced = if d.quoted.start == 0 { format!("{words} ") } else { format!(" {words}") };
            Edit { span, text: if words.starts_with(ibid_text::is_cjk) { words } else { spaced } }
        } else if words.is_empty() {
            let space = usize::from(quoted.inner[d.quoted.end..].starts_with(' '));
            Edit { span: Span::new(span.start, span.end + space), text: words }
        } else {
            Edit { span, text: words }
        }
    };
    let found = resolved.evidence(resolved.text.around(near.span));
    let message = format!("The source’s words differ: {}.", told.join("; "));
    let mut finding = finding(cx, quoted, Code::Misquote, message, found.clone());
    let words = near.differences.iter().map(edit).collect();
    finding.fixes.push(Fix { title: "Use the source’s words".to_owned(), edits: words });
    finding.fixes.extend(omission(quoted, near, source));
    let line = ledger(cx, quoted, (Outcome::Differs, "the source has other words"), vec![found]);
    Held { line, finding: Some(finding) }
}

/// Marks what was left out, where leaving words out is all that the writer did.
fn omission(quoted: &Quoted<'_>, near: &Near, source: &str) -> Option<Fix> {
    let negation = |words: &str| {
        words.split(|c: char| !c.is_alphabetic()).any(|w| NEGATIONS.contains(&w.to_lowercase().as_str()))
    };
    let left_out = near.differences.iter().all(|d| d.quoted.is_empty() && !negation(d.source.of(source)));
    left_out.then(|| {
        let edit = |d: &ibid_evidence::Difference| Edit {
            span: d.quoted.shift(quoted.quotation.inner.start),
            text: " …".to_owned(),
        };
        Fix { title: "Mark what was left out".to_owned(), edits: near.differences.iter().map(edit).collect() }
    })
}

const NEGATIONS: [&str; 6] = ["not", "no", "never", "nor", "neither", "t"];

/// One difference in words.
fn told(quoted: &str, source: &str) -> String {
    match (quoted.is_empty(), source.is_empty()) {
        (true, _) => format!("“{source}” is missing"),
        (_, true) => format!("“{quoted}” is not there"),
        _ => format!("“{quoted}” where it has “{source}”"),
    }
}

fn misattributed(cx: &Context<'_>, quoted: &Quoted<'_>, sources: &[Cited<'_>], found: Evidence) -> Held {
    let name = found
        .reference
        .as_ref()
        .map_or_else(|| found.source.display().to_string(), |r| format!("@{}", r.key));
    let message = format!("These words stand in {name}, not in the source that is cited.");
    let mut finding = finding(cx, quoted, Code::MisattributedQuote, message, found.clone());
    if let ([cited], Some(reference)) = (sources, &found.reference) {
        let span = cited.governing.citation.target_span;
        finding.fixes.push(replace(format!("Cite {name}"), span, format!("@{}", reference.key)));
    }
    let line = LedgerLine {
        verdict: Verdict::Unsupported,
        ..ledger(cx, quoted, (Outcome::Differs, "the words are another source’s"), vec![found])
    };
    Held { line, finding: Some(finding) }
}

fn not_found(cx: &Context<'_>, quoted: &Quoted<'_>, sources: &[Cited<'_>]) -> Held {
    let names: Vec<String> = sources
        .iter()
        .map(|c| {
            c.resolved
                .reference
                .as_ref()
                .map_or_else(|| c.resolved.text.path.display().to_string(), |r| format!("@{}", r.key))
        })
        .collect();
    let message =
        format!("These words stand neither in {} nor in any other source of the library.", names.join(", "));
    let finding = Finding::new(Code::QuoteNotFound, cx.file, quoted.quotation.span, message);
    let line = ledger(cx, quoted, (Outcome::NotFound, "the words are in no source"), Vec::new());
    Held { line, finding: Some(finding) }
}

fn agrees(cx: &Context<'_>, quoted: &Quoted<'_>, found: Evidence) -> Held {
    Held::silent(ledger(cx, quoted, (Outcome::Agrees, "word for word"), vec![found]))
}

fn silent(cx: &Context<'_>, quoted: &Quoted<'_>, why: &str) -> Held {
    Held::silent(ledger(cx, quoted, (Outcome::NotCheckable, why), Vec::new()))
}

fn ledger(
    cx: &Context<'_>,
    quoted: &Quoted<'_>,
    outcome: (Outcome, &str),
    evidence: Vec<Evidence>,
) -> LedgerLine {
    line(cx, "quotation", (quoted.quotation.span, &quoted.inner), outcome, evidence)
}

fn replace(title: String, span: Span, text: String) -> Fix {
    Fix { title, edits: vec![Edit { span, text }] }
}

fn finding(cx: &Context<'_>, quoted: &Quoted<'_>, code: Code, message: String, found: Evidence) -> Finding {
    Finding { evidence: vec![found], ..Finding::new(code, cx.file, quoted.quotation.span, message) }
}
