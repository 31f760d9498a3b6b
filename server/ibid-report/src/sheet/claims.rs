//! The draft, sentence by sentence, each claim with its evidence beside it.

use ibid_check::Verdict;
use ibid_draft::{Block, BlockKind};
use ibid_text::{Language, Span};
use maud::{Markup, html};

use super::evidence::evidence;
use super::said::said;
use super::sources::Sources;
use super::text::tag;
use super::{Claim, Sheet};

/// The part of the page with the draft.
pub(super) fn draft(sheet: &Sheet<'_>, sources: &Sources) -> Markup {
    let draft = sheet.context.text(sheet.file).map(|text| text.text.as_str()).unwrap_or_default();
    html! {
        section #draft aria-labelledby="draft-title" tabindex="-1" {
            h2 #draft-title { "The draft and its evidence" }
            p.hint { "Sentences without a number cite nothing and state nothing to look up. "
                span.keys hidden { "With a claim in focus, " kbd { "j" } " and " kbd { "k" } " go to the next and the one before." } }
            @for block in sheet.draft.blocks() {
                @if block.kind == BlockKind::Heading {
                    h3 dir="auto" { (said(draft, &block, block.span, &[])) }
                } @else {
                    div class={ "block " (kind(&block)) } {
                        @for span in stretches(&block) { (row(sheet, sources, draft, &block, span)) }
                    }
                }
            }
        }
    }
}

fn kind(block: &Block) -> &'static str {
    match block.kind {
        BlockKind::Quote => "quote",
        BlockKind::ListItem => "item",
        BlockKind::TableRow => "cells",
        BlockKind::Footnote(_) => "note",
        BlockKind::Prose | BlockKind::Heading => "prose",
    }
}

/// The sentences of `block`, each with what follows it up to the next, such as a citation after the full stop.
fn stretches(block: &Block) -> Vec<Span> {
    let starts = block.sentences.iter().skip(1).map(|sentence| sentence.start);
    let ends = starts.chain([block.span.end]);
    let mut stretches: Vec<Span> =
        block.sentences.iter().zip(ends).map(|(sentence, end)| Span::new(sentence.start, end)).collect();
    match stretches.first_mut() {
        Some(first) => first.start = block.span.start,
        None => stretches.push(block.span),
    }
    stretches
}

fn row(sheet: &Sheet<'_>, sources: &Sources, draft: &str, block: &Block, span: Span) -> Markup {
    let found = sheet.claims.iter().enumerate().find(|(_, claim)| span.contains(claim.accounted.claim.span));
    let lang = tag(Language::of(span.of(draft)));
    match found {
        None => html! { p.own lang=[lang] dir="auto" { (said(draft, block, span, &[])) } },
        Some((at, claim)) => {
            let (number, verdict) = (at + 1, claim.accounted.verdict);
            let line = sheet.context.range(sheet.file, span).0.line + 1;
            html! {
                article.claim.(verdict.as_str()) id={ "c" (number) } aria-labelledby={ "h" (number) }
                    data-verdict=(verdict.as_str()) data-kinds=(kinds(claim)) data-sources=(sources.ids(claim)) {
                    h4 id={ "h" (number) } {
                        a href={ "#c" (number) } {
                            span.unseen { "Claim " } (number) span.unseen { ", " (verdict.as_str()) ", line " (line) }
                        }
                        span.sign aria-hidden="true" { (sign(verdict)) }
                    }
                    p.said lang=[lang] dir="auto" { (said(draft, block, span, &claim.accounted.facts)) }
                    (evidence(sheet, claim, line))
                }
            }
        }
    }
}

/// The kinds of fact and of finding in a claim, apart by spaces.
fn kinds(claim: &Claim) -> String {
    let facts = claim.accounted.facts.iter().map(|fact| fact.kind);
    let mut kinds: Vec<&str> =
        facts.chain(claim.accounted.findings.iter().map(|f| f.code.as_str())).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.join(" ")
}

/// A verdict at a glance, where there is no colour.
pub(super) fn sign(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradicted => "✗",
        Verdict::Unsupported => "○",
        Verdict::Unknown => "?",
        Verdict::Supported => "✓",
    }
}

/// What a verdict says, for people.
pub(super) fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradicted => "a source says otherwise",
        Verdict::Unsupported => "the cited sources do not have it",
        Verdict::Unknown => "not checked, or not checkable",
        Verdict::Supported => "its facts stand in a cited source",
    }
}
