//! A sentence as the draft has it: its facts marked, its markup and citations set back.

use ibid_check::LedgerLine;
use ibid_draft::Block;
use ibid_text::Span;
use maud::{Markup, html};

use crate::{clean, json};

/// The stretch `span` of `block`, which stands in `draft`, with `facts` marked in it.
pub(super) fn said(draft: &str, block: &Block, span: Span, facts: &[LedgerLine]) -> Markup {
    let mut at = span.start;
    let mut parts: Vec<Markup> = Vec::new();
    for fact in facts {
        // A quotation may begin in the sentence before.
        let (start, end) = (fact.span.start.max(at), fact.span.end.min(span.end));
        if start >= end {
            continue;
        }
        parts.push(plain(draft, block, Span::new(at, start)));
        let outcome = json::outcome_name(fact.outcome);
        parts.push(html! {
            span class={ "fact " (outcome) } { (plain(draft, block, Span::new(start, end))) }
        });
        at = end;
    }
    parts.push(plain(draft, block, Span::new(at, span.end)));
    html! { @for part in parts { (part) } }
}

/// The stretch `span`, what is no prose in it set back.
fn plain(draft: &str, block: &Block, span: Span) -> Markup {
    let prose =
        |at: usize| block.text.as_bytes().get(at - block.span.start).is_some_and(|byte| *byte != b' ');
    let mut runs: Vec<(bool, String)> = Vec::new();
    for (at, c) in span.of(draft).char_indices() {
        let before = runs.last().is_some_and(|(back, _)| *back);
        // White space belongs to what is before it.
        let back = if c.is_whitespace() { before } else { !prose(span.start + at) };
        match runs.last_mut().filter(|(known, _)| *known == back) {
            Some((_, run)) => run.push(c),
            None => runs.push((back, c.to_string())),
        }
    }
    html! {
        @for (back, run) in runs {
            @if back { span.markup { (clean::excerpt(&run)) } } @else { (clean::excerpt(&run)) }
        }
    }
}
